"""One entry of the inbox, and how entries that are collected again meet those that are there."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from perdes_sheets.reading.cell import text_of
from perdes_sheets.reading.entries import key_of
from perdes_sheets.workbooks.base import Cell

Target = Literal["measurements", "obligations", "interactions"]
"""The entry tab that an entry is meant for. A comment becomes a communication."""

State = Literal["new", "changed", "refused", "accepted"]
"""`new` · `changed`: the partner had entered something else before · `refused`: it has an error · `accepted`: the
village's entry tab holds it, whoever put it there."""


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """What a partner entered: parsed where it can be read, else as it was typed.

    `ref` and `subject` say what it is about: a KPI's code and indicator, an agreement's number and the obligation. For
    an obligation `value` is what was delivered and `date` when it was done. `mark` is what staff typed beside it.
    """

    partner: str
    who: str
    target: Target
    ref: str
    subject: str
    date: Cell
    value: Cell
    note: str
    evidence: str
    file: str
    collected: dt.date
    version: int = 1
    mark: Cell = None

    @property
    def id(self) -> str:
        """The same for whatever replaces it: whose it is, and what it is about."""
        about: list[str] = [self.partner, self.target, self.ref]
        if self.target == "measurements":
            about.append(_text(self.date))
        elif self.target == "obligations":
            about.append(self.subject)
        else:
            about.append(self.note)
        return _digest(*map(key_of, about))

    @property
    def content(self) -> tuple[str, ...]:
        """What makes two entries with one id the same."""
        date = () if self.target == "interactions" else (_text(self.date),)
        return (*date, _text(self.value), self.note, self.evidence)


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry in the light of the workbook: its state, what accepting it would change, what is wrong with it.

    `row` is the row of the entry tab that holds it already, or that it is about. `appends` says whether `--accept` can
    take it over: only as a new row.
    """

    entry: InboxEntry
    state: State
    change: str
    findings: Sequence[str] = ()
    row: int | None = None
    appends: bool = False


def merged(known: Sequence[InboxEntry], collected: Iterable[InboxEntry]) -> list[InboxEntry]:
    """The entries that were there, each replaced where the partner has changed it since, and the new ones behind them.

    A changed entry loses its mark: what was agreed to isn't there any more. Of several with one id the last counts.
    """
    entries = {entry.id: entry for entry in known}
    latest = {entry.id: entry for entry in collected}
    for id, entry in latest.items():
        old = entries.get(id)
        if old is None:
            entries[id] = entry
        elif old.content != entry.content:
            entries[id] = replace(entry, version=old.version + 1, collected=entry.collected)
    return list(entries.values())


def _text(value: Cell) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return "" if value is None else text_of(value)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
