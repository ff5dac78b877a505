"""Ranges, as xlwings asks an engine for them: one call into Excel for each thing read or written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from . import addresses, api_sheet, errors, references, writing
from .cells import EMPTY, PLAIN, Box, Cell
from .grid import MAX_COLUMNS, MAX_ROWS
from .looks import LooksOfRange, RowsAndColumns
from .moves import MovesOfRange
from .values import formula_text, outgoing, outgoing2

if TYPE_CHECKING:
    from .names import Name
    from .sheets import Sheet

_T = TypeVar("_T")
_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class Range(LooksOfRange, RowsAndColumns, MovesOfRange):
    """Contents, and finding one's way around."""

    def _range(self, box: Box) -> Range:
        return Range(self.engine, self.worksheet, box)

    @property
    def api(self) -> api_sheet.Range | None:
        return None if self.empty else api_sheet.Range(self)

    @property
    def sheet(self) -> Sheet:
        from .books import Book
        from .sheets import Sheet

        return Sheet(Book(self.engine, self.worksheet.workbook), self.worksheet)

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        """Range.Item: row and column, or the position counted row by row, from the top left cell on."""
        with self.call("call", "Item"):
            if arg2 is None:
                lines, place = divmod(arg1 - 1, self.box.columns)
                arg1, arg2 = lines + 1, place + 1
            box = addresses.between(*(self.box.row + arg1 - 1, self.box.column + arg2 - 1) * 2)
            if box is None:
                raise errors.refused("Application-defined or object-defined error")
            return self._range(box)

    @property
    def address(self) -> str:
        return addresses.spell(self.box)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        with self.call("get", "Address"):
            spelt = addresses.spell(self.box, row_absolute=row_absolute, column_absolute=col_absolute)
            if not external:
                return spelt
            workbook = self.worksheet.workbook
            return f"{references.quoted(f'[{workbook.name}]{self.worksheet.name}')}!{spelt}"

    def _read(self, one: Callable[[Cell], _T]) -> _T | tuple[tuple[_T, ...], ...]:
        """One cell's content, or a tuple of tuples."""
        block = self.worksheet.grid.block(self.box)
        if len(self) == 1:
            return one(block[0][0])
        return tuple([tuple([one(cell) for cell in row]) for row in block])

    def _write(self, member: str, data: object) -> None:
        if self.empty:
            return
        with self.call("set", member, writes=True):
            writing.write(self.worksheet, self.box, data, self.process.machine)

    @property
    def raw_value(self) -> object:
        if self.empty:
            return None
        with self.call("get", "Value", reads=True):
            currency = self.process.machine.locale.region.currency
            return self._read(lambda cell: outgoing(cell, currency))

    @raw_value.setter
    def raw_value(self, data: object) -> None:
        self._write("Value", data)

    @property
    def value2(self) -> object:
        """Not of xlwings: `range.api.Value2`."""
        with self.call("get", "Value2", reads=True):
            return self._read(outgoing2)

    @value2.setter
    def value2(self, data: object) -> None:
        self._write("Value2", data)

    @property
    def formula(self) -> object:
        if self.empty:
            return None
        with self.call("get", "Formula", reads=True):
            return self._read(formula_text)

    @formula.setter
    def formula(self, value: object) -> None:
        self._write("Formula", value)

    @property
    def formula2(self) -> object:
        if self.empty:
            return None
        with self.call("get", "Formula2", reads=True):
            return self._read(formula_text)

    @formula2.setter
    def formula2(self, value: object) -> None:
        self._write("Formula2", value)

    @property
    def has_array(self) -> bool:
        return False

    def _change(self, member: str, update: Callable[[Cell], Cell]) -> None:
        with self.call("call", member, writes=True):
            self.worksheet.check_writable(self.box)
            self.worksheet.grid.change(self.box, update)
            self.worksheet.changed()

    def clear_contents(self) -> None:
        """Takes the links with it."""
        self._change("ClearContents", lambda cell: Cell(look=cell.look))

    def clear_formats(self) -> None:
        self._change("ClearFormats", lambda cell: cell._replace(look=PLAIN))
        self.worksheet.unmerge(self.box)

    def clear(self) -> None:
        self._change("Clear", lambda cell: EMPTY)
        self.worksheet.unmerge(self.box)

    def select(self) -> None:
        with self.call("call", "Select"):
            workbook = self.worksheet.workbook
            if self.process.active is not workbook or workbook.active is not self.worksheet:
                raise errors.refused("Select method of Range class failed")
            self.worksheet.selection = self.box
            self.process.chart_selected = False

    def end(self, direction: str) -> Range:
        """Ctrl and an arrow key, from the top left cell."""
        with self.call("get", "End"):
            down, right = _STEPS[direction]
            row, column = self.box.row, self.box.column
            used = self.worksheet.grid.used()

            def filled(row: int, column: int) -> bool:
                return self.worksheet.grid.get(row, column).filled

            def inside(row: int, column: int) -> bool:
                return 1 <= row <= MAX_ROWS and 1 <= column <= MAX_COLUMNS

            if down < 0:
                row = min(row, used.last_row + 1)
            if right < 0:
                column = min(column, used.last_column + 1)
            run = filled(row, column) and inside(row + down, column + right) and filled(row + down, column + right)
            while inside(row + down, column + right):
                row, column = row + down, column + right
                if run and not filled(row, column):
                    row, column = row - down, column - right
                    break
                if not run and filled(row, column):
                    break
                if not run and (row > used.last_row or column > used.last_column):
                    row = MAX_ROWS if down > 0 else row
                    column = MAX_COLUMNS if right > 0 else column
                    if down > 0 or right > 0:
                        break
            return self._range(Box(row, column))

    @property
    def current_region(self) -> Range:
        """The block around the cell up to blank rows and columns."""
        with self.call("get", "CurrentRegion"):
            filled = {
                (row, column)
                for row, column, cell in self.worksheet.grid.stored(Box(1, 1, MAX_ROWS, MAX_COLUMNS))
                if cell.filled
            }
            top, left, bottom, right = self.box.row, self.box.column, self.box.row, self.box.column
            while True:
                near = [
                    place for place in filled if top - 1 <= place[0] <= bottom + 1 and left - 1 <= place[1] <= right + 1
                ]
                rows, columns = [row for row, _ in near], [column for _, column in near]
                wider = (
                    min([top, *rows]),
                    min([left, *columns]),
                    max([bottom, *rows]),
                    max([right, *columns]),
                )
                if wider == (top, left, bottom, right):
                    return self._range(Box(top, left, bottom - top + 1, right - left + 1))
                top, left, bottom, right = wider

    @property
    def merge_area(self) -> Range:
        with self.call("get", "MergeArea"):
            return self._range(self.worksheet.merge_area(self.box.row, self.box.column))

    @property
    def merge_cells(self) -> bool | None:
        """None where some cells are merged and some aren't."""
        with self.call("get", "MergeCells"):
            merged = sum(area.common(self.box) for area in self.worksheet.merged)
            return None if 0 < merged < len(self) else merged > 0

    def merge(self, across: bool = False) -> None:
        """Only the top left cell keeps its contents; the others take on its look."""
        with self.call("call", "Merge", writes=True):
            sheet, box = self.worksheet, self.box
            sheet.check_writable(box)
            sheet.unmerge(box)
            first = sheet.grid.get(box.row, box.column)
            sheet.grid.change(box, lambda cell: Cell(look=first.look), blanks=True)
            sheet.grid.put(box.row, box.column, first)
            sheet.merged.append(box)
            sheet.changed()

    def unmerge(self) -> None:
        with self.call("call", "UnMerge", writes=True):
            self.worksheet.check_writable(self.box)
            self.worksheet.unmerge(self.box)
            self.worksheet.changed()

    @property
    def table(self) -> None:
        return None

    @property
    def name(self) -> Name | None:
        from .books import Book
        from .names import Name, refers_to_box

        with self.call("get", "Name"):
            workbook = self.worksheet.workbook
            for defined in workbook.names:
                if refers_to_box(workbook, defined) == (self.worksheet, self.box):
                    return Name(Book(self.engine, workbook), defined)
            return None

    @name.setter
    def name(self, value: str) -> None:
        with self.call("set", "Name", writes=True):
            refers_to = f"={references.quoted(self.worksheet.name)}!{addresses.spell(self.box)}"
            self.worksheet.workbook.define(value, refers_to)
            self.worksheet.changed()

    @property
    def hyperlink(self) -> str:
        with self.call("get", "Hyperlinks"):
            link = self.worksheet.grid.get(self.box.row, self.box.column).link
            if link is None:
                raise Exception("The cell doesn't seem to contain a hyperlink!")
            return link

    def add_hyperlink(self, address: str, text_to_display: str | None = None, screen_tip: str | None = None) -> None:
        with self.call("call", "Hyperlinks.Add", writes=True):
            writing.add_link(self.worksheet, self.box, address, text_to_display)
