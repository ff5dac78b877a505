"""How a tab prints: paper, landscape, fitted to the width, headers repeated, page x of y and the village below."""

from __future__ import annotations

from typing import Any

from perdes_sheets.outputs.template.book import PAPERS, Book


def set_up(
    book: Book,
    sheet: Any,
    *,
    header_rows: int | None = None,
    area: str | None = None,
    landscape: bool = True,
    one_page: bool = False,
) -> None:
    """Set the page up; `header_rows` from the top are repeated on every page, `area` is what prints."""
    sheet.set_paper(PAPERS[book.paper])
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, int(one_page))
    sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.6)
    place = book.village.replace("&", "&&")
    sheet.set_footer(f"&L&9{place}&C&9&A&R&9{book.words('page.of', page='&P', pages='&N')}", {"margin": 0.3})
    if header_rows:
        sheet.repeat_rows(0, header_rows - 1)
    if area:
        sheet.print_area(area)
