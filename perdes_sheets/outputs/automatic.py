"""The automatic columns as a sync wants them: cached values, formulas where they are missing, and what they look up.

A formula stands in every row (`formulas.py`) and finds its row's values in the hidden tab `_data` (`lookup.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perdes_sheets.findings import Finding
from perdes_sheets.outputs.about import Topics, about_texts, topics
from perdes_sheets.outputs.data import data_tab, unknown
from perdes_sheets.outputs.formulas import ABOUT_PARTS, about_refs, formulas, marker, typed
from perdes_sheets.outputs.lookup import Block, block
from perdes_sheets.outputs.sentences import cached, note, village
from perdes_sheets.reading.entries import Reading
from perdes_sheets.reading.layout import Layout, a1, letters
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.tabs import ABOUT, ENTRY_TABS, EntryTab
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import EMPTY, AutoColumn, Cell, OwnedTab

ROOM = 500
"""Rows of an entry tab that dropdowns and `about` reach at least."""
FORM = 20
"""Rows of an empty tab that are printed, to be filled in by hand."""
LOOKED_UP = {"partners": ("name",), "needs": ("code",)} | {
    "agreements": ("number", *ABOUT_PARTS["agreements"]), "kpis": ("code", *ABOUT_PARTS["kpis"]),
}  # fmt: skip
"""Tab -> the typing columns that have a workbook-wide name."""

Findings = Mapping[int, Sequence[Finding]]
"""The findings of one tab, by row."""


@dataclass(frozen=True, slots=True)
class AutomaticPlan:
    """What a sync writes for the automatic columns; the parts are those of a WritePlan."""

    columns: Mapping[str, Sequence[AutoColumn]]
    sentences: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    data_tab: OwnedTab
    print_areas: Mapping[str, str]


def plan(reading: Reading, results: Results, states: Mapping[str, Mapping[int, bytes]], words: Words) -> AutomaticPlan:
    """The automatic columns of every entry tab that is there.

    `states` holds, by tab and column index, the state of each automatic cell from the row below the header on.
    """
    findings = _by_row(results.findings)
    blocks = {tab.id: block(tab, reading, results, findings[tab.id], words) for tab in ENTRY_TABS}
    known = topics(reading, results, words)
    fresh, home = note(results.as_of, words), village(reading.entries.settings.village_name, words)
    data, names = data_tab(blocks, known, fresh, home, words)
    columns, texts, prints = {}, {}, {}
    for tab in ENTRY_TABS:
        layout = reading.layouts.get(tab.id)
        if layout is None:
            continue
        names |= typed_names(tab, layout)
        prints[layout.title] = print_area(layout)
        texts[layout.title] = cached(tab.id, words.tab(tab.id), fresh, home, words)
        if tab.key.id in layout.columns:
            cells = dict(blocks[tab.id].cells)
            if tab.about:
                cells[ABOUT.id] = _about(tab, layout, blocks[tab.id], findings[tab.id], known, words)
            columns[layout.title] = _columns(tab, layout, blocks[tab.id].rows, cells, states.get(tab.id, {}), words)
    return AutomaticPlan(columns, texts, names, data, prints)


def typed_names(tab: EntryTab, layout: Layout) -> dict[str, str]:
    """The names of the typing columns that dropdowns and `about` look into, over the rows that there is room for."""
    title = "'" + layout.title.replace("'", "''") + "'"
    first, last = layout.header_row + 1, max(layout.header_row + ROOM, layout.last_row)
    names = {}
    for id in LOOKED_UP.get(tab.id, ()):
        if id in layout.columns:
            letter = letters(layout.columns[id])
            names[typed(tab.id, id)] = f"{title}!${letter}${first}:${letter}${last}"
    return names


def print_area(layout: Layout) -> str:
    """The rows that hold something, or a form to fill in by hand where none does."""
    last = layout.last_row if layout.last_row > layout.header_row else layout.header_row + FORM
    return f"A1:{a1(last, max(layout.columns.values(), default=0))}"


def _by_row(findings: Sequence[Finding]) -> Mapping[str, Findings]:
    by_tab: dict[str, dict[int, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.row is not None:
            by_tab[finding.tab][finding.row].append(finding)
    return by_tab


def _about(
    tab: EntryTab, layout: Layout, rows: Block, findings: Findings, known: Mapping[str, Topics], words: Words
) -> list[str]:
    refs = about_refs(tab, layout.columns)
    return about_texts(refs, rows.entries, findings, known, unknown(tab.about or "", words))


def _columns(
    tab: EntryTab,
    layout: Layout,
    rows: Sequence[int],
    cells: Mapping[str, Sequence[Cell]],
    states: Mapping[int, bytes],
    words: Words,
) -> list[AutoColumn]:
    first = layout.header_row + 1
    size = max(layout.last_row - layout.header_row, *map(len, states.values()), 0)
    made = formulas(tab, layout.columns, words)
    columns = []
    for id, formula in made.items():
        values: list[Cell] = [""] * size
        for row, value in zip(rows, cells[id], strict=True):
            values[row - first] = value
        column = layout.columns[id]
        state = states.get(column, b"").ljust(size, bytes([EMPTY]))
        missing = {row: formula for row in rows if state[row - first] == EMPTY} if EMPTY in state else {}
        columns.append(AutoColumn(column, marker(tab.id, id), first, values, missing))
    return columns
