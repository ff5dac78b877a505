"""Which sheet is which tab, and the workbook's language: both are recognised from labels, in any language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.headers import DEPTH, fold, header_index, labels
from perdes_sheets.reading.nearest import nearest
from perdes_sheets.schema.tabs import ENTRY_TABS, TAB_ORDER
from perdes_sheets.schema.words import Words, every, languages
from perdes_sheets.workbooks.base import Cell, Sheet

TABS = ("settings", *(tab.id for tab in ENTRY_TABS))
"""The tabs in which people type."""

LABEL_COLUMNS = 6
"""In settings: the columns from the left among which the labels are looked for."""


def language_of(sheets: Iterable[Sheet]) -> str:
    """The language that most titles and labels of the typing tabs are written in; the default where none is."""
    votes: Counter[str] = Counter()
    for sheet in sheets:
        for say in every():
            votes[say.language] += sum(key_of(sheet.title) == key_of(say.tab(tab)) for tab in TABS)
        for tab in _tabs_titled(sheet.title):
            texts = {fold(cell) for cell in _label_cells(sheet, tab)}
            for language, known in labels(tab).items():
                votes[language] += len(texts & known.keys())
    return max(languages(), key=lambda language: votes[language])


def find_tabs(sheets: Iterable[Sheet], say: Words) -> tuple[dict[str, Sheet], list[Finding]]:
    """Tab id -> its sheet, by title in the workbook's language, else in any; and the tabs that aren't there."""
    by_title: Mapping[str, Sheet] = {key_of(sheet.title): sheet for sheet in reversed(list(sheets))}
    titles = {tab: [key_of(say.tab(tab)), *(key_of(other.tab(tab)) for other in every())] for tab in TABS}
    found = {tab: next((by_title[t] for t in names if t in by_title), None) for tab, names in titles.items()}
    there = {tab: sheet for tab, sheet in found.items() if sheet is not None}
    own = {key_of(other.tab(tab)) for other in every() for tab in TAB_ORDER}
    strangers = [sheet.title for title, sheet in by_title.items() if title not in own]
    return there, [_missing(tab, strangers, say) for tab in TABS if tab not in there]


def _missing(tab: str, strangers: list[str], say: Words) -> Finding:
    near = nearest(say.tab(tab), strangers)
    return Finding(tab, 1, None, "tab_missing", {"tab": say.tab(tab), "near": near}, "near" if near else None)


def _tabs_titled(title: str) -> set[str]:
    return {tab for tab in TABS for say in every() if key_of(say.tab(tab)) == key_of(title)}


def _label_cells(sheet: Sheet, tab: str) -> Iterable[Cell]:
    if tab == "settings":
        return [cell for row in sheet.rows[:DEPTH] for cell in row[:LABEL_COLUMNS]]
    index = header_index(sheet.rows, tab)
    return [] if index is None else sheet.rows[index]
