"""The header row of a sheet: found wherever it stands, its labels matched in any language (workbook.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.layout import a1
from perdes_sheets.reading.nearest import nearest
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import SETTINGS_COLUMNS, Auto, EntryTab, entry_tab
from perdes_sheets.schema.words import Words, every
from perdes_sheets.workbooks.base import Cell, Sheet

DEPTH = 100
"""Rows from the top among which the header is looked for: titles, notes and logos may stand above it."""

_FEWEST = 2
"""Labels that make a row the header: a title alone may equal one label."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The header row's index (0 = the sheet's first row) and the index of each column, typed and automatic."""

    row: int
    columns: Mapping[str, int]


@cache
def labels(tab: str) -> Mapping[str, Mapping[str, str]]:
    """Language -> folded label -> column id, of an entry tab or of the settings."""
    columns: Sequence[Column | Auto] = SETTINGS_COLUMNS
    if tab != "settings":
        columns = (*entry_tab(tab).columns, *entry_tab(tab).autos)
    return {say.language: {fold(say.column(tab, c.id)): c.id for c in columns} for say in every()}


@cache
def meanings(tab: str, language: str | None = None) -> Mapping[str, str]:
    """Folded label in any language -> column id; where two languages disagree, `language` decides."""
    merged = {label: id for known in labels(tab).values() for label, id in known.items()}
    return {**merged, **labels(tab).get(language or "", {})}


def fold(cell: Cell) -> str:
    """A label as it is compared: trimmed, case-folded, white space collapsed, without the mark of a required column."""
    return key_of(cell).rstrip("*").rstrip() if isinstance(cell, str) else ""


def header_index(rows: Sequence[Sequence[Cell]], tab: str) -> int | None:
    """The index of the row with most of the tab's labels, the first of equals; None where no row looks like it."""
    known = meanings(tab)
    counts = [len({known[fold(cell)] for cell in row if fold(cell) in known}) for row in rows[:DEPTH]]
    most = max(counts, default=0)
    return counts.index(most) if most >= _FEWEST else None


def read_headers(sheet: Sheet, tab: EntryTab, say: Words) -> tuple[Headers | None, list[Finding]]:
    """Where the columns of `tab` stand in its sheet, and what is wrong with the headers. None: no header row at all."""
    index = header_index(sheet.rows, tab.id)
    header = [] if index is None else sheet.rows[index]
    known = meanings(tab.id, say.language)
    columns: dict[str, int] = {}
    findings = []
    for place, cell in enumerate(header):
        id = known.get(fold(cell))
        if id is None:
            continue
        if id not in columns:
            columns[id] = place
            continue
        row = (index or 0) + 1
        cells = {"first": a1(row, columns[id]), "second": a1(row, place)}
        findings.append(Finding(tab.id, row, id, "duplicate_column", {"x": str(cell).strip(), **cells}))
    spare = [cell.strip() for cell in header if isinstance(cell, str) and cell.strip() and fold(cell) not in known]
    missing = [column for column in tab.columns if column.required and column.id not in columns]
    findings += [_missing(tab, column.id, sheet.title, header, spare, say) for column in missing]
    return (None if index is None else Headers(index, columns)), findings


def _missing(
    tab: EntryTab, column: str, title: str, header: Sequence[Cell], spare: Sequence[str], say: Words
) -> Finding:
    label = say.column(tab.id, column)
    near = nearest(label, spare)
    there = ", ".join(cell.strip() for cell in header if isinstance(cell, str) and cell.strip())
    values = {"tab": title, "label": label, "near": near, "there": there}
    variant = "near" if near else None if there else "no_header"
    return Finding(tab.id, 1, column, "column_missing", values, variant)
