"""The rows of a worksheet as bytes: written for an owned tab, read back to see whether they say the same.

Strings go into the cells themselves (`inlineStr`): no other part changes with them, and nothing is left behind when
they change. A string is never a formula, whatever it starts with; the one formula written is `=""`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, zip_longest

from perdes_sheets.workbooks.base import Cell, Out, OwnedTab
from perdes_sheets.workbooks.xlsx import cells, xml
from perdes_sheets.workbooks.xlsx.cells import content
from perdes_sheets.workbooks.xlsx.formulas import Formulas
from perdes_sheets.workbooks.xlsx.links import MOST, target
from perdes_sheets.workbooks.xlsx.pieces import decoded, unescape, whole
from perdes_sheets.workbooks.xlsx.ranges import letters
from perdes_sheets.workbooks.xlsx.strings import Strings, text_of
from perdes_sheets.workbooks.xlsx.styles import Styles
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

Said = tuple[str, str, str, float | str]
"""What a cell says: its address, its style, its kind (`n`, `b`, `e`, `str`, `formula`), and its value."""


def written(tab: OwnedTab, looks: Mapping[str, int], prefix: bytes, *, date1904: bool) -> tuple[bytes, dict[str, str]]:
    """The rows of an owned tab, styles by look, and where its cells lead (`links.target`).

    The tabs of a large village have two million cells, so this loop calls little. What many cells share is made once.
    """
    cell = _Cells(looks, prefix.decode(), date1904=date1904)
    starts = [f'<{cell.p}c r="{letters(column)}' for column in range(max(map(len, tab.rows), default=0))]
    made: dict[int, str] = {id(None): ""}  # by identity: `tab` keeps its cells alive meanwhile
    lines: list[str] = []
    links: dict[str, str] = {}
    for number, row in enumerate(tab.rows, 1):
        rests = list(map(made.get, map(id, row)))
        if None in rests:
            for column, out in enumerate(row):
                if rests[column] is None and out is not None:
                    rests[column] = rest = cell.rest(out)
                    if out.link is None:
                        made[id(out)] = rest
                    elif where := target(out.link):
                        links[f"{letters(column)}{number}"] = where
        line = "".join([f"{start}{number}{rest}" for start, rest in zip(starts, rests, strict=False) if rest])
        height = f' ht="{tab.heights[number]:g}" customHeight="1"' if number in tab.heights else ""
        if line or height:
            lines.append(f'<{cell.p}row r="{number}"{height}>{line}</{cell.p}row>')
    return "".join(lines).encode(), dict(islice(links.items(), MOST))


class _Cells:
    """What stands behind a cell's address, for cells with `looks` in a sheet with the prefix `p`."""

    def __init__(self, looks: Mapping[str, int], p: str, *, date1904: bool) -> None:
        self._looks, self.p, self._date1904 = looks, p, date1904
        self._styles: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._days: dict[dt.date, str] = {}
        self._end = f"</{p}t></{p}is></{p}c>"
        self._blank = f' t="str"><{p}f>""</{p}f><{p}v></{p}v></{p}c>'

    def rest(self, out: Out) -> str:
        """The end of the address, style, type and content of a cell."""
        value = out.value
        if out.blank or not isinstance(value, str):
            return (self._styles.get(out.look) or self._style(out.look)) + self._other(out)
        opening = self._texts.get(out.look) or self._text(out.look)
        if value.strip() != value or "\n" in value:
            opening = f'{opening[:-1]} xml:space="preserve">'
        return f"{opening}{content(value)}{self._end}"

    def _style(self, look: str) -> str:
        index = self._looks[look]
        return self._styles.setdefault(look, f'" s="{index}"' if index else '"')

    def _text(self, look: str) -> str:
        return self._texts.setdefault(look, f'{self._style(look)} t="inlineStr"><{self.p}is><{self.p}t>')

    def _other(self, out: Out) -> str:
        value = out.value
        if out.blank:
            return self._blank
        if value is None:
            return "/>"
        if not isinstance(value, dt.date):
            return self._value(value)
        return self._days.get(value) or self._days.setdefault(value, self._value(value))  # few days, many cells

    def _value(self, value: Cell) -> str:
        type, data = cells.typed(value, date1904=self._date1904)
        kind = "" if type == "n" else f' t="{type}"'
        return f"{kind}><{self.p}v>{data.decode()}</{self.p}v></{self.p}c>"


@lru_cache
def _cell(prefix: bytes) -> re.Pattern[bytes]:
    p = re.escape(prefix)
    formula, value = rb"(<%bf[^<>]*+>(?:[^<]*+</%bf>)?+|)" % (p, p), rb"(?:<%bv>([^<]*+)</%bv>)?" % (p, p)
    rest = rb"((?:[^<]++|<(?!/?%bc[\s/>]))*+)</%bc>" % (p, p)  # an inline string
    return re.compile(rb'<%bc r="([A-Z]{1,3}\d{1,7})"([^<>]*?)(?:/>|>\s*%b\s*%b%b)' % (p, formula, value, rest))


_ATTRIBUTE = {name: re.compile(rb'\b%b\s*=\s*"(\w*)"' % name) for name in (b"t", b"s")}


def _attribute(name: bytes, attributes: bytes, default: str) -> str:
    found = _ATTRIBUTE[name].search(attributes)
    return decoded(found[1]) if found else default


def said(sheet: Worksheet, strings: Strings) -> Iterator[Said]:
    """What each filled cell says, row by row."""
    formulas = Formulas(sheet)
    for cell in _cell(sheet.prefix).finditer(sheet.data, sheet.start, sheet.end):
        address, attributes, formula, value, rest = cell.groups(b"")
        kind, content = _attribute(b"t", attributes, "n"), unescape(decoded(value))
        place = address.decode(), _attribute(b"s", attributes, "0")
        if formula:
            yield *place, "formula", f"{formulas.text(formula)}\n{cells.meant(content)}"
        elif kind == "inlineStr":
            bare = re.sub(rb"(</?)%b" % re.escape(sheet.prefix), rb"\1", rest)
            text = "".join(map(text_of, xml.parse(b"<c>%b</c>" % bare, sheet.part)))
            if text:
                yield *place, "str", text
        elif not content:
            continue
        elif kind == "s":
            yield *place, "str", strings[whole(content)]
        elif kind == "n":
            yield *place, "n", float(content)
        else:
            yield *place, kind, cells.meant(content)


def same(old: Worksheet, new: Worksheet, strings: Strings, styles: Styles) -> bool:
    """Whether the filled cells of two sheets say the same and look the same, however they are written."""
    alike: dict[tuple[str, str], bool] = {}
    for a, b in zip_longest(said(old, strings), said(new, strings)):
        if a == b:
            continue
        if not a or not b or (a[0], a[2]) != (b[0], b[2]):
            return False
        look = a[1], b[1]
        if look not in alike:
            alike[look] = a[1] == b[1] or styles.meaning(whole(a[1])) == styles.meaning(whole(b[1]))
        if not alike[look] or not (a[3] == b[3] or (a[2] == "n" and cells.same(str(a[3]), str(b[3])))):
            return False
    return True
