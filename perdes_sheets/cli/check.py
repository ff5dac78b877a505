"""`check`: read and check only; nothing is written."""

from __future__ import annotations

from perdes_sheets.cli import show
from perdes_sheets.cli.screen import Screen
from perdes_sheets.cli.viewing import viewing
from perdes_sheets.jobs.look import View
from perdes_sheets.schema.words import Words


@viewing("check")
def command(screen: Screen, view: View, say: Words) -> None:
    """Show every finding."""
    show.head(screen, view, say)
    show.findings(screen, view, say)
