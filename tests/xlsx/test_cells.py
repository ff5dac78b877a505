"""Single values as cells hold them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.workbooks.xlsx import cells
from perdes_sheets.workbooks.xlsx.ranges import Range, column_index, letters, quoted, split_reference


@pytest.mark.parametrize(
    ("day", "serial", "serial1904"),
    [
        (dt.date(1900, 1, 1), 1, -1460),
        (dt.date(1900, 2, 28), 59, -1402),
        (dt.date(1900, 3, 1), 61, -1401),
        (dt.date(1904, 1, 1), 1462, 0),
        (dt.date(2026, 3, 1), 46082, 44620),
        (dt.datetime(2026, 3, 1, 18, 0, tzinfo=dt.UTC), 46082.75, 44620.75),
    ],
)
def test_days_are_counted_in_both_systems(day: dt.date, serial: float, serial1904: float) -> None:
    """In the 1900 system there is a 29 February 1900 (ECMA-376 part 1, 18.17.4.1)."""
    assert cells.serial(day, date1904=False) == serial
    assert cells.serial(day, date1904=True) == serial1904


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15))
def test_numbers_come_back_exactly(value: float) -> None:
    assert float(cells.number(value)) == value


@given(st.integers(0, 16_383))
def test_letters_and_indexes_are_each_others(column: int) -> None:
    assert column_index(letters(column)) == column


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("B2", Range(2, 1, 2, 1)), ("$A$1:C9", Range(1, 0, 9, 2)), ("c9:a1", Range(1, 0, 9, 2)),
        (" AA10 ", Range(10, 26, 10, 26)),
        ("A1:", None), ("A", None), ("1:3", None), ("#REF!", None), ("A1,B2", None), ("", None),
    ],
)  # fmt: skip
def test_ranges(text: str, parsed: Range | None) -> None:
    assert Range.parse(text) == parsed


@given(st.text(st.characters(exclude_characters="[]:*?/\\", exclude_categories=("Cs", "Cc")), min_size=1, max_size=31))
def test_a_quoted_title_is_the_title_again(title: str) -> None:
    assert split_reference(f"{quoted(title)}!$A$1:$B$2") == (title, "$A$1:$B$2")
