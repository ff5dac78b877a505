"""A write plan carried out on a package: step by step, each saying whether it changed anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import AutoColumn, OwnedTab, WritePlan
from perdes_sheets.workbooks.xlsx import appending, charts, looks, owned, sentences
from perdes_sheets.workbooks.xlsx.automatic import AutomaticCells
from perdes_sheets.workbooks.xlsx.book import Book, Tab
from perdes_sheets.workbooks.xlsx.calculation import drop_chain, has_chain
from perdes_sheets.workbooks.xlsx.graft import Graft
from perdes_sheets.workbooks.xlsx.insertion import add_cells
from perdes_sheets.workbooks.xlsx.owned import Surroundings
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.ranges import Range, quoted
from perdes_sheets.workbooks.xlsx.strings import Strings
from perdes_sheets.workbooks.xlsx.styles import Styles
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet


class Writing:
    """One write plan on one package, which is changed in memory only.

    `filled`, `restored` and `tabs` are as in `Written`.
    """

    def __init__(
        self,
        package: Package,
        book: Book,
        strings: Strings,
        worksheet: Callable[..., Worksheet],
        automatic: Callable[[Tab, frozenset[int]], AutomaticCells],
        fresh: Callable[[str], bytes],
    ) -> None:
        self._package, self._book, self._strings = package, book, strings
        self._worksheet, self._automatic, self._fresh = worksheet, automatic, fresh
        self._styles = Styles(package, book.part)
        self._graft: Graft | None = None
        self._changed = False
        self._new_formulas = False
        self._chained = has_chain(package, book.part)
        self.filled: dict[str, int] = {}
        self.restored: list[str] = []
        self.tabs: list[str] = []

    def carry_out(self, plan: WritePlan) -> None:
        """Change the package into what the plan wants; not at all where it is so already."""
        if plan.owned:
            self._fill_owned_tabs(plan)
        for title in {**plan.automatic, **plan.sentences}:
            self._fill_entry(title, plan.automatic.get(title, ()), plan.sentences.get(title, {}))
        for title, rows in plan.appended.items():
            self._append(title, rows)
        for name, reference in plan.names.items():
            self._changed |= self._book.define(name, reference)
        for title, area in plan.print_areas.items():
            self._define_local("_xlnm.Print_Area", title, area)
        if self._new_formulas:
            drop_chain(self._package, self._book.part)
        if self._changed:
            self._book.calculate_on_load()
            self._book.save()
        self._styles.save()

    def _tab(self, title: str) -> Tab:
        tab = self._book.find(title)
        if tab is None:
            raise KeyError(title)
        return tab

    def _grafting(self, language: str) -> Graft:
        if self._graft is None:
            self._graft = Graft(self._package, self._book, self._styles, Package(self._fresh(language)))
        self._changed = self._new_formulas = True
        return self._graft

    def _fill_owned_tabs(self, plan: WritePlan) -> None:
        for title in (looks.TITLE, *(tab.title for tab in plan.owned)):
            found = self._book.find(title)
            if found is not None and not found.part:
                raise WorkbookError("error.tab_in_the_way", tab=found.title)
            if found is None:
                self._grafting(plan.language).tab(title)
                self.restored.append(title)
        specimens = self._worksheet(self._tab(looks.TITLE))
        known = looks.Looks(specimens, self._strings, lambda look: self._grafting(plan.language).look(look))
        around = Surroundings(self._package, known, self._strings, self._styles, self._book.date1904, self._book.strict)
        for tab in plan.owned:
            self._fill_owned(tab, around)
        if known.added:
            self._package.set(specimens.part, specimens.data)
        drawn = {tab.title: tab.rows for tab in plan.owned}
        for tab in plan.owned:
            part = self._tab(tab.title).part
            self._changed |= charts.refresh(self._package, part, drawn, date1904=self._book.date1904)

    def _fill_owned(self, tab: OwnedTab, around: Surroundings) -> None:
        sheet = self._worksheet(self._tab(tab.title), raw=True)
        formulas = self._chained and sheet.has_formulas
        if not owned.fill(sheet, tab, around):
            return
        self._changed = True
        self.tabs.append(tab.title)
        self._new_formulas |= formulas or (self._chained and sheet.has_formulas)
        self._package.set(sheet.part, sheet.data)
        if tab.filter:
            self._define_local("_xlnm._FilterDatabase", tab.title, tab.filter, hidden=True)

    def _fill_entry(self, title: str, columns: Sequence[AutoColumn], texts: Mapping[str, str]) -> None:
        tab = self._book.find(title)
        if tab is None or not tab.part:
            return
        sheet = self._worksheet(tab)
        changed = False
        if columns:
            cells = self._automatic(tab, frozenset(column.column for column in columns))
            missing: dict[int, dict[int, bytes]] = {}
            for column in columns:
                cells.set_values(column)
                for row, cell in cells.fill(column).items():
                    missing.setdefault(row, {})[column.column] = cell
            cells.save()
            add_cells(sheet, missing)
            changed = cells.changed
            if cells.filled:
                self._new_formulas = True
                self.filled[tab.title] = len(cells.filled)
        first_row = min((column.first_row for column in columns), default=None)
        changed |= sentences.put(sheet, texts, self._strings, above=first_row)
        if changed:
            self._changed = True
            self.tabs.append(tab.title)
            self._package.set(sheet.part, sheet.data)

    def _append(self, title: str, rows: appending.Rows) -> None:
        sheet = self._worksheet(self._tab(title))
        appending.put(sheet, rows, self._strings, title=title, date1904=self._book.date1904)
        self._package.set(sheet.part, sheet.data)
        self._changed = True

    def _define_local(self, name: str, title: str, area: str, *, hidden: bool = False) -> None:
        """Set a name of a tab's own to a range of it."""
        parsed = Range.parse(area)
        if parsed is not None and self._book.find(title):
            reference = f"{quoted(self._tab(title).title)}!{parsed.absolute}"
            self._changed |= self._book.define(name, reference, self._book.index(title), hidden=hidden)
