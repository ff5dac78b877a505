"""The four large figures of the summary, and the sentences that the charts say above themselves (look.md, Summary)."""

from __future__ import annotations

from dataclasses import dataclass

from perdes_sheets.outputs.looks import Tone
from perdes_sheets.outputs.owned.review_list import by_period
from perdes_sheets.outputs.owned.source import Source


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure: `value` None where its tab isn't used; `tab` is the owned tab that a click opens."""

    id: str
    value: int | None
    detail: str
    tone: Tone
    tab: str


def figures(source: Source) -> list[Figure]:
    """Reviews late or due this month, KPIs behind plan, needs without a partner, entries to correct (errors only)."""
    return [_reviews(source), _kpis(source), _needs(source), _errors(source)]


def _figure(id: str, used: bool, value: int, detail: str, tone: Tone, tab: str) -> Figure:
    if not used:
        return Figure(id, None, "", "off", tab)
    return Figure(id, value, detail, tone if value else "fine", tab)


def _reviews(source: Source) -> Figure:
    due = by_period(source.results)
    late, month = len(due["late"]), len(due["month"])
    detail = source.words("figure.reviews.detail", late=late, month=month)
    used = bool(source.reading.entries.agreements)
    return _figure("reviews", used, late + month, detail, "late" if late else "soon", "review_list")


def _kpis(source: Source) -> Figure:
    counts = source.results.counts["kpis_by_status"]
    detail = source.words(
        "figure.kpis.detail", n=len(source.results.kpis), risk=counts["at_risk"], missed=counts["missed"]
    )
    used = bool(source.reading.entries.kpis)
    return _figure("kpis", used, counts["off_track"], detail, "late", "kpi_status")


def _needs(source: Source) -> Figure:
    counts = source.results.counts["needs_by_coverage"]
    detail = source.words("figure.needs.detail", n=len(source.results.needs), progress=counts["in_progress"])
    used = bool(source.reading.entries.needs)
    return _figure("needs", used, counts["uncovered"], detail, "late", "need_coverage")


def _errors(source: Source) -> Figure:
    counts = source.results.counts
    detail = source.words("figure.errors.detail", n=counts["warnings"])
    used = bool(source.results.findings) or any(map(source.used, ("agreements", "partners", "needs", "kpis")))
    return _figure("errors", used, counts["errors"], detail, "late", "checks")
