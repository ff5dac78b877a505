"""Automatic cells that hold no formula of ours: the information `formulas_missing` (rules.md, Findings)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Reading
from perdes_sheets.reading.layout import Layout
from perdes_sheets.schema.entries import Entry
from perdes_sheets.schema.tabs import ENTRY_TABS, EntryTab
from perdes_sheets.workbooks.base import EMPTY, OURS


def missing(reading: Reading, states: Mapping[str, Mapping[int, bytes]], *, in_headers: bool = False) -> list[Finding]:
    """The tabs with rows whose automatic formulas were overwritten or never there, one finding each.

    `in_headers`: one formula in its header serves a whole column, so that copying a cell down would stop it.

    `states`: tab id -> column index -> the state of each cell (EMPTY, OURS, OVERWRITTEN) from the row below the header
    on; beyond its end a column is empty. Blank rows, rows without their running number, and automatic columns that
    somebody deleted don't count.
    """
    variant = "in_headers" if in_headers else None
    there = (tab for tab in ENTRY_TABS if tab.id in reading.layouts)
    found = (_missing(tab, reading, states.get(tab.id, {}), variant) for tab in there)
    return [finding for finding in found if finding]


def _missing(tab: EntryTab, reading: Reading, states: Mapping[int, bytes], variant: str | None) -> Finding | None:
    layout = reading.layouts[tab.id]
    rows = _keyed_rows(tab, reading)
    gaps = {
        auto.id: _gaps(rows, layout, states.get(layout.columns[auto.id], b""))
        for auto in tab.autos
        if auto.id in layout.columns
    }
    incomplete = set().union(*gaps.values())
    if not incomplete:
        return None
    first = min(incomplete)
    column = next(id for id, missing_rows in gaps.items() if first in missing_rows)
    return Finding(tab.id, first, column, "formulas_missing", {"n": len(incomplete)}, variant)


def _keyed_rows(tab: EntryTab, reading: Reading) -> Sequence[int]:
    """The rows that aren't blank, without those that lack their running number: nothing could be looked up for them."""
    entries: Iterable[Entry] = (*getattr(reading.entries, tab.id), *reading.entries.repeated.get(tab.id, ()))
    if tab.key.key == "running":
        number_of = attrgetter(tab.key.id)
        entries = (entry for entry in entries if number_of(entry) is not None)
    return [entry.row for entry in entries]


def _gaps(rows: Sequence[int], layout: Layout, states: bytes) -> set[int]:
    below = layout.header_row + 1
    if all(state == OURS for state in set(states)) and len(states) > layout.last_row - below:
        return set()
    return {row for row in rows if (states[row - below] if row - below < len(states) else EMPTY) != OURS}
