"""The automatic columns of one entry tab: what stands in their cells, and formulas where nothing does.

Excel calculates, so no values are written: the formulas show what the sync puts into the tabs that they look up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from perdes_sheets.workbooks.base import EMPTY, OURS, OVERWRITTEN, AutoColumn
from perdes_sheets.workbooks.excel.tabs import Tab
from perdes_sheets.workbooks.xlsx.formulas import names

Formulas = Sequence[Sequence[str]]
"""Range.Formula of a tab from A1 on."""


@dataclass(frozen=True, slots=True)
class Fill:
    """One formula for `rows` cells, one below the other; `row` counts from 1, `column` from 0."""

    row: int
    column: int
    rows: int
    formula: str


def states(formulas: Formulas, columns: Mapping[int, str], first_row: int) -> dict[int, bytes]:
    """By column the state of its cells from `first_row` on; `columns` maps indexes to markers."""
    rows = formulas[first_row - 1 :]
    found = {}
    for column, marker in columns.items():
        known = {"": EMPTY}
        cells = [row[column] if column < len(row) else "" for row in rows]
        for text in cells:
            if text not in known:
                known[text] = OURS if text[0] == "=" and names(text, marker) else OVERWRITTEN
        found[column] = bytes(known[text] for text in cells)
    return found


def fills(formulas: Formulas, columns: Sequence[AutoColumn]) -> list[Fill]:
    """The formulas that `columns` ask for in cells that are empty, as few blocks as there are gaps."""
    return [fill for column in columns for fill in _gaps(formulas, column)]


def _gaps(formulas: Formulas, column: AutoColumn) -> Iterator[Fill]:
    at = column.column

    def is_empty(row: int) -> bool:
        return row > len(formulas) or at >= len(formulas[row - 1]) or not formulas[row - 1][at]

    empty = sorted(filter(is_empty, column.formulas))
    runs = groupby(enumerate(empty), key=lambda each: (each[1] - each[0], column.formulas[each[1]]))
    for (_, formula), run in runs:
        rows = [row for _, row in run]
        yield Fill(rows[0], at, len(rows), "=" + formula)


def rows(gaps: Sequence[Fill]) -> int:
    """In how many rows formulas are put."""
    return len({row for fill in gaps for row in range(fill.row, fill.row + fill.rows)})


def put(tab: Tab, fill: Fill) -> None:
    """Write the formula into its cells. It reads its own row, so one text is right in each."""
    tab.area(fill.row, fill.column + 1, fill.rows, 1).formula = fill.formula
