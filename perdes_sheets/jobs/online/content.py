"""What stands in a partner's copy in Drive: made, refreshed, and never over what the partner entered there."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from perdes_sheets.errors import JobError, ServiceError
from perdes_sheets.jobs import share
from perdes_sheets.jobs.answers import Found, Source, copy_of, has_answers
from perdes_sheets.jobs.collect import is_collected
from perdes_sheets.jobs.look import View
from perdes_sheets.jobs.online.access import PARTNER, digest, standing_of
from perdes_sheets.outputs.partner_copy import PartnerView, build, view
from perdes_sheets.outputs.shares import Role, Share
from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.words import words

if TYPE_CHECKING:  # gspread is only loaded where it is needed
    from perdes_sheets.workbooks.google.copies import Online
    from perdes_sheets.workbooks.google.drive import Drive

State = Literal["new", "changed", "unchanged", "answered", "lost"]
"""`new`, `changed`: to be made · `unchanged`: it is so already · `answered`: the partner's answers in it aren't in the
inbox yet, or have to be corrected: left alone · `lost`: it was given, and is gone from Drive: to be made anew."""


@dataclass(frozen=True, slots=True)
class Content:
    """The copy of one partner as it should be: its view, and the file that Google makes a Google Sheet of."""

    seen: View
    shown: PartnerView
    file: bytes

    @property
    def name(self) -> str:
        return share.stem_of(self.shown)

    @property
    def zone(self) -> str:
        return self.seen.reading.entries.settings.time_zone

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.zone.encode() + self.file).hexdigest()[:32]


def content(seen: View, shown: PartnerView, role: Role) -> Content:
    """What the partner of `shown` gets; one that may not type in it isn't asked to."""
    return Content(seen, shown, build(shown, words(shown.language), use="online" if role == "writer" else "view"))


def noted(seen: View) -> list[Share]:
    """The copies that were given as Google Sheets."""
    return [each for each in share.given(seen) if each.kind == "google"]


def state_of(wanted: Content, there: Online) -> State:
    """What the copy that is `there` needs."""
    copy = copy_of(wanted.name, there.sheets)
    if copy is not None and has_answers(copy):
        # What is in the inbox already may go: the partner gets a fresh form.
        return "changed" if is_collected(copy, wanted.seen) else "answered"
    return "unchanged" if copy is not None and there.digest == wanted.digest else "changed"


def make(drive: Drive, wanted: Content) -> str:
    """A new copy, protected, and seen by nobody but its owner; its key. One that can't be finished goes to the bin."""
    standing = drive.make(wanted.name, wanted.file, {PARTNER: digest(key_of(wanted.shown.partner))})
    try:
        _finish(drive, wanted, standing.key, standing.owner)
    except (JobError, KeyboardInterrupt):
        discard(drive, standing.key)
        raise
    return standing.key


def discard(drive: Drive, key: str) -> None:
    """Put a copy that nobody saw into the bin, if Google can be reached."""
    with contextlib.suppress(ServiceError):
        drive.discard(key)


def refresh(drive: Drive, wanted: Content, line: Share) -> State:
    """Put what is wanted into the copy of `line`, unless the partner typed in it a moment ago: what was found then."""
    standing, there = standing_of(drive, line), read(drive, line.where)
    if standing is None or there is None:
        return "lost"
    state = state_of(wanted, there)
    if state == "changed":
        drive.replace(line.where, wanted.file)
        _finish(drive, wanted, line.where, standing.owner)
    return state


def _finish(drive: Drive, wanted: Content, key: str, owner: str) -> None:
    from perdes_sheets.outputs.partner_copy import online  # noqa: PLC0415 - only Google needs its words
    from perdes_sheets.workbooks.google import copies  # noqa: PLC0415 - needs gspread

    say = words(wanted.shown.language)
    copies.finish(
        drive.client, key, wanted.digest,
        lambda there: online.finishing(wanted.shown, say, wanted.zone, owner, there),
    )  # fmt: skip


def read(drive: Drive, key: str) -> Online | None:
    """What stands in the copy `key`; None where it is gone."""
    from perdes_sheets.workbooks.google import copies  # noqa: PLC0415 - needs gspread

    return copies.read(drive.client, key)


def collected(drive: Drive) -> Source:
    """The copies that were given, as they stand in Drive, for `collect`."""

    def found(seen: View) -> Iterator[Found]:
        for line in noted(seen):
            name = share.stem_of(view(seen.reading, seen.results, line.partner))
            there = read(drive, line.where)
            if there is None:
                yield Found(name, problem="collect.gone", partner=line.partner)
            else:
                yield Found(name, copy_of(name, there.sheets), partner=line.partner)

    return found
