"""Requests about the spreadsheet and its tabs."""

from __future__ import annotations

import copy

from . import colors, discovery, formulas, masks
from .context import Context, Handler
from .dimensions import check_cells
from .errors import Json
from .locales import known, known_time_zone
from .model import DEFAULT_COLUMNS, DEFAULT_ROWS, Sheet
from .ranges import GONE, each, rewrite_formulas

PROPERTIES = discovery.schema("sheets.v4", "SheetProperties")
MAX_TITLE = 100


def update_spreadsheet_properties(context: Context, body: Json) -> None:
    mask = context.mask(body, "SpreadsheetProperties")
    changed = masks.apply(context.spreadsheet.properties, body.get("properties", {}), mask)
    if not changed.get("title"):
        raise context.refuse("Spreadsheet title must not be empty")
    if not known(changed.get("locale", "")):
        raise context.refuse(f"Unsupported locale: {changed.get('locale')}")
    if not known_time_zone(changed.get("timeZone", "")):
        raise context.refuse(f"Invalid time zone: {changed.get('timeZone')}")
    context.spreadsheet.properties = changed


def _check_title(context: Context, title: str, own: Sheet | None = None) -> None:
    if not title or len(title) > MAX_TITLE:
        raise context.refuse(f"Sheet title must have 1 to {MAX_TITLE} characters")
    for sheet in context.spreadsheet.sheets:
        if sheet is not own and sheet.title.lower() == title.lower():
            raise context.refuse(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _free_title(context: Context, stem: str) -> str:
    taken = {sheet.title.lower() for sheet in context.spreadsheet.sheets}
    number = len(taken) + 1
    while f"{stem}{number}".lower() in taken:
        number += 1
    return f"{stem}{number}"


def _tidy(properties: Json) -> Json:
    """Without the defaults that Google leaves out."""
    properties = {name: item for name, item in properties.items() if item is not False}
    grid = {
        name: item
        for name, item in properties["gridProperties"].items()
        if item is not False and not (name.startswith("frozen") and not item)
    }
    return properties | {"gridProperties": grid}


def _apply_grid(context: Context, sheet: Sheet) -> None:
    grid = sheet.properties["gridProperties"]
    rows, columns = grid.get("rowCount", 0), grid.get("columnCount", 0)
    if rows < 1 or columns < 1:
        raise context.refuse("gridProperties.rowCount and columnCount must be at least 1")
    if (rows, columns) != (sheet.row_count, sheet.column_count):
        sheet.set_size(rows, columns)
    if grid.get("frozenRowCount", 0) >= rows:
        raise context.refuse("You can't freeze all visible rows on the sheet.")
    if grid.get("frozenColumnCount", 0) >= columns:
        raise context.refuse("You can't freeze all visible columns on the sheet.")
    check_cells(context.spreadsheet)


def new_sheet(context: Context, given: Json) -> Sheet:
    """A tab with the properties of an addSheet, not yet in its place."""
    given = colors.both(PROPERTIES, given)
    sheet_id = given.get("sheetId")
    if sheet_id is None:
        sheet_id = context.new_number()
    elif any(sheet.id == sheet_id for sheet in context.spreadsheet.sheets) or sheet_id < 0:
        raise context.refuse(f"Sheet with ID {sheet_id} already exists. Please try a different ID.")
    if given.get("sheetType", "GRID") != "GRID":
        raise context.refuse("Only sheets of type GRID can be added")
    title = given.get("title") or _free_title(context, "Sheet")
    _check_title(context, title)
    grid = {"rowCount": DEFAULT_ROWS, "columnCount": DEFAULT_COLUMNS} | given.get("gridProperties", {})
    sheet = Sheet.new(sheet_id, title, max(grid["rowCount"], 1), max(grid["columnCount"], 1))
    sheet.properties = _tidy(sheet.properties | given | {"sheetId": sheet_id, "title": title, "gridProperties": grid})
    return sheet


def add_sheet(context: Context, body: Json) -> Json:
    given = body.get("properties", {})
    sheet = new_sheet(context, given)
    context.spreadsheet.sheets.insert(given.get("index", len(context.spreadsheet.sheets)), sheet)
    _apply_grid(context, sheet)
    context.spreadsheet.renumber()
    return {"properties": copy.deepcopy(sheet.properties)}


def _check_visible(context: Context) -> None:
    if all(sheet.properties.get("hidden") for sheet in context.spreadsheet.sheets):
        raise context.refuse("You can't hide all the sheets in a document.")


def delete_sheet(context: Context, body: Json) -> None:
    sheet = context.sheet(body.get("sheetId"))
    spreadsheet = context.spreadsheet
    context.protection.check(sheet, sheet.box, context.where)
    if len(spreadsheet.sheets) == 1:
        raise context.refuse("You can't remove all the sheets in a document.")
    spreadsheet.sheets.remove(sheet)
    _check_visible(context)
    rewrite_formulas(spreadsheet, lambda formula, _: formulas.retitled(formula, sheet.title, None))

    def drop(found: Json) -> object:
        return GONE if found.get("sheetId", 0) == sheet.id else found

    spreadsheet.named_ranges = each(spreadsheet.named_ranges, drop)
    spreadsheet.metadata = [entry for entry in spreadsheet.metadata if _sheet_of(entry["location"]) != sheet.id]
    for other in spreadsheet.sheets:
        other.objects["charts"] = each(other.objects["charts"], drop)


def _sheet_of(location: Json) -> int | None:
    """The tab that developer metadata hangs on; None for the whole spreadsheet's."""
    if location["locationType"] == "SPREADSHEET":
        return None
    found: int = location.get("dimensionRange", location).get("sheetId", 0)
    return found


def duplicate_sheet(context: Context, body: Json) -> Json:
    source = context.sheet(body.get("sourceSheetId"))
    title = body.get("newSheetName") or f"Copy of {source.title}"
    _check_title(context, title)
    sheet = copied_sheet(context, source, title, body.get("newSheetId"))
    context.spreadsheet.sheets.insert(body.get("insertSheetIndex", 0), sheet)
    check_cells(context.spreadsheet)
    context.spreadsheet.renumber()
    return {"properties": copy.deepcopy(sheet.properties)}


def copied_sheet(context: Context, source: Sheet, title: str, sheet_id: int | None) -> Sheet:
    """A copy of a tab under a new id; what it holds gets new ids and points at the copy."""
    sheet = source.copy()
    new_id = context.new_number() if sheet_id is None else sheet_id
    sheet.properties |= {"sheetId": new_id, "title": title}

    def point(found: Json) -> Json:
        return found | {"sheetId": new_id} if found.get("sheetId", 0) == source.id else found

    for name, items in sheet.objects.items():
        sheet.objects[name] = each(items, point)
        for item in sheet.objects[name]:
            item |= {
                key: context.new_number() for key in ("chartId", "protectedRangeId", "bandedRangeId") if key in item
            }
    if sheet.basic_filter is not None:
        sheet.basic_filter = each(sheet.basic_filter, point)
    return sheet


def update_sheet_properties(context: Context, body: Json) -> None:
    mask = colors.both_in_mask(PROPERTIES, context.mask(body, "SheetProperties"))
    given = colors.both(PROPERTIES, body.get("properties", {}))
    sheet = context.sheet(given.get("sheetId"))
    if "*" in mask:
        mask = {
            name: {}
            for name in ("title", "index", "gridProperties", "hidden", "tabColor", "tabColorStyle", "rightToLeft")
        }
    old_title = sheet.title
    if "index" in mask:
        _move(context, sheet, given.get("index", 0))
    mask = {name: below for name, below in mask.items() if name not in ("index", "sheetId", "sheetType")}
    if mask:
        sheet.properties = _tidy({"gridProperties": {}} | masks.apply(sheet.properties, given, mask))
    if "title" in mask:
        _check_title(context, given.get("title", ""), own=sheet)
        rewrite_formulas(context.spreadsheet, lambda formula, _: formulas.retitled(formula, old_title, sheet.title))
    if "gridProperties" in mask:
        _apply_grid(context, sheet)
    _check_visible(context)


def _move(context: Context, sheet: Sheet, index: int) -> None:
    """Indexes count as they were before the move: to swap the first two tabs, the first one goes to 2."""
    sheets = context.spreadsheet.sheets
    now = sheets.index(sheet)
    if index < 0 or index > len(sheets):
        raise context.refuse(f"index must be between 0 and {len(sheets)}")
    if index in (now, now + 1):
        return
    sheets.remove(sheet)
    sheets.insert(index - 1 if index > now else index, sheet)


HANDLERS: dict[str, Handler] = {
    "updateSpreadsheetProperties": update_spreadsheet_properties,
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
}
