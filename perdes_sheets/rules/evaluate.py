"""The rules, from what was read to what it means on a date: the whole of rules.md but the reading of single cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from perdes_sheets.findings import SEVERITY, Finding
from perdes_sheets.reading.entries import Entries, Reading
from perdes_sheets.rules import actions, agreements, interactions, kpis, needs, obligations, partners
from perdes_sheets.rules.agenda import agenda
from perdes_sheets.rules.benefits import benefits
from perdes_sheets.rules.checks import ERRORS, STATES, WARNINGS
from perdes_sheets.rules.counts import counts
from perdes_sheets.rules.references import Keys, resolved
from perdes_sheets.rules.results import Results
from perdes_sheets.rules.soundness import sound
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.tabs import ENTRY_TABS, SETTINGS_COLUMNS


def evaluate(reading: Reading, as_of: dt.date) -> Results:
    """All that rules.md computes and finds on `as_of`, from a reading that stays as it is.

    Never raises, whatever was typed: a value whose cells aren't sound is None. Rows that repeat a key get the findings
    about their own cells, and count for nothing.
    """
    entries = reading.entries
    keys = Keys(entries)
    counting, errors = sounded(entries, keys)
    repeating, repeated_errors = sounded(_repeated(entries), keys)

    village = Village(counting, as_of)
    results = compute(village)

    findings = [*reading.findings, *errors, *repeated_errors]
    for warn in WARNINGS:
        findings += warn(counting, as_of)
        findings += warn(repeating, as_of)
    for look in STATES:
        findings += look(village, results)
    results.findings = in_order(findings)
    results.counts = counts(results.findings, results.agreements, results.kpis, results.needs)
    return results


def sounded(entries: Entries, keys: Keys) -> tuple[Entries, list[Finding]]:
    """The entries with references resolved and unsound cells emptied, and the errors found on the way."""
    rows: dict[str, list[Any]] = {}
    errors: list[Finding] = []
    for tab in ENTRY_TABS:
        rows[tab.id], unknown = resolved(tab.id, getattr(entries, tab.id), keys)
        errors += unknown
    known = Entries(entries.settings, **rows, repeated=entries.repeated)
    found = [error for check in ERRORS for error in check(known)]
    by_tab: dict[str, list[Finding]] = {}
    for error in found:
        by_tab.setdefault(error.tab, []).append(error)
    for tab_id, wrong in by_tab.items():
        rows[tab_id] = sound(rows[tab_id], wrong)
    return Entries(entries.settings, **rows, repeated=entries.repeated), errors + found


def compute(village: Village) -> Results:
    """Every computed value, each from those before it."""
    statuses = agreements.statuses(village)
    status_of = {
        agreement.number: status
        for agreement, status in zip(village.entries.agreements, statuses, strict=True)
        if agreement.number is not None
    }
    results = Results(village.as_of)
    results.obligations = obligations.results(village, status_of)
    results.agreements = agreements.results(village, statuses, results.obligations)
    results.kpis = kpis.results(village, status_of)
    results.partners = partners.results(village, statuses, results.obligations, results.kpis)
    results.needs = needs.results(village, statuses, results.partners)
    results.interactions = interactions.results(village)
    results.actions = actions.results(village)
    results.benefits = benefits(village, results.agreements, results.obligations, results.kpis)
    results.agenda = agenda(village, results)
    return results


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """The findings as the sheet has their cells: by tab (settings first), row, column and code."""
    return sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[int, int, int, int]:
    column = _COLUMNS.get((finding.tab, finding.column), -1)
    return _TABS.get(finding.tab, -1), finding.row or 0, column, _CODES[finding.code]


def _repeated(entries: Entries) -> Entries:
    """The rows that repeat a key, as entries of their own."""
    rows: dict[str, Any] = {tab: list(again) for tab, again in entries.repeated.items()}
    return Entries(entries.settings, **rows)


_TABS = {tab: place for place, tab in enumerate(("settings", *(t.id for t in ENTRY_TABS)))}
_CODES = {code: place for place, code in enumerate(SEVERITY)}
_COLUMNS: dict[tuple[str, str | None], int] = {
    (tab, column.id): place
    for tab, columns in (("settings", SETTINGS_COLUMNS), *((t.id, t.columns) for t in ENTRY_TABS))
    for place, column in enumerate(columns)
}
