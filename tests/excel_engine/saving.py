"""Workbooks into .xlsx files, through XlsxWriter, because openpyxl can't write a formula together with its result.

What isn't read (charts, images, validations, conditional formats, merged cells, comments) isn't written either: a saved
file is for comparing what was typed and computed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from . import addresses
from .cells import Cell, CellError, Look
from .workbook import VERY_HIDDEN, VISIBLE, Workbook, Worksheet


def save(book: Workbook, path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_urls": False}) as target:
        formats: dict[tuple[Look, bool], Any] = {}
        sheets = [target.add_worksheet(sheet.name) for sheet in book.sheets]
        for sheet, out in zip(book.sheets, sheets, strict=True):
            _write_sheet(sheet, out)
            for row, cells in sorted(sheet.grid.rows.items()):
                for column, cell in sorted(cells.items()):
                    key = (cell.look, cell.apostrophe)
                    if key not in formats:
                        formats[key] = target.add_format(_properties(*key))
                    _write_cell(out, row - 1, column - 1, cell, formats[key])
        sheets[book.sheets.index(book.active)].activate()
        for name in book.names:
            if name.text not in ("Print_Area", "_FilterDatabase") and "#REF!" not in name.refers_to:
                target.define_name(name.shown, name.refers_to)


def _write_sheet(sheet: Worksheet, out: Any) -> None:
    if sheet.visible != VISIBLE:
        (out.very_hidden if sheet.visible == VERY_HIDDEN else out.hide)()
    if sheet.protected:
        out.protect(sheet.password)
    out.set_selection(addresses.spell(sheet.selection, row_absolute=False, column_absolute=False))
    out.set_top_left_cell(sheet.scroll[0] - 1, sheet.scroll[1] - 1)
    if sheet.filtered is not None:
        out.autofilter(addresses.spell(sheet.filtered))


def _write_cell(out: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    value = cell.value
    if cell.link is not None and cell.formula is None:
        out.write_url(row, column, cell.link.replace("#", "internal:", 1) if cell.link.startswith("#") else cell.link)
    shown = value.text if isinstance(value, CellError) else value
    if cell.formula is not None:
        out.write_formula(row, column, cell.formula, look, "" if shown is None else shown)
    elif isinstance(value, CellError):
        out.write_formula(row, column, f"={value.text}", look, value.text)
    elif value is None:
        out.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        out.write_boolean(row, column, value, look)
    elif isinstance(value, float):
        out.write_number(row, column, value, look)
    else:
        out.write_string(row, column, value, look)


def _properties(look: Look, apostrophe: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "num_format": look.number_format,
        "locked": look.locked,
        "bold": look.bold,
        "italic": look.italic,
        "font_name": look.font_name,
        "font_size": look.font_size,
        "text_wrap": look.wrap_text,
        "quote_prefix": apostrophe,
    }
    if look.color is not None:
        properties["bg_color"] = "#{:02X}{:02X}{:02X}".format(*look.color)
    if look.font_color != (0, 0, 0):
        properties["font_color"] = "#{:02X}{:02X}{:02X}".format(*look.font_color)
    if look.horizontal != "general":
        properties["align"] = look.horizontal
    if look.vertical != "bottom":
        properties["valign"] = {"center": "vcenter"}.get(look.vertical, look.vertical)
    return properties
