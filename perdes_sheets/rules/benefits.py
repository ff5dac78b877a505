"""What the partnerships bring the village: the five benefits (rules.md, Benefits)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from perdes_sheets.rules.agreements import IN_FORCE
from perdes_sheets.rules.kpis import ASSESSABLE, ON_COURSE
from perdes_sheets.rules.obligations import own_partner
from perdes_sheets.rules.partners import course_share
from perdes_sheets.rules.ratios import finite, mean
from perdes_sheets.rules.results import AgreementResult, KpiResult, ObligationResult
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.entries import Kpi

_FRESH = frozenset(("ok", "complete"))


def benefits(
    village: Village,
    agreements: Sequence[AgreementResult],
    obligations: Sequence[ObligationResult],
    kpis: Sequence[KpiResult],
) -> dict[str, dict[str, Any]]:
    """The JSON of `benefits`; shares are 0–1, money is in Rupiah, None where there is nothing to share or average."""
    pairs: defaultdict[str | None, list[tuple[Kpi, KpiResult]]] = defaultdict(list)
    for kpi, result in zip(village.entries.kpis, kpis, strict=True):
        pairs[kpi.benefit].append((kpi, result))
    found = {benefit: _course(pairs[benefit]) for benefit in CHOICES["benefit"]}
    found["resources"] |= _money(village)
    found["capacity"] |= _trainings(village, obligations)
    found["accountability"] |= _accountability(village, agreements, obligations, kpis)
    found["sustainability"] |= _continuity(village, agreements)
    return found


def _course(pairs: Sequence[tuple[Kpi, KpiResult]]) -> dict[str, Any]:
    return {
        "kpis": len(pairs),
        "assessable": sum(result.kpi_status in ASSESSABLE for _, result in pairs),
        "on_course": sum(result.kpi_status in ON_COURSE for _, result in pairs),
        "share": course_share(pairs),
    }


def _money(village: Village) -> dict[str, Any]:
    """What partners' funding obligations delivered; an amount that can't be read isn't in the sums."""
    total = 0.0
    by_partner: defaultdict[str, float] = defaultdict(float)
    for obligation in village.entries.obligations:
        if obligation.party == "partner" and obligation.kind == "funding" and obligation.delivered is not None:
            total += obligation.delivered
            partner = own_partner(obligation, village.agreements.get(obligation.agreement or ""))
            if partner is not None:
                by_partner[partner] += obligation.delivered
    ranked = sorted(by_partner.items(), key=lambda item: (-item[1], item[0]))
    return {
        "money_delivered": finite(total),
        "by_partner": [
            {"partner": partner, "money_delivered": finite(money)} for partner, money in ranked if money > 0
        ],
    }


def _trainings(village: Village, obligations: Sequence[ObligationResult]) -> dict[str, Any]:
    fulfilled, delivered = 0, 0.0
    for obligation, result in zip(village.entries.obligations, obligations, strict=True):
        if obligation.kind == "training":
            fulfilled += result.fulfilment == 1
            delivered += obligation.delivered or 0.0
    return {"trainings_fulfilled": fulfilled, "training_delivered": finite(delivered)}


def _accountability(
    village: Village,
    agreements: Sequence[AgreementResult],
    obligations: Sequence[ObligationResult],
    kpis: Sequence[KpiResult],
) -> dict[str, Any]:
    """Shares; an evidence that can't be read is neither there nor missing."""
    evident = [
        obligation.evidence is not None
        for obligation, result in zip(village.entries.obligations, obligations, strict=True)
        if result.fulfilment_status == "fulfilled" and "evidence" not in obligation.bad
    ]
    return {
        "data_ok": mean([kpi.data_flag in _FRESH for kpi in kpis if kpi.data_flag is not None]),
        "reviews_on_time": mean([a.review_flag != "overdue" for a in agreements if a.review_flag is not None]),
        "evidence": mean(evident),
    }


def _continuity(village: Village, agreements: Sequence[AgreementResult]) -> dict[str, Any]:
    in_force = [
        agreement
        for agreement, result in zip(village.entries.agreements, agreements, strict=True)
        if result.status in IN_FORCE
    ]
    return {
        "in_force": len(in_force),
        "continued": sum(
            any(review.outcome in ("renew", "continue") for review in village.reviews.get(agreement.number or "", ()))
            for agreement in in_force
        ),
        "mean_remaining_days": mean([(a.end_date - village.as_of).days for a in in_force if a.end_date is not None]),
    }
