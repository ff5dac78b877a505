"""The one place that reads the clock: today, where the village is."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from perdes_sheets.errors import UseError
from perdes_sheets.jobs.look import Clock
from perdes_sheets.reading import dates
from perdes_sheets.schema.choices import TIME_ZONES


def today(time_zone: str) -> dt.date:
    """Today in WIB, WITA or WIT."""
    return dt.datetime.now(ZoneInfo(TIME_ZONES[time_zone])).date()


def as_of(given: str | None) -> dt.date | Clock:
    """The date of `--as-of`, in any form that a cell may have it; without one, the clock."""
    if given is None:
        return today
    day = dates.parse(given)
    if not isinstance(day, dt.date):
        raise UseError("error.bad_as_of", value=given)
    return day
