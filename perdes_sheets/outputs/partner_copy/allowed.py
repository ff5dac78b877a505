"""The allow-list: which tabs and columns a partner's copy may show. What nobody named is private."""

from __future__ import annotations

from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import Auto, EntryTab

SHOWN = ("agreements", "obligations", "kpis", "measurements", "reviews", "actions", "interactions")
"""The entry tabs that a copy shows, in its order. needs, partners and settings are the village's own."""

PRIVATE = frozenset(("score", "alignment", "due_diligence", "notes", "note", "research_notes", "check"))
"""Columns that no copy shows, whatever the schema says of them."""


def is_shared(tab: EntryTab, column: Column | Auto) -> bool:
    """Whether partners may see a column: its `shared`, in a tab that copies show, and never a private one."""
    return tab.id in SHOWN and column.shared and column.id not in PRIVATE
