"""Where the rows of an entry tab stand in the template, and for how many there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

HEADER_ROW = 4
"""The spreadsheet row of the headers: above them title, sentence, and headings of groups."""
ROOM = 500
SPARE = 100
REACH = 10_000
"""Rows that hints, dropdowns and colours reach: a sync fills in the formulas of rows beyond the room."""
FORM = 20
"""Rows of an empty tab that are printed, to be filled in by hand."""


def rows_of(cells: Sequence[Mapping[str, Any]]) -> int:
    """How many rows a tab has room for."""
    return max(ROOM, len(cells) + SPARE)
