"""New rows at the end of an entry tab: the one place where anything is put into cells that people type in.

Only `collect --accept` asks for it. A cell that holds anything stops it before a byte is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import Cell
from perdes_sheets.workbooks.xlsx import cells
from perdes_sheets.workbooks.xlsx.insertion import add_cells
from perdes_sheets.workbooks.xlsx.pieces import decoded, whole
from perdes_sheets.workbooks.xlsx.ranges import column_index, letters
from perdes_sheets.workbooks.xlsx.strings import Strings
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

Rows = Mapping[int, Mapping[int, Cell]]
"""Spreadsheet row -> column index -> value."""

_STYLE = re.compile(rb'\bs\s*=\s*"(\d+)"')
_SHARED = re.compile(rb'\bt\s*=\s*"s"')


def put(sheet: Worksheet, rows: Rows, strings: Strings, *, title: str, date1904: bool) -> None:
    """Put values into empty cells of `sheet`, in the looks that these have; WorkbookError where one isn't empty."""
    new: dict[int, dict[int, bytes]] = {}
    for row, values in rows.items():
        there, above = _cells(sheet, row), _cells(sheet, row - 1)
        for column, value in values.items():
            old = there.get(column)
            if old is not None and not _is_blank(old, sheet.prefix, strings):
                raise WorkbookError("error.not_blank", row=row, tab=title)
            plain = sheet.column_style(column) or _style(above.get(column, b""))
            style = plain if old is None else _style(old)
            new.setdefault(row, {})[column] = _element(sheet.prefix, row, column, style, value, date1904=date1904)
    add_cells(sheet, new)


def _cells(sheet: Worksheet, row: int) -> dict[int, bytes]:
    """The cells of a row, whole elements by column."""
    start = sheet.data.find(b'<%brow r="%d"' % (sheet.prefix, row), sheet.start, sheet.end)
    if start < 0:
        return {}
    end = sheet.data.find(b"<%brow r=" % sheet.prefix, start + 1, sheet.end)
    line = sheet.data[start : end if end >= 0 else sheet.end]
    found = (_cell(sheet.prefix).match(line, match.start()) for match in _start(sheet.prefix).finditer(line))
    return {column_index(decoded(cell[1])): cell[0] for cell in found if cell}


@lru_cache
def _start(prefix: bytes) -> re.Pattern[bytes]:
    return re.compile(rb'<%bc r="' % re.escape(prefix))


@lru_cache
def _cell(prefix: bytes) -> re.Pattern[bytes]:
    p = re.escape(prefix)
    return re.compile(rb'<%bc r="([A-Z]{1,3})\d+"[^<>]*?(?:/>|>.*?</%bc>)' % (p, p), re.DOTALL)


def _is_blank(cell: bytes, prefix: bytes, strings: Strings) -> bool:
    """Whether a cell holds nothing, or only white space."""
    if b"<%bf" % prefix in cell:
        return False
    texts = re.findall(rb"<%b(?:v|t)\b[^<>]*>([^<]*)<" % re.escape(prefix), cell)
    if _SHARED.search(cell.partition(b">")[0]):
        return all(not strings[whole(text)].strip() for text in texts)
    return not b"".join(texts).strip()


def _style(cell: bytes) -> bytes:
    found = _STYLE.search(cell.partition(b">")[0])
    return b' s="%b"' % found[1] if found else b""


def _element(prefix: bytes, row: int, column: int, style: bytes, value: Cell, *, date1904: bool) -> bytes:
    """A cell's element; a text is written as a text, whatever it starts with."""
    place = b'<%bc r="%b%d"%b' % (prefix, letters(column).encode(), row, style)
    if isinstance(value, str):
        text = cells.content(value).encode()
        inner = b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>' % (prefix, prefix, text, prefix, prefix)
        return b'%b t="inlineStr">%b</%bc>' % (place, inner, prefix)
    type, content = cells.typed(value, date1904=date1904)
    kind = b"" if type == "n" else b' t="%b"' % type.encode()
    return b"%b%b><%bv>%b</%bv></%bc>" % (place, kind, prefix, content, prefix, prefix)
