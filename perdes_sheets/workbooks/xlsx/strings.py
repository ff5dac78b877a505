"""The shared strings of a workbook, cut when the first is asked for (ECMA-376 part 1, 18.4.9).

A sync only reads them, and few of them: it writes its own texts into the cells (`inlineStr`), so that this part stays
as it is. So no tree is made of them, but where they aren't written as office programs do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import cells, xml
from perdes_sheets.workbooks.xlsx.limits import LIMITS
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.pieces import decoded, unescape

_PLAIN = re.compile(rb'<t(?: xml:space="preserve")?>([^<\r]*)</t></si>')


class Strings:
    """The texts of the shared strings, by index; an index that isn't there is the empty text."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package, self._workbook_part = package, workbook_part
        self._part = ""
        self._items: Sequence[bytes | etree._Element] | None = None

    def __getitem__(self, index: int) -> str:
        if self._items is None:
            self._items = self._read()
        return self._text(self._items[index]) if 0 <= index < len(self._items) else ""

    def _read(self) -> Sequence[bytes | etree._Element]:
        """What follows each `<si>`; the elements where there are any of another spelling."""
        parts = [rel.target for rel in self._package.relationships(self._workbook_part) if rel.kind == "sharedStrings"]
        if not parts or parts[0] not in self._package:
            return []
        self._part = parts[0]
        data = self._package.read(self._part)
        xml.check_prolog(data, self._part)
        if b"<!" not in data:
            items = data.split(b"<si>")[1:]
            if len(items) == data.count(b"<si") == data.count(b"</si>") and b":si" not in data:
                return items
        return xml.parse(data, self._part, LIMITS.part).findall("{*}si")

    def _text(self, item: bytes | etree._Element) -> str:
        if not isinstance(item, bytes):
            return text_of(item)
        if plain := _PLAIN.match(item):
            return cells.meant(unescape(decoded(plain[1])))
        end = item.rfind(b"</si>")
        if end < 0:
            raise WorkbookError("error.damaged", part=self._part)
        return text_of(xml.parse(b"<si>%b</si>" % item[:end], self._part))


def text_of(item: etree._Element) -> str:
    """The text of a shared or inline string, without the readings (`rPh`) that some languages put beside it."""
    texts = (t.text or "" for t in item.iterfind("{*}t")), (t.text or "" for t in item.iterfind("{*}r/{*}t"))
    return cells.meant("".join(text for part in texts for text in part))
