"""The whole workbook, tab by tab in their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perdes_sheets.outputs.automatic import LOOKED_UP, typed_names
from perdes_sheets.outputs.formulas import typed
from perdes_sheets.outputs.owned import unsynced as owned_tabs
from perdes_sheets.outputs.sentences import note
from perdes_sheets.outputs.sentences import village as village_text
from perdes_sheets.outputs.template import entry, guide, hidden, owned, settings, unsynced
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.columns import places
from perdes_sheets.outputs.template.room import HEADER_ROW, rows_of
from perdes_sheets.outputs.template.validation import pick
from perdes_sheets.reading.layout import Layout
from perdes_sheets.schema.tabs import ENTRY_TABS, TAB_ORDER, entry_tab
from perdes_sheets.schema.words import words

ENTRY_IDS = frozenset(tab.id for tab in ENTRY_TABS)


def draw(language: str, cells: Mapping[str, Any], *, village: str | None, paper: str) -> bytes:
    """See `template.build`."""
    say = words(language)
    name = village if village is not None else cells.get("settings", {}).get("village_name")
    book = Book(say, village_text(name, say), paper)
    never = note(None, say)
    fresh = {tab.id: tab for tab in owned_tabs(say)}
    for id in TAB_ORDER:
        if id in ENTRY_IDS:
            entry.draw(book, entry_tab(id), cells.get(id, ()), never)
        elif id == "guide":
            guide.draw(book)
        elif id == "settings":
            settings.draw(book, cells.get("settings", {}))
        elif id == "_looks":
            hidden.looks(book)
        elif id == "_data":
            looked_up, names = unsynced.data(book.village, say)
            hidden.data(book, looked_up)
            for defined, reference in names.items():
                book.workbook.define_name(defined, "=" + reference)
        else:
            owned.draw(book, fresh[id])
    for tab in ENTRY_TABS:
        room = rows_of(cells.get(tab.id, ()))
        layout = Layout(tab.id, say.tab(tab.id), HEADER_ROW, places(tab), HEADER_ROW + room)
        for defined, reference in typed_names(tab, layout).items():
            book.workbook.define_name(defined, "=" + reference)
        for column in LOOKED_UP.get(tab.id, ())[:1]:
            book.workbook.define_name(pick(tab.id), "=" + _filled(typed(tab.id, column)))
    return book.close()


def _filled(name: str) -> str:
    """The cells of a named column down to its last filled one: a dropdown then has no empty lines."""
    last = f'MAX(1,SUMPRODUCT(MAX(({name}<>"")*(ROW({name})-ROW(INDEX({name},1))+1))))'
    return f"INDEX({name},1):INDEX({name},{last})"
