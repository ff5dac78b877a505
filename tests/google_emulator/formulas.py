"""The references in a formula's text, and how they follow inserted, deleted, moved, copied and renamed cells.

The rest of the formula is left exactly as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .a1 import Box, column_index, column_letters, quote_title
from .spans import Change

TITLE = r"'(?:[^']|'')+'|[^\W\d][\w.]*"
CORNER = r"(?:\$?[A-Za-z]{1,3}\$?[1-9]\d{0,7})"
REFERENCE = re.compile(
    rf'"(?:[^"]|"")*"'  # a text, skipped
    rf"|(?<![\w.$])(?:(?P<title>{TITLE})!)?"
    rf"(?P<area>{CORNER}(?::(?:{CORNER}|\$?[A-Za-z]{{1,3}}|\$?[1-9]\d*))?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[1-9]\d*:\$?[1-9]\d*)"
    rf"(?![\w(.!])"
)
PART = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([1-9]\d*)?")
GONE = "#REF!"


@dataclass(frozen=True)
class Corner:
    """One corner; a whole column has no row, a whole row no column. Zero-based."""

    column: int | None
    row: int | None
    fixed_column: bool
    fixed_row: bool

    def __str__(self) -> str:
        text = "" if self.column is None else ("$" if self.fixed_column else "") + column_letters(self.column)
        return text + ("" if self.row is None else ("$" if self.fixed_row else "") + str(self.row + 1))


@dataclass(frozen=True)
class Reference:
    """`title` is None for a reference to the formula's own sheet; `last` is None for a single cell."""

    title: str | None
    first: Corner
    last: Corner | None

    def __str__(self) -> str:
        prefix = "" if self.title is None else quote_title(self.title) + "!"
        return f"{prefix}{self.first}" + (f":{self.last}" if self.last else "")


def _corner(text: str) -> Corner:
    hit = PART.fullmatch(text)
    assert hit is not None
    if hit[2] is None:  # a whole row: its dollar sign was taken for the column's
        return Corner(None, int(hit[4]) - 1, False, bool(hit[1] or hit[3]))
    row = int(hit[4]) - 1 if hit[4] else None
    return Corner(column_index(hit[2]), row, bool(hit[1]), bool(hit[3]))


def read(title: str | None, area: str) -> Reference:
    first, _, last = area.partition(":")
    if title and title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    return Reference(title, _corner(first), _corner(last) if last else None)


def rewrite(formula: str, change: Callable[[Reference], Reference | str | None]) -> str:
    """The formula with each reference replaced by what `change` makes of it; None leaves it as it is written."""

    def one(hit: re.Match[str]) -> str:
        if hit["area"] is None:
            return hit[0]
        changed = change(read(hit["title"], hit["area"]))
        return hit[0] if changed is None else str(changed)

    return REFERENCE.sub(one, formula)


def commas(formula: str) -> tuple[bool, bool]:
    """Whether the formula has commas between its parts, and whether it has some in numbers; texts don't count."""
    bare = re.sub(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'', "", formula)
    without_numbers = re.sub(r"(?<![\w.$])\d+,\d+", "", bare)
    return "," in without_numbers, without_numbers != bare


def references(formula: str) -> list[Reference]:
    found: list[Reference] = []

    def note(reference: Reference) -> None:
        found.append(reference)

    rewrite(formula, note)
    return found


def copied(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when its cell is copied that many rows down and columns right."""

    def shift(corner: Corner) -> Corner | None:
        row = corner.row if corner.row is None or corner.fixed_row else corner.row + rows
        column = corner.column if corner.column is None or corner.fixed_column else corner.column + columns
        outside = (row is not None and row < 0) or (column is not None and column < 0)
        return None if outside else replace(corner, row=row, column=column)

    def change(reference: Reference) -> Reference | str:
        first = shift(reference.first)
        last = shift(reference.last) if reference.last else None
        if first is None or (reference.last and last is None):
            return GONE
        return replace(reference, first=first, last=last)

    return rewrite(formula, change) if rows or columns else formula


def followed(
    formula: str, home: str, target: str, dimension: str, change: Change, within: tuple[int, int] | None = None
) -> str:
    """The formula (on sheet `home`) after a change of the rows or columns of sheet `target`.

    `within` limits the change to a stretch of the other dimension, as when cells are deleted and those below move up.
    """
    field, across = ("row", "column") if dimension == "ROWS" else ("column", "row")

    def follow(reference: Reference) -> Reference | str | None:
        if (reference.title or home).lower() != target.lower():
            return None
        start = getattr(reference.first, field)
        if start is None and (reference.last is None or getattr(reference.last, field) is None):
            return None
        if within is not None:
            ends = [getattr(corner, across) for corner in (reference.first, reference.last) if corner]
            if any(end is None or not within[0] <= end < within[1] for end in ends):
                return None
        end = start if reference.last is None else getattr(reference.last, field)
        moved = change.span(start, None if end is None else end + 1)
        if moved is None:
            return GONE
        first = _placed(reference.first, field, moved[0])
        if reference.last is None:
            return replace(reference, first=first)
        last = _placed(reference.last, field, None if moved[1] is None else moved[1] - 1)
        return replace(reference, first=first, last=last)

    return rewrite(formula, follow)


def _placed(corner: Corner, field: str, at: int | None) -> Corner:
    return replace(corner, row=at) if field == "row" else replace(corner, column=at)


def cut(formula: str, home: str, target: str, box: Box, by: tuple[int, int]) -> str:
    """The formula after the cells of a box on sheet `target` were cut and pasted `by` so many rows and columns away."""

    def shifted(corner: Corner) -> Corner | None:
        if corner.row is None or corner.column is None or not box.holds(corner.row, corner.column):
            return None
        return replace(corner, row=corner.row + by[0], column=corner.column + by[1])

    def change(reference: Reference) -> Reference | None:
        if (reference.title or home).lower() != target.lower():
            return None
        first = shifted(reference.first)
        last = shifted(reference.last) if reference.last else None
        if first is None or (reference.last and last is None):
            return None
        return replace(reference, first=first, last=last)

    return rewrite(formula, change)


def retitled(formula: str, old: str, new: str | None) -> str:
    """The formula after a sheet got a new title; None: after the sheet was deleted."""

    def change(reference: Reference) -> Reference | str | None:
        if reference.title is None or reference.title.lower() != old.lower():
            return None
        return GONE if new is None else replace(reference, title=new)

    return rewrite(formula, change)
