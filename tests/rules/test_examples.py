"""The worked examples of rules.md, from their raw cells to every value and finding.

The implementation behind the examples takes a cell that can't be read for an empty one: an unreadable status is open,
unreadable months are the default, an unreadable amount is nothing delivered, an unreadable check is one not done.
rules.md says that what needs such a cell is null, and that it gets no second finding for being missing, and rules.md
counts. So everything is compared twice: with those cells emptied, where all must be equal; and as read, where a value
may differ only by being null, or by being a mean, count or rank over rows of which some are.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import pytest

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Reading
from perdes_sheets.reading.reader import read
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.tabs import ENTRY_TABS
from tests.rules_examples import NAMES, Example, example

Cell = tuple[str, int | None, str | None, str]
"""A finding as (tab, row, column, code); those of settings have no row in the examples."""

TABS = ("needs", "partners", "interactions", "agreements", "obligations", "kpis", "actions")

OVER_ROWS = {"usg_rank", "active_agreements", "score", "fulfilment_village", "fulfilment_partner"}
"""Values over several rows, which change where one of these has become null."""

STAND_INS = {("needs", "sector"): "", ("reviews", "outcome"): "amend"}
"""What a missing or unreadable cell of these required columns does in the examples: it is a sector of nobody's, an
outcome that ends nothing. Any other unsound cell is what its column is when empty."""


@pytest.mark.parametrize("name", NAMES)
def test_with_unsound_cells_taken_for_empty_everything_is_equal(name: str) -> None:
    given = example(name)
    results = evaluate(emptied(given), given.as_of)
    wrong = [*row_differences(results, given), *benefit_differences(results, given)]
    wrong += [f"counts.{key}" for key, value in given.expected["counts"].items() if results.counts[key] != value]
    assert [line for line in wrong if line != "counts.errors"] == []
    assert agenda(results.agenda, given) == agenda(given.expected["agenda"], given)
    assert expected_cells(given) - Counter(cells(results.findings)) == Counter(taken_for_empty(given))
    assert not Counter(cells(results.findings)) - expected_cells(given)


@pytest.mark.parametrize("name", NAMES)
def test_as_read_only_what_needs_an_unsound_cell_differs(name: str) -> None:
    given = example(name)
    results = evaluate(read(given.sheets()), given.as_of)
    wrong = [
        line
        for tab in TABS
        for line, field, ours in differences(tab, getattr(results, tab), given.expected[tab])
        if field not in OVER_ROWS and ours not in (None, [])
    ]
    assert wrong == []
    assert not Counter(cells(results.findings)) - expected_cells(given)
    errors = {cell[:3] for cell in expected_cells(given) if severity(given, cell) == "error"}
    unknown = {("agreements", row.row) for row in results.agreements if row.status is None}
    for cell in expected_cells(given) - Counter(cells(results.findings)):
        assert cell[:3] in errors or cell[:2] in unknown, f"not found: {cell}"
    assert not Counter(agenda(results.agenda, given)) - Counter(agenda(given.expected["agenda"], given))


def test_without_unsound_cells_nothing_differs() -> None:
    given = example("clean-id")
    results = evaluate(read(given.sheets()), given.as_of)
    assert [*row_differences(results, given), *benefit_differences(results, given)] == []
    assert results.counts == given.expected["counts"]
    assert Counter(cells(results.findings)) == expected_cells(given)
    assert agenda(results.agenda, given) == agenda(given.expected["agenda"], given)


# the examples' reading of unsound cells


def emptied(given: Example) -> Reading:
    """The example read, its unsound cells emptied; a KPI's stay, which are invalid in the examples too."""
    reading = read(given.sheets())
    negative = {cell[:3] for cell in taken_for_empty(given)}
    for tab in ENTRY_TABS:
        for row in getattr(reading.entries, tab.id):
            for column in tab.columns:
                place, needed = (tab.id, column.id), tab.id == "kpis" and column.id != "weight"
                unread = column.id in row.bad and not column.is_list and not needed
                missing = place in STAND_INS and getattr(row, column.id) is None
                if unread or missing or (tab.id, row.row, column.id) in negative:
                    row.bad -= {column.id}
                    setattr(row, column.id, STAND_INS.get(place, column.default))
    return reading


def taken_for_empty(given: Example) -> list[Cell]:
    """The findings about negative amounts, which the examples find and then take for empty; not those of targets."""
    return [cell for cell in expected_cells(given) if cell[3] == "negative_value" and cell[2] != "target"]


# what is compared


def row_differences(results: Results, given: Example) -> list[str]:
    return [line for tab in TABS for line, _, _ in differences(tab, getattr(results, tab), given.expected[tab])]


def differences(tab: str, ours: Sequence[Any], theirs: Sequence[Any]) -> Iterator[tuple[str, str, Any]]:
    """Each difference as a line that names the row and field, the field, and our value."""
    assert [row.row for row in ours] == [row["row"] for row in theirs], f"the rows of {tab}"
    for row, expected in zip(ours, theirs, strict=True):
        for field, value in expected.items():
            got = plain(getattr(row, field))
            if not equal(got, value):
                yield f"{tab} row {row.row} {field}: {got!r}, expected {value!r}", field, got


def benefit_differences(results: Results, given: Example) -> Iterator[str]:
    expected = given.expected["benefits"]
    assert {name: set(facts) for name, facts in results.benefits.items()} == {n: set(f) for n, f in expected.items()}
    for name, facts in expected.items():
        for fact, value in facts.items():
            got = results.benefits[name][fact]
            if not equal(got, value):
                yield f"benefits {name}.{fact}: {got!r}, expected {value!r}"


def agenda(items: Sequence[Any], given: Example) -> list[tuple[Any, ...]]:
    """The agenda in its order, without what the text leaves open (data/rules/README.md)."""
    unflagged = {row["row"] for row in given.expected["kpis"] if row["data_flag"] is None}
    found = []
    for item in items:
        facts = item if isinstance(item, dict) else asdict(item)
        open_what = facts["kind"] in ("follow_up", "action")
        if facts["kind"] != "measurement" or facts["row"] not in unflagged:
            fields = ("date", "kind", "tab", "row", "partner", "days", "late")
            found.append((*(plain(facts[field]) for field in fields), None if open_what else facts["what"]))
    return found


def cells(findings: Sequence[Finding]) -> list[Cell]:
    return [(f.tab, None if f.tab == "settings" else f.row, f.column, f.code) for f in findings]


def expected_cells(given: Example) -> Counter[Cell]:
    return Counter((tab, row, column, code) for tab, row, column, code, _ in given.findings())


def severity(given: Example, cell: Cell) -> str:
    return next(s for *found, s in given.findings() if tuple(found) == cell)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def equal(ours: Any, theirs: Any) -> bool:
    """Equal; numbers within 1e-9."""
    if isinstance(theirs, float | int) and not isinstance(theirs, bool):
        is_number = isinstance(ours, float | int) and not isinstance(ours, bool)
        return is_number and math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
    return type(ours) is type(theirs) and bool(ours == theirs)
