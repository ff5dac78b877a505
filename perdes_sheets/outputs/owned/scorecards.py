"""scorecards: how each partnership does, partner by partner (rules.md, Partners)."""

from __future__ import annotations

from functools import lru_cache

from perdes_sheets.outputs.owned.rows import Rows, text
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.rules.kpis import ASSESSABLE, ON_COURSE
from perdes_sheets.rules.obligations import own_partner
from perdes_sheets.rules.results import PartnerResult
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import Out, OwnedTab

Shares = dict[str, tuple[int, int]]
"""Folded partner name -> how many of how many."""

LOOKS = (
    "text", "text", "text", "percent", "percent", "integer", "date", "after", "integer", "after", "after", "rupiah",
)  # fmt: skip


def tab(source: Source) -> OwnedTab:
    """By score, the best first; partners without one below, by name."""
    words, results = source.words, source.results
    rows = Rows(source, "scorecards")
    rows.head(source.sentence("scorecards.sentence"))
    if not source.used("partners"):
        rows.say(words("unused", tab=words.tab("partners")))
        return rows.done()
    ids = ("name", "type", "stage", "score", "alignment", "due_diligence", "last_contact", "contact_flag",
           "active_agreements")  # fmt: skip
    labels = [words.column("partners", id) for id in ids]
    labels += [words(f"scorecards.{id}") for id in ("obligations", "kpis", "money")]
    rows.headers(zip(labels, LOOKS, strict=True))
    obligations, kpis = _obligations(source), _kpis(source)
    by_partner = results.benefits["resources"]["by_partner"]
    money = {source.key(each["partner"]): each["money_delivered"] for each in by_partner}
    for result in sorted(results.partners, key=_order):
        key = source.key(result.name)
        shares = [_share(words, obligations.get(key)), _share(words, kpis.get(key))]
        _row(rows, source, result, shares, money.get(key))
    return rows.done(filtered=True)


def _order(partner: PartnerResult) -> tuple[bool, float, str, int]:
    return partner.score is None, -(partner.score or 0), (partner.name or "").casefold(), partner.row


def _row(rows: Rows, source: Source, result: PartnerResult, shares: list[Out], money: float | None) -> None:
    partner = source.rows("partners")[result.row]
    rows.add(
        text(result.name, source.link("partners", result.row, "name")),
        text(source.choice("partner_type", partner.type)),
        text(source.choice("stage", partner.stage)),
        Out(result.score, "percent"),
        Out(result.alignment, "percent"),
        Out(result.due_diligence, "integer"),
        Out(result.last_contact, "date"),
        source.status_after("contact_flag", result.contact_flag),
        Out(result.active_agreements or None, "integer"),
        *shares,
        Out(money, "rupiah"),
    )


@lru_cache(maxsize=1024)
def _share(words: Words, share: tuple[int, int] | None) -> Out:
    return text(words("share", part=share[0], n=share[1]), after=True) if share else Out()


def _obligations(source: Source) -> Shares:
    """Fulfilled of each partner's own obligations, those of terminated agreements left out."""
    status = {result.row: result.fulfilment_status for result in source.results.obligations}
    shares: Shares = {}
    for obligation in source.reading.entries.obligations:
        agreement = source.agreements.get(source.key(obligation.agreement))
        own = own_partner(obligation, agreement)
        if obligation.party != "partner" or own is None or status.get(obligation.row) in (None, "closed"):
            continue
        key = source.key(own)
        part, whole = shares.get(key, (0, 0))
        shares[key] = part + (status[obligation.row] == "fulfilled"), whole + 1
    return shares


def _kpis(source: Source) -> Shares:
    """Achieved or on track of the assessable KPIs of each partner's agreements."""
    status = {result.row: result.kpi_status for result in source.results.kpis}
    shares: Shares = {}
    for kpi in source.reading.entries.kpis:
        agreement = source.agreements.get(source.key(kpi.agreement))
        if agreement is None or status.get(kpi.row) not in ASSESSABLE:
            continue
        for key in {source.key(name) for name in agreement.partners}:
            part, whole = shares.get(key, (0, 0))
            shares[key] = part + (status[kpi.row] in ON_COURSE), whole + 1
    return shares
