"""New rows in an entry tab, filled in the same batch that puts them in: nobody can have typed there.

Only the cells of typed columns are written: an automatic column's formula in the header fills the others, and stops
where anything stands in its way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from perdes_sheets.outputs.google_template.cells import cell
from perdes_sheets.outputs.google_template.requests import Json, number_format
from perdes_sheets.outputs.looks import DATE
from perdes_sheets.workbooks.base import Cell

DAY: Json = {"userEnteredFormat": {"numberFormat": number_format(DATE)}}


def inserted(rows: Mapping[int, Mapping[int, Cell]], sheet_id: int, height: int) -> list[Json]:
    """The requests that put `rows` (spreadsheet row -> column from 0 -> value) into a tab of `height` rows.

    They look like the row below them, which is one for entries; at the very end like the one above.
    """
    requests: list[Json] = []
    for first, end in _runs(rows):
        there = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": first, "endIndex": end}
        requests.append({"insertDimension": {"range": there, "inheritFromBefore": first >= height}})
        height += end - first
        for row in range(first, end):
            requests += _cells(rows[row + 1], sheet_id, row)
    return requests


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rows that follow each other, as indexes from 0, the upper ones first."""
    for _, same in groupby(enumerate(sorted(rows)), lambda each: each[1] - each[0]):
        numbers = [row for _, row in same]
        yield numbers[0] - 1, numbers[-1]


def _cells(values: Mapping[int, Cell], sheet_id: int, row: int) -> Iterator[Json]:
    """One request for each stretch of columns beside each other; dates get a date's format, whatever the row's is."""
    for dates in (False, True):
        some = {column + 1 for column, value in values.items() if isinstance(value, dt.date) == dates}
        for first, end in _runs(some):
            start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": first}
            line = [cell(values[column]) | (DAY if dates else {}) for column in range(first, end)]
            fields = "userEnteredValue" + (",userEnteredFormat.numberFormat" if dates else "")
            yield {"updateCells": {"start": start, "rows": [{"values": line}], "fields": fields}}
