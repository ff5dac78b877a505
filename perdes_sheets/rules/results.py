"""What the rules compute, row by row: the fields in the order of the JSON (cli.md), each value as rules.md gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perdes_sheets.findings import Finding


@dataclass(slots=True)
class NeedResult:
    """rules.md, Needs. usg_score 3–15; usg_rank from 1, among open needs with all three scores."""

    row: int
    code: str | None
    usg_score: int | None = None
    usg_rank: int | None = None
    coverage: str | None = None
    suggested_partners: tuple[str, ...] = ()


@dataclass(slots=True)
class PartnerResult:
    """rules.md, Partners. alignment and score 0–1; due_diligence 0–3."""

    row: int
    name: str | None
    alignment: float | None = None
    due_diligence: int | None = None
    last_contact: dt.date | None = None
    contact_flag: str | None = None
    active_agreements: int | None = None
    score: float | None = None


@dataclass(slots=True)
class InteractionResult:
    """rules.md, Interactions."""

    row: int
    no: str | None
    follow_up_flag: str | None = None


@dataclass(slots=True)
class AgreementResult:
    """rules.md, Agreements. days_to_review = review_due − as_of; the rest 0–1."""

    row: int
    number: str | None
    partners: tuple[str, ...] = ()
    status: str | None = None
    review_due: dt.date | None = None
    review_flag: str | None = None
    days_to_review: int | None = None
    clauses_complete: float | None = None
    fulfilment_village: float | None = None
    fulfilment_partner: float | None = None


@dataclass(slots=True)
class ObligationResult:
    """rules.md, Obligations. fulfilment 0–1."""

    row: int
    no: str | None
    due: dt.date | None = None
    fulfilment: float | None = None
    fulfilment_status: str | None = None


@dataclass(slots=True)
class KpiResult:
    """rules.md, KPIs. progress, achievement: ratios, not capped; expected 0–1; actual, forecast in the KPI's unit."""

    row: int
    code: str | None
    actual: float | None = None
    progress: float | None = None
    expected: float | None = None
    achievement: float | None = None
    rating: str | None = None
    kpi_status: str | None = None
    trend: str | None = None
    data_flag: str | None = None
    forecast: float | None = None
    forecast_meets: bool | None = None
    latest_date: dt.date | None = None
    next_expected: dt.date | None = None


@dataclass(slots=True)
class ActionResult:
    """rules.md, Actions."""

    row: int
    no: str | None
    action_flag: str | None = None


@dataclass(slots=True)
class AgendaItem:
    """rules.md, Agenda. `days` = date − as_of, `late` = date < as_of."""

    date: dt.date
    kind: str
    tab: str
    row: int
    what: str | None
    partner: str | None
    days: int
    late: bool


@dataclass(slots=True)
class Results:
    """All that one sync computed, in the order of the rows. `findings` are in the order of tabs, rows and columns."""

    as_of: dt.date
    findings: Sequence[Finding] = ()
    needs: list[NeedResult] = field(default_factory=list)
    partners: list[PartnerResult] = field(default_factory=list)
    interactions: list[InteractionResult] = field(default_factory=list)
    agreements: list[AgreementResult] = field(default_factory=list)
    obligations: list[ObligationResult] = field(default_factory=list)
    kpis: list[KpiResult] = field(default_factory=list)
    actions: list[ActionResult] = field(default_factory=list)
    benefits: Mapping[str, Any] = field(default_factory=dict)
    agenda: list[AgendaItem] = field(default_factory=list)
    counts: Mapping[str, Any] = field(default_factory=dict)
