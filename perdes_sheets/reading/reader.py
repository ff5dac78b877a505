"""Read a workbook: from its sheets to typed rows, and to what is wrong with single cells (rules.md, Findings)."""

from __future__ import annotations

from collections.abc import Mapping

from perdes_sheets.reading.entries import Entries, Reading
from perdes_sheets.reading.headers import read_headers
from perdes_sheets.reading.layout import Layout
from perdes_sheets.reading.rows import read_rows
from perdes_sheets.reading.settings import read_settings
from perdes_sheets.reading.sheets import find_tabs, language_of
from perdes_sheets.reading.spelling import spelling
from perdes_sheets.schema.entries import Entry
from perdes_sheets.schema.tabs import ENTRY_TABS
from perdes_sheets.workbooks.base import Sheet


def read(sheets: Mapping[str, Sheet]) -> Reading:
    """All that people typed in `sheets` (title -> sheet). It never raises, whatever the cells hold."""
    language = language_of(sheets.values())
    writing = spelling(language)
    there, findings = find_tabs(sheets.values(), writing.words)
    entries, layouts = Entries(), dict[str, Layout]()
    if "settings" in there:
        entries.settings, layouts["settings"], found = read_settings(there["settings"], writing)
        findings += found
    repeated: dict[str, list[Entry]] = {}
    for tab in ENTRY_TABS:
        if tab.id not in there:
            continue
        sheet = there[tab.id]
        headers, found = read_headers(sheet, tab, writing.words)
        findings += found
        if headers is None:
            continue
        rows = read_rows(sheet, tab, headers, writing)
        setattr(entries, tab.id, rows.entries)
        repeated[tab.id] = rows.repeated
        layouts[tab.id] = rows.layout
        findings += rows.findings
    entries.repeated = repeated
    return Reading(language, entries, layouts, findings)
