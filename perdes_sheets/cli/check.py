"""`check`: read and check only; nothing is written."""

from __future__ import annotations

import click

from perdes_sheets.cli import show
from perdes_sheets.cli.commands import (
    Command,
    as_of_option,
    credentials_option,
    debug_option,
    json_option,
    language_option,
    workbook_or_live,
)
from perdes_sheets.cli.screen import Screen
from perdes_sheets.cli.viewing import viewed


@click.command("check", cls=Command)
@workbook_or_live
@as_of_option
@credentials_option
@json_option
@language_option
@debug_option
def command(
    workbook: str | None, live: bool, as_of: str | None, credentials: str | None, as_json: bool, lang: str | None
) -> int:
    """Show every finding."""
    screen = Screen()
    view, say = viewed(screen, workbook, as_of, lang, live=live, as_json=as_json, credentials=credentials)
    if not as_json:
        show.head(screen, view, say)
        show.findings(screen, view, say)
    return show.exit_code(view)
