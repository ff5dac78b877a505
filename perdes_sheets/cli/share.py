"""`share`: each partner's own copy, given only after it was shown and answered with a yes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from perdes_sheets.cli import clock
from perdes_sheets.cli.commands import (
    Command,
    as_of_option,
    debug_option,
    language_option,
    option,
    workbook_argument,
)
from perdes_sheets.cli.screen import Screen
from perdes_sheets.errors import UseError
from perdes_sheets.jobs import share
from perdes_sheets.jobs.look import View, look
from perdes_sheets.jobs.share import Offer
from perdes_sheets.jobs.sharing import opened_sharing
from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.words import DEFAULT, Words, words
from perdes_sheets.workbooks.base import Workbook


@click.command("share", cls=Command)
@workbook_argument
@option("--partner", "partners", metavar="NAME", multiple=True, help="cli.share.partner")
@option("--all", "everyone", is_flag=True, help="cli.share.all")
@option("--out", metavar="FOLDER", help="cli.share.out")
@option("--revoke", "revoking", is_flag=True, help="cli.share.revoke")
@option("--list", "listing", is_flag=True, help="cli.share.list")
@option("--yes", is_flag=True, help="cli.share.yes")
@as_of_option
@language_option
@debug_option
def command(
    workbook: str, partners: tuple[str, ...], everyone: bool, out: str | None, revoking: bool, listing: bool, yes: bool,
    as_of: str | None, lang: str | None,
) -> int:  # fmt: skip
    """Give partners copies of their own."""
    if not (partners or everyone or listing):
        raise UseError("error.share_whom")
    screen, home = Screen(), Path(workbook)
    with opened_sharing(workbook) as book:
        with screen.progress(words(lang or DEFAULT)("show.reading", workbook=workbook)):
            seen = look(book, clock.as_of(as_of))
        say = words(lang or seen.reading.language)
        if listing:
            _list(screen, seen, home, say)
            return 0
        if revoking:
            names = [each.partner for each in share.given(seen)] if everyone else list(partners)
            return _revoke(screen, book, seen, names, home, say, yes=yes)
        folder = Path(out) if out else share.default_folder(home, seen.reading.language)
        names = share.every_partner(seen) if everyone else share.named(seen, partners)
        made = share.offers(seen, names, folder)
        _show(screen, made.offers, made.nothing, say)
        if not made.offers:
            screen.line(say("share.nobody"))
            return 0
        if not (yes or _agreed(say)):
            screen.line(say("share.not_given"))
            return 0
        backup = share.give(book, seen, made.offers, home)
    written = [offer for offer in made.offers if offer.writes]
    if written:
        screen.line("✓ " + say("share.done", n=len(written), folder=str(folder)))
    elif all(offer.state == "unchanged" for offer in made.offers):
        screen.line("✓ " + say("share.all_same"))
    if backup:
        screen.notice(say("show.backup", path=backup))
    return 0


def _show(screen: Screen, offers: Sequence[Offer], nothing: Sequence[str], say: Words) -> None:
    """What will be given to whom, before it is."""
    rows = [
        (offer.partner, offer.path.name, contents(offer, say), say(f"share.state.{offer.state}")) for offer in offers
    ]
    if rows:
        heads = [say(f"share.{id}") for id in ("partner", "file", "contents", "state")]
        screen.table(say("share.question.title"), heads, rows)
        screen.line(say("share.private"))
    if nothing:
        screen.line(say("share.nothing", names="; ".join(nothing)))


def contents(offer: Offer, say: Words) -> str:
    """`Perjanjian 2, Kewajiban 5, KPI 3`."""
    return ", ".join(f"{say.tab(tab)} {len(rows)}" for tab, rows in offer.shown.rows.items() if rows)


def _agreed(say: Words, question: str = "share.question") -> bool:
    """Whether the user says yes; UseError where nobody is there to say it."""
    if not sys.stdin.isatty():
        raise UseError("error.share_needs_yes")
    yes, no = say.choices("yesno")
    answer: str = click.prompt(f"{say(question)} [{yes}/{no}]", default="", show_default=False)
    return answer.strip().casefold() in (yes.casefold(), "y")


def _revoke(
    screen: Screen, book: Workbook, seen: View, names: Sequence[str], home: Path, say: Words, *, yes: bool
) -> int:
    """Stop refreshing copies after a yes, and say where they still are."""
    known = {key_of(each.partner) for each in share.given(seen)}
    missing = [name for name in names if key_of(name) not in known]
    if missing or not names:
        raise UseError("error.share_not_given", name="; ".join(missing) or "–")
    _list(screen, seen, home, say)
    if not (yes or _agreed(say, "share.revoke.question")):
        screen.line(say("share.revoke.kept"))
        return 0
    for each in share.revoke(book, seen, names):
        screen.line("✓ " + say("share.revoked", partner=each.partner))
        screen.line("▲ " + say("share.revoked.file", folder=share.place(each, home)))
    return 0


def _list(screen: Screen, seen: View, home: Path, say: Words) -> None:
    """Who can see what."""
    given = share.given(seen)
    if not given:
        screen.line(say("share.list.none"))
        return
    rows = [(each.partner, share.place(each, home), say(f"share.role.{each.role}")) for each in given]
    screen.table(say("share.list.title"), [say(f"share.{id}") for id in ("partner", "where", "role")], rows)
