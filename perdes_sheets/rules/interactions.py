"""Communication with partners (step 3): what was to follow, and whether it did (rules.md, Interactions)."""

from __future__ import annotations

from perdes_sheets.rules.calendar import due_flag
from perdes_sheets.rules.results import InteractionResult
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.entries import Interaction


def results(village: Village) -> list[InteractionResult]:
    """The computed values of each interaction, in the order of the rows."""
    return [InteractionResult(row.row, row.no, _follow_up_flag(row, village)) for row in village.entries.interactions]


def _follow_up_flag(interaction: Interaction, village: Village) -> str | None:
    due, done = interaction.follow_up_due, interaction.done_date
    if due is None or "done_date" in interaction.bad:
        return None
    if done is not None and done <= village.as_of:
        return "done"
    return due_flag(due, village.as_of, village.settings.review_lead_days)
