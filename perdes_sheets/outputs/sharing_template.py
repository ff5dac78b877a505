"""The two tabs that a workbook has only once it is shared: they are taken from here when they are first needed.

A village that shares nothing is not shown an empty inbox.
"""

from __future__ import annotations

from perdes_sheets.schema.words import words

BEFORE = {"inbox": "summary", "_shares": "_looks"}
"""Tab -> the tab that it stands behind."""


def build(language: str) -> bytes:
    """The bytes of a workbook with these tabs, and with the neighbours and looks that they need."""
    from perdes_sheets.outputs import shares  # noqa: PLC0415 - XlsxWriter is only needed to draw
    from perdes_sheets.outputs.inbox.drawing import draw  # noqa: PLC0415
    from perdes_sheets.outputs.template import hidden  # noqa: PLC0415
    from perdes_sheets.outputs.template.book import Book  # noqa: PLC0415

    book = Book(words(language))
    book.sheet("summary")
    draw(book)
    hidden.looks(book)
    book.sheet(shares.TAB).hide()
    return book.close()
