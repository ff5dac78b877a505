"""Needs (step 1): how urgent each is, whether it is covered, and who might help (rules.md, Needs)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from perdes_sheets.rules.agreements import IN_FORCE
from perdes_sheets.rules.results import NeedResult, PartnerResult
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.entries import Need, Partner

MOST_SUGGESTED = 3

_LEAVING = frozenset((None, "ended", "declined"))
_IN_TALKS = frozenset(("approached", "negotiating"))
_COMING = frozenset(("draft", "upcoming"))


class Suitors:
    """The partners that suit a need, by its sector and the resource that it names, looked up once for each pair."""

    def __init__(self, partners: Sequence[Partner], results: Sequence[PartnerResult]) -> None:
        pairs = zip(partners, results, strict=True)
        staying = [(partner, result) for partner, result in pairs if partner.stage not in _LEAVING]
        self._partners = [partner for partner, _ in sorted(staying, key=_preference)]
        self._found: dict[tuple[str, str | None], Suiting] = {}

    def of(self, need: Need) -> Suiting | None:
        """Who suits a need; None where its cells don't say."""
        if need.sector is None or "resource" in need.bad:
            return None
        wanted = (need.sector, need.resource)
        if wanted not in self._found:
            self._found[wanted] = self._suiting(*wanted)
        return self._found[wanted]

    def _suiting(self, sector: str, resource: str | None) -> Suiting:
        found = [
            partner
            for partner in self._partners
            if sector in partner.sectors and (resource is None or resource in partner.resources)
        ]
        names = (partner.name for partner in found if partner.name is not None)
        return Suiting(tuple(islice(names, MOST_SUGGESTED)), any(partner.stage in _IN_TALKS for partner in found))


@dataclass(frozen=True, slots=True)
class Suiting:
    """The names of the best partners for a sector and a resource, and whether the village is in talks with any."""

    names: tuple[str, ...]
    in_talks: bool


def _preference(pair: tuple[Partner, PartnerResult]) -> tuple[float, int, str]:
    """By alignment and due diligence, the highest first and none last, then by name."""
    partner, result = pair
    aligned = -1.0 if result.alignment is None else result.alignment
    known = -1 if result.due_diligence is None else result.due_diligence
    return -aligned, -known, (partner.name or "").casefold()


def results(
    village: Village, agreement_statuses: Sequence[str | None], partners: Sequence[PartnerResult]
) -> list[NeedResult]:
    """The computed values of each need, from the statuses of agreements in their rows' order."""
    suitors = Suitors(village.entries.partners, partners)
    naming: defaultdict[str, set[str | None]] = defaultdict(set)
    for agreement, status in zip(village.entries.agreements, agreement_statuses, strict=True):
        for code in agreement.needs:
            naming[code].add(status)
    ranks = _ranks(village.entries.needs)
    out = []
    for need in village.entries.needs:
        suiting = suitors.of(need)
        covered = _coverage(need, naming.get(need.code or "", frozenset()), suiting)
        wanted = need.status == "open" and covered != "covered"
        out.append(
            NeedResult(
                row=need.row,
                code=need.code,
                usg_score=usg_score(need),
                usg_rank=ranks.get(need.row),
                coverage=covered,
                suggested_partners=suiting.names if wanted and suiting is not None else (),
            )
        )
    return out


def usg_score(need: Need) -> int | None:
    """Urgency + seriousness + growth, 3–15; None without all three."""
    if need.urgency is None or need.seriousness is None or need.growth is None:
        return None
    return need.urgency + need.seriousness + need.growth


def _ranks(needs: Sequence[Need]) -> Mapping[int, int]:
    """The rank of each open need with all three scores, by its row: 1 is the highest, no two share one."""
    scored = [
        (-score, -(need.urgency or 0), -(need.seriousness or 0), -(need.growth or 0), need.row)
        for need in needs
        if need.status == "open" and (score := usg_score(need)) is not None
    ]
    return {row: rank for rank, (*_, row) in enumerate(sorted(scored), start=1)}


def _coverage(need: Need, naming: set[str | None] | frozenset[str | None], suiting: Suiting | None) -> str | None:
    """The first that holds; None where a cell that decides it isn't sound."""
    found: str | None
    if need.status != "open":
        found = need.status
    elif not IN_FORCE.isdisjoint(naming):
        found = "covered"
    elif not _COMING.isdisjoint(naming):
        found = "in_progress"
    elif suiting is None:
        found = None
    else:
        found = "in_progress" if suiting.in_talks else "uncovered"
    return found
