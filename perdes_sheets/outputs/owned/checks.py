"""checks: all that a person should look at, worst first, each with a link to its cell and what to do (workbook.md)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from perdes_sheets.findings import SEVERITY, Finding
from perdes_sheets.outputs.messages import message
from perdes_sheets.outputs.owned.rows import EMPTY, LINE, Rows
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.schema.tabs import ENTRY_TABS, TAB_ORDER
from perdes_sheets.workbooks.base import Out, OwnedTab

WHOLE_TAB = ("tab_missing", "column_missing", "duplicate_column")
WORST_WARNING = "unsigned_active"
"""It keeps an agreement out of the review list, so it comes first."""

ERRORS = {code: rank for rank, code in enumerate((*WHOLE_TAB, "duplicate_key"))}
"""What spoils a whole tab comes first, then what takes a whole row out, then the rest in the order of the sheet."""

WARNINGS = {code: rank for rank, code in enumerate(SEVERITY)} | {WORST_WARNING: -1}
TABS = {tab: rank for rank, tab in enumerate(TAB_ORDER)}

EXPLAINED = 200
"""Rows of a group that repeat what to do; beyond, the line above them has to say it for all."""

KEYS = {tab.id: tab.key.id for tab in ENTRY_TABS}
OTHERS = {
    "interactions": ("partner",), "obligations": ("agreement",), "measurements": ("kpi",), "reviews": ("agreement",),
    "actions": ("agreement", "kpi"),
}  # fmt: skip
"""What else names a row whose key is only a running number."""


def tab(source: Source) -> OwnedTab:
    """Errors one by one, equal warnings under a line that counts them, information last."""
    words = source.words
    by: dict[str, list[Finding]] = {"error": [], "warning": [], "info": []}
    for finding in source.results.findings:
        by[finding.severity].append(finding)
    rows = Rows(source, "checks")
    count = source.sentence("checks.count", errors=len(by["error"]), warnings=len(by["warning"]))
    rows.head(count if source.results.findings else source.sentence("checks.fine"))
    rows.headers((words(f"checks.{id}"), "text") for id in ("severity", "tab", "cell", "entry", "what"))
    for finding in sorted(by["error"], key=lambda f: ERRORS.get(f.code, len(ERRORS))):
        _line(rows, source, finding)
    by["warning"].sort(key=lambda f: (WARNINGS[f.code], TABS[f.tab]))
    for (code, tab_id), group in groupby(by["warning"], key=lambda f: (f.code, f.tab)):
        _group(rows, source, code, tab_id, list(group))
    for finding in by["info"]:
        _line(rows, source, finding)
    return rows.done(filtered=bool(source.results.findings))


def _line(rows: Rows, source: Source, finding: Finding) -> None:
    rows.add(
        source.status("severity", finding.severity),
        Out(source.words.tab(finding.tab)),
        _cell(source, finding),
        Out(_entry(source, finding)),
        Out(message(finding, source.words)),
    )


def _group(rows: Rows, source: Source, code: str, tab_id: str, group: Sequence[Finding]) -> None:
    """`12 perjanjian: delapan isi belum dicentang`, and its rows below; a single one needs no such line."""
    if len(group) == 1:
        _line(rows, source, group[0])
        return
    words = source.words
    title = f"{words(f'checks.rows.{tab_id}', n=len(group))}: {words(f'checks.group.{code}')}"
    rows.add(source.status("severity", "warning"), Out(words.tab(tab_id), "bold"), EMPTY, EMPTY, Out(title, "bold"))
    severity, tab_title = Out(words.choice("severity", "warning"), "muted"), Out(words.tab(tab_id), "muted")
    for place, finding in enumerate(group):
        explained = place < EXPLAINED
        what = Out(message(finding, words)) if explained else EMPTY
        where = _cell(source, finding), Out(_entry(source, finding))
        rows.add(severity, tab_title, *where, what, height=None if explained else LINE)


def _cell(source: Source, finding: Finding) -> Out:
    """The finding's address as a link to it; the headers for a column that isn't there."""
    link = source.link(finding.tab, None if finding.code == "column_missing" else finding.row, finding.column)
    return Out(link.cell, "link", link) if link else EMPTY


def _entry(source: Source, finding: Finding) -> str | None:
    """What a person calls the row: its key, and what it belongs to where the key is only a number."""
    if finding.row is None or finding.tab not in KEYS:
        return None
    entry: Any = source.rows(finding.tab).get(finding.row)
    if entry is None:
        return None
    key: str | None = getattr(entry, KEYS[finding.tab])
    if finding.tab in OTHERS:
        other = next(filter(None, (getattr(entry, id) for id in OTHERS[finding.tab])), None)
        return " · ".join(filter(None, (key, other))) or None
    return key
