"""A person at the keyboard, who changes an open workbook between a program's calls.

What a person does passes no fault and is counted nowhere. Texts are typed with the region of the machine.
"""

from __future__ import annotations

from . import addresses, errors, writing
from .cells import PLAIN, Box, Cell
from .entry import enter
from .grid import MAX_COLUMNS, MAX_ROWS
from .process import Process
from .workbook import HIDDEN, Workbook, Worksheet


class User:
    """Acts on one workbook; `sheet` is a tab's name, `at` an address, rows and columns count from 1."""

    def __init__(self, book: Workbook, process: Process) -> None:
        self.book = book
        self.process = process

    def type(self, sheet: str, at: str, text: str) -> None:
        """Types `text` into a cell, as Excel takes it: "1/2" becomes a date, "007" the number 7."""
        tab, box = self._place(sheet, at)
        tab.check_writable(box)
        machine = self.process.machine
        old = tab.grid.get(box.row, box.column)
        cell = enter(text, old.look, machine.locale.region, machine.locale)
        cell = writing.evaluated(tab, box.row, box.column, cell, machine)
        tab.grid.put(box.row, box.column, cell._replace(link=old.link))
        tab.changed()

    def clear(self, sheet: str, at: str) -> None:
        """The Delete key: contents and links go, looks stay."""
        tab, box = self._place(sheet, at)
        tab.check_writable(box)
        tab.grid.change(box, lambda cell: Cell(look=cell.look))
        tab.changed()

    def format(self, sheet: str, at: str, number_format: str) -> None:
        tab, box = self._place(sheet, at)
        writing.restyle(tab, box, lambda look: look._replace(number_format=number_format))

    def insert_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """Inserts rows before `row`; they look like the row above."""
        tab = self.book.sheet(sheet)
        looks = [(column, cell.look) for _, column, cell in tab.grid.stored(Box(row - 1, 1, 1, MAX_COLUMNS))]
        tab.shift(Box(row, 1, count, MAX_COLUMNS), "row")
        for number in range(row, row + count):
            for column, look in looks:
                if look != PLAIN:
                    tab.grid.put(number, column, Cell(look=look))
        tab.changed()

    def delete_rows(self, sheet: str, row: int, count: int = 1) -> None:
        tab = self.book.sheet(sheet)
        tab.shift(Box(row, 1, count, MAX_COLUMNS), "row", delete=True)
        tab.changed()

    def insert_columns(self, sheet: str, column: int, count: int = 1) -> None:
        tab = self.book.sheet(sheet)
        tab.shift(Box(1, column, MAX_ROWS, count), "column")
        tab.changed()

    def delete_columns(self, sheet: str, column: int, count: int = 1) -> None:
        tab = self.book.sheet(sheet)
        tab.shift(Box(1, column, MAX_ROWS, count), "column", delete=True)
        tab.changed()

    def sort(self, sheet: str, at: str, by: int = 1, *, descending: bool = False) -> None:
        """Sorts the rows of `at` (without its header) by its column number `by`."""
        tab, box = self._place(sheet, at)
        tab.check_writable(box)
        tab.grid.sort(box, [by], [not descending])
        tab.changed()

    def add_sheet(self, name: str) -> None:
        self.book.check_structure()
        self.book.active = self.book.add_sheet(name, self.book.sheets.index(self.book.active))
        self.book.changed()

    def rename_sheet(self, sheet: str, name: str) -> None:
        self.book.rename_sheet(self.book.sheet(sheet), name)
        self.book.changed()

    def delete_sheet(self, sheet: str) -> None:
        self.book.remove_sheet(self.book.sheet(sheet))
        self.book.changed()

    def hide_sheet(self, sheet: str) -> None:
        self.book.show(self.book.sheet(sheet), HIDDEN)

    def protect(self, sheet: str, password: str = "") -> None:
        tab = self.book.sheet(sheet)
        tab.protected, tab.password, tab.macros_may_write = True, password, False

    def unlock(self, sheet: str, at: str) -> None:
        """Cells that may be typed into although the sheet is protected."""
        tab, box = self._place(sheet, at)
        tab.grid.change(box, lambda cell: cell._replace(look=cell.look._replace(locked=False)), blanks=True)

    def protect_structure(self) -> None:
        self.book.structure_protected = True

    def go(self, sheet: str, at: str = "A1", scroll: tuple[int, int] | None = None) -> None:
        """Shows a tab, selects cells in it and scrolls so that `scroll` (row, column) is in the corner."""
        tab, box = self._place(sheet, at)
        self.process.active = self.book
        self.process.chart_selected = False
        self.book.active = tab
        tab.selection = box
        tab.scroll = scroll or tab.scroll

    def click_chart(self) -> None:
        """A chart is selected instead of cells."""
        self.process.chart_selected = True

    def close(self) -> None:
        """Closes the workbook without saving it."""
        self.process.drop(self.book)

    def _place(self, sheet: str, at: str) -> tuple[Worksheet, Box]:
        box = addresses.parse(at)
        if box is None:
            raise errors.refused(f"{at} is no address")
        return self.book.sheet(sheet), box
