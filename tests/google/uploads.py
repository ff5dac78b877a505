"""An .xlsx file as it becomes a Google Sheet when somebody saves it as one: its cells, formulas and names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from perdes_sheets.outputs.google_template.formulas import semicolons
from tests.excel_engine import files
from tests.excel_engine.cells import Cell, CellError
from tests.excel_engine.names import refers_to_box
from tests.excel_engine.values import kind
from tests.excel_engine.workbook import VISIBLE, Worksheet
from tests.excel_engine.workbook import Workbook as Model
from tests.google_emulator import Emulator

SPARE = 10
"""Rows below the last one that somebody filled; the template's further ones are left out, to be quick."""


def upload(google: Emulator, path: Path, owner: str, share: dict[str, str], locale: str = "in_ID") -> str:
    """The key of the spreadsheet that the file becomes."""
    key = google.create(path.stem, owner, share, locale=locale)
    book = files.load(path)
    editor = google.editor(key, owner)
    rows = {sheet.name: _last(sheet) + SPARE for sheet in book.sheets}
    requests: list[Any] = []
    for number, sheet in enumerate(book.sheets, 1):
        requests += _sheet(sheet, number, rows[sheet.name])
    requests += _names(book, rows)
    editor.requests(*requests, {"deleteSheet": {"sheetId": 0}})
    return key


def _last(sheet: Worksheet) -> int:
    """The last row with something in it that a person typed or a program wrote; formulas alone don't count."""
    typed = [
        number
        for number, row in sheet.grid.rows.items()
        if any(cell.value not in (None, "") and cell.formula is None for column, cell in row.items() if column > 1)
    ]
    return max(typed, default=1)


def _sheet(sheet: Worksheet, number: int, rows: int) -> list[Any]:
    width = max((max(row, default=1) for row in sheet.grid.rows.values()), default=1)
    grid = {"rowCount": rows, "columnCount": width}
    properties = {"sheetId": number, "title": sheet.name, "gridProperties": grid, "hidden": sheet.visible != VISIBLE}
    lines = []
    for row in range(1, rows + 1):
        cells = sheet.grid.rows.get(row, {})
        lines.append({"values": [_cell(cells.get(column, Cell())) for column in range(1, width + 1)]})
    fields = "userEnteredValue,userEnteredFormat,textFormatRuns"
    return [
        {"addSheet": {"properties": properties}},
        {"updateCells": {"start": {"sheetId": number}, "rows": lines, "fields": fields}},
    ]


def _cell(cell: Cell) -> Any:
    made: dict[str, Any] = {}
    if kind(cell.look.number_format, "Rp") == "date":
        made["userEnteredFormat"] = {"numberFormat": {"type": "DATE", "pattern": "dd mmm yyyy"}}
    if cell.formula is not None:
        made["userEnteredValue"] = {"formulaValue": semicolons(cell.formula)}
    elif isinstance(cell.value, CellError):
        made["userEnteredValue"] = {"formulaValue": f"={cell.value.text}"}
    elif isinstance(cell.value, bool):
        made["userEnteredValue"] = {"boolValue": cell.value}
    elif isinstance(cell.value, float):
        made["userEnteredValue"] = {"numberValue": cell.value}
    elif cell.value:
        made["userEnteredValue"] = {"stringValue": cell.value}
    return made


def _names(book: Model, rows: dict[str, int]) -> list[Any]:
    """Google keeps names of ranges; those of formulas are dropped."""
    found = []
    for name in book.names:
        there = None if name.scope or name.hidden else refers_to_box(book, name)
        if there is not None:
            sheet, box = there
            cells = {
                "sheetId": book.sheets.index(sheet) + 1,
                "startRowIndex": box.row - 1,
                "endRowIndex": min(box.last_row, rows[sheet.name]),
                "startColumnIndex": box.column - 1,
                "endColumnIndex": box.last_column,
            }
            found.append({"addNamedRange": {"namedRange": {"name": name.text, "range": cells}}})
    return found
