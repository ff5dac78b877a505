"""The guide tab, drawn from `outputs/guide.py`."""

from __future__ import annotations

import math
from typing import Any

from perdes_sheets.outputs.guide import Line, lines
from perdes_sheets.outputs.looks import LOOKS, TEAL, Look
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.colours import STEPS, text_on
from perdes_sheets.outputs.template.page import set_up

LABEL, TEXT = 28, 94
"""Widths of the two columns, in characters."""
HEIGHTS = {"lead": 38.0, "heading": 30.0, "step": 21.0}


def draw(book: Book) -> None:
    """Draw the guide: labels with their links on the left, texts beside them."""
    sheet = book.sheet("guide", TEAL)
    sheet.set_column(0, 0, LABEL)
    sheet.set_column(1, 1, TEXT)
    sheet.set_row(0, 27)
    sheet.write_string(0, 0, book.words("guide.title"), book.look("title"))
    for row, line in enumerate(lines(book.words), 1):
        sheet.set_row(row, HEIGHTS.get(line.kind) or 5 + 15 * math.ceil(len(line.text) / TEXT))
        _write(book, sheet, row, line)
    sheet.freeze_panes(1, 0)
    set_up(book, sheet, landscape=False, one_page=True)


def _write(book: Book, sheet: Any, row: int, line: Line) -> None:
    if line.kind == "lead":
        sheet.merge_range(row, 0, row, 1, line.label, book.format(Look(wrap=True, line=False)))
    elif line.kind == "heading":
        sheet.write_string(row, 0, line.label, book.format(Look(colour=TEAL, bold=True, size=13, line=False)))
    elif line.kind == "step":
        fill = STEPS[line.step]
        look = Look(colour=text_on(fill), fill=fill, bold=True, line=False)
        sheet.write_string(row, 0, line.label, book.format(look))
    else:
        if line.link:
            sheet.write_url(row, 0, book.link(line.link), book.look("link"), line.label)
        else:
            sheet.write_string(row, 0, line.label, book.format(LOOKS[line.tone or "bold"]))
        sheet.write_string(row, 1, line.text, book.look("text"))
