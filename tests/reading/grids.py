"""Small workbooks for the tests of reading: a tab's first row names columns by id, the others are what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from perdes_sheets.findings import Finding
from perdes_sheets.reading import reader
from perdes_sheets.reading.entries import Reading
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Cell, Sheet

Grid = Sequence[Sequence[Cell]]


def sheet(tab: str, grid: Grid, language: str = "id") -> Sheet:
    """A tab with the labels of `language`: its header in row 1, so that `grid[1]` stands in row 2."""
    say = words(language)
    header, *rows = grid
    return Sheet(say.tab(tab), [[say.column(tab, str(id)) for id in header], *rows])


def read(language: str = "id", /, **tabs: Grid) -> Reading:
    """What reading a workbook with these tabs gives. Settings are a grid of (id, value) without a header."""
    say = words(language)
    sheets = [sheet(tab, grid, language) for tab, grid in tabs.items() if tab != "settings"]
    settings = [[say.column("settings", str(id)), value] for id, value in tabs.get("settings", [])]
    sheets.append(Sheet(say.tab("settings"), [[say.column("settings", "village_name"), "Sukamaju"], *settings]))
    return reader.read({sheet.title: sheet for sheet in sheets})


def findings(reading: Reading, tab: str) -> list[tuple[int | None, str | None, str]]:
    """(row, column, code) of the findings in `tab`, in the order of rows; missing columns aside."""
    return [(f.row, f.column, f.code) for f in _in_order(reading.findings, tab) if f.code != "column_missing"]


def _in_order(found: Sequence[Finding], tab: str) -> list[Finding]:
    return sorted((f for f in found if f.tab == tab), key=lambda f: (f.row or 0, f.column or ""))
