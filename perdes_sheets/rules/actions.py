"""Adjustments (step 5): whether what was agreed to be done is done (rules.md, Actions)."""

from __future__ import annotations

from perdes_sheets.rules.calendar import due_flag
from perdes_sheets.rules.results import ActionResult
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.entries import Action


def results(village: Village) -> list[ActionResult]:
    """The computed values of each action, in the order of the rows."""
    return [ActionResult(row.row, row.no, _action_flag(row, village)) for row in village.entries.actions]


def _action_flag(action: Action, village: Village) -> str | None:
    due, done = action.due_date, action.done_date
    if "done_date" in action.bad:
        return None
    if done is not None and done <= village.as_of:
        return "done"
    return None if due is None else due_flag(due, village.as_of, village.settings.review_lead_days)
