"""A running Excel (a process with its books and settings), and the machine that the processes run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from . import errors
from .cells import Value
from .line import Line
from .regions import Locale
from .workbook import Workbook, Worksheet

CALCULATION_MODES = ("automatic", "manual", "semiautomatic")
# evaluate(sheet, row, column, formula) -> the formula's result
Evaluate = Callable[[Worksheet, int, int, str], Value]


@dataclass(frozen=True)
class Alert:
    """A message box that a program showed."""

    prompt: str
    title: str | None
    buttons: str
    mode: str | None


@dataclass(eq=False)
class Process:
    machine: Machine
    pid: int
    line: Line
    by_program: bool  # started by the program under test, which then has to end it
    books: list[Workbook] = field(default_factory=list)
    protected_views: list[str] = field(default_factory=list)  # full names: open, but in no list of books
    active: Workbook | None = None
    chart_selected: bool = False
    visible: bool = True
    screen_updating: bool = True
    display_alerts: bool = True
    enable_events: bool = True
    interactive: bool = True
    calculation: str = "automatic"
    status_bar: str | bool = False
    cut_copy_mode: str | None = None
    clipboard: object = None
    alerts: list[Alert] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)  # what a person will press, first to last; then "ok"

    def take(self, book: Workbook) -> None:
        """`book` is now open here, and in front."""
        book.process = self
        self.books.append(book)
        self.active = book

    def drop(self, book: Workbook) -> None:
        """`book` is closed."""
        book.process = None
        self.books.remove(book)
        if self.active is book:
            self.active = self.books[-1] if self.books else None

    def new_book(self) -> Workbook:
        number = 1 + max((int(book.name[4:]) for book in self.books if book.name[4:].isdigit()), default=0)
        book = Workbook(f"Book{number}")
        book.add_sheet("Sheet1")
        self.take(book)
        return book

    def end(self) -> None:
        """The process is gone; its books stay as they were for the test to look at, but no call reaches them."""
        self.line.dead = True
        self.machine.processes.remove(self)

    def set_calculation(self, mode: str) -> None:
        if mode not in CALCULATION_MODES:
            raise KeyError(mode)
        if not self.books:
            raise errors.refused("Unable to set the Calculation property of the Application class")
        self.calculation = mode
        if mode == "automatic":
            self.calculate()

    def calculate(self) -> None:
        """Recalculates all formulas of all open books, if the test supplied an `evaluate`."""
        evaluate = self.machine.evaluate
        if evaluate is None:
            return
        for book in self.books:
            for sheet, row, column, cell in list(book.cells()):
                if cell.formula is not None:
                    sheet.grid.put(row, column, cell._replace(value=evaluate(sheet, row, column, cell.formula)))

    @property
    def settings(self) -> dict[str, object]:
        """The switches that a program has to leave as it found them."""
        names = ("screen_updating", "display_alerts", "enable_events", "interactive", "calculation", "status_bar")
        return {name: getattr(self, name) for name in names}


@dataclass(eq=False)
class Machine:
    """`processes` from the front window to the back; `started` are all that a program ever started."""

    locale: Locale
    attempts: Callable[[], int]
    evaluate: Evaluate | None = None
    installed: bool = True
    processes: list[Process] = field(default_factory=list)
    started: list[Process] = field(default_factory=list)
    next_pid: int = 4100

    def start(self, *, by_program: bool) -> Process:
        """ComError where there is no Excel to start."""
        if not self.installed:
            raise errors.not_installed()
        line = Line(self.attempts, end=lambda: None)
        process = Process(self, self.next_pid, line, by_program)
        line.end = process.end
        self.next_pid += 4
        self.processes.insert(0, process)
        if by_program:
            self.started.append(process)
        return process
