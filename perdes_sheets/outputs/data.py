"""The hidden tab `_data`: all that formulas in entry tabs look up, and the workbook-wide names of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from perdes_sheets.outputs.about import Topics
from perdes_sheets.outputs.formulas import ABOUT_PARTS, marker
from perdes_sheets.outputs.lookup import Block
from perdes_sheets.outputs.sentences import NOTE, VILLAGE, after_title
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.tabs import ABOUT, ENTRY_TABS
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import Cell, Out, OwnedTab

SHEET = "_data"
BLANK = Out("", "hidden", blank=True)


def data_tab(
    blocks: Mapping[str, Block], topics: Mapping[str, Topics], note: str, village: str, words: Words
) -> tuple[OwnedTab, dict[str, str]]:
    """The tab, and its names -> references. Row 1 holds the names, the values stand below; a row is a key's."""
    columns: dict[str, Sequence[Cell]] = {NOTE: [note], VILLAGE: [after_title(village)]}
    for tab in ENTRY_TABS:
        block = blocks[tab.id]
        columns[marker(tab.id, "key")] = block.keys
        for id, values in block.columns.items():
            columns[marker(tab.id, id)] = values
        if tab.id in ABOUT_PARTS:
            topic, folded = topics[tab.id], [key[1:].casefold() for key in block.keys]
            texts = topic.cut()
            columns[marker(tab.id, ABOUT.id)] = [texts.get(key, "") for key in folded]
            if tab.id == "kpis":
                columns[marker(tab.id, "last")] = [topic.last.get(key, "") for key in folded]
        if tab.about:
            columns[marker(tab.id, ABOUT.id)] = [unknown(tab.about, words)]
    outs = [_column(name, values) for name, values in columns.items()]
    names = {
        name: f"{SHEET}!${letters(i)}$2" + (f":${letters(i)}${len(values) + 1}" if len(values) > 1 else "")
        for i, (name, values) in enumerate(columns.items())
    }
    return OwnedTab(SHEET, SHEET, list(zip_longest(*outs))), names


def unknown(ref: str, words: Words) -> str:
    """What `about` says of a key that isn't there."""
    return words(f"about.unknown.{ref}")


def _column(name: str, values: Sequence[Cell]) -> list[Out]:
    made = {value: BLANK if value == "" else Out(value, "hidden") for value in set(values)}
    return [Out(name, "hidden"), *map(made.__getitem__, values)]
