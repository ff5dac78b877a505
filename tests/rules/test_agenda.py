"""rules.md, Agenda."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.rules.results import AgendaItem
from perdes_sheets.schema.entries import Settings
from tests.rules.villages import TODAY, action, agreement, day, interaction, kpi, measurement, obligation, partner, run

QUIET = {"agreements": [agreement(review_months=100)]}


def items(kind: str, settings: Settings | None = None, **tabs: Any) -> list[AgendaItem]:
    return [item for item in run(settings, **{**QUIET, **tabs}).agenda if item.kind == kind]


def test_reviews_and_ends_are_the_agreements() -> None:
    agreements = [agreement(end_date=day(80), review_months=100), agreement("B", end_date=day(-3), review_months=100)]
    agenda = run(agreements=agreements).agenda
    assert [(i.kind, i.tab, i.row, i.what, i.partner, i.date) for i in agenda] == [
        ("review", "agreements", 6, "Kerja sama B", "Mitra", day(-41)),
        ("review", "agreements", 5, "Kerja sama A", "Mitra", day(21)),
        ("agreement_end", "agreements", 5, "Kerja sama A", "Mitra", day(80)),
    ]


def test_everything_late_and_what_lies_within_the_days_ahead() -> None:
    rows = [action(day(-900)), action(day(90)), action(day(91)), action(day(0)), action(day(-1), done_date=day(0))]
    assert [(i.row, i.days, i.late) for i in items("action", actions=rows)] == [
        (5, -900, True), (8, 0, False), (6, 90, False),
    ]  # fmt: skip
    assert [i.row for i in items("action", Settings(agenda_days=0), actions=rows)] == [5, 8]
    assert len(items("action", Settings(agenda_days=10**9), actions=rows)) == 4


def test_obligations_that_are_open() -> None:
    rows = [obligation(due_date=day(-1)), obligation(done_date=day(0), due_date=day(-1)), obligation(role="x")]
    rows += [obligation(due_date=day(2), bad={"delivered"}), obligation(due_date=day(2), agreement="tidak ada")]
    found = items("obligation", obligations=rows)
    assert [(i.row, i.what, i.partner) for i in found] == [
        (5, "Dana", "Mitra"),
        (8, "Dana", "Mitra"),
        (9, "Dana", None),
    ]
    closed = [agreement(terminated_date=day(-1))]
    assert not items("obligation", agreements=closed, obligations=[obligation(due_date=day(-1))])


def test_whom_an_obligation_of_several_partners_concerns() -> None:
    joint = [agreement(partners=("Mitra", "Kedua"), review_months=100)]
    rows = [obligation("village", due_date=day(1)), obligation(partner="Kedua", due_date=day(2))]
    partners = [partner(), partner("Kedua")]
    found = items("obligation", partners=partners, agreements=joint, obligations=rows)
    assert [i.partner for i in found] == ["Mitra; Kedua", "Kedua"]


def test_follow_ups_say_what_is_to_follow() -> None:
    rows = [
        interaction(follow_up="Kirim draf", follow_up_due=day(3)),
        interaction(follow_up_due=day(4)),
        interaction(follow_up_due=day(4), done_date=day(0)),
        interaction(follow_up="Tanpa tanggal"),
        interaction(follow_up_due=day(5), bad={"done_date"}),
    ]
    assert [(i.row, i.what, i.partner) for i in items("follow_up", interactions=rows)] == [
        (5, "Kirim draf", "Mitra"), (6, "Koordinasi", "Mitra"), (9, "Koordinasi", "Mitra"),
    ]  # fmt: skip


def test_an_action_concerns_its_agreement_or_its_kpis() -> None:
    agreements = [agreement(review_months=100), agreement("B", partners=("Kedua",), review_months=100)]
    rows = [action(agreement="B"), action(agreement=None, kpi="K"), action(agreement=None)]
    found = items("action", partners=[partner(), partner("Kedua")], agreements=agreements, kpis=[kpi()], actions=rows)
    assert [i.partner for i in found] == ["Kedua", "Mitra", None]


def test_kpi_targets_and_measurements() -> None:
    kpis = [
        kpi("K1", target_date=day(9)),
        kpi("K2", target_date=day(-2)),
        kpi("K3", target=None),
        kpi("K4", target_date=day(8), baseline_date=day(1)),
    ]
    measured = [measurement(100, kpi="K1"), measurement(5, day(-2), kpi="K2")]
    found = run(**QUIET, kpis=kpis, measurements=measured).agenda
    assert [(i.kind, i.row, i.what, i.partner, i.days) for i in found] == [
        ("kpi_target", 6, "Rumah terlayani", "Mitra", -2),
        ("kpi_target", 8, "Rumah terlayani", "Mitra", 8),
        ("measurement", 5, "Rumah terlayani", "Mitra", 9),
    ]


DUES = st.lists(st.integers(-200, 200), max_size=12)


@given(DUES, DUES, DUES, st.integers(0, 120))
def test_in_the_order_of_dates_kinds_and_rows(dues: list[int], follow: list[int], act: list[int], ahead: int) -> None:
    agenda = run(
        Settings(agenda_days=ahead),
        obligations=[obligation(due_date=day(n)) for n in dues],
        interactions=[interaction(follow_up_due=day(n)) for n in follow],
        actions=[action(day(n)) for n in act],
    ).agenda
    kinds = ["review", "agreement_end", "obligation", "follow_up", "action", "kpi_target", "measurement"]
    places = [(item.date, kinds.index(item.kind), item.row) for item in agenda]
    assert places == sorted(places)
    assert all(item.days <= ahead and item.days == (item.date - TODAY).days for item in agenda)
    assert all(item.late == (item.date < TODAY) for item in agenda)
