"""_charts: what the charts draw, each figure in its fixed cell (`charts.BLOCKS`); a title says what there is to see.

Cells without a figure stay empty, so that a chart shows nothing there rather than a 0.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from perdes_sheets.outputs.owned.charts import (
    AGREEMENT_ORDER,
    BLOCKS,
    CHARTS,
    COMPARED,
    COVERAGES,
    KPI_ORDER,
    ROOM,
    SYNCS,
)
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.outputs.text import date_text, day_text, percent_text
from perdes_sheets.rules.agreements import IN_FORCE
from perdes_sheets.rules.kpis import ASSESSABLE
from perdes_sheets.rules.results import KpiResult
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.workbooks.base import Cell, Out, OwnedTab

Line = tuple[str, Sequence[Cell]]
"""A category and its values, one a series."""

SPECS = {spec.id: spec for spec in CHARTS}

UNNAMED = " "
"""What a legend shows of the series that nobody sees."""

NAME = 24
"""Characters of a KPI's name beside its bar."""


def tab(source: Source) -> OwnedTab:
    """All blocks, one below the other."""
    rows: list[list[Out | None]] = []
    for id, (title, names, lines) in _figures(source).items():
        block, spec = BLOCKS[id], SPECS[id]
        room = _room(lines, stacked=spec.kind == "stacked_bar") if spec.room else [()] * len(lines)
        rows += [[] for _ in range(block.row - 1 - len(rows))]
        rows.append([_out(title)])
        rows.append([None, *map(_out, names), *([_out(UNNAMED)] if spec.room else [])])
        rows += [[*map(_out, (name, *values, *more))] for (name, values), more in zip(lines, room, strict=True)]
        rows += [[] for _ in range(block.size - len(lines))]
    return OwnedTab("_charts", source.words.tab("_charts"), rows)


def _out(value: Cell) -> Out:
    return Out(value, "hidden")


def _room(lines: Sequence[Line], *, stacked: bool) -> list[Sequence[Cell]]:
    """The unseen series of an axis of counts: what the longest bar lacks of `ROOM`, stacked onto it or beside it."""
    reached = [[value for value in values if isinstance(value, int)] for _, values in lines]
    lengths = [sum(values) if stacked else max(values, default=0) for values in reached]
    room: list[Sequence[Cell]] = [(None,) for _ in lines]
    if lengths and 0 < max(lengths) < ROOM:
        room[lengths.index(max(lengths))] = (ROOM - max(lengths) if stacked else ROOM,)
    return room


def _figures(source: Source) -> dict[str, tuple[str, list[str], list[Line]]]:
    """Chart id -> title, names of the series, lines; in the order of `BLOCKS`."""
    return {
        "kpi_status": _kpi_status(source),
        "need_coverage": _need_coverage(source),
        "agreement_status": _agreement_status(source),
        "progress": _progress(source),
        "trend": _trend(source),
    }


def _kpi_status(source: Source) -> tuple[str, list[str], list[Line]]:
    words, counts = source.words, source.results.counts["kpis_by_status"]
    n = len(source.results.kpis)
    lines: list[Line] = [(words.choice("kpi_status", id), [counts[id] or None]) for id in KPI_ORDER]
    worst = next((id for id in ("off_track", "missed", "at_risk") if counts[id]), None)
    if not n:
        title = words("chart.unused", tab=words.tab("kpis"))
    elif worst:
        title = words(f"chart.kpi_status.{worst}", part=counts[worst], n=n)
    elif counts["achieved"] or counts["on_track"]:
        title = words("chart.kpi_status.fine", part=counts["achieved"] + counts["on_track"], n=n)
    else:
        title = words("chart.kpi_status.waiting", n=n)
    return title, [words.tab("kpis")], lines


def _need_coverage(source: Source) -> tuple[str, list[str], list[Line]]:
    words = source.words
    coverage = {result.row: result.coverage for result in source.results.needs}
    found = Counter((need.sector, coverage.get(need.row)) for need in source.reading.entries.needs)
    lines: list[Line] = [
        (words.choice("sector", sector), [found[sector, id] or None for id in COVERAGES])
        for sector in CHOICES["sector"]
    ]
    counts = source.results.counts["needs_by_coverage"]
    n, open_ = len(source.results.needs), counts["uncovered"]
    worst = max(CHOICES["sector"], key=lambda sector: found[sector, "uncovered"])
    if not n:
        title = words("chart.unused", tab=words.tab("needs"))
    elif open_:
        title = words("chart.need_coverage.uncovered", part=open_, n=n, sector=words.choice("sector", worst))
    else:
        title = words("chart.need_coverage.fine", n=n)
    return title, words_of(source, "coverage", COVERAGES), lines


def words_of(source: Source, list_id: str, ids: Sequence[str]) -> list[str]:
    """The words of some of a list's choices."""
    return [source.words.choice(list_id, id) for id in ids]


def _agreement_status(source: Source) -> tuple[str, list[str], list[Line]]:
    words = source.words
    counts = Counter(agreement.status for agreement in source.results.agreements)
    lines: list[Line] = [(words.choice("agreement_status", id), [counts[id] or None]) for id in AGREEMENT_ORDER]
    n, force = len(source.results.agreements), sum(counts[id] for id in IN_FORCE)
    if not n:
        title = words("chart.unused", tab=words.tab("agreements"))
    elif counts["expiring"]:
        title = words("chart.agreement_status.expiring", part=force, n=n, soon=counts["expiring"])
    else:
        title = words("chart.agreement_status.force", part=force, n=n)
    return title, [words.tab("agreements")], lines


def _gap(kpi: KpiResult) -> float:
    return (kpi.expected or 0) - (kpi.progress or 0)


def _progress(source: Source) -> tuple[str, list[str], list[Line]]:
    """The KPIs furthest behind what they should have reached by now."""
    words = source.words
    names = {kpi.row: _name(kpi.indicator or kpi.code or "") for kpi in source.reading.entries.kpis}
    known = [kpi for kpi in source.results.kpis if kpi.kpi_status in ASSESSABLE]
    furthest = sorted(known, key=lambda kpi: (-_gap(kpi), kpi.row))[:COMPARED]
    lines: list[Line] = [(names[kpi.row], [kpi.progress, kpi.expected]) for kpi in furthest]
    behind = sum(_gap(kpi) > 1e-9 for kpi in known)
    if not source.results.kpis:
        title = words("chart.unused", tab=words.tab("kpis"))
    elif not known:
        title = words("chart.kpi_status.waiting", n=len(source.results.kpis))
    elif behind:
        first = furthest[0]
        values = {"progress": percent_text(first.progress or 0), "expected": percent_text(first.expected or 0)}
        title = words("chart.progress.behind", kpi=names[first.row], **values)
    else:
        title = words("chart.progress.fine")
    return title, [words("chart.progress"), words.column("kpis", "expected")], lines


def _name(text: str) -> str:
    return text if len(text) <= NAME else text[: NAME - 1].rstrip() + "…"


TREND = ("reviews_late", "kpi_status.off_track", "coverage.uncovered", "errors")
"""The four large figures, as they were."""


def _trend(source: Source) -> tuple[str, list[str], list[Line]]:
    words = source.words
    last = [line for line in source.history if line.as_of <= source.results.as_of][-SYNCS:]
    lines: list[Line] = []
    for line in last:
        counts = line.counts
        overdue = counts.get("reviews_overdue")
        late = None if overdue is None else overdue - (counts.get("undecided") or 0)
        lines.append((day_text(line.as_of, words.language), [late, *(counts.get(id) for id in TREND[1:])]))
    names = [words(f"chart.trend.{id}") for id in ("reviews", "kpis", "needs", "errors")]
    return _trend_title(source, names, lines, [line.as_of for line in last]), names, lines


def _trend_title(source: Source, names: Sequence[str], lines: Sequence[Line], days: Sequence[dt.date]) -> str:
    """What changed most since the sync before; without one, that the history begins here."""
    words = source.words
    if len(lines) < 2:
        return words("chart.trend.first")
    since = date_text(days[-2], words.language)
    before, now = lines[-2][1], lines[-1][1]
    changes = [
        (abs(new - old), name, old, new)
        for name, old, new in zip(names, before, now, strict=True)
        if isinstance(old, int) and isinstance(new, int) and new != old
    ]
    if not changes:
        return words("chart.trend.same", date=since)
    _, name, old, new = max(changes, key=lambda change: change[0])
    return words("chart.trend.change", date=since, name=name, old=old, new=new)
