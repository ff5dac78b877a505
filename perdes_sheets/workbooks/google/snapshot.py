"""One answer of Google's that holds all a sync needs: values, formulas, formats, ids, names, charts, stamps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perdes_sheets.workbooks.base import Sheet
from perdes_sheets.workbooks.google import grid

Json = dict[str, Any]
STAMP = "perdes_sheets"
"""The key of the spreadsheet's own note about what a sync wrote last (developer metadata: nobody sees it)."""

FIELDS = (
    "namedRanges,developerMetadata(metadataKey,metadataValue),"
    "sheets(properties(sheetId,title,hidden,gridProperties(rowCount,columnCount)),charts(chartId,spec),"
    "data(startRow,startColumn,rowData(values(userEnteredValue,effectiveValue,effectiveFormat(numberFormat(type))))))"
)
STAMP_FIELDS = "developerMetadata(metadataKey,metadataValue)"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as it was read. `typed` holds what stands in cells themselves, by row and column from 0."""

    id: int
    title: str
    rows: int
    columns: int
    sheet: Sheet
    typed: Mapping[tuple[int, int], Json]
    charts: list[Json]


@dataclass(frozen=True, slots=True)
class Name:
    """A named range; `range`, a GridRange, is None where the cells that it meant are gone."""

    id: str
    range: Json | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last write left: which batch it was, and the digest of what each owned tab showed."""

    batch: str = ""
    tabs: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return json.dumps({"batch": self.batch, "tabs": dict(self.tabs)}, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole spreadsheet: tabs by title as it stands, names by their folded name, None without a stamp."""

    tabs: Mapping[str, Tab]
    names: Mapping[str, Name]
    stamp: Stamp | None

    @property
    def gids(self) -> dict[str, int]:
        """Title -> id."""
        return {title: tab.id for title, tab in self.tabs.items()}


def snapshot(answer: Json) -> Snapshot:
    """What `spreadsheets.get` answered for FIELDS."""
    tabs = [_tab(sheet) for sheet in answer.get("sheets", ())]
    names = {
        named["name"].casefold(): Name(named["namedRangeId"], named.get("range"))
        for named in answer.get("namedRanges", ())
    }
    return Snapshot({tab.title: tab for tab in tabs}, names, stamp_of(answer))


def stamp_of(answer: Json) -> Stamp | None:
    """The stamp in an answer that holds STAMP_FIELDS: None where there is none, an empty one where it can't be read."""
    for entry in answer.get("developerMetadata", ()):
        if entry.get("metadataKey") == STAMP:
            try:
                found = json.loads(entry.get("metadataValue", ""))
                return Stamp(str(found["batch"]), {str(id): str(digest) for id, digest in found["tabs"].items()})
            except (ValueError, KeyError, TypeError, AttributeError):
                return Stamp()
    return None


def _tab(sheet: Json) -> Tab:
    properties, data = sheet["properties"], sheet.get("data", [])
    size = properties.get("gridProperties", {})
    title = properties["title"]
    shown = Sheet(title, grid.rows(data), hidden=bool(properties.get("hidden")))
    return Tab(
        properties.get("sheetId", 0),
        title,
        size.get("rowCount", 0),
        size.get("columnCount", 0),
        shown,
        grid.typed(data),
        sheet.get("charts", []),
    )
