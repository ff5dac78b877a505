"""Look at a workbook: read it, check it, compute it. What `check` and `status` show and `sync` writes down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from perdes_sheets.errors import WorkbookError
from perdes_sheets.outputs.formulas import marker
from perdes_sheets.reading import formulas, reader
from perdes_sheets.reading.entries import Reading
from perdes_sheets.reading.layout import Layout
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.tabs import ENTRY_TABS
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import EMPTY, OURS, Sheet, Workbook

Clock = Callable[[str], dt.date]
"""Today in a time zone of the settings (WIB, WITA, WIT)."""

States = Mapping[str, Mapping[int, bytes]]
"""Tab id -> column index -> the state of each automatic cell from the row below the header on."""


@dataclass(frozen=True, slots=True)
class View:
    """A workbook as it was found: its sheets, what people typed, and what the rules make of it."""

    sheets: Mapping[str, Sheet]
    reading: Reading
    states: States
    results: Results


def look(workbook: Workbook, as_of: dt.date | Clock, *, filling: bool = False) -> View:
    """Read `workbook` and compute it as of a date, or as of today in the village's time zone.

    With `filling`, automatic cells that are empty count as there, where the workbook is one that a sync fills: what it
    leaves must be what a second sync finds. Raises WorkbookError or ServiceError where the workbook can't be read, or
    is none of ours: a stranger's workbook is no village's with every tab missing.
    """
    sheets = workbook.read()
    reading = reader.read(sheets)
    if not reading.layouts:
        raise WorkbookError("error.not_ours", tab=words(reading.language).tab("agreements"))
    states = _states(workbook, reading)
    seen = _filled(states) if filling and workbook.fills else states
    reading.findings.extend(formulas.missing(reading, seen, in_headers=not workbook.fills))
    day = as_of(reading.entries.settings.time_zone) if callable(as_of) else as_of
    return View(sheets, reading, states, evaluate(reading, day))


def _states(workbook: Workbook, reading: Reading) -> States:
    found = {}
    for tab in ENTRY_TABS:
        layout = reading.layouts.get(tab.id)
        if layout is None:
            continue
        columns = {layout.columns[auto.id]: marker(tab.id, auto.id) for auto in tab.autos if auto.id in layout.columns}
        states = workbook.automatic(layout.title, columns, layout.header_row + 1)
        found[tab.id] = {column: _trimmed(state, layout) for column, state in states.items()}
    return found


def _trimmed(state: bytes, layout: Layout) -> bytes:
    """A column's states, down to the last row that holds anything: LibreOffice may write one at row 1,048,576."""
    return state[: max(len(state.rstrip(bytes([EMPTY]))), layout.last_row - layout.header_row)]


def _filled(states: States) -> States:
    table = bytes.maketrans(bytes([EMPTY]), bytes([OURS]))
    return {tab: {c: state.translate(table) for c, state in columns.items()} for tab, columns in states.items()}
