"""Every kind of workbook that the contract holds for. A new kind is one more line in CASES."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from perdes_sheets.workbooks.base import ErrorValue, Link, Workbook
from perdes_sheets.workbooks.excel.faults import Patience
from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook
from perdes_sheets.workbooks.memory import MemoryWorkbook, Tab
from perdes_sheets.workbooks.xlsx.ranges import letters
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook
from tests.excel.calculating import calculated, link_of
from tests.excel_engine import files, running
from tests.excel_engine.cells import CellError, Look
from tests.excel_engine.values import plain
from tests.excel_engine.workbook import Workbook as Model
from tests.excel_engine.workbook import Worksheet
from tests.google import opened_files
from tests.google_emulator import Emulator

Fresh = Callable[[str], bytes]


@dataclass
class Seen:
    """A workbook as anybody sees it who opens it: by tab title and address. Empty cells aren't in it."""

    tabs: list[str]
    values: dict[str, dict[str, object]] = field(default_factory=dict)
    formulas: dict[str, dict[str, str]] = field(default_factory=dict)
    looks: dict[str, dict[str, str]] = field(default_factory=dict)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    print_areas: dict[str, str] = field(default_factory=dict)


@dataclass
class Opened:
    """A workbook under test. `state` is something that differs as soon as anything in the workbook was changed.

    `prints`: whether this kind has print areas. `reaches`: whether names begin in the header and go on to the end.
    `inserts`: whether rows for entry tabs are put in between those that are there, as several people type at once.
    """

    workbook: Workbook
    seen: Callable[[], Seen]
    state: Callable[[], object]
    prints: bool = True
    reaches: bool = False
    inserts: bool = False


@contextmanager
def memory(path: Path, fresh: Fresh) -> Iterator[Opened]:
    """In memory: the reference for the others. It needs no template."""
    workbook = MemoryWorkbook(path.name)
    for sheet in files.load(path).sheets:
        tab = workbook.tabs[sheet.name] = Tab()
        for number, row in sheet.grid.rows.items():
            for column, cell in row.items():
                if cell.value is not None or cell.formula is not None:
                    value = plain(cell.value, cell.look)
                    tab.cells[number, column - 1] = (
                        ErrorValue(cell.value.text) if isinstance(cell.value, CellError) else _value(value)  # type: ignore[assignment]
                    )
                if cell.formula is not None:
                    tab.formulas[number, column - 1] = cell.formula.removeprefix("=")
    yield Opened(workbook, lambda: _seen_in_memory(workbook), lambda: copy.deepcopy(vars(workbook)))


@contextmanager
def file(path: Path, fresh: Fresh) -> Iterator[Opened]:
    """A closed file."""
    yield Opened(XlsxWorkbook(path, fresh=fresh, backups=0), lambda: seen(files.load(path)), path.read_bytes)


@contextmanager
def live(path: Path, fresh: Fresh) -> Iterator[Opened]:
    """A file that is open in Excel."""
    with running(evaluate=calculated) as excel:
        book = excel.open(path)
        workbook = ExcelWorkbook(book, fresh=fresh, patience=Patience(pauses=()))
        yield Opened(workbook, lambda: seen(excel.model(book)), lambda: len(excel.line.writes()))


@contextmanager
def google(path: Path, fresh: Fresh) -> Iterator[Opened]:
    """A file that somebody saved as a Google Sheet, and shared."""
    with opened_files.online(path) as (workbook, emulator):
        yield Opened(
            workbook,
            lambda: _seen_online(emulator, workbook.key),
            lambda: len(emulator.calls.commits),
            prints=False,
            reaches=True,
            inserts=True,
        )


CASES: tuple[Callable[[Path, Fresh], AbstractContextManager[Opened]], ...] = (memory, file, live, google)
"""The kinds of workbooks; every contract test runs over all of them."""


def reaching(names: dict[str, str]) -> dict[str, str]:
    """What names mean in a kind that `reaches`."""
    found = {}
    for name, reference in names.items():
        title, _, cells = reference.rpartition("!")
        first, _, last = cells.partition(":")
        letter = first.rstrip("0123456789")
        row = int(first.removeprefix(letter)) - name.startswith("pd_in_")
        found[name] = f"{title}!{letter}{row}:{letter}" if last else reference
    return found


def seen(book: Model) -> Seen:
    """What a workbook shows that is open in the Excel of the tests."""
    found = Seen([sheet.name for sheet in book.sheets])
    specimens = _specimens(book)
    for sheet in book.sheets:
        values, formulas = found.values.setdefault(sheet.name, {}), found.formulas.setdefault(sheet.name, {})
        looks, links = found.looks.setdefault(sheet.name, {}), found.links.setdefault(sheet.name, {})
        for number, row in sheet.grid.rows.items():
            for column, cell in row.items():
                at = f"{letters(column - 1)}{number}"
                link = cell.link or link_of(cell.formula)
                if cell.value not in (None, ""):
                    values[at] = _value(plain(cell.value, cell.look))
                if cell.formula and not link:
                    formulas[at] = cell.formula.removeprefix("=")
                if cell.look in specimens:
                    looks[at] = specimens[cell.look]
                if link:
                    links[at] = _bare(link)
    for name in book.names:
        if name.text == "Print_Area" and name.scope:
            found.print_areas[name.scope.name] = _bare(name.refers_to.rpartition("!")[2])
        elif not name.scope and not name.hidden:
            found.names[name.text] = _bare(name.refers_to)
    return found


def _seen_online(google: Emulator, key: str) -> Seen:
    tabs = opened_files.tabs(google, key)
    found = Seen(list(tabs), names=opened_files.names(google, key))
    for title, tab in tabs.items():
        found.values[title], found.formulas[title] = tab.values, tab.formulas
        found.looks[title], found.links[title] = tab.looks, tab.links
    return found


def _specimens(book: Model) -> dict[Look, str]:
    sheets: list[Worksheet] = [sheet for sheet in book.sheets if sheet.name == "_looks"]
    return {
        sheet.grid.get(row, 2).look: str(sheet.grid.get(row, 1).value) for sheet in sheets for row in sheet.grid.rows
    }


def _seen_in_memory(workbook: MemoryWorkbook) -> Seen:
    found = Seen(list(workbook.tabs), names={name: _bare(ref) for name, ref in workbook.names.items()})
    found.print_areas = dict(workbook.print_areas)
    for title, tab in workbook.tabs.items():
        found.values[title] = {
            _at(place): _value(value) for place, value in tab.cells.items() if value not in (None, "")
        }
        found.formulas[title] = {_at(place): formula for place, formula in tab.formulas.items()}
        found.looks[title] = {_at(place): look for place, look in tab.looks.items()}
        found.links[title] = {_at(place): _target(link) for place, link in tab.links.items()}
    return found


def _at(place: tuple[int, int]) -> str:
    return f"{letters(place[1])}{place[0]}"


def _target(link: Link) -> str:
    return link.url or f"{link.tab}!{link.cell}"


def _bare(reference: str) -> str:
    return reference.lstrip("#=").replace("'", "").replace("$", "")


def _value(value: object) -> object:
    """Numbers as floats, a date without a time as a date, an error as its name."""
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
