"""benefits: what the partnerships bring, in plain words: the five benefits with their figures (rules.md, Benefits)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from perdes_sheets.outputs.owned.kpi_status import target
from perdes_sheets.outputs.owned.rows import EMPTY, Rows, number, text
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.outputs.text import number_text, percent_text, rupiah_text, value_text
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.workbooks.base import Out, OwnedTab

FIGURES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "resources": (("money_delivered", "rupiah"),),
    "capacity": (("trainings_fulfilled", "integer"), ("training_delivered", "number")),
    "innovation": (),
    "accountability": (("data_ok", "percent"), ("reviews_on_time", "percent"), ("evidence", "percent")),
    "sustainability": (("in_force", "integer"), ("continued", "integer"), ("mean_remaining_days", "integer")),
}
"""Benefit -> its own figures with their looks; each has its KPIs besides."""

LISTED = 10
"""Partners, and KPIs, listed at a benefit; all of them stand in tabs of their own."""


def tab(source: Source) -> OwnedTab:
    """One section a benefit: what it means, its figures, then the KPIs that stand for it."""
    words = source.words
    rows = Rows(source, "benefits")
    rows.head(source.sentence("benefits.sentence"))
    for id in CHOICES["benefit"]:
        rows.section(words.choice("benefit", id))
        rows.say(words(f"benefits.{id}.meaning"))
        if used(source, id):
            _figures(rows, source, id)
            _kpis(rows, source, id)
        else:
            rows.say(words("figure.unused"))
    return rows.done()


def used(source: Source, id: str) -> bool:
    """Whether there is anything to say: a KPI of that benefit, or a figure that isn't nothing."""
    benefit = source.results.benefits[id]
    return bool(benefit["kpis"]) or any(benefit[figure] for figure, _ in FIGURES[id])


def _figures(rows: Rows, source: Source, id: str) -> None:
    words, benefit = source.words, source.results.benefits[id]
    for figure, look in FIGURES[id]:
        value = benefit[figure]
        if value is None:
            continue
        shown = number(value) if look == "number" else Out(round(value) if look == "integer" else value, look)
        rows.add(text(words(f"benefits.{figure}")), shown, text(words(f"benefits.{figure}.how"), after=True))
        if figure == "money_delivered":
            for each in benefit["by_partner"][:LISTED]:
                partner = source.partners.get(source.key(each["partner"]))
                link = source.link("partners", partner.row, "name") if partner else None
                rows.add(text(each["partner"], link), Out(each["money_delivered"], "rupiah"), EMPTY)
            _more(rows, source, len(benefit["by_partner"]), "scorecards")
    if benefit["kpis"]:
        how = words("benefits.share.how", part=benefit["on_course"], n=benefit["assessable"], all=benefit["kpis"])
        rows.add(text(words("benefits.share")), Out(benefit["share"], "percent"), text(how, after=True))


def _kpis(rows: Rows, source: Source, id: str) -> None:
    words, entries = source.words, source.rows("kpis")
    own = [result for result in source.results.kpis if entries[result.row].benefit == id]
    for result in own[:LISTED]:
        kpi = entries[result.row]
        aim = target(kpi, words.language).value
        reached = None
        if result.actual is not None and aim is not None:
            values = {
                "actual": number_text(shown(result.actual), words.language),
                "target": value_text(aim, words.language),
            }
            reached = words("benefits.reached", unit=kpi.unit or "", **values)
        rows.add(
            text(kpi.indicator or result.code, source.link("kpis", result.row, "indicator")),
            source.status("kpi_status", result.kpi_status),
            text(reached, after=True),
        )

    _more(rows, source, len(own), "kpi_status")


def shown(value: float) -> float:
    """A measured value as far as people care: two decimals, four of a small one."""
    return round(value, 2 if abs(value) >= 1 else 4)


def _more(rows: Rows, source: Source, n: int, tab_id: str) -> None:
    """Where the rest of a long list stands."""
    if n > LISTED:
        more = source.words("benefits.more", n=n - LISTED, tab=source.words.tab(tab_id))
        rows.add(text(more, source.own(tab_id)), EMPTY, EMPTY)


def in_words(source: Source, id: str, longest: int) -> str:
    """A benefit as one line for the summary, as many of its figures as fit; `– Belum dipakai` without any."""
    if not used(source, id):
        return source.words("figure.unused")
    line = ""
    for part in _parts(source, source.results.benefits[id], id):
        longer = f"{line} · {part}" if line else part
        if len(longer) <= longest:
            line = longer
    return line


def _parts(source: Source, benefit: Mapping[str, Any], id: str) -> Iterator[str]:
    words = source.words
    for figure, look in FIGURES[id]:
        value = benefit[figure]
        if value is None or figure == "training_delivered" or (not value and look in ("rupiah", "integer")):
            continue
        if look == "integer":
            yield words(f"benefits.{figure}.short", n=round(value))
        else:
            shown = percent_text(value) if look == "percent" else rupiah_text(round(value), words.language)
            yield words(f"benefits.{figure}.short", value=shown)
    if benefit["assessable"]:
        yield words("benefits.share.short", part=benefit["on_course"], n=benefit["assessable"])
    elif benefit["kpis"] and id == "innovation":
        yield words("benefits.not_assessable", n=benefit["kpis"])
