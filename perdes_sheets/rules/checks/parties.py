"""Whom an obligation or an action is about."""

from __future__ import annotations

from collections.abc import Iterator

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Entries
from perdes_sheets.schema.entries import Agreement, Obligation


def partner_required(entries: Entries) -> Iterator[Finding]:
    """A partner's obligation that doesn't say whose, where the agreement has several partners."""
    for obligation, agreement in _pairs(entries):
        unnamed = obligation.partner is None and "partner" not in obligation.bad
        if obligation.party == "partner" and unnamed and len(agreement.partners) > 1:
            yield Finding(
                "obligations", obligation.row, "partner", "partner_required",
                {"agreement": agreement.number, "partners": "; ".join(agreement.partners)},
            )  # fmt: skip


def partner_not_in_agreement(entries: Entries) -> Iterator[Finding]:
    """An obligation of a partner whom its agreement doesn't name (as far as that cell can be read)."""
    for obligation, agreement in _pairs(entries):
        known = bool(agreement.partners) and "partners" not in agreement.bad
        if known and obligation.partner is not None and obligation.partner not in agreement.partners:
            yield Finding(
                "obligations", obligation.row, "partner", "partner_not_in_agreement",
                {"x": obligation.partner, "agreement": agreement.number, "partners": "; ".join(agreement.partners)},
            )  # fmt: skip


def kpi_or_agreement_required(entries: Entries) -> Iterator[Finding]:
    """An action about nothing."""
    for action in entries.actions:
        if action.agreement is None and action.kpi is None and action.bad.isdisjoint(("agreement", "kpi")):
            yield Finding("actions", action.row, "agreement", "kpi_or_agreement_required")


def _pairs(entries: Entries) -> Iterator[tuple[Obligation, Agreement]]:
    agreements = {agreement.number: agreement for agreement in entries.agreements}
    for obligation in entries.obligations:
        if obligation.agreement is not None:
            yield obligation, agreements[obligation.agreement]
