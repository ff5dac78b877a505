"""Agreements (step 4): their status and how far each party has kept its word (rules.md, Agreements)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from perdes_sheets.rules.calendar import due_flag
from perdes_sheets.rules.ratios import mean
from perdes_sheets.rules.results import AgreementResult, ObligationResult
from perdes_sheets.rules.reviews import review_due
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.choices import CLAUSES
from perdes_sheets.schema.entries import Agreement

IN_FORCE = frozenset(("active", "expiring"))


def statuses(village: Village) -> list[str | None]:
    """The status of each agreement, in the order of the rows."""
    as_of, expiring_days = village.as_of, village.settings.expiring_days
    return [status(agreement, as_of, expiring_days) for agreement in village.entries.agreements]


def status(agreement: Agreement, as_of: dt.date, expiring_days: int) -> str | None:
    """The first status that holds; None where a cell that decides it isn't sound, as without a start.

    The end date itself still belongs to the agreement.
    """
    start, end, signed, terminated = (
        agreement.start_date, agreement.end_date, agreement.signed_date, agreement.terminated_date,
    )  # fmt: skip
    bad = agreement.bad
    found: str | None
    if start is None or "terminated_date" in bad:
        found = None
    elif terminated is not None and terminated <= as_of:
        found = "terminated"
    elif "signed_date" in bad:
        found = None
    elif signed is None or signed > as_of:
        found = "draft"
    elif as_of < start:
        found = "upcoming"
    elif "end_date" in bad:
        found = None
    elif end is None:
        found = "active"
    elif end < as_of:
        found = "expired"
    else:
        found = "expiring" if (end - as_of).days <= expiring_days else "active"
    return found


def results(
    village: Village, statuses: Sequence[str | None], obligations: Sequence[ObligationResult]
) -> list[AgreementResult]:
    """The computed values of each agreement, in the order of the rows."""
    as_of, settings = village.as_of, village.settings
    kept = _fulfilments(village, obligations)
    out = []
    for agreement, state in zip(village.entries.agreements, statuses, strict=True):
        held = village.reviews.get(agreement.number, ()) if agreement.number is not None else ()
        due = review_due(agreement, state, held, settings)
        out.append(
            AgreementResult(
                row=agreement.row,
                number=agreement.number,
                partners=agreement.partners,
                status=state,
                review_due=due,
                review_flag=None if due is None else due_flag(due, as_of, settings.review_lead_days),
                days_to_review=None if due is None else (due - as_of).days,
                clauses_complete=_clauses_complete(agreement),
                fulfilment_village=mean(kept.get((agreement.number, "village"), ())),
                fulfilment_partner=mean(kept.get((agreement.number, "partner"), ())),
            )
        )
    return out


def _clauses_complete(agreement: Agreement) -> float | None:
    if agreement.bad and not agreement.bad.isdisjoint(CLAUSES):
        return None
    return (
        (agreement.clause_scope is True)
        + (agreement.clause_field is True)
        + (agreement.clause_procedure is True)
        + (agreement.clause_term is True)
        + (agreement.clause_rights_duties is True)
        + (agreement.clause_funding is True)
        + (agreement.clause_changes is True)
        + (agreement.clause_disputes is True)
    ) / len(CLAUSES)


def _fulfilments(
    village: Village, obligations: Sequence[ObligationResult]
) -> dict[tuple[str | None, str | None], list[float]]:
    """The fulfilments that enter an agreement's mean, by its number and the party that owes them."""
    kept: defaultdict[tuple[str | None, str | None], list[float]] = defaultdict(list)
    for obligation, result in zip(village.entries.obligations, obligations, strict=True):
        if obligation.agreement is not None and obligation.party is not None and enters_fulfilment(result):
            kept[obligation.agreement, obligation.party].append(result.fulfilment or 0.0)
    return kept


def enters_fulfilment(result: ObligationResult) -> bool:
    """Whether an obligation counts for a party's fulfilment: late, fulfilled or partly fulfilled, and not closed."""
    if result.fulfilment is None or result.fulfilment_status == "closed":
        return False
    return result.fulfilment > 0 or result.fulfilment_status == "late"
