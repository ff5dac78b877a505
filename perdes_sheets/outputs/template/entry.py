"""An entry tab: headers, formats, formulas, running numbers, hints, and how it prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perdes_sheets.outputs.formulas import formulas
from perdes_sheets.outputs.looks import MUTED, Look
from perdes_sheets.outputs.sentences import NOTE, VILLAGE, cached, sentence
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.cells import write
from perdes_sheets.outputs.template.colours import STEPS
from perdes_sheets.outputs.template.columns import SheetColumn, cell_look, edge, header_look, in_sheet, places
from perdes_sheets.outputs.template.conditional import colour, lines
from perdes_sheets.outputs.template.page import set_up
from perdes_sheets.outputs.template.room import FORM, HEADER_ROW, REACH, rows_of
from perdes_sheets.outputs.template.validation import validation
from perdes_sheets.reading.layout import a1
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import CHECK, Auto, EntryTab

SCREEN = 180
"""Characters that one row of an old laptop's screen (1366 pixels) shows at 100 %; a wider tab is shown at 90 %."""


def draw(book: Book, tab: EntryTab, cells: Sequence[Mapping[str, Any]], note: str) -> None:
    """Draw `tab` with what `cells` puts into it."""
    sheet = book.sheet(tab.id, STEPS[tab.step])
    columns, place = in_sheet(tab), places(tab)
    _head(book, sheet, tab, note)
    _columns(book, sheet, tab, columns)
    _rows(book, sheet, tab, columns, place, cells)
    first = HEADER_ROW + 1
    for i, column in enumerate(columns):
        sheet.data_validation(first - 1, i, HEADER_ROW + REACH - 1, i, validation(book, tab, column))
    colour(book, sheet, tab, columns, first, HEADER_ROW + REACH)
    lines(book, sheet, columns, first, HEADER_ROW + rows_of(cells))
    sheet.autofilter(HEADER_ROW - 1, 0, HEADER_ROW - 1 + rows_of(cells), len(columns) - 1)
    sheet.freeze_panes(HEADER_ROW, 2)
    if sum(column.width for column in columns if not _group(column)) > SCREEN:
        sheet.set_zoom(90)
    last = HEADER_ROW + (len(cells) or FORM)
    set_up(book, sheet, header_rows=HEADER_ROW, area=f"A1:{a1(last, len(columns) - 1)}")


def _head(book: Book, sheet: Any, tab: EntryTab, note: str) -> None:
    say, title = book.words, book.words.tab(tab.id)
    texts = cached(tab.id, title, note, book.village, say)
    for row, height in enumerate((27, 18, 18, 48)):
        sheet.set_row(row, height)
    sheet.write_formula(0, 0, f'="{title}"&{VILLAGE}', book.look("title"), texts[VILLAGE])
    text = sentence(tab.id, say).replace('"', '""')
    sheet.write_formula(1, 0, f'="{text}"&{NOTE}', book.look("subtitle"), texts[NOTE])
    for column, other in ((1, "summary"), (2, "guide")):
        sheet.write_url(2, column, book.link(other), book.look("back"), "→ " + say.tab(other))


def _columns(book: Book, sheet: Any, tab: EntryTab, columns: Sequence[SheetColumn]) -> None:
    group, before = None, None
    for i, column in enumerate(columns):
        own = _group(column)
        options: dict[str, Any] = {"level": 1, "hidden": True} if own else {}
        if group and own != group:
            options["collapsed"] = True
        sheet.set_column(
            i, i, column.width, None if isinstance(column, Auto) else book.format(cell_look(column, before)), options
        )
        if own != group:
            heading = Look(colour=MUTED, italic=True, size=9, line=False)
            if own:
                sheet.write_string(2, i, book.words(f"group.{tab.id}.{own}"), book.format(heading))
            if group:
                sheet.write_string(2, i, "+ " + book.words(f"group.{tab.id}.{group}"), book.format(heading))
        label = book.words.column(tab.id, column.id)
        if isinstance(column, Column) and column.required:
            label += " *"
        sheet.write_string(HEADER_ROW - 1, i, label, book.format(header_look(column, before), edge=i == edge(columns)))
        group, before = own, column


def _group(column: SheetColumn) -> str | None:
    """The outline group that a column stands in."""
    return column.group if isinstance(column, Column) else None


def _rows(
    book: Book,
    sheet: Any,
    tab: EntryTab,
    columns: Sequence[SheetColumn],
    place: Mapping[str, int],
    cells: Sequence[Mapping[str, Any]],
) -> None:
    made = formulas(tab, place, book.words)
    formats = {
        column.id: book.format(cell_look(column, columns[i - 1] if i else None), edge=i == edge(columns))
        for i, column in enumerate(columns)
    }
    sheet.set_default_row(30)
    for number in range(1, rows_of(cells) + 1):
        typed = cells[number - 1] if number <= len(cells) else {}
        unchecked = book.words("check.unchecked") if typed else ""
        row = HEADER_ROW - 1 + number
        if tab.key.key == "running":
            typed = {tab.key.id: number, **typed}
        for id, value in typed.items():
            write(sheet, row, place[id], value, formats[id])
        for id, formula in made.items():
            sheet.write_formula(row, place[id], "=" + formula, formats[id], unchecked if id == CHECK.id else "")
