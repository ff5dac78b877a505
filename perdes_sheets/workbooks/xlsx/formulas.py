"""Formulas as they stand in a worksheet: what they say, and which defined names they use.

Programs write one formula in many ways (openpyxl `&#8211;`, LibreOffice `&quot;` and `aca="false"`, Excel one formula
for many cells), so a formula is recognised by what it says, never by its bytes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from perdes_sheets.workbooks.xlsx.pieces import attributes_of, decoded, unescape
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

_NOT_NAMES = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'!')
"""What stands in a formula but names nothing: texts, and quoted tab titles."""


class Formulas:
    """The formulas of one sheet, in which a shared formula's first cell is looked up."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet, prefix = sheet, re.escape(sheet.prefix)
        self._element = re.compile(rb"\s*<%bf((?:\s[^<>]*?)?)/?>(?:([^<]*)</%bf>)?" % (prefix, prefix))
        self._shared: dict[str, bytes] | None = None

    def text(self, element: bytes) -> str:
        """What an `<f>` element says, without `=`; of a shared formula what its first cell says."""
        found = self._element.match(element)
        if not found:
            return ""
        text = found[2] or b""
        attributes = attributes_of(found[1])
        if not text and attributes.get("t") == "shared":
            text = self._masters().get(attributes.get("si", ""), b"")
        return unescape(decoded(text))

    def _masters(self) -> dict[str, bytes]:
        if self._shared is None:
            found = (m for m in self._element.finditer(self._sheet.data, self._sheet.start, self._sheet.end) if m[2])
            tags = ((attributes_of(m[1]), m[2]) for m in found if b"shared" in m[1])
            self._shared = {attributes.get("si", ""): text for attributes, text in tags}
        return self._shared


def names(formula: str, name: str) -> bool:
    """Whether `formula` uses the defined name `name`, whatever else it says."""
    return _named(name).search(_NOT_NAMES.sub(" ", formula)) is not None


@lru_cache
def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.\\?]){re.escape(name)}(?![\w.\\?(])", re.IGNORECASE)
