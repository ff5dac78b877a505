"""The hidden tabs: what formulas look up, and a specimen cell of each look."""

from __future__ import annotations

from typing import Any

from perdes_sheets.outputs.looks import LOOKS
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.workbooks.base import OwnedTab


def owned_values(book: Book, tab: OwnedTab) -> None:
    """A hidden owned tab with its first values."""
    sheet: Any = book.sheet(tab.id)
    sheet.hide()
    for r, row in enumerate(tab.rows):
        for c, out in enumerate(row):
            if out is None:
                continue
            if out.blank:
                sheet.write_formula(r, c, '=""', book.look(out.look), "")
            elif isinstance(out.value, str):
                sheet.write_string(r, c, out.value, book.look(out.look))


def looks(book: Book) -> None:
    """`_looks`: a look's id, and a cell that has it. A sync copies the style of that cell, never a fixed number."""
    sheet: Any = book.sheet("_looks")
    sheet.hide()
    for row, id in enumerate(LOOKS):
        sheet.write_string(row, 0, id)
        sheet.write_blank(row, 1, None, book.look(id))
