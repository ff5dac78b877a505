"""Agreements and partners as they stand: what an active one should have, and lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from perdes_sheets.findings import Finding, Headers
from perdes_sheets.rules.agreements import IN_FORCE
from perdes_sheets.rules.results import Results
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.choices import CLAUSES, DUE_DILIGENCE
from perdes_sheets.schema.entries import Agreement

_BINDING = frozenset(("upcoming", "active", "expiring"))
_TRUSTED = frozenset(("negotiating", "active"))


def missing_papers(village: Village, results: Results) -> Iterator[Finding]:
    """A signed agreement without one of the eight contents, without its document, or without its meeting."""
    for agreement, result in zip(village.entries.agreements, results.agreements, strict=True):
        if result.status in _BINDING:
            lacking = tuple(c for c in CLAUSES if getattr(agreement, c) is not True and c not in agreement.bad)
            if lacking:
                values = {"n": len(lacking), "clauses": Headers(lacking)}
                variant = "all" if lacking == CLAUSES else None
                yield Finding("agreements", agreement.row, lacking[0], "missing_clause", values, variant)
            if agreement.document is None and "document" not in agreement.bad:
                yield Finding("agreements", agreement.row, "document", "document_missing")
            if agreement.village_meeting_date is None and "village_meeting_date" not in agreement.bad:
                yield Finding(
                    "agreements", agreement.row, "village_meeting_date", "meeting_missing", {}, agreement.kind
                )


def kind_mismatch(village: Village, _results: Results) -> Iterator[Finding]:
    """An agreement among villages with a partner that is none, or one with third parties that has a village."""
    types = {partner.name: partner.type for partner in village.entries.partners}
    for agreement in village.entries.agreements:
        if agreement.kind is not None:
            for partner in agreement.partners:
                type = types[partner]
                if type is not None and (type == "village") != (agreement.kind == "inter_village"):
                    yield Finding("agreements", agreement.row, "kind", "kind_mismatch", {"x": partner}, agreement.kind)
                    break


def unsigned_active(village: Village, results: Results) -> Iterator[Finding]:
    """An agreement that should be running and has no signature yet: it counts as a draft."""
    for agreement, result in zip(village.entries.agreements, results.agreements, strict=True):
        start = agreement.start_date
        if result.status == "draft" and start is not None and start <= village.as_of:
            yield Finding("agreements", agreement.row, "signed_date", "unsigned_active", {"x": start})


def agreement_without_kpi(village: Village, results: Results) -> Iterator[Finding]:
    """An agreement in force that nobody measures, once there are KPIs at all."""
    if not _has_rows(village, "kpis"):
        return
    measured = {kpi.agreement for kpi in village.entries.kpis}
    for agreement in _in_force(village, results):
        if agreement.number not in measured:
            yield Finding("agreements", agreement.row, "number", "agreement_without_kpi", {"x": agreement.number})


def obligations_of_both(village: Village, results: Results) -> Iterator[Finding]:
    """An agreement in force without obligations, once there are some at all, or with those of one party only."""
    if not _has_rows(village, "obligations"):
        return
    parties: defaultdict[str | None, set[str | None]] = defaultdict(set)
    for obligation in village.entries.obligations:
        parties[obligation.agreement].add(obligation.party)
    for agreement in _in_force(village, results):
        having = parties.get(agreement.number, set())
        values = {"x": agreement.number}
        if not having:
            yield Finding("agreements", agreement.row, "number", "agreement_without_obligations", values)
        elif having in ({"village"}, {"partner"}):
            (party,) = having
            yield Finding("agreements", agreement.row, "number", "one_sided_obligations", values, party)


def unresearched_partner(village: Village, results: Results) -> Iterator[Finding]:
    """A partner to whom the village binds itself without having looked into it."""
    for partner, result in zip(village.entries.partners, results.partners, strict=True):
        done = result.due_diligence
        if partner.stage in _TRUSTED and done is not None and done < len(DUE_DILIGENCE):
            first = next(check for check in DUE_DILIGENCE if getattr(partner, check) is not True)
            values = {"x": partner.name or "", "n": len(DUE_DILIGENCE) - done}
            yield Finding("partners", partner.row, first, "unresearched_partner", values, partner.stage)


def _in_force(village: Village, results: Results) -> Iterator[Agreement]:
    """The active and expiring agreements that others can name."""
    for agreement, result in zip(village.entries.agreements, results.agreements, strict=True):
        if result.status in IN_FORCE and agreement.number is not None:
            yield agreement


def _has_rows(village: Village, tab: str) -> bool:
    """Whether anything was typed in `tab`, repeated keys included."""
    return bool(getattr(village.entries, tab) or village.entries.repeated.get(tab))
