"""rules.md, Agreements (step 4): status, review_due, contents."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from perdes_sheets.rules.results import AgreementResult
from perdes_sheets.schema.entries import Settings
from tests.rules.villages import agreement, day, review, run

JANUARY = dt.date(2024, 1, 1)


def result(reviews: Any = (), settings: Settings | None = None, **cells: Any) -> AgreementResult:
    (only,) = run(settings, agreements=[agreement(**cells)], reviews=list(reviews)).agreements
    return only


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({}, "active"),
        ({"terminated_date": day(0)}, "terminated"),
        ({"terminated_date": day(1)}, "active"),
        ({"terminated_date": day(0), "signed_date": None}, "terminated"),
        ({"signed_date": None}, "draft"),
        ({"signed_date": day(0)}, "active"),
        ({"signed_date": day(1)}, "draft"),
        ({"start_date": day(1)}, "upcoming"),
        ({"start_date": day(0)}, "active"),
        ({"end_date": day(-1)}, "expired"),
        ({"end_date": day(0)}, "expiring"),
        ({"end_date": day(90)}, "expiring"),
        ({"end_date": day(91)}, "active"),
    ],
)
def test_the_first_status_that_holds(cells: dict[str, Any], status: str) -> None:
    assert result(**cells).status == status


@pytest.mark.parametrize(
    ("column", "cells", "status"),
    [
        ("start_date", {}, None),
        ("start_date", {"signed_date": None}, None),
        ("start_date", {"terminated_date": day(0)}, None),
        ("terminated_date", {}, None),
        ("signed_date", {}, None),
        ("signed_date", {"terminated_date": day(0)}, "terminated"),
        ("end_date", {}, None),
        ("end_date", {"signed_date": None}, "draft"),
        ("end_date", {"start_date": day(1)}, "upcoming"),
    ],
)
def test_no_status_where_the_cell_that_decides_cannot_be_read(
    column: str, cells: dict[str, Any], status: str | None
) -> None:
    assert result(**{**cells, column: None, "bad": {column}}).status == status


def test_an_end_before_the_start_is_no_end() -> None:
    assert result(end_date=dt.date(2023, 12, 31)).status is None


def test_reviews_are_due_a_year_after_the_start() -> None:
    due = result()
    assert (due.review_due, due.review_flag, due.days_to_review) == (dt.date(2025, 1, 1), "scheduled", 210)


def test_months_count_from_the_base_date_clamped() -> None:
    start = dt.date(2024, 1, 31)
    assert result(start_date=start, signed_date=start, review_months=1).review_due == dt.date(2024, 2, 29)


def test_the_months_of_the_agreement_or_of_the_settings() -> None:
    assert result(review_months=6).review_due == dt.date(2024, 7, 1)
    assert result(settings=Settings(default_review_months=3)).review_due == dt.date(2024, 4, 1)
    assert result(review_months=None, bad={"review_months"}).review_due is None


@pytest.mark.parametrize(("days", "flag"), [(-1, "overdue"), (0, "due_soon"), (30, "due_soon"), (31, "scheduled")])
def test_review_flag(days: int, flag: str) -> None:
    due = result([review(day(-9), next_review=day(days))])
    assert (due.review_due, due.review_flag, due.days_to_review) == (day(days), flag, days)


def test_the_last_review_is_the_base_of_the_next() -> None:
    held = [review(day(-10)), review(day(-40)), review(day(1))]
    assert result(held, review_months=1).review_due == dt.date(2024, 6, 26)


def test_of_two_reviews_on_one_date_the_later_row_counts() -> None:
    assert result([review(day(-10), "end"), review(day(-10))]).review_due is not None
    assert result([review(day(-10)), review(day(-10), "end")]).review_due is None


def test_after_the_outcome_end_nothing_more_is_to_be_decided() -> None:
    assert result([review(day(-10), "end")], end_date=day(20)).review_due is None
    assert result([review(day(-20), "end"), review(day(-10))]).review_due is not None
    assert result([review(day(1), "end")]).review_due is not None
    assert result([review(day(0), "end")]).review_due is None


def test_a_review_that_cannot_be_read() -> None:
    assert result([review(day(-10), None, bad={"outcome"})]).review_due is None
    assert result([review(day(-10), bad={"next_review"})]).review_due is None
    assert result([review(None, "end", bad={"date"})]).review_due == dt.date(2025, 1, 1)


@pytest.mark.parametrize("status_of", [{"signed_date": None}, {"start_date": day(5)}, {"terminated_date": day(0)}])
def test_other_statuses_are_not_reviewed(status_of: dict[str, Any]) -> None:
    due = result(**status_of)
    assert (due.review_due, due.review_flag, due.days_to_review) == (None, None, None)


def test_renewal_comes_90_days_before_the_end() -> None:
    assert result(end_date=dt.date(2025, 12, 31), review_months=60).review_due == dt.date(2025, 10, 2)


def test_renewal_comes_at_most_a_quarter_of_the_term_before_the_end() -> None:
    """1 January to 9 July 2024 are 190 days; a quarter, rounded down, is 47."""
    assert result(end_date=dt.date(2024, 7, 9), review_months=60).review_due == dt.date(2024, 5, 23)


def test_renewal_is_dropped_by_a_review_on_or_after_it() -> None:
    end = dt.date(2024, 7, 9)
    before, on = dt.date(2024, 5, 22), dt.date(2024, 5, 23)
    assert result([review(before)], end_date=end, review_months=60).review_due == on
    assert result([review(on)], end_date=end, review_months=60).review_due is None


def test_a_periodic_review_after_the_end_is_dropped_one_on_it_is_not() -> None:
    end = dt.date(2024, 7, 9)
    held = dt.date(2024, 5, 23)
    assert result([review(held, next_review=end)], end_date=end).review_due == end
    assert result([review(held, next_review=day(35))], end_date=end).review_due is None


def test_the_earlier_of_periodic_and_renewal() -> None:
    assert result(end_date=dt.date(2024, 12, 31), review_months=6).review_due == dt.date(2024, 7, 1)
    assert result(end_date=dt.date(2024, 12, 31), review_months=11).review_due == dt.date(2024, 10, 2)


def test_expired_agreements_have_only_the_renewal_left() -> None:
    expired = {"start_date": dt.date(2023, 1, 1), "signed_date": dt.date(2023, 1, 1), "end_date": dt.date(2024, 1, 1)}
    assert result(**expired, review_months=1).review_due == dt.date(2023, 10, 3)
    assert result([review(dt.date(2023, 10, 2), next_review=day(5))], **expired).review_due == dt.date(2023, 10, 3)
    assert result([review(dt.date(2023, 10, 3), next_review=day(5))], **expired).review_due is None


def test_clauses_complete() -> None:
    assert result().clauses_complete == 1
    assert result(clause_scope=False, clause_term=None).clauses_complete == 0.75
    assert result(clause_scope=None, bad={"clause_scope"}).clauses_complete is None
    assert result(kind=None, bad={"kind"}).clauses_complete == 1
