"""Rows 1 and 2 of every entry tab: whose workbook it is, what to type here and why, and how fresh the grey columns are.

Both are formulas on names that the sync owns, so that they are right on every tab at once; a sync caches their text.
"""

from __future__ import annotations

import datetime as dt

from perdes_sheets.outputs.text import date_text
from perdes_sheets.schema.words import Words

NOTE, VILLAGE = "pd_note", "pd_village"
"""The names of the two texts: cells of `_data`."""

CALLED = ("desa", "nagari", "gampong", "kampung", "kampong", "pekon", "tiyuh", "negeri", "lembang", "marga")
"""What villages call themselves: a name that begins so needs no "Desa" before it (Law 6/2014: "or by another name")."""


def note(as_of: dt.date | None, words: Words) -> str:
    """When the grey columns were computed, and how to have them computed anew."""
    return words("page.note.never") if as_of is None else words("page.note", as_of=date_text(as_of, words.language))


def village(name: str | None, words: Words) -> str:
    """`Desa Sukamaju`; "" while nobody has typed the name."""
    if not name:
        return ""
    return name if name.split()[0].casefold() in CALLED else words("page.village", name=name)


def after_title(village: str) -> str:
    """What `pd_village` holds: the village as it follows a tab's title."""
    return f" — {village}" if village else ""


def sentence(tab: str, words: Words) -> str:
    """What to type in an entry tab, and why; the note follows."""
    return words(f"page.sentence.{tab}") + " "


def cached(tab: str, title: str, note: str, village: str, words: Words) -> dict[str, str]:
    """Marker name -> the whole text of the cell whose formula shows it."""
    return {NOTE: sentence(tab, words) + note, VILLAGE: title + after_title(village)}
