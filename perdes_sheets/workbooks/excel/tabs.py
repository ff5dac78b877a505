"""The tabs of the open workbook, each read in one block of values and, where asked for, one of formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from perdes_sheets.workbooks.base import Cell, Sheet
from perdes_sheets.workbooks.excel import cells, native
from perdes_sheets.workbooks.excel.faults import Patience
from perdes_sheets.workbooks.xlsx.ranges import letters

_MOST_CELLS = 2_000_000
_MOST_COLUMNS = 200
_LAST_ROW = 1_048_576


class Tab:
    """One tab as it was when it was first asked: rows and columns count from 1, blocks start at A1."""

    def __init__(self, sheet: Any, title: str, patience: Patience) -> None:
        self.sheet, self.title, self._patience = sheet, title, patience

    @property
    def print_area(self) -> str:
        """The range that is printed, "" where nobody said so."""
        found: str | None = self._patience(lambda: self.sheet.page_setup.print_area)
        return (found or "").replace("$", "")

    @print_area.setter
    def print_area(self, area: str) -> None:
        self._patience(lambda: setattr(self.sheet.page_setup, "print_area", area))

    @cached_property
    def hidden(self) -> bool:
        # -1 is visible on Windows, True on macOS; 2 is very hidden, and true.
        return self._patience(getattr, self.sheet, "visible") not in (True, -1)

    @cached_property
    def size(self) -> tuple[int, int]:
        """The last row and column that hold something or are formatted."""
        return self._patience(self._measured)

    @cached_property
    def values(self) -> list[list[Cell]]:
        return self._patience(self._read, *self.size)

    def formulas(self, rows: int, columns: int) -> list[list[str]]:
        """Range.Formula of the first rows and columns, read anew: a constant is its text, an empty cell ""."""
        found = self._patience(lambda: self.area(1, 1, rows, columns).formula)
        if not isinstance(found, (tuple, list)):
            found = ((found,),)
        elif not isinstance(found[0], (tuple, list)):
            found = (found,)
        return [[text if isinstance(text, str) else _text(text) for text in row] for row in found]

    def area(self, row: int, column: int, rows: int, columns: int) -> Any:
        """A range of the sheet."""
        first, last = a1(row, column - 1), a1(row + rows - 1, column + columns - 2)
        return self.sheet.range(first if first == last else f"{first}:{last}")

    def _measured(self) -> tuple[int, int]:
        used = self.sheet.used_range
        height, width = used.shape
        rows, columns = used.row + height - 1, used.column + width - 1
        if rows * columns <= _MOST_CELLS:
            return rows, columns
        # Somebody formatted whole rows or columns: what counts is the last filled cell of each column.
        columns = min(columns, _MOST_COLUMNS)
        below = min(rows + 1, _LAST_ROW)
        ends = (self.sheet.range(a1(below, column)).end("up").row for column in range(columns))
        return max(ends), columns

    def _read(self, rows: int, columns: int) -> list[list[Cell]]:
        area = self.area(1, 1, rows, columns)
        found = area.options(ndim=2, err_to_str=True).value
        money = [(r, c) for r, row in enumerate(found) for c, value in enumerate(row) if isinstance(value, Decimal)]
        values = [[cells.read(value) for value in row] for row in found]
        if money:
            exact = native.exact_numbers(area) if rows * columns > 1 else ((native.exact_numbers(area),),)
            for r, c in money:
                values[r][c] = exact[r][c]
        return values


class Tabs:
    """The workbook's tabs in their order; Excel doesn't tell titles apart by capitals."""

    def __init__(self, book: Any, patience: Patience) -> None:
        sheets = patience(lambda: [(sheet.name, sheet) for sheet in book.sheets])
        self._tabs = {title.casefold(): Tab(sheet, title, patience) for title, sheet in sheets}

    def __iter__(self) -> Iterator[Tab]:
        return iter(self._tabs.values())

    def find(self, title: str) -> Tab | None:
        return self._tabs.get(title.casefold())

    def __getitem__(self, title: str) -> Tab:
        return self._tabs[title.casefold()]


class LiveSheets(Mapping[str, Sheet]):
    """The tabs by title, in their order. Visible ones are read at once, hidden ones when they are asked for."""

    def __init__(self, tabs: Tabs, reading: Callable[[Tab], Sequence[Sequence[Cell]]]) -> None:
        self._tabs = {tab.title: tab for tab in tabs}
        self._reading = reading
        self._read = {tab.title: self._sheet(tab) for tab in tabs if not tab.hidden}

    def __getitem__(self, title: str) -> Sheet:
        if title not in self._read:
            self._read[title] = self._sheet(self._tabs[title])
        return self._read[title]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tabs)

    def __len__(self) -> int:
        return len(self._tabs)

    def _sheet(self, tab: Tab) -> Sheet:
        return Sheet(tab.title, self._reading(tab), tab.hidden)


def a1(row: int, column: int) -> str:
    """The address of a cell: `row` counts from 1, `column` from 0."""
    return f"{letters(column)}{row}"


def _text(value: object) -> str:
    """A constant's formula where Excel for Mac gives the constant itself."""
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
