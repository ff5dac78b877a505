"""Where the columns of an entry tab stand in the template: key and check first, other automatic ones last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perdes_sheets.outputs.looks import DATE, GREY, LOOKS, MUTED, RUPIAH, Look
from perdes_sheets.schema.columns import Column, ColumnType
from perdes_sheets.schema.tabs import ABOUT, CHECK, Auto, EntryTab

SheetColumn = Column | Auto

ORDER: dict[str, tuple[str, ...]] = {
    "agreements": (
        "number", "title",
        "partner_number", "initiator", "field", "scope", "legal_basis", "village_meeting_date", "meeting_record",
        "kind", "partners",
        "value", "document", "notes",
        "signed_date", "start_date", "end_date",
        "terminated_date", "termination_reason",
        "review_months", "needs",
        "clause_scope", "clause_field", "clause_procedure", "clause_term",
        "clause_rights_duties", "clause_funding", "clause_changes", "clause_disputes",
    ),
}  # fmt: skip
"""Tabs whose columns don't stand in the order of workbook.md: outline groups need a column in sight between them."""

RIGHT: frozenset[ColumnType] = frozenset(("date", "money", "number", "score", "months"))
"""Column types that are right-aligned."""

NUMBER: dict[ColumnType, str] = {
    "date": DATE, "money": RUPIAH, "number": "#,##0", "score": "0", "months": "0",
}  # fmt: skip
AUTO: dict[str, str] = {"date": DATE, "number": "#,##0", "percent": "0%"}


SMALL = {CHECK.id: 8, ABOUT.id: 9}
"""Automatic columns that say much in a row of 30 points: three lines of 8 points, two of 9."""


def in_sheet(tab: EntryTab) -> tuple[SheetColumn, ...]:
    """The columns of `tab` from left to right."""
    ids = ORDER.get(tab.id, tuple(c.id for c in tab.columns))
    columns: list[SheetColumn] = [tab.key, CHECK]
    for id in ids:
        if id != tab.key.id:
            columns.append(tab.column(id))
        if id == tab.about:
            columns.append(ABOUT)
    return (*columns, *(auto for auto in tab.autos if auto not in (CHECK, ABOUT)))


def edge(columns: Sequence[SheetColumn]) -> int | None:
    """The index of the first of the automatic columns at the right end; None where there is none."""
    typed = max(i for i, column in enumerate(columns) if isinstance(column, Column))
    return typed + 1 if typed + 1 < len(columns) else None


def places(tab: EntryTab) -> dict[str, int]:
    """Column id -> index (A = 0)."""
    return {column.id: i for i, column in enumerate(in_sheet(tab))}


def is_right(column: SheetColumn) -> bool:
    """Whether the column is right-aligned."""
    if isinstance(column, Auto):
        return column.kind in AUTO
    return column.type in RIGHT or column.key == "running"


def cell_look(column: SheetColumn, before: SheetColumn | None) -> Look:
    """The look of a cell; left-aligned ones keep some air from a right-aligned neighbour `before`."""
    indent = int(before is not None and is_right(before) and not is_right(column))
    if isinstance(column, Auto):
        wrap = column.kind not in AUTO
        number, size = AUTO.get(column.kind, "General"), SMALL.get(column.id, 11)
        look = Look(fill=GREY, wrap=wrap, number=number, size=size)
    else:
        look = Look(wrap=True, number=NUMBER.get(column.type, "General"), line=False)
    return replace(look, align="right" if is_right(column) else "left", indent=indent)


def header_look(column: SheetColumn, before: SheetColumn | None) -> Look:
    """The look of a header, aligned like its column."""
    cell = cell_look(column, before)
    base = LOOKS["header"]
    if isinstance(column, Auto):
        base = replace(base, colour=MUTED, fill="#E3E6E8", bold=False, italic=True)
    return replace(base, align=cell.align, indent=cell.indent)
