"""An owned tab cleared and filled anew: values and links in one request, each look in as few rectangles as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from perdes_sheets.outputs.google_template.cells import Gids, owned, uri
from perdes_sheets.outputs.google_template.requests import Json, area, cell_format, grid, pixels, repeat, size
from perdes_sheets.outputs.looks import LOOKS
from perdes_sheets.workbooks.base import Out, OwnedTab

ROW = 21
"""Pixels of a row that nobody set."""

Paint = tuple[str, str | None]
"""A look, and the link of a cell that isn't a text: there it belongs to the format."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Cells that look the same; indexes from 0, the ends not included."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    paint: Paint


def refill(tab: OwnedTab, sheet_id: int, rows: int, columns: int, gids: Gids) -> list[Json]:
    """The requests that make the tab `sheet_id`, now of so many rows and columns, show `tab` and nothing else.

    Doing them twice changes nothing the second time. Formats of tabs that nobody sees are left alone.
    """
    height, width = max(rows, len(tab.rows)), max(columns, *map(len, tab.rows), 0)
    requests = [_grow(sheet_id, height, width)] if (height, width) != (rows, columns) else []
    lines = [{"values": [owned(out, gids) for out in row]} for row in tab.rows]
    fields = "userEnteredValue,textFormatRuns"
    requests.append({"updateCells": {"range": grid(sheet_id), "rows": lines, "fields": fields}})
    if any(out is not None and out.look != "hidden" for row in tab.rows for out in row):
        requests += _looks(tab, sheet_id, width, gids)
        requests += _heights(tab.heights, sheet_id, height)
    if tab.filter:
        requests.append({"setBasicFilter": {"filter": {"range": area(sheet_id, tab.filter)}}})
    else:
        requests.append({"clearBasicFilter": {"sheetId": sheet_id}})
    return requests


def _grow(sheet_id: int, rows: int, columns: int) -> Json:
    properties = {"sheetId": sheet_id, "gridProperties": {"rowCount": rows, "columnCount": columns}}
    fields = "gridProperties.rowCount,gridProperties.columnCount"
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _looks(tab: OwnedTab, sheet_id: int, width: int, gids: Gids) -> Iterator[Json]:
    yield repeat(grid(sheet_id), {}, "userEnteredFormat")
    paints = [[_paint(out, gids) for out in row] for row in tab.rows]
    for found in rectangles(paints, width):
        id, link = found.paint
        format = cell_format(LOOKS[id])
        if link:
            format["textFormat"]["link"] = {"uri": link}
        there = grid(sheet_id, found.rows, found.columns)
        yield repeat(there, {"userEnteredFormat": format}, "userEnteredFormat")


def _paint(out: Out | None, gids: Gids) -> Paint | None:
    if out is None:
        return None
    linked = out.link is not None and out.value is not None and not isinstance(out.value, str)
    return out.look, uri(out.link, gids) if linked and out.link else None


def rectangles(paints: Sequence[Sequence[Paint | None]], width: int) -> list[Rectangle]:
    """Stretches of each column that look the same, joined with the same stretches of the columns beside it."""
    open_: dict[tuple[tuple[int, int], Paint], int] = {}
    found = []
    for column in range(width + 1):
        here = dict.fromkeys(_stretches(paints, column))
        done = [stretch for stretch in open_ if stretch not in here]
        found += [Rectangle(rows, (open_.pop((rows, paint)), column), paint) for rows, paint in done]
        for stretch in here:
            open_.setdefault(stretch, column)
    return found


def _stretches(paints: Sequence[Sequence[Paint | None]], column: int) -> Iterator[tuple[tuple[int, int], Paint]]:
    top = 0
    for paint, same in groupby(row[column] if column < len(row) else None for row in paints):
        bottom = top + len(list(same))
        if paint is not None:
            yield (top, bottom), paint
        top = bottom


def _heights(heights: Mapping[int, float], sheet_id: int, rows: int) -> Iterator[Json]:
    """Every row, those that nobody set too: what stood there before may have been higher."""
    top = 0
    for height, same in groupby(heights.get(row) for row in range(1, rows + 1)):
        bottom = top + len(list(same))
        yield size(sheet_id, "ROWS", (top, bottom), ROW if height is None else pixels(height))
        top = bottom
