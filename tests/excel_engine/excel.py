"""The test's side of the engine: starting it, opening workbooks in it, looking inside."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import xlwings as xw

from . import errors, files
from .apps import App
from .books import Book
from .cells import Cell
from .engine import Engine
from .entry import checked_formula
from .line import Line
from .process import Alert, Evaluate, Machine, Process
from .regions import INDONESIA, US, Locale, Region
from .user import User
from .values import incoming
from .workbook import Workbook, Worksheet
from .writing import evaluated

_TODAY = date(2026, 3, 2)
_MODULE = "xlwings._xlwindows"


class Excel:
    """Excel as the test sees it. Where an `app` can be given, the first instance is meant without one."""

    def __init__(self, engine: Engine, first: Process | None) -> None:
        self.engine = engine
        self._first = first

    @property
    def app(self) -> xw.App:
        return self._app(self._process(None))

    @property
    def line(self) -> Line:
        """Calls, faults and hooks of the first instance."""
        return self._process(None).line

    def line_of(self, app: xw.App) -> Line:
        return self._process(app).line

    def start(self) -> xw.App:
        """A person starts another instance, without a workbook; it is in front."""
        process = self.engine.machine.start(by_program=False)
        self._first = self._first or process
        return self._app(process)

    def open(self, path: Path | str, app: xw.App | None = None, *, read_only: bool = False) -> xw.Book:
        """A person opens a file."""
        book = files.load(Path(path))
        book.read_only = read_only
        return self._take(book, app)

    def open_protected(self, path: Path | str, app: xw.App | None = None) -> None:
        """A person opens a file that stays in Protected View."""
        self._process(app).protected_views.append(str(path))

    def add(
        self,
        fullname: str,
        tabs: Mapping[str, Sequence[Sequence[object]]],
        app: xw.App | None = None,
    ) -> xw.Book:
        """A workbook with these tabs, each a list of rows from A1 on, is open; `fullname` as the system spells paths.

        Contents are taken as they are, never as if typed: a str is text (a formula where it begins with "="), a date
        has a date format, None is empty, a CellError an error.
        """
        book = Workbook(fullname)
        for name, rows in tabs.items():
            sheet = book.add_sheet(name)
            for number, row in enumerate(rows, 1):
                for column, content in enumerate(row, 1):
                    sheet.grid.put(number, column, self._cell(sheet, number, column, content))
        return self._take(book, app)

    def model(self, book: xw.Book) -> Workbook:
        """The workbook itself: `.values()`, `.formulas()`, `.sheet(name)`, `.names`, `.saves`, `.saved`."""
        impl: Book = book.impl
        return impl.workbook

    def user(self, book: xw.Book) -> User:
        workbook = self.model(book)
        if workbook.process is None:
            raise errors.disconnected()
        return User(workbook, workbook.process)

    @property
    def alerts(self) -> list[Alert]:
        """The message boxes that the program showed."""
        return self._process(None).alerts

    @property
    def answers(self) -> list[str]:
        """What a person presses in the next ones: "ok", "cancel", "yes", "no"."""
        return self._process(None).answers

    @property
    def settings(self) -> dict[str, object]:
        """Screen updating, calculation and the like, which a program has to leave as it found them."""
        return self._process(None).settings

    @property
    def orphans(self) -> list[int]:
        """The process ids of instances that the program started and didn't end."""
        machine = self.engine.machine
        return [process.pid for process in machine.started if process in machine.processes]

    @property
    def started(self) -> int:
        """How many instances the program started."""
        return len(self.engine.machine.started)

    def _cell(self, sheet: Worksheet, row: int, column: int, content: object) -> Cell:
        machine = self.engine.machine
        if not isinstance(content, str):
            number = float(content) if type(content) is int else content
            return incoming(number, sheet.grid.get(row, column).look, machine.locale)
        if content.startswith("=") and len(content) > 1:
            return evaluated(sheet, row, column, Cell(formula=checked_formula(content)), machine)
        return Cell(content or None)

    def _take(self, book: Workbook, app: xw.App | None) -> xw.Book:
        self._process(app).take(book)
        return xw.Book(impl=Book(self.engine, book))

    def _app(self, process: Process) -> xw.App:
        return xw.App(impl=App(self.engine, process))

    def _process(self, app: xw.App | None) -> Process:
        if app is not None:
            impl: App = app.impl
            return impl.process
        if self._first is None:
            raise LookupError("no Excel runs: start() one")
        return self._first


@contextmanager
def running(
    *,
    instances: int = 1,
    installed: bool = True,
    region: Region = INDONESIA,
    programs: Region = US,
    today: date = _TODAY,
    evaluate: Evaluate | None = None,
) -> Iterator[Excel]:
    """Puts the engine in the place of xlwings' own, with Excel running, and takes it out.

    With 0 `instances` Excel isn't running; if it isn't `installed`, it can't be started either.

    `region` is Windows' own: with it people type, and dates get its format. `programs` is what texts that a program
    writes are read with. `evaluate(sheet, row, column, formula)` supplies results of formulas that are entered.
    """
    with _windows_module() as module:
        machine = Machine(Locale(region, programs, today), lambda: int(module.N_COM_ATTEMPTS), evaluate, installed)
        engine = Engine(machine)
        first = [machine.start(by_program=False) for _ in range(instances if installed else 0)]
        with _registered(engine):
            yield Excel(engine, first[0] if first else None)


@contextmanager
def _registered(engine: Engine) -> Iterator[None]:
    engines: Any = xw.engines
    before = (engines.active, list(engines.engines), dict(engines.engines_by_name))
    registered = xw.Engine(impl=engine)
    engines.add(registered)
    engines.active = registered
    try:
        yield
    finally:
        engines.active, engines.engines, engines.engines_by_name = before
        if hasattr(xw.Book, "_mock_caller"):
            del xw.Book._mock_caller


@contextmanager
def _windows_module() -> Iterator[Any]:
    """`xlwings._xlwindows` with its switches as a fresh process has them; where there is none, one with only those."""
    package: Any = xw
    added = not hasattr(package, "_xlwindows")
    if added:
        package._xlwindows = ModuleType(_MODULE)
        package._xlwindows.ExcelBusyError = errors.ExcelBusyError
        sys.modules[_MODULE] = package._xlwindows
    module = package._xlwindows
    before = {name: getattr(module, name, None) for name in ("N_COM_ATTEMPTS", "BOOK_CALLER")}
    module.N_COM_ATTEMPTS, module.BOOK_CALLER = 0, None
    try:
        yield module
    finally:
        for name, value in before.items():
            setattr(module, name, value)
        if added:
            del package._xlwindows, sys.modules[_MODULE]
