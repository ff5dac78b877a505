"""Measurements against their KPI."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Entries, key_of
from perdes_sheets.rules.kpis import last_day
from perdes_sheets.schema.entries import Kpi

_PERCENT = frozenset(("%", "persen", "percent"))


def repeated_measurement(entries: Entries) -> Iterator[Finding]:
    """A second measurement of a KPI on the same date."""
    first: dict[tuple[str, dt.date], int] = {}
    for row in entries.measurements:
        if row.kpi is not None and row.date is not None:
            before = first.setdefault((row.kpi, row.date), row.row)
            if before != row.row:
                values = {"x": row.date, "kpi": row.kpi, "r": before}
                yield Finding("measurements", row.row, "date", "duplicate_key", values, "measurement")


def measurement_outside(entries: Entries, _as_of: dt.date) -> Iterator[Finding]:
    """A measurement before the baseline, or after the target date and one more period: it doesn't count."""
    spans = {kpi.code: (kpi.baseline_date, last_day(kpi)) for kpi in entries.kpis}
    for row in entries.measurements:
        if row.kpi is None or row.date is None:
            continue
        first, last = spans[row.kpi]
        if first is not None and row.date < first:
            values = {"x": row.date, "kpi": row.kpi, "limit": first}
            yield Finding("measurements", row.row, "date", "measurement_outside", values, "before")
        elif last is not None and row.date > last:
            values = {"x": row.date, "kpi": row.kpi, "limit": last}
            yield Finding("measurements", row.row, "date", "measurement_outside", values, "after")


def percent_scale(entries: Entries, _as_of: dt.date) -> Iterator[Finding]:
    """A value or baseline of 1 or less where the target is above 1 %: a cell formatted as percent holds 0.85 for 85."""
    targets = _percent_targets(entries)
    if not targets:
        return
    for kpi in entries.kpis:
        if kpi.row in targets and _is_fraction(kpi.baseline):
            yield _scale("kpis", kpi.row, "baseline", kpi.baseline, targets[kpi.row])
    rows = {kpi.code: kpi.row for kpi in entries.kpis}
    for measurement in entries.measurements:
        if measurement.kpi is not None and _is_fraction(measurement.value):
            target = targets.get(rows[measurement.kpi])
            if target is not None:
                yield _scale("measurements", measurement.row, "value", measurement.value, target)


def _percent_targets(entries: Entries) -> Mapping[int, float]:
    """The targets above 1 of the KPIs in per cent, by the KPI's row."""
    units = {unit for unit in {kpi.unit for kpi in entries.kpis} if unit is not None and key_of(unit) in _PERCENT}
    return {
        kpi.row: target
        for kpi in entries.kpis
        if kpi.unit in units and (target := _target(kpi)) is not None and target > 1
    }


def _target(kpi: Kpi) -> float | None:
    if kpi.direction is None:
        return None
    return kpi.target_max if kpi.direction == "range" else kpi.target


def _is_fraction(value: float | None) -> bool:
    return value is not None and 0 < abs(value) <= 1


def _scale(tab: str, row: int, column: str, value: float | None, target: float) -> Finding:
    percent = None if value is None else value * 100
    return Finding(tab, row, column, "percent_scale", {"x": value, "percent": percent, "target": target})
