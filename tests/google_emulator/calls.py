"""The log of the calls that reached the emulator: what a test counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .discovery import Method
from .errors import Json


@dataclass
class Call:
    """One call of the interface. `status` 0: the client got no answer. `fault`: what the schedule did to it."""

    method: Method
    path: dict[str, str]
    query: dict[str, list[str]]
    body: Any
    account: str = ""
    status: int = 0
    answer: Json | bytes | None = None
    fault: object = None
    performed: bool = False

    @property
    def id(self) -> str:
        return self.method.id

    @property
    def writes(self) -> bool:
        return self.method.writes

    @property
    def requests(self) -> list[str]:
        """The kinds of request in a batchUpdate: ["updateCells", "addChart"]."""
        if self.id != "sheets.spreadsheets.batchUpdate" or not isinstance(self.body, dict):
            return []
        return [name for request in self.body.get("requests", ()) for name in request]

    def __repr__(self) -> str:
        fault = f" {self.fault!r}" if self.fault else ""
        return f"<{self.id} {self.status}{fault}>"


@dataclass
class Calls:
    """All calls since the start or the last clear(), in order. Sign-in is not among them (see `sign_ins`)."""

    all: list[Call] = field(default_factory=list)
    sign_ins: int = 0

    def __iter__(self) -> Iterator[Call]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, index: int) -> Call:
        return self.all[index]

    @property
    def ids(self) -> list[str]:
        return [call.id for call in self.all]

    @property
    def reads(self) -> list[Call]:
        return [call for call in self.all if not call.writes]

    @property
    def writes(self) -> list[Call]:
        return [call for call in self.all if call.writes]

    @property
    def commits(self) -> list[Call]:
        """The writes that took effect, whether or not the client got to know of it."""
        return [call for call in self.all if call.writes and call.performed]

    def of(self, method: str) -> list[Call]:
        """The calls of one method: "sheets.spreadsheets.values.batchGet"."""
        return [call for call in self.all if call.id == method]

    def clear(self) -> None:
        self.all.clear()
