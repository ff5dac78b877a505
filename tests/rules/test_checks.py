"""rules.md, Findings: those that need another cell, row or tab, or a date. Each test says where the finding stands."""

from __future__ import annotations

from typing import Any

import pytest

from perdes_sheets.findings import Finding, Headers
from perdes_sheets.schema.choices import CLAUSES
from perdes_sheets.schema.entries import Agreement, Kpi
from tests.rules.villages import (
    action,
    agreement,
    band,
    day,
    found,
    interaction,
    kpi,
    measurement,
    need,
    obligation,
    partner,
    review,
    run,
)

# errors


@pytest.mark.parametrize(
    ("tab", "row", "column"),
    [
        ("needs", need(estimated_cost=-1.0), "estimated_cost"),
        ("needs", need(beneficiaries=-1.0), "beneficiaries"),
        ("agreements", agreement(value=-1.0), "value"),
        ("obligations", obligation(committed=-1.0), "committed"),
        ("obligations", obligation(delivered=-0.5), "delivered"),
        ("kpis", kpi(weight=-1.0), "weight"),
        ("kpis", kpi(aggregation="sum", target=0.0), "target"),
        ("kpis", kpi(aggregation="sum", target=-5.0), "target"),
    ],
)
def test_negative_value(tab: str, row: Any, column: str) -> None:
    assert found(run(**{tab: [row]}), "negative_value") == [(tab, 5, column, "negative_value")]


def test_what_may_be_zero_or_negative() -> None:
    rows = [kpi(baseline=-5.0, weight=0.0), kpi("B", direction="decrease", baseline=-1.0, target=-5.0)]
    results = run(kpis=rows, measurements=[measurement(-3)], obligations=[obligation(committed=0.0, delivered=0.0)])
    assert not found(results, "negative_value")


def test_end_before_start() -> None:
    agreements = [agreement(start_date=day(0), end_date=day(-1)), agreement("B", start_date=day(0), end_date=day(0))]
    kpis = [kpi(baseline_date=day(0), target_date=day(0)), kpi("L", baseline_date=day(0), target_date=day(1))]
    assert found(run(agreements=agreements, kpis=kpis), "end_before_start") == [
        ("agreements", 5, "end_date", "end_before_start"),
        ("kpis", 5, "target_date", "end_before_start"),
    ]


def test_done_before_date() -> None:
    rows = [interaction(done_date=day(-1)), interaction(done_date=day(0))]
    assert found(run(interactions=rows), "done_before_date") == [("interactions", 5, "done_date", "done_before_date")]


DECREASE = {"direction": "decrease", "baseline": 40.0, "target": 10.0}


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (kpi(), []),
        (kpi(baseline=None), []),
        (kpi(**DECREASE), []),
        (kpi(**{**DECREASE, "baseline": None}), ["baseline baseline_required"]),
        (
            kpi(**{**DECREASE, "baseline": None, "target": None}),
            ["baseline baseline_required", "target target_required"],
        ),
        (kpi(**{**DECREASE, "baseline": None, "bad": {"baseline"}}), []),
        (kpi(target=None), ["target target_required"]),
        (kpi(target=None, bad={"target"}), []),
        (kpi(aggregation="sum", target=None), ["target target_required"]),
        (band(), []),
        (band(target_min=None), ["target_min target_required"]),
        (band(target_min=None, target_max=None), ["target_min target_required", "target_max target_required"]),
        (band(target_max=None, bad={"target_max"}), []),
        (band(target_min=12.5), ["target_max target_required"]),
        (band(target_min=12.0), []),
        (kpi(direction=None, target=None, bad={"direction"}), []),
        (kpi(baseline=100.0), ["target target_equals_baseline"]),
        (kpi(baseline=None, target=0.0), ["target target_equals_baseline"]),
        (kpi(baseline=120.0), ["target target_wrong_side"]),
        (kpi(baseline=None, target=-1.0), ["target target_wrong_side"]),
        (kpi(**{**DECREASE, "target": 40.0}), ["target target_equals_baseline"]),
        (kpi(**{**DECREASE, "target": 41.0}), ["target target_wrong_side"]),
        (kpi(baseline=None, target=-1.0, bad={"baseline"}), []),
        (kpi(aggregation="sum", baseline=100.0), []),
        (kpi(aggregation="sum", baseline=200.0), []),
        (kpi(aggregation="sum", **DECREASE), ["aggregation aggregation_direction"]),
        (band(aggregation="sum"), ["aggregation aggregation_direction"]),
        (band(aggregation="average"), []),
    ],
)
def test_targets(of: Kpi, expected: list[str]) -> None:
    codes = ("baseline_required", "target_required", "target_equals_baseline", "target_wrong_side")
    results = run(kpis=[of])
    assert [f"{column} {code}" for _, _, column, code in found(results, *codes, "aggregation_direction")] == expected


def test_an_action_is_about_an_agreement_or_a_kpi() -> None:
    rows = [
        action(),
        action(agreement=None, kpi="K"),
        action(agreement=None),
        action(agreement=None, bad={"kpi"}),
        action(agreement="tidak ada"),
    ]
    assert found(run(kpis=[kpi()], actions=rows), "kpi_or_agreement_required", "unknown_reference") == [
        ("actions", 7, "agreement", "kpi_or_agreement_required"),
        ("actions", 9, "agreement", "unknown_reference"),
    ]


def test_a_kpi_is_measured_once_a_day() -> None:
    rows = [measurement(1), measurement(2, kpi=" k "), measurement(3, day(-1)), measurement(4, kpi="L"), measurement(5)]
    results = run(kpis=[kpi(), kpi("L")], measurements=rows)
    assert found(results, "duplicate_key") == [
        ("measurements", 6, "date", "duplicate_key"),
        ("measurements", 9, "date", "duplicate_key"),
    ]
    assert results.kpis[0].actual == 1


def test_measurements_of_nothing_known_repeat_nothing() -> None:
    rows = [measurement(1, kpi="entah"), measurement(2, kpi="entah"), measurement(3, None), measurement(4, None)]
    assert not found(run(kpis=[kpi()], measurements=rows), "duplicate_key")


# warnings about dates and scales


def test_future_entries() -> None:
    ahead = day(1)
    results = run(
        interactions=[interaction(ahead, done_date=day(2)), interaction(follow_up_due=day(99))],
        agreements=[agreement(signed_date=ahead, village_meeting_date=ahead, terminated_date=ahead, end_date=day(9))],
        obligations=[obligation(done_date=ahead, due_date=ahead)],
        kpis=[kpi()],
        measurements=[measurement(5, ahead), measurement(5, day(0))],
        reviews=[review(ahead, next_review=day(99))],
        actions=[action(ahead, done_date=ahead)],
    )
    assert found(results, "future_entry") == [
        ("interactions", 5, "date", "future_entry"),
        ("interactions", 5, "done_date", "future_entry"),
        ("agreements", 5, "village_meeting_date", "future_entry"),
        ("agreements", 5, "signed_date", "future_entry"),
        ("obligations", 5, "done_date", "future_entry"),
        ("measurements", 5, "date", "future_entry"),
        ("reviews", 5, "date", "future_entry"),
        ("actions", 5, "done_date", "future_entry"),
    ]


def test_a_cell_with_an_error_gets_no_warning_too() -> None:
    results = run(interactions=[interaction(day(9), done_date=day(8))])
    assert found(results, "done_before_date", "future_entry") == [
        ("interactions", 5, "date", "future_entry"),
        ("interactions", 5, "done_date", "done_before_date"),
    ]


def test_measurements_outside() -> None:
    rows = [measurement(1, day(days)) for days in (-51, -50, 0)]
    ended = kpi("E", baseline_date=day(-100), target_date=day(-35))
    rows += [measurement(1, day(-4), "E"), measurement(1, day(-3), "E")]
    undated = kpi("U", baseline_date=None, target_date=None, bad={"baseline_date", "target_date"})
    rows += [measurement(1, day(-900), "U")]
    assert found(run(kpis=[kpi(), ended, undated], measurements=rows), "measurement_outside") == [
        ("measurements", 5, "date", "measurement_outside"),
        ("measurements", 9, "date", "measurement_outside"),
    ]


@pytest.mark.parametrize(
    ("of", "value", "warned"),
    [
        (kpi(unit="%"), 0.85, True),
        (kpi(unit=" PERSEN "), 1, True),
        (kpi(unit="Percent"), -0.5, True),
        (kpi(unit="%"), 0, False),
        (kpi(unit="%"), 1.01, False),
        (kpi(unit="% rumah"), 0.85, False),
        (kpi(unit="%", target=1.0), 0.85, False),
        (band(unit="%"), 0.85, True),
        (band(unit="%", target_min=0.5, target_max=1.0), 0.85, False),
        (kpi(unit="%", target=None), 0.85, False),
    ],
)
def test_percent_scale_of_measurements(of: Kpi, value: float, warned: bool) -> None:
    results = run(kpis=[of], measurements=[measurement(value)])
    assert found(results, "percent_scale") == [("measurements", 5, "value", "percent_scale")] * warned
    for finding in results.findings:
        if finding.code == "percent_scale":
            assert finding.values == {"x": value, "percent": value * 100, "target": of.target or of.target_max}


def test_percent_scale_of_a_baseline() -> None:
    rows = [kpi(unit="%", baseline=0.4), kpi("L", unit="%", baseline=40.0), band("M", unit="%", baseline=0.4)]
    assert found(run(kpis=rows), "percent_scale") == [
        ("kpis", 5, "baseline", "percent_scale"),
        ("kpis", 7, "baseline", "percent_scale"),
    ]


# warnings about what was computed


@pytest.mark.parametrize(
    ("cells", "warned"),
    [
        ({}, True),
        ({"start_date": day(5)}, True),
        ({"end_date": day(5)}, True),
        ({"signed_date": None}, False),
        ({"end_date": day(-1)}, False),
        ({"terminated_date": day(0)}, False),
    ],
)
def test_a_signed_agreement_wants_its_papers(cells: dict[str, Any], warned: bool) -> None:
    bare = agreement(**cells, village_meeting_date=None, document=None, clause_field=False, clause_disputes=None)
    results = run(agreements=[bare])
    assert found(results, "missing_clause", "document_missing", "meeting_missing") == (
        [
            ("agreements", 5, "village_meeting_date", "meeting_missing"),
            ("agreements", 5, "document", "document_missing"),
            ("agreements", 5, "clause_field", "missing_clause"),
        ]
        if warned
        else []
    )
    if warned:
        (clause,) = [f for f in results.findings if f.code == "missing_clause"]
        assert clause.values == {"n": 2, "clauses": Headers(("clause_field", "clause_disputes"))}


def test_papers_that_cannot_be_read_are_not_missing() -> None:
    bad = {"village_meeting_date", "document", *CLAUSES}
    results = run(agreements=[agreement(**dict.fromkeys(bad), bad=bad)])
    assert not found(results, "missing_clause", "document_missing", "meeting_missing")


@pytest.mark.parametrize(
    ("kind", "types", "warned"),
    [
        ("inter_village", ("village", "village"), False),
        ("inter_village", ("village", "business"), True),
        ("third_party", ("business", "nonprofit"), False),
        ("third_party", ("business", "village"), True),
        ("third_party", ("business", None), False),
        (None, ("village", "business"), False),
    ],
)
def test_kind_mismatch(kind: str | None, types: tuple[str | None, str | None], warned: bool) -> None:
    partners = [partner(), partner("Kedua")]
    for row, type in zip(partners, types, strict=True):
        row.type, row.bad = type, set() if type else {"type"}
    of = agreement(kind=kind, bad=set() if kind else {"kind"}, signed_date=None, partners=("Mitra", "kedua"))
    results = run(partners=partners, agreements=[of])
    assert found(results, "kind_mismatch") == [("agreements", 5, "kind", "kind_mismatch")] * warned


@pytest.mark.parametrize(
    ("of", "warned"),
    [
        (agreement(signed_date=None), True),
        (agreement(signed_date=None, start_date=day(0)), True),
        (agreement(signed_date=None, start_date=day(1)), False),
        (agreement(signed_date=day(1)), True),
        (agreement(signed_date=day(0)), False),
        (agreement(signed_date=None, bad={"signed_date"}), False),
        (agreement(signed_date=None, terminated_date=day(0)), False),
        (agreement(signed_date=None, terminated_date=day(1)), True),
    ],
)
def test_unsigned_active(of: Agreement, warned: bool) -> None:
    results = run(agreements=[of])
    assert found(results, "unsigned_active") == [("agreements", 5, "signed_date", "unsigned_active")] * warned


def test_agreements_in_force_without_kpis_or_obligations() -> None:
    codes = ("agreement_without_kpi", "agreement_without_obligations")
    agreements = [agreement(), agreement("B"), agreement("C", signed_date=None), agreement("D", end_date=day(3))]
    results = run(agreements=agreements, kpis=[kpi()], obligations=[obligation(), obligation("village")])
    assert found(results, *codes) == [
        ("agreements", row, "number", code) for row in (6, 8) for code in codes
    ]  # fmt: skip


def test_tabs_that_nobody_has_begun_are_not_asked_for() -> None:
    assert not found(run(), "agreement_without_kpi", "agreement_without_obligations")
    begun = run(kpis=[kpi(agreement="tidak ada")])
    assert found(begun, "agreement_without_kpi") == [("agreements", 5, "number", "agreement_without_kpi")]


@pytest.mark.parametrize(
    ("parties", "warned"),
    [(["village"], True), (["partner", "partner"], True), (["village", "partner"], False), (["village", None], False)],
)
def test_one_sided_obligations(parties: list[Any], warned: bool) -> None:
    rows = [obligation(party, bad=set() if party else {"party"}) for party in parties]
    results = run(obligations=rows)
    assert found(results, "one_sided_obligations") == [("agreements", 5, "number", "one_sided_obligations")] * warned


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"stage": "negotiating", "legal_checked": None}, "legal_checked"),
        ({"stage": "active", "track_record_checked": False, "conflict_checked": None}, "track_record_checked"),
        ({"stage": "active"}, None),
        ({"stage": "approached", "legal_checked": None}, None),
        ({"stage": "active", "legal_checked": None, "conflict_checked": None, "bad": {"legal_checked"}}, None),
    ],
)
def test_unresearched_partner(cells: dict[str, Any], column: str | None) -> None:
    results = run(partners=[partner(**cells)])
    expected = [("partners", 5, column, "unresearched_partner")] if column else []
    assert found(results, "unresearched_partner") == expected


def test_how_many_checks_of_whom_are_missing() -> None:
    results = run(
        partners=[partner("Yayasan", stage="active", legal_checked=None, conflict_checked=False)], agreements=[]
    )
    assert [(f.values, f.variant) for f in results.findings] == [({"x": "Yayasan", "n": 2}, "active")]


# the list as a whole


def test_findings_stand_as_their_cells_do() -> None:
    """By tab, settings first, then row, column and the order of rules.md; the reader's and the rules' in one list."""
    typed = [
        Finding("agreements", 6, "kind", "bad_choice"),
        Finding("settings", 9, "agenda_days", "bad_setting"),
        Finding("needs", 5, "goal", "required"),
    ]
    results = run(
        findings=typed,
        agreements=[agreement(signed_date=day(1)), agreement("B", partners=("Entah",))],
        kpis=[kpi(agreement="A", target=None)],
    )
    assert found(results) == [
        ("settings", 9, "agenda_days", "bad_setting"),
        ("needs", 5, "goal", "required"),
        ("agreements", 5, "signed_date", "future_entry"),
        ("agreements", 5, "signed_date", "unsigned_active"),
        ("agreements", 6, "number", "agreement_without_kpi"),
        ("agreements", 6, "kind", "bad_choice"),
        ("agreements", 6, "partners", "unknown_reference"),
        ("kpis", 5, "target", "target_required"),
    ]
