"""The automatic cells of an entry tab: whose formulas stand in them, and their cached values.

One pass of a regular expression over the part's bytes cuts it at the cells of the automatic columns; putting the pieces
together again gives the same bytes, but for the cells that were changed. Loops here run once a cell, 600,000 times in
the largest workbook thought of, so they work on lists and call little.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from perdes_sheets.workbooks.base import EMPTY, OURS, OVERWRITTEN, AutoColumn, Cell
from perdes_sheets.workbooks.xlsx import cells
from perdes_sheets.workbooks.xlsx.formulas import Formulas, names
from perdes_sheets.workbooks.xlsx.pieces import decoded, unescape, whole
from perdes_sheets.workbooks.xlsx.ranges import letters
from perdes_sheets.workbooks.xlsx.strings import Strings
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

_STEP = 6
"""Pieces a cell: the bytes before it, `<c r="H`, `5"`, ` s="3" t="str">`, its `<f>` element, its `<v>` element."""
_START, _ROW, _ATTRIBUTES, _FORMULA, _VALUE = range(1, _STEP)

_TYPE = re.compile(rb'\s*\bt\s*=\s*"(\w*)"')
_STYLE = re.compile(rb'\bs\s*=\s*"(\d+)"')


@lru_cache
def _cell(prefix: bytes, columns: tuple[int, ...]) -> re.Pattern[bytes]:
    p, some = re.escape(prefix), "|".join(map(letters, columns)).encode()
    formula, value = rb"<%bf[^<>]*+>(?:[^<]*+</%bf>)?+" % (p, p), rb"<%bv[^<>]*+>(?:[^<]*+</%bv>)?+" % (p, p)
    return re.compile(rb'(<%bc r="(?:%b))(\d{1,7}+")([^<>]*+>)(\s*+%b|)(\s*+%b|)' % (p, some, formula, value))


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of one column, downwards: their rows and their places in the pieces."""

    rows: list[int]
    places: list[int]


class AutomaticCells:
    """The cells of some columns of a worksheet. `save` puts what was changed back into it.

    `filled` are the rows that got a formula.
    """

    def __init__(self, sheet: Worksheet, columns: Iterable[int], strings: Strings, *, date1904: bool = False) -> None:
        self.columns = tuple(sorted(columns))
        self.changed = False
        self.filled: set[int] = set()
        self._sheet, self._strings, self._date1904 = sheet, strings, date1904
        self._formulas = Formulas(sheet)
        self._pieces = _cell(sheet.prefix, self.columns).split(sheet.data) if self.columns else [sheet.data]
        self._found = self._find()
        self._states: dict[tuple[int, str], bytes] = {}
        self._types: dict[bytes, str] = {}

    def _find(self) -> dict[int, _Column]:
        starts, marks = self._pieces[_START::_STEP], self._pieces[_ROW::_STEP]
        names = {b'<%bc r="%b' % (self._sheet.prefix, letters(c).encode()): c for c in self.columns}
        found = {column: _Column([], []) for column in self.columns}
        head = self._irregular(starts, marks)
        for i, (start, mark) in enumerate(zip(starts[:head], marks[:head], strict=True)):
            found[names[start]].rows.append(int(mark[:-1]))
            found[names[start]].places.append(i * _STEP)
        width = len(names)
        rows = [int(mark[:-1]) for mark in marks[head::width]] if width else []
        for i, start in enumerate(starts[head : head + width], head):
            found[names[start]].rows.extend(rows)
            found[names[start]].places.extend(range(i * _STEP, len(starts) * _STEP, width * _STEP))
        return found

    def _irregular(self, starts: list[bytes], marks: list[bytes]) -> int:
        """How many cells stand before the rows that all have a cell in every column, title and header at the least."""
        width, count = len(self.columns), len(starts)
        last = starts[count - width :]
        if width and width == len(set(last)):
            for head in range(count % width, min(count, 4 * width), width):
                if starts[head:] == last * ((count - head) // width):
                    rows = marks[head::width]
                    if all(marks[head + i :: width] == rows for i in range(width)):
                        return head
        return count

    def states(self, column: int, marker: str, first_row: int) -> bytes:
        """EMPTY, OURS or OVERWRITTEN for each row from `first_row` to the sheet's last."""
        last, rows, found = self._sheet.last_row, self._found[column].rows, self._cell_states(column, marker)
        skip, count = bisect_left(rows, first_row), max(last - first_row + 1, 0)
        if len(rows) - skip == count and rows[-1:] == [last]:
            return found[skip:]
        states = bytearray(count)
        for row, state in zip(rows, found, strict=True):
            if first_row <= row <= last:
                states[row - first_row] = state
        return bytes(states)

    def _cell_states(self, column: int, marker: str) -> bytes:
        """The state of each of a column's cells, downwards."""
        if (column, marker) not in self._states:
            places = self._found[column].places
            formulas = [self._pieces[at + _FORMULA] for at in places]
            head = next((i for i, formula in enumerate(formulas) if formula), len(formulas))  # title and header
            below = formulas[head:]
            alike = below == below[:1] * len(below)
            kinds = (
                below[:1] if alike else sorted(set(below), key=len, reverse=True)
            )  # a shared formula's text comes first
            said = {f: OURS if names(self._formulas.text(f), marker) else OVERWRITTEN for f in kinds if f}
            self._states[column, marker] = bytes(map(self._without, places[:head])) + (
                bytes(said.values()) * len(below)
                if alike
                else bytes(said[f] if f else self._without(at) for f, at in zip(below, places[head:], strict=True))
            )
        return self._states[column, marker]

    def _without(self, at: int) -> int:
        """The state of a cell without a formula. A shared string without characters is what pasted blanks become."""
        attributes, content = self._pieces[at + _ATTRIBUTES], _inner(self._pieces[at + _VALUE])
        if content and _type(attributes) == "s":
            return OVERWRITTEN if self._strings[whole(content)] else EMPTY
        return OVERWRITTEN if content or b"inlineStr" in attributes else EMPTY

    def set_values(self, column: AutoColumn) -> None:
        """Give the formulas of a column their cached values; what means the same already stays as it is written."""
        pieces, types, first, count = self._pieces, self._types, column.first_row, len(column.values)
        wanted, found = self._wanted(column.values), self._found[column.column]
        states = self._cell_states(column.column, column.marker)
        here = zip(found.rows, found.places, states, strict=True)
        ours = [(at, wanted[row - first]) for row, at, state in here if state == OURS and 0 <= row - first < count]
        for at, (type, value) in ours:
            attributes, old = pieces[at + _ATTRIBUTES], pieces[at + _VALUE]
            if old == value and types.get(attributes) == type:
                continue
            old_type = types.get(attributes) or types.setdefault(attributes, _type(attributes))
            if old_type != type:
                if self._means(old_type, old, type, value):
                    continue
                pieces[at + _ATTRIBUTES] = _with_type(attributes, type)
            elif value == old or self._means(old_type, old, type, value):
                continue
            pieces[at + _VALUE] = value
            self.changed = True

    def _wanted(self, values: Sequence[Cell]) -> list[tuple[str, bytes]]:
        """For each value its type and its `<v>` element. Values repeat, so each is made once."""
        made: dict[tuple[type, Cell], tuple[str, bytes]] = {}
        element = b"<%bv>%%b</%bv>" % (self._sheet.prefix, self._sheet.prefix)
        keys = [(value.__class__, value) for value in values]
        for key in set(keys):
            kind, text = cells.typed(key[1], date1904=self._date1904)
            made[key] = (kind, element % text)
        return [made[key] for key in keys]

    def _means(self, old_type: str, old: bytes, type: str, value: bytes) -> bool:
        """Whether a cached value is already the one wanted, however it is written."""
        if (not old and old_type != "str") or (old_type not in (type, "s")):
            return False  # not calculated yet, or another kind of value
        if old_type == "str" == type and b"&" not in old and b"_" not in old and old.startswith(value[:3]):
            return False  # written as we write it, and differently
        a, b = decoded(_inner(old)), decoded(_inner(value))
        if old_type == "s":
            return type == "str" and self._strings[whole(a)] == cells.meant(unescape(b))
        if old_type == "str" == type:
            return cells.meant(unescape(a)) == cells.meant(unescape(b))
        return cells.same(a, b)

    def fill(self, column: AutoColumn) -> Mapping[int, bytes]:
        """Put the formulas of a column into its empty cells.

        Returns those that have no element in the sheet yet, by row: the element to add (`insertion.add_cells`).
        """
        if not column.formulas:
            return {}
        prefix, found = self._sheet.prefix, self._found[column.column]
        states = self._cell_states(column.column, column.marker)
        places = dict(zip(found.rows, zip(found.places, states, strict=True), strict=True))
        ours = [row for row, state in zip(found.rows, states, strict=True) if state == OURS]
        values = dict(enumerate(column.values, column.first_row))
        plain = b"" if ours else self._sheet.column_style(column.column)
        missing = {}
        for row, formula in column.formulas.items():
            at, state = places.get(row, (-1, EMPTY))
            if state != EMPTY:
                continue
            [(type, cached)] = self._wanted([values.get(row)])
            content = b"<%bf>%b</%bf>%b" % (prefix, cells.content(formula).encode(), prefix, cached)
            style = plain
            if ours:
                above = ours[max(bisect(ours, row) - 1, 0)]
                style = _style(self._pieces[places[above][0] + _ATTRIBUTES])
            self.changed = True
            self.filled.add(row)
            if at < 0:
                tag = _with_type(style + b">", type)
                name = letters(column.column).encode()
                missing[row] = b'<%bc r="%b%d"%b%b</%bc>' % (prefix, name, row, tag, content, prefix)
                continue
            attributes = self._pieces[at + _ATTRIBUTES]
            single = attributes.endswith(b"/>")
            bare = attributes[:-2].rstrip() if single else attributes[:-1]
            self._pieces[at + _ATTRIBUTES] = _with_type((bare if _style(bare) else bare + style) + b">", type)
            self._pieces[at + _FORMULA], self._pieces[at + _VALUE] = content, b"</%bc>" % prefix if single else b""
        self._states.clear()
        return missing

    def save(self) -> None:
        """Put the cells back into the worksheet."""
        if self.changed:
            self._sheet.replace(b"".join(self._pieces))


def _type(attributes: bytes) -> str:
    found = _TYPE.search(attributes)
    return decoded(found[1]) if found else "n"


def _style(attributes: bytes) -> bytes:
    """The style attribute among others, with the blank before it; nothing where there is none."""
    found = _STYLE.search(attributes)
    return b' s="%b"' % found[1] if found else b""


@lru_cache(maxsize=1024)
def _with_type(attributes: bytes, type: str) -> bytes:
    """Attributes of a cell (to the end of its tag) with another type."""
    bare = _TYPE.sub(b"", attributes)
    return bare if type == "n" else bare[:-1].rstrip() + f' t="{type}">'.encode()


def _inner(element: bytes) -> bytes:
    """The content of a `<v>` element; nothing where there is none."""
    return element[element.find(b">") + 1 :].partition(b"<")[0]
