"""A workbook in an .xlsx or .xlsm file: its cells read with calamine, written by replacing parts of the package.

Of an entry tab only cached values and the formulas of empty automatic cells change; of an owned tab the rows and what
goes with them; of the workbook part names, print areas and the wish to be calculated. Every other part keeps its bytes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import ClassVar

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import Sheet, WritePlan, Written
from perdes_sheets.workbooks.xlsx import saving, seal
from perdes_sheets.workbooks.xlsx.automatic import AutomaticCells
from perdes_sheets.workbooks.xlsx.book import Book, Tab
from perdes_sheets.workbooks.xlsx.grid import Grids
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.strings import Strings
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet
from perdes_sheets.workbooks.xlsx.writing import Writing


class XlsxWorkbook:
    """Fits `Workbook` and `Sealed`. `fresh(language)` builds the template from which missing tabs and looks are taken.

    The file is read when its first cell is asked for, and again by each `read`; `write` refuses to overwrite what
    somebody saved in between. `backups` of the last versions are kept beside the file.
    """

    fills: ClassVar[bool] = True

    def __init__(self, path: str | Path, *, fresh: Callable[[str], bytes], backups: int = 5) -> None:
        self.path = Path(path)
        self.name = self.path.name
        self._fresh, self._backups = fresh, backups
        self._opened: _Opened | None = None

    def read(self) -> Mapping[str, Sheet]:
        self._opened = _Opened(self.path)
        return Grids(self._opened.package, self._opened.book, self._opened.worksheet)

    def automatic(self, title: str, columns: Mapping[int, str], first_row: int) -> Mapping[int, bytes]:
        opened = self._open()
        tab = opened.book.find(title)
        if tab is None:
            return dict.fromkeys(columns, b"")
        found = opened.automatic(tab, frozenset(columns))
        return {column: found.states(column, marker, first_row) for column, marker in columns.items()}

    def stands(self, mark: str) -> bool:
        opened = self._open()
        stands = seal.stands(opened.package, opened.book, mark)
        if not stands:
            opened.unpack_ahead()
        return stands

    def write(self, plan: WritePlan, *, dry_run: bool = False) -> Written:
        opened = self._open()
        writing = Writing(opened.package, opened.book, opened.strings, opened.worksheet, opened.automatic, self._fresh)
        writing.carry_out(plan)
        self._opened = None
        done = Written(opened.package.changed, None, writing.filled, writing.restored, writing.tabs)
        if dry_run:
            return done
        if plan.mark and opened.package.changed:
            seal.put(opened.package, opened.book, plan.mark)
        backup = saving.save(self.path, opened.package, backups=self._backups)
        return replace(done, backup=str(backup) if backup else None)

    def _open(self) -> _Opened:
        if self._opened is None:
            self._opened = _Opened(self.path)
        return self._opened


class _Opened:
    """The file as it was read: what reading found out is kept for writing."""

    def __init__(self, path: Path) -> None:
        self.package = Package.open(path)
        self.book = Book(self.package)
        self.strings = Strings(self.package, self.book.part)
        self._worksheets: dict[str, Worksheet] = {}
        self._ahead: dict[str, bytes] = {}
        self._unpacking: Thread | None = None
        self._automatic: dict[str, AutomaticCells] = {}

    def worksheet(self, tab: Tab, data: bytes | None = None, *, raw: bool = False) -> Worksheet:
        """The tab's worksheet; `data` are the bytes of its part where they have been read."""
        if tab.part not in self._worksheets:
            if self._unpacking:
                self._unpacking.join()
            data = data or self._ahead.pop(tab.part, None) or self.package.read(tab.part)
            self._worksheets[tab.part] = Worksheet(data, tab.part, raw=True)
        found = self._worksheets[tab.part]
        return found if raw else found.make_plain()

    def unpack_ahead(self) -> None:
        """Unpack the tabs that haven't been read, in a thread: a plan is made of much Python and no zlib meanwhile."""
        parts = [tab.part for tab in self.book.tabs if tab.part and tab.part not in self._worksheets]

        def unpack() -> None:
            for part in parts:
                with contextlib.suppress(WorkbookError):  # whoever needs it is told
                    self._ahead[part] = self.package.read(part)

        self._unpacking = Thread(target=unpack, daemon=True)
        self._unpacking.start()

    def automatic(self, tab: Tab, columns: frozenset[int]) -> AutomaticCells:
        found = self._automatic.get(tab.part)
        if found is None or not columns <= set(found.columns):
            found = AutomaticCells(self.worksheet(tab), columns, self.strings, date1904=self.book.date1904)
            self._automatic[tab.part] = found
        return found
