"""The settings tab: label, value, and what the value does and is when left empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from perdes_sheets.outputs.looks import LOOKS, OFF, Look
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.cells import write
from perdes_sheets.outputs.template.hints import MESSAGE, TITLE, meaning
from perdes_sheets.outputs.template.page import set_up
from perdes_sheets.outputs.template.room import HEADER_ROW
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import SETTINGS_COLUMNS

WIDTHS = (46, 26, 84)
VALUE = Look(fill="#FFFFFF", align="left", wrap=True)


def draw(book: Book, values: Mapping[str, Any]) -> None:
    """Draw the tab with the values given; a setting left empty takes its default, which stands beside it."""
    sheet, say = book.sheet("settings", OFF), book.words
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for row, height in enumerate((27, 18, 18, 24)):
        sheet.set_row(row, height)
    sheet.write_string(0, 0, say.tab("settings"), book.look("title"))
    sheet.write_string(1, 0, say("page.sentence.settings"), book.look("subtitle"))
    for column, tab in enumerate(("summary", "guide")):
        sheet.write_url(2, column, book.link(tab), book.look("back"), "→ " + say.tab(tab))
    for column, id in enumerate(("setting", "value", "meaning")):
        sheet.write_string(HEADER_ROW - 1, column, say(f"settings.{id}"), book.look("header"))
    for row, setting in enumerate(SETTINGS_COLUMNS, HEADER_ROW):
        sheet.set_row(row, 24)
        label = say.column("settings", setting.id) + (" *" if setting.required else "")
        sheet.write_string(row, 0, label, book.format(replace(LOOKS["text"], fill="#F2F2F2")))
        write(sheet, row, 1, values.get(setting.id), book.format(VALUE))
        sheet.write_string(row, 2, meaning(book.words, setting), book.format(replace(LOOKS["muted"], indent=1)))
        sheet.data_validation(row, 1, row, 1, _validation(book, setting))
    sheet.freeze_panes(HEADER_ROW, 0)
    set_up(book, sheet)


def _validation(book: Book, setting: Column) -> dict[str, Any]:
    title = book.words.column("settings", setting.id)
    hint = {"input_title": title[:TITLE], "input_message": meaning(book.words, setting)[:MESSAGE]}
    if setting.choices:
        return {"validate": "list", "source": book.words.choices(setting.choices), "show_error": False, **hint}
    return {"validate": "any", **hint}
