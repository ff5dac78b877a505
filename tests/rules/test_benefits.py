"""rules.md, Benefits, and the counts of cli.md."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.rules.villages import agreement, band, day, kpi, measurement, need, obligation, partner, review, run


def test_nothing_gives_zeros_and_nulls() -> None:
    results = run(partners=[], agreements=[])
    nothing = {"kpis": 0, "assessable": 0, "on_course": 0, "share": None}
    assert results.benefits == {
        "resources": {**nothing, "money_delivered": 0, "by_partner": []},
        "capacity": {**nothing, "trainings_fulfilled": 0, "training_delivered": 0},
        "innovation": nothing,
        "accountability": {**nothing, "data_ok": None, "reviews_on_time": None, "evidence": None},
        "sustainability": {**nothing, "in_force": 0, "continued": 0, "mean_remaining_days": None},
    }
    assert results.counts["kpis_by_status"] == dict.fromkeys(results.counts["kpis_by_status"], 0)
    assert len(results.counts["kpis_by_status"]) == 9
    assert results.counts["needs_by_coverage"] == {
        "met": 0, "dropped": 0, "covered": 0, "in_progress": 0, "uncovered": 0,
    }  # fmt: skip


def test_the_share_is_weighted_and_of_the_assessable() -> None:
    kpis = [kpi("A1", weight=3.0), kpi("A2"), kpi("A3"), kpi("A4", weight=-1.0), kpi("B", benefit="innovation")]
    measured = [measurement(50, kpi="A1"), measurement(1, kpi="A2"), measurement(50, kpi="A4")]
    benefits = run(kpis=kpis, measurements=measured).benefits
    course = {"kpis": 4, "assessable": 3, "on_course": 2, "share": 0.75}
    assert {name: benefits["resources"][name] for name in course} == course
    assert benefits["innovation"] == {"kpis": 1, "assessable": 0, "on_course": 0, "share": None}


def test_money_delivered_by_partners() -> None:
    partners = [partner(name) for name in ("Mitra", "Beta", "Alfa", "Nihil")]
    joint = agreement("AB", partners=("Beta", "Alfa", "Nihil"))
    agreements = [agreement(), agreement("B", partners=("Beta",)), joint]
    obligations = [
        obligation(delivered=70.0),
        obligation(delivered=100.0, agreement="B"),
        obligation(delivered=100.0, agreement="AB", partner="Alfa"),
        obligation(delivered=5.0, agreement="AB"),
        obligation(delivered=-9.0),
        obligation(delivered=0.0, agreement="AB", partner="Nihil"),
        obligation(delivered=900.0, kind="goods"),
        obligation("village", delivered=900.0),
        obligation(bad={"delivered"}),
    ]
    resources = run(partners=partners, agreements=agreements, obligations=obligations).benefits["resources"]
    assert resources["money_delivered"] == 275
    assert resources["by_partner"] == [
        {"partner": "Alfa", "money_delivered": 100},
        {"partner": "Beta", "money_delivered": 100},
        {"partner": "Mitra", "money_delivered": 70},
    ]


def test_trainings_of_either_party() -> None:
    obligations = [
        obligation(kind="training", done_date=day(0)),
        obligation("village", kind="training", committed=4.0, delivered=4.0),
        obligation(kind="training", committed=4.0, delivered=1.0),
        obligation(done_date=day(0), delivered=50.0),
    ]
    capacity = run(obligations=obligations).benefits["capacity"]
    assert (capacity["trainings_fulfilled"], capacity["training_delivered"]) == (2, 5)


def test_accountability() -> None:
    kpis = [kpi("K1"), kpi("K2", baseline_date=day(-5)), kpi("K3", target_date=day(-1)), kpi("K4", target=None)]
    agreements = [agreement(), agreement("L", start_date=dt.date(2023, 1, 1)), agreement("D", signed_date=None)]
    agreements += [agreement("B"), agreement("C")]
    obligations = [
        obligation(done_date=day(0), evidence="https://a.id"),
        obligation(done_date=day(0)),
        obligation(done_date=day(0)),
        obligation(done_date=day(0), bad={"evidence"}),
        obligation(evidence="https://a.id"),
    ]
    found = run(
        kpis=kpis, measurements=[measurement(9, day(-1), "K3")], agreements=agreements, obligations=obligations
    ).benefits["accountability"]
    assert found["data_ok"] == pytest.approx(2 / 3)
    assert found["reviews_on_time"] == 0.75
    assert found["evidence"] == pytest.approx(1 / 3)


def test_sustainability() -> None:
    agreements = [
        agreement("A", end_date=day(10)),
        agreement("B", end_date=day(200)),
        agreement("C"),
        agreement("D", end_date=day(-1)),
    ]
    reviews = [
        review(day(-9), "renew"),
        review(day(-5), "amend"),
        review(day(-9), "end", agreement="B"),
        review(day(1), "continue", agreement="C"),
        review(day(-9), "continue", agreement="D"),
    ]
    found = run(agreements=agreements, reviews=reviews).benefits["sustainability"]
    assert (found["in_force"], found["continued"], found["mean_remaining_days"]) == (3, 1, 105)


def test_counts() -> None:
    results = run(
        agreements=[agreement(start_date=dt.date(2023, 1, 1)), agreement("B", review_months=6), agreement("C")],
        needs=[need(), need("M", status="met"), need("X", sector=None, bad={"sector"})],
        kpis=[kpi(), band("B"), kpi("C", target=None)],
        measurements=[measurement(10, kpi="B")],
    )
    counts = results.counts
    assert (counts["agreements_due"], counts["agreements_overdue"]) == (2, 1)
    assert {status: n for status, n in counts["kpis_by_status"].items() if n} == {
        "no_data": 1, "achieved": 1, "invalid": 1,
    }  # fmt: skip
    assert {coverage: n for coverage, n in counts["needs_by_coverage"].items() if n} == {"met": 1, "uncovered": 1}
    severities = [f.severity for f in results.findings]
    assert (counts["errors"], counts["warnings"], counts["infos"]) == (
        severities.count("error"), severities.count("warning"), severities.count("info"),
    )  # fmt: skip
