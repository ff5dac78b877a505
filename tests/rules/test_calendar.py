"""Months from a base date, and how soon a day is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.rules.calendar import add_months, due_flag

DAYS = st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("base", "months", "expected"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2100-01-31", 1, "2100-02-28"),
        ("2024-01-31", 3, "2024-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-15"),
    ],
)
def test_months_are_calendar_months_clamped_to_the_end(base: str, months: int, expected: str) -> None:
    assert add_months(dt.date.fromisoformat(base), months) == dt.date.fromisoformat(expected)


@given(DAYS, st.integers(1, 1200))
def test_the_day_is_the_base_dates_or_the_months_last(base: dt.date, months: int) -> None:
    later = add_months(base, months)
    assert (later.year - base.year) * 12 + later.month - base.month == months
    assert later.day == base.day or (later.day < base.day and (later + dt.timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 600), st.integers(1, 600))
def test_months_are_never_accumulated_but_lose_at_most_days(base: dt.date, first: int, second: int) -> None:
    """Two steps end in the same month as one, never later in it: only the one step keeps the base date's day."""
    at_once, in_steps = add_months(base, first + second), add_months(add_months(base, first), second)
    assert (in_steps.year, in_steps.month) == (at_once.year, at_once.month)
    assert in_steps.day <= at_once.day


def test_beyond_the_calendar_is_its_last_day() -> None:
    assert add_months(dt.date(2024, 1, 31), 999_999) == dt.date.max


@pytest.mark.parametrize(
    ("days", "flag"), [(-1, "overdue"), (0, "due_soon"), (30, "due_soon"), (31, "scheduled")]
)  # fmt: skip
def test_today_is_due_soon(days: int, flag: str) -> None:
    today = dt.date(2024, 6, 5)
    assert due_flag(today + dt.timedelta(days=days), today, lead_days=30) == flag
