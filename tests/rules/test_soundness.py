"""rules.md, introduction: one unsound cell takes with it what needs it, and nothing else."""

from __future__ import annotations

import copy

from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.soundness import changed, sound
from tests.rules.villages import TODAY, agreement, day, found, kpi, measurement, need, obligation, partner, reading, run


def test_a_changed_row_is_a_copy() -> None:
    row = need(estimated_cost=-5.0)
    other = changed(row, {"estimated_cost": None}, {"estimated_cost"})
    assert (row.estimated_cost, row.bad) == (-5, set())
    assert (other.estimated_cost, other.bad) == (None, {"estimated_cost"})


def test_rows_without_errors_stay_the_very_same() -> None:
    rows = [need()]
    assert sound(rows, [])[0] is rows[0]


def test_the_reading_stays_as_it_is() -> None:
    typed = reading(
        partners=[partner()],
        agreements=[agreement(partners=("MITRA", "Entah"), end_date=day(-900), value=-1.0)],
        kpis=[kpi(agreement="a", weight=-1.0)],
        measurements=[measurement(1), measurement(2)],
        repeated={"agreements": [agreement(partners=("Entah",))]},
    )
    before = copy.deepcopy(typed)
    first, second = evaluate(typed, TODAY), evaluate(typed, TODAY)
    assert typed == before
    assert first == second


def test_one_bad_row_never_stops_the_others() -> None:
    rows = [obligation(committed=-5.0, delivered=1.0), obligation(committed=4.0, delivered=4.0)]
    results = run(obligations=rows)
    assert [o.fulfilment for o in results.obligations] == [None, 1]
    assert results.agreements[0].fulfilment_partner == 1
    assert results.benefits["resources"]["money_delivered"] == 5


def test_a_repeated_key_row_counts_for_nothing_but_its_own_cells_are_checked() -> None:
    again = agreement(
        "a", partners=("Entah",), end_date=day(-900), value=-1.0, signed_date=day(1), document=None, clause_scope=None
    )
    results = run(repeated={"agreements": [again], "kpis": [kpi("k", target=None)]}, kpis=[kpi()])
    assert [a.number for a in results.agreements] == ["A"]
    assert [k.code for k in results.kpis] == ["K"]
    assert found(results) == [
        ("agreements", 5, "partners", "unknown_reference"),
        ("agreements", 5, "signed_date", "future_entry"),
        ("agreements", 5, "end_date", "end_before_start"),
        ("agreements", 5, "value", "negative_value"),
        ("kpis", 5, "target", "target_required"),
    ]


def test_repeated_rows_are_rows_of_their_tab() -> None:
    results = run(kpis=[], repeated={"kpis": [kpi("k")]})
    assert found(results, "agreement_without_kpi")
