"""Dates written as text: day first unless the year is, months by name in any language (rules.md, Reading a cell)."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import cache
from typing import Literal

from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.spelling import day_names, month_numbers

FIRST, LAST = dt.date(1945, 1, 1), dt.date(2100, 12, 31)
"""Nothing outside is a date of a partnership: a bare year typed into a date cell is a day in 1905."""

EPOCH = dt.date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers."""

Unreadable = Literal["", "incomplete", "impossible", "month_first", "outside"]
"""Why a text is no date, which decides what the message advises; `""`: it doesn't look like one."""

_APOSTROPHES = re.compile("[’‘`ʼ]")  # Jum'at
_SPACED = re.compile(r" ?([-/.]) ?")
_TIME = re.compile(
    r"(?:t|,? )(?:(?:pukul|pkl\.?|jam|at) )?(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9](?:[:.][0-5][0-9](?:\.[0-9]+)?)?"
    r"(?: ?[ap]m)?(?: ?(?:z|utc|wib|wita|wit|[+-][0-9]{2}:?[0-9]{2}))?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_INCOMPLETE = re.compile(r"[0-9]{4}|[0-9]{1,2}[-/.][0-9]{1,4}|[0-9]{4}[-/.][0-9]{1,2}")


def parse(text: str) -> dt.date | Unreadable:
    """The date that `text` means, or why it can't be read. A day's name before and a time of day after are dropped."""
    text = _APOSTROPHES.sub("'", key_of(text))
    text = _without_day_name(_without_time(text))
    text = _SPACED.sub(r"\1", text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], int(match[3]), match[4])
    if match := _DAY_FIRST.fullmatch(text):
        return _date(match[4], int(match[3]), match[1])
    named = _named()
    if match := named.day_first.fullmatch(text):
        return _date(match[3], month_numbers()[match[2]], match[1])
    if match := named.month_first.fullmatch(text):
        return _date(match[3], month_numbers()[match[1]], match[2])
    return "incomplete" if _INCOMPLETE.fullmatch(text) or named.incomplete.fullmatch(text) else ""


def from_serial(number: float) -> dt.date | Unreadable:
    """The day of a spreadsheet's serial number; a fraction is a time of day and dropped."""
    if not (FIRST - EPOCH).days <= number < (LAST - EPOCH).days + 1:
        return "incomplete" if number in range(FIRST.year, LAST.year + 1) else "outside"
    return EPOCH + dt.timedelta(days=math.floor(number))


def checked(day: dt.date) -> dt.date | Unreadable:
    """`day`, where it lies in the range of plausible dates."""
    return day if FIRST <= day <= LAST else "outside"


class _Named:
    """The patterns that name a month, built of every language's names."""

    def __init__(self) -> None:
        month = f"({'|'.join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))})"
        year = r"([0-9]{4}|[0-9]{2})"
        self.day_first = re.compile(rf"([0-9]{{1,2}})[-/. ] ?{month}(?:[-/. ]|, ?){year}")
        self.month_first = re.compile(rf"{month}[. ]([0-9]{{1,2}})(?:, ?| ){year}")
        self.incomplete = re.compile(rf"(?:[0-9]{{1,2}}[-/. ])?{month}(?:[-/. ][0-9]{{2,4}})?|{month}[. ][0-9]{{1,2}}")


@cache
def _named() -> _Named:
    return _Named()


def _without_time(text: str) -> str:
    # From the first place where the rest of the text is a time.
    for match in re.finditer(r"t|,| ", text):
        if _TIME.fullmatch(text, match.start()):
            return text[: match.start()]
    return text


def _without_day_name(text: str) -> str:
    match = re.match(r"([^\W\d_]+(?:'[^\W\d_]+)?)\.?(?:, ?| )", text)
    return text[match.end() :] if match and match[1] in day_names() else text


def _date(year: str, month: int, day: str) -> dt.date | Unreadable:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return checked(dt.date(full_year, month, int(day)))
    except ValueError:
        return "month_first" if int(day) <= 12 < month <= 31 else "impossible"
