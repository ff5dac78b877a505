"""rules.md, Partners (steps 2 and 3)."""

from __future__ import annotations

from typing import Any

import pytest

from perdes_sheets.rules.results import PartnerResult
from perdes_sheets.schema.entries import Settings
from tests.rules.villages import agreement, band, day, interaction, kpi, measurement, obligation, partner, run


def result(settings: Settings | None = None, tabs: dict[str, Any] | None = None, **cells: Any) -> PartnerResult:
    return run(settings, partners=[partner(**cells)], **(tabs or {})).partners[0]


@pytest.mark.parametrize(
    ("cells", "alignment"),
    [
        ({}, None),
        ({"vision": 1}, 0),
        ({"vision": 5, "values": 5, "goals": 5}, 1),
        ({"vision": 3, "goals": 4}, 0.625),
        ({"vision": 3, "goals": None, "bad": {"goals"}}, None),
        ({"vision": 3, "bad": {"email"}}, 0.5),
    ],
)
def test_alignment_is_the_mean_of_the_scores_given(cells: dict[str, Any], alignment: float | None) -> None:
    assert result(**cells).alignment == alignment


def test_due_diligence_counts_the_checks_that_are_yes() -> None:
    assert result().due_diligence == 3
    assert result(legal_checked=None, conflict_checked=False).due_diligence == 1
    assert result(legal_checked=None, bad={"legal_checked"}).due_diligence is None
    assert result(bad={"email"}).due_diligence == 3


@pytest.mark.parametrize(
    ("stage", "last", "flag"),
    [
        ("prospect", day(-200), None),
        ("ended", None, None),
        ("approached", None, "never"),
        ("negotiating", day(-90), "ok"),
        ("active", day(-91), "overdue"),
        ("active", day(0), "ok"),
        ("active", day(1), "never"),
        (None, day(0), None),
    ],
)
def test_contact(stage: str | None, last: Any, flag: str | None) -> None:
    tabs = {"interactions": [interaction(last)] if last else []}
    only = result(tabs=tabs, stage=stage, bad=set() if stage else {"stage"})
    assert only.contact_flag == flag
    assert only.last_contact == (last if last and last <= day(0) else None)


def test_the_latest_interaction_is_the_last_contact() -> None:
    rows = [interaction(day(-3)), interaction(day(-9), "MITRA "), interaction(None, bad={"date"}), interaction(day(2))]
    assert result(tabs={"interactions": rows}).last_contact == day(-3)


def test_active_agreements_name_the_partner_once() -> None:
    agreements = [
        agreement("A", partners=("Mitra", "mitra")),
        agreement("B", end_date=day(1)),
        agreement("C", end_date=day(-1)),
        agreement("D", signed_date=None),
        agreement("E", partners=("Entah",)),
    ]
    assert result(tabs={"agreements": agreements}).active_agreements == 2


def test_score_is_empty_without_anything_to_judge_by() -> None:
    assert result().score is None


def test_score_of_contact_alone() -> None:
    assert result(stage="active").score == 0
    tabs = {"interactions": [interaction(day(-45))]}
    assert result(stage="active", tabs=tabs).score == 0.75
    assert result(Settings(contact_max_days=20), stage="active", tabs=tabs).score == 0
    assert result(stage="prospect", tabs=tabs).score is None


def test_score_is_the_mean_of_what_exists() -> None:
    tabs = {
        "interactions": [interaction(day(-90))],
        "obligations": [
            obligation(done_date=day(0)),
            obligation(due_date=day(-1)),
            obligation("village", due_date=day(-1)),
        ],
        "kpis": [kpi("K1", weight=3.0), kpi("K2"), kpi("K3", baseline_date=day(1))],
        "measurements": [measurement(50, kpi="K1"), measurement(1, kpi="K2")],
    }
    only = result(stage="active", vision=5, tabs=tabs)
    assert only.score == pytest.approx((1 + 0.5 + 0.75 + 0.5) / 4)


def test_the_obligations_of_others_in_a_joint_agreement_do_not_count() -> None:
    joint = {"agreements": [agreement(partners=("Mitra", "Kedua"))]}
    rows = [obligation(due_date=day(-1), partner="Kedua"), obligation(done_date=day(0), partner="Mitra")]
    results = run(partners=[partner(), partner("Kedua")], obligations=rows, **joint)
    assert [p.score for p in results.partners] == [1, 0]


@pytest.mark.parametrize(("weight", "score"), [(0.0, None), (1.0, 1.0), (-1.0, None)])
def test_weights_of_zero_or_that_cannot_be_used_weigh_nothing(weight: float, score: float | None) -> None:
    tabs = {"kpis": [band(weight=weight)], "measurements": [measurement(10)]}
    assert result(tabs=tabs).score == score


def test_no_score_where_the_partners_own_cells_cannot_be_read() -> None:
    assert result(vision=5, goals=None, bad={"goals"}).score is None
    assert result(vision=5, stage=None, bad={"stage"}).score is None
