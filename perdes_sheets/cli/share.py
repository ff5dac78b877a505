"""`share`: each partner's own copy, given only after it was shown and answered with a yes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from perdes_sheets.cli import clock, share_access, share_online
from perdes_sheets.cli.commands import (
    Choice,
    Command,
    as_of_option,
    credentials_option,
    debug_option,
    language_option,
    option,
    workbook_argument,
)
from perdes_sheets.cli.screen import Screen
from perdes_sheets.cli.share_online import agreed, contents
from perdes_sheets.errors import UseError
from perdes_sheets.jobs import share
from perdes_sheets.jobs.google import Access
from perdes_sheets.jobs.look import View, look
from perdes_sheets.jobs.opening import opened
from perdes_sheets.jobs.share import Offer
from perdes_sheets.outputs import sharing_template
from perdes_sheets.outputs.shares import ROLES, Role, Share
from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.words import DEFAULT, Words, words
from perdes_sheets.workbooks.base import Workbook
from perdes_sheets.workbooks.google.address import is_address


@click.command("share", cls=Command)
@workbook_argument
@option("--partner", "partners", metavar="NAME", multiple=True, help="cli.share.partner")
@option("--all", "everyone", is_flag=True, help="cli.share.all")
@option("--out", metavar="FOLDER", help="cli.share.out")
@option("--role", type=Choice(ROLES), help="cli.share.role")
@option("--revoke", "revoking", is_flag=True, help="cli.share.revoke")
@option("--list", "listing", is_flag=True, help="cli.share.list")
@option("--yes", is_flag=True, help="cli.share.yes")
@credentials_option
@as_of_option
@language_option
@debug_option
def command(
    workbook: str, partners: tuple[str, ...], everyone: bool, out: str | None, role: Role | None,
    revoking: bool, listing: bool, yes: bool, credentials: str | None, as_of: str | None, lang: str | None,
) -> int:  # fmt: skip
    """Give partners copies of their own."""
    if not (partners or everyone or listing):
        raise UseError("error.share_whom")
    if role and out:
        raise UseError("error.share_role_or_folder", role=role, folder=out)
    in_google = is_address(workbook)
    screen, home, say = Screen(), None if in_google else Path(workbook), words(lang or DEFAULT)
    access = Access(credentials, screen.teller(say), writing=not listing)
    with opened(workbook, access=access, fresh=sharing_template.build) as book:
        with screen.progress(say("show.reading", workbook=workbook)):
            seen = look(book, clock.as_of(as_of))
        say = words(lang or seen.reading.language)
        if listing:
            return _list(screen, seen, home, access, say)
        if revoking:
            names = [each.partner for each in share.given(seen)] if everyone else list(partners)
            return _revoke(screen, book, seen, names, home, access, say, yes=yes)
        names = share.every_partner(seen) if everyone else share.named(seen, partners)
        if role or (in_google and not out):
            return share_online.give(screen, book, seen, names, role, access, say, yes=yes)
        folder = Path(out) if out else share.default_folder(home or Path(), seen.reading.language)
        return _give(screen, book, seen, names, folder, home, say, yes=yes)


def _give(
    screen: Screen, book: Workbook, seen: View, names: Sequence[str], folder: Path, home: Path | None, say: Words, *,
    yes: bool,
) -> int:  # fmt: skip
    """Give files."""
    made = share.offers(seen, names, folder)
    _show(screen, made.offers, made.nothing, say)
    if not made.offers:
        screen.line(say("share.nobody"))
        return 0
    if not (yes or agreed(say)):
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
        (offer.partner, offer.path.name, contents(offer.shown, say), say(f"share.state.{offer.state}"))
        for offer in offers
    ]
    if rows:
        heads = [say(f"share.{id}") for id in ("partner", "file", "contents", "state")]
        screen.table(say("share.question.title"), heads, rows)
        screen.line(say("share.private"))
    if nothing:
        screen.line(say("share.nothing", names="; ".join(nothing)))


def _revoke(
    screen: Screen, book: Workbook, seen: View, names: Sequence[str], home: Path | None, access: Access, say: Words, *,
    yes: bool,
) -> int:  # fmt: skip
    """Take copies back after a yes, and say where they still are and who still sees them."""
    taken = share.given_to(seen, names)
    known = {key_of(each.partner) for each in taken}
    missing = [name for name in names if key_of(name) not in known]
    if missing or not names:
        raise UseError("error.share_not_given", name="; ".join(missing) or "–")
    _table(screen, taken, home, say)
    if not (yes or agreed(say, "share.revoke.question")):
        screen.line(say("share.revoke.kept"))
        return 0
    share_access.take_back(screen, [each for each in taken if each.kind == "google"], access, say)
    share.forget(book, seen, taken)
    for each in taken:
        screen.line("✓ " + say("share.revoked", partner=each.partner))
        if each.kind == "file":
            screen.line("▲ " + say("share.revoked.file", folder=share.place(each, home)))
    return 0


def _list(screen: Screen, seen: View, home: Path | None, access: Access, say: Words) -> int:
    """Who can see what: as the workbook notes it and, of Google Sheets, as Drive says."""
    given = share.given(seen)
    if not given:
        screen.line(say("share.list.none"))
        return 0
    _table(screen, given, home, say)
    share_access.show_access(screen, [each for each in given if each.kind == "google"], access, say)
    return 0


def _table(screen: Screen, given: Sequence[Share], home: Path | None, say: Words) -> None:
    rows = [(each.partner, share.place(each, home), say(f"share.role.{each.role}")) for each in given]
    screen.table(say("share.list.title"), [say(f"share.{id}") for id in ("partner", "where", "role")], rows)
