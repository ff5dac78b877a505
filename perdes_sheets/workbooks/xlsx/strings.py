"""The shared strings of a workbook, read when the first is asked for (ECMA-376 part 1, 18.4.9).

A sync only reads them: it writes its own texts into the cells (`inlineStr`), so that this part stays as it is.
"""

from __future__ import annotations

from lxml import etree

from perdes_sheets.workbooks.xlsx import cells, xml
from perdes_sheets.workbooks.xlsx.package import Package


class Strings:
    """The texts of the shared strings, by index; an index that isn't there is the empty text.

    A sync asks for few of many, so each is put together when it is asked for.
    """

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package, self._workbook_part = package, workbook_part
        self._items: list[etree._Element] | None = None
        self._texts: dict[int, str] = {}

    def __getitem__(self, index: int) -> str:
        if index not in self._texts:
            if self._items is None:
                self._items = self._read()
            self._texts[index] = text_of(self._items[index]) if 0 <= index < len(self._items) else ""
        return self._texts[index]

    def _read(self) -> list[etree._Element]:
        parts = [rel.target for rel in self._package.relationships(self._workbook_part) if rel.kind == "sharedStrings"]
        if not parts or parts[0] not in self._package:
            return []
        root = xml.parse(self._package.read(parts[0]), parts[0])
        return root.findall("{*}si")


def text_of(item: etree._Element) -> str:
    """The text of a shared or inline string, without the readings (`rPh`) that some languages put beside it."""
    texts = (t.text or "" for t in item.iterfind("{*}t")), (t.text or "" for t in item.iterfind("{*}r/{*}t"))
    return cells.meant("".join(text for part in texts for text in part))
