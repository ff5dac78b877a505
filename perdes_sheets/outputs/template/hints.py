"""What a column and a setting say of themselves: what for, how to write it, whether it is required."""

from __future__ import annotations

from typing import Any

from perdes_sheets.outputs.partner_copy.allowed import is_shared
from perdes_sheets.outputs.template.columns import SheetColumn
from perdes_sheets.outputs.text import number_text
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import Auto, EntryTab
from perdes_sheets.schema.words import Words

TITLE, MESSAGE = 32, 255
"""Characters that spreadsheets allow in the title and the text of what a selected cell says."""


def hint(words: Words, tab: EntryTab, column: SheetColumn) -> str:
    """The hint of a column: what it is for, how to write it, whether it is required; as much as there is room for."""
    id = column.id
    if isinstance(column, Auto):
        own = f"hint.auto.{id}" if f"hint.auto.{id}" in words else f"hint.{tab.id}.{id}"
        parts = [words(own), words("hint.auto")]
    else:
        parts = [words("hint.no") if column.key == "running" else words(f"hint.{tab.id}.{id}")]
        if is_shared(tab, column):
            parts.append(words("hint.shared"))
        if f"hint.type.{column.type}" in words:
            parts.append(words(f"hint.type.{column.type}"))
        if column.required:
            parts.append(words("hint.required"))
    while len(" ".join(parts)) > MESSAGE and len(parts) > 1:
        parts.pop()
    return " ".join(parts)


def meaning(words: Words, setting: Column) -> str:
    """What a setting does, and its default."""
    text = words(f"settings.hint.{setting.id}")
    if setting.default is None:
        return text
    return f"{text} {words('settings.default', value=_shown(setting.default, words.language))}"


def _shown(default: Any, language: str) -> str:
    if isinstance(default, tuple):
        return ";".join(map(str, default))
    return default if isinstance(default, str) else number_text(default, language)
