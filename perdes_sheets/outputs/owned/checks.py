"""checks: all that a person should look at, worst first, each with a link to its cell and what to do (workbook.md)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from perdes_sheets.findings import SEVERITY, Finding
from perdes_sheets.outputs.messages import message
from perdes_sheets.outputs.owned.rows import Rows, text
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.schema.tabs import ENTRY_TABS, TAB_ORDER
from perdes_sheets.workbooks.base import Out, OwnedTab

WHOLE_TAB = ("tab_missing", "column_missing", "duplicate_column")
WORST_WARNING = "unsigned_active"
"""It keeps an agreement out of the review list, so it comes first."""

RANK = {code: rank for rank, code in enumerate((*WHOLE_TAB, "duplicate_key", WORST_WARNING))}
"""What spoils a whole tab comes first, then what takes a whole row out, then the rest in the order of the sheet."""

KEYS = {tab.id: tab.key.id for tab in ENTRY_TABS}
OTHERS = {"interactions": "partner", "measurements": "kpi", "obligations": "agreement", "reviews": "agreement"}
"""What else names a row whose key is only a running number."""


def tab(source: Source) -> OwnedTab:
    """Errors one by one, equal warnings under a line that counts them, information last."""
    words, findings = source.words, source.results.findings
    rows = Rows(source, "checks")
    errors = [finding for finding in findings if finding.severity == "error"]
    warnings = [finding for finding in findings if finding.severity == "warning"]
    infos = [finding for finding in findings if finding.severity == "info"]
    count = source.sentence("checks.count", errors=len(errors), warnings=len(warnings))
    rows.head(count if findings else source.sentence("checks.fine"))
    rows.headers((words(f"checks.{id}"), "text") for id in ("severity", "tab", "cell", "entry", "what"))
    for finding in sorted(errors, key=lambda f: RANK.get(f.code, len(RANK))):
        _line(rows, source, finding)
    order = {code: rank for rank, code in enumerate((WORST_WARNING, *SEVERITY), -1)} | {WORST_WARNING: -1}
    warnings.sort(key=lambda f: (order[f.code], TAB_ORDER.index(f.tab)))
    for (code, tab_id), group in groupby(warnings, key=lambda f: (f.code, f.tab)):
        _group(rows, source, code, tab_id, list(group))
    for finding in infos:
        _line(rows, source, finding)
    return rows.done(filtered=bool(findings))


def _group(rows: Rows, source: Source, code: str, tab_id: str, group: Sequence[Finding]) -> None:
    """`12 perjanjian: delapan isi belum dicentang`, and its rows below; a single one needs no such line."""
    if len(group) == 1:
        _line(rows, source, group[0])
        return
    words = source.words
    title = f"{words(f'checks.rows.{tab_id}', n=len(group))}: {words(f'checks.group.{code}')}"
    rows.add(source.status("severity", "warning"), Out(words.tab(tab_id), "bold"), Out(), Out(), Out(title, "bold"))
    for finding in group:
        _line(rows, source, finding, member=True)


def _line(rows: Rows, source: Source, finding: Finding, *, member: bool = False) -> None:
    words, severity = source.words, finding.severity
    row = None if finding.code == "column_missing" else finding.row
    link = source.link(finding.tab, row, finding.column)
    rows.add(
        Out(words.choice("severity", severity), "muted") if member else source.status("severity", severity),
        Out(words.tab(finding.tab), "muted" if member else "text"),
        text(link.cell if link else None, link),
        Out(_entry(source, finding), "text"),
        Out(message(finding, words), "text"),
    )


def _entry(source: Source, finding: Finding) -> str | None:
    """What a person calls the row: its key, and what it belongs to where the key is only a number."""
    if finding.row is None or finding.tab not in KEYS:
        return None
    entry: Any = source.rows(finding.tab).get(finding.row)
    if entry is None:
        return None
    other = getattr(entry, OTHERS[finding.tab]) if finding.tab in OTHERS else None
    if finding.tab == "actions":
        other = entry.agreement or entry.kpi
    return " · ".join(part for part in (getattr(entry, KEYS[finding.tab]), other) if part) or None
