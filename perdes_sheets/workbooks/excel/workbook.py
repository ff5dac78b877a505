"""A workbook that is open in Excel, as one kind of `Workbook`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import Cell, Sheet, WritePlan, Written
from perdes_sheets.workbooks.excel import automatic, native
from perdes_sheets.workbooks.excel.content import Formulas
from perdes_sheets.workbooks.excel.faults import Patience, fault, words_of
from perdes_sheets.workbooks.excel.library import bounded
from perdes_sheets.workbooks.excel.tabs import LiveSheets, Tab, Tabs
from perdes_sheets.workbooks.excel.writing import Writing
from perdes_sheets.workbooks.xlsx import backups as versions


class ExcelWorkbook:
    """Fits `Workbook`. `book` is xlwings' book; `fresh(language)` builds the template from which missing tabs come.

    It never saves the workbook unless `save` is asked for; then the file's version before is kept as a backup. What
    stops it is a WorkbookError: an Excel that is busy for too long, was closed, or refuses.
    """

    fills: ClassVar[bool] = True

    def __init__(
        self,
        book: Any,
        *,
        fresh: Callable[[str], bytes],
        save: bool = False,
        backups: int = 5,
        patience: Patience = Patience(),  # noqa: B008 - it never changes
    ) -> None:
        self._book, self._fresh, self._save, self._backups = book, fresh, save, backups
        self._patience = patience
        self._tabs: Tabs | None = None
        self._seen: dict[str, Formulas] = {}
        with self._calls():
            self.name: str = patience(getattr, book, "name")

    def read(self) -> Mapping[str, Sheet]:
        with self._calls():
            self._tabs, self._seen = Tabs(self._book, self._patience), {}
            return LiveSheets(self._tabs, self._values)

    def automatic(self, title: str, columns: Mapping[int, str], first_row: int) -> Mapping[int, bytes]:
        with self._calls():
            tab = self._all().find(title)
            if tab is None:
                return dict.fromkeys(columns, b"")
            rows, width = tab.size
            formulas = self._seen[tab.title] = tab.formulas(rows, max(width, *(column + 1 for column in columns), 1))
            return automatic.states(formulas, columns, first_row)

    def write(self, plan: WritePlan, *, dry_run: bool = False) -> Written:
        with self._calls():
            writing = Writing(self._book, self.name, self._all(), self._seen, self._patience)
        with self._calls(lambda: writing.begun):
            try:
                written = writing.carry_out(plan, self._fresh, dry_run=dry_run)
            finally:
                self._tabs, self._seen = None, {}
        return self._saved(written) if self._save and not dry_run else written

    def show(self, text: str, title: str, *, trouble: bool = False) -> None:
        """A message box over the workbook's window; it waits for its OK."""
        with self._calls():
            self._book.app.alert(text, title, "ok", "critical" if trouble else "info")

    def _all(self) -> Tabs:
        if self._tabs is None:
            self._tabs = Tabs(self._book, self._patience)
        return self._tabs

    def _values(self, tab: Tab) -> Sequence[Sequence[Cell]]:
        with self._calls():
            return tab.values

    def _saved(self, written: Written) -> Written:
        """Save the workbook if it has anything that its file hasn't."""
        with self._calls():
            if self._patience(native.is_saved, self._book):
                return written
            file = Path(self._patience(native.path, self._book))
        backup = None
        try:
            if self._backups > 0 and file.is_file():
                backup = versions.keep(file, file.read_bytes())
            self._patience(self._book.save)
        except Exception as error:
            if fault(error) is None and not isinstance(error, OSError):
                raise
            raise WorkbookError("error.excel_save", workbook=self.name, reason=words_of(error)) from error
        if backup:
            versions.rotate(file, backup, self._backups)
        return replace(written, backup=str(backup) if backup else None)

    @contextmanager
    def _calls(self, begun: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """Calls into Excel, which never hang; what goes wrong in them becomes a WorkbookError."""
        with bounded():
            try:
                yield
            except Exception as error:
                kind = fault(error)
                if kind is None:
                    raise
                raise self._told(kind, error, halfway=begun()) from error

    def _told(self, kind: str, error: Exception, *, halfway: bool) -> WorkbookError:
        if kind == "gone":
            return WorkbookError("error.excel_closed.halfway" if halfway else "error.excel_closed", workbook=self.name)
        if kind == "busy":
            return WorkbookError("error.excel_busy.halfway" if halfway else "error.excel_busy", workbook=self.name)
        reason = words_of(error)
        id = "error.excel_refused.halfway" if halfway else "error.excel_refused"
        return WorkbookError(id, workbook=self.name, reason=reason)
