"""`init`: a new workbook."""

from __future__ import annotations

from pathlib import Path

import click

from perdes_sheets.cli import clock
from perdes_sheets.cli.commands import Command, debug_option, language_option, option, workbook_argument
from perdes_sheets.cli.screen import Screen
from perdes_sheets.jobs import launcher
from perdes_sheets.jobs.init import init
from perdes_sheets.schema.words import DEFAULT, words


@click.command("init", cls=Command)
@workbook_argument
@option("--sample", is_flag=True, help="cli.init.sample")
@option("--force", is_flag=True, help="cli.init.force")
@option("--no-launcher", is_flag=True, help="cli.init.no_launcher")
@language_option
@debug_option
def command(workbook: str, sample: bool, force: bool, no_launcher: bool, lang: str | None) -> int:
    """Make a new workbook."""
    language, path, screen = lang or DEFAULT, Path(workbook), Screen()
    say = words(language)
    init(path, language, sample_day=clock.today("WIB") if sample else None, force=force)
    screen.line("✓ " + say("show.created", workbook=workbook))
    screen.line(say("show.next", settings=say.tab("settings"), needs=say.tab("needs"), workbook=workbook))
    if not no_launcher:
        screen.line(say("show.launcher", path=launcher.put(path, say)))
    return 0
