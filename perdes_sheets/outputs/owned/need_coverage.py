"""need_coverage: which needs have a partner, and who could be asked about the others (rules.md, Needs)."""

from __future__ import annotations

from collections import defaultdict

from perdes_sheets.outputs.owned.rows import Rows, text
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.rules.results import NeedResult
from perdes_sheets.workbooks.base import Out, OwnedTab

RANK = {coverage: rank for rank, coverage in enumerate(("uncovered", "in_progress", "covered", "met", "dropped"))}
SUGGESTED = 3
"""rules.md: at most so many partners are suggested."""

STANDING = ("draft", "upcoming", "active", "expiring")
"""Agreements that still serve a need, or will."""


def tab(source: Source) -> OwnedTab:
    """Needs without a partner first, the most pressing (USG) of them on top."""
    words, results = source.words, source.results
    rows = Rows(source, "need_coverage")
    rows.head(source.sentence("need_coverage.sentence"))
    if not source.used("needs"):
        rows.say(words("unused", tab=words.tab("needs")))
        return rows.done()
    labels = [words.column("needs", id) for id in ("usg_rank", "code", "need", "sector", "usg_score", "coverage")]
    labels += [words.tab("agreements"), *(words("need_coverage.suggested", i=i) for i in range(1, SUGGESTED + 1))]
    looks = ("integer", "after", "text", "text", "integer", "after", *("text",) * (1 + SUGGESTED))
    rows.headers(zip(labels, looks, strict=True))
    served = _agreements(source)
    for result in sorted(results.needs, key=_order):
        _row(rows, source, result, served.get(source.key(result.code), []))
    return rows.done(filtered=True)


def _order(need: NeedResult) -> tuple[int, bool, int, int]:
    return RANK[need.coverage or "dropped"], need.usg_rank is None, need.usg_rank or 0, need.row


def _agreements(source: Source) -> dict[str, list[str]]:
    """Folded need code -> the numbers of the agreements that name it."""
    status = {result.row: result.status for result in source.results.agreements}
    found = defaultdict(list)
    for agreement in source.reading.entries.agreements:
        if status.get(agreement.row) in STANDING and agreement.number:
            for need in agreement.needs:
                found[source.key(need)].append(agreement.number)
    return found


def _row(rows: Rows, source: Source, result: NeedResult, agreements: list[str]) -> None:
    need = source.rows("needs")[result.row]
    suggested: list[Out] = []
    for name in result.suggested_partners:
        partner = source.partners.get(source.key(name))
        suggested.append(text(name, source.link("partners", partner.row, "name") if partner else None))
    rows.add(
        Out(result.usg_rank, "integer"),
        text(result.code, source.link("needs", result.row, "code"), after=True),
        text(need.need),
        text(source.choice("sector", need.sector)),
        Out(result.usg_score, "integer"),
        source.status_after("coverage", result.coverage),
        text("; ".join(agreements) or None),
        *suggested,
        *(Out() for _ in range(SUGGESTED - len(suggested))),
    )
