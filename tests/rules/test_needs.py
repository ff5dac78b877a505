"""rules.md, Needs (step 1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.villages import agreement, day, need, partner, run


def test_usg_score_is_the_sum_and_needs_all_three() -> None:
    results = run(needs=[need(urgency=5, seriousness=4, growth=3), need("M", growth=None, bad={"growth"})])
    assert [n.usg_score for n in results.needs] == [12, None]
    assert [n.usg_rank for n in results.needs] == [1, None]


def test_ties_go_by_urgency_then_seriousness_then_growth_then_rows() -> None:
    scores = [(3, 4, 5), (4, 3, 5), (4, 4, 4), (4, 4, 4), (3, 5, 4)]
    results = run(needs=[need(str(i), urgency=u, seriousness=s, growth=g) for i, (u, s, g) in enumerate(scores)])
    assert [n.usg_rank for n in results.needs] == [5, 3, 1, 2, 4]


def test_only_open_needs_are_ranked() -> None:
    results = run(needs=[need(urgency=5, status="met"), need("M", urgency=5, status="dropped"), need("O")])
    assert [(n.usg_rank, n.coverage) for n in results.needs] == [(None, "met"), (None, "dropped"), (1, "uncovered")]


def test_a_status_that_cannot_be_read_is_not_open() -> None:
    (result,) = run(needs=[need(status=None, bad={"status"})], partners=[partner(stage="approached")]).needs
    assert (result.usg_score, result.usg_rank, result.coverage, result.suggested_partners) == (9, None, None, ())


@pytest.mark.parametrize(
    ("cells", "coverage"),
    [
        ({}, "covered"),
        ({"end_date": day(10)}, "covered"),
        ({"signed_date": None}, "in_progress"),
        ({"start_date": day(10)}, "in_progress"),
        ({"end_date": day(-1)}, "uncovered"),
        ({"terminated_date": day(0)}, "uncovered"),
        ({"start_date": None, "bad": {"start_date"}}, "uncovered"),
    ],
)
def test_coverage_by_an_agreement_that_names_the_need(cells: dict[str, object], coverage: str) -> None:
    (result,) = run(needs=[need()], agreements=[agreement(needs=("n",), **cells)]).needs
    assert result.coverage == coverage


@pytest.mark.parametrize(
    ("stage", "coverage"),
    [("prospect", "uncovered"), ("approached", "in_progress"), ("negotiating", "in_progress"), ("active", "uncovered")],
)
def test_coverage_by_talks_with_a_suiting_partner(stage: str, coverage: str) -> None:
    (result,) = run(needs=[need()], partners=[partner(stage=stage)]).needs
    assert result.coverage == coverage


@pytest.mark.parametrize(
    ("wanted", "offered", "suits"),
    [
        ({}, {}, True),
        ({"resource": "goods"}, {}, False),
        ({"resource": "goods"}, {"resources": ("funding", "goods")}, True),
        ({"sector": "economy"}, {}, False),
        ({}, {"stage": "ended"}, False),
        ({}, {"stage": "declined"}, False),
        ({}, {"stage": None, "bad": {"stage"}}, False),
    ],
)
def test_who_suits(wanted: dict[str, object], offered: dict[str, object], suits: bool) -> None:
    (result,) = run(needs=[need(**wanted)], partners=[partner(**offered)]).needs
    assert result.suggested_partners == (("Mitra",) if suits else ())


def test_suggestions_by_alignment_then_due_diligence_then_name() -> None:
    unchecked = {"legal_checked": False}
    partners = [
        partner("Tanpa skor"),
        partner("beta", vision=4),
        partner("Alfa", vision=4),
        partner("Cermat", vision=4, **unchecked),
        partner("Satu", vision=1),
        partner("Lima", vision=5, **unchecked),
    ]
    (result,) = run(needs=[need()], partners=partners).needs
    assert result.suggested_partners == ("Lima", "Alfa", "beta")
    (result,) = run(needs=[need()], partners=[partners[0], partners[4]]).needs
    assert result.suggested_partners == ("Satu", "Tanpa skor")


def test_a_covered_need_gets_no_suggestions() -> None:
    (result,) = run(needs=[need()], agreements=[agreement(needs=("N",))]).needs
    assert (result.coverage, result.suggested_partners) == ("covered", ())


def test_what_a_need_asks_for_cannot_be_read() -> None:
    needs = [need(sector=None, bad={"sector"}), need("M", resource=None, bad={"resource"})]
    results = run(needs=needs, agreements=[agreement(needs=("M",), signed_date=None)])
    assert [n.coverage for n in results.needs] == [None, "in_progress"]


SCORES = st.integers(1, 5)


@given(st.lists(st.tuples(SCORES, SCORES, SCORES, st.sampled_from(("open", "met"))), max_size=30))
def test_ranks_are_1_to_n_without_gaps_and_fall_with_the_score(rows: list[tuple[int, int, int, str]]) -> None:
    results = run(
        needs=[
            need(str(i), urgency=u, seriousness=s, growth=g, status=status) for i, (u, s, g, status) in enumerate(rows)
        ]
    )
    ranked = sorted((n for n in results.needs if n.usg_rank is not None), key=lambda n: n.usg_rank or 0)
    assert [n.usg_rank for n in ranked] == list(range(1, sum(row[3] == "open" for row in rows) + 1))
    scores = [n.usg_score or 0 for n in ranked]
    assert scores == sorted(scores, reverse=True)
