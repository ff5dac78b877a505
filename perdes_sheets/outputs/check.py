"""The text of the automatic column `check`: what is wrong in a row, in one cell beside its key (workbook.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from perdes_sheets.findings import SEVERITY, Finding
from perdes_sheets.outputs.messages import message
from perdes_sheets.reading.layout import numbered
from perdes_sheets.schema.tabs import EntryTab
from perdes_sheets.schema.words import Words

FINE = "✓"
LONGEST = 105
"""Characters of an error that fit into the cell: three lines of the column's width."""

INCOMPLETE = frozenset((
    "missing_clause", "document_missing", "meeting_missing", "unsigned_active", "unresearched_partner",
    "agreement_without_kpi", "agreement_without_obligations", "one_sided_obligations",
))  # fmt: skip
"""Warnings that ask for something more; the others doubt what is there."""


def check_text(findings: Sequence[Finding], words: Words) -> str:
    """`✓` · `■ {first error} (+n: ■ {header} …)` · `▲ Lengkapi: {words}; periksa: {words}`.

    `findings` are one row's, in the order of the columns. Conditional formats find a cell's header in the text: as
    `■ {header}:`, `■ {header} ■` or `■ {header})` after errors, as `: {header},` once `; ` and `, ` are made one.
    """
    errors = [f for f in findings if f.severity == "error"]
    if errors:
        more = [f"■ {_header(f, words)}" for f in errors[1:]]
        return f"■ {_in_short(message(errors[0], words))}" + (f" (+{len(more)}: {' '.join(more)})" if more else "")
    warnings = [f for f in findings if f.severity == "warning"]
    if not warnings:
        return FINE
    missing = _names([f for f in warnings if f.code in INCOMPLETE], words)
    doubted = _names([f for f in warnings if f.code not in INCOMPLETE], words)
    if missing and doubted:
        return "▲ " + words("check.both", missing=missing, doubted=doubted)
    return "▲ " + (words("check.incomplete", words=missing) if missing else words("check.doubtful", words=doubted))


def check_texts(findings: Mapping[int, Sequence[Finding]], words: Words) -> dict[int, str]:
    """Row -> its check. Warnings don't quote what was typed, so rows with the same ones share their text."""
    known: dict[tuple[tuple[str, str | None], ...], str | None] = {}
    texts = {}
    for row, of_row in findings.items():
        alike = tuple([(finding.code, finding.column) for finding in of_row])
        if alike not in known:
            quotes = any(SEVERITY[code] == "error" for code, _ in alike)
            known[alike] = None if quotes else check_text(of_row, words)
        texts[row] = known[alike] or check_text(of_row, words)
    return texts


def repeated_text(tab: EntryTab, rows: Sequence[int], key: str, words: Words) -> str:
    """What stands beside every row of a key that a lookup can't tell apart, naming them."""
    return f"■ {words.column(tab.id, tab.key.id)}: {words('check.repeated', x=key, rows=numbered(rows))}"


def _in_short(text: str) -> str:
    """As many of a message's sentences as the cell shows; the Checks tab has them all."""
    short = ""
    for sentence in re.split(r"(?<=[.?!]) (?=[^\W\d_])", text):
        if short and len(short) + len(sentence) >= LONGEST:
            break
        short = f"{short} {sentence}".strip()
    return short if len(short) <= LONGEST else short[: LONGEST - 1].rstrip() + "…"


def _names(warnings: Sequence[Finding], words: Words) -> str:
    """What to look at, each once: the warning's own word where it has one, else its column's header."""
    names = (words(f"check.word.{f.code}") if f"check.word.{f.code}" in words else _header(f, words) for f in warnings)
    return ", ".join(dict.fromkeys(names))


def _header(finding: Finding, words: Words) -> str:
    return words.column(finding.tab, finding.column) if finding.column else words.tab(finding.tab)
