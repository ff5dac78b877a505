"""`excel install`, `excel uninstall`: the run button inside Excel."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from perdes_sheets.cli.commands import Choice, Command, debug_option, language_option, spoken
from perdes_sheets.cli.screen import Screen
from perdes_sheets.jobs import excel_module


@click.command("excel", cls=Command)
@click.argument("action", metavar="install|uninstall", type=Choice(["install", "uninstall"]))
@click.argument("workbook", metavar="WORKBOOK")
@language_option
@debug_option
def command(action: str, workbook: str, lang: str | None) -> int:  # noqa: ARG001 - `spoken` has read --lang
    """Put the run button of a workbook into Excel, or take it away."""
    say, screen, path = spoken(), Screen(), Path(workbook).absolute()
    if action == "uninstall":
        removed = excel_module.uninstall(path)
        screen.line(say("show.button_removed", file=removed) if removed else say("show.no_button", workbook=path.name))
        return 0
    installed = excel_module.install(path, excel_module.startup_folder())
    screen.line("✓ " + say("show.button_installed", file=installed.module, workbook=path.name))
    if installed.add_in is None:
        screen.notice(say("show.add_in_missing"))
    if sys.platform == "darwin":
        screen.notice(say("show.add_in_mac"))
    return 0
