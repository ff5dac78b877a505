"""From Google's cells to a sheet's values: what is seen, with dates told apart from numbers by their format."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from perdes_sheets.workbooks.base import UNCACHED, Cell, ErrorValue

Json = dict[str, Any]

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date has no time zone
LAST = 2_958_465
"""The day number of 9999-12-31."""
DATES = frozenset(("DATE", "DATE_TIME"))

ERRORS = {
    "ERROR": ErrorValue("#ERROR!"), "NULL_VALUE": ErrorValue("#NULL!"), "DIVIDE_BY_ZERO": ErrorValue("#DIV/0!"),
    "VALUE": ErrorValue("#VALUE!"), "REF": ErrorValue("#REF!"), "NAME": ErrorValue("#NAME?"),
    "NUM": ErrorValue("#NUM!"), "N_A": ErrorValue("#N/A"), "LOADING": UNCACHED,
}  # fmt: skip
"""Google's names of errors -> the error as a cell shows it."""

LABEL = re.compile(r'=\s*ARRAYFORMULA\(\s*IF\(\s*ROW\([^)]*\)\s*=\s*ROW\(\)\s*[;,]\s*"((?:[^"]|"")*)"', re.IGNORECASE)
"""How the formula of an automatic column begins: with its label, for its own row."""


IDENTIFIER = re.compile(r'"(?:[^"]|"")*"|[A-Za-z_]\w*')
"""A text in a formula, which is skipped, or a name."""


def ours(typed: Json | None, marker: str) -> bool:
    """Whether what stands in a cell is a formula that uses the name `marker`; quoting it isn't using it."""
    formula = (typed or {}).get("formulaValue", "")
    return marker in formula and marker in IDENTIFIER.findall(formula)


def rows(data: Sequence[Json]) -> list[list[Cell]]:
    """The values of a tab from A1 on, `rows[r][c]`; blank rows and cells at the ends are left out."""
    grid: list[list[Cell]] = []
    for part in data:
        top, left = part.get("startRow", 0), part.get("startColumn", 0)
        for r, line in enumerate(part.get("rowData", ()), top):
            values = [_cell(cell) for cell in line.get("values", ())]
            while values and values[-1] is None:
                values.pop()
            if values:
                grid += [[] for _ in range(r + 1 - len(grid))]
                grid[r] += [None] * (left - len(grid[r])) + values
    return grid


def typed(data: Sequence[Json]) -> dict[tuple[int, int], Json]:
    """What stands in the cells themselves, by row and column from 0: constants and formulas, not what spills there."""
    found = {}
    for part in data:
        top, left = part.get("startRow", 0), part.get("startColumn", 0)
        for r, line in enumerate(part.get("rowData", ()), top):
            for c, cell in enumerate(line.get("values", ()), left):
                if cell.get("userEnteredValue"):
                    found[r, c] = cell["userEnteredValue"]
    return found


def _cell(cell: Json) -> Cell:
    value = cell.get("effectiveValue")
    if not value:
        return None
    if "stringValue" in value:
        return value["stringValue"] or None
    if "numberValue" in value:
        kind = cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type")
        return _date(value["numberValue"]) if kind in DATES else value["numberValue"]
    if "boolValue" in value:
        return bool(value["boolValue"])
    return _error(cell, value.get("errorValue", {}))


def _date(serial: float) -> Cell:
    """A day, or a moment where the number has a part of a day; a number that is no day stays one."""
    if not 0 < serial <= LAST:
        return serial
    moment = EPOCH + dt.timedelta(days=serial)
    return moment.date() if serial == int(serial) else moment


def _error(cell: Json, error: Json) -> Cell:
    """An error; of an automatic column whose way down is blocked, its header's label all the same."""
    label = LABEL.match(cell.get("userEnteredValue", {}).get("formulaValue", ""))
    if label:
        return label[1].replace('""', '"')
    return ERRORS.get(error.get("type", ""), ERRORS["ERROR"])
