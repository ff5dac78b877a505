"""What `share` and `sync --share` say of copies that are Google Sheets: what is given to whom, what is refreshed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from perdes_sheets.cli.screen import Screen
from perdes_sheets.cli.share_access import others
from perdes_sheets.errors import ServiceError, UseError
from perdes_sheets.jobs.google import Access, opened_drive
from perdes_sheets.jobs.look import View
from perdes_sheets.jobs.online import giving
from perdes_sheets.jobs.online.giving import OnlineOffer, OnlineOffers
from perdes_sheets.outputs.partner_copy import PartnerView
from perdes_sheets.outputs.shares import Role
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import Workbook
from perdes_sheets.workbooks.google import address

REFUSED = 4
"""The exit code where Google refused some of it."""


def contents(shown: PartnerView, say: Words) -> str:
    """`Perjanjian 2, Kewajiban 5, KPI 3`."""
    return ", ".join(f"{say.tab(tab)} {len(rows)}" for tab, rows in shown.rows.items() if rows)


def agreed(say: Words, question: str = "share.question") -> bool:
    """Whether the user says yes; UseError where nobody is there to say it."""
    if not sys.stdin.isatty():
        raise UseError("error.share_needs_yes")
    yes, no = say.choices("yesno")
    answer: str = click.prompt(f"{say(question)} [{yes}/{no}]", default="", show_default=False)
    return answer.strip().casefold() in (yes.casefold(), "y")


def give(
    screen: Screen, book: Workbook, seen: View, names: Sequence[str], role: Role | None, access: Access, say: Words, *,
    yes: bool,
) -> int:  # fmt: skip
    """Show what would be given, and give it after a yes; the exit code."""
    with opened_drive(access) as drive:
        with screen.progress(say("share.reading")):
            made = giving.offers(drive, seen, names, role)
        _show(screen, seen, made, say)
        if not made.offers:
            screen.line(say("share.nobody"))
            return 0
        if not any(each.changes for each in made.offers):
            if all(each.state == "unchanged" for each in made.offers):
                screen.line("✓ " + say("share.all_same"))
            return 0
        if not (yes or agreed(say)):
            screen.line(say("share.not_given"))
            return 0
        given = giving.give(book, drive, seen, made.offers, lambda each: _done(screen, each, say))
    for each, error in given.refused:
        screen.line(f"■ {each.partner}: {say(error.message, **error.values)}")
    if given.backup:
        screen.notice(say("show.backup", path=given.backup))
    return REFUSED if given.refused else 0


def _show(screen: Screen, seen: View, made: OnlineOffers, say: Words) -> None:
    rows = [
        (each.partner, each.address, say(f"share.can.{each.role}"), contents(each.shown, say), _state(each, say))
        for each in made.offers
    ]
    if rows:
        heads = [say(f"share.{id}") for id in ("partner", "address", "role", "contents", "state")]
        screen.table(say("share.question.title"), heads, rows)
        screen.line(say("share.private"))
    if any(each.entry in ("given", "moved") for each in made.offers):
        screen.line(say("share.mails"))
    for each in made.offers:
        if each.others:
            screen.line("▲ " + say("share.others", partner=each.partner, who=", ".join(others(each.others, say))))
    if made.nothing:
        screen.line(say("share.nothing", names="; ".join(made.nothing)))
    layout, column = seen.reading.layouts.get("partners"), say.column("partners", "share_email")
    for partner, row in made.nowhere:
        cell = (layout.cell(row, "share_email") if layout else None) or str(row)
        place = {"tab": layout.title if layout else say.tab("partners"), "cell": cell, "column": column}
        screen.line("▲ " + say("share.nowhere", partner=partner, **place))


def _state(offer: OnlineOffer, say: Words) -> str:
    """What happens to the copy, and who can then see it who can't now."""
    state = say(f"share.online.{offer.state}")
    if offer.entry == "moved":
        return f"{state}; {say('share.entry.moved', before=offer.before or '–', address=offer.address)}"
    if offer.entry == "role":
        return f"{state}; {say('share.entry.role')}"
    return state if offer.state in ("new", "lost") or offer.entry == "same" else f"{state}; {say('share.entry.given')}"


def _done(screen: Screen, offer: OnlineOffer, say: Words) -> None:
    if offer.state == "answered":
        screen.line(f"▲ {offer.partner}: {say('share.online.answered')} {address.url(offer.key)}")
    elif offer.changes:
        screen.line(f"✓ {offer.partner}: {address.url(offer.key)}")


def refresh(screen: Screen, seen: View, access: Access, say: Words) -> int:
    """Refresh the copies that were given, and say what was left alone; the exit code. What was synced stays so."""
    written = 0
    try:
        with opened_drive(access) as drive:
            for each in giving.refreshed(drive, seen):
                written += each.state == "changed"
                if each.state in ("answered", "lost", "nothing"):
                    screen.notice(f"▲ {each.share.partner}: {say(f'share.refresh.{each.state}')}")
                if each.others:
                    who = ", ".join(others(each.others, say))
                    screen.notice("▲ " + say("share.others", partner=each.share.partner, who=who))
                if each.stale:
                    screen.notice(f"▲ {each.share.partner}: {say('share.refresh.stale')}")
    except ServiceError as error:
        screen.notice("■ " + say("share.refresh.failed", n=written, why=say(error.message, **error.values)))
        return error.exit_code
    screen.notice(say("share.refreshed", n=written))
    return 0
