"""The settings: labels with values beside them, their bounds and defaults (workbook.md; rules.md, Reading a cell)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.reading import numbers
from perdes_sheets.reading.cell import Field, Parsed, Problem, is_empty, parse, quoted, text_of
from perdes_sheets.reading.headers import DEPTH, fold, meanings
from perdes_sheets.reading.layout import Layout, a1
from perdes_sheets.reading.sheets import LABEL_COLUMNS
from perdes_sheets.reading.spelling import Spelling
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.entries import Settings
from perdes_sheets.schema.tabs import SETTINGS_COLUMNS
from perdes_sheets.workbooks.base import Cell, Sheet

MOST_DAYS = 1_000_000
"""More than anybody plans ahead, and still within the calendar."""


def read_settings(sheet: Sheet, spelling: Spelling) -> tuple[Settings, Layout, list[Finding]]:
    """The settings with their defaults filled in, where they stand, and what is wrong with them."""
    layout, findings = _places(sheet, spelling)
    values: dict[str, Any] = {}
    for column in SETTINGS_COLUMNS:
        if column.id not in layout.rows:
            continue
        row = layout.rows[column.id]
        cell = _at(sheet, row - 1, layout.columns["value"])
        parsed = _parse(cell, column, spelling)
        findings += [Finding("settings", row, column.id, p.code, p.values, p.variant) for p in parsed.problems]
        if parsed.from_text:
            values_of_info = {"n": 1, "x": quoted(cell, spelling)}
            findings.append(Finding("settings", row, column.id, "number_as_text", values_of_info))
        if column.required and is_empty(cell):
            findings.append(Finding("settings", row, column.id, "required", {}, "setting"))
        if parsed.value is not None:
            values[column.id] = parsed.value
    settings = Settings(**values)
    unsound = {finding.column for finding in findings if finding.severity == "error"}
    if settings.at_risk_ratio > settings.on_track_ratio and "at_risk_ratio" not in unsound:
        findings.append(_out_of_order(settings, layout))
        settings.at_risk_ratio = Settings().at_risk_ratio
    return settings, layout, findings


def _places(sheet: Sheet, spelling: Spelling) -> tuple[Layout, list[Finding]]:
    known = meanings("settings", spelling.words.language)
    rows = sheet.rows[:DEPTH]
    matches = Counter(c for row in rows for c, cell in enumerate(row[:LABEL_COLUMNS]) if fold(cell) in known)
    label_column = max(range(LABEL_COLUMNS), key=lambda c: matches[c])
    places: dict[str, int] = {}
    findings = []
    for row in range(1, len(rows) + 1):
        label = _at(sheet, row - 1, label_column)
        id = known.get(fold(label))
        if id is None:
            continue
        if places.setdefault(id, row) != row:
            cells = {"first": a1(places[id], label_column), "second": a1(row, label_column)}
            findings.append(Finding("settings", row, id, "duplicate_column", {"x": str(label).strip(), **cells}))
    for column in SETTINGS_COLUMNS:
        if column.required and column.id not in places:
            values = {"tab": sheet.title, "label": spelling.words.column("settings", column.id)}
            findings.append(Finding("settings", 1, column.id, "column_missing", values, "setting"))
    last = max(places.values(), default=0)
    return Layout("settings", sheet.title, 0, {"value": label_column + 1}, last, places), findings


def _at(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row]
    return cells[column] if column < len(cells) else None


def _parse(cell: Cell, column: Column, spelling: Spelling) -> Parsed:
    parsed = parse(cell, Field(column, spelling))
    if is_empty(cell) or any(problem.code == "formula_error" for problem in parsed.problems):
        return Parsed(None, parsed.problems)
    if column.id == "village_code":
        return _village_code(cell, spelling)
    if column.id not in _BOUNDS:
        return parsed
    if column.id == "rating_bands":
        parsed = Parsed(_bands(cell, spelling))
    variant, bounded = _BOUNDS[column.id]
    value = bounded(parsed.value)
    if value is not None:
        return Parsed(value, from_text=parsed.from_text)
    values = {"x": quoted(cell, spelling), "default": _shown(column.default)}
    return Parsed(None, (Problem("bad_setting", values, variant),))


def _village_code(cell: Cell, spelling: Spelling) -> Parsed:
    code = text_of(cell).strip()
    if not re.fullmatch(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}|[0-9]{10}", code):
        return Parsed(None, (Problem("bad_village_code", {"x": quoted(cell, spelling)}),))
    digits = code.replace(".", "")
    return Parsed(f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}")


def _days(least: int) -> Callable[[float | None], int | None]:
    def days(value: float | None) -> int | None:
        return int(value) if value is not None and least <= value <= MOST_DAYS and value.is_integer() else None

    return days


def _ratio(value: float | None) -> float | None:
    return value if value is not None and 0 < value <= 1 else None


def _as_parsed(value: Any) -> Any:
    return value


def _bands(cell: Cell, spelling: Spelling) -> tuple[float, ...] | None:
    bands = [numbers.parse(part, spelling) for part in cell.split(";")] if isinstance(cell, str) else []
    read = [int(band) if band.is_integer() else band for band in bands if isinstance(band, float)]
    falling = all(higher > lower for higher, lower in pairwise(read))
    return tuple(read) if len(read) == len(bands) == 4 and falling else None


_BOUNDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "time_zone": ("choice", _as_parsed),
    "review_lead_days": ("days", _days(0)),
    "renewal_notice_days": ("days", _days(0)),
    "expiring_days": ("days", _days(0)),
    "contact_max_days": ("days_from_1", _days(1)),
    "on_track_ratio": ("ratio", _ratio),
    "at_risk_ratio": ("ratio", _ratio),
    "default_review_months": ("months", _as_parsed),
    "agenda_days": ("days", _days(0)),
    "rating_bands": ("bands", _as_parsed),
}
"""Setting -> the variant of its message, and what gives a parsed value as the setting's, None where it is refused."""


def _out_of_order(settings: Settings, layout: Layout) -> Finding:
    values = {"x": settings.at_risk_ratio, "on_track": settings.on_track_ratio, "default": Settings().at_risk_ratio}
    return Finding("settings", layout.rows.get("at_risk_ratio", 1), "at_risk_ratio", "bad_setting", values, "order")


def _shown(default: object) -> object:
    return ";".join(map(str, default)) if isinstance(default, tuple) else default
