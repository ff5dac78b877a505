"""Whatever was typed: nothing raises, nothing is changed, shares are shares, and every finding has its words."""

from __future__ import annotations

import copy
import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import astuple
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from perdes_sheets.findings import SEVERITY
from perdes_sheets.outputs.messages import message
from perdes_sheets.reading.entries import Reading
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.entries import Settings
from perdes_sheets.schema.tabs import ENTRY_TABS, EntryTab
from perdes_sheets.schema.words import languages, words
from tests.rules.villages import FIRST_ROW, TODAY, day, reading

MOST_ROWS = 3
KEYS = [f"k{i}" for i in range(MOST_ROWS)]
REFERENCES = (*KEYS, " K0 ", "entah")
NUMBERS = (-1.0, 0.0, 0.5, 1.0, 2.0, 100.0, 1e308, -1e308, 5e-324)
DATES = (*map(day, range(-3, 4)), dt.date(2024, 1, 31), dt.date(1945, 1, 1), dt.date(2100, 12, 31))
BY_TYPE: dict[str, tuple[Any, ...]] = {
    "date": DATES,
    "money": NUMBERS,
    "number": NUMBERS,
    "score": (1, 3, 5),
    "months": (1, 12, 10**6),
    "yesno": (True, False),
    "ref": REFERENCES,
    "refs": REFERENCES,
}

RANDOMS = st.randoms(use_true_random=True)
"""Where a village comes from: drawing its hundred cells one by one would take hypothesis fifty times as long."""


def cell(random: Random, column: Column) -> Any:
    """A value as the reader gives it for a cell of this column, empty ones included."""
    values = CHOICES[column.choices] if column.choices else BY_TYPE.get(column.type, ("teks", "%"))
    if column.is_list:
        return tuple(random.choices(values, k=random.randint(0, 3)))
    return random.choice((None, random.choice(values), random.choice(values)))


def rows(random: Random, tab: EntryTab) -> list[Any]:
    """Rows with keys of their own, some without; some of the empty cells are unreadable ones."""
    found = []
    for i in range(random.randint(0, MOST_ROWS)):
        cells = {column.id: cell(random, column) for column in tab.columns if column.key == "no"}
        entry = tab.entry(FIRST_ROW + i, **cells, **{tab.key.id: random.choice((KEYS[i], KEYS[i], None))})
        entry.bad = {c.id for c in tab.columns if getattr(entry, c.id) in (None, ()) and random.random() < 0.2}
        found.append(entry)
    return found


def village(random: Random) -> Reading:
    days = random.choice((0, 30, 10**9))
    bounds = Settings(review_lead_days=days, agenda_days=days, expiring_days=days, renewal_notice_days=days)
    return reading(bounds, **{tab.id: rows(random, tab) for tab in ENTRY_TABS})


@settings(max_examples=300, deadline=None)
@given(RANDOMS)
def test_any_village(random: Random) -> None:
    typed = village(random)
    typed.entries.repeated = {tab.id: rows(random, tab) for tab in ENTRY_TABS if tab.key.key == "own"}
    before = copy.deepcopy(typed)
    results = evaluate(typed, TODAY)
    assert typed == before, "the reading was changed"
    assert results == evaluate(typed, TODAY), "not the same twice"
    for value in numbers(results):
        assert math.isfinite(value)
    for share in shares(results):
        assert 0 <= share <= 1 + 1e-9
    ranks = sorted(n.usg_rank for n in results.needs if n.usg_rank is not None)
    assert ranks == list(range(1, len(ranks) + 1))
    assert sum(results.counts[name] for name in ("errors", "warnings", "infos")) == len(results.findings)
    for tab in ENTRY_TABS:
        if computed := getattr(results, tab.id, None):
            assert [row.row for row in computed] == [row.row for row in getattr(typed.entries, tab.id)]
    for finding in results.findings:
        for language in languages():
            assert message(finding, words(language))


@settings(max_examples=200, deadline=None)
@given(RANDOMS)
def test_a_cell_has_one_error_at_most(random: Random) -> None:
    """But for the parts of a list, each of which may name nothing."""
    typed = village(random)
    lists = {(tab.id, column.id) for tab in ENTRY_TABS for column in tab.columns if column.is_list}
    seen = set()
    for finding in evaluate(typed, TODAY).findings:
        place = (finding.tab, finding.row, finding.column)
        if SEVERITY[finding.code] == "error" and (finding.tab, finding.column) not in lists:
            assert place not in seen, f"{finding.code} on a cell with an error"
            seen.add(place)
            (row,) = [row for row in getattr(typed.entries, finding.tab) if row.row == finding.row]
            assert finding.column not in row.bad, f"{finding.code} on a cell that couldn't be read"


def numbers(results: Results) -> Iterator[float]:
    """Every number that was computed."""
    tabs = (tab.id for tab in ENTRY_TABS if hasattr(results, tab.id))
    computed = [value for tab in tabs for row in getattr(results, tab) for value in astuple(row)]
    computed += [value for facts in results.benefits.values() for value in facts.values()]
    yield from (value for value in computed if isinstance(value, float | int))


def shares(results: Results) -> Iterator[float]:
    """Every value that rules.md calls a share, or that is 0–1 by its nature."""
    found: list[float | None] = [p.alignment for p in results.partners]
    found += [p.score for p in results.partners]
    for agreement in results.agreements:
        found += [agreement.clauses_complete, agreement.fulfilment_village, agreement.fulfilment_partner]
    found += [o.fulfilment for o in results.obligations]
    found += [k.expected for k in results.kpis]
    found += [facts["share"] for facts in results.benefits.values()]
    found += [results.benefits["accountability"][name] for name in ("data_ok", "reviews_on_time", "evidence")]
    yield from (share for share in found if share is not None)
