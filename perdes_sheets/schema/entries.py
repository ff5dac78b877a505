"""The entry tabs: what people type, one class a tab, one field a column, in the order of workbook.md.

Each class is the row of its tab after reading: a field holds the parsed value, or None where the cell was empty or
unsound (then its id is in `bad`). Lists hold the good parts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from perdes_sheets.schema.columns import column


@dataclass(slots=True)
class Entry:
    """A row that somebody typed.

    `row` is the spreadsheet's row number; `bad` the ids of the columns whose cell has an error finding: such a cell is
    neither missing nor zero, and whatever needs it is null (rules.md, introduction).
    """

    row: int
    bad: frozenset[str] = frozenset()


@dataclass(slots=True)
class Need(Entry):
    """needs — Kebutuhan / Needs (step 1: identify needs and goals)."""

    code: str | None = column("text", key="own", required=True, shared=True, width=9)
    sector: str | None = column("choice", choices="sector", required=True, shared=True, width=14)
    need: str | None = column("text", required=True, shared=True, width=32)
    goal: str | None = column("long", required=True, shared=True, width=32)
    urgency: int | None = column("score", required=True, width=9.5)
    seriousness: int | None = column("score", required=True, width=11)
    growth: int | None = column("score", required=True, width=15)
    resource: str | None = column("choice", choices="resource", width=13)
    estimated_cost: float | None = column("money", group="size", width=17)
    beneficiaries: float | None = column("number", group="size", width=12.5)
    source: str | None = column("text", group="size", width=22)
    status: str | None = column("choice", choices="need_status", default="open", width=15)


@dataclass(slots=True)
class Partner(Entry):
    """partners — Mitra / Partners (step 2: identify potential partners)."""

    name: str | None = column("text", key="own", required=True, shared=True, width=25)
    type: str | None = column("choice", choices="partner_type", required=True, width=19)
    sectors: tuple[str, ...] = column("choices", choices="sector", required=True, width=19)
    resources: tuple[str, ...] = column("choices", choices="resource", width=18)
    contact_person: str | None = column("text", group="contact", width=20)
    phone: str | None = column("phone", group="contact", width=16)
    email: str | None = column("email", group="contact", width=27)
    address: str | None = column("long", group="contact", width=28)
    vision: int | None = column("score", width=7.5)
    values: int | None = column("score", width=7.5)
    goals: int | None = column("score", width=8)
    legal_checked: bool | None = column("yesno", width=11)
    track_record_checked: bool | None = column("yesno", width=11)
    conflict_checked: bool | None = column("yesno", width=14)
    research_notes: str | None = column("long", group="research", width=34)
    stage: str | None = column("choice", choices="stage", required=True, width=16)
    share_email: str | None = column("email", group="sharing", width=28)


@dataclass(slots=True)
class Interaction(Entry):
    """interactions — Komunikasi / Communication (step 3: build relationships)."""

    no: str | None = column("text", key="running", shared=True, width=5)
    date: dt.date | None = column("date", required=True, shared=True, width=11.5)
    partner: str | None = column("ref", ref="partners", required=True, shared=True, width=22)
    channel: str | None = column("choice", choices="channel", shared=True, width=12)
    topic: str | None = column("text", required=True, shared=True, width=24)
    outcome: str | None = column("long", shared=True, width=26)
    commitment: str | None = column("long", shared=True, width=24)
    follow_up: str | None = column("text", shared=True, width=22)
    follow_up_due: dt.date | None = column("date", shared=True, width=11.5)
    owner: str | None = column("text", width=15)
    done_date: dt.date | None = column("date", shared=True, width=11.5)
    shareable: bool | None = column("yesno", default=False, width=11.5)


@dataclass(slots=True)
class Agreement(Entry):
    """agreements — Perjanjian / Agreements (step 4: written agreements)."""

    number: str | None = column("text", key="own", required=True, shared=True, width=19)
    partner_number: str | None = column("text", shared=True, group="paper", width=14)
    title: str | None = column("text", required=True, shared=True, width=28)
    kind: str | None = column("choice", choices="agreement_kind", required=True, shared=True, width=22)
    initiator: str | None = column("choice", choices="party", shared=True, group="paper", width=11)
    partners: tuple[str, ...] = column("refs", ref="partners", required=True, shared=True, width=24)
    needs: tuple[str, ...] = column("refs", ref="needs", shared=True, width=12)
    field: str | None = column("choice", choices="field", shared=True, group="paper", width=20)
    scope: str | None = column("long", shared=True, group="paper", width=30)
    legal_basis: str | None = column("text", shared=True, group="paper", width=22)
    village_meeting_date: dt.date | None = column("date", shared=True, group="paper", width=13)
    meeting_record: str | None = column("text", shared=True, group="paper", width=16)
    signed_date: dt.date | None = column("date", shared=True, width=11.5)
    start_date: dt.date | None = column("date", required=True, shared=True, width=15)
    end_date: dt.date | None = column("date", shared=True, width=11.5)
    review_months: int | None = column("months", shared=True, width=9)
    terminated_date: dt.date | None = column("date", shared=True, group="termination", width=11.5)
    termination_reason: str | None = column("text", shared=True, group="termination", width=26)
    value: float | None = column("money", shared=True, group="archive", width=18)
    document: str | None = column("url", shared=True, group="archive", width=24)
    notes: str | None = column("long", group="archive", width=26)
    clause_scope: bool | None = column("yesno", shared=True, group="contents", width=10)
    clause_field: bool | None = column("yesno", shared=True, group="contents", width=12)
    clause_procedure: bool | None = column("yesno", shared=True, group="contents", width=16)
    clause_term: bool | None = column("yesno", shared=True, group="contents", width=10)
    clause_rights_duties: bool | None = column("yesno", shared=True, group="contents", width=11)
    clause_funding: bool | None = column("yesno", shared=True, group="contents", width=12)
    clause_changes: bool | None = column("yesno", shared=True, group="contents", width=24)
    clause_disputes: bool | None = column("yesno", shared=True, group="contents", width=14)


@dataclass(slots=True)
class Obligation(Entry):
    """obligations — Kewajiban / Obligations (roles, responsibilities, expectations of each party)."""

    no: str | None = column("text", key="running", shared=True, width=5)
    agreement: str | None = column("ref", ref="agreements", required=True, shared=True, width=20.5)
    party: str | None = column("choice", choices="party", required=True, shared=True, width=8)
    partner: str | None = column("ref", ref="partners", shared=True, width=20)
    role: str | None = column("text", shared=True, group="role", width=18)
    obligation: str | None = column("text", required=True, shared=True, width=28)
    kind: str | None = column("choice", choices="obligation_kind", required=True, shared=True, width=18)
    committed: float | None = column("number", shared=True, width=13)
    unit: str | None = column("text", shared=True, width=10)
    due_date: dt.date | None = column("date", shared=True, width=11.5)
    delivered: float | None = column("number", shared=True, width=13)
    done_date: dt.date | None = column("date", shared=True, width=11.5)
    evidence: str | None = column("url", shared=True, group="evidence", width=26)


@dataclass(slots=True)
class Kpi(Entry):
    """kpis — KPI / KPIs (step 5: implement and evaluate)."""

    code: str | None = column("text", key="own", required=True, shared=True, width=8)
    agreement: str | None = column("ref", ref="agreements", required=True, shared=True, width=20.5)
    benefit: str | None = column("choice", choices="benefit", required=True, shared=True, width=14)
    indicator: str | None = column("text", required=True, shared=True, width=26)
    unit: str | None = column("text", required=True, shared=True, width=9)
    direction: str | None = column("choice", choices="direction", required=True, shared=True, width=11)
    aggregation: str | None = column("choice", choices="aggregation", required=True, shared=True, width=13)
    baseline: float | None = column("number", shared=True, width=10)
    baseline_date: dt.date | None = column("date", required=True, shared=True, width=14)
    target: float | None = column("number", shared=True, width=10)
    target_min: float | None = column("number", shared=True, group="band", width=10)
    target_max: float | None = column("number", shared=True, group="band", width=10)
    target_date: dt.date | None = column("date", required=True, shared=True, width=15.5)
    frequency: str | None = column("choice", choices="frequency", required=True, shared=True, width=14)
    weight: float | None = column("number", default=1.0, group="weight", width=8)
    owner: str | None = column("text", shared=True, group="weight", width=16)


@dataclass(slots=True)
class Measurement(Entry):
    """measurements — Realisasi / Measurements. The pair (kpi, date) is unique."""

    no: str | None = column("text", key="running", shared=True, width=5)
    kpi: str | None = column("ref", ref="kpis", required=True, shared=True, width=12)
    date: dt.date | None = column("date", required=True, shared=True, width=11.5)
    value: float | None = column("number", required=True, shared=True, width=13)
    note: str | None = column("text", width=34)
    evidence: str | None = column("url", shared=True, width=30)


@dataclass(slots=True)
class Review(Entry):
    """reviews — Tinjauan / Reviews (agreements are reviewed periodically)."""

    no: str | None = column("text", key="running", shared=True, width=5)
    agreement: str | None = column("ref", ref="agreements", required=True, shared=True, width=20.5)
    date: dt.date | None = column("date", required=True, shared=True, width=13)
    outcome: str | None = column("choice", choices="review_outcome", required=True, shared=True, width=14)
    notes: str | None = column("long", width=46)
    next_review: dt.date | None = column("date", shared=True, width=14)


@dataclass(slots=True)
class Action(Entry):
    """actions — Tindak Lanjut / Actions (make adjustments)."""

    no: str | None = column("text", key="running", shared=True, width=5)
    agreement: str | None = column("ref", ref="agreements", shared=True, width=20.5)
    kpi: str | None = column("ref", ref="kpis", shared=True, width=9)
    issue: str | None = column("text", required=True, shared=True, width=26)
    action: str | None = column("text", required=True, shared=True, width=30)
    owner: str | None = column("text", required=True, shared=True, width=15)
    due_date: dt.date | None = column("date", required=True, shared=True, width=13.5)
    done_date: dt.date | None = column("date", shared=True, width=11.5)


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
