"""Tabs of a fresh workbook put into one that lost them: with their drawings, charts, widths, page set-up and styles.

docProps/app.xml, which may list the titles of all tabs, stays as it is: it is for reading without opening the file,
every office program writes it anew when it saves, and none minds a list that is behind.
"""

from __future__ import annotations

import posixpath
import re

from perdes_sheets.workbooks.xlsx import cells, looks, relations
from perdes_sheets.workbooks.xlsx.book import Book, Tab
from perdes_sheets.workbooks.xlsx.names import DefinedName
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.pieces import escape
from perdes_sheets.workbooks.xlsx.ranges import split_reference
from perdes_sheets.workbooks.xlsx.strings import Strings
from perdes_sheets.workbooks.xlsx.styles import Styles
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

_STYLED = re.compile(rb'(<(?:c|row|col)\s[^<>]*?\b(?:s|style)=")(\d+)(")')
_DIFFERENTIAL = re.compile(rb'(\bdxfId=")(\d+)(")')
_SHARED = re.compile(rb' t="s"><v>(\d+)</v>')
_FOOTER = re.compile(rb"(<(?:\w+:)?oddFooter\b[^<>]*>)([^<]*)(</(?:\w+:)?oddFooter\s*>)")
_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    b"http://schemas.openxmlformats.org/drawingml/2006/": b"http://purl.oclc.org/ooxml/drawingml/",
}
"""Transitional namespaces and relationship types -> the strict ones (ECMA-376 part 1)."""


class Graft:
    """What it takes to put tabs of the package `fresh`, as XlsxWriter writes it, into `package`.

    `book` and `styles` are changed with it; they are saved by their owner.
    """

    def __init__(self, package: Package, book: Book, styles: Styles, fresh: Package) -> None:
        self._package, self._book, self._styles, self._fresh = package, book, styles, fresh
        self._fresh_book = Book(fresh)
        self._strings = Strings(fresh, self._fresh_book.part)
        self._fresh_styles = Styles(fresh, self._fresh_book.part)
        self._looks: dict[str, int] | None = None

    def tab(self, title: str) -> Tab:
        """Put the tab `title` where the fresh workbook has it; KeyError where that has none."""
        source = self._fresh_book.find(title)
        if source is None:
            raise KeyError(title)
        data = _SHARED.sub(self._inline, self._restyled(self._fresh.read(source.part)))
        data = self._with_footer(data.replace(b' tabSelected="1"', b""))
        part = self._copy(source.part, data)
        type = relations.kind_type("worksheet", strict=self._book.strict)
        relationship = self._package.add_relationship(self._book.part, type, part)
        self._book.insert(source.title, source.state, part, relationship, self._place(source.title))
        for name in self._fresh_book.names:
            self._name(name, source.title)
        return Tab(source.title, part, source.state)

    def look(self, id: str) -> int:
        """A look of the fresh workbook as a style of this one; KeyError where it has no such look."""
        if self._looks is None:
            source = self._fresh_book.find(looks.TITLE)
            sheet = Worksheet(self._fresh.read(source.part), source.part) if source else None
            self._looks = looks.read(sheet, self._strings) if sheet else {}
        return self._style(self._looks[id])

    def _style(self, index: int) -> int:
        """The style here that looks like the style `index` of the fresh workbook."""
        return self._styles.take(index, self._fresh_styles)

    def _restyled(self, data: bytes) -> bytes:
        """A worksheet part with the numbers that its styles have here."""
        data = _STYLED.sub(lambda m: m[1] + b"%d" % self._style(int(m[2])) + m[3], data)
        return _DIFFERENTIAL.sub(
            lambda m: m[1] + b"%d" % self._styles.take_differential(int(m[2]), self._fresh_styles) + m[3], data
        )

    def _with_footer(self, data: bytes) -> bytes:
        """A worksheet part with the footer of the tabs beside it: it names the village, which a fresh one can't."""
        ours = filter(None, (self._book.find(tab.title) for tab in self._fresh_book.tabs))
        found = next(filter(None, (_FOOTER.search(self._package.read(tab.part)) for tab in ours if tab.part)), None)
        return _FOOTER.sub(lambda match: match[1] + found[2] + match[3], data) if found else data

    def _inline(self, match: re.Match[bytes]) -> bytes:
        text = cells.content(self._strings[int(match[1])]).encode()
        return b' t="inlineStr"><is><t xml:space="preserve">%b</t></is>' % text

    def _copy(self, part: str, data: bytes) -> str:
        """Copy a part with all that it is related to, under names that are free; its new name."""
        name = self._free(part)
        if self._book.strict and part.endswith(".xml"):
            for transitional, strict in _STRICT.items():
                data = data.replace(transitional, strict)
        self._package.add(name, data, self._fresh.content_type(part))
        related = []
        for relation in self._fresh.relationships(part):
            target, mode = relation.target, ' TargetMode="External"'
            if not relation.external:
                copied = self._copy(relation.target, self._fresh.read(relation.target))
                target, mode = posixpath.relpath(f"/{copied}", f"/{posixpath.dirname(name)}"), ""
            type = relations.kind_type(relation.kind, strict=self._book.strict)
            related.append(f'<Relationship Id="{relation.id}" Type="{type}" Target="{escape(target)}"{mode}/>')
        if related:
            relations.create(self._package, name, "".join(related))
        return name

    def _free(self, part: str) -> str:
        """A name for a part that isn't taken, like the one that it has."""
        stem, extension = posixpath.splitext(part)
        stem, number = stem.rstrip("0123456789"), 1
        while f"{stem}{number}{extension}" in self._package:
            number += 1
        return f"{stem}{number}{extension}"

    def _place(self, title: str) -> int:
        """Where a tab belongs: behind the nearest of those that stand before it in the fresh workbook."""
        order = [tab.title for tab in self._fresh_book.tabs]
        for before in reversed(order[: order.index(title)]):
            if self._book.find(before):
                return self._book.index(before) + 1
        return 0 if any(self._book.find(after) for after in order[order.index(title) + 1 :]) else len(self._book.tabs)

    def _name(self, name: DefinedName, title: str) -> None:
        """Take over a defined name that belongs to the tab, or leads to it and is missing or broken here."""
        if name.local is not None:
            if self._fresh_book.tabs[name.local].title == title:
                self._book.define(name.name, name.reference, self._book.index(title), hidden=name.hidden)
            return
        named = split_reference(name.reference)
        known = self._book.names.find(name.name)
        if named and named[0] == title and (known is None or "#REF!" in known.reference):
            self._book.define(name.name, name.reference, hidden=name.hidden)
