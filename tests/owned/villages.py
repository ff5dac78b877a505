"""Villages as tests write them: the rows of a few entry tabs, read and computed as a sync does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perdes_sheets.outputs import owned
from perdes_sheets.outputs.owned import HistoryLine
from perdes_sheets.reading import reader
from perdes_sheets.reading.entries import Reading
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.tabs import ENTRY_TABS
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Cell, Out, OwnedTab, Sheet

AS_OF = dt.date(2026, 6, 17)
Row = Mapping[str, Cell]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@dataclass(frozen=True)
class Village:
    """A workbook in one language as of `AS_OF`; `tabs` are the rows of entry tabs, the first in spreadsheet row 5."""

    tabs: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    language: str = "id"
    settings: Mapping[str, Cell] = field(default_factory=lambda: {"village_name": "Desa Sukamaju"})
    history: Sequence[HistoryLine] = ()

    def sheets(self) -> dict[str, Sheet]:
        say = words(self.language)
        pairs = [[say.column("settings", id), value] for id, value in self.settings.items()]
        sheets = [Sheet(say.tab("settings"), [[say.tab("settings")], *pairs])]
        for tab in ENTRY_TABS:
            ids = [column.id for column in tab.columns]
            rows: list[list[Cell]] = [[], [], [], [say.column(tab.id, id) for id in ids]]
            rows += [[row.get(id) for id in ids] for row in self.tabs.get(tab.id, ())]
            sheets.append(Sheet(say.tab(tab.id), rows))
        return {sheet.title: sheet for sheet in sheets}

    def computed(self) -> tuple[Reading, Results]:
        reading = reader.read(self.sheets())
        return reading, evaluate(reading, AS_OF)

    def owned(self) -> dict[str, OwnedTab]:
        """The owned tabs by id."""
        reading, results = self.computed()
        return {tab.id: tab for tab in owned.tabs(reading, results, words(self.language), self.history)}

    def tab(self, id: str) -> OwnedTab:
        return self.owned()[id]


def values(tab: OwnedTab, first_row: int = 1) -> list[list[Any]]:
    """The values from a spreadsheet row on, without empty cells at the end of rows."""
    found = []
    for row in tab.rows[first_row - 1 :]:
        cells = [cell.value if cell else None for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        found.append(cells)
    return found


def at(tab: OwnedTab, address: str) -> Out:
    """The cell at an address of one letter (`B9`); it must be there."""
    cell = tab.rows[int(address[1:]) - 1][ord(address[0]) - 65]
    assert cell is not None, f"{tab.id} {address} is empty"
    return cell


def target(cell: Out) -> tuple[str, str]:
    """Where the cell's link leads: tab and cell."""
    assert cell.link is not None
    return cell.link.tab, cell.link.cell


def agreement(number: str, **given: Cell) -> Row:
    """A signed agreement with one partner; in force unless the dates given say otherwise."""
    return {
        "number": number, "title": f"Kerja sama {number}", "kind": "third_party", "partners": "PT Maju",
        "signed_date": day("2024-01-10"), "start_date": day("2024-02-01"), **given,
    }  # fmt: skip


def partner(name: str = "PT Maju", **given: Cell) -> Row:
    return {"name": name, "type": "business", "sectors": "economy", "stage": "active", **given}


def kpi(code: str, **given: Cell) -> Row:
    """A KPI of 001 that should be half way at `AS_OF`: from 0 to 100 in two years."""
    return {
        "code": code, "agreement": "001", "benefit": "resources", "indicator": f"Indikator {code}", "unit": "rumah",
        "direction": "increase", "aggregation": "latest", "baseline": 0, "baseline_date": day("2025-06-17"),
        "target": 100, "target_date": day("2027-06-17"), "frequency": "yearly", **given,
    }  # fmt: skip


def measured(code: str, value: float, date: str = "2026-06-01") -> Row:
    return {"no": f"M-{code}-{date}", "kpi": code, "date": day(date), "value": value}


def need(code: str, **given: Cell) -> Row:
    return {
        "code": code, "sector": "economy", "need": f"Kebutuhan {code}", "goal": "Tujuan", "urgency": 3,
        "seriousness": 3, "growth": 3, **given,
    }  # fmt: skip
