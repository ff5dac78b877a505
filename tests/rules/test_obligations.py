"""rules.md, Obligations, and what they make of an agreement's fulfilment."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.rules.results import ObligationResult
from tests.rules.villages import agreement, day, found, obligation, partner, run


def result(agreement_cells: dict[str, Any] | None = None, **cells: Any) -> ObligationResult:
    (only,) = run(agreements=[agreement(**(agreement_cells or {}))], obligations=[obligation(**cells)]).obligations
    return only


@pytest.mark.parametrize(
    ("cells", "fulfilment"),
    [
        ({}, 0),
        ({"done_date": day(0)}, 1),
        ({"done_date": day(1)}, 0),
        ({"committed": 4.0, "delivered": 1.0}, 0.25),
        ({"committed": 4.0, "delivered": 5.0}, 1),
        ({"committed": 0.9, "delivered": 3 * 0.3}, 1),
        ({"committed": 4.0}, 0),
        ({"committed": 0.0, "delivered": 5.0}, 0),
        ({"delivered": 5.0}, 0),
        ({"committed": 4.0, "delivered": 1.0, "done_date": day(0)}, 1),
    ],
)
def test_fulfilment(cells: dict[str, Any], fulfilment: float) -> None:
    assert result(**cells).fulfilment == fulfilment


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"done_date": day(0), "due_date": day(-9)}, "fulfilled"),
        ({"due_date": day(-1)}, "late"),
        ({"due_date": day(0)}, "due_soon"),
        ({"due_date": day(30)}, "due_soon"),
        ({"due_date": day(31)}, "pending"),
        ({"due_date": day(31), "committed": 4.0, "delivered": 1.0}, "partial"),
        ({"due_date": day(-1), "committed": 4.0, "delivered": 1.0}, "late"),
        ({}, "pending"),
    ],
)
def test_the_first_status_that_holds(cells: dict[str, Any], status: str) -> None:
    assert result(**cells).fulfilment_status == status


def test_what_a_terminated_agreement_left_open_is_closed() -> None:
    over = {"terminated_date": day(-1)}
    assert result(over, due_date=day(-9)).fulfilment_status == "closed"
    assert result(over, done_date=day(-9)).fulfilment_status == "fulfilled"


def test_due_on_the_agreements_end_unless_said_otherwise() -> None:
    assert result({"end_date": day(20)}).due == day(20)
    assert result({"end_date": day(20)}, due_date=day(3)).due == day(3)
    assert result().due is None


@pytest.mark.parametrize(
    ("cells", "fulfilment", "status"),
    [
        ({"bad": {"delivered"}}, None, None),
        ({"delivered": 5.0, "bad": {"committed"}}, None, None),
        ({"done_date": day(0), "bad": {"delivered"}}, 1, "fulfilled"),
        ({"committed": 4.0, "delivered": 4.0, "bad": {"done_date"}}, None, None),
        ({"bad": {"due_date"}}, 0, None),
        ({"committed": 4.0, "delivered": 4.0, "bad": {"due_date"}}, 1, "fulfilled"),
        ({"committed": 4.0, "delivered": -1.0}, None, None),
        ({"agreement": "tidak ada"}, 0, None),
        ({"agreement": "tidak ada", "done_date": day(0)}, 1, "fulfilled"),
    ],
)
def test_what_cannot_be_read(cells: dict[str, Any], fulfilment: float | None, status: str | None) -> None:
    only = result({"end_date": day(-1)}, **cells)
    assert (only.fulfilment, only.fulfilment_status) == (fulfilment, status)
    if "due_date" in cells.get("bad", ()):
        assert only.due is None


def test_no_status_where_the_agreement_has_none() -> None:
    assert result({"start_date": None, "bad": {"start_date"}}, due_date=day(-1)).fulfilment_status is None


def test_a_partys_fulfilment_is_the_mean_of_what_is_late_fulfilled_or_begun() -> None:
    rows = [
        obligation(done_date=day(0)),
        obligation(due_date=day(-1)),
        obligation(due_date=day(9), committed=4.0, delivered=1.0),
        obligation(due_date=day(9)),
        obligation(due_date=day(-1), committed=4.0, bad={"delivered"}),
        obligation("village", due_date=day(9)),
    ]
    (only,) = run(obligations=rows).agreements
    assert only.fulfilment_partner == pytest.approx((1 + 0 + 0.25) / 3)
    assert only.fulfilment_village is None


def test_in_a_terminated_agreement_only_what_is_fulfilled_counts() -> None:
    rows = [obligation(done_date=day(0)), obligation(due_date=day(-1), committed=4.0, delivered=1.0)]
    (only,) = run(agreements=[agreement(terminated_date=day(-1))], obligations=rows).agreements
    assert only.fulfilment_partner == 1


SEVERAL = agreement(partners=("Mitra", "Kedua"))


def test_which_partner_where_there_are_several() -> None:
    rows = [
        obligation(),
        obligation(partner="Kedua"),
        obligation(partner="Ketiga"),
        obligation("village"),
        obligation(partner="Entah"),
        obligation(bad={"partner"}),
    ]
    partners = [partner(), partner("Kedua"), partner("Ketiga")]
    results = run(partners=partners, agreements=[SEVERAL], obligations=rows)
    assert found(results, "partner_required", "partner_not_in_agreement", "unknown_reference") == [
        ("obligations", 5, "partner", "partner_required"),
        ("obligations", 7, "partner", "partner_not_in_agreement"),
        ("obligations", 9, "partner", "unknown_reference"),
    ]


def test_the_good_parts_of_an_unreadable_list_of_partners_count() -> None:
    """One partner is known and one isn't: there aren't several, and who isn't among them can't be told."""
    halfway = agreement(partners=("Mitra", "Entah"))
    results = run(
        partners=[partner(), partner("Kedua")],
        agreements=[halfway],
        obligations=[obligation(), obligation(partner="Kedua")],
    )
    assert results.agreements[0].partners == ("Mitra",)
    assert not found(results, "partner_required", "partner_not_in_agreement")


@given(st.floats(0, 1e15), st.floats(0, 1e15), st.integers(-100, 100))
def test_fulfilment_is_a_share(committed: float, delivered: float, due: int) -> None:
    only = result(committed=committed, delivered=delivered, due_date=day(due))
    assert only.fulfilment is not None
    assert 0 <= only.fulfilment <= 1
    assert (only.fulfilment == 1) == (only.fulfilment_status == "fulfilled")
