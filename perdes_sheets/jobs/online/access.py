"""Who may see a partner's copy in Drive: whether it is the partner, and how it comes to be the partner only."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from perdes_sheets.outputs.shares import Role, Share
from perdes_sheets.reading.entries import key_of

if TYPE_CHECKING:  # gspread is only loaded where it is needed
    from perdes_sheets.workbooks.google.drive import Drive, Permission, Standing

DEFAULT_ROLE: Role = "writer"
"""A copy is made to be answered in."""

Entry = Literal["same", "given", "role", "moved"]
"""`same`: the partner sees it as it should · `given`: it can't see it yet · `role`: it has another role · `moved`: the
copy was given to another address so far."""

PARTNER, PERMISSION, ADDRESS = "perdes_partner", "perdes_permission", "perdes_address"
"""Notes kept with the file in Drive: digests of whose copy it is and of the address that it was given to, and the
permission that the partner has. Google may show an address in another way than it was written (Gmail's dots)."""


def standing_of(drive: Drive, line: Share) -> Standing | None:
    """The copy of `line` as Drive has it; None where it is gone, or is any other file.

    A key that got into the wrong line must neither show one partner's copy to another nor write over something else.
    """
    standing = drive.standing(line.where)
    return standing if standing and standing.notes.get(PARTNER) == digest(key_of(line.partner)) else None


def partners_own(standing: Standing, address: str) -> list[Permission]:
    """The permissions by which the partner sees its copy; whoever else has one was given it by hand."""
    own = standing.notes.get(PERMISSION)
    return [each for each in standing.others if each.id == own or same(each.who, address)]


def entry_of(standing: Standing, line: Share, address: str, role: Role) -> Entry:
    """How the partner of `line` sees its copy now, measured by the `address` and the `role` that it should have."""
    own = partners_own(standing, line.to)
    if same(standing.owner, address):
        return "moved" if own else "same"
    if not own:
        return "given"
    asked = standing.notes.get(ADDRESS)
    if asked != digest(address) and not (asked is None and all(same(each.who, address) for each in own)):
        return "moved"
    return "same" if all(each.role == role for each in own) else "role"


def let_in(drive: Drive, key: str, before: str, address: str, role: Role, message: str) -> None:
    """Let `address` see the copy `key`, and nobody else of those that partners were; `before` is the address so far.

    Google mails the `message` to who couldn't see it until now. NotShared where Google refuses the address. The owner
    needs no letting in.
    """
    standing = drive.standing(key)
    if standing is None:
        return
    wanted = [each for each in standing.others if same(each.who, address)]
    own = partners_own(standing, before)
    if standing.notes.get(ADDRESS) == digest(address):
        wanted = wanted or own
    for each in own:
        if each not in wanted:
            drive.take_back(key, each.id)
    for each in wanted:
        if each.role != role:
            drive.change_role(key, each.id, role)
    if same(standing.owner, address):
        return
    permission = wanted[0].id if wanted else drive.grant(drive.standing(key) or standing, address, role, message)
    drive.note(key, {PERMISSION: permission, ADDRESS: digest(address)})


def take_back(drive: Drive, line: Share) -> Standing | None:
    """Take the partner's access away; the copy as Drive has it afterwards, None where it is gone."""
    standing = standing_of(drive, line)
    if standing is None:
        return None
    for each in partners_own(standing, line.to):
        drive.take_back(line.where, each.id)
    return drive.standing(line.where)


def same(one: str, other: str) -> bool:
    """Whether two addresses are one."""
    return bool(one) and one.strip().casefold() == other.strip().casefold()


def digest(text: str) -> str:
    """What is noted in its place: notes are short."""
    return hashlib.sha256(text.strip().casefold().encode()).hexdigest()[:32]
