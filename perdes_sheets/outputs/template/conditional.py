"""The rules of `rules.py` as conditional formats, and the thin lines between rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perdes_sheets.outputs.looks import LINE
from perdes_sheets.outputs.template.book import EDGE_LINE, Book
from perdes_sheets.outputs.template.columns import SheetColumn, edge
from perdes_sheets.outputs.template.rules import Rule, rules
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.tabs import EntryTab


def colour(book: Book, sheet: Any, tab: EntryTab, columns: Sequence[SheetColumn], first: int, last: int) -> None:
    """Add the conditional formats of `tab` from spreadsheet row `first` to `last`."""
    for rule in rules(tab, columns, first, book.words):
        left, right = map(letters, rule.columns)
        properties = _properties(rule) | (EDGE_LINE if rule.columns[0] == edge(columns) else {})
        sheet.conditional_format(f"{left}{first}:{right}{last}", _rule(book, rule.formula, properties))


def lines(book: Book, sheet: Any, columns: Sequence[SheetColumn], first: int, last: int) -> None:
    """A thin light line below each row that there is room for, without a format in every empty cell."""
    parts = [(0, len(columns) - 1)]
    if (at := edge(columns)) is not None:
        parts = [(0, at - 1), (at, at), (at + 1, len(columns) - 1)]
    for left, right in parts:
        if left <= right:
            area = f"{letters(left)}{first}:{letters(right)}{last}"
            sheet.conditional_format(area, _rule(book, "TRUE", EDGE_LINE if left == at else {}))


def _properties(rule: Rule) -> dict[str, Any]:
    properties = {"bg_color": rule.fill, "font_color": rule.colour, "num_format": rule.number}
    return {name: value for name, value in properties.items() if value is not None}


def _rule(book: Book, formula: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A rule; each draws the cell's lines too: in LibreOffice a rule takes away those that it doesn't name."""
    format = book.workbook.add_format({"bottom": 1, "bottom_color": LINE, **properties})
    return {"type": "formula", "criteria": "=" + formula, "format": format}
