"""A partner's copy as a Google Sheet: read whole, and made whole after Google has converted it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from perdes_sheets.errors import OutOfReach
from perdes_sheets.workbooks.base import Sheet
from perdes_sheets.workbooks.google.batch import stamping
from perdes_sheets.workbooks.google.client import Client
from perdes_sheets.workbooks.google.snapshot import FIELDS, STAMP_FIELDS, Json, Stamp, snapshot, stamp_of

MADE = f"{STAMP_FIELDS},sheets(properties(sheetId,title,hidden),protectedRanges(protectedRangeId))"


@dataclass(frozen=True, slots=True)
class Online:
    """A copy's sheets, and the digest of what it was made from; "" where it was never made whole."""

    sheets: Mapping[str, Sheet]
    digest: str


def read(client: Client, key: str) -> Online | None:
    """The copy `key`; None where there is no such spreadsheet for this account. One call."""
    try:
        there = snapshot(client.get(key, FIELDS))
    except OutOfReach:
        return None
    sheets = {title: tab.sheet for title, tab in there.tabs.items()}
    return Online(sheets, there.stamp.batch if there.stamp else "")


def finish(client: Client, key: str, digest: str, requests: Callable[[Json], list[Json]]) -> None:
    """Do the `requests` for the spreadsheet as it stands, and note its `digest` in the same batch: all or nothing."""
    there = client.get(key, MADE)
    stamp = Stamp(digest)
    batch = [*requests(there), *stamping(stamp, stamp_of(there))]
    client.update(key, batch, lambda: stamp_of(client.get(key, STAMP_FIELDS)) == stamp)
