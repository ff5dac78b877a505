"""The owned tabs as a new workbook has them: their layout (`owned.layouts`), without rows."""

from __future__ import annotations

from perdes_sheets.outputs.owned.layouts import LAYOUTS
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.page import set_up


def draw(book: Book, tab: str) -> None:
    """Draw the owned tab `tab`."""
    layout = LAYOUTS[tab]
    sheet = book.sheet(tab, layout.colour)
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width)
    if layout.freeze:
        sheet.freeze_panes(layout.freeze)
    if layout.hidden:
        sheet.hide()
    set_up(book, sheet, header_rows=layout.header_row, area=layout.print_area, landscape=layout.orientation == "landscape",
           one_page=layout.one_page)  # fmt: skip
