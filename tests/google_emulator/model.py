"""Spreadsheets as the emulator keeps them: cells that never change, in rows that are copied before anyone writes.

A batch works on a copy and puts it in place at the end, which is what makes it atomic.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from . import a1
from .a1 import Area, Box
from .errors import ApiError, Json, invalid

MAX_CELLS = 10_000_000
DEFAULT_ROWS, DEFAULT_COLUMNS = 1000, 26

# The lists of a Sheet that hold ranges and follow inserted and deleted rows.
OBJECTS = (
    "merges",
    "conditionalFormats",
    "protectedRanges",
    "filterViews",
    "charts",
    "bandedRanges",
    "rowGroups",
    "columnGroups",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is stored of a cell. `value` is an ExtendedValue; what a formula gives is computed when it is asked for."""

    value: Json | None = None
    format: Json | None = None
    note: str | None = None
    validation: Json | None = None
    runs: tuple[Json, ...] | None = None

    @property
    def blank(self) -> bool:
        return self == BLANK

    @property
    def formula(self) -> str | None:
        return (self.value or {}).get("formulaValue")

    def with_formula(self, formula: str) -> Cell:
        return replace(self, value={"formulaValue": formula})


BLANK = Cell()


@dataclass
class Sheet:
    """One tab. `rows` holds a mapping column -> cell for each row; blank cells are left out."""

    properties: Json
    rows: list[dict[int, Cell]]
    row_properties: list[Json]
    column_properties: list[Json]
    objects: dict[str, list[Json]] = field(default_factory=lambda: {name: [] for name in OBJECTS})
    basic_filter: Json | None = None

    @classmethod
    def new(cls, sheet_id: int, title: str, rows: int = DEFAULT_ROWS, columns: int = DEFAULT_COLUMNS) -> Sheet:
        properties = {
            "sheetId": sheet_id,
            "title": title,
            "index": 0,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": rows, "columnCount": columns},
        }
        return cls(properties, [{} for _ in range(rows)], [{} for _ in range(rows)], [{} for _ in range(columns)])

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def column_count(self) -> int:
        return len(self.column_properties)

    @property
    def box(self) -> Box:
        return Box(0, self.row_count, 0, self.column_count)

    def cell(self, row: int, column: int) -> Cell:
        return self.rows[row].get(column, BLANK)

    def put(self, row: int, column: int, cell: Cell) -> None:
        if cell.blank:
            self.rows[row].pop(column, None)
        else:
            self.rows[row][column] = cell

    def cells(self, box: Box | None = None) -> Iterator[tuple[int, int, Cell]]:
        """The cells that are not blank, in reading order; of a box, or of the whole sheet."""
        box = box or self.box
        for row in box.rows:
            for column in sorted(self.rows[row]):
                if box.left <= column < box.right:
                    yield row, column, self.rows[row][column]

    def clip(self, area: Area) -> Box:
        return area.clipped(self.row_count, self.column_count)

    def set_size(self, rows: int, columns: int) -> None:
        """Cut off or add at the lower and right edge."""
        for properties, wanted in ((self.row_properties, rows), (self.column_properties, columns)):
            del properties[wanted:]
            properties.extend({} for _ in range(wanted - len(properties)))
        del self.rows[rows:]
        self.rows.extend({} for _ in range(rows - len(self.rows)))
        for row in self.rows:
            for column in [column for column in row if column >= columns]:
                del row[column]
        self.note_size()

    def note_size(self) -> None:
        self.properties["gridProperties"]["rowCount"] = self.row_count
        self.properties["gridProperties"]["columnCount"] = self.column_count

    def copy(self) -> Sheet:
        return Sheet(
            copy.deepcopy(self.properties),
            [dict(row) for row in self.rows],
            [dict(each) for each in self.row_properties],
            [dict(each) for each in self.column_properties],
            copy.deepcopy(self.objects),
            copy.deepcopy(self.basic_filter),
        )


@dataclass
class Spreadsheet:
    """A workbook; `revision` counts its states, so that computed values can be kept until the next change."""

    id: str
    properties: Json
    sheets: list[Sheet]
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    revision: int = 0

    def copy(self) -> Spreadsheet:
        return Spreadsheet(
            self.id,
            copy.deepcopy(self.properties),
            [sheet.copy() for sheet in self.sheets],
            copy.deepcopy(self.named_ranges),
            copy.deepcopy(self.metadata),
            self.revision + 1,
        )

    def sheet(self, title: str) -> Sheet:
        """The tab of that title, in any case of letters; KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.title.lower() == title.lower():
                return sheet
        raise KeyError(f"no tab {title!r}; there are {', '.join(repr(sheet.title) for sheet in self.sheets)}")

    def by_id(self, sheet_id: int | None, where: str = "") -> Sheet:
        """The tab of that id (absent means 0), or the 400 that Google answers, prefixed by `where`."""
        for sheet in self.sheets:
            if sheet.id == (sheet_id or 0):
                return sheet
        raise invalid(f"{where}No grid with id: {sheet_id or 0}")

    def cell_count(self) -> int:
        return sum(sheet.row_count * sheet.column_count for sheet in self.sheets)

    def renumber(self) -> None:
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    def locate(self, text: str) -> tuple[Sheet, Area]:
        """What a range in A1 notation means: a title, cells of it or of the first visible tab, a named range."""
        title, rest = a1.split_title(text)
        area = a1.parse_area(rest)
        found = next((sheet for sheet in self.sheets if sheet.title.lower() == (title or text).lower()), None)
        if title is not None and found is None:
            raise invalid(f"Unable to parse range: {text}")
        if title is None and area is not None:
            return next(sheet for sheet in self.sheets if not sheet.properties.get("hidden")), area
        if found is not None and (title is None or not rest or area is not None):
            return found, area or Area()
        for named in self.named_ranges:
            # A name may stand behind a title as well (recorded: `'Sheet1'!NamedRange`).
            if named["name"].lower() == rest.lower() and "range" in named:
                return self.by_id(named["range"].get("sheetId")), a1.from_grid_range(named["range"])
        raise invalid(f"Unable to parse range: {text}")

    def box(self, text: str) -> tuple[Sheet, Box]:
        """The range on the grid; a range that begins outside it is refused."""
        sheet, area = self.locate(text)
        top, left = area.top or 0, area.left or 0
        if top >= sheet.row_count or left >= sheet.column_count:
            raise beyond_grid(sheet, f"{a1.quote_title(sheet.title)}!{a1.split_title(text)[1] or text}")
        return sheet, sheet.clip(area)

    def grid(self, grid_range: Json, where: str = "") -> tuple[Sheet, Box]:
        """A GridRange's sheet and box; refused when it isn't on the grid."""
        sheet = self.by_id(grid_range.get("sheetId"), where)
        area = a1.from_grid_range(grid_range)
        ends = (area.top, area.bottom, area.left, area.right)
        if any(end is not None and end < 0 for end in ends):
            raise invalid(f"{where}Indexes of a range must not be negative: {grid_range}")
        if (area.bottom or 0) > sheet.row_count or (area.right or 0) > sheet.column_count:
            wanted = area.clipped(area.bottom or sheet.row_count, area.right or sheet.column_count)
            raise beyond_grid(sheet, a1.range_name(sheet.title, wanted), where)
        box = sheet.clip(area)
        if box.empty:
            raise invalid(f"{where}GridRange is empty: {grid_range}")
        return sheet, box


def beyond_grid(sheet: Sheet, name: str, where: str = "") -> ApiError:
    return invalid(
        f"{where}Range ({name}) exceeds grid limits. Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def without_nulls(value: Any) -> Any:
    """A request's body without the properties that are null, which proto3 JSON reads as absent."""
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value
