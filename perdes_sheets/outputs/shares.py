"""Which partner was given what, in the hidden owned tab `_shares`: so that copies are refreshed rather than made anew.

One line a copy. A file has its folder, relative to the workbook where that can be; a Google Sheet its key, the
partner's role there, and the address that it was given to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from perdes_sheets.reading.cell import text_of
from perdes_sheets.workbooks.base import Out, OwnedTab, Sheet

TAB = "_shares"
Kind = Literal["file", "google"]
Role = Literal["reader", "commenter", "writer"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What a partner may do with its copy; with a file it is `reader`."""
HEADS = ("partner", "kind", "where", "role", "to")


@dataclass(frozen=True, slots=True)
class Share:
    """One copy that was given. `where` is a folder or a Google Sheet's key; a file has no `to`."""

    partner: str
    kind: Kind
    where: str
    role: Role = "reader"
    to: str = ""


def tab(shares: Sequence[Share]) -> OwnedTab:
    """The whole tab."""
    lines = [HEADS, *((share.partner, share.kind, share.where, share.role, share.to) for share in shares)]
    return OwnedTab(TAB, TAB, [[Out(text or None, "hidden") for text in line] for line in lines])


def read(sheet: Sheet | None) -> list[Share]:
    """The lines of the tab; none where the workbook has no such tab yet."""
    found = []
    for row in sheet.rows[1:] if sheet else ():
        texts = ["" if cell is None else text_of(cell) for cell in (*row, *[None] * len(HEADS))][: len(HEADS)]
        partner, kind, where, role, to = texts
        if partner and kind in get_args(Kind):
            known: Role = next((each for each in ROLES if each == role), "reader")
            found.append(Share(partner, "google" if kind == "google" else "file", where, known, to))
    return found
