"""What every tab begins with: the tab itself, widths, protection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from perdes_sheets.outputs.google_template.requests import Json, colour, grid, place, size
from perdes_sheets.outputs.owned.layouts import pixels


def add(
    sheet_id: int,
    title: str,
    rows: int,
    columns: int,
    *,
    tint: str | None = None,
    freeze: str | None = None,
    hidden: bool = False,
) -> Json:
    """The request for a new tab, at the end. `freeze` is the first cell below and right of what stays in sight."""
    properties: Json = {"rowCount": rows, "columnCount": columns, "hideGridlines": True}
    if freeze:
        frozen_columns, frozen_rows = place(freeze)
        properties |= {"frozenRowCount": frozen_rows, "frozenColumnCount": frozen_columns}
    sheet: Json = {"sheetId": sheet_id, "title": title, "gridProperties": properties, "hidden": hidden}
    if tint:
        sheet["tabColorStyle"] = colour(tint)
    return {"addSheet": {"properties": sheet}}


def widths(sheet_id: int, characters: Sequence[float]) -> Iterator[Json]:
    """The widths of the columns from A on, in characters."""
    left = 0
    for width, same in groupby(characters):
        right = left + len(list(same))
        yield size(sheet_id, "COLUMNS", (left, right), pixels(width))
        left = right


def warn(sheet_id: int, why: str, first: int = 0, columns: tuple[int, int] | None = None) -> Json:
    """The request after which Google asks before someone changes the tab, or columns from row index `first` on.

    Nobody is stopped: who has to repair something can, and sorting goes on working.
    """
    there = grid(sheet_id) if columns is None else grid(sheet_id, (first, None), columns)
    return {"addProtectedRange": {"protectedRange": {"range": there, "description": why, "warningOnly": True}}}
