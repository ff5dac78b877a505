"""The sample village: whatever the day it is made, it shows every status, and only the mistakes it means to show."""

from __future__ import annotations

import datetime as dt

import pytest

from perdes_sheets.outputs import sample
from perdes_sheets.reading import reader
from perdes_sheets.reading.entries import Reading
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.tabs import ENTRY_TABS
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Sheet

DAYS = [dt.date(2024, 2, 29), dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 5, 31), dt.date(2027, 3, 1)]


def read(language: str, day: dt.date) -> tuple[Reading, Results]:
    say, cells = words(language), sample.cells(language, day)
    settings = [[say.column("settings", id), value] for id, value in cells["settings"].items()]
    sheets = {say.tab("settings"): Sheet(say.tab("settings"), settings)}
    for tab in ENTRY_TABS:
        ids = [column.id for column in tab.columns]
        rows = [[i if id == "no" else row.get(id) for id in ids] for i, row in enumerate(cells[tab.id], 1)]
        sheets[say.tab(tab.id)] = Sheet(say.tab(tab.id), [[say.column(tab.id, id) for id in ids], *rows])
    reading = reader.read(sheets)
    return reading, evaluate(reading, day)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_status_occurs(day: dt.date) -> None:
    _, results = read("id", day)
    assert {a.status for a in results.agreements} == set(CHOICES["agreement_status"])
    assert {a.review_flag for a in results.agreements} == {None, "overdue", "due_soon", "scheduled"}
    assert {o.fulfilment_status for o in results.obligations} - {None} == set(CHOICES["fulfilment_status"])
    assert {k.kpi_status for k in results.kpis} == set(CHOICES["kpi_status"])
    assert {k.trend for k in results.kpis} - {None} == set(CHOICES["trend"])
    assert {k.data_flag for k in results.kpis} - {None} == set(CHOICES["data_flag"])
    assert {n.coverage for n in results.needs} == set(CHOICES["coverage"])
    assert {p.contact_flag for p in results.partners} - {None} == set(CHOICES["contact_flag"])
    assert {i.follow_up_flag for i in results.interactions} - {None} == set(CHOICES["due_flag"])
    assert {a.action_flag for a in results.actions} == set(CHOICES["due_flag"])


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_its_mistakes_are_those_that_people_make(language: str, day: dt.date) -> None:
    reading, results = read(language, day)
    assert reading.language == language
    errors = [(f.tab, f.column, f.code) for f in results.findings if f.severity == "error"]
    assert errors == [
        ("interactions", "partner", "unknown_reference"),
        ("interactions", "follow_up_due", "bad_date"),
        ("agreements", "number", "duplicate_key"),
        ("obligations", "due_date", "bad_date"),
        ("kpis", "target", "target_required"),
    ]
    assert {f.code for f in results.findings if f.severity == "info"} == {"date_as_text", "number_as_text"}
    assert {f.code for f in results.findings if f.severity == "warning"} == {
        "unresearched_partner", "missing_clause", "unsigned_active", "agreement_without_obligations",
        "document_missing", "one_sided_obligations", "percent_scale",
    }  # fmt: skip


def test_its_size() -> None:
    cells = sample.cells("id", DAYS[0])
    sizes = {tab: len(rows) for tab, rows in cells.items() if tab != "settings"}
    assert sizes == {
        "needs": 12, "partners": 15, "interactions": 26, "agreements": 13, "obligations": 30, "kpis": 20,
        "measurements": 152, "reviews": 10, "actions": 9,
    }  # fmt: skip


def test_it_is_told_in_its_own_language() -> None:
    indonesian, english = sample.cells("id", DAYS[0]), sample.cells("en", DAYS[0])
    for tab in ENTRY_TABS:
        for one, other in zip(indonesian[tab.id], english[tab.id], strict=True):
            assert one.keys() == other.keys()
    told = {row["title"] for row in indonesian["agreements"]} & {row["title"] for row in english["agreements"]}
    assert not told
