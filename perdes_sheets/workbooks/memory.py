"""A workbook in memory: the reference for the other backends, and what tests of jobs run on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import ClassVar

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import (
    EMPTY,
    OURS,
    OVERWRITTEN,
    AutoColumn,
    Cell,
    Link,
    OwnedTab,
    Sheet,
    WritePlan,
    Written,
)
from perdes_sheets.workbooks.xlsx.formulas import names
from perdes_sheets.workbooks.xlsx.links import safe_url

Place = tuple[int, int]
"""A cell's place: spreadsheet row (from 1), column index (A = 0)."""


@dataclass(slots=True)
class Tab:
    """One tab: values by place, formulas by place (without `=`), looks and links of owned cells."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    looks: dict[Place, str] = field(default_factory=dict)
    links: dict[Place, Link] = field(default_factory=dict)
    filter: str | None = None

    def rows(self) -> list[list[Cell]]:
        """The values as a dense grid from A1 to the last cell that holds something."""
        filled = [place for place, value in self.cells.items() if value is not None]
        height = max((row for row, _ in filled), default=0)
        width = max((column for _, column in filled), default=-1) + 1
        grid: list[list[Cell]] = [[None] * width for _ in range(height)]
        for row, column in filled:
            grid[row - 1][column] = self.cells[row, column]
        return grid


@dataclass
class MemoryWorkbook:
    """Fits `Workbook`. `tabs` maps titles to tabs, in order."""

    fills: ClassVar[bool] = True
    name: str = "memory"
    tabs: dict[str, Tab] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    print_areas: dict[str, str] = field(default_factory=dict)

    def put(self, title: str, rows: Sequence[Sequence[Cell]], first_row: int = 1) -> Tab:
        """Type `rows` into a tab, from its column A on; the tab is made where it isn't there."""
        tab = self.tabs.setdefault(title, Tab())
        for r, row in enumerate(rows, first_row):
            for c, value in enumerate(row):
                tab.cells[r, c] = value
        return tab

    def read(self) -> Mapping[str, Sheet]:
        return {title: Sheet(title, tab.rows()) for title, tab in self.tabs.items()}

    def automatic(self, title: str, columns: Mapping[int, str], first_row: int) -> Mapping[int, bytes]:
        tab = self.tabs[title]
        last = max((row for row, _ in (*tab.cells, *tab.formulas)), default=0)
        return {
            column: bytes(_state(tab, (row, column), marker) for row in range(first_row, last + 1))
            for column, marker in columns.items()
        }

    def write(self, plan: WritePlan, *, dry_run: bool = False) -> Written:
        if dry_run:
            return deepcopy(self).write(plan)
        for title, rows in plan.appended.items():
            _check_blank(self.tabs[title], title, rows)
        before = deepcopy(self.tabs)
        restored = [owned.title for owned in plan.owned if owned.title not in self.tabs]
        changes = [self._refill(owned) for owned in plan.owned]
        filled = {}
        for title, columns in plan.automatic.items():
            changes += [_look_up(self.tabs[title], column) for column in columns]
            filled[title] = len({row for column in columns for row in column.formulas})
        for title, rows in plan.appended.items():
            changes.append(_append(self.tabs[title], rows))
        for title, sentences in plan.sentences.items():
            changes += [_say(self.tabs[title], marker, text) for marker, text in sentences.items()]
        changes += [_update(self.names, plan.names), _update(self.print_areas, plan.print_areas)]
        tabs = [title for title, tab in self.tabs.items() if tab != before.get(title)]
        filled = {title: n for title, n in filled.items() if n}
        return Written(any(changes), filled=filled, restored=restored, tabs=tabs)

    def _refill(self, owned: OwnedTab) -> bool:
        new = Tab(filter=owned.filter)
        for r, row in enumerate(owned.rows, 1):
            for c, out in enumerate(row):
                if out is None:
                    continue
                new.cells[r, c] = "" if out.blank else out.value
                new.looks[r, c] = out.look
                if out.link and (not out.link.url or safe_url(out.link.url)):
                    new.links[r, c] = out.link
        if self.tabs.get(owned.title) == new:
            return False
        self.tabs[owned.title] = new
        return True


def _state(tab: Tab, place: Place, marker: str) -> int:
    if place in tab.formulas:
        return OURS if names(tab.formulas[place], marker) else OVERWRITTEN
    return EMPTY if tab.cells.get(place) is None else OVERWRITTEN


def _look_up(tab: Tab, column: AutoColumn) -> bool:
    before = {place: tab.cells.get(place) for place in tab.formulas}
    for row, formula in column.formulas.items():
        if _state(tab, (row, column.column), column.marker) == EMPTY:
            tab.formulas[row, column.column] = formula
    for row, value in enumerate(column.values, column.first_row):
        place = (row, column.column)
        if _state(tab, place, column.marker) == OURS:
            tab.cells[place] = value
    return before != {place: tab.cells.get(place) for place in tab.formulas}


def _check_blank(tab: Tab, title: str, rows: Mapping[int, Mapping[int, Cell]]) -> None:
    places = sorted((row, column) for row, values in rows.items() for column in values)
    taken = [place for place in places if place in tab.formulas or tab.cells.get(place) is not None]
    if taken:
        raise WorkbookError("error.not_blank", row=taken[0][0], tab=title)


def _append(tab: Tab, rows: Mapping[int, Mapping[int, Cell]]) -> bool:
    new = {(row, column): value for row, values in rows.items() for column, value in values.items()}
    tab.cells.update(new)
    return bool(new)


def _say(tab: Tab, marker: str, text: str) -> bool:
    changed = False
    for place, formula in tab.formulas.items():
        if names(formula, marker) and tab.cells.get(place) != text:
            tab.cells[place] = text
            changed = True
    return changed


def _update(old: dict[str, str], new: Mapping[str, str]) -> bool:
    changed = any(old.get(name) != value for name, value in new.items())
    old.update(new)
    return changed
