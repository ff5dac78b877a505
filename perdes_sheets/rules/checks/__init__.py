"""What is checked beyond single cells (rules.md, Findings): pure functions, listed here in the order in which they run.

The reader has checked each cell by itself. Errors come first: they decide which cells are sound. Warnings look at sound
cells only, and the last of them at what was computed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Entries
from perdes_sheets.rules.checks.cells import done_before_date, end_before_start, negative_value
from perdes_sheets.rules.checks.future import future_entry
from perdes_sheets.rules.checks.measurements import measurement_outside, percent_scale, repeated_measurement
from perdes_sheets.rules.checks.parties import kpi_or_agreement_required, partner_not_in_agreement, partner_required
from perdes_sheets.rules.checks.states import (
    agreement_without_kpi,
    kind_mismatch,
    missing_papers,
    obligations_of_both,
    unresearched_partner,
    unsigned_active,
)
from perdes_sheets.rules.checks.targets import aggregation_direction, target_misplaced, target_missing
from perdes_sheets.rules.results import Results
from perdes_sheets.rules.village import Village

ERRORS: tuple[Callable[[Entries], Iterable[Finding]], ...] = (
    negative_value,
    end_before_start,
    done_before_date,
    target_missing,
    target_misplaced,
    aggregation_direction,
    partner_required,
    partner_not_in_agreement,
    kpi_or_agreement_required,
    repeated_measurement,
)
"""Errors in entries whose references are resolved. Each cell gets at most one of them."""

WARNINGS: tuple[Callable[[Entries, dt.date], Iterable[Finding]], ...] = (
    future_entry,
    measurement_outside,
    percent_scale,
)
"""Warnings about sound entries on a date."""

STATES: tuple[Callable[[Village, Results], Iterable[Finding]], ...] = (
    missing_papers,
    kind_mismatch,
    unsigned_active,
    agreement_without_kpi,
    obligations_of_both,
    unresearched_partner,
)
"""Warnings about what was computed."""
