"""A finding as a sentence: where, what was found, what to do (guarantees.md, Bad input)."""

from __future__ import annotations

from perdes_sheets.findings import Finding, Headers
from perdes_sheets.outputs.text import value_text
from perdes_sheets.schema.words import Words


def message(finding: Finding, words: Words) -> str:
    """The finding's message in the workbook's language, starting with the column's header where there is one.

    The header in front is what the conditional formats of entry tabs look for (`Tanggal mulai: …`).
    """
    id = f"finding.{finding.code}" + (f".{finding.variant}" if finding.variant else "")
    values = {
        name: value if name == "n" else _shown(value, finding.tab, words) for name, value in finding.values.items()
    }
    text = words(id, **values)
    if finding.column is None:
        return text
    return f"{words.column(finding.tab, finding.column)}: {text}"


def _shown(value: object, tab: str, words: Words) -> str:
    if isinstance(value, Headers):
        return "; ".join(words.column(tab, column) for column in value.columns)
    return value_text(value, words.language)
