"""The engine that xlwings is given, and its part in converting values: as xlwings' Windows module does it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from .apps import App, Apps
from .cells import CellError
from .process import Machine, Process

# The errors that xlwings knows by name; #SPILL! and #CALC! reach the program as integers.
_KNOWN_ERRORS = {
    error.com_code: error.text
    for error in CellError
    if error not in (CellError.GETTING_DATA, CellError.SPILL, CellError.CALC)
}


class Engine:
    name = "excel"
    type = "desktop"

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    @property
    def apps(self) -> Apps:
        return Apps(self)

    def app(self, process: Process) -> App:
        return App(self, process)

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        """One value on its way to Range.Value: nothing becomes "", a date a datetime in UTC, its zone cut off."""
        if isinstance(value, str | int):
            return value
        if isinstance(value, float):
            return "" if math.isnan(value) else float(value)
        if value is None or value is pd.NaT or value is pd.NA:
            return ""
        if isinstance(value, pd.Timestamp):
            value = value.to_pydatetime()
        if isinstance(value, np.datetime64):
            value = pd.Timestamp(value).to_pydatetime()
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        return float(value) if isinstance(value, np.number) else value

    @staticmethod
    def clean_value_data(
        data: list[list[object]],
        datetime_builder: Callable[..., object],
        empty_as: object,
        number_builder: Callable[[float], object] | None,
        err_to_str: bool,
    ) -> list[list[object]]:
        """Values from Range.Value as the program gets them. A Decimal stays one, whatever `numbers` asks for."""

        def clean(value: object) -> object:
            if value is None or value == "":
                return empty_as
            if isinstance(value, datetime):
                moment = {
                    part: getattr(value, part)
                    for part in ("year", "month", "day", "hour", "minute", "second", "microsecond")
                }
                return datetime_builder(**moment, tzinfo=None)
            if isinstance(value, float):
                return value if number_builder is None else number_builder(value)
            if type(value) is int and value in _KNOWN_ERRORS:
                return _KNOWN_ERRORS[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]
