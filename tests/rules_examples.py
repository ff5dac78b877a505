"""The worked examples of rules.md as workbooks: four villages made up for their edges (data/rules/README.md).

Each gives raw cells and what an independent implementation computes from them.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from perdes_sheets.schema.tabs import ENTRY_TABS, SETTINGS_COLUMNS, EntryTab
from perdes_sheets.schema.words import Words, words
from perdes_sheets.workbooks.base import Cell, ErrorValue, Sheet

FOLDER = Path(__file__).parent / "data" / "rules"
NAMES = ("clean-id", "edges-id", "messy-en", "messy-id")
HEADER_ROW = 4


@dataclass(frozen=True, slots=True)
class Example:
    """One village: its raw `cells`, and what is `expected` of a sync as of `as_of` (cli.md's JSON)."""

    name: str
    as_of: dt.date
    language: str
    cells: Mapping[str, Any]
    expected: Mapping[str, Any]

    def sheets(self) -> dict[str, Sheet]:
        """The workbook that holds the cells: titles, headers in row 4, each row where the example has it."""
        say = words(self.language)
        tabs = [_settings(self.cells["settings"], say)]
        tabs += [_entries(tab, self.cells[tab.id], say) for tab in ENTRY_TABS]
        return {sheet.title: sheet for sheet in tabs}

    def findings(self) -> list[tuple[str, int | None, str | None, str, str]]:
        """The expected findings as (tab, row, column, code, severity), sorted; those of settings have no row."""
        keys = ("tab", "row", "column", "code", "severity")
        return sorted((tuple(f[key] for key in keys) for f in self.expected["findings"]), key=str)


@cache
def example(name: str) -> Example:
    """The example of that name (see NAMES)."""
    with gzip.open(FOLDER / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        read = json.load(file)
    return Example(name, dt.date.fromisoformat(read["as_of"]), read["language"], read["cells"], read["expected"])


def _settings(values: Mapping[str, Any], say: Words) -> Sheet:
    title = say.tab("settings")
    rows = [[say.column("settings", column.id), _cell(values.get(column.id))] for column in SETTINGS_COLUMNS]
    return Sheet(title, [[title], [], *rows])


def _entries(tab: EntryTab, entries: list[Mapping[str, Any]], say: Words) -> Sheet:
    title = say.tab(tab.id)
    header = [say.column(tab.id, column.id) + (" *" if column.required else "") for column in tab.columns]
    rows: list[list[Cell]] = [[] for _ in range(max((entry["row"] for entry in entries), default=HEADER_ROW))]
    rows[0] = [title]
    rows[HEADER_ROW - 1] = [*header]
    for entry in entries:
        rows[entry["row"] - 1] = [_cell(entry.get(column.id)) for column in tab.columns]
    return Sheet(title, rows)


def _cell(raw: Any) -> Cell:
    """A cell as backends give it: `{"date": …}` is a date cell, `#N/A` and its like an error value."""
    if isinstance(raw, dict):
        return dt.date.fromisoformat(raw["date"])
    if isinstance(raw, str) and raw.startswith("#"):
        return ErrorValue(raw)
    return raw
