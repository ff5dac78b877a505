"""Copying and cutting, and cells shifted to make room or to close a gap."""

from __future__ import annotations

from dataclasses import replace

from . import formulas
from .a1 import Box
from .calculate import UNKNOWN
from .context import Context, Handler
from .errors import Json, NotEmulatedError
from .model import BLANK, Cell, Sheet, beyond_grid
from .ranges import rewrite_formulas
from .spans import Change, Delete, Insert


def _pasted(old: Cell, new: Cell, paste_type: str, value: Json | None) -> Cell:
    """`old` after `new` was pasted on it; `value` is the effective value of what was copied."""
    match paste_type:
        case "PASTE_NORMAL" | "PASTE_TYPE_UNSPECIFIED":
            return new
        case "PASTE_VALUES":
            return replace(old, value=value, runs=None)
        case "PASTE_FORMAT":
            return replace(old, format=new.format)
        case "PASTE_FORMULA":
            return replace(old, value=new.value, runs=None)
        case "PASTE_DATA_VALIDATION":
            return replace(old, validation=new.validation)
    raise NotEmulatedError(f"pasteType {paste_type}")


def copy_paste(context: Context, body: Json) -> None:
    source_sheet, source = context.grid(body.get("source", {}))
    sheet, target = context.grid(body.get("destination", {}))
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    height, width = len(source.rows), len(source.columns)
    if turned:
        height, width = width, height
    # The destination is filled with whole copies; one that is smaller, or no multiple, takes one copy.
    down = max(len(target.rows) // height, 1) if len(target.rows) % height == 0 else 1
    right = max(len(target.columns) // width, 1) if len(target.columns) % width == 0 else 1
    box = Box(target.top, target.top + down * height, target.left, target.left + right * width)
    if box.bottom > sheet.row_count or box.right > sheet.column_count:
        raise beyond_grid(sheet, sheet.title, context.where)
    context.protection.check(sheet, box, context.where)
    calculation = context.calculation()
    cells = {
        (row - source.top, column - source.left): (
            source_sheet.cell(row, column),
            calculation.effective(source_sheet, row, column),
        )
        for row in source.rows
        for column in source.columns
    }
    for row in box.rows:
        for column in box.columns:
            at = ((row - box.top) % height, (column - box.left) % width)
            cell, value = cells[at[::-1] if turned else at]
            if cell.formula is not None:
                if value is UNKNOWN and body.get("pasteType") == "PASTE_VALUES":
                    raise NotEmulatedError(f"the value of {cell.formula}, which is not evaluated")
                origin = at[::-1] if turned else at
                moved = formulas.copied(cell.formula, row - source.top - origin[0], column - source.left - origin[1])
                cell = cell.with_formula(moved)
            sheet.put(row, column, _pasted(sheet.cell(row, column), cell, body.get("pasteType", "PASTE_NORMAL"), value))


def cut_paste(context: Context, body: Json) -> None:
    sheet, source = context.writable(body.get("source", {}))
    corner = body.get("destination", {})
    if context.sheet(corner.get("sheetId")) is not sheet or body.get("pasteType", "PASTE_NORMAL") != "PASTE_NORMAL":
        raise NotEmulatedError("cutPaste to another tab, or of a part of the cells")
    down, right = corner.get("rowIndex", 0) - source.top, corner.get("columnIndex", 0) - source.left
    target = Box(source.top + down, source.bottom + down, source.left + right, source.right + right)
    if target.bottom > sheet.row_count or target.right > sheet.column_count:
        raise beyond_grid(sheet, sheet.title, context.where)
    context.protection.check(sheet, target, context.where)
    cells = {(row, column): sheet.cell(row, column) for row in source.rows for column in source.columns}
    for row, column in cells:
        sheet.put(row, column, BLANK)
    for (row, column), cell in cells.items():
        sheet.put(row + down, column + right, cell)
    rewrite_formulas(
        context.spreadsheet,
        lambda formula, home: formulas.cut(formula, home, sheet.title, source, (down, right)),
    )


def _shift(context: Context, body: Json, insert: bool) -> None:
    """insertRange and deleteRange: the cells below (ROWS) or to the right (COLUMNS) of the range move."""
    sheet, box = context.writable(body.get("range", {}))
    dimension = body.get("shiftDimension", "ROWS")
    rows = dimension == "ROWS"
    start, end = (box.top, box.bottom) if rows else (box.left, box.right)
    change: Change = Insert(start, end - start) if insert else Delete(start, end)
    within = (box.left, box.right) if rows else (box.top, box.bottom)
    moved: list[tuple[int, int, Cell]] = []
    for row, column, cell in list(sheet.cells()):
        if within[0] <= (column if rows else row) < within[1]:
            sheet.put(row, column, BLANK)
            at = change.index(row if rows else column)
            if at is not None:
                moved.append((at, column, cell) if rows else (row, at, cell))
    _put_shifted(sheet, moved)
    rewrite_formulas(
        context.spreadsheet,
        lambda formula, home: formulas.followed(formula, home, sheet.title, dimension, change, within),
    )


def _put_shifted(sheet: Sheet, moved: list[tuple[int, int, Cell]]) -> None:
    """Cells pushed over the edge make the sheet larger."""
    rows = max((row + 1 for row, _, _ in moved), default=0)
    columns = max((column + 1 for _, column, _ in moved), default=0)
    if rows > sheet.row_count or columns > sheet.column_count:
        sheet.set_size(max(rows, sheet.row_count), max(columns, sheet.column_count))
    for row, column, cell in moved:
        sheet.put(row, column, cell)


def insert_range(context: Context, body: Json) -> None:
    _shift(context, body, insert=True)


def delete_range(context: Context, body: Json) -> None:
    _shift(context, body, insert=False)


HANDLERS: dict[str, Handler] = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "insertRange": insert_range,
    "deleteRange": delete_range,
}
