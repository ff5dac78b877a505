"""The rows of an owned tab as they are put together: title, sentence, way back, headers, lines of fixed heights."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from perdes_sheets.outputs.looks import LOOKS
from perdes_sheets.outputs.owned.layouts import HEADER_ROW, LAYOUTS
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.reading.layout import a1
from perdes_sheets.workbooks.base import Link, Out, OwnedTab

LINE, STEP = 20.0, 15.0
"""Points of a row of one line, and of each further line."""
HIGHEST = 405.0
"""Spreadsheets allow 409 points."""
LINKS = 65_000
"""Excel opens no sheet with more than 65,530 links."""
ROOM = 1.12
"""Average characters in a column's width of one, which is that of a figure."""
WIDEST = 1.3
"""A capital letter, in average characters."""
LOST = 3
"""Characters a line loses on average because words aren't cut."""

EMPTY = Out()
"""An empty cell: its look keeps the thin line of its row."""

WRAPPED = frozenset(id for id, look in LOOKS.items() if look.wrap)


class Rows:
    """A tab in the making. Heights are set for every row: LibreOffice doesn't grow rows for wrapped text by itself."""

    def __init__(self, source: Source, tab: str) -> None:
        self._source, self._layout = source, LAYOUTS[tab]
        self._rows: list[list[Out | None]] = []
        self._heights: dict[int, float] = {}
        self._texts = [(c, width * ROOM / WIDEST) for c, width in enumerate(self._layout.widths)]
        """Columns that may hold long texts, each with the capital letters that fit on one line."""

    def add(self, *cells: Out | None, height: float | None = None) -> None:
        """One row; without a height, for which it must have all columns, it gets room for its longest wrapped text."""
        self._rows.append(list(cells))
        self._heights[len(self._rows)] = height or self._height(cells)

    def _height(self, cells: Sequence[Out | None]) -> float:
        """Points that the row needs for its longest wrapped text."""
        lines = 1
        for column, capitals in self._texts:
            cell = cells[column]
            if cell is not None and cell.value.__class__ is str and len(cell.value) > capitals and cell.look in WRAPPED:
                lines = max(lines, lines_of(cell.value, capitals))
        return min(LINE + STEP * (lines - 1), HIGHEST)

    def head(self, sentence: str, groups: Mapping[int, str] | None = None) -> None:
        """Rows 1 to 3: what this tab is, what it tells, the way back to the summary, and headings of column groups."""
        self.add(Out(self._source.title(self._layout.id), "title"), height=24)
        self.add(Out(sentence, "subtitle"), height=18)
        third: list[Out | None] = [None] * len(self._layout.widths)
        third[0] = Out("← " + self._source.words.tab("summary"), "back", self._source.own("summary"))
        for column, group in (groups or {}).items():
            third[column] = Out(group, "group")
        self.add(*third, height=20)

    def headers(self, labels: Iterable[tuple[str, str]]) -> None:
        """The header row: (label, look of the column's cells); right-aligned over right-aligned values."""
        pairs = list(labels)
        self.add(*(Out(label, HEADERS.get(look, "header")) for label, look in pairs))
        self._texts = [limit for limit, (_, look) in zip(self._texts, pairs, strict=True) if look not in RIGHT]

    def section(self, title: str, note: str | None = None) -> None:
        """A heading between lines."""
        self.add(Out(title, "heading"), height=26)
        if note:
            self.say(note)

    def say(self, text: str) -> None:
        """A sentence on a line of its own, running over the columns."""
        self.add(Out(text, "aside"), height=LINE)

    def done(self, *, filtered: bool = False) -> OwnedTab:
        """The tab; with `filtered`, filter buttons on the headers over all that follows."""
        last = len(self._rows)
        if last > LINKS // len(self._layout.widths):
            _limit_links(self._rows)
        area = f"A{HEADER_ROW}:{a1(last, len(self._layout.widths) - 1)}" if filtered and last > HEADER_ROW else None
        layout = self._layout
        return OwnedTab(layout.id, self._source.words.tab(layout.id), self._rows, self._heights, area)


RIGHT = ("date", "integer", "number", "percent", "rupiah")
HEADERS = {**dict.fromkeys(RIGHT, "header_right"), "after": "header_after"}
"""Look of a column's cells -> look of its header, where that isn't `header`."""


@lru_cache(maxsize=4096)
def lines_of(text: str, capitals: float) -> int:
    """Lines that a text takes in a column that has room for so many capital letters; small ones are narrower."""
    room = capitals * WIDEST
    lines = 0
    for part in text.split("\n"):
        length = len(part) + (WIDEST - 1) * sum(map(str.isupper, part))
        lines += 1 if length < room else math.ceil(length / max(room - LOST, 1))
    return lines


def _limit_links(rows: list[list[Out | None]]) -> None:
    """Leave the texts of links beyond Excel's limit as plain texts."""
    seen = 0
    for row in rows:
        for column, cell in enumerate(row):
            if cell is not None and cell.link is not None:
                seen += 1
                if seen > LINKS:
                    row[column] = Out(cell.value, cell.look.replace("link", "text"))


def text(value: str | None, link: Link | None = None, *, after: bool = False) -> Out:
    """A text, underlined as a link where it leads somewhere; `after` a right-aligned column it keeps some air."""
    if not value:
        return EMPTY
    look = "text" if link is None else "link"
    return Out(value, f"{look}_after" if after else look, link)


def number(value: float | None) -> Out:
    """A number with decimals only where there are some."""
    return Out(value, "integer" if value is None or value == round(value) else "number")
