"""Cells put into rows that have none in their columns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from perdes_sheets.workbooks.xlsx.pieces import decoded, whole
from perdes_sheets.workbooks.xlsx.ranges import column_index
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

_SPANS = re.compile(rb'\s+spans\s*=\s*"[^"]*"')


def add_cells(sheet: Worksheet, cells: Mapping[int, Mapping[int, bytes]]) -> None:
    """Add `cells[row][column]`, whole elements, each where its column belongs. The row may be missing too."""
    if not cells:
        return
    start = b'<%brow r="' % sheet.prefix
    before, *pieces = sheet.rows.split(start)
    waiting = sorted(cells, reverse=True)
    made = [before]
    for piece in pieces:
        number = whole(piece[: piece.index(b'"')])
        while waiting and waiting[-1] < number:
            made.append(_new_row(sheet.prefix, waiting[-1], cells[waiting.pop()]))
        hit = waiting and waiting[-1] == number
        made.append(start + (_with_cells(piece, sheet.prefix, cells[waiting.pop()]) if hit else piece))
    made += [_new_row(sheet.prefix, row, cells[row]) for row in reversed(waiting)]
    sheet.rows = b"".join(made)


def _new_row(prefix: bytes, number: int, cells: Mapping[int, bytes]) -> bytes:
    return b'<%brow r="%d">%b</%brow>' % (prefix, number, b"".join(cells[column] for column in sorted(cells)), prefix)


def _with_cells(row: bytes, prefix: bytes, cells: Mapping[int, bytes]) -> bytes:
    """A row (what follows `<row r="`) with more cells. `spans`, a hint that may be wrong then, goes."""
    tag = _SPANS.sub(b"", row[: row.index(b">") + 1])
    if tag.endswith(b"/>"):
        body, end = b"", b"</%brow>%b" % (prefix, row[row.index(b">") + 1 :])
        tag = tag[:-2].rstrip() + b">"
    else:
        close = row.rindex(b"</%brow" % prefix)
        body, end = row[row.index(b">") + 1 : close], row[close:]
    start = b'<%bc r="' % prefix
    before, *old = body.split(start)
    all_cells = {column_index(decoded(cell[: cell.index(b'"')]).rstrip("0123456789")): start + cell for cell in old}
    all_cells.update(cells)
    return tag + before + b"".join(all_cells[column] for column in sorted(all_cells)) + end
