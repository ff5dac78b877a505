"""Where things stand in a sheet: its title, its header row, and the place of each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

NAMED = 10
"""Rows that a message names at most; more would fill the cell."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places in one entry tab, as its headers show them.

    `header_row` is the spreadsheet's row number (from 1); `columns` maps column ids, automatic ones too, to indexes
    (A = 0). In settings there is no header: `rows` maps a setting's id to its row, `columns["value"]` is the values'.
    `last_row` is the last row that isn't blank, `header_row` where there is none.
    """

    tab: str
    title: str
    header_row: int
    columns: Mapping[str, int]
    last_row: int
    rows: Mapping[str, int] = field(default_factory=dict)

    def cell(self, row: int | None, column: str | None) -> str | None:
        """The A1 address of a column's cell in `row`; None where the sheet has no such place."""
        if column is None:
            return None
        if column in self.rows:
            return a1(self.rows[column], self.columns["value"])
        if row is None or column not in self.columns:
            return None
        return a1(row, self.columns[column])


def numbered(rows: Sequence[int]) -> str:
    """The numbers of rows in a message, as many as one reads: `5, 9, 12`, `5, 9, …`."""
    return ", ".join([*map(str, rows[:NAMED]), *(["…"] if len(rows) > NAMED else [])])


def a1(row: int, column: int) -> str:
    """The address of spreadsheet row `row` (from 1) and column index `column` (A = 0)."""
    return f"{letters(column)}{row}"


@cache
def letters(column: int) -> str:
    """The letters of a column index: 0 is A, 25 Z, 26 AA."""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name
