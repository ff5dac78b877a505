"""The answer tabs of a partner's copy: what a partner types, one class a tab, one field a column.

They are declared as the entry tabs are, so that the same readers and checks serve both. Columns before `ASKED` are
prefilled and grey; from there on people type.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from perdes_sheets.schema.columns import Column, column
from perdes_sheets.schema.entries import Entry
from perdes_sheets.schema.tabs import EntryTab


@dataclass(slots=True)
class Report(Entry):
    """report — Laporan Anda / Your Report: one row for each KPI whose value is due."""

    no: str | None = column("text", key="running", width=5)
    kpi: str | None = column("text", required=True, width=9)
    indicator: str | None = column("text", width=34)
    unit: str | None = column("text", width=11)
    last_value: float | None = column("number", width=12)
    last_date: dt.date | None = column("date", width=12.5)
    due: dt.date | None = column("date", width=13.5)
    value: float | None = column("number", width=14)
    date: dt.date | None = column("date", width=13.5)
    evidence: str | None = column("url", width=26)
    note: str | None = column("text", width=28)


@dataclass(slots=True)
class MoreMeasurement(Entry):
    """more_measurements — Realisasi Lain / More Measurements: values of any KPI and date."""

    no: str | None = column("text", key="running", width=5)
    kpi: str | None = column("text", required=True, width=14)
    date: dt.date | None = column("date", required=True, width=13.5)
    value: float | None = column("number", required=True, width=14)
    evidence: str | None = column("url", width=34)
    note: str | None = column("text", width=44)


@dataclass(slots=True)
class Delivery(Entry):
    """deliveries — Kewajiban Terlaksana / Delivered: what the partner did of its own obligations."""

    no: str | None = column("text", key="running", width=5)
    number: str | None = column("text", width=11)
    agreement: str | None = column("text", required=True, width=20)
    obligation: str | None = column("text", required=True, width=34)
    committed: float | None = column("number", width=13)
    unit: str | None = column("text", width=11)
    due_date: dt.date | None = column("date", width=13.5)
    delivered: float | None = column("number", width=14)
    done_date: dt.date | None = column("date", width=13.5)
    evidence: str | None = column("url", width=26)
    note: str | None = column("text", width=28)


@dataclass(slots=True)
class Comment(Entry):
    """comments — Tanggapan / Comments: anything else, about an agreement or a KPI or none."""

    no: str | None = column("text", key="running", width=5)
    about: str | None = column("text", width=22)
    comment: str | None = column("long", required=True, width=80)
    date: dt.date | None = column("date", width=13.5)


ANSWER_TABS: tuple[EntryTab, ...] = (
    EntryTab("report", Report, 5, ()),
    EntryTab("more_measurements", MoreMeasurement, 5, ()),
    EntryTab("deliveries", Delivery, 4, ()),
    EntryTab("comments", Comment, 3, ()),
)

ASKED: dict[str, str] = {"report": "value", "more_measurements": "kpi", "deliveries": "delivered", "comments": "about"}
"""Answer tab -> its first white column."""


def answer_tab(id: str) -> EntryTab:
    """The answer tab `id`; KeyError where there is none."""
    for tab in ANSWER_TABS:
        if tab.id == id:
            return tab
    raise KeyError(id)


def asked(tab: EntryTab) -> tuple[Column, ...]:
    """The white columns of an answer tab."""
    first = next(i for i, column in enumerate(tab.columns) if column.id == ASKED[tab.id])
    return tab.columns[first:]
