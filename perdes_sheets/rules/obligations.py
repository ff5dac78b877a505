"""Obligations: how far each is fulfilled, and whose it is (rules.md, Obligations)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from perdes_sheets.rules.ratios import TOLERANCE, finite
from perdes_sheets.rules.results import ObligationResult
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.entries import Agreement, Obligation


def results(village: Village, status_of: Mapping[str, str | None]) -> list[ObligationResult]:
    """The computed values of each obligation, from the statuses of agreements by number, in the order of the rows."""
    as_of, lead_days = village.as_of, village.settings.review_lead_days
    out = []
    for obligation in village.entries.obligations:
        number = obligation.agreement
        agreement = village.agreements.get(number) if number is not None else None
        done = fulfilment(obligation, as_of)
        due, due_known = _due(obligation, agreement)
        state = _status(done, status_of.get(number) if number is not None else None, due, due_known, as_of, lead_days)
        out.append(ObligationResult(obligation.row, obligation.no, due, done, state))
    return out


def fulfilment(obligation: Obligation, as_of: dt.date) -> float | None:
    """0–1: done by now, or the part of what was committed that is delivered."""
    bad = obligation.bad
    if "done_date" in bad:
        return None
    if obligation.done_date is not None and obligation.done_date <= as_of:
        return 1.0
    if "delivered" in bad or "committed" in bad:
        return None
    committed, delivered = obligation.committed, obligation.delivered
    if committed is None or committed <= 0 or delivered is None:
        return 0.0
    part = finite(delivered / committed)
    return 1.0 if part is None or part >= 1 - TOLERANCE else part


def own_partner(obligation: Obligation, agreement: Agreement | None) -> str | None:
    """The partner whom an obligation concerns: the one named, or the agreement's only one."""
    if obligation.partner is not None or "partner" in obligation.bad:
        return obligation.partner
    if agreement is not None and len(agreement.partners) == 1:
        return agreement.partners[0]
    return None


def _due(obligation: Obligation, agreement: Agreement | None) -> tuple[dt.date | None, bool]:
    """The due date, and whether that is known: no date is known to be none, an unsound one isn't known."""
    if obligation.due_date is not None:
        return obligation.due_date, True
    if "due_date" in obligation.bad or agreement is None or "end_date" in agreement.bad:
        return None, False
    return agreement.end_date, True


def _status(
    done: float | None,
    agreement_status: str | None,
    due: dt.date | None,
    due_known: bool,
    as_of: dt.date,
    lead_days: int,
) -> str | None:
    """The first status that holds; None where a cell that decides it isn't sound."""
    found: str | None
    if done == 1:
        found = "fulfilled"
    elif done is None or agreement_status is None:
        found = None
    elif agreement_status == "terminated":
        found = "closed"
    elif not due_known:
        found = None
    elif due is not None and due < as_of:
        found = "late"
    elif due is not None and (due - as_of).days <= lead_days:
        found = "due_soon"
    else:
        found = "partial" if done > 0 else "pending"
    return found
