"""What `share --list` and `--revoke` say of copies that are Google Sheets: who can see them, as Drive has it now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perdes_sheets.cli.screen import Screen
from perdes_sheets.jobs.google import Access, opened_drive
from perdes_sheets.jobs.online import access as rights
from perdes_sheets.outputs.shares import Share
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.google import address

if TYPE_CHECKING:  # gspread is only loaded where it is needed
    from perdes_sheets.workbooks.google.drive import Permission, Standing


def show_access(screen: Screen, given: Sequence[Share], access: Access, say: Words) -> None:
    """Who can really see the copies, as Drive says."""
    if not given:
        return
    with opened_drive(access) as drive, screen.progress(say("share.reading")):
        rows = [(line.partner, *row) for line in given for row in _seen_by(rights.standing_of(drive, line), line, say)]
    heads = [say(f"share.{id}") for id in ("partner", "who", "role")]
    screen.table(say("share.access.title"), heads, rows)


def take_back(screen: Screen, given: Sequence[Share], access: Access, say: Words) -> None:
    """Take the partners' access away, and say who still has some."""
    if not given:
        return
    with opened_drive(access) as drive:
        for line in given:
            standing = rights.take_back(drive, line)
            if standing is not None:
                screen.line("✓ " + say("share.revoked.access", who=line.to or line.partner, partner=line.partner))
            rows = [(line.partner, *row) for row in _seen_by(standing, None, say)]
            heads = [say(f"share.{id}") for id in ("partner", "who", "role")]
            screen.table(say("share.access.left"), heads, rows)
            if standing is not None:
                screen.line(say("share.revoked.google", address=address.url(line.where)))


def others(permissions: Sequence[Permission], say: Words) -> list[str]:
    """Who they are, the widest first."""
    return [_who(each, say) for each in sorted(permissions, key=lambda each: LOUDNESS.index(each.type))]


LOUDNESS = ("anyone", "domain", "group", "user")


def _seen_by(standing: Standing | None, line: Share | None, say: Words) -> Iterator[tuple[str, str]]:
    """Who, and what they can do, the widest first; of `line` the partner's own permission is what was meant."""
    if standing is None:
        yield "▲ " + say("share.access.gone"), "–"
        return
    own = rights.partners_own(standing, line.to) if line else []
    for each in sorted(standing.others, key=lambda each: (each in own, LOUDNESS.index(each.type))):
        yield f"{_shape(each, own)} {_who(each, say)}", _can(each, own, say)
    if line and not own and not rights.same(line.to, standing.owner):
        yield f"▲ {line.to}", say("share.access.none")
    yield f"● {standing.owner}", say("share.can.owner")


def _shape(each: Permission, own: Sequence[Permission]) -> str:
    return "■" if each.type in ("anyone", "domain") else "✓" if each in own else "▲"


def _who(each: Permission, say: Words) -> str:
    if each.type in ("anyone", "domain"):
        return say(f"share.access.{each.type}", domain=each.who)
    return each.who


def _can(each: Permission, own: Sequence[Permission], say: Words) -> str:
    # Drive knows more roles than `share` gives; those of shared drives change the file as writers do.
    can = say(f"share.can.{each.role if each.role in ('reader', 'commenter') else 'writer'}")
    return can if each in own else f"{can} · {say('share.access.by_hand')}"
