"""formulas_missing: rows whose automatic cells hold no formula of ours."""

from __future__ import annotations

import datetime as dt

import pytest

from perdes_sheets.reading import formulas
from perdes_sheets.workbooks.base import EMPTY, OURS, OVERWRITTEN, Cell
from tests.reading.grids import read

COLUMNS = ["no", "check", "agreement", "date", "outcome", "about"]
CHECK, ABOUT = 1, 5


def row(no: Cell) -> list[Cell]:
    return [no, None, "PKS/1", dt.date(2024, 3, 12), "continue", None]


REVIEWS = [COLUMNS, row(1.0), row(2.0), [3.0], row(None), row(4.0)]


def missing(check: bytes, about: bytes) -> list[tuple[str, int | None, str | None, object]]:
    found = formulas.missing(read(reviews=REVIEWS), {"reviews": {CHECK: check, ABOUT: about}})
    return [(f.tab, f.row, f.column, f.values["n"]) for f in found]


def states(*rows: int) -> bytes:
    return bytes(rows)


ALL_OURS = states(OURS, OURS, OURS, OURS, OURS)


def test_nothing_to_say_where_every_row_has_its_formulas() -> None:
    assert missing(ALL_OURS, ALL_OURS) == []


def test_blank_rows_and_rows_without_number_do_not_count() -> None:
    holes = states(OURS, OURS, EMPTY, OVERWRITTEN, OURS)
    assert missing(holes, holes) == []


@pytest.mark.parametrize("state", [EMPTY, OVERWRITTEN])
def test_overwritten_and_never_there(state: int) -> None:
    assert missing(states(OURS, state, OURS, OURS, state), ALL_OURS) == [("reviews", 3, "check", 2)]


def test_the_first_column_is_the_first_of_the_schema() -> None:
    holes = states(OURS, OVERWRITTEN, OURS, OURS, OURS)
    assert missing(holes, holes) == [("reviews", 3, "about", 1)]


def test_rows_count_once_whatever_the_columns() -> None:
    assert missing(states(EMPTY, OURS, OURS, OURS, OURS), states(OURS, OURS, OURS, OURS, EMPTY)) == [
        ("reviews", 2, "check", 2)
    ]


def test_beyond_the_end_of_the_states_a_column_is_empty() -> None:
    assert missing(states(OURS), ALL_OURS) == [("reviews", 3, "check", 2)]
    assert missing(b"", b"") == [("reviews", 2, "about", 3)]


def test_deleted_automatic_columns_are_nobodys_formulas() -> None:
    found = formulas.missing(read(reviews=[["no", "agreement", "date", "outcome"], [1.0, "PKS/1"]]), {})
    assert found == []


def test_a_repeated_key_has_its_formulas_too() -> None:
    reading = read(needs=[["code", "check"], ["K-1", None], ["K-1", None]])
    (finding,) = formulas.missing(reading, {"needs": {1: states(OURS, EMPTY)}})
    assert (finding.row, finding.values["n"]) == (3, 1)
