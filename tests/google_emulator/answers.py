"""A spreadsheet as `spreadsheets.get` shows it: with or without cells, reduced to what a mask asks for."""

from __future__ import annotations

from typing import Any

from . import masks
from .a1 import Box
from .calculate import Calculation
from .colors import THEME
from .errors import Json
from .evaluate import link
from .masks import Mask
from .model import Cell, Sheet
from .ranges import is_dimension_range, is_grid_range

ROW_PIXELS, COLUMN_PIXELS = 21, 100
WHITE: Json = {"red": 1, "green": 1, "blue": 1}
# Recorded with every spreadsheet of gspread's tests.
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
THEME_COLORS = [{"colorType": name, "color": {"rgbColor": color}} for name, color in THEME.items()]


def without_zero_ids(value: Any) -> Any:
    """A copy with the ranges as proto3 writes them: the id of the first sheet, 0, is left out."""
    if isinstance(value, dict):
        ranged = is_grid_range(value) or is_dimension_range(value)
        return {
            name: without_zero_ids(item)
            for name, item in value.items()
            if not (ranged and name == "sheetId" and not item)
        }
    if isinstance(value, list):
        return [without_zero_ids(item) for item in value]
    return value


def spreadsheet_answer(
    calculation: Calculation, url: str, mask: Mask | None, grid_data: bool, boxes: list[tuple[Sheet, Box]], me: str
) -> Json:
    """The Spreadsheet message. `boxes`: the ranges asked for, none means every sheet; `mask` None: no mask given."""
    spreadsheet = calculation.spreadsheet
    wanted: Mask = {} if mask is None else mask
    sheets_mask = masks.child(wanted, "sheets")
    data_mask = masks.child(sheets_mask, "data")
    if mask is None and not grid_data:
        data_mask = None
    answer: Json = {
        "spreadsheetId": spreadsheet.id,
        "properties": spreadsheet.properties
        | {
            "defaultFormat": DEFAULT_FORMAT,
            "spreadsheetTheme": {"primaryFontFamily": "Arial", "themeColors": THEME_COLORS},
        },
        "sheets": [],
        "spreadsheetUrl": url,
    }
    if spreadsheet.named_ranges:
        answer["namedRanges"] = spreadsheet.named_ranges
    if own := [entry for entry in spreadsheet.metadata if entry["location"]["locationType"] == "SPREADSHEET"]:
        answer["developerMetadata"] = own
    answer = without_zero_ids(answer)
    for sheet in spreadsheet.sheets:
        asked = [box for owner, box in boxes if owner is sheet] if boxes else [sheet.box]
        if asked and sheets_mask is not None:
            entry = without_zero_ids(sheet_answer(calculation, sheet, me))
            if data_mask is not None:
                entry["data"] = [grid_answer(calculation, sheet, box, data_mask) for box in asked]
            answer["sheets"].append(entry)
    reduced: Json = masks.select(answer, wanted)
    if not reduced.get("sheets", True):
        del reduced["sheets"]
    return reduced


def sheet_answer(calculation: Calculation, sheet: Sheet, me: str) -> Json:
    """A Sheet message without cells; `me` is the address of the account that asks."""
    entry: Json = {"properties": sheet.properties}
    entry |= {name: items for name, items in sheet.objects.items() if items}
    if sheet.objects["protectedRanges"]:
        entry["protectedRanges"] = [protected_answer(item, me) for item in sheet.objects["protectedRanges"]]
    if sheet.basic_filter is not None:
        entry["basicFilter"] = sheet.basic_filter
    if own := [
        item
        for item in calculation.spreadsheet.metadata
        if item["location"]["locationType"] == "SHEET" and item["location"].get("sheetId", 0) == sheet.id
    ]:
        entry["developerMetadata"] = own
    return entry


def protected_answer(item: Json, me: str) -> Json:
    """A protected range; `requestingUserCanEdit` is as the asking account finds it."""
    users = item.get("editors", {}).get("users", [])
    return item | {"requestingUserCanEdit": bool(item.get("warningOnly")) or me in users}


def grid_answer(calculation: Calculation, sheet: Sheet, box: Box, mask: Mask) -> Json:
    """A GridData message: rows to the last cell that holds anything, of each row the cells to its last one."""
    data: Json = {}
    if box.top:
        data["startRow"] = box.top
    if box.left:
        data["startColumn"] = box.left
    rows_mask = masks.child(mask, "rowData")
    if rows_mask is not None:
        values_mask = masks.child(rows_mask, "values")
        rows = _row_data(calculation, sheet, box, {} if values_mask is None else values_mask)
        if rows:
            data["rowData"] = rows
    for name, span, properties, pixels in (
        ("rowMetadata", box.rows, sheet.row_properties, ROW_PIXELS),
        ("columnMetadata", box.columns, sheet.column_properties, COLUMN_PIXELS),
    ):
        if masks.child(mask, name) is not None:
            marked = _marked(calculation, sheet, "ROWS" if name == "rowMetadata" else "COLUMNS")
            data[name] = [
                {"pixelSize": pixels}
                | properties[index]
                | ({"developerMetadata": marked[index]} if index in marked else {})
                for index in span
            ]
    return data


def _marked(calculation: Calculation, sheet: Sheet, dimension: str) -> dict[int, list[Json]]:
    """The developer metadata of single rows or columns, by index."""
    found: dict[int, list[Json]] = {}
    for entry in calculation.spreadsheet.metadata:
        span = entry["location"].get("dimensionRange", {})
        if span.get("dimension") == dimension and span["sheetId"] == sheet.id:
            found.setdefault(span["startIndex"], []).append(without_zero_ids(entry))
    return found


def _row_data(calculation: Calculation, sheet: Sheet, box: Box, mask: Mask) -> list[Json]:
    filled: dict[int, set[int]] = {}
    for row, column, _ in sheet.cells(box):
        filled.setdefault(row, set()).add(column)
    for row, column in calculation.spilled_into(sheet):
        if box.holds(row, column):
            filled.setdefault(row, set()).add(column)
    rows = []
    for row in range(box.top, max(filled, default=-1) + 1):
        columns = filled.get(row, set())
        values = [
            cell_answer(calculation, sheet, row, column, mask) if column in columns else {}
            for column in range(box.left, max(columns, default=box.left - 1) + 1)
        ]
        rows.append({"values": values} if values else {})
    return rows


def cell_answer(calculation: Calculation, sheet: Sheet, row: int, column: int, mask: Mask) -> Json:
    """A CellData message with the parts that the mask wants."""
    cell = sheet.cell(row, column)
    answer = stored_answer(cell)
    value = calculation.effective(sheet, row, column)
    if value is not None:
        answer["effectiveValue"] = value
        if masks.child(mask, "formattedValue") is not None:
            answer["formattedValue"] = calculation.formatted(value, cell)
    wanted = masks.child(mask, "effectiveFormat")
    if wanted is not None and not cell.blank:
        answer["effectiveFormat"] = effective_format(cell, wanted)
    hyperlink = masks.child(mask, "hyperlink") is not None and (link(cell.formula or "") or _run_link(cell))
    if hyperlink:
        answer["hyperlink"] = hyperlink
    return answer


def stored_answer(cell: Cell) -> Json:
    """What a request has put into a cell."""
    parts = {
        "userEnteredValue": cell.value,
        "userEnteredFormat": cell.format,
        "note": cell.note,
        "dataValidation": cell.validation,
        "textFormatRuns": list(cell.runs) if cell.runs else None,
    }
    return {name: part for name, part in parts.items() if part is not None}


def _run_link(cell: Cell) -> str | None:
    """The address of a cell whose whole text is one link."""
    formats = [(cell.format or {}).get("textFormat", {})] + [run.get("format", {}) for run in cell.runs or ()]
    links = {each["link"].get("uri") for each in formats if "link" in each}
    return links.pop() if len(links) == 1 else None


def effective_format(cell: Cell, mask: Mask) -> Json:
    """The default format with the cell's own over it, as far as the mask wants it; no conditional format."""

    def over(base: Json, top: Json) -> Json:
        return (
            base
            | {
                name: over(base[name], item) if isinstance(item, dict) and isinstance(base.get(name), dict) else item
                for name, item in top.items()
                if "olor" not in name
            }
            | {name: item for name, item in top.items() if "olor" in name}
        )

    def wanted(parts: Json) -> Json:
        return {name: part for name, part in parts.items() if masks.child(mask, name) is not None}

    return over(wanted(DEFAULT_FORMAT), wanted(cell.format or {}))
