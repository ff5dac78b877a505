"""Rows: blank ones, required cells, keys, running numbers, and what is said once a column."""

from __future__ import annotations

import datetime as dt

import pytest

from perdes_sheets.workbooks.base import Cell, ErrorValue
from tests.reading.grids import findings, read

NEED = ["code", "sector", "need", "goal", "urgency", "seriousness", "growth"]
GOOD = ["health", "Posyandu", "Balita sehat", 5.0, 4.0, 3.0]
MEASUREMENT = ["no", "kpi", "date", "value"]
DAY = dt.date(2024, 3, 12)


def test_a_good_row() -> None:
    found = read(needs=[[*NEED, "estimated_cost", "status"], ["K-1", *GOOD, 1500000.0, None]])
    (need,) = found.entries.needs
    assert (need.row, need.bad, need.code, need.sector, need.urgency) == (2, set(), "K-1", "health", 5)
    assert (need.estimated_cost, need.status, need.resource) == (1500000.0, "open", None)
    assert findings(found, "needs") == []


@pytest.mark.parametrize("blank", [[], [None] * 7, ["", " ", "-", "–", None, "\t", " - "]])
def test_blank_rows_are_left_out(blank: list[Cell]) -> None:
    found = read(needs=[NEED, ["K-1", *GOOD], blank, ["K-2", *GOOD], blank])
    assert [(need.row, need.code) for need in found.entries.needs] == [(2, "K-1"), (4, "K-2")]
    assert found.layouts["needs"].last_row == 4
    assert findings(found, "needs") == []


def test_a_prefilled_running_number_or_an_automatic_cell_makes_no_row() -> None:
    found = read(
        needs=[[*NEED, "check"], ["K-1", *GOOD, "✓"], [*[None] * 7, "✓"]],
        measurements=[MEASUREMENT, [1.0, "IK-1", DAY, 5.0], [2.0], [ErrorValue("#REF!"), "-"], [2.0, None, " "]],
    )
    assert [need.row for need in found.entries.needs] == [2]
    assert [m.row for m in found.entries.measurements] == [2]
    assert findings(found, "measurements") == []


@pytest.mark.parametrize("cell", [0.0, False, "0", ErrorValue("#N/A")])
def test_a_zero_or_an_error_is_not_blank(cell: Cell) -> None:
    found = read(measurements=[MEASUREMENT, [None, None, None, cell]])
    assert [m.row for m in found.entries.measurements] == [2]


def test_required_cells() -> None:
    found = read(needs=[NEED, ["K-1", " ", "Posyandu", "-", 5.0, 4.0, 3.0], [None, *GOOD]])
    assert findings(found, "needs") == [(2, "goal", "required"), (2, "sector", "required"), (3, "code", "required")]
    assert [need.bad for need in found.entries.needs] == [set(), set()]


def test_a_cell_that_cannot_be_read_is_bad_not_missing_and_has_no_default() -> None:
    found = read(needs=[[*NEED, "status"], ["K-1", "sihir", "Posyandu", ErrorValue("#REF!"), 9.0, 4.0, 3.0, "entah"]])
    assert findings(found, "needs") == [
        (2, "goal", "formula_error"),
        (2, "sector", "bad_choice"),
        (2, "status", "bad_choice"),
        (2, "urgency", "bad_score"),
    ]
    (need,) = found.entries.needs
    assert need.bad == {"goal", "sector", "status", "urgency"}
    assert (need.goal, need.sector, need.status, need.urgency) == (None, None, None, None)


def test_a_list_without_good_parts_is_bad_and_an_empty_one_missing() -> None:
    columns = ["name", "type", "sectors", "stage"]
    found = read(partners=[columns, ["A", "village", "sihir", "active"], ["B", "village", ";", "active"]])
    assert findings(found, "partners") == [(2, "sectors", "bad_choice"), (3, "sectors", "required")]
    assert [partner.sectors for partner in found.entries.partners] == [(), ()]


def test_repeated_key_goes_aside_with_the_findings_about_its_own_cells() -> None:
    rows = [["K-1", *GOOD], [" k-1 ", "sihir", *GOOD[1:]], ["K-2", *GOOD], ["K-1", *GOOD]]
    found = read(needs=[NEED, *rows])
    assert [need.row for need in found.entries.needs] == [2, 4]
    assert [need.row for need in found.entries.repeated["needs"]] == [3, 5]
    assert findings(found, "needs") == [
        (3, "code", "duplicate_key"),
        (3, "sector", "bad_choice"),
        (5, "code", "duplicate_key"),
    ]
    named = [f.values for f in found.findings if f.code == "duplicate_key"]
    assert named == [
        {"x": " k-1 ", "rows": "2, 3, 5", "first": "2"},
        {"x": "K-1", "rows": "2, 3, 5", "first": "2"},
    ]


def test_keys_are_the_same_as_text_and_number_but_not_with_other_digits() -> None:
    found = read(needs=[NEED, [7.0, *GOOD], ["7", *GOOD], ["07", *GOOD], [None, *GOOD], [None, *GOOD]])
    assert [(f.row, f.code) for f in found.findings if f.code == "duplicate_key"] == [(3, "duplicate_key")]


def test_a_key_repeated_very_often_names_the_first_rows_only() -> None:
    found = read(needs=[NEED, *[["K-1", *GOOD]] * 50])
    assert {f.values["rows"] for f in found.findings if f.code == "duplicate_key"} == {
        "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"
    }


def test_repeated_running_number_keeps_its_row() -> None:
    found = read(measurements=[MEASUREMENT, [1.0, "IK-1", DAY, 5.0], ["1", "IK-1", DAY, 6.0], ["a", "IK-2", DAY, 7.0]])
    assert [m.row for m in found.entries.measurements] == [2, 3, 4]
    assert findings(found, "measurements") == [(3, "no", "duplicate_key")]
    assert found.entries.repeated["measurements"] == []


def test_missing_running_numbers_are_said_once() -> None:
    rows = [
        [1.0, "IK-1", DAY, 5.0],
        [None, "IK-1", DAY, 6.0],
        [" ", "IK-1", DAY, 7.0],
        [ErrorValue("#REF!"), "IK-1", DAY, 8.0],
    ]
    found = read(measurements=[MEASUREMENT, *rows])
    assert findings(found, "measurements") == [(3, "no", "running_number_missing"), (5, "no", "formula_error")]
    assert [f.values["n"] for f in found.findings if f.code == "running_number_missing"] == [2]


def test_without_the_column_of_running_numbers_its_cell_has_no_place() -> None:
    found = read(measurements=[MEASUREMENT[1:], ["IK-1", DAY, 5.0], ["IK-1", DAY, 6.0]])
    (finding,) = [f for f in found.findings if f.code == "running_number_missing"]
    assert (finding.row, finding.variant, finding.values["n"]) == (2, "no_column", 2)
    assert found.layouts["measurements"].cell(finding.row, finding.column) is None


def test_text_numbers_and_dates_are_said_once_a_column() -> None:
    rows = [
        [1.0, "IK-1", DAY, 5.0],
        [2.0, "IK-1", "13/03/2024", "1.500"],
        [3.0, "IK-1", "besok", "lima"],
        [4.0, "IK-1", "14/03/2024", " 7 "],
    ]
    found = read(measurements=[MEASUREMENT, *rows])
    assert findings(found, "measurements") == [
        (3, "date", "date_as_text"),
        (3, "value", "number_as_text"),
        (4, "date", "bad_date"),
        (4, "value", "bad_number"),
    ]
    assert [f.values for f in found.findings if f.code == "number_as_text"] == [{"n": 2, "x": "1.500"}]
    assert [m.value for m in found.entries.measurements] == [5.0, 1500.0, None, 7.0]


def test_dates_read_day_first_in_a_column_of_month_first_ones_are_worth_a_look() -> None:
    """A real register: `07/31/2012` can't be read, and `03/12/2014` beside it was surely 12 March."""
    found = read(measurements=[MEASUREMENT, [1.0, "IK-1", "07/31/2012", 5.0], [2.0, "IK-1", "03/12/2014", 6.0]])
    (said,) = [f for f in found.findings if f.code == "date_as_text"]
    assert said.variant == "month_first"
    assert said.values == {"n": 1, "x": "03/12/2014", "day": dt.date(2014, 12, 3)}


def test_warnings_leave_the_cell_sound() -> None:
    found = read(needs=[[*NEED, "estimated_cost"], [DAY, *GOOD, 1.5]])
    (need,) = found.entries.needs
    assert (need.code, need.estimated_cost, need.bad) == ("2024-03-12", 1.5, set())
    assert findings(found, "needs") == [(2, "code", "date_in_text"), (2, "estimated_cost", "suspicious_money")]


def test_the_workbooks_language_decides_about_numbers() -> None:
    grid = [MEASUREMENT, [1.0, "IK-1", DAY, "1.500"]]
    assert read("id", measurements=grid).entries.measurements[0].value == 1500
    assert read("en", measurements=grid).entries.measurements[0].value == 1.5


def test_one_bad_row_stops_no_other() -> None:
    bad: list[Cell] = [ErrorValue("#REF!"), ErrorValue("#N/A"), "entah", True]
    found = read(measurements=[MEASUREMENT, bad, [2.0, "IK-1", DAY, 5.0]])
    assert found.entries.measurements[1].value == 5.0
    assert len(findings(found, "measurements")) == 4
