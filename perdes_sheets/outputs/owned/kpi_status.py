"""kpi_status: every KPI with what it reached and what it should have, the worst first (rules.md, KPIs)."""

from __future__ import annotations

from perdes_sheets.outputs.owned.rows import Rows, number, text
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.outputs.text import number_text
from perdes_sheets.rules.results import KpiResult
from perdes_sheets.schema.entries import Kpi
from perdes_sheets.workbooks.base import Out, OwnedTab

WORST_FIRST = (
    "off_track", "missed", "at_risk", "no_data", "invalid", "on_track", "achieved", "not_started", "closed",
)  # fmt: skip
RANK = {None: WORST_FIRST.index("invalid")} | {status: rank for rank, status in enumerate(WORST_FIRST)}

COLUMNS = (
    ("code", "text"), ("indicator", "text"), ("agreement", "text"), ("kpi_status", "text"), ("actual", "number"),
    ("target", "number"), ("unit", "after"), ("progress", "percent"), ("expected", "percent"),
    ("achievement", "percent"), ("rating", "after"), ("trend", "text"), ("data_flag", "text"),
)  # fmt: skip


def tab(source: Source) -> OwnedTab:
    """By status, the worst first, then in the order of the rows."""
    words, results = source.words, source.results
    rows = Rows(source, "kpi_status")
    rows.head(source.sentence("kpi_status.sentence"))
    if not source.used("kpis"):
        rows.say(words("unused", tab=words.tab("kpis")))
        return rows.done()
    labels = [(words.column("kpis", id), look) for id, look in COLUMNS]
    rows.headers([*labels, (words("kpi_status.forecast"), "number"), (words("kpi_status.forecast_meets"), "after")])
    entries = source.rows("kpis")
    for result in sorted(results.kpis, key=lambda kpi: (RANK[kpi.kpi_status], kpi.row)):
        _row(rows, source, entries[result.row], result)
    return rows.done(filtered=True)


def _row(rows: Rows, source: Source, kpi: Kpi, result: KpiResult) -> None:
    agreement = source.agreements.get(source.key(kpi.agreement))
    rows.add(
        text(result.code, source.link("kpis", result.row, "code")),
        text(kpi.indicator),
        text(kpi.agreement, source.link("agreements", agreement.row, "number") if agreement else None),
        source.status("kpi_status", result.kpi_status),
        number(result.actual),
        target(kpi, source.words.language),
        text(kpi.unit, after=True),
        Out(result.progress, "percent"),
        Out(result.expected, "percent"),
        Out(result.achievement, "percent"),
        source.status_after("rating", result.rating),
        source.status("trend", result.trend),
        source.status("data_flag", result.data_flag),
        number(result.forecast),
        _meets(source, result.forecast_meets),
    )


def _meets(source: Source, meets: bool | None) -> Out:
    if meets is None:
        return Out()
    return Out(source.words(f"kpi_status.meets.{'yes' if meets else 'no'}"), "fine_after" if meets else "late_after")


def target(kpi: Kpi, language: str) -> Out:
    """The target as a number, a band as text (`12–20`)."""
    if kpi.direction != "range":
        return number(kpi.target)
    if kpi.target_min is None or kpi.target_max is None:
        return Out()
    return Out(f"{number_text(kpi.target_min, language)}–{number_text(kpi.target_max, language)}", "text_right")
