"""The schema as data: what `schema --json` prints (cli.md) and the docs' tables are made of."""

from __future__ import annotations

from typing import Any

from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import ENTRY_TABS, OWNED_TABS, SETTINGS_COLUMNS
from perdes_sheets.schema.words import every


def describe() -> dict[str, Any]:
    """The tabs with their columns, JSON-ready: ids, owner, labels in each language, types, choices, references."""
    tabs = [_tab("settings", "people", [_column("settings", c) for c in SETTINGS_COLUMNS])]
    for tab in ENTRY_TABS:
        autos = [
            {"id": auto.id, "type": "auto", "required": False, "labels": _labels(f"{tab.id}.{auto.id}")}
            for auto in tab.autos
        ]
        tabs.append(_tab(tab.id, "people", [*(_column(tab.id, c) for c in tab.columns), *autos]))
    tabs += [_tab(id, "sync", []) for id in OWNED_TABS]
    return {"tabs": tabs}


def _tab(id: str, owner: str, columns: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": id, "owner": owner, "labels": _labels(f"tab.{id}"), "columns": columns}


def _column(tab: str, column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": column.id,
        "type": "choice" if column.type == "choices" else column.type,
        "required": column.required,
        "labels": _labels(f"{tab}.{column.id}"),
    }
    if column.is_list:
        described["several"] = True
    if column.choices:
        described["choices"] = [
            {"id": choice, "labels": _labels(f"choice.{column.choices}.{choice}")} for choice in CHOICES[column.choices]
        ]
    if column.ref:
        described["ref"] = column.ref
    return described


def _labels(id: str) -> dict[str, str]:
    return {words.language: words(id) for words in every()}
