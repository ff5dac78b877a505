"""The rows of a worksheet as bytes: written for an owned tab, read back to see whether they say the same.

Strings go into the cells themselves (`inlineStr`): no other part changes with them, and nothing is left behind when
they change. A string is never a formula, whatever it starts with; the one formula written is `=""`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, zip_longest
from operator import add

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
    width = max(map(len, tab.rows), default=0)
    starts = [b'<%bc r="%b' % (prefix, letters(column).encode()) for column in range(width)]
    nexts = [*starts[1:], b""]
    rest = _Rest(looks, prefix.decode(), date1904=date1904)
    heights = {height: b' ht="%b" customHeight="1"' % f"{height:g}".encode() for height in set(tab.heights.values())}
    made: dict[int, bytes] = {id(None): b""}  # by identity: `tab` keeps its cells alive meanwhile
    lines: list[bytes] = []
    links: dict[str, str] = {}
    for number, row in enumerate(tab.rows, 1):
        address = b"%d" % number
        rests = list(map(made.get, map(id, row)))
        if None in rests:
            for column, known in enumerate(rests):
                if known is None and (out := row[column]) is not None:
                    rests[column] = new = rest(out)
                    if out.link is None:
                        made[id(out)] = new
                    elif where := target(out.link):
                        links[f"{letters(column)}{number}"] = where
        if len(rests) == width and all(rests):
            line = starts[0] + address + address.join(map(add, rests, nexts))
        else:
            cells = zip(starts, rests, strict=False)
            line = b"".join([b"%b%b%b" % (start, address, end) for start, end in cells if end])
        height = heights[tab.heights[number]] if number in tab.heights else b""
        if line or height:
            lines.append(b'<%brow r="%b"%b>%b</%brow>' % (prefix, address, height, line, prefix))
    return b"".join(lines), dict(islice(links.items(), MOST))


class _Rest:
    """What stands behind a cell's address: called with the cell."""

    def __init__(self, looks: Mapping[str, int], p: str, *, date1904: bool) -> None:
        self._looks, self._p, self._date1904 = looks, p, date1904
        self._end = f"</{p}t></{p}is></{p}c>"
        self._openings: dict[str, str] = {}
        self._made: dict[tuple[str, type, Cell], bytes] = {}

    def __call__(self, out: Out) -> bytes:
        """The end of the address, style, type and content of a cell."""
        value, look = out.value, out.look
        if isinstance(value, str) and not out.blank:
            opening = self._openings.get(look) or self._opening(look)
            if value.strip() != value or "\n" in value:
                opening = f'{opening[:-1]} xml:space="preserve">'
            return f"{opening}{content(value)}{self._end}".encode()
        key = (look, value.__class__, value)  # days, shares and scores are few, their cells many
        return self._made.get(key) or self._made.setdefault(key, f"{self._style(look)}{self._other(out)}".encode())

    def _style(self, look: str) -> str:
        index = self._looks[look]
        return f'" s="{index}"' if index else '"'

    def _opening(self, look: str) -> str:
        return self._openings.setdefault(look, f'{self._style(look)} t="inlineStr"><{self._p}is><{self._p}t>')

    def _other(self, out: Out) -> str:
        p = self._p
        if out.blank:
            return f' t="str"><{p}f>""</{p}f><{p}v></{p}v></{p}c>'
        if out.value is None:
            return "/>"
        type, data = cells.typed(out.value, date1904=self._date1904)
        kind = "" if type == "n" else f' t="{type}"'
        return f"{kind}><{p}v>{data.decode()}</{p}v></{p}c>"


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


def _number(content: str) -> float | str:
    """A number, or what stands in its place in a damaged file: the same as no number of ours."""
    try:
        return float(content)
    except ValueError:
        return content


def said(sheet: Worksheet, strings: Strings) -> Iterator[Said]:
    """What each filled cell says, row by row."""
    return (each for _, each in _said(sheet.make_plain(), strings))


def _said(sheet: Worksheet, strings: Strings) -> Iterator[tuple[int, Said]]:
    """What each filled cell says that is plain, and where it stands in the data."""
    formulas = Formulas(sheet)
    for cell in _cell(sheet.prefix).finditer(sheet.data, sheet.start, sheet.end):
        address, attributes, formula, value, rest = cell.groups(b"")
        kind, content = _attribute(b"t", attributes, "n"), unescape(decoded(value))
        at, place = cell.start(), (address.decode(), _attribute(b"s", attributes, "0"))
        if formula:
            yield at, (*place, "formula", f"{formulas.text(formula)}\n{cells.meant(content)}")
        elif kind == "inlineStr":
            bare = re.sub(rb"(</?)%b" % re.escape(sheet.prefix), rb"\1", rest)
            text = "".join(map(text_of, xml.parse(b"<c>%b</c>" % bare, sheet.part)))
            if text:
                yield at, (*place, "str", text)
        elif not content:
            continue
        elif kind == "s":
            yield at, (*place, "str", strings[whole(content)])
        elif kind == "n":
            yield at, (*place, "n", _number(content))
        else:
            yield at, (*place, kind, cells.meant(content))


def same(old: Worksheet, new: Worksheet, strings: Strings, styles: Styles) -> bool:
    """Whether the filled cells of two sheets say the same and look the same, however they are written.

    `old` may be raw: what comes before the first difference shows whether that is one. `new` is plain.
    """
    differs = _difference(old, new, strings, styles)
    if old.plain_until(old.end if differs is None else differs):
        return differs is None
    return _difference(old.make_plain(), new, strings, styles) is None


def _difference(old: Worksheet, new: Worksheet, strings: Strings, styles: Styles) -> int | None:
    """Where in the data of `old` the first cell stands that says or looks otherwise than in `new`."""
    alike: dict[tuple[str, str], bool] = {}
    nothing = (old.end, None)
    for (at, a), (_, b) in zip_longest(_said(old, strings), _said(new, strings), fillvalue=nothing):
        if a == b:
            continue
        if not a or not b or (a[0], a[2]) != (b[0], b[2]):
            return at
        look = a[1], b[1]
        if look not in alike:
            alike[look] = a[1] == b[1] or styles.meaning(whole(a[1])) == styles.meaning(whole(b[1]))
        if not alike[look] or not (a[3] == b[3] or (a[2] == "n" and cells.same(str(a[3]), str(b[3])))):
            return at
    return None
