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
    """The formulas of one sheet. Of a shared formula only the first cell says the text, the others refer to it."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet, prefix = sheet, re.escape(sheet.prefix)
        self._element = re.compile(rb"\s*<%bf((?:\s[^<>]*?)?)/?>(?:([^<]*)</%bf>)?" % (prefix, prefix))
        self._first = re.compile(rb'<%bf\s[^<>]*?\bref="[^<>]*>[^<]+</%bf>' % (prefix, prefix))
        self._shared: dict[str, str] = {}
        self._complete = False

    def text(self, element: bytes) -> str:
        """What an `<f>` element says, without `=`; of a shared formula what its first cell says."""
        found = self._element.match(element)
        if not found:
            return ""
        text, attributes = unescape(decoded(found[2] or b"")), attributes_of(found[1])
        if attributes.get("t") != "shared":
            return text
        id = attributes.get("si", "")
        if text:
            return self._shared.setdefault(id, text)
        if id not in self._shared and not self._complete:
            self._complete = True
            for first in self._first.findall(self._sheet.data, self._sheet.start, self._sheet.end):
                self.text(first)
        return self._shared.get(id, "")


def names(formula: str, name: str) -> bool:
    """Whether `formula` uses the defined name `name`, whatever else it says."""
    return _named(name).search(_NOT_NAMES.sub(" ", formula)) is not None


@lru_cache
def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.\\?]){re.escape(name)}(?![\w.\\?(])", re.IGNORECASE)
