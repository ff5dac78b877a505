"""The styles of a workbook (ECMA-376 part 1, 18.8), and taking over single ones from another workbook.

Styles are only ever added at the end of their lists, so that the numbers which cells have keep their meaning. One that
is there already, byte for byte, isn't added again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from itertools import count

from perdes_sheets.workbooks.xlsx import relations, xml
from perdes_sheets.workbooks.xlsx.book import STRICT
from perdes_sheets.workbooks.xlsx.limits import LIMITS, check_size
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.pieces import Part, elements, whole

ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
"""The children of `styleSheet` in the order of the schema."""

_BUILT_IN = 164
"""Number formats below are the same in every workbook."""
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NONE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<styleSheet xmlns="{}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1">'
    '<xf xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
"""What a workbook without styles looks like: every list has its first item, two fills being the program's own."""
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


class Styles:
    """The styles part of a package, its changes kept until `save`."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package, self._workbook_part = package, workbook_part
        self._part = next((rel.target for rel in package.relationships(workbook_part) if rel.kind == "styles"), "")
        self._xml = Part(self._read() if self._part else self._none(), ORDER)
        self._taken: dict[tuple[str, bytes], int] = {}
        self._lists: dict[str, list[bytes]] = {}
        self._codes: tuple[object, dict[int, str]] = (None, {})

    def take(self, index: int, other: Styles) -> int:
        """The index of a cell style like the one that `other` has at `index`; 0, the plain one, stays 0."""
        formats = other._items("cellXfs")
        if not 0 < index < len(formats):
            return 0
        style = formats[index]
        for name, kind in _PARTS.items():
            style = _with(style, name, self._add(kind, self._own(other._items(kind)[_number(style, name)], other)))
        style = _with(style, "numFmtId", self._number_format(_number(style, "numFmtId"), other))
        return self._add("cellXfs", self._own(_with(style, "xfId", 0), other))

    def take_differential(self, index: int, other: Styles) -> int:
        """The index of a conditional format's style like the one that `other` has at `index`."""
        formats = other._items("dxfs")
        return self._add("dxfs", self._own(formats[index], other)) if index < len(formats) else index

    def meaning(self, index: int) -> tuple[object, ...]:
        """What the cell style `index` looks like: equal for two styles that can't be told apart.

        LibreOffice gives merged cells a style of their own that looks like the others'.
        """
        formats = self._items("cellXfs")
        if index >= len(formats):
            return ()
        style = next(elements(formats[index]))
        parts = (self._items(kind)[_number(formats[index], name) :][:1] for name, kind in _PARTS.items())
        number = _number(formats[index], "numFmtId")
        children = tuple(
            (child.name, tuple(sorted(child.attributes.items()))) for child in elements(formats[index], *style.inside)
        )
        return (*map(tuple, parts), self._number_formats().get(number, number), children)

    def save(self) -> None:
        """Put the changes into the package."""
        data = self._xml.bytes()
        if self._part:
            self._package.set(self._part, data)
        elif data != self._none():
            stem = posixpath.join(posixpath.dirname(self._workbook_part), "styles")
            self._part = next(name for n in count() if (name := f"{stem}{n or ''}.xml") not in self._package)
            self._package.add(self._part, data, _CONTENT_TYPE)
            type = relations.kind_type("styles", strict=self._namespace() == STRICT)
            self._package.add_relationship(self._workbook_part, type, self._part)

    def _read(self) -> bytes:
        data = self._package.read(self._part)
        check_size(len(data), LIMITS.styles, self._part)
        xml.check_depth(data, self._part)
        xml.well_formed(data, self._part)
        return data

    def _none(self) -> bytes:
        return _NONE.format(self._namespace()).encode()

    def _namespace(self) -> str:
        root = xml.parse(self._package.read(self._workbook_part), self._workbook_part)
        return root.nsmap[root.prefix]

    def _number_format(self, id: int, other: Styles) -> int:
        if id < _BUILT_IN:
            return id
        wanted, known = other._number_formats().get(id), self._number_formats()
        if wanted is None:
            return 0
        same = next((number for number, code in known.items() if code == wanted), None)
        if same is not None:
            return same
        new = max([_BUILT_IN - 1, *known]) + 1
        item = next(item for item in other._items("numFmts") if _number(item, "numFmtId") == id)
        self._add("numFmts", self._own(_with(item, "numFmtId", new), other))
        self._codes = (self._items("numFmts"), {**known, new: wanted})
        return new

    def _number_formats(self) -> dict[int, str]:
        """The workbook's own number formats: id -> code."""
        items = self._items("numFmts")
        if self._codes[0] is not items:
            attributes = (next(elements(item)).attributes for item in items)
            codes = {whole(found.get("numFmtId", "")): found.get("formatCode", "") for found in attributes}
            self._codes = (items, codes)
        return self._codes[1]

    def _items(self, name: str) -> Sequence[bytes]:
        """The elements of a list of styles, cut once: many workbooks drag thousands of styles along."""
        if name not in self._lists:
            data = self._xml.get(name) or b""
            items = [data[item.start : item.end] for whole in elements(data) for item in elements(data, *whole.inside)]
            self._lists[name] = items
        return self._lists[name]

    def _own(self, item: bytes, other: Styles) -> bytes:
        """An element of `other` with the prefix that elements have here."""
        old, new = other._xml.prefix, self._xml.prefix
        return item if old == new else re.sub(rb"<(/?)%b(?=\w)" % re.escape(old), rb"<\1" + new, item)

    def _add(self, name: str, item: bytes) -> int:
        """The index of `item` in a list of styles, where it is added if it isn't there."""
        if (name, item) in self._taken:
            return self._taken[name, item]
        items = list(self._items(name))
        if item not in items:
            items.append(item)
            prefix = self._xml.prefix
            tag = prefix + name.encode()
            old = self._xml.get(name)
            start = old[: next(iter(elements(old))).inside[0]] if old else b"<%b>" % tag
            start = start.rstrip(b"/> ") + b">"
            counted = re.sub(rb'\bcount\s*=\s*["\']\d+["\']', b'count="%d"' % len(items), start)
            if counted == start and b"count" not in start:
                counted = start[:-1] + b' count="%d">' % len(items)
            self._xml.put(name, b"%b%b</%b>" % (counted, b"".join(items), tag))
            self._lists[name] = items
        self._taken[name, item] = items.index(item)
        return self._taken[name, item]


def _number(item: bytes, name: str) -> int:
    return next((whole(element.attributes.get(name, "")) for element in elements(item)), 0)


def _with(item: bytes, name: str, value: int) -> bytes:
    """An element with another number in an attribute that it has."""
    return re.sub(rb'(\b%b\s*=\s*)["\']\d+["\']' % name.encode(), rb'\g<1>"%d"' % value, item, count=1)
