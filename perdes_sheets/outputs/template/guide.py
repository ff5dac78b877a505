"""The guide tab."""

from __future__ import annotations

from perdes_sheets.outputs.looks import TEAL
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.page import set_up


def draw(book: Book) -> None:
    """Draw the guide."""
    sheet = book.sheet("guide", TEAL)
    sheet.write_string(0, 0, book.words.tab("guide"), book.look("title"))
    set_up(book, sheet, landscape=False)
