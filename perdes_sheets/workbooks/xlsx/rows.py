"""The rows of a worksheet as bytes: written for an owned tab, read back to see whether they say the same.

Strings go into the cells themselves (`inlineStr`): no other part changes with them, and nothing is left behind when
they change. A string is never a formula, whatever it starts with; the one formula written is `=""`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, zip_longest

from perdes_sheets.workbooks.base import Out, OwnedTab
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

    A tab of a large village has a million cells, but few of them are unlike all others: what is the same is made once.
    """
    p = prefix.decode()
    starts = [f'<{p}c r="{letters(column)}' for column in range(max(map(len, tab.rows), default=0))]
    styles: dict[str, str] = {}
    made: dict[int, str] = {id(None): ""}
    leads: dict[int, str] = {}
    lines, links, kept = [], dict[str, str](), []
    for number, row in enumerate(tab.rows, 1):
        ids = list(map(id, row))
        contents = list(map(made.get, ids))
        if None in contents:
            for column, out in enumerate(row):
                if out is not None and contents[column] is None:
                    style = styles.get(out.look) or styles.setdefault(out.look, _style(looks[out.look]))
                    contents[column] = made[id(out)] = style + _content(out, p, date1904)
                    kept.append(out)  # else another might get its id
                    if out.link and (where := target(out.link)):
                        leads[id(out)] = where
        address = str(number)
        line = "".join([start + address + rest for start, rest in zip(starts, contents, strict=False) if rest])
        if not leads.keys().isdisjoint(ids):
            links |= {letters(column) + address: leads[id] for column, id in enumerate(ids) if id in leads}
        height = f' ht="{tab.heights[number]:g}" customHeight="1"' if number in tab.heights else ""
        if line or height:
            lines.append(f'<{p}row r="{address}"{height}>{line}</{p}row>'.encode())
    return b"".join(lines), dict(islice(links.items(), MOST))


def _style(index: int) -> str:
    """What ends a cell's address and gives it a style."""
    return f'" s="{index}"' if index else '"'


def _content(out: Out, p: str, date1904: bool) -> str:
    """What stands behind a cell's address and style."""
    value = out.value
    if out.blank:
        return f' t="str"><{p}f>""</{p}f><{p}v></{p}v></{p}c>'
    if value is None:
        return "/>"
    if isinstance(value, str):
        space = "" if value.strip() == value and "\n" not in value else ' xml:space="preserve"'
        return f' t="inlineStr"><{p}is><{p}t{space}>{content(value)}</{p}t></{p}is></{p}c>'
    type, data = cells.typed(value, date1904=date1904)
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
