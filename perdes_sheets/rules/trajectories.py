"""Where a KPI is heading: its trend and its forecast (rules.md, KPIs)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from perdes_sheets.rules.progress import distance
from perdes_sheets.rules.ratios import TOLERANCE, finite, meets
from perdes_sheets.schema.entries import Kpi, Measurement


def trend(kpi: Kpi, values: Sequence[float]) -> str | None:
    """From the last two counting values: nearer the goal, equal, or farther; None with fewer than two."""
    if len(values) < 2 or kpi.direction is None:
        return None
    before, now = values[-2:]
    if kpi.direction == "range":
        low, high = kpi.target_min, kpi.target_max
        if low is None or high is None:
            return None
        gain = distance(before, low, high) - distance(now, low, high)
        if math.isclose(gain, 0, abs_tol=TOLERANCE):
            return "steady"
    else:
        gain = now - before if kpi.direction == "increase" else before - now
    if gain == 0:
        return "steady"
    return "improving" if gain > 0 else "worsening"


def forecast(counting: Sequence[Measurement], day: dt.date) -> float | None:
    """The value on `day` of the least-squares line through (date, value); None of fewer than three measurements."""
    points = [(m.date.toordinal(), m.value) for m in counting if m.date is not None and m.value is not None]
    if len(points) < 3:
        return None
    mean_day = sum(x for x, _ in points) / len(points)
    mean_value = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_day) ** 2 for x, _ in points)
    if not spread:
        return None
    slope = sum((x - mean_day) * (y - mean_value) for x, y in points) / spread
    return finite(mean_value + slope * (day.toordinal() - mean_day))


def meets_target(kpi: Kpi, forecast: float | None) -> bool | None:
    """Whether the forecast reaches the target or lies in the band, within 1e-9 of their size."""
    if forecast is None:
        return None
    low: float | None
    high: float | None
    if kpi.direction == "range":
        low, high = kpi.target_min, kpi.target_max
    elif kpi.direction == "increase":
        low, high = kpi.target, math.inf
    elif kpi.direction == "decrease":
        low, high = -math.inf, kpi.target
    else:
        return None
    if low is None or high is None:
        return None
    return _reaches(forecast, low) and _reaches(high, forecast)


def _reaches(value: float, bound: float) -> bool:
    return meets(value, bound) or math.isclose(value, bound, rel_tol=TOLERANCE)
