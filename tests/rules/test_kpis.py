"""rules.md, KPIs (step 5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.rules.results import KpiResult
from perdes_sheets.schema.entries import Kpi, Measurement, Settings
from tests.rules.villages import agreement, band, day, kpi, measurement, run


def result(
    of: Kpi | None = None, *measured: float | Measurement, agreement_cells: dict[str, Any] | None = None
) -> KpiResult:
    """The result of a KPI measured so; plain values are of the days before today, the last of today."""
    rows = [
        m if isinstance(m, Measurement) else measurement(m, day(1 + i - len(measured))) for i, m in enumerate(measured)
    ]
    (only,) = run(agreements=[agreement(**(agreement_cells or {}))], kpis=[of or kpi()], measurements=rows).kpis
    return only


# which measurements count, and what they come to


def test_actual_by_aggregation() -> None:
    values = (10.0, 20.0, 40.0)
    assert result(kpi(aggregation="latest"), *values).actual == 40
    assert result(kpi(aggregation="sum"), *values).actual == 70
    assert result(kpi(aggregation="average"), *values).actual == pytest.approx(70 / 3)
    assert result(kpi(aggregation="sum")).actual is None


@pytest.mark.parametrize(("date", "counts"), [(day(-51), False), (day(-50), True), (day(0), True), (day(1), False)])
def test_from_the_baseline_date_to_today(date: dt.date, counts: bool) -> None:
    only = result(kpi(), measurement(7, date))
    assert (only.actual, only.latest_date) == ((7, date) if counts else (None, None))


@pytest.mark.parametrize(("day_of_may", "counts"), [(29, True), (30, False)])
def test_until_one_period_after_the_target_date(day_of_may: int, counts: bool) -> None:
    ended = kpi(baseline_date=dt.date(2024, 1, 1), target_date=dt.date(2024, 2, 29), frequency="quarterly")
    assert (result(ended, measurement(7, dt.date(2024, 5, day_of_may))).actual == 7) is counts


def test_in_the_order_of_dates_whatever_the_rows() -> None:
    only = result(kpi(), measurement(30, day(-1)), measurement(10, day(-9)))
    assert (only.actual, only.latest_date, only.trend) == (30, day(-1), "improving")


def test_a_second_measurement_of_a_day_does_not_count() -> None:
    assert result(kpi(aggregation="sum"), measurement(30, day(-1)), measurement(10, day(-1))).actual == 30


def test_an_unreadable_measurement_does_not_count() -> None:
    unreadable = measurement(None, day(0), bad={"value"}), measurement(9, None, bad={"date"})
    only = result(kpi(), measurement(30, day(-1)), *unreadable)
    assert (only.actual, only.latest_date) == (30, day(-1))


# progress, expected, achievement


@pytest.mark.parametrize(
    ("of", "value", "progress"),
    [
        (kpi(baseline=20.0, target=100.0), 60, 0.5),
        (kpi(baseline=20.0, target=100.0), 10, -0.125),
        (kpi(baseline=20.0, target=100.0), 140, 1.5),
        (kpi(baseline=None, target=50.0), 20, 0.4),
        (kpi(direction="decrease", baseline=40.0, target=10.0), 25, 0.5),
        (kpi(direction="decrease", baseline=40.0, target=0.0), 50, -0.25),
        (kpi(aggregation="sum", baseline=90.0, target=50.0), 20, 0.4),
        (band(), 8, 1),
        (band(), 12, 1),
        (band(), 13, 0.5),
        (band(), 7, 0.5),
        (band(), 99, 0),
        (band(target_min=8.0, target_max=8.0), 8, 1),
        (band(target_min=8.0, target_max=8.0), 8.1, 0),
    ],
)
def test_progress(of: Kpi, value: float, progress: float) -> None:
    assert result(of, value).progress == pytest.approx(progress)


@pytest.mark.parametrize(
    ("start", "end", "expected"), [(-50, 50, 0.5), (0, 50, 0), (-50, 0, 1), (-50, -9, 1), (5, 50, 0), (-30, 70, 0.3)]
)
def test_expected_is_the_part_of_the_time_gone(start: int, end: int, expected: float) -> None:
    course = {"baseline_date": day(start), "target_date": day(end)}
    assert result(kpi(**course)).expected == pytest.approx(expected)
    assert result(band(**course)).expected == 1


@pytest.mark.parametrize(
    ("of", "value", "achievement"),
    [
        (kpi(baseline=50.0, target=100.0), 80, 0.8),
        (kpi(direction="decrease", baseline=40.0, target=10.0), 15, 0.5),
        (kpi(direction="decrease", baseline=40.0, target=10.0), 5, 1.5),
        (kpi(direction="decrease", baseline=40.0, target=0.0), 15, None),
        (kpi(direction="decrease", baseline=-1.0, target=-5.0), -3, None),
        (band(), 13, 0.5),
        (kpi(aggregation="sum"), 15, 0.15),
    ],
)
def test_achievement_leaves_the_baseline_out(of: Kpi, value: float, achievement: float | None) -> None:
    assert result(of, value).achievement == pytest.approx(achievement)


# status


@pytest.mark.parametrize(
    ("cells", "value", "status"),
    [
        ({}, 100, "achieved"),
        ({}, 45, "on_track"),
        ({}, 44.9, "at_risk"),
        ({}, 35, "at_risk"),
        ({}, 34.9, "off_track"),
        ({"baseline_date": day(0)}, -5, "on_track"),
        ({"direction": "decrease", "baseline": 200.0}, 155, "on_track"),
        ({"target_date": day(-1)}, 99, "missed"),
        ({"target_date": day(0)}, 99, "on_track"),
        ({"target_date": day(-1)}, 100, "achieved"),
    ],
)
def test_status_by_progress_against_expected(cells: dict[str, Any], value: float, status: str) -> None:
    assert result(kpi(**cells), value).kpi_status == status


def test_a_ratio_meets_its_threshold_within_a_billionth() -> None:
    """0.18 of the way when 0.2 should be reached is 0.9 on paper and 0.8999999999999999 in floats."""
    assert 0.18 / 0.2 < 0.9
    of = kpi(target=1.0, baseline_date=day(-20), target_date=day(80))
    assert result(of, 0.18).kpi_status == "on_track"


def test_status_by_the_agreement() -> None:
    assert result(kpi(), 50, agreement_cells={"terminated_date": day(0)}).kpi_status == "closed"
    assert result(kpi(), 50, agreement_cells={"signed_date": None}).kpi_status == "not_started"
    assert result(kpi(), 50, agreement_cells={"start_date": day(1)}).kpi_status == "not_started"
    assert result(kpi(), 50, agreement_cells={"end_date": day(-1)}).kpi_status == "on_track"
    unknown = result(kpi(), 50, agreement_cells={"start_date": None, "bad": {"start_date"}})
    assert (unknown.kpi_status, unknown.data_flag, unknown.rating, unknown.actual) == (None, None, None, 50)


def test_before_the_baseline_date_it_has_not_started() -> None:
    assert result(kpi(baseline_date=day(1))).kpi_status == "not_started"
    assert result(kpi(baseline_date=day(0))).kpi_status == "no_data"


@pytest.mark.parametrize(
    "of",
    [
        kpi(agreement=None, bad={"agreement"}),
        kpi(agreement="tidak ada"),
        kpi(direction=None, bad={"direction"}),
        kpi(aggregation=None, bad={"aggregation"}),
        kpi(frequency=None, bad={"frequency"}),
        kpi(baseline_date=None, bad={"baseline_date"}),
        kpi(target_date=None, bad={"target_date"}),
        kpi(target_date=day(-50)),
        kpi(target=None),
        kpi(target=None, bad={"target"}),
        kpi(baseline=None, bad={"baseline"}),
        kpi(target=0.0),
        kpi(target=-1.0),
        kpi(direction="decrease", baseline=None),
        kpi(direction="decrease", aggregation="sum", baseline=200.0),
        kpi(aggregation="sum", target=0.0),
        band(aggregation="sum"),
        band(target_min=None),
        band(target_max=7.0),
    ],
)
def test_invalid_where_a_cell_that_the_rule_needs_is_wrong_or_missing(of: Kpi) -> None:
    only = result(of, 50)
    assert (only.kpi_status, only.rating, only.data_flag) == ("invalid", None, None)


@pytest.mark.parametrize(
    "of",
    [
        kpi(baseline=None),
        kpi(aggregation="sum", baseline=None, bad={"baseline"}),
        band(bad={"baseline", "target"}),
        kpi(bad={"target_min", "target_max", "benefit", "weight", "unit"}),
    ],
)
def test_not_invalid_where_the_rule_does_not_need_the_cell(of: Kpi) -> None:
    assert result(of, 10).kpi_status not in ("invalid", None)


def test_an_invalid_kpi_still_shows_what_its_sound_cells_give() -> None:
    only = result(kpi(baseline=None, bad={"baseline"}), 50)
    assert (only.actual, only.progress, only.expected, only.achievement) == (50, None, 0.5, 0.5)
    only = result(kpi(frequency=None, bad={"frequency"}), 50)
    assert (only.actual, only.next_expected, only.expected) == (None, None, 0.5)


# rating, trend, data flag, forecast


@pytest.mark.parametrize(
    ("value", "rating"),
    [
        (91, "very_good"),
        (90.5, "good"),
        (76, "good"),
        (75.99, "fair"),
        (66, "fair"),
        (51, "poor"),
        (50.99, "very_poor"),
        (-3, "very_poor"),
    ],
)
def test_rating_has_no_gaps(value: float, rating: str) -> None:
    assert result(kpi(), value).rating == rating


def test_rating_only_of_the_assessable_and_of_an_achievement() -> None:
    assert result(kpi(), 91, agreement_cells={"terminated_date": day(0)}).rating is None
    assert result(kpi(direction="decrease", baseline=40.0, target=0.0), 0).rating is None


def test_rating_bands_of_the_settings() -> None:
    (only,) = run(Settings(rating_bands=(99, 98, 97, 96)), kpis=[kpi()], measurements=[measurement(97)]).kpis
    assert only.rating == "fair"


@pytest.mark.parametrize(
    ("of", "before", "now", "trend"),
    [
        (kpi(), 3, 4, "improving"),
        (kpi(), 4, 4, "steady"),
        (kpi(), 4, 3, "worsening"),
        (kpi(direction="decrease", baseline=9.0, target=1.0), 3, 4, "worsening"),
        (kpi(direction="decrease", baseline=9.0, target=1.0), 4, 3, "improving"),
        (band(), 5, 14, "improving"),
        (band(), 9, 11, "steady"),
        (band(), 7.9, 12.1, "steady"),
        (band(), 9, 14, "worsening"),
        (band(target_min=None), 9, 14, None),
        (kpi(direction=None, bad={"direction"}), 9, 14, None),
    ],
)
def test_trend(of: Kpi, before: float, now: float, trend: str | None) -> None:
    assert result(of, before, now).trend == trend
    assert result(of, now).trend is None


@pytest.mark.parametrize(
    ("cells", "last", "due", "flag"),
    [
        ({}, None, dt.date(2024, 5, 16), "overdue"),
        ({}, day(-30), dt.date(2024, 6, 6), "ok"),
        ({}, dt.date(2024, 5, 5), day(0), "ok"),
        ({}, dt.date(2024, 5, 4), day(-1), "overdue"),
        ({"target_date": day(3)}, day(-2), day(3), "ok"),
        ({"target_date": day(-2)}, day(-2), None, "complete"),
        ({"target_date": day(-2)}, day(0), None, "complete"),
        ({"frequency": "yearly", "target_date": day(900)}, day(-2), dt.date(2025, 6, 3), "ok"),
    ],
)
def test_next_expected(cells: dict[str, Any], last: dt.date | None, due: dt.date | None, flag: str) -> None:
    only = result(kpi(**cells), *([] if last is None else [measurement(5, last)]))
    assert (only.next_expected, only.data_flag) == (due, flag)


def test_forecast_is_the_least_squares_line_at_the_target_date() -> None:
    only = result(kpi(target_date=day(2), target=60.0), 10, 20, 30, 40)
    assert only.forecast == pytest.approx(60)
    assert only.forecast_meets is True
    assert result(kpi(target_date=day(2), target=61.0), 10, 20, 30, 40).forecast_meets is False
    assert result(band(target_date=day(2)), 12, 11, 10).forecast_meets is True
    assert result(band(target_date=day(3)), 12, 11, 10).forecast_meets is False
    falling = kpi(direction="decrease", baseline=50.0, target=8.0, target_date=day(2))
    assert result(falling, 12, 11, 10).forecast_meets is True


def test_forecast_needs_three_latest_values_and_a_target_date_ahead() -> None:
    assert result(kpi(), 1, 2).forecast is None
    assert result(kpi(aggregation="average"), 1, 2, 3).forecast is None
    over = result(kpi(target_date=day(0)), 1, 2, 3)
    assert (over.forecast, over.forecast_meets) == (None, None)
    aimless = result(kpi(target=None), 1, 2, 3)
    assert aimless.forecast is not None
    assert aimless.forecast_meets is None


VALUES = st.floats(-1e12, 1e12, allow_nan=False)


@given(st.lists(VALUES, max_size=6), VALUES, VALUES, st.sampled_from(("latest", "sum", "average")))
def test_progress_in_a_band_is_a_share(values: list[float], low: float, high: float, aggregation: str) -> None:
    only = result(band(target_min=min(low, high), target_max=max(low, high), aggregation=aggregation), *values)
    assert only.progress is None or 0 <= only.progress <= 1
    assert only.expected == 1
