"""share as Google Sheets: what would be given, giving it once it was shown, and refreshing what was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from perdes_sheets.errors import JobError, NotShared
from perdes_sheets.jobs import share
from perdes_sheets.jobs.look import View
from perdes_sheets.jobs.online.access import DEFAULT_ROLE, Entry, entry_of, let_in, partners_own, standing_of
from perdes_sheets.jobs.online.content import Content, State, content, discard, make, noted, read, refresh, state_of
from perdes_sheets.outputs.partner_copy import PartnerView, view
from perdes_sheets.outputs.shares import Role, Share
from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Workbook

if TYPE_CHECKING:  # gspread is only loaded where it is needed
    from perdes_sheets.workbooks.google.drive import Drive, Permission


@dataclass(frozen=True, slots=True)
class OnlineOffer:
    """What one partner would be given, to which address and in which role, and what that changes.

    `key` is that of the Google Sheet, "" where it is to be made; `before` the address that it was given to so far;
    `others` who else can see it, let in by hand.
    """

    content: Content
    address: str
    role: Role
    state: State
    entry: Entry
    key: str = ""
    before: str = ""
    others: Sequence[Permission] = ()

    @property
    def shown(self) -> PartnerView:
        return self.content.shown

    @property
    def partner(self) -> str:
        return self.shown.partner

    @property
    def changes(self) -> bool:
        return self.entry != "same" or self.state in ("new", "changed", "lost")


@dataclass(frozen=True, slots=True)
class OnlineOffers:
    """All that a `share` would give. `nothing`: partners that have nothing to see; `nowhere`: those without a
    `share_email`, each with its row in their tab."""

    offers: Sequence[OnlineOffer]
    nothing: Sequence[str]
    nowhere: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Given:
    """What a `share` did: the workbook's backup, and the offers whose address Google refused, with the reason."""

    backup: str | None
    refused: Sequence[tuple[OnlineOffer, JobError]]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One copy after a sync. `stale`: who may see it isn't what the workbook says; only a `share` changes that.

    `others` are those who see it, too, let in by hand.
    """

    share: Share
    state: State | Literal["nothing"]
    stale: bool = False
    others: Sequence[Permission] = ()


def offers(drive: Drive, seen: View, partners: Sequence[str], role: Role | None) -> OnlineOffers:
    """What `partners` would be given, each at its `share_email`; without a `role`, in the one that they have.

    Changes nothing. ServiceError where Google refuses.
    """
    made: list[OnlineOffer] = []
    nothing: list[str] = []
    nowhere: list[tuple[str, int]] = []
    rows = {key_of(row.name): row for row in seen.reading.entries.partners if row.name}
    for partner in partners:
        shown, row = view(seen.reading, seen.results, partner), rows[key_of(partner)]
        if shown.is_empty:
            nothing.append(partner)
        elif not row.share_email:
            nowhere.append((partner, row.row))
        else:
            made.append(_offer(drive, seen, shown, row.share_email, role))
    return OnlineOffers(made, nothing, nowhere)


def _offer(drive: Drive, seen: View, shown: PartnerView, address: str, role: Role | None) -> OnlineOffer:
    line = next((each for each in noted(seen) if key_of(each.partner) == key_of(shown.partner)), None)
    role = role or (line.role if line else DEFAULT_ROLE)
    wanted = content(seen, shown, role)
    if line is None:
        return OnlineOffer(wanted, address, role, "new", "given")
    standing = standing_of(drive, line)
    there = read(drive, line.where) if standing else None
    if standing is None or there is None:
        return OnlineOffer(wanted, address, role, "lost", "given")
    entry = entry_of(standing, line, address, role)
    own = partners_own(standing, line.to)
    others = [each for each in standing.others if each not in own]
    return OnlineOffer(wanted, address, role, state_of(wanted, there), entry, line.where, line.to, others)


def give(
    workbook: Workbook, drive: Drive, seen: View, offered: Sequence[OnlineOffer], done: Callable[[OnlineOffer], None]
) -> Given:
    """Make the copies, note them in the workbook, let the partners in, and refresh what changed; `done` after each.

    Where copies can't be made or noted, those that were made go to the bin: nobody saw them. ServiceError or
    WorkbookError; what was `done` before stays done. An address that Google refuses stops nobody else.
    """
    made: list[OnlineOffer] = []
    keys: list[str] = []
    try:
        for each in offered:
            if not each.key:
                keys.append(make(drive, each.content))
            made.append(each if each.key else replace(each, key=keys[-1]))
        lines = [Share(each.partner, "google", each.key, each.role, each.address) for each in made]
        backup = share.note(workbook, seen, lines)
    except (JobError, KeyboardInterrupt):
        for key in keys:
            discard(drive, key)
        raise
    refused: list[tuple[OnlineOffer, JobError]] = []
    for each, line in zip(made, lines, strict=True):
        try:
            # First who may not see it any more: what's new isn't for them.
            if each.entry != "same":
                let_in(drive, each.key, each.before, each.address, each.role, _mail(each))
        except NotShared as error:
            refused.append((each, error))
        state = refresh(drive, each.content, line) if each.state == "changed" else each.state
        if all(each is not offer for offer, _ in refused):
            done(replace(each, state=state))
    return Given(backup, refused)


def _mail(offer: OnlineOffer) -> str:
    values = {"village": offer.shown.village, "partner": offer.partner}
    return words(offer.shown.language)(f"share.mail.{offer.role}", **values)


def refreshed(drive: Drive, seen: View) -> Iterator[Refreshed]:
    """Refresh the copies that were given, one after the other. Who may see them stays as it is. Raises ServiceError."""
    rows = {key_of(row.name): row for row in seen.reading.entries.partners if row.name}
    for line in noted(seen):
        row = rows.get(key_of(line.partner))
        shown = view(seen.reading, seen.results, row.name or "") if row else None
        if row is None or shown is None or shown.is_empty:
            yield Refreshed(line, "nothing")
            continue
        offer = _offer(drive, seen, shown, row.share_email or "", line.role)
        state = refresh(drive, offer.content, line) if offer.state == "changed" else offer.state
        yield Refreshed(line, state, offer.state != "lost" and offer.entry != "same", offer.others)
