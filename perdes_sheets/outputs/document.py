"""The JSON of sync, check and status (cli.md): one object, the same bytes for the same workbook and as_of."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.outputs.messages import message
from perdes_sheets.reading.entries import Reading
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.words import Words

ROWS = ("needs", "partners", "interactions", "agreements", "obligations", "kpis", "actions")


def document(workbook: str, reading: Reading, results: Results, words: Words, *, changed: bool) -> dict[str, Any]:
    """All that a sync knows, JSON-ready: dates ISO, empty null, choices as ids."""
    return {
        "workbook": workbook,
        "as_of": results.as_of.isoformat(),
        "language": reading.language,
        "changed": changed,
        "village": {f.name: _plain(getattr(reading.entries.settings, f.name)) for f in _settings(reading)},
        "counts": results.counts,
        "findings": [_finding(finding, reading, words) for finding in results.findings],
        **{name: [_row(row) for row in getattr(results, name)] for name in ROWS},
        "benefits": results.benefits,
        "agenda": [_row(item) for item in results.agenda],
    }


def text(document: dict[str, Any]) -> str:
    """The document as JSON text, ending in a line feed."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _settings(reading: Reading) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(reading.entries.settings)


def _finding(finding: Finding, reading: Reading, words: Words) -> dict[str, Any]:
    layout = reading.layouts.get(finding.tab)
    return {
        "tab": finding.tab,
        "row": finding.row,
        "column": finding.column,
        "cell": layout.cell(finding.row, finding.column) if layout else None,
        "severity": finding.severity,
        "code": finding.code,
        "message": message(finding, words),
    }


def _row(row: Any) -> dict[str, Any]:
    return {f.name: _plain(getattr(row, f.name)) for f in dataclasses.fields(row)}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value
