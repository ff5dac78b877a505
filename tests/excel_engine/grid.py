"""The cells of one tab, row by row, and what can be done to a rectangle of them. Knows nothing of COM or xlwings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from openpyxl.utils import get_column_letter

from . import references
from .cells import EMPTY, Box, Cell, CellError, Look

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384


class Grid:
    """Cells by row and column (both from 1); a cell that isn't stored is empty and looks like its column."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        self.column_looks: dict[int, Look] = {}

    def copy(self) -> Grid:
        twin = Grid()
        twin.rows = {number: dict(row) for number, row in self.rows.items()}
        twin.column_looks = dict(self.column_looks)
        return twin

    def get(self, row: int, column: int) -> Cell:
        cell = self.rows.get(row, {}).get(column)
        return cell if cell is not None else self.blank(column)

    def blank(self, column: int) -> Cell:
        look = self.column_looks.get(column)
        return EMPTY if look is None else Cell(look=look)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Stores `cell`; one that says no more than an unstored one isn't kept."""
        if cell == self.blank(column):
            cells = self.rows.get(row)
            if cells is not None:
                cells.pop(column, None)
                if not cells:
                    del self.rows[row]
        else:
            self.rows.setdefault(row, {})[column] = cell

    def used(self) -> Box:
        """Excel's UsedRange: the smallest box around all stored cells, formatted empty ones too; A1 if none."""
        if not self.rows:
            return Box(1, 1)
        columns = {column for cells in self.rows.values() for column in cells}
        top, left = min(self.rows), min(columns)
        return Box(top, left, max(self.rows) - top + 1, max(columns) - left + 1)

    def stored(self, box: Box) -> Iterator[tuple[int, int, Cell]]:
        """The stored cells inside `box`, row by row."""
        numbers = range(box.row, box.last_row + 1) if box.rows < len(self.rows) else sorted(self.rows)
        for row in numbers:
            if not box.row <= row <= box.last_row:
                continue
            for column, cell in sorted(self.rows.get(row, {}).items()):
                if box.column <= column <= box.last_column:
                    yield row, column, cell

    def block(self, box: Box) -> list[list[Cell]]:
        columns = range(box.column, box.last_column + 1)
        blanks = [self.blank(column) for column in columns]
        result = []
        for row in range(box.row, box.last_row + 1):
            cells = self.rows.get(row)
            if cells is None:
                result.append(blanks)
            else:
                result.append([cells.get(column, blank) for column, blank in zip(columns, blanks, strict=True)])
        return result

    def put_block(self, row: int, column: int, block: list[list[Cell]]) -> None:
        blanks = [self.blank(column + place) for place in range(len(block[0]))]
        for number, cells in enumerate(block, row):
            target = self.rows.setdefault(number, {})
            for place, cell in enumerate(cells):
                if cell == blanks[place]:
                    target.pop(column + place, None)
                else:
                    target[column + place] = cell
            if not target:
                del self.rows[number]

    def change(self, box: Box, update: Callable[[Cell], Cell], *, blanks: bool = False) -> None:
        """Replaces each stored cell in `box`; with `blanks` also the unstored ones (whole columns keep the look)."""
        if blanks and box.rows == MAX_ROWS:
            for column in range(box.column, box.last_column + 1):
                self.column_looks[column] = update(self.blank(column)).look
        elif blanks:
            for row in range(box.row, box.last_row + 1):
                for column in range(box.column, box.last_column + 1):
                    self.put(row, column, update(self.get(row, column)))
            return
        for row, column, cell in list(self.stored(box)):
            self.put(row, column, update(cell))

    def shift(self, box: Box, axis: Literal["row", "column"], *, delete: bool = False) -> None:
        """Inserts empty cells where `box` is, or deletes those in it; the others move up, down, left or right."""
        moved: list[tuple[int, int, Cell]] = []
        count = box.rows if axis == "row" else box.columns
        far = Box(box.row, box.column, MAX_ROWS - box.row + 1, box.columns)
        if axis == "column":
            far = Box(box.row, box.column, box.rows, MAX_COLUMNS - box.column + 1)
        for row, column, cell in list(self.stored(far)):
            self.rows[row].pop(column)
            if not self.rows[row]:
                del self.rows[row]
            if delete and row <= box.last_row and column <= box.last_column:
                continue
            step = -count if delete else count
            moved.append((row + step, column, cell) if axis == "row" else (row, column + step, cell))
        for row, column, cell in moved:
            self.put(row, column, cell)

    def sort(self, box: Box, keys: list[int], ascending: list[bool]) -> None:
        """Sorts the rows of `box` by its columns `keys` (from 1), first the most important; formulas move along."""
        block = self.block(box)
        order = list(range(box.rows))
        for key, rising in reversed(list(zip(keys, ascending, strict=True))):
            order.sort(key=lambda place: _sort_key(block[place][key - 1]), reverse=not rising)
            order.sort(key=lambda place: not block[place][key - 1].filled)
        rows = [
            [
                _relocated(cell, box.row + old, box.row + new, box.column + place)
                for place, cell in enumerate(block[old])
            ]
            for new, old in enumerate(order)
        ]
        self.put_block(box.row, box.column, rows)


def _sort_key(cell: Cell) -> tuple[int, float | str]:
    """Excel's order: numbers, text without regard to case, FALSE and TRUE, errors; blanks come last either way."""
    value = cell.value
    if isinstance(value, bool):
        return 2, float(value)
    if isinstance(value, float):
        return 0, value
    if isinstance(value, CellError):
        return 3, 0.0
    return 1, (value or "").casefold()


def _relocated(cell: Cell, old_row: int, new_row: int, column: int) -> Cell:
    if cell.formula is None or old_row == new_row:
        return cell
    letter = get_column_letter(column)
    return cell._replace(formula=references.copied(cell.formula, f"{letter}{old_row}", f"{letter}{new_row}"))
