"""How the sample's rows are written down: texts in both languages, days counted from the day it is made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from perdes_sheets.rules.calendar import add_months


class Text(NamedTuple):
    """A text in Indonesian and in English; any other language shows the English one."""

    indonesian: str
    english: str

    def in_language(self, language: str) -> str:
        return self.indonesian if language == "id" else self.english


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed by mistake, or in a way of their own: it goes into the cell as it is.

    `{year}` is the year of the day `days` from today.
    """

    text: Text
    days: int = 0

    def in_language(self, language: str, today: dt.date) -> str:
        return self.text.in_language(language).format(year=(today + dt.timedelta(self.days)).year)


LAST_ROUND = 6
"""Days since the village last went round to measure."""


@dataclass(frozen=True, slots=True)
class Months:
    """A date so many months from the last round of measuring."""

    n: int

    def on(self, today: dt.date) -> dt.date:
        return add_months(today - dt.timedelta(LAST_ROUND), self.n)


Row = dict[str, Any]
"""Column id -> value: a Text, a number, a day counted from today (date columns), a choice's id, a key of the story."""


def table(columns: str, *rows: tuple[Any, ...]) -> list[Row]:
    """Rows from tuples under column ids; None leaves a cell empty."""
    ids = columns.split()
    return [{id: value for id, value in zip(ids, row, strict=True) if value is not None} for row in rows]
