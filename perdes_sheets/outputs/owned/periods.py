"""When something falls due, as a clerk sorts it: late, this month, next month, later (workbook.md, review_list)."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Literal

from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.outputs.text import month_text
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import Out

Period = Literal["late", "month", "next_month", "later"]
PERIODS: tuple[Period, ...] = ("late", "month", "next_month", "later")


def period(day: dt.date, as_of: dt.date) -> Period:
    """The period of a due date. A day of this month that is past is late."""
    if day < as_of:
        return "late"
    months = (day.year - as_of.year) * 12 + day.month - as_of.month
    return "month" if months == 0 else "next_month" if months == 1 else "later"


def period_title(id: Period, source: Source) -> str:
    """`Terlambat`, `Bulan ini (Juni 2026)`, …"""
    words = source.words
    return words(f"period.{id}", month=month_text(source.results.as_of, words.language))


@lru_cache(maxsize=4096)
def when(days: int, soon: int, words: Words, *, after: bool = False) -> Out:
    """How far away a due date is, in words on its tint: `■ Terlambat 30 hari`, `▲ Hari ini`, `● 45 hari lagi`."""
    tone, shape = ("late", "■") if days < 0 else ("soon", "▲") if days <= soon else ("note", "●")
    text = words("when.late", n=-days) if days < 0 else words("when.left", n=days) if days else words("when.today")
    return Out(f"{shape} {text}", f"{tone}_after" if after else tone)
