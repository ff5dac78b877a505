"""A KPI's baseline, target and aggregation against its direction."""

from __future__ import annotations

from collections.abc import Iterator

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Entries
from perdes_sheets.schema.entries import Kpi


def target_missing(entries: Entries) -> Iterator[Finding]:
    """What the direction asks for and isn't there: a baseline to come down from, a target, a band."""
    for kpi in entries.kpis:
        if kpi.direction == "range":
            yield from _band(kpi)
        elif kpi.direction is not None:
            if kpi.direction == "decrease" and _empty(kpi, "baseline"):
                yield Finding("kpis", kpi.row, "baseline", "baseline_required")
            if kpi.target is None and _empty(kpi, "target"):
                yield Finding("kpis", kpi.row, "target", "target_required")


def _band(kpi: Kpi) -> Iterator[Finding]:
    for column in ("target_min", "target_max"):
        if _empty(kpi, column):
            yield Finding("kpis", kpi.row, column, "target_required", {}, "band")
    low, high = kpi.target_min, kpi.target_max
    if low is not None and high is not None and low > high:
        yield Finding("kpis", kpi.row, "target_max", "target_required", {"x": high, "min": low}, "order")


def target_misplaced(entries: Entries) -> Iterator[Finding]:
    """A target where the KPI already stands, or on the wrong side of the baseline; a sum grows from 0 in any case."""
    for kpi in entries.kpis:
        if kpi.aggregation == "sum" or kpi.target is None or kpi.direction not in ("increase", "decrease"):
            continue
        baseline = kpi.baseline
        if baseline is None:
            if kpi.direction == "decrease" or not _empty(kpi, "baseline"):
                continue
            baseline = 0
        values = {"x": kpi.target, "baseline": baseline}
        if kpi.target == baseline:
            yield Finding("kpis", kpi.row, "target", "target_equals_baseline", values)
        elif (kpi.target < baseline) == (kpi.direction == "increase"):
            yield Finding("kpis", kpi.row, "target", "target_wrong_side", values, kpi.direction)


def aggregation_direction(entries: Entries) -> Iterator[Finding]:
    """A sum that should fall or stay in a band: it can only grow."""
    for kpi in entries.kpis:
        if kpi.aggregation == "sum" and kpi.direction in ("decrease", "range"):
            yield Finding("kpis", kpi.row, "aggregation", "aggregation_direction", {}, kpi.direction)


def _empty(kpi: Kpi, column: str) -> bool:
    return getattr(kpi, column) is None and column not in kpi.bad
