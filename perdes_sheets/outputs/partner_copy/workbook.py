"""A copy, tab by tab: the report first, then what the partner may see, then where else it may answer."""

from __future__ import annotations

from perdes_sheets.outputs.partner_copy import answering, mark, summary, tables
from perdes_sheets.outputs.partner_copy.allowed import SHOWN
from perdes_sheets.outputs.partner_copy.view import PartnerView
from perdes_sheets.outputs.template.book import CREATED, Book
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.answers import ANSWER_TABS
from perdes_sheets.schema.tabs import entry_tab
from perdes_sheets.schema.words import Words

LISTS = 3
"""The first column of the dropdowns' lists in the hidden tab, right of the mark."""


def draw(shown: PartnerView, words: Words, paper: str, use: str) -> bytes:
    """See `partner_copy.build`."""
    book = Book(words, shown.village, paper)
    book.workbook.set_properties({"title": words("copy.title"), "created": CREATED})
    dropdowns = {
        id: answering.List(f"{mark.TAB}!${letters(LISTS + i)}$1:${letters(LISTS + i)}${max(len(texts), 1)}")
        for i, (id, texts) in enumerate(answering.lists(shown).items())
    }
    given = answering.prefilled(shown)
    report, *others = ANSWER_TABS
    answering.draw(book, report, shown, given["report"], dropdowns, use)
    for tab in others:
        answering.draw(book, tab, shown, given.get(tab.id, ()), dropdowns, use)
    summary.draw(book, shown)
    for id in SHOWN:
        tables.draw(book, entry_tab(id), shown)
    tables.draw_agenda(book, shown)
    summary.draw_data(book, shown)
    _mark(book, shown)
    return book.close()


def _mark(book: Book, shown: PartnerView) -> None:
    sheet = book.sheet(mark.TAB)
    sheet.hide()
    for row, (name, value) in enumerate(mark.rows(shown)):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    for column, texts in enumerate(answering.lists(shown).values(), LISTS):
        for row, text in enumerate(texts):
            sheet.write_string(row, column, text)
