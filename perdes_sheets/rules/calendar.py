"""Calendar arithmetic: months from a base date, and how soon a day is (rules.md, introduction)."""

from __future__ import annotations

import datetime as dt

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` calendar months later, clamped to that month's end: 31 January + 1 is 28 or 29 February.

    Always count from the base date and never from an earlier sum, which would have lost the day. Beyond the calendar's
    last year it is the calendar's last day.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > dt.MAXYEAR:
        return dt.date.max
    last = 29 if month == 1 and _is_leap(year) else _DAYS[month]
    return dt.date(year, month + 1, min(day.day, last))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def due_flag(due: dt.date, as_of: dt.date, lead_days: int) -> str:
    """How soon something not yet done falls due: `overdue`, `due_soon` (today is) or `scheduled`."""
    days = (due - as_of).days
    if days < 0:
        return "overdue"
    return "due_soon" if days <= lead_days else "scheduled"
