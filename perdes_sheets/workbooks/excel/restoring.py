"""Tabs and looks that the workbook has lost, brought back from a newly built template.

The template is a file that the same Excel opens for a moment, behind the still screen: a tab can be copied, with its
widths, charts and page set-up, only between workbooks of one Excel. On macOS nothing is brought back: Excel would ask
the user for access to the file; a sync of the closed file does it there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from perdes_sheets.workbooks.excel import native
from perdes_sheets.workbooks.excel.names import Names

_FILE = "perdes-sheets template.xlsx"


@contextmanager
def template(book: Any, fresh: Callable[[], bytes]) -> Iterator[Template]:
    """The template open beside `book`; after, it is closed, and what people saw is in front."""
    app, sheet = book.app, book.sheets.active
    front = app.books.active
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, _FILE)
        file.write_bytes(fresh())
        opened = app.books.open(str(file), update_links=False, read_only=True, add_to_mru=False)
        try:
            yield Template(book, opened)
            native.draw_from_itself(book, opened.fullname)
        finally:
            opened.close()
    sheet.activate()
    front.activate()


class Template:
    """What can be taken from the template."""

    def __init__(self, book: Any, opened: Any) -> None:
        self._book, self._opened = book, opened
        self._titles = [sheet.name for sheet in opened.sheets]

    def bring(self, title: str) -> None:
        """Copy the tab `title` to where the template has it, with names that lead to it and are missing or broken."""
        there = {sheet.name.casefold(): sheet for sheet in self._book.sheets}
        place = self._titles.index(title)
        before = next((there[t.casefold()] for t in reversed(self._titles[:place]) if t.casefold() in there), None)
        source = self._opened.sheets[title]
        copied = source.copy(after=before) if before else source.copy(before=self._book.sheets[0])
        for name in copied.names:  # Excel copies names that lead to the tab as names of the tab
            if "!pd_" in name.name:
                name.delete()
        ours = Names(self._book)
        for name, reference in Names(self._opened).all():
            if "!" not in name and _leads_to(reference, title) and "#REF!" in (ours[name] or "#REF!"):
                ours.define(name, reference)

    def add_looks(self, sheet: Any, source: str, looks: Sequence[str], below: int) -> None:
        """Copy the ids and specimens of `looks` to the tab `sheet`, below row `below`; KeyError for an unknown look."""
        specimens = self._opened.sheets[source]
        ids = [row[0] for row in specimens.used_range.options(ndim=2).value]
        rows = {id: row for row, id in enumerate(ids, 1)}
        for place, look in enumerate(looks, below + 1):
            row = rows[look]
            specimens.range((row, 1), (row, 2)).copy(sheet.range((place, 1)))


def _leads_to(reference: str, title: str) -> bool:
    """Whether a name's reference is to cells of the tab `title`."""
    tab, mark, _ = reference.rpartition("!")
    return bool(mark) and tab.strip("'").replace("''", "'").casefold() == title.casefold()
