"""The looks of an owned tab: a cell that has the look is copied to each block of cells that shall have it.

The cells are the specimens of the hidden tab `_looks`, as in a file (`xlsx/looks.py`). A copy goes straight to its
destination and leaves the clipboard alone; it takes contents and merged cells away, so a tab is painted before it is
filled, and merged anew after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from perdes_sheets.workbooks.base import Out
from perdes_sheets.workbooks.excel.tabs import Tab

TITLE = "_looks"
MOST = 2_000
"""Blocks to paint in one tab, a call each. With more, each column takes its commonest look below the HEAD: what a
colour says, the words say too."""
HEAD = 5


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of one look; `row` and `column` count from 1."""

    look: str
    row: int
    column: int
    rows: int
    columns: int


def blocks(rows: Sequence[Sequence[Out | None]]) -> list[Block]:
    """The looks of `rows` as blocks that don't overlap, tall ones first made wide."""
    width = max(map(len, rows), default=0)
    looks = [[out.look if out is not None else None for out in row] + [None] * (width - len(row)) for row in rows]
    found = list(_blocks(looks))
    return found if len(found) <= MOST else list(_blocks(_calmer(looks)))


def _blocks(looks: Sequence[Sequence[str | None]]) -> Iterator[Block]:
    open_runs: dict[tuple[str, int, int], Block] = {}
    for column, cells in enumerate(zip(*looks, strict=True), 1):
        runs = {}
        for look, row, rows in _runs(cells):
            key = (look, row, rows)
            left = open_runs.pop(key, None)
            first, wide = (left.column, left.columns) if left else (column, 0)
            runs[key] = Block(look, row, first, rows, wide + 1)
        yield from open_runs.values()
        open_runs = runs
    yield from open_runs.values()


def _runs(cells: Sequence[str | None]) -> Iterator[tuple[str, int, int]]:
    """Look, first row and number of rows of cells of one look that stand below each other."""
    first = 0
    for row in range(1, len(cells) + 1):
        if row == len(cells) or cells[row] != cells[first]:
            look = cells[first]
            if look is not None:
                yield look, first + 1, row - first
            first = row


def _calmer(looks: Sequence[Sequence[str | None]]) -> list[list[str | None]]:
    columns = []
    for cells in zip(*looks, strict=True):
        counted = Counter(look for look in cells[HEAD:] if look is not None)
        common = counted.most_common(1)[0][0] if counted else None
        columns.append([*cells[:HEAD], *(look and common for look in cells[HEAD:])])
    return [list(row) for row in zip(*columns, strict=True)]


class Specimens:
    """The cells of the tab `_looks` by the look that they have: its id stands in column A, the cell in column B."""

    def __init__(self, tab: Tab) -> None:
        rows = {str(cells[0]): row for row, cells in enumerate(tab.values, 1) if isinstance(cells[0], str)}
        self._cells = {look: tab.area(row, 2, 1, 1) for look, row in rows.items()}

    def lacking(self, looks: Iterable[str]) -> list[str]:
        """Those of `looks` that have no specimen."""
        return sorted(set(looks) - self._cells.keys())

    def paint(self, tab: Tab, found: Sequence[Block]) -> None:
        """Give the cells of each block its look, and nothing else: what was in them is gone."""
        for block in found:
            self._cells[block.look].copy(tab.area(block.row, block.column, block.rows, block.columns))


Area = tuple[int, int, int, int]
"""Row and column (from 1), rows, columns."""


def merged(tab: Tab, box: Area) -> list[Area]:
    """The merged cells that begin within `box`; one question where there are none."""
    row, column, rows, columns = box
    together = tab.area(*box).merge_cells
    if together is False:
        return []
    if together:
        around = tab.area(row, column, 1, 1).merge_area
        top, left, (height, width) = around.row, around.column, around.shape
        if row + rows <= top + height and column + columns <= left + width:
            return [(top, left, height, width)] if (top, left) == (row, column) else []
    if rows > 1:
        half = rows // 2
        halves = (row, column, half, columns), (row + half, column, rows - half, columns)
    else:
        half = columns // 2
        halves = (row, column, rows, half), (row, column + half, rows, columns - half)
    return [area for part in halves for area in merged(tab, part)]


def merge(tab: Tab, areas: Sequence[Area]) -> None:
    """Merge cells again."""
    for area in areas:
        tab.area(*area).merge()
