"""A write plan carried out in the open workbook: first it is only looked at, then written behind a still screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from perdes_sheets.errors import ChangedMeanwhile, WorkbookError
from perdes_sheets.workbooks.base import AutoColumn, OwnedTab, WritePlan, Written
from perdes_sheets.workbooks.excel import appending, automatic, native
from perdes_sheets.workbooks.excel.automatic import Fill
from perdes_sheets.workbooks.excel.content import Formulas
from perdes_sheets.workbooks.excel.faults import Patience
from perdes_sheets.workbooks.excel.names import Names
from perdes_sheets.workbooks.excel.owned import Refill
from perdes_sheets.workbooks.excel.painting import TITLE as LOOKS
from perdes_sheets.workbooks.excel.painting import Specimens
from perdes_sheets.workbooks.excel.pausing import held_still
from perdes_sheets.workbooks.excel.restoring import template
from perdes_sheets.workbooks.excel.tabs import Tab, Tabs


class Writing:
    """One plan for one workbook. `begun` is True from the first change on.

    `seen` are the formulas of entry tabs as they were when the plan was made, by title.
    """

    def __init__(self, book: Any, name: str, tabs: Tabs, seen: Mapping[str, Formulas], patience: Patience) -> None:
        self._book, self._name, self._tabs, self._seen, self._patience = book, name, tabs, seen, patience
        self._names = Names(book)
        self._date1904 = patience(native.counts_from_1904, book)
        self.begun = False

    def carry_out(self, plan: WritePlan, fresh: Callable[[str], bytes], *, dry_run: bool = False) -> Written:
        """Make the workbook what the plan wants; no call changes anything where it is so already, or with `dry_run`.

        WorkbookError where something forbids it, ChangedMeanwhile where somebody typed since the plan was made; then
        nothing was changed.
        """
        missing = [title for title in (LOOKS, *(tab.title for tab in plan.owned)) if not self._tabs.find(title)]
        refills = self._refills([tab for tab in plan.owned if tab.title not in missing])
        fills = self._fills(plan.automatic)
        names = self._patience(self._names.differing, plan.names)
        printed = {self._tabs.find(title): area for title, area in plan.print_areas.items()}
        areas = [(tab, area) for tab, area in printed.items() if tab is not None and tab.print_area != area]
        if not (missing or refills or any(fills.values()) or names or areas or plan.appended):
            return Written(changed=False)
        filled = {title: automatic.rows(gaps) for title, gaps in fills.items() if gaps}
        shown = dict.fromkeys([*(refill.tab.title for refill in refills), *missing, *filled, *plan.appended])
        done = Written(changed=True, filled=filled, restored=missing, tabs=list(shown))
        if dry_run:
            return done
        lacking = [] if LOOKS in missing else self._lacking_looks(plan.owned)
        typed_in = [self._tabs[title] for title in {**{t: f for t, f in fills.items() if f}, **plan.appended}]
        self._refuse_protected([*(refill.tab for refill in refills), *typed_in], missing)
        self._refuse_mac([*missing, *([LOOKS] if lacking else [])])
        with held_still(self._patience(getattr, self._book, "app"), self._patience):
            self._refuse_changed(plan.automatic)
            self._refuse_taken(plan.appended)
            self.begun = True
            if missing or lacking:
                self._restore(missing, lacking, lambda: fresh(plan.language))
                refills += self._refills([tab for tab in plan.owned if tab.title in missing])
            self._refill(refills)
            for title, gaps in fills.items():
                for fill in gaps:
                    self._patience(automatic.put, self._tabs[title], fill)
            for title, rows in plan.appended.items():
                self._patience(appending.put, self._tabs[title], rows)
            for name, reference in names.items():
                self._patience(self._names.define, name, reference)
            for tab, area in areas:
                tab.print_area = area
        return done

    def _refills(self, owned: Sequence[OwnedTab]) -> list[Refill]:
        """Of these tabs, which are all there, those that don't say yet what they shall."""
        made = []
        for tab in owned:
            seal = self._patience(self._names.seal, tab.id)
            made.append(Refill(self._tabs[tab.title], tab, seal, date1904=self._date1904))
        return [refill for refill in made if refill.needed]

    def _refill(self, refills: Sequence[Refill]) -> None:
        specimens = self._patience(Specimens, self._tabs[LOOKS])
        for refill in refills:
            seal = self._patience(refill.write, specimens)
            self._patience(self._names.put_seal, refill.owned.id, seal)

    def _fills(self, columns: Mapping[str, Sequence[AutoColumn]]) -> Mapping[str, Sequence[Fill]]:
        found = {}
        for title, wanted in columns.items():
            tab = self._tabs.find(title)
            if tab is not None and any(column.formulas for column in wanted):
                found[title] = automatic.fills(self._seen.get(title) or tab.formulas(*tab.size), wanted)
        return found

    def _lacking_looks(self, owned: Sequence[OwnedTab]) -> list[str]:
        wanted = {out.look for tab in owned for row in tab.rows for out in row if out is not None}
        return self._patience(Specimens, self._tabs[LOOKS]).lacking(wanted)

    def _refuse_protected(self, tabs: Sequence[Tab], missing: Sequence[str]) -> None:
        protected = [tab.title for tab in tabs if self._patience(native.is_protected, tab.sheet)]
        if protected:
            raise WorkbookError("error.excel_protected", workbook=self._name, tabs=", ".join(protected))
        fixed = bool(missing) and self._patience(native.has_fixed_tabs, self._book)
        if fixed:
            raise WorkbookError("error.excel_fixed_tabs", workbook=self._name, tabs=", ".join(missing))

    def _refuse_mac(self, missing: Sequence[str]) -> None:
        if missing and native.ON_MAC:
            raise WorkbookError("error.excel_missing_tabs", workbook=self._name, tabs=", ".join(missing))

    def _refuse_changed(self, columns: Mapping[str, object]) -> None:
        """Now that no key gets in between: is everything still where it was when the plan was made?"""
        for title in columns:
            seen = self._seen.get(title)
            if seen and self._tabs[title].formulas(len(seen), len(seen[0])) != seen:
                raise ChangedMeanwhile("error.excel_changed", workbook=self._name)

    def _refuse_taken(self, appended: Mapping[str, appending.Rows]) -> None:
        for title, rows in appended.items():
            row = appending.taken(self._tabs[title], rows)
            if row is not None:
                raise WorkbookError("error.not_blank", row=row, tab=title)

    def _restore(self, missing: Sequence[str], lacking: Sequence[str], fresh: Callable[[], bytes]) -> None:
        with template(self._book, fresh) as source:
            for title in missing:
                source.bring(title)
            if lacking:
                tab = self._tabs[LOOKS]
                source.add_looks(tab.sheet, LOOKS, lacking, below=len(tab.values))
        self._tabs = Tabs(self._book, self._patience)
