"""Cells against zero and against another date of their row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Entries

_NEVER_NEGATIVE = (
    ("needs", "estimated_cost"),
    ("needs", "beneficiaries"),
    ("agreements", "value"),
    ("obligations", "committed"),
    ("obligations", "delivered"),
    ("kpis", "weight"),
)


def negative_value(entries: Entries) -> Iterator[Finding]:
    """An amount below 0; a target of 0 or below for a sum, which can only grow."""
    for tab, column in _NEVER_NEGATIVE:
        for row in getattr(entries, tab):
            value = getattr(row, column)
            if value is not None and value < 0:
                yield Finding(tab, row.row, column, "negative_value", {"x": value})
    for kpi in entries.kpis:
        if kpi.aggregation == "sum" and kpi.target is not None and kpi.target <= 0:
            yield Finding("kpis", kpi.row, "target", "negative_value", {"x": kpi.target}, "sum")


def end_before_start(entries: Entries) -> Iterator[Finding]:
    """An agreement that ends before it starts; a KPI whose target date isn't after its baseline's."""
    for agreement in entries.agreements:
        start, end = agreement.start_date, agreement.end_date
        if start is not None and end is not None and end < start:
            yield _order("agreements", agreement.row, "end_date", "end_before_start", end, start)
    for kpi in entries.kpis:
        start, end = kpi.baseline_date, kpi.target_date
        if start is not None and end is not None and end <= start:
            yield _order("kpis", kpi.row, "target_date", "end_before_start", end, start)


def done_before_date(entries: Entries) -> Iterator[Finding]:
    """An interaction followed up before it took place."""
    for row in entries.interactions:
        if row.date is not None and row.done_date is not None and row.done_date < row.date:
            yield Finding(
                "interactions", row.row, "done_date", "done_before_date", {"x": row.done_date, "date": row.date}
            )


def _order(tab: str, row: int, column: str, code: str, end: dt.date, start: dt.date) -> Finding:
    return Finding(tab, row, column, code, {"x": end, "start": start}, tab)
