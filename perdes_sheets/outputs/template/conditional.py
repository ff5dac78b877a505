"""Colours that follow what stands in a row: conditional formats on automatic text of the same row (look.md).

They never look at another tab, so they work alike in Excel, LibreOffice and Google Sheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perdes_sheets.outputs.looks import LINE, MUTED, STATUS, TINT, Tone, marked
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.columns import SheetColumn
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import CHECK, Auto, EntryTab

CHECK_TONES: dict[str, Tone] = {"✓": "fine", "■": "late", "▲": "soon", "●": "note"}
"""What a check's text begins with -> its tone."""

OVER: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "needs": ("coverage", "coverage", ("met", "dropped")),
    "interactions": ("follow_up_flag", "due_flag", ("done",)),
    "agreements": ("status", "agreement_status", ("terminated",)),
    "obligations": ("fulfilment_status", "fulfilment_status", ("fulfilled", "closed")),
    "kpis": ("kpi_status", "kpi_status", ("closed",)),
    "actions": ("action_flag", "due_flag", ("done",)),
}
"""Tab -> its status column, that column's list, and the statuses of rows that are over: they step back into grey."""


def colour(
    book: Book,
    sheet: Any,
    tab: EntryTab,
    columns: Sequence[SheetColumn],
    place: Mapping[str, int],
    first: int,
    last: int,
) -> None:
    """Add the conditional formats of `tab` from spreadsheet row `first` to `last`."""

    def add(column: str, formula: str, **properties: Any) -> None:
        area = f"{letters(place[column])}{first}:{letters(place[column])}{last}"
        sheet.conditional_format(area, _rule(book, formula, properties))

    check = f"${letters(place[CHECK.id])}{first}"
    for shape, tone in CHECK_TONES.items():
        for id in (CHECK.id, tab.key.id) if tone == "late" else (CHECK.id,):
            add(id, f'LEFT({check},1)="{shape}"', **_tint(tone, filled=tone != "fine"))
    for column in columns:
        cell = f"${letters(place[column.id])}{first}"
        if isinstance(column, Auto):
            for status, tone in _statuses(book, column).items():
                add(column.id, f'{cell}="{status}"', **_tint(tone))
        elif column is not tab.key:
            header = book.words.column(tab.id, column.id).replace('"', '""')
            add(column.id, _names_error(header, check), **_tint("late"))
            add(column.id, _names_warning(header, check), **_tint("soon"))
        if _may_have_decimals(column):
            add(column.id, f"AND(ISNUMBER({cell}),{cell}<>INT({cell}))", num_format=_with_decimals(column))
    _step_back(book, sheet, tab, columns, place, first, last)


def lines(book: Book, sheet: Any, columns: Sequence[SheetColumn], first: int, last: int) -> None:
    """A thin light line below each row that there is room for, without a format in every empty cell."""
    sheet.conditional_format(f"A{first}:{letters(len(columns) - 1)}{last}", _rule(book, "TRUE", {}))


def _rule(book: Book, formula: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A rule; each draws the line below the row: in LibreOffice a second rule on a cell takes it away."""
    format = book.workbook.add_format({"bottom": 1, "bottom_color": LINE, **properties})
    return {"type": "formula", "criteria": "=" + formula, "format": format}


def _tint(tone: Tone, *, filled: bool = True) -> dict[str, Any]:
    fill, text = TINT[tone]
    return {"bg_color": fill, "font_color": text} if filled else {"font_color": text}


def _statuses(book: Book, auto: Auto) -> dict[str, Tone]:
    """Each status as the cell shows it -> its tone."""
    known = STATUS.get(auto.kind, {})
    return {marked(auto.kind, id, book.words.choice(auto.kind, id)): tone for id, (_, tone) in known.items()}


def _names_error(header: str, check: str) -> str:
    """Whether the check's text names the column as wrong (`check.check_text` says how)."""
    searches = (f'SEARCH("■ {header}{end}",{check})' for end in (":", " ■", ")"))
    return f"COUNT({','.join(searches)})>0"


def _names_warning(header: str, check: str) -> str:
    """Whether a check without errors names the column."""
    listed = f'SUBSTITUTE(SUBSTITUTE({check},";",","),", ",",: ")&","'
    return f'AND(LEFT({check},1)="▲",ISNUMBER(SEARCH(": {header},",{listed})))'


def _may_have_decimals(column: SheetColumn) -> bool:
    return column.kind == "number" if isinstance(column, Auto) else column.type in ("number", "money")


def _with_decimals(column: SheetColumn) -> str:
    return '"Rp"#,##0.00' if isinstance(column, Column) and column.type == "money" else "#,##0.##"


def _step_back(
    book: Book,
    sheet: Any,
    tab: EntryTab,
    columns: Sequence[SheetColumn],
    place: Mapping[str, int],
    first: int,
    last: int,
) -> None:
    if tab.id not in OVER:
        return
    column, list_id, statuses = OVER[tab.id]
    cell = f"${letters(place[column])}{first}"
    tests = ",".join(f'{cell}="{marked(list_id, id, book.words.choice(list_id, id))}"' for id in statuses)
    typed = [i for i, c in enumerate(columns) if isinstance(c, Column) and c is not tab.key]
    area = f"{letters(typed[0])}{first}:{letters(typed[-1])}{last}"
    sheet.conditional_format(area, _rule(book, f"OR({tests})", {"font_color": MUTED}))
