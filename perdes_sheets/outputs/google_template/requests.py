"""The words of Google Sheets that every drawing needs: ranges, colours, sizes, as its batchUpdate takes them."""

from __future__ import annotations

from typing import Any

from perdes_sheets.outputs.looks import DATE, LINE, RUPIAH, Look

Json = dict[str, Any]

Span = tuple[int, int | None]
"""From and up to (not with) an index from 0; None: to the end, however far the grid grows."""

ALL: Span = (0, None)

FONT = "Calibri"
NUMBERS = {DATE: ("DATE", DATE), RUPIAH: ("CURRENCY", '"Rp"#,##0')}
"""Number formats that Google writes in another way: a decimal sign without decimals would stay there."""


def grid(sheet_id: int, rows: Span = ALL, columns: Span = ALL) -> Json:
    """A GridRange."""
    ends = {
        "startRowIndex": rows[0] or None, "endRowIndex": rows[1],
        "startColumnIndex": columns[0] or None, "endColumnIndex": columns[1],
    }  # fmt: skip
    return {"sheetId": sheet_id} | {name: end for name, end in ends.items() if end is not None}


def area(sheet_id: int, a1: str) -> Json:
    """The GridRange of `B4:D20`, or of one cell."""
    (left, top), (right, bottom) = (place(corner) for corner in (a1.split(":") * 2)[:2])
    return grid(sheet_id, (top, bottom + 1), (left, right + 1))


def place(cell: str) -> tuple[int, int]:
    """Column and row of `B4`, from 0."""
    name = cell.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(cell[len(name) :]) - 1


def colour(text: str) -> Json:
    """A ColorStyle of `#RRGGBB`."""
    parts = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return {"rgbColor": dict(zip(("red", "green", "blue"), (round(part, 4) for part in parts), strict=True))}


def pixels(points: float) -> int:
    """Points as pixels at 100 %."""
    return round(points * 4 / 3)


def size(sheet_id: int, dimension: str, span: Span, pixel_size: int) -> Json:
    """The request that makes rows so high or columns so wide."""
    there = {"sheetId": sheet_id, "dimension": dimension, "startIndex": span[0]}
    if span[1] is not None:
        there["endIndex"] = span[1]
    return {
        "updateDimensionProperties": {"range": there, "properties": {"pixelSize": pixel_size}, "fields": "pixelSize"}
    }


def text_format(look: Look) -> Json:
    """A look's letters."""
    return {
        "foregroundColorStyle": colour(look.colour),
        "fontFamily": FONT,
        "fontSize": round(look.size),
        "bold": look.bold,
        "italic": look.italic,
        "underline": look.underline,
    }


def cell_format(look: Look, edge: str | None = None) -> Json:
    """A look as a CellFormat; `edge` is the colour of a thin line before the cell."""
    format: Json = {
        "textFormat": text_format(look),
        "horizontalAlignment": look.align.upper(),
        "verticalAlignment": "MIDDLE",
        "wrapStrategy": "WRAP" if look.wrap else "OVERFLOW_CELL",
    }
    if look.indent:
        format["padding"] = {"top": 2, "right": 3, "bottom": 2, "left": 3 + 9 * look.indent}
    if look.fill:
        format["backgroundColorStyle"] = colour(look.fill)
    if number := number_format(look.number):
        format["numberFormat"] = number
    edges = {"bottom": LINE if look.line else None, "left": edge}
    if borders := {edge: {"style": "SOLID", "colorStyle": colour(ink)} for edge, ink in edges.items() if ink}:
        format["borders"] = borders
    return format


def number_format(number: str) -> Json | None:
    """A spreadsheet number format as Google names it; None for General."""
    if number == "General":
        return None
    if number == "@":
        return {"type": "TEXT"}
    kind, pattern = NUMBERS.get(number, ("PERCENT" if "%" in number else "NUMBER", number))
    return {"type": kind, "pattern": pattern}


def repeat(there: Json, cell: Json, fields: str) -> Json:
    """The request that puts the same into every cell of a GridRange."""
    return {"repeatCell": {"range": there, "cell": cell, "fields": fields}}
