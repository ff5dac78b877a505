"""KPIs (step 5): where each stands, judged against what should be reached by now (rules.md, KPIs)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from perdes_sheets.rules import trajectories
from perdes_sheets.rules.calendar import add_months
from perdes_sheets.rules.progress import achievement, progress
from perdes_sheets.rules.ratios import finite, mean, meets
from perdes_sheets.rules.results import KpiResult
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.entries import Kpi, Measurement, Settings

PERIOD_MONTHS = {"monthly": 1, "quarterly": 3, "semesterly": 6, "yearly": 12}

ASSESSABLE = frozenset(("achieved", "missed", "on_track", "at_risk", "off_track"))
ON_COURSE = frozenset(("achieved", "on_track"))
_UNFLAGGED = frozenset((None, "invalid", "closed", "not_started"))


def results(village: Village, status_of: Mapping[str, str | None]) -> list[KpiResult]:
    """The computed values of each KPI, from the statuses of agreements by number, in the order of the rows."""
    measurements = village.measurements
    return [
        _result(
            kpi,
            measurements.get(kpi.code, ()) if kpi.code is not None else (),
            status_of.get(kpi.agreement) if kpi.agreement is not None else None,
            village.as_of,
            village.settings,
        )
        for kpi in village.entries.kpis
    ]


def last_day(kpi: Kpi) -> dt.date | None:
    """The last day whose measurement counts: the target date + one period; None where that isn't known."""
    if kpi.target_date is None or kpi.frequency is None:
        return None
    return add_months(kpi.target_date, PERIOD_MONTHS[kpi.frequency])


def _result(
    kpi: Kpi, measured: Sequence[Measurement], agreement_status: str | None, as_of: dt.date, settings: Settings
) -> KpiResult:
    counting = _counting(kpi, measured)
    latest_date = counting[-1].date if counting else None
    values = [m.value for m in counting if m.value is not None]
    actual = _actual(kpi.aggregation, values)
    reached = progress(kpi, actual)
    expected = _expected(kpi, as_of)
    achieved = achievement(kpi, actual, reached)
    status = _status(kpi, agreement_status, actual, reached, expected, as_of, settings)
    due = _next_expected(kpi, latest_date)
    forecast = None
    if kpi.aggregation == "latest" and kpi.target_date is not None and as_of < kpi.target_date:
        forecast = trajectories.forecast(counting, kpi.target_date)
    return KpiResult(
        row=kpi.row,
        code=kpi.code,
        actual=actual,
        progress=reached,
        expected=expected,
        achievement=achieved,
        rating=_rating(achieved, settings.rating_bands) if status in ASSESSABLE else None,
        kpi_status=status,
        trend=trajectories.trend(kpi, values),
        data_flag=None if status in _UNFLAGGED else _data_flag(due, as_of),
        forecast=forecast,
        forecast_meets=trajectories.meets_target(kpi, forecast),
        latest_date=latest_date,
        next_expected=due,
    )


def _counting(kpi: Kpi, measured: Sequence[Measurement]) -> Sequence[Measurement]:
    """The measurements that count; none where the dates between which they do aren't known."""
    first, last = kpi.baseline_date, last_day(kpi) if measured else None
    if first is None or last is None:
        return ()
    return [m for m in measured if m.date is not None and first <= m.date <= last]


def _actual(aggregation: str | None, values: Sequence[float]) -> float | None:
    if not values or aggregation is None:
        return None
    if aggregation == "latest":
        return values[-1]
    return finite(sum(values)) if aggregation == "sum" else mean(values)


def _expected(kpi: Kpi, as_of: dt.date) -> float | None:
    """The part of the way that should lie behind by now, 0–1."""
    if kpi.direction == "range":
        return 1.0
    start, end = kpi.baseline_date, kpi.target_date
    if kpi.direction is None or start is None or end is None:
        return None
    return min(max((as_of - start).days / (end - start).days, 0.0), 1.0)


def _invalid(kpi: Kpi) -> bool:
    """Whether one of the KPI's own cells that its rule needs isn't sound or is missing."""
    if None in (kpi.agreement, kpi.direction, kpi.aggregation, kpi.baseline_date, kpi.target_date, kpi.frequency):
        return True
    if kpi.direction == "range":
        return kpi.target_min is None or kpi.target_max is None
    if kpi.target is None:
        return True
    return kpi.aggregation != "sum" and "baseline" in kpi.bad


def _status(
    kpi: Kpi,
    agreement_status: str | None,
    actual: float | None,
    reached: float | None,
    expected: float | None,
    as_of: dt.date,
    settings: Settings,
) -> str | None:
    """The first status that holds; None where the agreement has none."""
    if _invalid(kpi) or kpi.baseline_date is None or kpi.target_date is None or expected is None:
        return "invalid"
    found: str | None
    if agreement_status is None:
        found = None
    elif agreement_status == "terminated":
        found = "closed"
    elif as_of < kpi.baseline_date or agreement_status in ("draft", "upcoming"):
        found = "not_started"
    elif actual is None:
        found = "no_data"
    elif reached is None:
        found = None
    elif meets(reached, 1):
        found = "achieved"
    elif as_of > kpi.target_date:
        found = "missed"
    elif expected == 0 or meets(reached / expected, settings.on_track_ratio):
        found = "on_track"
    else:
        found = "at_risk" if meets(reached / expected, settings.at_risk_ratio) else "off_track"
    return found


def _rating(achieved: float | None, bands: Sequence[float]) -> str | None:
    """The rating over achievement in per cent: the first whose band it reaches, very_poor below them all."""
    if achieved is None:
        return None
    for rating, band in zip(CHOICES["rating"], bands, strict=False):
        if meets(achieved, band / 100):
            return rating
    return CHOICES["rating"][-1]


def _next_expected(kpi: Kpi, latest_date: dt.date | None) -> dt.date | None:
    """The day by which the next measurement is expected; None once one is dated on or after the target date."""
    if kpi.baseline_date is None or kpi.target_date is None or kpi.frequency is None:
        return None
    if latest_date is not None and latest_date >= kpi.target_date:
        return None
    return min(add_months(latest_date or kpi.baseline_date, PERIOD_MONTHS[kpi.frequency]), kpi.target_date)


def _data_flag(due: dt.date | None, as_of: dt.date) -> str:
    if due is None:
        return "complete"
    return "overdue" if due < as_of else "ok"
