"""How far a KPI has come: from its baseline (`progress`) and against its target (`achievement`) (rules.md, KPIs)."""

from __future__ import annotations

from perdes_sheets.rules.ratios import TOLERANCE, ratio
from perdes_sheets.schema.entries import Kpi


def progress(kpi: Kpi, actual: float | None) -> float | None:
    """The part of the way from baseline to target: not capped, may be negative; in a range 0–1, being inside is 1."""
    if actual is None:
        return None
    if kpi.direction == "range":
        return _inside(actual, kpi.target_min, kpi.target_max)
    if kpi.direction is None or kpi.target is None:
        return None
    if kpi.aggregation == "sum":
        return ratio(actual, kpi.target)
    baseline = kpi.baseline
    if baseline is None:
        if kpi.direction == "decrease" or "baseline" in kpi.bad:
            return None
        baseline = 0.0
    return ratio(actual - baseline, kpi.target - baseline)


def achievement(kpi: Kpi, actual: float | None, reached: float | None) -> float | None:
    """Capaian as Indonesian government reports it, without the baseline; None where the target is 0 or below."""
    if kpi.direction == "range":
        return reached
    if actual is None or kpi.direction is None or kpi.target is None or kpi.target <= 0:
        return None
    part = ratio(actual, kpi.target)
    if part is None or kpi.direction == "increase":
        return part
    return 2 - part


def distance(value: float, low: float, high: float) -> float:
    """How far `value` lies outside the band from `low` to `high`, in the KPI's unit; 0 inside."""
    return max(low - value, value - high, 0.0)


def _inside(actual: float, low: float | None, high: float | None) -> float | None:
    if low is None or high is None:
        return None
    outside, half_width = distance(actual, low, high), (high - low) / 2
    if outside <= TOLERANCE or half_width == 0:
        return 1.0 if outside <= TOLERANCE else 0.0
    return max(0.0, 1 - outside / half_width)
