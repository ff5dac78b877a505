"""Every range that a workbook holds outside its cells' values, and how it follows a change of rows or columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from . import formulas
from .errors import Json
from .model import Cell, Sheet, Spreadsheet
from .spans import Change

GRID_KEYS = frozenset({"sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"})
DIMENSION_KEYS = frozenset({"sheetId", "dimension", "startIndex", "endIndex"})
COORDINATE_KEYS = frozenset({"sheetId", "rowIndex", "columnIndex"})
# Objects that mean nothing once their range is gone.
TIED = ("protectedRanges", "filterViews", "bandedRanges", "rowGroups", "columnGroups")
GONE = object()


def is_grid_range(value: Any) -> bool:
    """{"sheetId": 5} is one too: the whole sheet."""
    return isinstance(value, dict) and bool(value) and value.keys() <= GRID_KEYS


def is_dimension_range(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() <= DIMENSION_KEYS and "dimension" in value


def is_coordinate(value: Any) -> bool:
    return (
        isinstance(value, dict) and value.keys() <= COORDINATE_KEYS and ("rowIndex" in value or "columnIndex" in value)
    )


def is_range(value: Any) -> bool:
    return is_grid_range(value) or is_dimension_range(value) or is_coordinate(value)


def each(value: Any, change: Callable[[Json], Any]) -> Any:
    """A copy of a structure with every range in it replaced; where `change` gives GONE, the range is left out."""
    if is_range(value):
        return change(value)
    if isinstance(value, dict):
        changed = {name: each(item, change) for name, item in value.items()}
        return {name: item for name, item in changed.items() if item is not GONE}
    if isinstance(value, list):
        return [item for item in (each(item, change) for item in value) if item is not GONE]
    return value


def _follow(sheet_id: int, dimension: str, change: Change) -> Callable[[Json], Any]:
    side = "Row" if dimension == "ROWS" else "Column"

    def follow(found: Json) -> Any:
        if found.get("sheetId", 0) != sheet_id:
            return found
        if is_coordinate(found):
            name = f"{side.lower()}Index"
            at = change.index(found.get(name, 0))
            return found | {name: found.get(name, 0) if at is None else at}
        if is_dimension_range(found):
            if found["dimension"] != dimension:
                return found
            names = ("startIndex", "endIndex")
        else:
            names = (f"start{side}Index", f"end{side}Index")
        span = change.span(found.get(names[0]), found.get(names[1]))
        if span is None:
            return GONE
        return found | {name: end for name, end in zip(names, span, strict=True) if end is not None}

    return follow


def _rules_follow(value: Any, change: Callable[[str], str]) -> Any:
    """Formulas in the conditions of validations and conditional formats."""
    if isinstance(value, dict):
        formula = value.get("userEnteredValue")
        if isinstance(formula, str) and formula.startswith("="):
            return value | {"userEnteredValue": change(formula)}
        return {name: _rules_follow(item, change) for name, item in value.items()}
    if isinstance(value, list):
        return [_rules_follow(item, change) for item in value]
    return value


def rewrite_formulas(spreadsheet: Spreadsheet, change: Callable[[str, str], str]) -> None:
    """Put every formula, of cells and of conditions, through `change(formula, title of its sheet)`."""
    for sheet in spreadsheet.sheets:
        title = sheet.title
        for row in sheet.rows:
            for column, cell in row.items():
                changed = _rewritten(cell, title, change)
                if changed is not cell:
                    row[column] = changed
        rules = sheet.objects["conditionalFormats"]
        sheet.objects["conditionalFormats"] = _rules_follow(rules, partial(_swapped, change, title))


def _swapped(change: Callable[[str, str], str], title: str, formula: str) -> str:
    return change(formula, title)


def _rewritten(cell: Cell, title: str, change: Callable[[str, str], str]) -> Cell:
    formula = cell.formula
    if formula is not None and (changed := change(formula, title)) != formula:
        cell = cell.with_formula(changed)
    if cell.validation is not None:
        rule = _rules_follow(cell.validation, lambda formula: change(formula, title))
        if rule != cell.validation:
            cell = Cell(cell.value, cell.format, cell.note, rule, cell.runs)
    return cell


def follow(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, change: Change) -> None:
    """Let everything that refers to rows or columns of `sheet` follow a change of them."""
    rewrite_formulas(
        spreadsheet,
        lambda formula, home: formulas.followed(formula, home, sheet.title, dimension, change),
    )
    one = _follow(sheet.id, dimension, change)
    spreadsheet.named_ranges = each(spreadsheet.named_ranges, one)
    spreadsheet.metadata = [entry for entry in each(spreadsheet.metadata, one) if _has_place(entry)]
    for other in spreadsheet.sheets:
        for name in other.objects:
            other.objects[name] = [item for item in each(other.objects[name], one) if _alive(name, item)]
        if other.basic_filter is not None:
            changed = each(other.basic_filter, one)
            other.basic_filter = changed if "range" in changed else None


def _alive(name: str, item: Json) -> bool:
    if name == "conditionalFormats":
        return bool(item.get("ranges"))
    if name in ("rowGroups", "columnGroups"):
        return "range" in item
    if name == "protectedRanges":
        return "range" in item or "namedRangeId" in item
    return name not in TIED or "range" in item


def _has_place(entry: Json) -> bool:
    location = entry["location"]
    return location.get("locationType") not in ("ROW", "COLUMN") or "dimensionRange" in location
