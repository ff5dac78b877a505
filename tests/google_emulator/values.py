"""spreadsheets.values: reading and writing plain values by ranges in A1 notation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from . import a1, dimensions, entered
from .a1 import Box
from .calculate import Calculation
from .entered import Entry
from .errors import Json, invalid
from .locales import conventions
from .model import Cell, Sheet, Spreadsheet
from .protection import Protection
from .validation import check_strict


@dataclass(frozen=True)
class Render:
    """How values are answered: majorDimension, ValueRenderOption, DateTimeRenderOption."""

    major: str = "ROWS"
    values: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"

    @classmethod
    def of(cls, options: Json, prefix: str = "") -> Render:
        """From query parameters or a body; `prefix` is "response" where the answer to a write is meant."""

        def option(name: str, default: str) -> str:
            full = prefix + name if prefix else name[0].lower() + name[1:]
            return str(options.get(full) or default)

        major = options.get("majorDimension") or "ROWS"
        return cls(
            "ROWS" if major == "DIMENSION_UNSPECIFIED" else major,
            option("ValueRenderOption", "FORMATTED_VALUE"),
            option("DateTimeRenderOption", "SERIAL_NUMBER"),
        )


@dataclass(frozen=True)
class Writer:
    """Who writes and how: valueInputOption, whether strict validations refuse, which protections hold."""

    option: str
    protection: Protection
    strict: bool = False

    def __post_init__(self) -> None:
        if self.option not in ("RAW", "USER_ENTERED"):
            raise invalid("'valueInputOption' is required but not specified")


def read(calculation: Calculation, sheet: Sheet, box: Box, render: Render) -> Json:
    """A ValueRange: trailing empty rows and columns left out, no `values` at all when everything is empty."""
    answer: Json = {"range": a1.range_name(sheet.title, box), "majorDimension": render.major}
    lines = _lines(calculation, sheet, box, render)
    if render.major == "COLUMNS":
        width = max((len(line) for line in lines), default=0)
        lines = [[line[column] if column < len(line) else None for line in lines] for column in range(width)]
    rows = [_trimmed(line) for line in lines]
    if rows:
        answer["values"] = rows
    return answer


def _lines(calculation: Calculation, sheet: Sheet, box: Box, render: Render) -> list[list[Any]]:
    filled: dict[int, list[int]] = {}
    for row, column, cell in sheet.cells(box):
        if cell.value is not None:
            filled.setdefault(row, []).append(column)
    for row, column in calculation.spilled_into(sheet):
        if box.holds(row, column):
            filled.setdefault(row, []).append(column)
    lines: list[list[Any]] = []
    for row in range(box.top, max(filled, default=-1) + 1):
        line: list[Any] = [None] * (max(filled.get(row, ()), default=box.left - 1) + 1 - box.left)
        for column in filled.get(row, ()):
            line[column - box.left] = calculation.rendered(sheet, row, column, render.values, render.dates)
        lines.append(line)
    return lines


def _trimmed(line: list[Any]) -> list[Any]:
    while line and line[-1] is None:
        line = line[:-1]
    return ["" if value is None else value for value in line]


def rows_of(value_range: Json) -> list[list[Any]]:
    """The values to write, row by row; None is a cell to skip."""
    lines: list[list[Any]] = [list(line) for line in value_range.get("values") or ()]
    if value_range.get("majorDimension") == "COLUMNS":
        height = max((len(line) for line in lines), default=0)
        return [[line[row] if row < len(line) else None for line in lines] for row in range(height)]
    return lines


def update(spreadsheet: Spreadsheet, text: str, value_range: Json, writer: Writer) -> tuple[Sheet, Box, Json]:
    """values.update; the sheet, the range that was written and an UpdateValuesResponse."""
    if value_range.get("range") not in (None, text) and spreadsheet.locate(value_range["range"]) != spreadsheet.locate(
        text
    ):
        raise invalid(f"Requested writing within range [{text}], but the body names [{value_range['range']}]")
    sheet, box = spreadsheet.box(text)
    rows = rows_of(value_range)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if box.bottom - box.top == 1 and box.right - box.left == 1:
        # One cell is where writing starts.
        box = Box(box.top, max(box.top + height, box.top + 1), box.left, max(box.left + width, box.left + 1))
        if box.bottom > sheet.row_count or box.right > sheet.column_count:
            raise invalid(
                f"Range ({a1.range_name(sheet.title, box)}) exceeds grid limits. Max rows: {sheet.row_count}, "
                f"max columns: {sheet.column_count}"
            )
    name = a1.range_name(sheet.title, box)
    if height > box.bottom - box.top:
        raise invalid(f"Requested writing within range [{name}], but tried writing to row [{box.bottom + 1}]")
    if width > box.right - box.left:
        letters = a1.column_letters(box.right)
        raise invalid(f"Requested writing within range [{name}], but tried writing to column [{letters}]")
    written = Box(box.top, box.top + height, box.left, box.left + width)
    return sheet, written, update_answer(spreadsheet, sheet, written, write(spreadsheet, sheet, written, rows, writer))


def update_answer(spreadsheet: Spreadsheet, sheet: Sheet, box: Box, cells: set[tuple[int, int]]) -> Json:
    """An UpdateValuesResponse: the range that was asked for, the counts of the cells really written (recorded)."""
    named = Box(box.top, max(box.bottom, box.top + 1), box.left, max(box.right, box.left + 1))
    counts = {
        "updatedRows": len({row for row, _ in cells}),
        "updatedColumns": len({column for _, column in cells}),
        "updatedCells": len(cells),
    }
    answer = {"spreadsheetId": spreadsheet.id, "updatedRange": a1.range_name(sheet.title, named)}
    return answer | {name: count for name, count in counts.items() if count}


def write(
    spreadsheet: Spreadsheet, sheet: Sheet, box: Box, rows: list[list[Any]], writer: Writer
) -> set[tuple[int, int]]:
    """Put the values in; the cells that were written. null skips a cell, "" clears it."""
    if not box.empty:
        writer.protection.check(sheet, box, "")
    rules = conventions(spreadsheet.properties["locale"])
    cells = set()
    for down, line in enumerate(rows):
        for right, value in enumerate(line):
            if value is None:
                continue
            row, column = box.top + down, box.left + right
            cell = sheet.cell(row, column)
            where = f"values[{down}][{right}]"
            if writer.option == "USER_ENTERED":
                entry = entered.typed(value, where, rules, cell.format)
            else:
                entry = entered.raw(value, where)
            if writer.strict:
                check_strict(spreadsheet, cell, entry.value, "")
            sheet.put(row, column, with_entry(cell, entry))
            cells.add((row, column))
    return cells


def with_entry(cell: Cell, entry: Entry) -> Cell:
    """The cell with a new content; formats of parts of the old text go with it."""
    look = cell.format
    if entry.number_format is not None and not (look or {}).get("numberFormat"):
        look = (look or {}) | {"numberFormat": entry.number_format}
    return replace(cell, value=entry.value, format=look, runs=None)


def append(
    spreadsheet: Spreadsheet, text: str, value_range: Json, writer: Writer, insert_rows: bool
) -> tuple[Sheet, Box, Json]:
    """values.append: below the last table that the range touches, or at the range's start when it touches none."""
    sheet, box = spreadsheet.box(text)
    rows = rows_of(value_range)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    table = find_table(sheet, box)
    top, left = (table.bottom, table.left) if table else (box.top, box.left)
    if insert_rows and table and top < sheet.row_count:
        dimensions.insert(spreadsheet, sheet, "ROWS", top, height, before=True)
    target = Box(top, top + height, left, left + width)
    if target.bottom > sheet.row_count or target.right > sheet.column_count:
        sheet.set_size(max(sheet.row_count, target.bottom), max(sheet.column_count, target.right))
    cells = write(spreadsheet, sheet, target, rows, writer)
    answer: Json = {"spreadsheetId": spreadsheet.id}
    if table:
        answer["tableRange"] = a1.range_name(sheet.title, table)
    answer["updates"] = update_answer(spreadsheet, sheet, target, cells)
    return sheet, target, answer


def find_table(sheet: Sheet, box: Box) -> Box | None:
    """The last block of touching filled cells that reaches into the box: its bounding box."""
    filled = {(row, column) for row, column, cell in sheet.cells() if cell.value is not None}
    inside = [place for place in filled if box.holds(*place)]
    if not inside:
        return None
    block, queue = set(), [max(inside)]
    while queue:
        row, column = queue.pop()
        if (row, column) in filled and (row, column) not in block:
            block.add((row, column))
            queue += [(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    rows, columns = [row for row, _ in block], [column for _, column in block]
    return Box(min(rows), max(rows) + 1, min(columns), max(columns) + 1)


def clear(sheet: Sheet, box: Box, protection: Protection) -> None:
    """Take the values out of a range; formats, notes and validations stay."""
    protection.check(sheet, box, "")
    for row, column, cell in list(sheet.cells(box)):
        sheet.put(row, column, replace(cell, value=None, runs=None))
