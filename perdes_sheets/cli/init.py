"""`init`: a new workbook."""

from __future__ import annotations

from pathlib import Path

import click

from perdes_sheets.cli import clock
from perdes_sheets.cli.commands import (
    Command,
    credentials_option,
    debug_option,
    language_option,
    option,
    workbook_argument,
)
from perdes_sheets.cli.screen import Screen
from perdes_sheets.errors import UseError
from perdes_sheets.jobs import launcher
from perdes_sheets.jobs.google import Access, init_google
from perdes_sheets.jobs.init import init
from perdes_sheets.schema.words import DEFAULT, words
from perdes_sheets.workbooks.google.address import is_address


@click.command("init", cls=Command)
@workbook_argument
@option("--sample", is_flag=True, help="cli.init.sample")
@option("--title", metavar="TEXT", help="cli.init.title")
@credentials_option
@option("--force", is_flag=True, help="cli.init.force")
@option("--no-launcher", is_flag=True, help="cli.init.no_launcher")
@language_option
@debug_option
def command(
    workbook: str, sample: bool, title: str | None, credentials: str | None, force: bool, no_launcher: bool,
    lang: str | None,
) -> int:  # fmt: skip
    """Make a new workbook."""
    language, path, screen = lang or DEFAULT, Path(workbook), Screen()
    say, day = words(language), clock.today("WIB") if sample else None
    if is_address(workbook):
        access = Access(credentials, screen.teller(say))
        with screen.progress(say("show.drawing")):
            address = init_google(workbook, language, access, sample_day=day, force=force, title=title)
        screen.line("✓ " + say("show.created", workbook=address))
        screen.line(say("show.next", settings=say.tab("settings"), needs=say.tab("needs"), workbook=f'"{address}"'))
        return 0
    if title:
        raise UseError("error.google_title", title=title)
    init(path, language, sample_day=day, force=force)
    screen.line("✓ " + say("show.created", workbook=workbook))
    screen.line(say("show.next", settings=say.tab("settings"), needs=say.tab("needs"), workbook=workbook))
    if not no_launcher:
        screen.line(say("show.launcher", path=launcher.put(path, say)))
    return 0
