"""A workbook as Excel holds it: tabs, names, protection, what is selected and where each tab is scrolled to."""

from __future__ import annotations

import ntpath
import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from . import errors, references
from .addresses import spell
from .cells import Box, Cell
from .grid import MAX_COLUMNS, MAX_ROWS, Grid
from .references import Shift
from .values import plain

if TYPE_CHECKING:
    from .process import Process

VISIBLE, HIDDEN, VERY_HIDDEN = -1, 0, 2


@dataclass(eq=False)
class Name:
    """A defined name; `scope` is its tab, or None for one of the whole workbook."""

    text: str
    refers_to: str
    scope: Worksheet | None = None
    hidden: bool = False

    @property
    def shown(self) -> str:
        return self.text if self.scope is None else f"{references.quoted(self.scope.name)}!{self.text}"


@dataclass(eq=False)
class Worksheet:
    workbook: Workbook
    name: str
    grid: Grid = field(default_factory=Grid)
    visible: int = VISIBLE
    protected: bool = False
    password: str = ""
    macros_may_write: bool = False  # protected with UserInterfaceOnly
    selection: Box = Box(1, 1)
    scroll: tuple[int, int] = (1, 1)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row_heights: dict[int, float] = field(default_factory=dict)
    column_widths: dict[int, float] = field(default_factory=dict)
    filtered: Box | None = None
    merged: list[Box] = field(default_factory=list)  # they stay where they are when rows or columns move
    drawn: bool = False  # has charts or pictures

    @property
    def deleted(self) -> bool:
        return self not in self.workbook.sheets

    def changed(self) -> None:
        self.workbook.changed()

    def check_writable(self, box: Box) -> None:
        """Raises ComError where a cell of `box` may not be changed."""
        if not self.protected or self.macros_may_write:
            return
        stored = Counter[int]()
        for _, column, cell in self.grid.stored(box):
            if cell.look.locked:
                raise errors.protected_sheet()
            stored[column] += 1
        for column in range(box.column, box.last_column + 1):
            if stored[column] < box.rows and self.grid.blank(column).look.locked:
                raise errors.protected_sheet()

    def merge_area(self, row: int, column: int) -> Box:
        """The merged cells around a cell, the cell itself where it stands alone."""
        cell = Box(row, column)
        return next((area for area in self.merged if area.common(cell)), cell)

    def unmerge(self, box: Box) -> None:
        """Merged cells that `box` touches fall apart."""
        self.merged = [area for area in self.merged if not area.common(box)]

    def shift(self, box: Box, axis: Literal["row", "column"], *, delete: bool = False) -> None:
        """Inserts or deletes cells; whole rows or columns take the references in formulas and names with them."""
        self.grid.shift(box, axis, delete=delete)
        whole = box.columns == MAX_COLUMNS if axis == "row" else box.rows == MAX_ROWS
        if whole:
            at, count = (box.row, box.rows) if axis == "row" else (box.column, box.columns)
            shift = Shift(self.name, axis, at, -count if delete else count)
            self.workbook.rewrite(lambda formula, home: references.shifted(formula, home, shift))
            self._shift_lines(axis, shift)

    def _shift_lines(self, axis: Literal["row", "column"], shift: Shift) -> None:
        """What is kept by row or column moves along."""
        hidden, sizes = self.hidden_rows, self.row_heights
        if axis == "column":
            hidden, sizes = self.hidden_columns, self.column_widths
        moved = {old: references.moved(old, old, shift) for old in hidden | sizes.keys()}
        kept = {old: span[0] for old, span in moved.items() if span is not None}
        new_hidden = {kept[old] for old in hidden if old in kept}
        new_sizes = {kept[old]: size for old, size in sizes.items() if old in kept}
        hidden.clear()
        hidden.update(new_hidden)
        sizes.clear()
        sizes.update(new_sizes)


@dataclass(eq=False)
class Workbook:
    """`fullname` is its path, a web address (OneDrive), or just its name as long as it was never saved."""

    fullname: str
    sheets: list[Worksheet] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    active: Worksheet = field(init=False)
    read_only: bool = False
    saved: bool = True
    structure_protected: bool = False
    process: Process | None = None
    saves: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # full names of the workbooks that charts here draw from
    date1904: bool = False
    macros: dict[str, Callable[..., object]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return posixpath.basename(ntpath.basename(self.fullname))

    @property
    def folder(self) -> str:
        return self.fullname[: -len(self.name)].rstrip("/\\")

    def add_sheet(self, name: str | None = None, place: int | None = None) -> Worksheet:
        number = 1
        taken = {sheet.name.casefold() for sheet in self.sheets}
        while name is None:
            if f"sheet{number}" not in taken:
                name = f"Sheet{number}"
            number += 1
        sheet = Worksheet(self, name)
        self.sheets.insert(len(self.sheets) if place is None else place, sheet)
        if len(self.sheets) == 1:
            self.active = sheet
        return sheet

    def sheet(self, key: int | str) -> Worksheet:
        """By position (from 1) or name (whatever its case); ComError where there is none."""
        if isinstance(key, str):
            for sheet in self.sheets:
                if sheet.name.casefold() == key.casefold():
                    return sheet
        elif 1 <= key <= len(self.sheets):
            return self.sheets[key - 1]
        raise errors.bad_index()

    def remove_sheet(self, sheet: Worksheet) -> None:
        self.check_structure()
        shown = [other for other in self.sheets if other.visible == VISIBLE and other is not sheet]
        if not shown:
            raise errors.refused("A workbook must contain at least one visible worksheet.")
        self.rewrite(lambda formula, home: references.removed(formula, sheet.name))
        self.names = [name for name in self.names if name.scope is not sheet]
        self.sheets.remove(sheet)
        if self.active is sheet:
            self.active = shown[0]

    def rename_sheet(self, sheet: Worksheet, name: str) -> None:
        self.check_structure()
        if any(other.name.casefold() == name.casefold() for other in self.sheets if other is not sheet):
            raise errors.refused("That name is already taken. Try a different one.")
        old, sheet.name = sheet.name, name
        self.rewrite(lambda formula, home: references.renamed(formula, old, name))

    def show(self, sheet: Worksheet, visible: int) -> None:
        """Shows or hides a tab; the active one, once hidden, gives way to the next visible one."""
        self.check_structure()
        others = [other for other in self.sheets if other.visible == VISIBLE and other is not sheet]
        if visible != VISIBLE and not others:
            raise errors.refused("Unable to set the Visible property of the Worksheet class")
        sheet.visible = visible
        if visible != VISIBLE and self.active is sheet:
            later = [other for other in others if self.sheets.index(other) > self.sheets.index(sheet)]
            self.active = (later or others[-1:])[0]
        self.changed()

    def changed(self) -> None:
        """After every change by a program or a person: the book is unsaved, and what was to be pasted is forgotten."""
        self.saved = False
        if self.process is not None:
            self.process.cut_copy_mode = None

    def check_structure(self) -> None:
        if self.structure_protected:
            raise errors.refused("Workbook is protected and cannot be changed.")

    def rewrite(self, change: Callable[[str, str], str]) -> None:
        """Replaces every formula of the tabs and names by `change(formula, name of its tab, case-folded)`."""
        for sheet in self.sheets:
            home = sheet.name.casefold()
            for cells in sheet.grid.rows.values():
                for column, cell in cells.items():
                    if cell.formula is not None:
                        cells[column] = cell._replace(formula=change(cell.formula, home))
        for name in self.names:
            if name.refers_to.startswith("="):
                name.refers_to = change(name.refers_to, "")

    def find_name(self, text: str, scope: Worksheet | None = None) -> Name | None:
        """A name by its text, `Tab!text` for one of a tab; a tab's own name goes before the workbook's."""
        prefix, mark, local = text.rpartition("!")
        if mark:
            wanted = references.unquoted(prefix).casefold()
            scope = next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)
            if scope is None:
                return None
        found = [name for name in self.names if name.text.casefold() == local.casefold()]
        own = [name for name in found if name.scope is scope]
        return next(iter(own or ([] if mark else [name for name in found if name.scope is None])), None)

    def define(self, text: str, refers_to: str, scope: Worksheet | None = None, *, hidden: bool = False) -> Name:
        """Adds a name, or redefines the one there is."""
        prefix, mark, local = text.rpartition("!")
        if mark:
            scope = self.sheet(references.unquoted(prefix))
        refers_to = references.requoted("=" + refers_to.removeprefix("="))
        for name in self.names:
            if name.scope is scope and name.text.casefold() == local.casefold():
                name.refers_to = refers_to
                return name
        name = Name(local, refers_to, scope, hidden)
        self.names.append(name)
        self.names.sort(key=lambda each: each.text.casefold())
        return name

    def cells(self) -> Iterator[tuple[Worksheet, int, int, Cell]]:
        for sheet in self.sheets:
            for row, column, cell in sheet.grid.stored(Box(1, 1, MAX_ROWS, MAX_COLUMNS)):
                yield sheet, row, column, cell

    def values(self) -> dict[str, dict[str, object]]:
        """Tab → address → value of every filled cell: dates as naive datetimes, errors by name."""
        result: dict[str, dict[str, object]] = {sheet.name: {} for sheet in self.sheets}
        for sheet, row, column, cell in self.cells():
            if cell.filled:
                result[sheet.name][_a1(row, column)] = plain(cell.value, cell.look)
        return result

    def formulas(self) -> dict[str, dict[str, str]]:
        """Tab → address → formula."""
        result: dict[str, dict[str, str]] = {sheet.name: {} for sheet in self.sheets}
        for sheet, row, column, cell in self.cells():
            if cell.formula is not None:
                result[sheet.name][_a1(row, column)] = cell.formula
        return result


def _a1(row: int, column: int) -> str:
    return spell(Box(row, column), row_absolute=False, column_absolute=False)
