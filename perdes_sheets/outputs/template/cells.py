"""One cell: each value as its own type. A text stays text, whatever it looks like (guarantees.md)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from perdes_sheets.outputs.template.book import Book, quoted
from perdes_sheets.workbooks.base import Out


def write(sheet: Any, row: int, column: int, value: Any, format: Any = None) -> None:
    """A raw value; row and column count from 0. None is an empty cell with a format."""
    if value is None:
        sheet.write_blank(row, column, None, format)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, format)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, format)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, format)
    else:
        sheet.write_number(row, column, value, format)


def write_out(book: Book, sheet: Any, row: int, column: int, out: Out) -> None:
    """A cell of an owned tab, with its look and its link."""
    format = book.look(out.look)
    if out.link is not None:
        target = out.link.url or f"internal:{quoted(out.link.tab)}!{out.link.cell or 'A1'}"
        sheet.write_url(row, column, target, format, str(out.value))
    if out.blank:
        sheet.write_formula(row, column, '=""', format, "")
    else:
        write(sheet, row, column, out.value, format)
