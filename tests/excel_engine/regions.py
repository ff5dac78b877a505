"""How a region writes numbers and dates: what Excel reads a typed text with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_INDONESIAN = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_ENGLISH_LONG = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_INDONESIAN_LONG = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli"),
    *("agustus", "september", "oktober", "november", "desember"),
)


def _months(*languages: tuple[str, ...]) -> dict[str, int]:
    return {name: number for names in languages for number, name in enumerate(names, 1)}


@dataclass(frozen=True)
class Region:
    name: str
    decimal: str
    thousands: str
    order: Literal["mdy", "dmy"]
    currency: str
    short_date: str  # the number format that a date gets in a cell that isn't a date cell yet
    currency_format: str
    months: dict[str, int] = field(hash=False)


US = Region(
    name="en-US",
    decimal=".",
    thousands=",",
    order="mdy",
    currency="$",
    short_date="m/d/yyyy",
    currency_format="$#,##0.00",
    months=_months(_ENGLISH, _ENGLISH_LONG),
)
INDONESIA = Region(
    name="id-ID",
    decimal=",",
    thousands=".",
    order="dmy",
    currency="Rp",
    short_date="dd/mm/yyyy",
    currency_format='"Rp"#,##0.00',
    months=_months(_ENGLISH, _ENGLISH_LONG, _INDONESIAN, _INDONESIAN_LONG),
)


@dataclass(frozen=True)
class Locale:
    """`region` is Windows' own: people type with it, and dates and money get its formats. `programs` is the one that
    texts written by a program are read with: VBA's are read the American way, and for other languages nobody says.
    `today` gives the year of a date typed without one.
    """

    region: Region
    programs: Region
    today: date
