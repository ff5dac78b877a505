"""A workbook in Google Sheets: one call reads it, one call writes it, none where nothing changed.

Owned tabs are cleared and refilled in one batch, which Google does whole or not at all. Nothing is ever written into
rows of an entry tab that are there: its automatic columns are formulas in their headers, which look their rows up by
key. So whatever people insert, sort or delete between the two calls, no status gets beside a wrong row. What a partner
reported goes into rows that the same batch puts in: wherever they come to stand by then, they are nobody else's.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from perdes_sheets.workbooks.base import EMPTY, OURS, OVERWRITTEN, Sheet, WritePlan, Written
from perdes_sheets.workbooks.google.batch import Batch, stamping
from perdes_sheets.workbooks.google.client import Client, Landed
from perdes_sheets.workbooks.google.drawing import Drawing
from perdes_sheets.workbooks.google.grid import ours
from perdes_sheets.workbooks.google.snapshot import FIELDS, STAMP_FIELDS, Json, Snapshot, Stamp, snapshot, stamp_of


class GoogleWorkbook:
    """Fits `Workbook`: the spreadsheet `key`, reached by `client`, drawn by `drawing`."""

    fills: ClassVar[bool] = False

    def __init__(self, key: str, *, client: Client, drawing: Drawing) -> None:
        self.key = key
        self.name = f"gsheet:{key}"
        self._client, self._drawing = client, drawing
        self._read: Snapshot | None = None

    def read(self) -> Mapping[str, Sheet]:
        self._read = snapshot(self._client.get(self.key, FIELDS))
        return {title: tab.sheet for title, tab in self._read.tabs.items()}

    def automatic(self, title: str, columns: Mapping[int, str], first_row: int) -> Mapping[int, bytes]:
        """The states of automatic cells: below a header with a formula of ours, a cell where nobody typed is OURS.

        A workbook that was a file before has a formula in each row, and those count as well.
        """
        tab = self._snapshot().tabs.get(title)
        if tab is None:
            return dict.fromkeys(columns, b"")
        rows = range(first_row - 1, len(tab.sheet.rows))
        states = {}
        for column, marker in columns.items():
            reached = ours(tab.typed.get((first_row - 2, column)), marker)
            states[column] = bytes(_state(tab.typed.get((row, column)), marker, reached=reached) for row in rows)
        return states

    def write(self, plan: WritePlan, *, dry_run: bool = False) -> Written:
        there = self._snapshot()
        batch = Batch(plan, there, self._drawing)
        done = Written(bool(batch.requests), restored=batch.restored, tabs=batch.tabs)
        if dry_run or not batch.requests:
            return done
        # A plan may be of one tab only, as the inbox: what the others show stays known.
        known = there.stamp.tabs if there.stamp else {}
        stamp = Stamp(uuid.uuid4().hex, {**known, **batch.digests})
        requests = [*batch.requests, *stamping(stamp, there.stamp)]
        repeatable = batch.repeatable and there.stamp is not None
        landed: Landed | None = None if repeatable else lambda: self._stands(stamp)
        self._client.update(self.key, requests, landed)
        self._read = None
        return done

    def _stands(self, stamp: Stamp) -> bool:
        """Whether the batch that left `stamp` was the last one done."""
        return stamp_of(self._client.get(self.key, STAMP_FIELDS)) == stamp

    def _snapshot(self) -> Snapshot:
        if self._read is None:
            self.read()
        if self._read is None:
            raise AssertionError("reading keeps what it read")
        return self._read


def _state(typed: Json | None, marker: str, *, reached: bool) -> int:
    """`reached`: the header's formula fills the cells below it."""
    if typed is None:
        return OURS if reached else EMPTY
    return OURS if ours(typed, marker) else OVERWRITTEN
