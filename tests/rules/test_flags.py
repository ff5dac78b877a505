"""rules.md, Interactions and Actions: what is to follow, and whether it did."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.villages import action, day, interaction, run

FLAGS = [
    ({"done_date": day(0)}, day(-9), "done"),
    ({"done_date": day(1)}, day(-9), "overdue"),
    ({}, day(-1), "overdue"),
    ({}, day(0), "due_soon"),
    ({}, day(30), "due_soon"),
    ({}, day(31), "scheduled"),
    ({"bad": {"done_date"}}, day(-1), None),
]


@pytest.mark.parametrize(("cells", "due", "flag"), FLAGS)
def test_follow_up_flag(cells: dict[str, Any], due: Any, flag: str | None) -> None:
    (only,) = run(interactions=[interaction(day(-20), follow_up_due=due, **cells)]).interactions
    assert only.follow_up_flag == flag


@pytest.mark.parametrize(("cells", "due", "flag"), FLAGS)
def test_action_flag(cells: dict[str, Any], due: Any, flag: str | None) -> None:
    (only,) = run(actions=[action(due, **cells)]).actions
    assert only.action_flag == flag


def test_nothing_to_follow_has_no_flag() -> None:
    rows = [interaction(done_date=day(0)), interaction(done_date=day(0), bad={"follow_up_due"})]
    assert [i.follow_up_flag for i in run(interactions=rows).interactions] == [None, None]


def test_an_action_without_a_readable_due_date_may_still_be_done() -> None:
    rows = [action(None, bad={"due_date"}), action(None, done_date=day(0), bad={"due_date"})]
    assert [a.action_flag for a in run(actions=rows).actions] == [None, "done"]
