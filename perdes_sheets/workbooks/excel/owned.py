"""One owned tab in the open workbook: whether it says what it shall, and how it is filled."""

from __future__ import annotations

from itertools import groupby
from zlib import crc32

from perdes_sheets.workbooks.base import OwnedTab
from perdes_sheets.workbooks.excel import native, painting
from perdes_sheets.workbooks.excel.content import Content, Formulas
from perdes_sheets.workbooks.excel.painting import Specimens
from perdes_sheets.workbooks.excel.tabs import Tab


class Refill:
    """What it takes to give `tab` the content of `owned`.

    `seal` is what `write` gave when this program last filled the tab. Nobody can see the looks of a block in one call;
    they and the heights are known to be right as long as the tab has the content that was sealed with them.
    """

    def __init__(self, tab: Tab, owned: OwnedTab, seal: str | None, *, date1904: bool) -> None:
        self.tab, self.owned = tab, owned
        self.blocks = painting.blocks(owned.rows)
        self._content = Content(owned, date1904=date1904)
        rows, columns = tab.size
        self._rows, self._columns = max(rows, self._content.rows), max(columns, self._content.columns)
        now = tab.formulas(self._rows, self._columns)
        before, same = (seal or " ").split(" "), self._sealed(now).split(" ")
        self._painted, self._high = before[0] == same[0], before[1] == same[1]
        self._merged: list[painting.Area] | None = None
        # A tab without a seal was filled by a sync of the file, looks included.
        self.needed = not self._content.is_in(now, tab.values) or (seal is not None and not self._painted)

    def write(self, specimens: Specimens) -> str:
        """Fill the tab; its seal. It may be done again after it was interrupted."""
        native.show_all_rows(self.tab.sheet)
        if not self._painted:
            self._paint(specimens)
        rows, columns = self._content.rows, self._content.columns
        if rows and columns:
            self.tab.area(1, 1, rows, columns).value = self._content.typed()
        if not self._high:
            self._set_heights()
        if self.owned.filter:
            native.put_filter_buttons(self.tab.sheet.range(self.owned.filter))
        return self._sealed(self.tab.formulas(self._rows, self._columns))

    def _paint(self, specimens: Specimens) -> None:
        everything = (1, 1, self._rows, self._columns)
        if self._merged is None:  # clearing takes them away
            self._merged = painting.merged(self.tab, everything)
        self.tab.area(*everything).clear()
        specimens.paint(self.tab, self.blocks)
        painting.merge(self.tab, self._merged)
        for cell, target in self._content.links.items():
            self.tab.sheet.range(cell).add_hyperlink(target)

    def _set_heights(self) -> None:
        heights = self.owned.heights
        runs = groupby(enumerate(sorted(heights)), key=lambda each: (each[1] - each[0], heights[each[1]]))
        for (_, height), run in runs:
            rows = [row for _, row in run]
            self.tab.area(rows[0], 1, len(rows), 1).row_height = height

    def _sealed(self, formulas: Formulas) -> str:
        """What tells this content with these looks, and with these heights, from any other."""
        said = repr(_trimmed(formulas)).encode()
        return f"{_sum(said, (self.blocks, self._content.links))} {_sum(said, sorted(self.owned.heights.items()))}"


def _sum(content: bytes, looks: object) -> str:
    return f"{crc32(repr(looks).encode(), crc32(content)):08x}"


def _trimmed(formulas: Formulas) -> list[tuple[str, ...]]:
    """Without the empty rows and cells at the end."""
    rows = []
    for row in formulas:
        last = max((i for i, text in enumerate(row, 1) if text), default=0)
        rows.append(tuple(row[:last]))
    while rows and not rows[-1]:
        rows.pop()
    return rows
