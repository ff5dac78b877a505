"""The sentences above an entry tab's headers: formulas that show a name which the sync owns, and their cached texts."""

from __future__ import annotations

from collections.abc import Mapping

from perdes_sheets.workbooks.base import AutoColumn
from perdes_sheets.workbooks.xlsx.automatic import AutomaticCells
from perdes_sheets.workbooks.xlsx.strings import Strings
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

_COLUMNS = range(26)
"""Sentences stand at the left end of their row: a tab's title and what to type in it."""


def put(sheet: Worksheet, texts: Mapping[str, str], strings: Strings, *, above: int | None) -> bool:
    """Give the formulas that name a marker its text, above the row `above` (None: anywhere); whether it was another."""
    if not texts:
        return False
    end = sheet.data.find(b'<%brow r="%d"' % (sheet.prefix, above), sheet.start) if above else -1
    head = sheet.with_rows(sheet.data[sheet.start : end if end >= 0 else sheet.end])
    cells = AutomaticCells(head, _COLUMNS, strings)
    for marker, text in texts.items():
        for column in _COLUMNS:
            cells.set_values(AutoColumn(column, marker, 1, [text] * head.last_row))
    cells.save()
    if cells.changed:
        stop = end if end >= 0 else sheet.end
        sheet.replace(sheet.data[: sheet.start] + head.rows + sheet.data[stop:])
    return cells.changed
