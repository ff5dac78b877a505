"""The history: one line a date, replaced when that date is synced again, kept through every reading back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.outputs.owned import HistoryLine, history
from perdes_sheets.outputs.owned.timeline import COUNTS
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Cell, OwnedTab, Sheet
from tests.owned.villages import AS_OF, Village, agreement, day, values

VILLAGE = Village({"agreements": [agreement("001"), agreement("002", end_date=day("2026-01-31"))]})


def line(date: str, **counts: int) -> HistoryLine:
    return HistoryLine(day(date), dict.fromkeys(COUNTS) | counts)


def sheet(tab: OwnedTab) -> Sheet:
    return Sheet(tab.title, values(tab))


def dates(tab: OwnedTab) -> list[dt.date]:
    return [row[0] for row in values(tab, 5)]


def test_this_sync_adds_its_line_on_top() -> None:
    village = Village(VILLAGE.tabs, history=[line("2026-05-01", errors=3)])
    assert dates(village.tab("history")) == [AS_OF, day("2026-05-01")]


def test_the_same_date_is_replaced() -> None:
    village = Village(VILLAGE.tabs, history=[line("2026-06-17", errors=999), line("2026-06-18", errors=1)])
    tab = village.tab("history")
    assert dates(tab) == [day("2026-06-18"), AS_OF]
    assert 999 not in values(tab, 5)[1]


def test_the_counts_of_a_line() -> None:
    reading, results = VILLAGE.computed()
    own = history.line(reading.entries, results).counts
    assert own["in_force"] == 1
    assert own["reviews_overdue"] == 2
    assert own["undecided"] == 1
    assert own["errors"] == results.counts["errors"]


def test_a_tab_that_is_not_used_has_no_count_rather_than_0() -> None:
    reading, results = VILLAGE.computed()
    own = history.line(reading.entries, results).counts
    assert own["obligations_late"] is None
    assert own["kpi_status.off_track"] is None
    assert own["coverage.uncovered"] is None


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_was_written_is_read_back(language: str) -> None:
    earlier = [line("2026-03-01", errors=4, warnings=0), line("2026-04-01", in_force=7)]
    tab = Village(VILLAGE.tabs, language=language, history=earlier).tab("history")
    read = history.read(sheet(tab), words(language))
    assert read[:2] == earlier
    assert read[2].as_of == AS_OF


def test_reading_back_and_writing_again_changes_nothing() -> None:
    first = Village(VILLAGE.tabs, history=[line("2026-03-01", errors=4)]).tab("history")
    again = Village(VILLAGE.tabs, history=history.read(sheet(first), words("id"))).tab("history")
    assert again == first


def test_columns_are_found_by_their_headers_in_any_language() -> None:
    tab = Village(VILLAGE.tabs, language="en", history=[line("2026-03-01", errors=4)]).tab("history")
    moved = Sheet("Riwayat", [[], *([None, *reversed(row + [None] * (23 - len(row)))] for row in values(tab))])
    read = history.read(moved, words("id"))
    assert [each.as_of for each in read] == [day("2026-03-01"), AS_OF]
    assert read[0].counts["errors"] == 4


def test_a_bare_number_is_a_serial_date() -> None:
    header: list[Cell] = ["Tanggal", "Kesalahan"]
    rows: list[list[Cell]] = [
        header,
        [46082, 5],
        [46082.5, 6],
        ["kemarin", 7],
        [],
        [True, 1],
        [dt.datetime(2026, 3, 2, 8), 8],  # noqa: DTZ001 - cells know no time zone
    ]
    read = history.read(Sheet("Riwayat", rows), words("id"))
    assert [(each.as_of, each.counts["errors"]) for each in read] == [(day("2026-03-01"), 6), (day("2026-03-02"), 8)]


@pytest.mark.parametrize("gone", [None, Sheet("Riwayat", []), Sheet("Riwayat", [["Riwayat"], ["Tanggal"], [46082]])])
def test_without_a_readable_tab_the_history_begins_anew(gone: Sheet | None) -> None:
    assert history.read(gone, words("id")) == []


def test_headers_are_unmistakable_in_every_language() -> None:
    for language in ("id", "en"):
        labels = [history.label(id, words(language)) for id in ("as_of", *COUNTS)]
        assert len({label.casefold() for label in labels}) == len(labels)
    indonesian = {history.label(id, words("id")).casefold(): id for id in ("as_of", *COUNTS)}
    english = {history.label(id, words("en")).casefold(): id for id in ("as_of", *COUNTS)}
    assert all(english[label] == id for label, id in indonesian.items() if label in english)


@given(st.lists(st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31)), unique=True), st.dates())
def test_lines_stay_in_the_order_of_dates(earlier: list[dt.date], own: dt.date) -> None:
    lines = history.continued([HistoryLine(each, {}) for each in earlier], HistoryLine(own, {"errors": 1}))
    assert [each.as_of for each in lines] == sorted({*earlier, own})
    assert sum(each.counts == {"errors": 1} for each in lines) == 1
