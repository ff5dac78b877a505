"""A new workbook: drawn into an empty spreadsheet, which a village made and shared, or into one made for it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection

from perdes_sheets.errors import UseError
from perdes_sheets.workbooks.google.address import url
from perdes_sheets.workbooks.google.batch import stamping
from perdes_sheets.workbooks.google.client import Client
from perdes_sheets.workbooks.google.snapshot import FIELDS, STAMP_FIELDS, Json, Snapshot, Stamp, snapshot, stamp_of

Draw = Callable[[Collection[int]], list[Json]]
"""The requests that draw a whole workbook beside what is there, given the ids of the tabs that are there."""


def create(client: Client, title: str) -> str:
    """Make an empty spreadsheet, owned by the person who is signed in; its key. Raises ServiceError."""
    made: str = client.create({"title": title})["spreadsheetId"]
    return made


def fill(client: Client, key: str, draw: Draw, *, force: bool = False) -> None:
    """Draw a workbook into the spreadsheet `key`, in one batch: all of it or nothing.

    UseError where anything stands in it already, without `force`; with it the old tabs go, and Google's version history
    keeps them. ServiceError where Google refuses.
    """
    there = snapshot(client.get(key, FIELDS))
    if not force and (title := _filled(there)):
        raise UseError("error.google_not_empty", address=url(key), tab=title)
    old = list(there.tabs.values())
    stamp = Stamp(uuid.uuid4().hex)
    # A spreadsheet can't be without tabs, and no two may have one title: old ones step aside until the new are there.
    aside = [_renamed(tab.id, f"{tab.id} {stamp.batch}") for tab in old]
    forgotten = [{"deleteNamedRange": {"namedRangeId": name.id}} for name in there.names.values()]
    gone = [{"deleteSheet": {"sheetId": tab.id}} for tab in old]
    drawn = draw(frozenset(tab.id for tab in old))
    requests = [*aside, *forgotten, *drawn, *gone, *stamping(stamp, there.stamp)]
    client.update(key, requests, lambda: stamp_of(client.get(key, STAMP_FIELDS)) == stamp)


def _filled(there: Snapshot) -> str | None:
    """The title of a tab that holds something; None where all are empty."""
    return next((tab.title for tab in there.tabs.values() if tab.typed or tab.charts), None)


def _renamed(sheet_id: int, title: str) -> Json:
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id, "title": title}, "fields": "title"}}
