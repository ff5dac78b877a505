"""The read-only tabs of a copy: one for each entry tab that copies show, and the partner's part of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from perdes_sheets.outputs.looks import LOOKS, NOTE, Look, marked, tone
from perdes_sheets.outputs.owned.periods import when
from perdes_sheets.outputs.owned.rows import LINE, ROOM, STEP, WIDEST, lines_of
from perdes_sheets.outputs.partner_copy.allowed import is_shared
from perdes_sheets.outputs.partner_copy.view import PartnerView, Row
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.cells import write
from perdes_sheets.outputs.template.colours import STEPS
from perdes_sheets.outputs.template.columns import SheetColumn, cell_look, header_look, in_sheet
from perdes_sheets.outputs.template.page import set_up
from perdes_sheets.outputs.text import date_text
from perdes_sheets.reading.layout import a1
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import Auto, EntryTab

HEADER_ROW = 4
SAFE = ("http://", "https://")
LONGEST_LINK, LINKED_ROWS = 2000, 60_000
"""Characters of an address, and rows of a tab, that may be links: Excel takes 2,079 and 65,530."""
WHITE = "#FFFFFF"
HIGHEST = 120.0
"""Points of the highest row: a longer text is cut in sight, not in the cell."""


def head(book: Book, sheet: Any, title: str, sentences: Sequence[str]) -> None:
    """Rows 1 and 2: the tab and the village, and what to know of it."""
    village = f" — {book.village}" if book.village else ""
    for row, height in enumerate((27, 18, 8)):
        sheet.set_row(row, height)
    sheet.write_string(0, 0, title + village, book.look("title"))
    sheet.write_string(1, 0, " ".join(sentences), book.look("subtitle"))


def standing(book: Book, shown: PartnerView) -> str:
    """For whom the copy is, and as of when."""
    return book.words("copy.standing", partner=shown.partner, date=date_text(shown.as_of, shown.language))


def protect(sheet: Any) -> None:
    """Read-only but for unlocked cells. Without a password: it guards against slips, not against people."""
    sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})


def draw(book: Book, tab: EntryTab, shown: PartnerView) -> None:
    """A read-only tab with the shared columns of `tab`."""
    rows = shown.rows[tab.id]
    columns = _columns(tab, rows)
    sheet = book.sheet(tab.id, STEPS[tab.step])
    head(book, sheet, book.words.tab(tab.id), (standing(book, shown), book.words("copy.read_only")))
    widths = [column.width for column in columns]
    before: SheetColumn | None = None
    for i, column in enumerate(columns):
        sheet.set_column(i, i, column.width)
        look = replace(header_look(column, before), colour=WHITE, fill=LOOKS["header"].fill, italic=False, bold=True)
        sheet.write_string(HEADER_ROW - 1, i, book.words.column(tab.id, column.id), book.format(look))
        before = column
    sheet.set_row(HEADER_ROW - 1, 48)
    for r, row in enumerate(rows, HEADER_ROW):
        texts = [_shown(book, column, row[column.id]) for column in columns]
        sheet.set_row(r, height(texts, widths))
        before = None
        for c, column in enumerate(columns):
            _cell(book, sheet, r, c, column, row[column.id], before)
            before = column
    last = HEADER_ROW + len(rows)
    if rows:
        sheet.autofilter(HEADER_ROW - 1, 0, last - 1, len(columns) - 1)
    else:
        sheet.write_string(HEADER_ROW, 0, book.words("copy.nothing"), book.look("aside"))
        last += 1
    sheet.freeze_panes(HEADER_ROW, 2)
    protect(sheet)
    # On paper the columns of the outline groups would make the others too small to read.
    printed = max(i for i, column in enumerate(columns) if isinstance(column, Auto) or not column.group)
    set_up(book, sheet, header_rows=HEADER_ROW, area=f"A1:{a1(last, printed)}")


def _columns(tab: EntryTab, rows: Sequence[Row]) -> list[SheetColumn]:
    """The shared columns: the ones always in sight first, then those of the outline groups that hold anything."""
    shared = [column for column in in_sheet(tab) if is_shared(tab, column)]
    grouped = [c for c in shared if isinstance(c, Column) and c.group]
    main = [c for c in shared if c not in grouped]
    return main + [c for c in grouped if any(row[c.id] not in (None, ()) for row in rows)]


def _shown(book: Book, column: SheetColumn, value: Any) -> Any:
    """A value as its cell shows it: words for choices, several values in one text."""
    if value is None or value == ():
        return None
    if isinstance(column, Auto):
        return marked(column.kind, value, book.words.choice(column.kind, value)) if column.kind in CHOICES else value
    if column.type == "choice":
        return book.words.choice(column.choices or "", value)
    if column.type == "yesno":
        return book.words.choice("yesno", "yes" if value else "no")
    if isinstance(value, tuple):
        return "; ".join(value)
    return value


def _cell(
    book: Book, sheet: Any, row: int, place: int, column: SheetColumn, value: Any, before: SheetColumn | None
) -> None:
    look = replace(cell_look(column, before), fill=None, line=True)
    if isinstance(column, Auto) and column.kind in CHOICES and value is not None:
        tinted = LOOKS[tone(column.kind, value)]
        look = replace(look, fill=tinted.fill, colour=tinted.colour)
    if isinstance(value, float) and not value.is_integer() and look.number == "#,##0":
        look = replace(look, number="#,##0.##")
    text = _shown(book, column, value)
    if isinstance(column, Column) and column.type == "url" and isinstance(text, str):
        write_link(book, sheet, row, place, text, replace(look, colour=NOTE, underline=True))
    else:
        write(sheet, row, place, text, book.format(look))


def write_link(book: Book, sheet: Any, row: int, column: int, url: str, look: Look) -> None:
    """An address that a click opens; only http and https (guarantees.md), no longer and no more than Excel takes."""
    if url.lower().startswith(SAFE) and len(url) <= LONGEST_LINK and row < LINKED_ROWS:
        sheet.write_url(row, column, url, book.format(look), url)
    else:
        sheet.write_string(row, column, url, book.format(replace(look, underline=False)))


def height(texts: Sequence[Any], widths: Sequence[float]) -> float:
    """Points for a row's longest text."""
    pairs = [(text, width * ROOM / WIDEST) for text, width in zip(texts, widths, strict=True) if isinstance(text, str)]
    return min(LINE + STEP * (max((lines_of(*pair) for pair in pairs), default=1) - 1), HIGHEST)


AGENDA = (("date", 13.0), ("state", 24.0), ("kind", 22.0), ("what", 60.0), ("key", 24.0), ("party", 16.0))


def draw_agenda(book: Book, shown: PartnerView) -> None:
    """The partner's part of the agenda, the earliest first."""
    say = book.words
    sheet = book.sheet("agenda", NOTE)
    head(book, sheet, say.tab("agenda"), (standing(book, shown), say("copy.agenda", n=shown.agenda_days)))
    sheet.set_row(HEADER_ROW - 1, 30)
    for c, (id, width) in enumerate(AGENDA):
        sheet.set_column(c, c, width)
        label = say("copy.party") if id == "party" else say(f"agenda.{id}")
        look = {"date": "header_right", "state": "header_after"}.get(id, "header")
        sheet.write_string(HEADER_ROW - 1, c, label, book.look(look))
    for r, due in enumerate(shown.agenda, HEADER_ROW):
        state = when(due.days, shown.lead_days, say, after=True)
        party = say.choice("party", due.party) if due.party else None
        texts = [state.value, say.choice("agenda_kind", due.kind), due.what, due.key, party]
        sheet.set_row(r, height(texts, [width for _, width in AGENDA[1:]]))
        write(sheet, r, 0, due.date, book.look("date"))
        for c, text in enumerate(texts, 1):
            write(sheet, r, c, text, book.look(state.look if c == 1 else "text"))
    last = HEADER_ROW + len(shown.agenda)
    if not shown.agenda:
        sheet.write_string(HEADER_ROW, 0, say("copy.nothing"), book.look("aside"))
        last += 1
    sheet.freeze_panes(HEADER_ROW, 0)
    protect(sheet)
    set_up(book, sheet, header_rows=HEADER_ROW, area=f"A1:{a1(last, len(AGENDA) - 1)}")
