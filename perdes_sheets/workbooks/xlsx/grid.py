"""A tab's values: calamine reads them, and what calamine can't tell is told here.

calamine gives an error (`#N/A`), a formula that was never calculated and an empty cell alike as nothing, and skips a
value beside a comment or in a CDATA section. A regular expression passes over the rows and finds whether a tab may hold
any such thing; only then are its cells looked at one by one.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast, overload

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import UNCACHED, Cell, ErrorValue, Sheet
from perdes_sheets.workbooks.xlsx.book import Book, Tab
from perdes_sheets.workbooks.xlsx.distilled import distilled
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.pieces import decoded, root, unescape
from perdes_sheets.workbooks.xlsx.ranges import column_index
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_SMALL = 500_000
"""Bytes of a tab of which some rows more or less don't matter."""
_TIMES = frozenset((dt.time, dt.timedelta))


class Grids(Mapping[str, Sheet]):
    """The tabs of a workbook by title, in their order. Rows are read when the first of them is asked for.

    The lists that a sync fills are as large as what people typed, and nobody asks for them. A tab that can't be read
    raises WorkbookError then: one that isn't needed stops nobody.
    """

    def __init__(self, package: Package, book: Book, worksheet: Callable[[Tab, bytes], Worksheet]) -> None:
        self._package, self._worksheet = package, worksheet
        self._tabs = {tab.title: tab for tab in book.tabs if tab.part}
        self._read: dict[str, list[list[Cell]] | WorkbookError] = {}

    def __getitem__(self, title: str) -> Sheet:
        tab = self._tabs[title]
        return Sheet(tab.title, _Rows(lambda: self._rows(tab)), tab.hidden)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tabs)

    def __len__(self) -> int:
        return len(self._tabs)

    def _rows(self, tab: Tab) -> list[list[Cell]]:
        if tab.title not in self._read:
            self._load([other for other in self._tabs.values() if other is tab or self._is_typed(other)])
        found = self._read[tab.title]
        if isinstance(found, WorkbookError):
            raise found
        return found

    def _is_typed(self, tab: Tab) -> bool:
        """Whether people type in a tab, as far as one can tell: those are read together, which is faster.

        A large tab that has formulas near its top is one; a small one costs nothing.
        """
        if tab.hidden or tab.title in self._read or tab.part not in self._package:
            return False
        head = self._package.head(tab.part, _SMALL)
        return len(head) < _SMALL or b"<%bf" % root(head)[0] in head

    def _load(self, tabs: list[Tab]) -> None:
        try:
            datas = {tab.title: self._package.read(tab.part) for tab in tabs}
            sheets = _calamine(distilled(self._package, datas, {tab.title: tab.part for tab in tabs}), tabs)
        except WorkbookError as error:
            if len(tabs) == 1:
                self._read[tabs[0].title] = error
            else:
                for tab in tabs:
                    self._load([tab])
            return
        for tab, rows in zip(tabs, sheets, strict=True):
            try:
                self._read[tab.title] = self._completed(tab, rows, datas[tab.title])
            except WorkbookError as error:
                self._read[tab.title] = error

    def _completed(self, tab: Tab, rows: list[list[Cell]], data: bytes) -> list[list[Cell]]:
        """The rows with what calamine left out of the tab's `data`."""
        sheet = self._worksheet(tab, data)
        odd = _is_odd(sheet)
        if odd and b"<!" in sheet.rows:
            sheet.tidy()
            [rows] = _calamine(distilled(self._package, {tab.title: sheet.data}), [tab])
        for row, column, value in _unread(sheet, odd=odd):
            _put(rows, row, column, value)
        for line in rows:
            if not _TIMES.isdisjoint(map(type, line)):
                line[:] = map(_plain, line)
        return rows


class _Rows(Sequence[Sequence[Cell]]):
    """The rows of a tab that may not have been read yet."""

    def __init__(self, read: Callable[[], list[list[Cell]]]) -> None:
        self._read = read
        self._found: list[list[Cell]] | None = None

    @property
    def _rows(self) -> list[list[Cell]]:
        if self._found is None:
            self._found = self._read()
        return self._found

    @overload
    def __getitem__(self, at: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return iter(self._rows)


def _calamine(content: bytes, tabs: list[Tab]) -> list[list[list[Cell]]]:
    """The rows of the tabs of a vetted workbook file, from A1 on; WorkbookError where calamine can't read them."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only reading needs it

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return [_rows(workbook.get_sheet_by_name(tab.title)) for tab in tabs]
    except CalamineError as error:
        raise WorkbookError("error.damaged", part=tabs[0].title) from error


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    return cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))  # its times are made numbers by _plain


def _plain(value: Cell | dt.time | dt.timedelta) -> Cell:
    """A time of day or a duration as the spreadsheet's number: a fraction of a day, days."""
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    return value


def _is_odd(sheet: Worksheet) -> bool:
    """Whether a cell ends as those do that calamine may not tell: errors, formulas without a value, comments."""
    return _patterns(sheet.prefix).end.search(sheet.data, sheet.start, sheet.end) is not None


def _unread(sheet: Worksheet, *, odd: bool) -> Iterator[tuple[int, int, Cell]]:
    """Row (from 1), column and value of the cells that hold an error or a formula without a value."""
    patterns, place = _patterns(sheet.prefix), (sheet.data, sheet.start, sheet.end)
    if odd:
        for name, row, text in patterns.error.findall(*place):
            yield int(row), column_index(name.decode()), ErrorValue(unescape(decoded(text)))
    if odd or patterns.unlike_text.search(*place):
        for name, row in patterns.uncached.findall(*place):
            yield int(row), column_index(name.decode()), UNCACHED


class _Patterns(NamedTuple):
    """What `end` finds may be more than calamine tells. A cell with an `error`; one with a formula but no value,
    `uncached`. `unlike_text`: an empty value behind a formula that isn't marked as a text's, which may be empty."""

    end: re.Pattern[bytes]
    error: re.Pattern[bytes]
    uncached: re.Pattern[bytes]
    unlike_text: re.Pattern[bytes]


@lru_cache
def _patterns(prefix: bytes) -> _Patterns:
    p = re.escape(prefix)
    start = rb'<%bc r="([A-Z]{1,3}+)(\d{1,7}+)"' % p
    formula = rb"<%bf[^<>]*+>(?:[^<]*+</%bf>)?+" % (p, p)
    number = rb'(?: (?:s|cm|vm|ph)="\w*+"| t="n")*+>'
    empty = rb"(?:<%bv\s*+/>|<%bv>\s*+</%bv>|)\s*+</%bc>" % (p, p, p, p)
    return _Patterns(
        re.compile(
            rb"</%bc>(?:(?<=[!A?]</%bv></%bc>)|(?<=[]-]></%bv></%bc>)|(?<!</%bv></%bc>)(?<!</%bis></%bc>))" % ((p,) * 9)
        ),
        re.compile(rb'%b[^<>]*?\st="e"[^<>]*+>\s*+(?:%b)?+\s*+<%bv>([^<]*+)' % (start, formula, p)),
        re.compile(rb"%b%b\s*+%b\s*+%b" % (start, number, formula, empty)),
        re.compile(rb'><%bf(?<!="str"><%bf)[^<>]*+>(?:[^<]*+</%bf>)?+<%bv></%bv>' % ((p,) * 5)),
    )


def _put(rows: list[list[Cell]], row: int, column: int, value: Cell) -> None:
    rows.extend([] for _ in range(row - len(rows)))
    line = rows[row - 1]
    line.extend("" for _ in range(column + 1 - len(line)))
    line[column] = value
