"""agenda: all that is late or falls due in the next `agenda_days`, as a clerk works it off (rules.md, Agenda)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from perdes_sheets.outputs.owned.periods import PERIODS, period, period_title, when
from perdes_sheets.outputs.owned.rows import Rows, text
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.rules.results import AgendaItem, Results
from perdes_sheets.schema.tabs import entry_tab
from perdes_sheets.workbooks.base import Out, OwnedTab

Part = Literal["late", "late_data", "month", "next_month", "later", "undecided"]
PARTS: tuple[Part, ...] = ("late", "late_data", *PERIODS[1:], "undecided")
"""`late_data`: late measurements and missed targets, which often are many and drown what others wait for.
`undecided`: reviews of agreements that have expired, one decision each."""

DATA = ("kpi_target", "measurement")
SUBJECT = {"agreements": "title", "obligations": "obligation", "interactions": "topic", "kpis": "indicator",
           "actions": "action"}  # fmt: skip
"""The cell that a link opens, by tab."""


def tab(source: Source) -> OwnedTab:
    """Sections by part; within one by date, then kind, then row."""
    words, results = source.words, source.results
    days = source.reading.entries.settings.agenda_days
    rows = Rows(source, "agenda")
    rows.head(source.sentence("agenda.sentence", n=days))
    if not results.agenda:
        rows.say(words("agenda.none", n=days) if source.synced else words("figure.unused"))
        return rows.done()
    labels = ("date", "state", "kind", "what", "key", "partner", "owner")
    looks = ("date", "after", "text", "text", "text", "text", "text")
    rows.headers((words(f"agenda.{id}"), look) for id, look in zip(labels, looks, strict=True))
    for id, items in parts(results).items():
        if items:
            rows.section(_title(id, source))
        for item in items:
            _row(rows, source, item)
    return rows.done(filtered=True)


def _title(id: Part, source: Source) -> str:
    return period_title(id, source) if id in PERIODS else source.words(f"agenda.{id}")


def _row(rows: Rows, source: Source, item: AgendaItem) -> None:
    entry = source.rows(item.tab)[item.row]
    rows.add(
        Out(item.date, "date"),
        when(item.days, source.reading.entries.settings.review_lead_days, source.words, after=True),
        text(source.choice("agenda_kind", item.kind)),
        text(item.what, source.link(item.tab, item.row, SUBJECT[item.tab])),
        text(key(source, item)),
        text(item.partner),
        text(getattr(entry, "owner", None)),
    )


def key(source: Source, item: AgendaItem) -> str | None:
    """What names the item's own agreement or KPI: its number or code."""
    entry, own = source.rows(item.tab)[item.row], entry_tab(item.tab).key
    found: str | None = getattr(entry, own.id) if own.key == "own" else getattr(entry, "agreement", None)
    return found or getattr(entry, "kpi", None)


def parts(results: Results) -> dict[Part, list[AgendaItem]]:
    """The agenda by part, each in the agenda's own order: date, kind, row."""
    undecided = {agreement.row for agreement in results.agreements if agreement.status == "expired"}
    found: dict[Part, list[AgendaItem]] = {id: [] for id in PARTS}
    for item in results.agenda:
        found[_part(item, results.as_of, undecided)].append(item)
    return found


def _part(item: AgendaItem, as_of: dt.date, undecided: set[int]) -> Part:
    if item.kind == "review" and item.row in undecided:
        return "undecided"
    if item.late and item.kind in DATA:
        return "late_data"
    return period(item.date, as_of)


def urgent(results: Results, lead_days: int) -> list[AgendaItem]:
    """What presses most, first: what is late, what is due within `lead_days`, then late data. No expired agreements."""
    split = parts(results)
    soon: Iterable[AgendaItem] = (item for id in PERIODS[1:] for item in split[id] if item.days <= lead_days)
    return [*split["late"], *soon, *split["late_data"]]
