"""Dropdowns and date pickers: they help, and never refuse. Google marks what doesn't fit with a corner, no more."""

from __future__ import annotations

from perdes_sheets.outputs.google_template.requests import Json
from perdes_sheets.outputs.template.columns import places
from perdes_sheets.outputs.template.hints import hint
from perdes_sheets.outputs.template.room import HEADER_ROW
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import EntryTab, entry_tab
from perdes_sheets.schema.words import Words


def rule(tab: EntryTab, column: Column, words: Words) -> Json | None:
    """The DataValidationRule of a typing column; None where there is nothing to pick.

    A list of several choices has none: Google would mark every cell that holds two. Its hint names the choices.
    """
    condition = _condition(column, words)
    return condition and {"condition": condition, "inputMessage": hint(words, tab, column), "showCustomUi": True}


def pick(choices: list[str]) -> Json:
    """The condition that shows `choices` as a dropdown."""
    return {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": choice} for choice in choices]}


def _condition(column: Column, words: Words) -> Json | None:
    if column.type == "choice":
        return pick(words.choices(column.choices or ""))
    if column.type == "yesno":
        return pick(words.choices("yesno"))
    if column.type == "score":
        return pick(["1", "2", "3", "4", "5"])
    if column.type in ("ref", "refs"):
        return {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": _keys(entry_tab(column.ref or ""), words)}]}
    if column.type == "date":
        return {"type": "DATE_IS_VALID"}
    return None


def _keys(tab: EntryTab, words: Words) -> str:
    """The cells of a tab's keys, to the end."""
    title = words.tab(tab.id).replace("'", "''")
    letter = letters(places(tab)[tab.key.id])
    return f"='{title}'!${letter}${HEADER_ROW + 1}:${letter}"
