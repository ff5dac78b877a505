"""The entry tabs: what people type, one class a tab, one field a column, in the order of workbook.md.

Each class is the row of its tab after reading: a field holds the parsed value, or None where the cell was empty or
unsound (then its id is in `bad`). Lists hold the good parts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from perdes_sheets.schema.columns import column


@dataclass(slots=True)
class Entry:
    """A row that somebody typed.

    `row` is the spreadsheet's row number; `bad` the ids of the columns whose cell has an error finding: such a cell is
    neither missing nor zero, and whatever needs it is null (rules.md, introduction).
    """

    row: int
    bad: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Need(Entry):
    """needs — Kebutuhan / Needs (step 1: identify needs and goals)."""

    code: str | None = column("text", key="own", required=True, shared=True, width=10)
    sector: str | None = column("choice", choices="sector", required=True, shared=True, width=15)
    need: str | None = column("text", required=True, shared=True, width=34)
    goal: str | None = column("long", required=True, shared=True, width=36)
    urgency: int | None = column("score", required=True, width=10)
    seriousness: int | None = column("score", required=True, width=12)
    growth: int | None = column("score", required=True, width=13)
    resource: str | None = column("choice", choices="resource", width=13)
    estimated_cost: float | None = column("money", group="size", width=18)
    beneficiaries: float | None = column("number", group="size", width=12)
    source: str | None = column("text", group="size", width=24)
    status: str | None = column("choice", choices="need_status", default="open", width=16)


@dataclass(slots=True)
class Partner(Entry):
    """partners — Mitra / Partners (step 2: identify potential partners)."""

    name: str | None = column("text", key="own", required=True, shared=True, width=30)
    type: str | None = column("choice", choices="partner_type", required=True, width=20)
    sectors: tuple[str, ...] = column("choices", choices="sector", required=True, width=24)
    resources: tuple[str, ...] = column("choices", choices="resource", width=22)
    contact_person: str | None = column("text", group="contact", width=20)
    phone: str | None = column("phone", group="contact", width=17)
    email: str | None = column("email", group="contact", width=26)
    address: str | None = column("long", group="contact", width=30)
    vision: int | None = column("score", width=8)
    values: int | None = column("score", width=8)
    goals: int | None = column("score", width=8)
    legal_checked: bool | None = column("yesno", width=11)
    track_record_checked: bool | None = column("yesno", width=11)
    conflict_checked: bool | None = column("yesno", width=13)
    research_notes: str | None = column("long", group="research", width=36)
    stage: str | None = column("choice", choices="stage", required=True, width=17)
    share_email: str | None = column("email", group="sharing", width=26)


@dataclass(slots=True)
class Interaction(Entry):
    """interactions — Komunikasi / Communication (step 3: build relationships)."""

    no: str | None = column("text", key="running", shared=True, width=6)
    date: dt.date | None = column("date", required=True, shared=True, width=13)
    partner: str | None = column("ref", ref="partners", required=True, shared=True, width=28)
    channel: str | None = column("choice", choices="channel", shared=True, width=14)
    topic: str | None = column("text", required=True, shared=True, width=32)
    outcome: str | None = column("long", shared=True, width=36)
    commitment: str | None = column("long", shared=True, width=32)
    follow_up: str | None = column("text", shared=True, width=30)
    follow_up_due: dt.date | None = column("date", shared=True, width=14)
    owner: str | None = column("text", width=18)
    done_date: dt.date | None = column("date", shared=True, width=14)
    shareable: bool | None = column("yesno", default=False, width=12)


@dataclass(slots=True)
class Agreement(Entry):
    """agreements — Perjanjian / Agreements (step 4: written agreements)."""

    number: str | None = column("text", key="own", required=True, shared=True, width=20)
    partner_number: str | None = column("text", shared=True, group="paper", width=18)
    title: str | None = column("text", required=True, shared=True, width=38)
    kind: str | None = column("choice", choices="agreement_kind", required=True, shared=True, width=22)
    initiator: str | None = column("choice", choices="party", shared=True, group="paper", width=12)
    partners: tuple[str, ...] = column("refs", ref="partners", required=True, shared=True, width=30)
    needs: tuple[str, ...] = column("refs", ref="needs", shared=True, width=14)
    field: str | None = column("choice", choices="field", shared=True, group="paper", width=24)
    scope: str | None = column("long", shared=True, group="paper", width=34)
    legal_basis: str | None = column("text", shared=True, group="paper", width=24)
    village_meeting_date: dt.date | None = column("date", shared=True, group="paper", width=14)
    meeting_record: str | None = column("text", shared=True, group="paper", width=22)
    signed_date: dt.date | None = column("date", shared=True, width=14)
    start_date: dt.date | None = column("date", required=True, shared=True, width=14)
    end_date: dt.date | None = column("date", shared=True, width=14)
    review_months: int | None = column("months", shared=True, width=11)
    terminated_date: dt.date | None = column("date", shared=True, group="termination", width=14)
    termination_reason: str | None = column("text", shared=True, group="termination", width=28)
    value: float | None = column("money", shared=True, width=19)
    document: str | None = column("url", shared=True, width=24)
    notes: str | None = column("long", width=30)
    clause_scope: bool | None = column("yesno", shared=True, group="contents", width=10)
    clause_field: bool | None = column("yesno", shared=True, group="contents", width=10)
    clause_procedure: bool | None = column("yesno", shared=True, group="contents", width=14)
    clause_term: bool | None = column("yesno", shared=True, group="contents", width=10)
    clause_rights_duties: bool | None = column("yesno", shared=True, group="contents", width=12)
    clause_funding: bool | None = column("yesno", shared=True, group="contents", width=12)
    clause_changes: bool | None = column("yesno", shared=True, group="contents", width=16)
    clause_disputes: bool | None = column("yesno", shared=True, group="contents", width=13)


@dataclass(slots=True)
class Obligation(Entry):
    """obligations — Kewajiban / Obligations (roles, responsibilities, expectations of each party)."""

    no: str | None = column("text", key="running", shared=True, width=6)
    agreement: str | None = column("ref", ref="agreements", required=True, shared=True, width=20)
    party: str | None = column("choice", choices="party", required=True, shared=True, width=10)
    partner: str | None = column("ref", ref="partners", shared=True, width=26)
    role: str | None = column("text", shared=True, width=22)
    obligation: str | None = column("text", required=True, shared=True, width=38)
    kind: str | None = column("choice", choices="obligation_kind", required=True, shared=True, width=18)
    committed: float | None = column("number", shared=True, width=15)
    unit: str | None = column("text", shared=True, width=10)
    due_date: dt.date | None = column("date", shared=True, width=14)
    delivered: float | None = column("number", shared=True, width=15)
    done_date: dt.date | None = column("date", shared=True, width=14)
    evidence: str | None = column("url", shared=True, width=24)


@dataclass(slots=True)
class Kpi(Entry):
    """kpis — KPI / KPIs (step 5: implement and evaluate)."""

    code: str | None = column("text", key="own", required=True, shared=True, width=10)
    agreement: str | None = column("ref", ref="agreements", required=True, shared=True, width=20)
    benefit: str | None = column("choice", choices="benefit", required=True, shared=True, width=22)
    indicator: str | None = column("text", required=True, shared=True, width=36)
    unit: str | None = column("text", required=True, shared=True, width=11)
    direction: str | None = column("choice", choices="direction", required=True, shared=True, width=14)
    aggregation: str | None = column("choice", choices="aggregation", required=True, shared=True, width=12)
    baseline: float | None = column("number", shared=True, width=12)
    baseline_date: dt.date | None = column("date", required=True, shared=True, width=14)
    target: float | None = column("number", shared=True, width=12)
    target_min: float | None = column("number", shared=True, group="band", width=12)
    target_max: float | None = column("number", shared=True, group="band", width=12)
    target_date: dt.date | None = column("date", required=True, shared=True, width=14)
    frequency: str | None = column("choice", choices="frequency", required=True, shared=True, width=14)
    weight: float | None = column("number", default=1.0, group="weight", width=9)
    owner: str | None = column("text", shared=True, group="weight", width=18)


@dataclass(slots=True)
class Measurement(Entry):
    """measurements — Realisasi / Measurements. The pair (kpi, date) is unique."""

    no: str | None = column("text", key="running", shared=True, width=6)
    kpi: str | None = column("ref", ref="kpis", required=True, shared=True, width=12)
    date: dt.date | None = column("date", required=True, shared=True, width=14)
    value: float | None = column("number", required=True, shared=True, width=14)
    note: str | None = column("text", width=36)
    evidence: str | None = column("url", shared=True, width=30)


@dataclass(slots=True)
class Review(Entry):
    """reviews — Tinjauan / Reviews (agreements are reviewed periodically)."""

    no: str | None = column("text", key="running", shared=True, width=6)
    agreement: str | None = column("ref", ref="agreements", required=True, shared=True, width=20)
    date: dt.date | None = column("date", required=True, shared=True, width=14)
    outcome: str | None = column("choice", choices="review_outcome", required=True, shared=True, width=14)
    notes: str | None = column("long", width=48)
    next_review: dt.date | None = column("date", shared=True, width=16)


@dataclass(slots=True)
class Action(Entry):
    """actions — Tindak Lanjut / Actions (make adjustments)."""

    no: str | None = column("text", key="running", shared=True, width=6)
    agreement: str | None = column("ref", ref="agreements", shared=True, width=20)
    kpi: str | None = column("ref", ref="kpis", shared=True, width=12)
    issue: str | None = column("text", required=True, shared=True, width=34)
    action: str | None = column("text", required=True, shared=True, width=38)
    owner: str | None = column("text", required=True, shared=True, width=20)
    due_date: dt.date | None = column("date", required=True, shared=True, width=14)
    done_date: dt.date | None = column("date", shared=True, width=14)


@dataclass(slots=True)
class Settings:
    """settings — Pengaturan / Settings (label–value pairs), each with its default (workbook.md)."""

    village_name: str | None = column("text", required=True)
    village_code: str | None = column("text")
    district: str | None = column("text")
    regency: str | None = column("text")
    province: str | None = column("text")
    head_name: str | None = column("text")
    time_zone: str = column("choice", choices="time_zone", default="WIB")
    review_lead_days: int = column("number", default=30)
    renewal_notice_days: int = column("number", default=90)
    expiring_days: int = column("number", default=90)
    contact_max_days: int = column("number", default=90)
    on_track_ratio: float = column("number", default=0.9)
    at_risk_ratio: float = column("number", default=0.7)
    default_review_months: int = column("months", default=12)
    agenda_days: int = column("number", default=90)
    rating_bands: tuple[float, ...] = column("text", default=(91, 76, 66, 51))
