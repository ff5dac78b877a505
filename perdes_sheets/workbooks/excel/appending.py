"""Entries that a plan adds to an entry tab: the only thing that goes into cells that people type in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby

from perdes_sheets.workbooks.base import Cell
from perdes_sheets.workbooks.excel import cells
from perdes_sheets.workbooks.excel.tabs import Tab

Rows = Mapping[int, Mapping[int, Cell]]
"""Spreadsheet row -> column index -> value."""


def taken(tab: Tab, rows: Rows) -> int | None:
    """The first row where one of the cells isn't empty any more; None where all are."""
    if not rows:
        return None
    formulas = tab.formulas(max(rows), 1 + max(column for values in rows.values() for column in values))
    return next((row for row in sorted(rows) if any(formulas[row - 1][column] for column in rows[row])), None)


def put(tab: Tab, rows: Rows) -> None:
    """Write the values, cells side by side at once."""
    for row, values in sorted(rows.items()):
        runs = groupby(enumerate(sorted(values)), key=lambda each: each[1] - each[0])
        for columns in ([column for _, column in run] for _, run in runs):
            tab.area(row, columns[0] + 1, 1, len(columns)).value = [[_typed(values[column]) for column in columns]]


def _typed(value: Cell) -> object:
    """As `cells.typed`; but a date stays one, so that a cell without a date format shows it as a date."""
    return value if isinstance(value, dt.date) else cells.typed(value, date1904=False)
