"""The hidden tab `_data` as it is before the first sync: nothing is looked up yet, and the note says so."""

from __future__ import annotations

from perdes_sheets.outputs.about import Topics
from perdes_sheets.outputs.data import data_tab
from perdes_sheets.outputs.formulas import ABOUT_PARTS
from perdes_sheets.outputs.lookup import Block
from perdes_sheets.outputs.sentences import note
from perdes_sheets.schema.tabs import ABOUT, ENTRY_TABS, EntryTab
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import OwnedTab


def data(village: str, words: Words) -> tuple[OwnedTab, dict[str, str]]:
    """The tab of a new workbook, and its names -> references; `village` as `sentences.village` says it."""
    nothing = {id: Topics({}, {}) for id in ABOUT_PARTS}
    return data_tab({tab.id: _empty(tab) for tab in ENTRY_TABS}, nothing, note(None, words), village, words)


def _empty(tab: EntryTab) -> Block:
    columns = {auto.id: () for auto in tab.autos if auto is not ABOUT}
    return Block((), columns, (), (), columns)
