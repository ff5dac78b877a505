"""A1 addresses: to boxes and back."""

from __future__ import annotations

import re

from openpyxl.utils import column_index_from_string, get_column_letter

from .cells import Box
from .grid import MAX_COLUMNS, MAX_ROWS

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})", re.IGNORECASE)
_ROWS = re.compile(r"\$?(\d{1,7}):\$?(\d{1,7})")


def parse(text: str) -> Box | None:
    """The box of `B2`, `$B$2:D9`, `A:C` or `3:4`; None for anything else."""
    if found := _COLUMNS.fullmatch(text):
        left, right = sorted(column_index_from_string(letters.upper()) for letters in found.groups())
        return Box(1, left, MAX_ROWS, right - left + 1) if right <= MAX_COLUMNS else None
    if found := _ROWS.fullmatch(text):
        top, bottom = sorted(int(digits) for digits in found.groups())
        return Box(top, 1, bottom - top + 1, MAX_COLUMNS) if top >= 1 and bottom <= MAX_ROWS else None
    cells = [_CELL.fullmatch(part) for part in text.split(":")]
    if len(cells) > 2 or None in cells:
        return None
    rows = [int(cell[2]) for cell in cells if cell]
    columns = [column_index_from_string(cell[1].upper()) for cell in cells if cell]
    return between(min(rows), min(columns), max(rows), max(columns))


def between(top: int, left: int, bottom: int, right: int) -> Box | None:
    if not (1 <= top <= bottom <= MAX_ROWS and 1 <= left <= right <= MAX_COLUMNS):
        return None
    return Box(top, left, bottom - top + 1, right - left + 1)


def spell(box: Box, *, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """The box as Range.Address spells it: whole rows and columns without their ends, one cell without a colon."""
    row_mark, column_mark = "$" * row_absolute, "$" * column_absolute
    first, last = get_column_letter(box.column), get_column_letter(box.last_column)
    if box.rows == MAX_ROWS:
        return f"{column_mark}{first}:{column_mark}{last}"
    if box.columns == MAX_COLUMNS:
        return f"{row_mark}{box.row}:{row_mark}{box.last_row}"
    start = f"{column_mark}{first}{row_mark}{box.row}"
    end = f"{column_mark}{last}{row_mark}{box.last_row}"
    return start if (box.rows, box.columns) == (1, 1) else f"{start}:{end}"
