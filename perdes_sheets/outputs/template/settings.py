"""The settings tab: label, value, and what the value does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perdes_sheets.outputs.looks import OFF
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.page import set_up
from perdes_sheets.schema.tabs import SETTINGS_COLUMNS

FIRST_ROW = 5


def draw(book: Book, values: Mapping[str, Any]) -> None:
    """Draw the tab with the values given; a setting left empty takes its default, which stands beside it."""
    sheet = book.sheet("settings", OFF)
    say = book.words
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 80)
    sheet.write_string(0, 0, say.tab("settings"), book.look("title"))
    for row, column in enumerate(SETTINGS_COLUMNS, FIRST_ROW - 1):
        sheet.write_string(row, 0, say.column("settings", column.id) + (" *" if column.required else ""), book.look("text"))
        value = values.get(column.id)
        if value is not None:
            sheet.write(row, 1, value, book.look("text"))
    set_up(book, sheet)
