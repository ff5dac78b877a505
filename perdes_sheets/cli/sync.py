"""`sync`: read, check, compute, fill."""

from __future__ import annotations

from pathlib import Path

import click

from perdes_sheets.cli import clock, show
from perdes_sheets.cli.commands import (
    Command,
    as_of_option,
    credentials_option,
    debug_option,
    json_option,
    keep,
    language_option,
    option,
    workbook_or_live,
)
from perdes_sheets.cli.screen import Screen
from perdes_sheets.errors import UseError
from perdes_sheets.jobs import launcher
from perdes_sheets.jobs.google import Access
from perdes_sheets.jobs.look import View
from perdes_sheets.jobs.opening import BACKUPS, opened, opened_live
from perdes_sheets.jobs.sync import sync
from perdes_sheets.outputs import document
from perdes_sheets.schema.words import DEFAULT, Words, words
from perdes_sheets.workbooks.google.address import is_address


@click.command("sync", cls=Command)
@workbook_or_live
@option("--save", is_flag=True, help="cli.sync.save")
@as_of_option
@credentials_option
@option("--dry-run", is_flag=True, help="cli.sync.dry_run")
@option("--no-backup", is_flag=True, help="cli.sync.no_backup")
@option("--share", "with_copies", is_flag=True, help="cli.sync.share")
@option("--launcher", "with_launcher", is_flag=True, help="cli.sync.launcher")
@option("--wait", is_flag=True, expose_value=False, help="cli.sync.wait")
@json_option
@language_option
@debug_option
def command(
    workbook: str | None, live: bool, save: bool, as_of: str | None, credentials: str | None, dry_run: bool,
    no_backup: bool, with_copies: bool, with_launcher: bool, as_json: bool, lang: str | None,
) -> int:  # fmt: skip
    """Fill the workbook from what people typed."""
    if save and not live:
        raise UseError("error.save_without_live")
    if with_launcher and live:
        raise UseError("error.launcher_with_live")
    if with_launcher and is_address(workbook or ""):
        raise UseError("error.google_launcher")
    if with_copies and live:
        raise UseError("error.share_live")
    screen, say, backups = Screen(), words(lang or DEFAULT), 0 if no_backup else BACKUPS
    access = Access(credentials, screen.teller(say))
    with (
        screen.progress(say("show.reading", workbook=workbook or "Excel")),
        opened_live(workbook, save=save, backups=backups)
        if live
        else opened(workbook or "", backups=backups, access=access) as book,
    ):
        synced = sync(book, clock.as_of(as_of), dry_run=dry_run)
        keep(synced)
        workbook = workbook or book.name
    view = synced.view
    say = words(lang or view.reading.language)
    made = launcher.put(Path(workbook), say) if with_launcher else None
    if as_json:
        changed = synced.written.changed and not dry_run
        click.echo(
            document.text(document.document(workbook, view.reading, view.results, say, changed=changed)), nl=False
        )
    else:
        show.head(screen, view, say)
        show.overview(screen, view, say)
        show.findings(screen, view, say, limit=5)
        screen.line()
        (show.tried if dry_run else show.written)(screen, synced.written, workbook, say)
        if live and not save and synced.written.changed and not dry_run:
            screen.notice(say("show.live_unsaved"))
    failed = _refresh(screen, view, workbook, access, say) if with_copies and not dry_run else 0
    if made:
        screen.notice(say("show.launcher", path=made))
    return failed or show.exit_code(view)


def _refresh(screen: Screen, view: View, workbook: str, access: Access, say: Words) -> int:
    """Refresh the partners' copies that were given before, and say which were left alone; the exit code."""
    from perdes_sheets.cli import share_online  # noqa: PLC0415 - most syncs give nothing
    from perdes_sheets.jobs import share  # noqa: PLC0415
    from perdes_sheets.jobs.online import content  # noqa: PLC0415

    home = None if is_address(workbook) else Path(workbook)
    copies = share.refreshed(view, home)
    share.put(copies)
    online = content.noted(view)
    if copies or not online:
        screen.notice(say("share.refreshed", n=sum(copy.writes for copy in copies)))
    for copy in copies:
        if copy.state in ("answered", "foreign"):
            screen.notice(f"{say(f'share.state.{copy.state}')} {copy.path.name}")
    return share_online.refresh(screen, view, access, say) if online else 0
