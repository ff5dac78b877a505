"""Applications and their collections of books, as xlwings asks an engine for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from . import api_book, errors, files
from .books import Book
from .process import Alert, Process
from .ranges import Range

if TYPE_CHECKING:
    from .engine import Engine


class Apps(base_classes.Apps):
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keys(self) -> list[int]:
        return [process.pid for process in self.engine.machine.processes]

    def add(self, spec: object = None, add_book: object = None, xl: object = None, visible: object = None) -> App:
        process = self.engine.machine.start(by_program=True)
        process.visible = False
        if add_book:
            process.new_book()
        return App(self.engine, process)

    @staticmethod
    def cleanup() -> None:
        """Nothing to clean up: what a program leaves running shows in `Excel.orphans`."""

    def __iter__(self) -> Iterator[App]:
        return iter([App(self.engine, process) for process in self.engine.machine.processes])

    def __len__(self) -> int:
        return len(self.engine.machine.processes)

    def __getitem__(self, pid: int) -> App:
        for process in self.engine.machine.processes:
            if process.pid == pid:
                return App(self.engine, process)
        raise KeyError("Could not find an Excel instance with this PID.")


def _switch(attribute: str, member: str) -> property:
    """One of Application's properties that are no more than a value."""

    def fget(app: App) -> object:
        with app.process.line.call("get", f"Application.{member}"):
            return getattr(app.process, attribute)

    def fset(app: App, value: object) -> None:
        with app.process.line.call("set", f"Application.{member}"):
            setattr(app.process, attribute, value)

    return property(fget, fset)


class App(base_classes.App):
    def __init__(self, engine: Engine, process: Process) -> None:
        self.engine = engine
        self.process = process

    visible = _switch("visible", "Visible")
    screen_updating = _switch("screen_updating", "ScreenUpdating")
    display_alerts = _switch("display_alerts", "DisplayAlerts")
    enable_events = _switch("enable_events", "EnableEvents")
    interactive = _switch("interactive", "Interactive")
    status_bar = _switch("status_bar", "StatusBar")

    @property
    def api(self) -> api_book.Application:
        return api_book.Application(self.process)

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def hwnd(self) -> int:
        return self.process.pid * 16

    @property
    def version(self) -> str:
        with self.process.line.call("get", "Application.Version"):
            return "16.0"

    @property
    def path(self) -> str:
        with self.process.line.call("get", "Application.Path"):
            return "C:\\Program Files\\Microsoft Office\\root\\Office16"

    @property
    def startup_path(self) -> str:
        with self.process.line.call("get", "Application.StartupPath"):
            return "C:\\Users\\desa\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART"

    @property
    def calculation(self) -> str:
        with self.process.line.call("get", "Application.Calculation"):
            return self.process.calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        with self.process.line.call("set", "Application.Calculation"):
            self.process.set_calculation(value)

    def calculate(self) -> None:
        with self.process.line.call("call", "Application.Calculate"):
            self.process.calculate()

    @property
    def cut_copy_mode(self) -> str | None:
        with self.process.line.call("get", "Application.CutCopyMode"):
            return self.process.cut_copy_mode

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool) -> None:
        with self.process.line.call("set", "Application.CutCopyMode"):
            self.process.cut_copy_mode = None
            self.process.clipboard = None

    @property
    def books(self) -> Books:
        with self.process.line.call("get", "Application.Workbooks"):
            return Books(self)

    @property
    def selection(self) -> Range | None:
        with self.process.line.call("get", "Application.Selection"):
            book = self.process.active
            if book is None or self.process.chart_selected:
                return None
            return Range(self.engine, book.active, book.active.selection)

    def activate(self, steal_focus: bool = False) -> None:
        with self.process.line.call("get", "Application.Hwnd"):
            processes = self.engine.machine.processes
            processes.remove(self.process)
            processes.insert(0, self.process)

    def quit(self) -> None:
        with self.process.line.call("call", "Application.Quit"):
            self.process.end()

    def kill(self) -> None:
        """Ends the process from outside, so it works in edit mode too."""
        if self.process in self.engine.machine.processes:
            self.process.end()

    def run(self, macro: str, args: list[Any]) -> object:
        with self.process.line.call("call", "Application.Run"):
            book_name, _, name = macro.rpartition("!")
            for book in self.process.books:
                if name in book.macros and book_name in ("", f"'{book.name}'", book.name):
                    return book.macros[name](*args)
            raise errors.refused(
                f"Cannot run the macro '{macro}'. The macro may not be available in this workbook or all macros may be "
                "disabled."
            )

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: object) -> str:
        """A message box; a person answers it at once with the next of `answers`."""
        self.process.alerts.append(Alert(prompt, title, buttons, mode))
        return self.process.answers.pop(0) if self.process.answers else "ok"


class Books(base_classes.Books):
    def __init__(self, app: App) -> None:
        self.app = app
        self.process = app.process

    @property
    def api(self) -> api_book.Workbooks:
        return api_book.Workbooks(self.process)

    @property
    def active(self) -> Book:
        with self.process.line.call("get", "Application.ActiveWorkbook"):
            return self._wrap(self.process.active)

    def __call__(self, name_or_index: int | str) -> Book:
        """By name or position; KeyError where there is none, and also, as on Windows, where Excel doesn't answer."""
        try:
            with self.process.line.call("call", "Workbooks.Item"):
                for number, book in enumerate(self.process.books, 1):
                    if name_or_index == number or str(name_or_index).casefold() == book.name.casefold():
                        return self._wrap(book)
                raise errors.bad_index()
        except errors.ComError as error:
            raise KeyError(name_or_index) from error

    def __len__(self) -> int:
        with self.process.line.call("get", "Workbooks.Count"):
            return len(self.process.books)

    def __iter__(self) -> Iterator[Book]:
        with self.process.line.call("iterate", "Workbooks"):
            return iter([self._wrap(book) for book in self.process.books])

    def add(self) -> Book:
        with self.process.line.call("call", "Workbooks.Add"):
            return self._wrap(self.process.new_book())

    def open(self, fullname: str, update_links: object = None, read_only: object = None, *rest: object) -> Book:
        with self.process.line.call("call", "Workbooks.Open"):
            book = files.load(Path(fullname))
            book.read_only = bool(read_only)
            self.process.take(book)
            return self._wrap(book)

    def _wrap(self, book: Any) -> Book:
        """Excel's "no workbook" is None, which xlwings wraps like a book: any use of it then fails."""
        return Book(self.app.engine, book)
