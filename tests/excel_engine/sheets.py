"""Sheets, as xlwings asks an engine for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from copy import copy
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from . import addresses, api_sheet, errors, references
from .cells import Box
from .grid import MAX_COLUMNS, MAX_ROWS
from .line import Kind, Line
from .names import Names, refers_to_box
from .process import Process
from .ranges import Range
from .workbook import VISIBLE, Worksheet
from .workbook import Name as DefinedName

if TYPE_CHECKING:
    from .books import Book


class Sheets(base_classes.Sheets):
    """Like its Windows model it has no `__contains__`: `"Mitra" in book.sheets` is False whatever the book holds."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def _call(self, kind: Kind, member: str, *, writes: bool = False) -> AbstractContextManager[None]:
        return self.book.process.line.call(kind, member, writes=writes)

    @property
    def api(self) -> object:
        return self.book.api

    @property
    def active(self) -> Sheet:
        with self._call("get", "Workbook.ActiveSheet"):
            return Sheet(self.book, self.book.workbook.active)

    def __call__(self, name_or_index: int | str) -> Sheet:
        """ComError, not KeyError, where there is no such sheet."""
        with self._call("call", "Worksheets.Item"):
            return Sheet(self.book, self.book.workbook.sheet(name_or_index))

    def __len__(self) -> int:
        with self._call("get", "Worksheets.Count"):
            return len(self.book.workbook.sheets)

    def __iter__(self) -> Iterator[Sheet]:
        with self._call("iterate", "Worksheets"):
            return iter([Sheet(self.book, sheet) for sheet in self.book.workbook.sheets])

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """The new sheet becomes the active one, as in Excel; without a place it stands before the active one."""
        with self._call("call", "Worksheets.Add", writes=True):
            book = self.book.workbook
            book.check_structure()
            place = book.sheets.index(book.active)
            if before is not None:
                place = book.sheets.index(before.worksheet)
            elif after is not None:
                place = book.sheets.index(after.worksheet) + 1
            sheet = book.add_sheet(None, place)
            book.active = sheet
            sheet.changed()
        result = Sheet(self.book, sheet)
        if name is not None:
            result.name = name
        return result


class Sheet(base_classes.Sheet):
    def __init__(self, book: Book, worksheet: Worksheet) -> None:
        self._book = book
        self.worksheet = worksheet

    @property
    def process(self) -> Process:
        """ComError once the sheet is deleted or its book closed."""
        if self.worksheet.deleted:
            raise errors.disconnected()
        return self._book.process

    def call(self, kind: Kind, member: str, *, writes: bool = False) -> AbstractContextManager[None]:
        return self.process.line.call(kind, f"Worksheet.{member}", self.worksheet.name, writes=writes)

    @property
    def api(self) -> api_sheet.Worksheet:
        return api_sheet.Worksheet(self.worksheet)

    @property
    def name(self) -> str:
        with self.call("get", "Name"):
            return self.worksheet.name

    @name.setter
    def name(self, value: str) -> None:
        with self.call("set", "Name", writes=True):
            self._book.workbook.rename_sheet(self.worksheet, value)
            self.worksheet.changed()

    @property
    def book(self) -> Book:
        with self.call("get", "Parent"):
            return self._book

    @property
    def index(self) -> int:
        with self.call("get", "Index"):
            return self._book.workbook.sheets.index(self.worksheet) + 1

    @property
    def names(self) -> Names:
        with self.call("get", "Names"):
            return Names(self._book, self.worksheet)

    @property
    def tables(self) -> list[object]:
        """None are modelled."""
        return []

    @property
    def cells(self) -> Range:
        return Range(self._book.engine, self.worksheet, Box(1, 1, MAX_ROWS, MAX_COLUMNS))

    @property
    def used_range(self) -> Range:
        with self.call("get", "UsedRange"):
            return Range(self._book.engine, self.worksheet, self.worksheet.grid.used())

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self.worksheet)

    @property
    def visible(self) -> int:
        """xlSheetVisible -1, xlSheetHidden 0, xlSheetVeryHidden 2."""
        with self.call("get", "Visible"):
            return self.worksheet.visible

    @visible.setter
    def visible(self, value: int) -> None:
        with self.call("set", "Visible", writes=True):
            self._book.workbook.show(self.worksheet, api_sheet.visibility(value))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        engine, sheet = self._book.engine, self.worksheet
        if isinstance(arg1, tuple) and len(arg1) == 4:
            row, column, rows, columns = arg1
            return Range(engine, sheet, Box(row, column, rows, columns))
        if isinstance(arg1, int) and isinstance(arg2, int):
            arg1, arg2 = (arg1, arg2), None
        with self.call("call", "Range"):
            boxes = [self._box(arg) for arg in (arg1, arg2) if arg is not None]
            bottom, right = max(box.last_row for box in boxes), max(box.last_column for box in boxes)
            top, left = min(box.row for box in boxes), min(box.column for box in boxes)
            box = addresses.between(top, left, bottom, right)
            if box is None:
                raise errors.refused("Application-defined or object-defined error")
            return Range(engine, sheet, box)

    def _box(self, arg: Any) -> Box:
        if isinstance(arg, Range):
            return arg.box
        if isinstance(arg, tuple):
            if 0 in arg:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return Box(*arg)
        box = addresses.parse(arg)
        if box is None:
            name = self._book.workbook.find_name(arg, self.worksheet)
            found = name and refers_to_box(self._book.workbook, name)
            if not found or found[0] is not self.worksheet:
                raise errors.refused("Application-defined or object-defined error")
            box = found[1]
        return box

    def activate(self) -> None:
        with self.call("call", "Activate"):
            if self.worksheet.visible != VISIBLE:
                raise errors.refused("Activate method of Worksheet class failed")
            self._book.workbook.active = self.worksheet

    def select(self) -> None:
        with self.call("call", "Select"):
            if self.worksheet.visible != VISIBLE:
                raise errors.refused("Select method of Worksheet class failed")
            self._book.workbook.active = self.worksheet

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def clear(self) -> None:
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.cells.autofit(axis)

    def delete(self) -> None:
        with self.call("call", "Delete", writes=True):
            self.worksheet.changed()
            self._book.workbook.remove_sheet(self.worksheet)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        with self.call("call", "Copy", writes=True):
            target = before or after
            assert target is not None
            book = target.worksheet.workbook
            book.check_structure()
            twin = copy(self.worksheet)
            twin.workbook = book
            twin.grid = self.worksheet.grid.copy()
            twin.merged = list(self.worksheet.merged)
            if twin.drawn and book is not self.worksheet.workbook:
                book.links.append(self.worksheet.workbook.fullname)  # its charts draw from the tabs left behind
            taken = {sheet.name.casefold() for sheet in book.sheets}
            number = 2
            if twin.name.casefold() in taken:
                while f"{twin.name} ({number})".casefold() in taken:
                    number += 1
                twin.name = f"{twin.name} ({number})"
            book.sheets.insert(book.sheets.index(target.worksheet) + (after is not None), twin)
            book.active = twin
            twin.changed()

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        with self.call("call", "Move", writes=True):
            target = before or after
            assert target is not None
            sheets = self._book.workbook.sheets
            self._book.workbook.check_structure()
            sheets.remove(self.worksheet)
            sheets.insert(sheets.index(target.worksheet) + (after is not None), self.worksheet)
            self.worksheet.changed()


class PageSetup(base_classes.PageSetup):
    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet

    def _line(self) -> Line:
        if self.worksheet.workbook.process is None:
            raise errors.disconnected()
        return self.worksheet.workbook.process.line

    def _name(self) -> DefinedName | None:
        for name in self.worksheet.workbook.names:
            if name.scope is self.worksheet and name.text == "Print_Area":
                return name
        return None

    @property
    def print_area(self) -> str | None:
        with self._line().call("get", "PageSetup.PrintArea", self.worksheet.name):
            name = self._name()
            return name.refers_to.rpartition("!")[2] if name else None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        with self._line().call("set", "PageSetup.PrintArea", self.worksheet.name, writes=True):
            workbook = self.worksheet.workbook
            name = self._name()
            if value:
                box = addresses.parse(value)
                if box is None:
                    raise errors.refused("Unable to set the PrintArea property of the PageSetup class")
                refers_to = f"={references.quoted(self.worksheet.name)}!{addresses.spell(box)}"
                workbook.define("Print_Area", refers_to, self.worksheet)
            elif name is not None:
                workbook.names.remove(name)
            self.worksheet.changed()
