"""`collect`: what partners entered comes into the inbox; what staff marked there goes on into the entry tabs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from perdes_sheets.cli import clock
from perdes_sheets.cli.commands import (
    Command,
    as_of_option,
    credentials_option,
    debug_option,
    language_option,
    option,
    workbook_argument,
)
from perdes_sheets.cli.screen import Screen
from perdes_sheets.errors import UseError
from perdes_sheets.jobs.accept import accept
from perdes_sheets.jobs.answers import Found, Source, in_folder
from perdes_sheets.jobs.collect import Collected, Returned, collect
from perdes_sheets.jobs.google import Access, opened_drive
from perdes_sheets.jobs.look import View
from perdes_sheets.jobs.online import content
from perdes_sheets.jobs.opening import opened
from perdes_sheets.outputs import sharing_template
from perdes_sheets.outputs.inbox import Judged
from perdes_sheets.schema.words import DEFAULT, Words, words


@click.command("collect", cls=Command)
@workbook_argument
@option("--from", "folder", metavar="FOLDER", help="cli.collect.from")
@option("--accept", "accepting", is_flag=True, help="cli.collect.accept")
@credentials_option
@as_of_option
@language_option
@debug_option
def command(
    workbook: str, folder: str | None, accepting: bool, credentials: str | None, as_of: str | None, lang: str | None
) -> int:
    """Bring in what partners entered."""
    screen, refused = Screen(), 0
    access = Access(credentials, screen.teller(words(lang or DEFAULT)))
    if folder is not None or not accepting:
        with opened(workbook, access=access, fresh=sharing_template.build) as book, _source(folder, access) as source:
            with screen.progress(words(lang or DEFAULT)("show.reading", workbook=folder or workbook)):
                collected = collect(book, source, clock.as_of(as_of))
            say = words(lang or collected.view.reading.language)
            _files(screen, collected, folder, say)
            refused = _refused(screen, collected.judged, say)
            _said(screen, collected, say)
    if accepting:
        with opened(workbook, access=access) as book:
            done = accept(book, clock.as_of(as_of))
        say = words(lang or done.language)
        if done.appended:
            screen.line("✓ " + say("accept.done", n=done.appended))
        elif not done.left:
            screen.line(say("accept.none", tab=say.tab("inbox")))
        if done.left:
            screen.line("▲ " + say("accept.left", n=len(done.left)))
            for each in done.left:
                screen.line(f"  {each.entry.partner}: {_about(each)} – {_why(each, say)}")
        if done.backup:
            screen.notice(say("show.backup", path=done.backup))
    return int(refused > 0)


@contextlib.contextmanager
def _source(folder: str | None, access: Access) -> Iterator[Source]:
    """A folder; without one, the Google Sheets that were given."""
    if folder is not None:
        yield in_folder(Path(folder))
        return
    with contextlib.ExitStack() as opened:
        yield lambda seen: _online(seen, opened, access)


def _online(seen: View, opened: contextlib.ExitStack, access: Access) -> Iterable[Found]:
    """Nobody has to sign in where no copy was given in Google."""
    if not content.noted(seen):
        raise UseError("error.collect_nothing")
    return content.collected(opened.enter_context(opened_drive(access)))(seen)


def _files(screen: Screen, collected: Collected, folder: str | None, say: Words) -> None:
    if not collected.files:
        screen.line(say("collect.no_files", folder=folder))
        return
    rows = [(file.name, file.partner, _brought(file, say)) for file in collected.files]
    heads = [say("share.file"), say("share.partner"), say("collect.entries")]
    screen.table(say("collect.files" if folder else "collect.online"), heads, rows)


def _brought(file: Returned, say: Words) -> str:
    if file.refused is None:
        return str(file.entries)
    if file.refused == "collect.other_village":
        return "■ " + say(file.refused, village=file.village or "–")
    return "■ " + say(file.refused if file.refused.startswith("collect.") else "collect.unreadable")


def _refused(screen: Screen, judged: Sequence[Judged], say: Words) -> int:
    """Say which entries were refused and why; how many."""
    refused = [each for each in judged if each.state == "refused"]
    if refused:
        rows = [(f"■ {each.entry.partner}", _about(each), _why(each, say)) for each in refused]
        heads = [say("share.partner"), say("inbox.subject"), say("collect.problem")]
        screen.table(say("collect.refused"), heads, rows)
    return len(refused)


def _about(each: Judged) -> str:
    return f"{each.entry.ref} {each.entry.subject or each.entry.note}".strip()


def _why(each: Judged, say: Words) -> str:
    return " · ".join(each.findings) or say("accept.by_hand", tab=say.tab("inbox"))


def _said(screen: Screen, collected: Collected, say: Words) -> None:
    if collected.added:
        screen.line("✓ " + say("collect.done", n=collected.added, tab=say.tab("inbox")))
    if collected.changed:
        screen.line("▲ " + say("collect.changed", n=collected.changed))
    if not (collected.added or collected.changed):
        screen.line("✓ " + say("collect.same"))
    if collected.written.backup:
        screen.notice(say("show.backup", path=collected.written.backup))
