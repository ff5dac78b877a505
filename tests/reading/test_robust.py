"""Whatever a workbook holds, reading ends with a reading."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from perdes_sheets.outputs.messages import message
from perdes_sheets.reading import reader
from perdes_sheets.schema.tabs import ENTRY_TABS, SETTINGS_COLUMNS
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Cell, Sheet
from tests.reading.test_cell import CELLS

LABELS = [
    words(language).column(tab.id, column.id)
    for language in ("id", "en")
    for tab in ENTRY_TABS
    for column in tab.columns
]
LABELS += [words("id").column("settings", column.id) for column in SETTINGS_COLUMNS]
TITLES = [words("id").tab(tab.id) for tab in ENTRY_TABS] + ["Pengaturan", "Needs", "Settings"]

grids = st.lists(st.lists(CELLS | st.sampled_from(LABELS), max_size=8), max_size=8)
sheets = st.builds(Sheet, st.sampled_from(TITLES) | st.text(string.printable, max_size=8), grids)


@settings(max_examples=150)
@given(st.lists(sheets, max_size=4))
def test_any_grid(found: list[Sheet]) -> None:
    reading = reader.read({sheet.title: sheet for sheet in found})
    for finding in reading.findings:
        assert message(finding, words(reading.language))


@given(st.data())
def test_any_cells_below_a_header(data: st.DataObject) -> None:
    tab = data.draw(st.sampled_from(ENTRY_TABS))
    say = words("id")
    header: list[Cell] = [say.column(tab.id, column.id) for column in tab.columns]
    rows = data.draw(st.lists(st.lists(CELLS, max_size=len(header) + 2), max_size=4))
    reading = reader.read({"x": Sheet(say.tab(tab.id), [header, *rows])})
    entries = getattr(reading.entries, tab.id)
    assert len(entries) + len(reading.entries.repeated[tab.id]) <= len(rows)
    bad = {
        (f.row, f.column)
        for f in reading.findings
        if f.severity == "error" and f.code not in ("required", "duplicate_key")
    }
    assert {(entry.row, column) for entry in entries for column in entry.bad} <= bad
