"""Rows and columns put in, taken out and moved, by a request of the interface or by another person's hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .errors import Json, invalid
from .model import MAX_CELLS, Cell, Sheet, Spreadsheet
from .ranges import follow
from .spans import Delete, Insert, Move


def check_cells(spreadsheet: Spreadsheet) -> None:
    if spreadsheet.cell_count() > MAX_CELLS:
        raise invalid(
            f"This action would increase the number of cells in the workbook above the limit of {MAX_CELLS} cells."
        )


def insert(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, at: int, count: int, before: bool) -> None:
    """New rows or columns before index `at`; they look like their neighbour before (`before`) or after."""
    change = Insert(at, count)
    pattern = at - 1 if before else at
    if dimension == "ROWS":
        look = sheet.rows[pattern] if pattern < sheet.row_count else {}
        fresh = {column: _look(cell) for column, cell in look.items() if not _look(cell).blank}
        sheet.rows[at:at] = [dict(fresh) for _ in range(count)]
    else:
        for number, row in enumerate(sheet.rows):
            look_cell = _look(row.get(pattern, Cell()))
            moved = {change.index(column): cell for column, cell in row.items()}
            if not look_cell.blank:
                moved |= dict.fromkeys(range(at, at + count), look_cell)
            sheet.rows[number] = moved
    properties = sheet.row_properties if dimension == "ROWS" else sheet.column_properties
    size = {name: item for name, item in (properties[pattern : pattern + 1] or [{}])[0].items() if name == "pixelSize"}
    properties[at:at] = [dict(size) for _ in range(count)]
    _frozen(sheet, dimension, at, count)
    sheet.note_size()
    check_cells(spreadsheet)
    follow(spreadsheet, sheet, dimension, change)


def _look(cell: Cell) -> Cell:
    """What a new neighbour takes over of a cell: its format and its validation, never its content."""
    return replace(cell, value=None, note=None, runs=None)


def _frozen(sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """Rows put in above the frozen edge freeze too; `count` is negative for rows taken out."""
    name = "frozenRowCount" if dimension == "ROWS" else "frozenColumnCount"
    grid = sheet.properties["gridProperties"]
    frozen = grid.get(name, 0)
    if at < frozen:
        frozen += count if count > 0 else -min(frozen - at, -count)
        grid[name] = frozen
        if not frozen:
            del grid[name]


def append(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, count: int) -> None:
    rows, columns = sheet.row_count, sheet.column_count
    sheet.set_size(rows + (count if dimension == "ROWS" else 0), columns + (count if dimension == "COLUMNS" else 0))
    check_cells(spreadsheet)


def delete(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    rows = dimension == "ROWS"
    if end - start >= (sheet.row_count if rows else sheet.column_count):
        raise invalid(f"You can't delete all the {dimension.lower()} on the sheet.")
    change = Delete(start, end)
    if rows:
        del sheet.rows[start:end]
        del sheet.row_properties[start:end]
    else:
        for number, row in enumerate(sheet.rows):
            moved = {change.index(column): cell for column, cell in row.items()}
            sheet.rows[number] = {column: cell for column, cell in moved.items() if column is not None}
        del sheet.column_properties[start:end]
    _frozen(sheet, dimension, start, start - end)
    sheet.note_size()
    follow(spreadsheet, sheet, dimension, change)


def move(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, change: Move) -> None:
    if dimension == "ROWS":
        sheet.rows = _reordered(sheet.rows, change)
        sheet.row_properties = _reordered(sheet.row_properties, change)
    else:
        for number, row in enumerate(sheet.rows):
            sheet.rows[number] = {change.index(column): cell for column, cell in row.items()}
        sheet.column_properties = _reordered(sheet.column_properties, change)
    follow(spreadsheet, sheet, dimension, change)


def _reordered(items: list[Any], change: Move) -> list[Any]:
    return [item for _, item in sorted(enumerate(items), key=lambda pair: change.index(pair[0]))]


def group_span(dimension_range: Json, length: int, where: str) -> tuple[int, int]:
    """A DimensionRange's start and end on a dimension of that length; open ends reach the edges."""
    start = dimension_range.get("startIndex", 0)
    end = dimension_range.get("endIndex", length)
    if not 0 <= start < end:
        raise invalid(f"{where}startIndex[{start}] must be less than endIndex[{end}] and not negative.")
    if end > length:
        raise invalid(f"{where}endIndex[{end}] is beyond the sheet's {length} {dimension_range['dimension'].lower()}.")
    return start, end
