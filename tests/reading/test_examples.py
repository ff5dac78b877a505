"""The worked examples of rules.md: every finding that reading gives, and no other."""

from __future__ import annotations

import dataclasses

import pytest

from perdes_sheets.findings import SEVERITY
from perdes_sheets.reading import reader
from perdes_sheets.schema.tabs import ENTRY_TABS
from tests.rules_examples import NAMES, example

CODES = list(SEVERITY)
OF_READING = {
    *CODES[: CODES.index("unknown_reference")],
    *("suspicious_money", "date_in_text", "running_number_missing", "number_as_text", "date_as_text"),
}
OF_RULES = ("measurements", "date", "duplicate_key")
"""A pair of KPI and date that occurs again takes two cells to see."""

Key = tuple[str, int | None, str | None, str, str]


def of_reading(finding: Key) -> bool:
    tab, _, column, code, _ = finding
    return code in OF_READING and (tab, column, code) != OF_RULES


@pytest.mark.parametrize("name", NAMES)
def test_findings(name: str) -> None:
    village = example(name)
    expected = [finding for finding in village.findings() if of_reading(finding)]
    found = [
        (f.tab, None if f.tab == "settings" else f.row, f.column, f.code, f.severity)
        for f in reader.read(village.sheets()).findings
    ]
    assert sorted(found, key=str) == expected


@pytest.mark.parametrize("name", NAMES)
def test_language_settings_and_rows(name: str) -> None:
    village = example(name)
    reading = reader.read(village.sheets())
    assert reading.language == village.language
    settings = dataclasses.asdict(reading.entries.settings)
    assert {id: list(v) if isinstance(v, tuple) else v for id, v in settings.items()} == village.expected["village"]
    for tab in ENTRY_TABS:
        if tab.id in village.expected:
            expected = [(row["row"], row.get(tab.key.id)) for row in village.expected[tab.id]]
            read = [(entry.row, getattr(entry, tab.key.id)) for entry in getattr(reading.entries, tab.id)]
            assert [row for row, _ in read] == [row for row, _ in expected]
            if tab.key.key == "own":
                assert read == expected
