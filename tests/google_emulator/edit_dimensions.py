"""Requests about rows and columns."""

from __future__ import annotations

from . import dimensions, masks
from .a1 import Box
from .answers import COLUMN_PIXELS
from .context import Context, Handler
from .errors import Json, NotEmulatedError
from .model import Sheet
from .spans import Move


def _span(context: Context, body: Json, name: str = "range") -> tuple[Sheet, str, int, int]:
    given = body.get(name, {})
    sheet = context.sheet(given.get("sheetId"))
    dimension = given.get("dimension", "")
    if dimension not in ("ROWS", "COLUMNS"):
        raise context.refuse("dimension is required")
    length = sheet.row_count if dimension == "ROWS" else sheet.column_count
    start, end = dimensions.group_span(given, length, context.where)
    return sheet, dimension, start, end


def _strip(sheet: Sheet, dimension: str, start: int, end: int) -> Box:
    if dimension == "ROWS":
        return Box(start, end, 0, sheet.column_count)
    return Box(0, sheet.row_count, start, end)


def insert_dimension(context: Context, body: Json) -> None:
    given = body.get("range", {})
    sheet = context.sheet(given.get("sheetId"))
    dimension, start, end = given.get("dimension", ""), given.get("startIndex", 0), given.get("endIndex", 0)
    length = sheet.row_count if dimension == "ROWS" else sheet.column_count
    before = bool(body.get("inheritFromBefore"))
    if not 0 <= start < end:
        raise context.refuse(f"startIndex[{start}] must be less than endIndex[{end}] and not negative.")
    if start > length or (start == length and not before):
        raise context.refuse(f"range.startIndex[{start}] is beyond the sheet's {length} {dimension.lower()}.")
    if before and start == 0:
        raise context.refuse("inheritFromBefore cannot be true when inserting at index 0.")
    dimensions.insert(context.spreadsheet, sheet, dimension, start, end - start, before)


def append_dimension(context: Context, body: Json) -> None:
    sheet = context.sheet(body.get("sheetId"))
    if body.get("length", 0) < 1 or body.get("dimension") not in ("ROWS", "COLUMNS"):
        raise context.refuse("dimension and a length greater than 0 are required")
    dimensions.append(context.spreadsheet, sheet, body["dimension"], body["length"])


def delete_dimension(context: Context, body: Json) -> None:
    sheet, dimension, start, end = _span(context, body)
    context.protection.check(sheet, _strip(sheet, dimension, start, end), context.where)
    dimensions.delete(context.spreadsheet, sheet, dimension, start, end)


def move_dimension(context: Context, body: Json) -> None:
    sheet, dimension, start, end = _span(context, body, "source")
    to = body.get("destinationIndex", 0)
    length = sheet.row_count if dimension == "ROWS" else sheet.column_count
    if start < to < end or not 0 <= to <= length:
        raise context.refuse(f"destinationIndex[{to}] must lie outside the source and on the grid.")
    dimensions.move(context.spreadsheet, sheet, dimension, Move(start, end, to))


def update_dimension_properties(context: Context, body: Json) -> None:
    mask = context.mask(body, "DimensionProperties")
    sheet, dimension, start, end = _span(context, body)
    each = sheet.row_properties if dimension == "ROWS" else sheet.column_properties
    for index in range(start, end):
        changed = masks.apply(each[index], body.get("properties", {}), mask)
        each[index] = {name: item for name, item in changed.items() if item}


def auto_resize(context: Context, body: Json) -> None:
    sheet, dimension, start, end = _span(context, body, "dimensions")
    if dimension == "ROWS":
        return
    calculation = context.calculation()
    for column in range(start, end):
        shown = [
            calculation.formatted(calculation.effective(sheet, row, column), cell)
            for row, _, cell in sheet.cells(Box(0, sheet.row_count, column, column + 1))
        ]
        longest = max((len(line) for text in shown for line in text.splitlines()), default=0)
        # No fonts here: the width of an average letter, which is all that a test can ask for.
        sheet.column_properties[column]["pixelSize"] = round(longest * 8.5) + 6 if longest else COLUMN_PIXELS


def add_group(context: Context, body: Json) -> Json:
    sheet, dimension, start, end = _span(context, body)
    groups = sheet.objects["rowGroups" if dimension == "ROWS" else "columnGroups"]
    depth = 1
    for group in groups:
        there = group["range"]
        if there["startIndex"] < end and start < there["endIndex"]:
            if not (there["startIndex"] <= start and end <= there["endIndex"]):
                raise NotEmulatedError("a group that overlaps another one without lying inside it")
            depth = max(depth, group["depth"] + 1)
    side = "row" if dimension == "ROWS" else "column"
    sheet.properties["gridProperties"][f"{side}GroupControlAfter"] = True  # recorded: stays when the group goes
    where = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    groups.append({"range": where, "depth": depth})
    return {"dimensionGroups": [dict(group) for group in groups]}


def delete_group(context: Context, body: Json) -> Json:
    sheet, dimension, start, end = _span(context, body)
    name = "rowGroups" if dimension == "ROWS" else "columnGroups"
    same = [
        group
        for group in sheet.objects[name]
        if (group["range"]["startIndex"], group["range"]["endIndex"]) == (start, end)
    ]
    if not same:
        raise NotEmulatedError("deleteDimensionGroup of a part of a group")
    sheet.objects[name].remove(max(same, key=lambda group: int(group["depth"])))
    return {"dimensionGroups": [dict(group) for group in sheet.objects[name]]} if sheet.objects[name] else {}


def update_group(context: Context, body: Json) -> None:
    mask = context.mask(body, "DimensionGroup")
    given = body.get("dimensionGroup", {})
    sheet, dimension, start, end = _span(context, given)
    groups = sheet.objects["rowGroups" if dimension == "ROWS" else "columnGroups"]
    for index, group in enumerate(groups):
        there = group["range"]
        if (there["startIndex"], there["endIndex"], group["depth"]) == (start, end, given.get("depth", 1)):
            groups[index] = masks.apply(group, given, {name: {} for name in mask if name == "collapsed"})
            return
    raise context.refuse("There is no group with this range and depth.")


HANDLERS: dict[str, Handler] = {
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize,
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
