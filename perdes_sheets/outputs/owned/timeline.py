"""A line of the history: which counts are kept of each date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from perdes_sheets.schema.choices import CHOICES

AGREEMENTS = ("in_force", "reviews_due", "reviews_overdue", "undecided", "obligations_late")
KPIS = tuple(f"kpi_status.{status}" for status in CHOICES["kpi_status"])
NEEDS = tuple(f"coverage.{coverage}" for coverage in CHOICES["coverage"])
ENTRIES = ("errors", "warnings", "infos")
COUNTS = (*AGREEMENTS, *KPIS, *NEEDS, *ENTRIES)
"""The counts of a line, in the order of the columns. `undecided`: the overdue reviews of expired agreements."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """The counts as of one date; None where the tab counted had no rows (then 0 would say too much)."""

    as_of: dt.date
    counts: Mapping[str, int | None]
