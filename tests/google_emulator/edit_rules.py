"""Requests about the rules laid over cells: named and protected ranges, validations, conditional formats, filters."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

from . import colors, masks
from .context import Context, Handler
from .edit_cells import stored
from .errors import Json
from .model import Sheet
from .validation import check_condition

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}")
CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|true|false", re.IGNORECASE)
# All that a conditional format can change of a cell's look.
FORMAT_PARTS = frozenset({"backgroundColor", "backgroundColorStyle", "textFormat"})
TEXT_PARTS = frozenset({"bold", "italic", "strikethrough", "underline", "foregroundColor", "foregroundColorStyle"})


def placed(context: Context, grid_range: Json) -> Json:
    """A GridRange on the grid, with the id of its sheet; its open ends stay open."""
    sheet, _ = context.grid(grid_range)
    return grid_range | {"sheetId": sheet.id}


def _check_name(context: Context, name: str, own_id: str | None = None) -> None:
    if not NAME.fullmatch(name) or CELL_LIKE.fullmatch(name):
        raise context.refuse(f"The name of a named range must be letters, digits and underscores, and no cell: {name}")
    for named in context.spreadsheet.named_ranges:
        if named["name"].lower() == name.lower() and named["namedRangeId"] != own_id:
            raise context.refuse(f"A named range with the name {name} already exists.")


def add_named_range(context: Context, body: Json) -> Json:
    given = body.get("namedRange", {})
    _check_name(context, given.get("name", ""))
    named = {
        "namedRangeId": given.get("namedRangeId") or str(context.new_number()),
        "name": given["name"],
        "range": placed(context, given.get("range", {})),
    }
    context.spreadsheet.named_ranges.append(named)
    return {"namedRange": copy.deepcopy(named)}


def _named(context: Context, named_id: str | None) -> int:
    for index, named in enumerate(context.spreadsheet.named_ranges):
        if named["namedRangeId"] == named_id:
            return index
    raise context.refuse(f"No named range with id: {named_id}")


def update_named_range(context: Context, body: Json) -> None:
    given = body.get("namedRange", {})
    index = _named(context, given.get("namedRangeId"))
    changed = masks.apply(context.spreadsheet.named_ranges[index], given, context.mask(body, "NamedRange"))
    _check_name(context, changed.get("name", ""), changed["namedRangeId"])
    context.spreadsheet.named_ranges[index] = changed | {"range": placed(context, changed.get("range", {}))}


def delete_named_range(context: Context, body: Json) -> None:
    del context.spreadsheet.named_ranges[_named(context, body.get("namedRangeId"))]


def _protected(context: Context, protected_id: int | None) -> tuple[Sheet, int]:
    for sheet in context.spreadsheet.sheets:
        for index, item in enumerate(sheet.objects["protectedRanges"]):
            if item["protectedRangeId"] == protected_id:
                return sheet, index
    raise context.refuse(f"No protected range with id: {protected_id}")


def _checked_protection(context: Context, given: Json) -> tuple[Sheet, Json]:
    """A protected range with its place checked and with the account that made it among its editors."""
    if given.get("warningOnly") and any(given.get("editors", {}).get(kind) for kind in ("users", "groups")):
        raise context.refuse("Editors are not supported for a protected range with warningOnly.")
    item = {name: value for name, value in given.items() if value is not False and name != "requestingUserCanEdit"}
    if "range" in item:
        item["range"] = placed(context, item["range"])
    elif "namedRangeId" in item:
        named = context.spreadsheet.named_ranges[_named(context, item["namedRangeId"])]
        item["range"] = named["range"]
    else:
        raise context.refuse("One of range and namedRangeId is required")
    for each in item.get("unprotectedRanges", ()):
        context.grid(each)
    users = [*item.get("editors", {}).get("users", [])]
    if context.protection.email not in users:
        users.append(context.protection.email)
    item["editors"] = item.get("editors", {}) | {"users": users}
    if not item["editors"].get("groups"):
        item["editors"].pop("groups", None)
    return context.sheet(item["range"].get("sheetId")), item


def add_protected_range(context: Context, body: Json) -> Json:
    given = body.get("protectedRange", {})
    sheet, item = _checked_protection(context, given)
    item.setdefault("protectedRangeId", context.new_number())
    sheet.objects["protectedRanges"].append(item)
    # The reply shows the editors as they were asked for, not yet the one who asked (recorded).
    asked = {name: people for name, people in given.get("editors", {}).items() if people}
    return {"protectedRange": copy.deepcopy(item) | {"requestingUserCanEdit": True, "editors": asked}}


def update_protected_range(context: Context, body: Json) -> None:
    given = body.get("protectedRange", {})
    sheet, index = _protected(context, given.get("protectedRangeId"))
    old = sheet.objects["protectedRanges"][index]
    context.protection.check(sheet, sheet.box if "range" not in old else context.grid(old["range"])[1], context.where)
    changed = masks.apply(old, given, context.mask(body, "ProtectedRange"))
    new_sheet, item = _checked_protection(context, changed)
    del sheet.objects["protectedRanges"][index]
    new_sheet.objects["protectedRanges"].insert(index, item)


def delete_protected_range(context: Context, body: Json) -> None:
    sheet, index = _protected(context, body.get("protectedRangeId"))
    old = sheet.objects["protectedRanges"][index]
    context.protection.check(sheet, context.grid(old["range"])[1], context.where)
    del sheet.objects["protectedRanges"][index]


def set_data_validation(context: Context, body: Json) -> None:
    sheet, box = context.writable(body.get("range", {}))
    rule = stored(context, {"dataValidation": body["rule"]})["dataValidation"] if "rule" in body else None
    if rule is not None:
        rule = {name: value for name, value in rule.items() if value is not False}
    for row in box.rows:
        for column in box.columns:
            sheet.put(row, column, replace(sheet.cell(row, column), validation=rule))


def _format_rule(context: Context, rule: Json) -> tuple[Sheet, Json]:
    """A conditional format, checked; its ranges must lie on one sheet."""
    ranges = [placed(context, each) for each in rule.get("ranges", ())]
    if not ranges or len({each["sheetId"] for each in ranges}) != 1:
        raise context.refuse("A conditional format needs ranges, all on one sheet.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise context.refuse("Exactly one of booleanRule and gradientRule is required.")
    boolean = rule.get("booleanRule")
    if boolean is not None:
        check_condition(boolean.get("condition", {}), context.where, formatting=True)
        look = boolean.get("format", {})
        if not look.keys() <= FORMAT_PARTS or not look.get("textFormat", {}).keys() <= TEXT_PARTS:
            raise context.refuse(
                "ConditionalFormatRule.format must only contain bold, italic, strikethrough, underline, foreground "
                "color and background color."
            )
    rule = colors.both({"$ref": "ConditionalFormatRule"}, rule)
    return context.sheet(ranges[0]["sheetId"]), rule | {"ranges": ranges}


def _rule_at(context: Context, sheet: Sheet, index: int) -> Json:
    rules = sheet.objects["conditionalFormats"]
    if not 0 <= index < len(rules):
        raise context.refuse(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return rules[index]


def add_conditional_format(context: Context, body: Json) -> None:
    sheet, rule = _format_rule(context, body.get("rule", {}))
    rules = sheet.objects["conditionalFormats"]
    index = body.get("index", 0)
    if not 0 <= index <= len(rules):
        raise context.refuse(f"index must be between 0 and {len(rules)}")
    rules.insert(index, rule)


def update_conditional_format(context: Context, body: Json) -> Json:
    index = body.get("index", 0)
    if "rule" in body:
        sheet, rule = _format_rule(context, body["rule"])
        old = _rule_at(context, sheet, index)
        sheet.objects["conditionalFormats"][index] = rule
        return {"newRule": copy.deepcopy(rule), "newIndex": index, "oldRule": old}
    sheet = context.sheet(body.get("sheetId"))
    rule = _rule_at(context, sheet, index)
    new_index = body.get("newIndex", 0)
    _rule_at(context, sheet, new_index)
    sheet.objects["conditionalFormats"].pop(index)
    sheet.objects["conditionalFormats"].insert(new_index, rule)
    return {"newRule": copy.deepcopy(rule), "oldIndex": index, "newIndex": new_index}


def delete_conditional_format(context: Context, body: Json) -> Json:
    sheet = context.sheet(body.get("sheetId"))
    rule = _rule_at(context, sheet, body.get("index", 0))
    sheet.objects["conditionalFormats"].pop(body.get("index", 0))
    return {"rule": rule}


def set_basic_filter(context: Context, body: Json) -> None:
    given = body.get("filter", {})
    sheet, box = context.grid(given.get("range", {}))
    sheet.basic_filter = given | {"range": box.grid_range(sheet.id)}


def clear_basic_filter(context: Context, body: Json) -> None:
    context.sheet(body.get("sheetId")).basic_filter = None


HANDLERS: dict[str, Handler] = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "setDataValidation": set_data_validation,
    "addConditionalFormatRule": add_conditional_format,
    "updateConditionalFormatRule": update_conditional_format,
    "deleteConditionalFormatRule": delete_conditional_format,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
}
