"""Who may see a partner's copy in Drive: whether it is the partner, and how it comes to be the partner only."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from perdes_sheets.outputs.shares import Share

if TYPE_CHECKING:  # gspread is only loaded where it is needed
    from perdes_sheets.workbooks.google.drive import Drive, Permission, Standing

Role = Literal["reader", "commenter", "writer"]
ROLES: tuple[Role, ...] = ("reader", "commenter", "writer")
DEFAULT_ROLE: Role = "writer"
"""A copy is made to be answered in."""

Entry = Literal["same", "given", "role", "moved"]
"""`same`: the partner sees it as it should · `given`: it can't see it yet · `role`: it has another role · `moved`: the
copy was given to another address so far."""

PERMISSION, ADDRESS = "perdes_permission", "perdes_address"
"""Notes kept with the file in Drive: the permission that the partner was given, and a digest of the address it was
given to. Google may show an address in another way than it was written (Gmail's dots)."""


def role_of(line: Share) -> Role:
    return next((role for role in ROLES if role == line.role), DEFAULT_ROLE)


def partners_own(standing: Standing, address: str) -> list[Permission]:
    """The permissions by which the partner sees its copy; whoever else has one was given it by hand."""
    own = standing.notes.get(PERMISSION)
    return [each for each in standing.others if each.id == own or _same(each.who, address)]


def entry_of(standing: Standing, line: Share, address: str, role: Role) -> Entry:
    """How the partner of `line` sees its copy now, measured by the `address` and the `role` that it should have."""
    own = partners_own(standing, line.to)
    if not own:
        return "given"
    asked = standing.notes.get(ADDRESS)
    if asked != _digest(address) and not (asked is None and all(_same(each.who, address) for each in own)):
        return "moved"
    return "same" if all(each.role == role for each in own) else "role"


def let_in(drive: Drive, key: str, before: str, address: str, role: Role, message: str) -> None:
    """Let `address` see the copy `key`, and nobody else of those that partners were; `before` is the address so far.

    Google mails the `message` to who couldn't see it until now. NotShared where Google refuses the address.
    """
    standing = drive.standing(key)
    if standing is None:
        return
    wanted = [each for each in standing.others if _same(each.who, address)]
    own = partners_own(standing, before)
    if standing.notes.get(ADDRESS) == _digest(address):
        wanted = wanted or own
    for each in own:
        if each not in wanted:
            drive.take_back(key, each.id)
    for each in wanted:
        if each.role != role:
            drive.change_role(key, each.id, role)
    permission = wanted[0].id if wanted else drive.grant(drive.standing(key) or standing, address, role, message)
    drive.note(key, {PERMISSION: permission, ADDRESS: _digest(address)})


def take_back(drive: Drive, line: Share) -> Standing | None:
    """Take the partner's access away; the copy as Drive has it afterwards, None where it is gone."""
    standing = drive.standing(line.where)
    if standing is None:
        return None
    for each in partners_own(standing, line.to):
        drive.take_back(line.where, each.id)
    return drive.standing(line.where)


def _same(one: str, other: str) -> bool:
    return bool(one) and one.strip().casefold() == other.strip().casefold()


def _digest(address: str) -> str:
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()[:32]
