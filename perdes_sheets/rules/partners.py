"""Partners (steps 2 and 3): how well each fits, how well known it is, how the partnership goes (rules.md, Partners)."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from perdes_sheets.rules.agreements import IN_FORCE, enters_fulfilment
from perdes_sheets.rules.kpis import ASSESSABLE, ON_COURSE
from perdes_sheets.rules.obligations import own_partner
from perdes_sheets.rules.ratios import mean, ratio
from perdes_sheets.rules.results import KpiResult, ObligationResult, PartnerResult
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.choices import DUE_DILIGENCE
from perdes_sheets.schema.entries import Kpi, Partner

IN_TOUCH = frozenset(("approached", "negotiating", "active"))
"""The stages in which a partner is to hear from the village regularly."""

SCORES = ("vision", "values", "goals")


def results(
    village: Village,
    agreement_statuses: Sequence[str | None],
    obligations: Sequence[ObligationResult],
    kpis: Sequence[KpiResult],
) -> list[PartnerResult]:
    """The computed values of each partner, in the order of the rows."""
    as_of, max_days = village.as_of, village.settings.contact_max_days
    kept = _fulfilments(village, obligations)
    shares = _course_shares(village, kpis)
    active = Counter(
        partner
        for agreement, status in zip(village.entries.agreements, agreement_statuses, strict=True)
        if status in IN_FORCE
        for partner in agreement.partners
    )
    out = []
    for partner in village.entries.partners:
        name = partner.name or ""
        last = village.last_contacts.get(name)
        flag = _contact_flag(partner.stage, last, as_of, max_days)
        aligned = alignment(partner)
        parts = (aligned, mean(kept.get(name, ())), shares.get(name), _contact(flag, last, as_of, max_days))
        known = partner.stage is not None and partner.bad.isdisjoint(SCORES)
        out.append(
            PartnerResult(
                row=partner.row,
                name=partner.name,
                alignment=aligned,
                due_diligence=due_diligence(partner),
                last_contact=last,
                contact_flag=flag,
                active_agreements=active[name],
                score=mean([part for part in parts if part is not None]) if known else None,
            )
        )
    return out


def alignment(partner: Partner) -> float | None:
    """The mean of the scores given, 0–1; None of none, or where one can't be read."""
    if partner.bad and not partner.bad.isdisjoint(SCORES):
        return None
    given = [score for score in (partner.vision, partner.values, partner.goals) if score is not None]
    return (sum(given) / len(given) - 1) / 4 if given else None


def due_diligence(partner: Partner) -> int | None:
    """How many of the three checks are yes; None where one can't be read."""
    if partner.bad and not partner.bad.isdisjoint(DUE_DILIGENCE):
        return None
    return (partner.legal_checked is True) + (partner.track_record_checked is True) + (partner.conflict_checked is True)


def _contact_flag(stage: str | None, last: dt.date | None, as_of: dt.date, max_days: int) -> str | None:
    if stage not in IN_TOUCH:
        return None
    if last is None:
        return "never"
    return "overdue" if (as_of - last).days > max_days else "ok"


def _contact(flag: str | None, last: dt.date | None, as_of: dt.date, max_days: int) -> float | None:
    """How recent the last contact is, 0–1, for partners that are to be contacted."""
    if flag is None:
        return None
    if last is None:
        return 0.0
    return max(0.0, 1 - (as_of - last).days / (2 * max_days))


def _fulfilments(village: Village, obligations: Sequence[ObligationResult]) -> dict[str, list[float]]:
    """The fulfilments of each partner's own obligations that enter an agreement's fulfilment."""
    kept: defaultdict[str, list[float]] = defaultdict(list)
    for obligation, result in zip(village.entries.obligations, obligations, strict=True):
        if obligation.party == "partner" and obligation.agreement is not None and enters_fulfilment(result):
            partner = own_partner(obligation, village.agreements.get(obligation.agreement))
            if partner is not None:
                kept[partner].append(result.fulfilment or 0.0)
    return kept


def _course_shares(village: Village, kpis: Sequence[KpiResult]) -> dict[str, float | None]:
    """The weighted share of KPIs on course among the assessable ones of each partner's agreements."""
    found: defaultdict[str, list[tuple[Kpi, KpiResult]]] = defaultdict(list)
    for kpi, result in zip(village.entries.kpis, kpis, strict=True):
        agreement = village.agreements.get(kpi.agreement) if kpi.agreement is not None else None
        if agreement is not None and result.kpi_status in ASSESSABLE:
            for partner in agreement.partners:
                found[partner].append((kpi, result))
    return {partner: course_share(pairs) for partner, pairs in found.items()}


def course_share(pairs: Sequence[tuple[Kpi, KpiResult]]) -> float | None:
    """The weighted share of achieved or on_track among the assessable KPIs; None if none.

    A KPI whose weight can't be read isn't among them.
    """
    whole = part = 0.0
    for kpi, result in pairs:
        if kpi.weight is not None and result.kpi_status in ASSESSABLE:
            whole += kpi.weight
            part += kpi.weight * (result.kpi_status in ON_COURSE)
    return ratio(part, whole)
