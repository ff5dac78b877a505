"""Cells of a range on the move: inserting, deleting, sorting, copying, pasting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from . import addresses, errors, references
from .boxes import BoxedRange
from .cells import Box, Cell
from .grid import MAX_COLUMNS, MAX_ROWS
from .workbook import Worksheet


class MovesOfRange(BoxedRange):
    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """New cells look like those above or left of them; without `shift` the shape decides, as in Excel."""
        with self.call("call", "Insert", writes=True):
            axis = self._axis(shift)
            self.worksheet.check_writable(self.box)
            self.worksheet.shift(self.box, axis)
            if axis == "row" and self.box.row > 1:
                self._take_looks()
            self.worksheet.changed()

    def _take_looks(self) -> None:
        grid, box = self.worksheet.grid, self.box
        above = {column: cell.look for _, column, cell in grid.stored(Box(box.row - 1, box.column, 1, box.columns))}
        for row in range(box.row, box.last_row + 1):
            for column, look in above.items():
                grid.put(row, column, Cell(look=look))

    def delete(self, shift: str | None = None) -> None:
        with self.call("call", "Delete", writes=True):
            axis = self._axis(shift)
            self.worksheet.check_writable(self.box)
            self.worksheet.shift(self.box, axis, delete=True)
            self.worksheet.changed()

    def _axis(self, shift: str | None) -> Literal["row", "column"]:
        if shift is None:
            down = self.box.columns == MAX_COLUMNS or (self.box.rows != MAX_ROWS and self.box.columns >= self.box.rows)
            return "row" if down else "column"
        return "row" if shift in ("down", "up") else "column"

    def sort(self, keys: list[int], ascending: list[bool], has_headers: bool) -> None:
        with self.call("call", "Sort", writes=True):
            self.worksheet.check_writable(self.box)
            top = int(has_headers)
            box = self.box._replace(row=self.box.row + top, rows=self.box.rows - top)
            self.worksheet.grid.sort(box, list(keys), list(ascending))
            self.worksheet.changed()

    def copy(self, destination: Any = None) -> None:
        """To another place, whose top left cell `destination` begins at, or to the clipboard."""
        with self.call("call", "Copy", writes=destination is not None):
            block = self.worksheet.grid.block(self.box)
            if destination is None:
                self.process.clipboard = (self.box, block)
                self.process.cut_copy_mode = "copy"
            else:
                target: BoxedRange = destination.impl
                box = _repeated(target.box, self.box)
                _paste(target.worksheet, box, self.box, block, lambda old, new: new)

    def paste(
        self, paste: str | None = None, operation: str | None = None, skip_blanks: bool = False, transpose: bool = False
    ) -> None:
        """PasteSpecial: "all", "values", "formulas" or "formats"; no arithmetic, no transposing."""
        updates: dict[str | None, Callable[[Cell, Cell], Cell]] = {
            None: lambda old, new: new,
            "all": lambda old, new: new,
            "formats": lambda old, new: old._replace(look=new.look),
            "values": lambda old, new: Cell(new.value, look=old.look, link=old.link),
            "formulas": lambda old, new: Cell(new.value, new.formula, old.look, link=old.link),
        }
        with self.call("call", "PasteSpecial", writes=True):
            copied = self.process.clipboard
            if not isinstance(copied, tuple) or self.process.cut_copy_mode is None:
                raise errors.refused("PasteSpecial method of Range class failed")
            origin, block = copied
            _paste(self.worksheet, _repeated(self.box, origin), origin, block, updates[paste])
            self.process.cut_copy_mode = "copy"


def _repeated(target: Box, origin: Box) -> Box:
    """Where `origin` lands: as often as it fits exactly into `target`, else once."""
    fits = target.rows % origin.rows == 0 and target.columns % origin.columns == 0
    return target if fits else Box(target.row, target.column, origin.rows, origin.columns)


def _paste(
    sheet: Worksheet, box: Box, origin: Box, block: list[list[Cell]], update: Callable[[Cell, Cell], Cell]
) -> None:
    """Formats come along, merged cells fall apart: what is copied is taken to be unmerged."""
    sheet.check_writable(box)
    sheet.unmerge(box)
    rows = []
    for number, old_cells in enumerate(sheet.grid.block(box)):
        cells = []
        for place, old in enumerate(old_cells):
            down, right = number % origin.rows, place % origin.columns
            new = update(old, block[down][right])
            if new.formula is not None and new.formula != old.formula:
                source = addresses.spell(
                    Box(origin.row + down, origin.column + right), row_absolute=False, column_absolute=False
                )
                target = addresses.spell(
                    Box(box.row + number, box.column + place), row_absolute=False, column_absolute=False
                )
                new = new._replace(formula=references.copied(new.formula, source, target))
            cells.append(new)
        rows.append(cells)
    sheet.grid.put_block(box.row, box.column, rows)
    sheet.changed()
