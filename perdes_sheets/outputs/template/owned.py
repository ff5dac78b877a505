"""An owned tab: its layout (`owned.layouts`) with what stands in it, and its charts."""

from __future__ import annotations

from perdes_sheets.outputs.owned import CHARTS, LAYOUTS
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.cells import write_out
from perdes_sheets.outputs.template.charts import insert
from perdes_sheets.outputs.template.page import set_up
from perdes_sheets.workbooks.base import OwnedTab


def draw(book: Book, tab: OwnedTab) -> None:
    """Draw `tab`: what never changes, and the rows that a sync replaces."""
    layout = LAYOUTS[tab.id]
    sheet = book.sheet(tab.id, layout.colour)
    if layout.hidden:
        sheet.hide()
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width)
    for row, height in (tab.heights or layout.heights).items():
        sheet.set_row(row - 1, height)
    for area in layout.merges:
        sheet.merge_range(area, "", book.look("plain"))
    for r, cells in enumerate(tab.rows):
        for c, out in enumerate(cells):
            if out is not None:
                write_out(book, sheet, r, c, out)
    if tab.filter:
        sheet.autofilter(tab.filter)
    if layout.freeze:
        sheet.freeze_panes(layout.freeze)
    for spec in CHARTS:
        if spec.tab == tab.id:
            insert(book, sheet, spec)
    set_up(
        book,
        sheet,
        header_rows=layout.header_row,
        area=layout.print_area,
        landscape=layout.orientation == "landscape",
        one_page=layout.one_page,
    )
