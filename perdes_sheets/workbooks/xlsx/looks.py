"""Looks by specimen: the hidden tab `_looks` has a look's id in column A, and in column B a cell that has it.

A style's number differs in every file and after every save; the specimen's is always the right one. A village may
change a specimen, and the owned tabs follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from perdes_sheets.workbooks.xlsx.pieces import whole
from perdes_sheets.workbooks.xlsx.rows import said
from perdes_sheets.workbooks.xlsx.strings import Strings
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

TITLE = "_looks"


def read(sheet: Worksheet, strings: Strings) -> dict[str, int]:
    """Look id -> the style index of its specimen; 0, the plain style, where the cell beside the id is missing."""
    ids = {
        address[1:]: str(value)
        for address, _, kind, value in said(sheet, strings)
        if kind == "str" and address[0] == "A" and address[1:].isdigit()
    }
    p = re.escape(sheet.prefix)
    cells = re.compile(rb'<%bc r="B(\d+)"[^<>]*?\bs="(\d+)"' % p).findall(sheet.data, sheet.start, sheet.end)
    styles = {row.decode(): whole(style) for row, style in cells}
    return {id: styles.get(row, 0) for row, id in ids.items()}


class Looks(dict[str, int]):
    """Look id -> style index. A look without a specimen is taken from elsewhere when it is asked for, and gets one."""

    def __init__(self, sheet: Worksheet, strings: Strings, elsewhere: Callable[[str], int]) -> None:
        super().__init__(read(sheet, strings))
        self._sheet, self._elsewhere = sheet, elsewhere
        self.added = False

    def __missing__(self, id: str) -> int:
        self[id] = style = self._elsewhere(id)
        p, row = self._sheet.prefix, self._sheet.last_row + 1
        self._sheet.rows += (
            b'<%brow r="%d"><%bc r="A%d" t="inlineStr"><%bis><%bt>%b</%bt></%bis></%bc><%bc r="B%d" s="%d"/></%brow>'
            % (p, row, p, row, p, p, id.encode(), p, p, p, p, row, style, p)
        )
        self.added = True
        return style
