"""The inbox as it is drawn once: widths, frozen headers, and the dropdown of its first column."""

from __future__ import annotations

from perdes_sheets.outputs.inbox.tab import COLUMNS, HEADER_ROW, TAB
from perdes_sheets.outputs.looks import LATE
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.page import set_up

REACH = 5000
"""Rows that the dropdown reaches."""


def draw(book: Book) -> None:
    """Draw the tab without entries: `collect` fills it."""
    sheet = book.sheet(TAB, LATE)
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.data_validation(
        HEADER_ROW, 0, HEADER_ROW + REACH - 1, 0,
        {
            "validate": "list", "source": book.words.choices("yesno"), "show_error": False,
            "input_title": book.words("inbox.accept")[:32], "input_message": book.words("inbox.accept.hint"),
        },
    )  # fmt: skip
    sheet.freeze_panes(HEADER_ROW, 3)
    set_up(book, sheet, header_rows=HEADER_ROW)
