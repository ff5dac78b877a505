"""Workbooks from .xlsx files, and into them.

Read through openpyxl: values, formulas and their cached results, looks, names, protection, visibility, selection and
scroll position, links, hidden and sized rows and columns, filter buttons. Written through XlsxWriter, because openpyxl
can't write a formula together with its result. What isn't read (charts, images, validations, conditional formats,
merged cells, comments) isn't written either: a saved file is for comparing what was typed and computed.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as FileCell
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet as FileSheet

from . import addresses
from .cells import ERRORS_BY_TEXT, PLAIN, Cell, CellError, Look, Rgb, Value
from .workbook import HIDDEN, VERY_HIDDEN, VISIBLE, Workbook, Worksheet

_STATES = {"visible": VISIBLE, "hidden": HIDDEN, "veryHidden": VERY_HIDDEN}


def load(path: Path) -> Workbook:
    """The workbook in the file, not open in any Excel yet."""
    source = load_workbook(path)
    results = load_workbook(path, data_only=True, read_only=True)
    book = Workbook(str(path.resolve()))
    looks: dict[int, Look] = {}
    for file_sheet in source.worksheets:
        sheet = book.add_sheet(file_sheet.title)
        _read_sheet(file_sheet, sheet)
        with_formulas = _read_cells(file_sheet, sheet, looks)
        if with_formulas:
            _read_results(results[file_sheet.title], sheet)
    results.close()
    book.active = book.sheets[source.worksheets.index(source.active)] if source.active else book.sheets[0]
    book.structure_protected = bool(source.security and source.security.lockStructure)
    for defined in source.defined_names.values():
        book.define(defined.name, defined.value or "", hidden=bool(defined.hidden))
    for file_sheet, sheet in zip(source.worksheets, book.sheets, strict=True):
        for defined in file_sheet.defined_names.values():
            book.define(defined.name, defined.value or "", sheet, hidden=bool(defined.hidden))
        if file_sheet.print_area:
            area = str(file_sheet.print_area)
            book.define("Print_Area", area, sheet)
    return book


def _read_sheet(source: FileSheet, sheet: Worksheet) -> None:
    sheet.visible = _STATES[source.sheet_state]
    sheet.protected = bool(source.protection.sheet)
    view = source.sheet_view
    if view.selection:
        box = addresses.parse(str(view.selection[-1].sqref).split(" ")[0])
        sheet.selection = box or sheet.selection
    corner = (view.pane and view.pane.topLeftCell) or view.topLeftCell
    box = addresses.parse(corner) if corner else None
    if box is not None:
        sheet.scroll = (box.row, box.column)
    for number, row in source.row_dimensions.items():
        if row.hidden:
            sheet.hidden_rows.add(number)
        if row.height is not None:
            sheet.row_heights[number] = float(row.height)
    for letter, dimension in source.column_dimensions.items():
        first = dimension.min or column_index_from_string(letter)
        for column in range(first, min(dimension.max or first, 16_384) + 1):
            if dimension.hidden:
                sheet.hidden_columns.add(column)
            if dimension.width is not None:
                sheet.column_widths[column] = float(dimension.width)
            look = _look(dimension)
            if look != PLAIN:
                sheet.grid.column_looks[column] = look
    if source.auto_filter.ref:
        sheet.filtered = addresses.parse(source.auto_filter.ref)


def _read_cells(source: FileSheet, sheet: Worksheet, looks: dict[int, Look]) -> bool:
    """Fills the grid; tells whether there are formulas, whose results are still to come."""
    with_formulas = False
    for row in source.iter_rows():
        for cell in row:
            if not isinstance(cell, FileCell):
                continue  # the covered cells of a merged box
            style = cell.style_id
            if style not in looks:
                looks[style] = _look(cell)
            link = None
            if cell.hyperlink is not None:
                inside = f"#{cell.hyperlink.location}" if cell.hyperlink.location else ""
                link = (cell.hyperlink.target or "") + inside
            content = cell.value
            if isinstance(content, ArrayFormula):
                content = content.text
            formula = content if cell.data_type == "f" and isinstance(content, str) else None
            with_formulas = with_formulas or formula is not None
            value = None if formula is not None else _value(content, cell.data_type)
            made = Cell(value, formula, looks[style], bool(getattr(cell, "quotePrefix", False)), link)
            sheet.grid.put(cell.row, cell.column, made)
    return with_formulas


def _read_results(source: Any, sheet: Worksheet) -> None:
    rows = sheet.grid.rows
    for row in source.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            stored = rows.get(cell.row, {}).get(cell.column)
            if stored is not None and stored.formula is not None:
                rows[cell.row][cell.column] = stored._replace(value=_value(cell.value, cell.data_type))


def _value(content: Any, data_type: str) -> Value:
    if content is None or isinstance(content, bool):
        return content
    if data_type == "e":
        return ERRORS_BY_TEXT.get(str(content), CellError.NA)
    if isinstance(content, datetime | date | time | timedelta):
        return float(to_excel(content))  # type: ignore[no-untyped-call]
    return float(content) if isinstance(content, int | float) else str(content)


def _look(styled: Any) -> Look:
    fill, font, alignment = styled.fill, styled.font, styled.alignment
    return Look(
        number_format=styled.number_format,
        color=_rgb(fill.fgColor) if fill.fill_type == "solid" else None,
        locked=styled.protection.locked,
        bold=bool(font.b),
        italic=bool(font.i),
        font_name=font.name or "Calibri",
        font_size=float(font.sz or 11),
        font_color=_rgb(font.color) or (0, 0, 0),
        wrap_text=bool(alignment.wrap_text),
        horizontal=alignment.horizontal or "general",
        vertical=alignment.vertical or "bottom",
    )


def _rgb(color: Any) -> Rgb | None:
    """None for a colour of the theme, too."""
    if color is None or color.type != "rgb" or not isinstance(color.rgb, str):
        return None
    digits = color.rgb[-6:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


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
