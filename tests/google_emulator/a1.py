"""A1 notation: what the user of a spreadsheet calls a range, and the half-open GridRange that the interface uses.

All indexes are zero-based; an end that is None reaches to the end of the sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import Json

CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,7})|\$?([A-Za-z]{1,3})|\$?([1-9]\d{0,7})")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Area:
    """Rows `top` to `bottom` and columns `left` to `right` of one sheet, ends exclusive; None means unbounded."""

    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    def clipped(self, rows: int, columns: int) -> Box:
        """The area on a grid of that size, without open ends; it may be empty."""
        top, left = self.top or 0, self.left or 0
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Box(top, max(bottom, top), left, max(right, left))


@dataclass(frozen=True)
class Box:
    """An area whose four sides are known."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def rows(self) -> range:
        return range(self.top, self.bottom)

    @property
    def columns(self) -> range:
        return range(self.left, self.right)

    @property
    def empty(self) -> bool:
        return self.top >= self.bottom or self.left >= self.right

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row < self.bottom and self.left <= column < self.right

    def overlaps(self, other: Box) -> bool:
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def contains(self, other: Box) -> bool:
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def grid_range(self, sheet_id: int) -> Json:
        return {
            "sheetId": sheet_id,
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }


def column_letters(index: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """ "A" -> 0, "AA" -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


def parse_area(text: str) -> Area | None:
    """ "B2", "A:C", "2:5", "A3:C", also with its corners swapped; None when it is no A1 notation."""
    first, colon, last = text.partition(":")
    start = CELL.fullmatch(first)
    end = CELL.fullmatch(last) if colon else start
    if start is None or end is None:
        return None
    if not colon and start[1] is None:
        return None  # a lone "A" or "5" is a title
    rows = [int(row) - 1 for row in (start[2] or start[4], end[2] or end[4]) if row]
    columns = [column_index(letters) for letters in (start[1] or start[3], end[1] or end[3]) if letters]
    top, bottom = _span(rows)
    left, right = _span(columns)
    return Area(top, bottom, left, right)


def _span(found: list[int]) -> tuple[int | None, int | None]:
    """Both corners given: a closed span; one: from there to the end of the sheet; none: all."""
    if not found:
        return None, None
    return (min(found), max(found) + 1) if len(found) == 2 else (found[0], None)


def split_title(text: str) -> tuple[str | None, str]:
    """ "'Mitra''s'!A1" -> ("Mitra's", "A1"); without a "!" the title is None, unless the text is quoted."""
    if text.startswith("'"):
        quoted = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if quoted is None:
            return None, text
        return quoted[1].replace("''", "'"), quoted[2] or ""
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def quote_title(title: str) -> str:
    """The title as Google writes it in ranges: quoted unless it is a plain word that can't be mistaken for a cell."""
    if PLAIN_TITLE.fullmatch(title) and not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*", title):
        return title
    return "'" + title.replace("'", "''") + "'"


def range_name(title: str, box: Box) -> str:
    """The range as Google answers it: `Sheet1!A1:Z1000`, one cell without a colon."""
    name = f"{quote_title(title)}!{cell_name(box.top, box.left)}"
    if box.bottom - box.top == 1 and box.right - box.left == 1:
        return name
    return f"{name}:{cell_name(box.bottom - 1, box.right - 1)}"


def from_grid_range(grid: Json) -> Area:
    """A GridRange's area; null and absent ends are open."""
    return Area(
        grid.get("startRowIndex"), grid.get("endRowIndex"), grid.get("startColumnIndex"), grid.get("endColumnIndex")
    )
