"""How a value is written in running text, in the workbook's language (look.md, Numbers)."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache


@lru_cache(maxsize=4096)
def date_text(day: dt.date, language: str) -> str:
    """`12 Mar 2024` in the language's abbreviations."""
    from babel.dates import format_date  # noqa: PLC0415 - most commands show no date

    return format_date(day, "dd MMM yyyy", locale=language)


@lru_cache(maxsize=128)
def day_text(day: dt.date, language: str) -> str:
    """`12 Mar`, where the year is plain."""
    return date_text(day, language).rsplit(" ", 1)[0]


@lru_cache(maxsize=128)
def month_text(day: dt.date, language: str) -> str:
    """`Maret 2024`."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(day, "MMMM yyyy", locale=language)


@lru_cache(maxsize=16384)
def number_text(number: float, language: str) -> str:
    """`1.500,5` in Indonesian, `1,500.5` in English; at most 6 decimals, none where there are none."""
    text = f"{round(number, 6):,.6f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415

    marks = {",": get_group_symbol(language), ".": get_decimal_symbol(language)}
    return "".join(marks.get(character, character) for character in text)


def rupiah_text(amount: float, language: str) -> str:
    """`Rp1.500.000`: no space, no decimals unless there are some."""
    return f"Rp{number_text(round(amount, 2), language)}"


def percent_text(ratio: float) -> str:
    """`75%`: no decimals."""
    return f"{ratio:.0%}"


def value_text(value: object, language: str) -> str:
    """Any value of a finding or an entry as text; a text stays as it was typed."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return date_text(value, language)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_text(value, language)
    return str(value)
