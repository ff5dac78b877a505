"""What happened after today: it doesn't count yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Entries

_HAPPENED = (
    ("interactions", "date"),
    ("interactions", "done_date"),
    ("agreements", "village_meeting_date"),
    ("agreements", "signed_date"),
    ("obligations", "done_date"),
    ("measurements", "date"),
    ("reviews", "date"),
    ("actions", "done_date"),
)


def future_entry(entries: Entries, as_of: dt.date) -> Iterator[Finding]:
    """A date of something that happened which lies after `as_of`. What is planned may lie there."""
    for tab, column in _HAPPENED:
        for row in getattr(entries, tab):
            date = getattr(row, column)
            if date is not None and date > as_of:
                yield Finding(tab, row.row, column, "future_entry", {"x": date, "as_of": as_of})
