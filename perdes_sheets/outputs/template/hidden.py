"""The hidden tabs: what formulas look up, and a specimen cell of each look."""

from __future__ import annotations

from typing import Any

from perdes_sheets.outputs.looks import LOOKS
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.cells import write_out
from perdes_sheets.outputs.template.validation import choice_list
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.tabs import ENTRY_TABS
from perdes_sheets.workbooks.base import OwnedTab


def data(book: Book, tab: OwnedTab) -> None:
    """`_data` as it is before the first sync: its names and its note."""
    sheet: Any = book.sheet(tab.id)
    sheet.hide()
    for r, row in enumerate(tab.rows):
        for c, out in enumerate(row):
            if out is not None:
                write_out(book, sheet, r, c, out)


def looks(book: Book) -> None:
    """`_looks`: a look's id, and a cell that has it. A sync copies the style of that cell, never a fixed number."""
    sheet: Any = book.sheet("_looks")
    sheet.hide()
    for row, id in enumerate(LOOKS):
        sheet.write_string(row, 0, id)
        sheet.write_blank(row, 1, None, book.look(id))
    _lists(book, sheet)


def _lists(book: Book, sheet: Any) -> None:
    """The words of each dropdown's list, under a name of their own, in a tab that no sync rewrites."""
    used = [column.choices for tab in ENTRY_TABS for column in tab.columns if column.choices]
    for column, list_id in enumerate(dict.fromkeys(used), 3):
        texts = book.words.choices(list_id)
        for row, text in enumerate(texts):
            sheet.write_string(row, column, text)
        letter = letters(column)
        book.workbook.define_name(choice_list(list_id), f"=_looks!${letter}$1:${letter}${len(texts)}")
