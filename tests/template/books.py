"""Template workbooks as tests fill them: built, synced in a file, read back with what stands in each automatic cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from perdes_sheets.jobs.sync import Synced, sync
from perdes_sheets.outputs import template
from perdes_sheets.outputs.template.columns import places
from perdes_sheets.outputs.template.room import HEADER_ROW
from perdes_sheets.reading.layout import a1
from perdes_sheets.schema.tabs import ENTRY_TABS, entry_tab
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook

AS_OF = dt.date(2026, 6, 17)
Grids = Mapping[str, Sequence[Sequence[object]]]


def synced(path: Path, cells: Mapping[str, Any], language: str = "id") -> Synced:
    """A new workbook at `path` with `cells` in it, synced as of `AS_OF`."""
    path.write_bytes(template.build(language, cells))
    return sync_again(path)


def sync_again(path: Path) -> Synced:
    return sync(XlsxWorkbook(path, fresh=template.build, backups=0), AS_OF)


def cached(path: Path) -> dict[str, list[list[object]]]:
    """Title -> rows from A1 on, as they are cached in the file."""
    with CalamineWorkbook.from_path(path) as workbook:
        return {
            name: list(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in workbook.sheet_names
        }


def automatic(grids: Grids, language: str = "id", rows: int = 60) -> dict[str, object]:
    """`Tab!B5` -> what stands there, for the automatic cells of the first rows of every entry tab."""
    say, found = words(language), {}
    for tab in ENTRY_TABS:
        grid, place = grids[say.tab(tab.id)], places(tab)
        for auto in tab.autos:
            for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + rows):
                found[f"{say.tab(tab.id)}!{a1(row, place[auto.id])}"] = _at(grid, row, place[auto.id])
    return found


def column(grids: Grids, tab: str, id: str, rows: int, language: str = "id") -> list[object]:
    """The first cells of one column of an entry tab, downwards from the first data row."""
    grid = grids[words(language).tab(tab)]
    place = places(entry_tab(tab))[id]
    return [_at(grid, row, place) for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + rows)]


def _at(grid: Sequence[Sequence[object]], row: int, column: int) -> object:
    cells = grid[row - 1] if row <= len(grid) else []
    return cells[column] if column < len(cells) else ""
