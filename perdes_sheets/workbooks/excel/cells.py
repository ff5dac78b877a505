"""One cell's value as Excel gives it and as Excel is given it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from perdes_sheets.workbooks.base import Cell, ErrorValue
from perdes_sheets.workbooks.xlsx import cells as written

LONGEST = written.LONGEST - 1
"""Characters of a text: the apostrophe before it takes one."""

_NAMES = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
_ERRORS = {text: ErrorValue(text) for text in _NAMES}
_FIRST_CODE, _LAST_CODE = -2146826288, -2146826000
"""Errors arrive as whole numbers in this range (XlCVError, 2000 to 2288); numbers always as floats."""
_NEWER = {-2146826245: "#GETTING_DATA", -2146826243: "#SPILL!", -2146826238: "#CALC!"}
"""The ones that xlwings doesn't name."""
_DAY_0 = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets have no zones


def read(value: object) -> Cell:
    """The cell that xlwings gives as `value` (with `err_to_str`).

    A date without a time is a date, a time without a date a fraction of a day.
    """
    if value.__class__ is str:
        return _ERRORS.get(value, value)
    if isinstance(value, bool) or value is None or value.__class__ is float:
        return value
    if isinstance(value, dt.datetime):
        if value.date() == _DAY_0.date():
            return (value - _DAY_0) / dt.timedelta(days=1)
        return value if value.time() != dt.time() else value.date()
    if isinstance(value, int):
        return _error(value) if _FIRST_CODE <= value <= _LAST_CODE else float(value)
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def _error(code: int) -> ErrorValue:
    return _ERRORS[_NEWER.get(code, "#N/A")]


def typed(value: Cell, *, date1904: bool) -> object:
    """What to hand to Range.Value so that the cell holds `value`.

    A text begins with an apostrophe: Excel reads what a program writes as if it were typed, and would make `007` a
    number, `1/2` a date and `=…` a formula. A date goes as its number, which leaves the cell's format alone; a whole
    number as a float, because macOS loses long integers.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return "'" + clipped(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.date):
        return written.serial(value, date1904=date1904)
    if isinstance(value, ErrorValue):
        return value.text or None
    return float(value)


def clipped(text: str) -> str:
    """The text as a cell can hold it."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def same(shown: Cell, formula: str, value: Cell, *, date1904: bool) -> bool:
    """Whether a cell that shows `shown` and whose Range.Formula is `formula` holds the constant `value`."""
    if value is None or value == "":
        return formula == ""
    if isinstance(value, str):
        return formula == clipped(value) and isinstance(shown, (str, ErrorValue))
    if formula[:1] == "=":
        return False
    if isinstance(value, (bool, ErrorValue)) or isinstance(shown, bool):
        return shown == value and shown.__class__ is value.__class__
    return _number(shown, date1904) == _number(value, date1904)


def _number(value: Cell, date1904: bool) -> float | None:
    if isinstance(value, dt.date):
        return written.serial(value, date1904=date1904)
    return float(value) if isinstance(value, (float, int)) else None
