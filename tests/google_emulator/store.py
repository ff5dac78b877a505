"""Drive's files and who may see them: the state behind the services, and the one way to change a spreadsheet."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .accounts import Account
from .calculate import Calculation
from .errors import Json
from .evaluate import Evaluate, evaluate
from .model import Sheet, Spreadsheet

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DEFAULT_PROPERTIES: Json = {"locale": "en_US", "autoRecalc": "ON_CHANGE", "timeZone": "Etc/GMT"}


@dataclass
class File:
    """A file on Drive. `created_by` is the account whose app made it, which is all that the scope drive.file opens."""

    spreadsheet: Spreadsheet
    owner: str
    created_by: str
    created: datetime
    modified: datetime
    version: int = 1
    trashed: bool = False
    permissions: dict[str, Json] = field(default_factory=dict)
    properties: Json = field(default_factory=dict)
    comments: list[Json] = field(default_factory=list)
    modified_by: str = ""
    writers_can_share: bool = True

    @property
    def id(self) -> str:
        return self.spreadsheet.id

    def role(self, email: str) -> str | None:
        """The strongest role that an address has; "anyone with the link" counts for everybody."""
        found = [
            permission["role"]
            for permission in self.permissions.values()
            if permission["type"] == "anyone"
            or permission.get("emailAddress", "").lower() == email.lower()
            or (permission["type"] == "domain" and email.lower().endswith("@" + permission["domain"].lower()))
        ]
        return max(found, key=ROLES.index, default=None)

    def may_share(self, email: str) -> bool:
        return self.at_least(email, "writer" if self.writers_can_share else "owner")

    def at_least(self, email: str, role: str) -> bool:
        found = self.role(email)
        return found is not None and ROLES.index(found) >= ROLES.index(role)


@dataclass
class Store:
    """All files. `clock` gives the time, `dice` the ids: the same seed gives the same ids."""

    dice: random.Random = field(default_factory=lambda: random.Random(4))
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    evaluator: Evaluate = evaluate
    files: dict[str, File] = field(default_factory=dict)
    _calculation: Calculation | None = None

    def new_id(self) -> str:
        return "1" + "".join(self.dice.choices(ID_LETTERS, k=43))

    def new_number(self) -> int:
        """An id for a sheet, a chart, a protected range."""
        return self.dice.randrange(1, 2**31)

    def create(self, owner: Account, title: str, file_id: str | None = None, sheet: str = "Sheet1") -> File:
        spreadsheet = Spreadsheet(
            file_id or self.new_id(), {"title": title} | DEFAULT_PROPERTIES, [Sheet.new(0, sheet)]
        )
        return self.add(owner, spreadsheet)

    def add(self, owner: Account, spreadsheet: Spreadsheet) -> File:
        now = self.clock()
        file = File(spreadsheet, owner.email, owner.email, now, now, modified_by=owner.email)
        self.files[file.id] = file
        permission = {"id": owner.permission_id, "type": "user", "role": "owner", "emailAddress": owner.email}
        file.permissions[owner.permission_id] = permission
        return file

    def touch(self, file: File, account: str) -> None:
        """A new version; Drive makes one for changes that no reader of the cells would see, too."""
        file.version += 1
        file.modified = max(self.clock(), file.modified)
        file.modified_by = account

    @contextmanager
    def change(self, file: File, account: str) -> Iterator[Spreadsheet]:
        """A copy of the file's spreadsheet to work on; it takes effect as a whole, or not at all on an error."""
        draft = file.spreadsheet.copy()
        yield draft
        draft.renumber()
        file.spreadsheet = draft
        self.touch(file, account)

    def calculation(self, spreadsheet: Spreadsheet) -> Calculation:
        """The computed values of a spreadsheet as it is now."""
        known = self._calculation
        if known is None or known.spreadsheet is not spreadsheet or known.evaluator is not self.evaluator:
            known = Calculation(spreadsheet, self.evaluator)
            self._calculation = known
        return known
