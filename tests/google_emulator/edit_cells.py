"""Requests that write cells: updateCells, repeatCell, appendCells, updateBorders, merges, sorting, find and replace."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from . import colors, discovery, formulas, masks
from .a1 import Box, cell_name, from_grid_range
from .answers import stored_answer
from .context import Context, Handler
from .entered import check_length, whole
from .errors import Json, NotEmulatedError
from .masks import Mask
from .model import BLANK, Cell, Sheet, beyond_grid
from .validation import check_condition, check_strict

CELL_DATA = discovery.schema("sheets.v4", "CellData")
WRITABLE = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns")
NOT_EMULATED = ("pivotTable", "chipRuns", "dataSourceTable", "dataSourceFormula")
EDGES = ("top", "bottom", "left", "right")


def cell_mask(context: Context, body: Json) -> Mask:
    mask = colors.both_in_mask(CELL_DATA, context.mask(body, "CellData"))
    if "*" in mask:
        return {name: {} for name in WRITABLE}
    for name in mask:
        if name in NOT_EMULATED:
            raise NotEmulatedError(f"{context.where}{name}")
        if name not in WRITABLE:
            raise context.refuse(f"Field {name} is read-only")
    return mask


def stored(context: Context, source: Json) -> Json:
    """The writable part of a CellData, checked."""
    for name in NOT_EMULATED:
        if name in source:
            raise NotEmulatedError(f"{context.where}{name}")
    part: Json = {name: source[name] for name in WRITABLE if name in source}
    value = part.get("userEnteredValue")
    if value is not None:
        part["userEnteredValue"] = _value(context, value)
    if "dataValidation" in part:
        check_condition(part["dataValidation"].get("condition", {}), context.where, formatting=False)
    if part.keys() & {"userEnteredFormat", "textFormatRuns"}:
        part = colors.both(CELL_DATA, part)
    return part


def _value(context: Context, value: Json) -> Json | None:
    if len(value) != 1 or "errorValue" in value:
        if not value:
            return None
        raise context.refuse("userEnteredValue must hold exactly one of number, text, boolean or formula")
    name, item = next(iter(value.items()))
    if name == "numberValue":
        return {name: whole(float(item))}
    if isinstance(item, str):
        check_length(item)
        if name == "formulaValue" and not item.startswith("="):
            raise context.refuse(f"userEnteredValue.formulaValue must start with '=': {item}")
    return value if item != "" else None


def written(context: Context, cell: Cell, source: Json, mask: Mask) -> Cell:
    """The cell with the mask's fields as in `source` (already through `stored`); what `source` lacks is cleared."""
    if any(mask.values()):
        result = masks.apply(stored_answer(cell), source, mask)
    else:  # whole fields, the common case: no part of the old ones is left
        result = {
            name: item for name, item in (stored_answer(cell) | source).items() if name not in mask or name in source
        }
    value = result.get("userEnteredValue")
    if "userEnteredValue" in mask and "textFormatRuns" not in mask and value != cell.value:
        result.pop("textFormatRuns", None)
    if context.strict and "userEnteredValue" in mask:
        check_strict(context.spreadsheet, cell, value, context.where)
    return Cell(
        value or None,
        result.get("userEnteredFormat") or None,
        result.get("note") or None,
        result.get("dataValidation") or None,
        tuple(result["textFormatRuns"]) if result.get("textFormatRuns") else None,
    )


def update_cells(context: Context, body: Json) -> None:
    mask = cell_mask(context, body)
    rows: list[Json] = body.get("rows", [])
    lines = [[stored(context, each) for each in row.get("values", [])] for row in rows]
    if "range" in body:
        sheet, box = context.writable(body["range"])
        if len(lines) > len(box.rows):
            raise context.refuse(
                f"Attempting to write row: {box.bottom}, beyond the last requested row of: {box.bottom - 1}"
            )
        if any(len(line) > len(box.columns) for line in lines):
            raise context.refuse(
                f"Attempting to write column: {box.right}, beyond the last requested column of: {box.right - 1}"
            )
        _fill(context, sheet, box, lines, mask)
        return
    start = body.get("start")
    if start is None:
        raise context.refuse("One of start and range is required")
    sheet = context.sheet(start.get("sheetId"))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = max((len(line) for line in lines), default=0)
    box = Box(top, top + len(lines), left, left + width)
    if box.bottom > sheet.row_count or box.right > sheet.column_count:
        raise beyond_grid(sheet, f"{sheet.title}!{cell_name(top, left)}", context.where)
    context.protection.check(sheet, box, context.where)
    for down, line in enumerate(lines):
        for right, source in enumerate(line):
            row, column = top + down, left + right
            sheet.put(row, column, written(context, sheet.cell(row, column), source, mask))


def _fill(context: Context, sheet: Sheet, box: Box, lines: list[list[Json]], mask: Mask) -> None:
    """Every cell of the box; the fields of those that the rows don't reach are cleared."""
    for row in box.rows:
        line = lines[row - box.top] if row - box.top < len(lines) else []
        for column in box.columns:
            cell = sheet.cell(row, column)
            source = line[column - box.left] if column - box.left < len(line) else {}
            if source or cell is not BLANK:
                sheet.put(row, column, written(context, cell, source, mask))


def repeat_cell(context: Context, body: Json) -> None:
    mask = cell_mask(context, body)
    sheet, box = context.writable(body.get("range", {}))
    source = stored(context, body.get("cell", {}))
    formula = (source.get("userEnteredValue") or {}).get("formulaValue")
    for row in box.rows:
        for column in box.columns:
            if formula:
                source["userEnteredValue"] = {
                    "formulaValue": formulas.copied(formula, row - box.top, column - box.left)
                }
            sheet.put(row, column, written(context, sheet.cell(row, column), source, mask))


def append_cells(context: Context, body: Json) -> None:
    mask = cell_mask(context, body)
    sheet = context.sheet(body.get("sheetId"))
    lines = [[stored(context, each) for each in row.get("values", [])] for row in body.get("rows", [])]
    top = max((row for row, _, cell in sheet.cells() if cell.value is not None), default=-1) + 1
    width = max((len(line) for line in lines), default=0)
    sheet.set_size(max(sheet.row_count, top + len(lines)), max(sheet.column_count, width))
    context.protection.check(sheet, Box(top, top + len(lines), 0, width), context.where)
    for down, line in enumerate(lines):
        for column, source in enumerate(line):
            sheet.put(top + down, column, written(context, sheet.cell(top + down, column), source, mask))


def update_borders(context: Context, body: Json) -> None:
    sheet, box = context.writable(body.get("range", {}))
    for row in box.rows:
        for column in box.columns:
            edges = {
                "top": body.get("top" if row == box.top else "innerHorizontal"),
                "bottom": body.get("bottom" if row == box.bottom - 1 else "innerHorizontal"),
                "left": body.get("left" if column == box.left else "innerVertical"),
                "right": body.get("right" if column == box.right - 1 else "innerVertical"),
            }
            cell = sheet.cell(row, column)
            borders = dict((cell.format or {}).get("borders", {}))
            for name in EDGES:
                edge = edges[name]
                if edge is not None and edge.get("style") == "NONE":
                    borders.pop(name, None)
                elif edge is not None:
                    borders[name] = colors.both({"$ref": "Border"}, edge)
            look = {name: item for name, item in (cell.format or {}).items() if name != "borders"}
            if borders:
                look["borders"] = borders
            sheet.put(row, column, replace(cell, format=look or None))


def _pieces(box: Box, merge_type: str) -> list[Box]:
    if merge_type == "MERGE_COLUMNS":
        return [Box(box.top, box.bottom, column, column + 1) for column in box.columns]
    if merge_type == "MERGE_ROWS":
        return [Box(row, row + 1, box.left, box.right) for row in box.rows]
    return [box]


def _without_merges(context: Context, sheet: Sheet, box: Box) -> list[Json]:
    """The sheet's merges outside the box; a merge that the box cuts is refused."""
    outside = []
    for merge in sheet.objects["merges"]:
        there = sheet.clip(from_grid_range(merge))
        if not there.overlaps(box):
            outside.append(merge)
        elif not box.contains(there):
            raise context.refuse("You must select all cells in a merged range to merge or unmerge them.")
    return outside


def merge_cells(context: Context, body: Json) -> None:
    sheet, box = context.writable(body.get("range", {}))
    merges = _without_merges(context, sheet, box)
    for piece in _pieces(box, body.get("mergeType", "MERGE_ALL")):
        if len(piece.rows) * len(piece.columns) > 1:
            merges.append(piece.grid_range(sheet.id))
            for row, column, cell in list(sheet.cells(piece)):
                if (row, column) != (piece.top, piece.left):
                    sheet.put(row, column, replace(cell, value=None, runs=None))
    sheet.objects["merges"] = merges


def unmerge_cells(context: Context, body: Json) -> None:
    sheet, box = context.writable(body.get("range", {}))
    sheet.objects["merges"] = _without_merges(context, sheet, box)


def sort_range(context: Context, body: Json) -> None:
    sheet, box = context.writable(body.get("range", {}))
    specs: list[Json] = body.get("sortSpecs", [])
    if not specs:
        raise context.refuse("At least one sortSpec is required")
    for spec in specs:
        if not box.left <= spec.get("dimensionIndex", 0) < box.right:
            raise context.refuse(f"SortSpec dimensionIndex[{spec.get('dimensionIndex', 0)}] must be within range")
    calculation = context.calculation()
    order = list(box.rows)
    for spec in reversed(specs):
        column, descending = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
        keys = {row: sort_key(calculation.effective(sheet, row, column)) for row in order}
        filled = sorted((row for row in order if keys[row]), key=lambda row: keys[row] or (), reverse=descending)
        order = filled + [row for row in order if not keys[row]]  # blank cells come last either way
    lines = {row: {column: sheet.cell(row, column) for column in box.columns} for row in box.rows}
    for target, source in zip(box.rows, order, strict=True):
        for column, cell in lines[source].items():
            formula = cell.formula
            moved = cell if formula is None else cell.with_formula(formulas.copied(formula, target - source, 0))
            sheet.put(target, column, moved)


def sort_key(value: Json | None) -> tuple[Any, ...] | None:
    """Numbers before texts before booleans before errors; None for an empty cell."""
    match value:
        case None:
            return None
        case {"numberValue": number}:
            return 0, number
        case {"stringValue": text}:
            return (1, text.lower()) if text else None
        case {"boolValue": truth}:
            return 2, truth
    return (3,)


def find_replace(context: Context, body: Json) -> Json:
    if "range" in body:
        places = [context.writable(body["range"])]
    elif body.get("allSheets"):
        places = [(sheet, sheet.box) for sheet in context.spreadsheet.sheets]
    else:
        sheet = context.sheet(body.get("sheetId"))
        places = [(sheet, sheet.box)]
    pattern = body.get("find", "") if body.get("searchByRegex") else re.escape(body.get("find", ""))
    pattern = f"^(?:{pattern})$" if body.get("matchEntireCell") else pattern
    find = re.compile(pattern, 0 if body.get("matchCase") else re.IGNORECASE)
    new = body.get("replacement", "")
    counts: dict[str, set[Any]] = {"rows": set(), "sheets": set(), "values": set(), "formulas": set()}
    occurrences = 0
    for sheet, box in places:
        for row, column, cell in list(sheet.cells(box)):
            name = "formulaValue" if cell.formula is not None else "stringValue"
            text = (cell.value or {}).get(name)
            if not isinstance(text, str) or (name == "formulaValue" and not body.get("includeFormulas")):
                continue
            changed, hits = find.subn(lambda hit: hit.expand(new) if body.get("searchByRegex") else new, text)
            if hits:
                occurrences += hits
                counts["rows"].add((sheet.id, row))
                counts["sheets"].add(sheet.id)
                counts["formulas" if name == "formulaValue" else "values"].add((sheet.id, row, column))
                sheet.put(row, column, replace(cell, value={name: changed} if changed else None, runs=None))
    answer = {f"{name}Changed": len(found) for name, found in counts.items() if found}
    return answer | ({"occurrencesChanged": occurrences} if occurrences else {})


HANDLERS: dict[str, Handler] = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "updateBorders": update_borders,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "sortRange": sort_range,
    "findReplace": find_replace,
}
