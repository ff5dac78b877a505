"""`status`: what needs attention, in the terminal; nothing is written."""

from __future__ import annotations

from perdes_sheets.cli import show
from perdes_sheets.cli.screen import Screen
from perdes_sheets.cli.viewing import viewing
from perdes_sheets.jobs.look import View
from perdes_sheets.schema.words import Words


@viewing("status")
def command(screen: Screen, view: View, say: Words) -> None:
    """Show what needs attention."""
    show.head(screen, view, say)
    show.overview(screen, view, say)
    show.urgent(screen, view, say)
