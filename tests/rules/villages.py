"""Small villages for the tests: entries as the reader would give them, complete unless a test says otherwise.

Rows are numbered from 5 in each tab, in the order in which they are given. `bad` names the columns whose cell the
reader couldn't read; their value is None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Entries, Reading
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.choices import CLAUSES, DUE_DILIGENCE
from perdes_sheets.schema.entries import (
    Action,
    Agreement,
    Entry,
    Interaction,
    Kpi,
    Measurement,
    Need,
    Obligation,
    Partner,
    Review,
    Settings,
)

TODAY = dt.date(2024, 6, 5)
FIRST_ROW = 5


def day(days: int) -> dt.date:
    """So many days after today; negative ones before."""
    return TODAY + dt.timedelta(days=days)


def need(code: str = "N", **cells: Any) -> Need:
    scores = {"urgency": 3, "seriousness": 3, "growth": 3}
    return Need(0, **{"code": code, "sector": "health", "need": "Air bersih", "goal": "Semua rumah", **scores, **cells})


def partner(name: str = "Mitra", **cells: Any) -> Partner:
    checked = dict.fromkeys(DUE_DILIGENCE, True)
    return Partner(
        0, **{"name": name, "type": "nonprofit", "sectors": ("health",), "stage": "prospect", **checked, **cells}
    )


def interaction(date: dt.date | None = TODAY, partner: str = "Mitra", **cells: Any) -> Interaction:
    return Interaction(0, **{"date": date, "partner": partner, "topic": "Koordinasi", **cells})


def agreement(number: str = "A", **cells: Any) -> Agreement:
    """Signed, in force since 1 January, complete, open-ended, with the partner `Mitra`."""
    since = dt.date(2024, 1, 1)
    papers = {"village_meeting_date": since, "document": "https://desa.id/a.pdf", **dict.fromkeys(CLAUSES, True)}
    facts = {"title": f"Kerja sama {number}", "kind": "third_party", "partners": ("Mitra",)}
    return Agreement(0, **{"number": number, **facts, "signed_date": since, "start_date": since, **papers, **cells})


def obligation(party: str = "partner", **cells: Any) -> Obligation:
    return Obligation(0, **{"agreement": "A", "party": party, "obligation": "Dana", "kind": "funding", **cells})


def kpi(code: str = "K", **cells: Any) -> Kpi:
    """From 0, fifty days ago, to 100 in fifty days, measured monthly."""
    facts = {"agreement": "A", "benefit": "resources", "indicator": "Rumah terlayani", "unit": "rumah"}
    rule = {"direction": "increase", "aggregation": "latest", "frequency": "monthly"}
    course = {"baseline": 0.0, "baseline_date": day(-50), "target": 100.0, "target_date": day(50)}
    return Kpi(0, **{"code": code, **facts, **rule, **course, **cells})


def band(code: str = "K", **cells: Any) -> Kpi:
    """A KPI that is to stay between 8 and 12."""
    facts = {"direction": "range", "baseline": None, "target": None, "target_min": 8.0, "target_max": 12.0}
    return kpi(code, **{**facts, **cells})


def measurement(value: float | None, date: dt.date | None = TODAY, kpi: str = "K", **cells: Any) -> Measurement:
    return Measurement(0, **{"kpi": kpi, "date": date, "value": value, **cells})


def review(date: dt.date | None, outcome: str | None = "continue", **cells: Any) -> Review:
    return Review(0, **{"agreement": "A", "date": date, "outcome": outcome, **cells})


def action(due_date: dt.date | None = TODAY, **cells: Any) -> Action:
    facts = {"issue": "Terlambat", "action": "Rapat", "owner": "Kaur"}
    return Action(0, **{"agreement": "A", **facts, "due_date": due_date, **cells})


def reading(
    settings: Settings | None = None, findings: Sequence[Finding] = (), repeated: Any = None, **tabs: Sequence[Entry]
) -> Reading:
    """A reading of the rows of each tab; without any, there are one partner and one agreement that others can name."""
    for rows in (*tabs.values(), *(repeated or {}).values()):
        for row, entry in enumerate(rows, start=FIRST_ROW):
            entry.row = entry.row or row
    entries = Entries(settings or Settings(), repeated=repeated or {})
    for tab, rows in tabs.items():
        setattr(entries, tab, list(rows))
    return Reading("id", entries, {}, list(findings))


def run(settings: Settings | None = None, **tabs: Any) -> Results:
    """What the rules make of these rows today; a partner `Mitra` and an agreement `A` are there unless given."""
    tabs = {"partners": [partner()], "agreements": [agreement()], **tabs}
    return evaluate(reading(settings, **tabs), TODAY)


def found(results: Results, *codes: str) -> list[tuple[str, int | None, str | None, str]]:
    """The findings with these codes (all, without any), as (tab, row, column, code)."""
    return [(f.tab, f.row, f.column, f.code) for f in results.findings if not codes or f.code in codes]
