"""An owned tab: its rows are replaced, with the links, the filter and the ranges that go with them; all else stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from perdes_sheets.workbooks.base import OwnedTab
from perdes_sheets.workbooks.xlsx import links, rows, tables
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.pieces import Part, decoded, elements
from perdes_sheets.workbooks.xlsx.ranges import Range
from perdes_sheets.workbooks.xlsx.strings import Strings
from perdes_sheets.workbooks.xlsx.styles import Styles
from perdes_sheets.workbooks.xlsx.worksheet import Worksheet

_SQREF = re.compile(rb'(\bsqref\s*=\s*["\'])([^"\']*)(["\'])')
_WORDIEST = 20
"""How many times as long as ours the same rows can be. The rest would be blank cells, each of which is looked at."""
_FORMAT_2010 = re.compile(rb"<((?:\w+:)?conditionalFormatting)\b[^<>]*>.*?</\1\s*>", re.DOTALL)
_SQREF_2010 = re.compile(rb"(<(?:\w+:)?sqref>)([^<]*)(</)")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an owned tab is written with: the package, look id -> style, and how the workbook counts days and names."""

    package: Package
    looks: Mapping[str, int]
    strings: Strings
    styles: Styles
    date1904: bool
    strict: bool


def fill(sheet: Worksheet, tab: OwnedTab, around: Surroundings) -> bool:
    """Give the sheet the content of `tab`; whether anything in it is different now.

    A tab that says the same already, in the same looks, with the same links and filter, isn't touched, however the
    program that saved it last wrote it down. Its relationships are changed in the package, its part isn't.
    """
    outline = sheet.outline()
    new, leads = rows.written(tab, around.looks, sheet.prefix, date1904=around.date1904)
    alike = sheet.has_rows(new) or (
        sheet.end - sheet.start <= _WORDIEST * (len(new) + 1000)
        and rows.same(sheet, sheet.with_rows(new), around.strings, around.styles)
    )
    replaced = not alike
    changed = links.put(around.package, sheet.part, outline, leads, replaced=replaced, strict=around.strict)
    if replaced:
        width = max((len(row) for row in tab.rows), default=0)
        used = Range(1, 0, max(len(tab.rows), 1), max(width - 1, 0))
        outline.put("dimension", b'<%bdimension ref="%b"/>' % (outline.prefix, str(used).encode()))
        tables.behead(around.package, sheet.part, tab.rows)
    if tab.filter:
        changed |= _filter(around.package, sheet.part, outline, tab.filter, reset=replaced)
    if changed or replaced:
        sheet.put_outline(outline)
    if replaced:
        sheet.rows = new
    return changed or replaced


def _filter(package: Package, part: str, outline: Part, area: str, *, reset: bool) -> bool:
    """Set the range of the filter buttons, and of the conditional formats that colour the rows below them.

    With `reset`, rows that someone had filtered out show again: what became late must not stay hidden by last month's
    filter. A tab whose rows are a table has the table's buttons.
    """
    wanted, data = Range.parse(area), outline.get("autoFilter") or b""
    if wanted is None or any(relation.kind == "table" for relation in package.relationships(part)):
        return False
    for old in elements(data):
        filters = old.inside != (old.end, old.end)
        if Range.parse(old.attributes.get("ref", "")) == wanted and not (filters and reset):
            return False
    outline.put("autoFilter", b'<%bautoFilter ref="%b"/>' % (outline.prefix, area.encode()))
    formats = [_stretched(data, wanted) for data in outline.all("conditionalFormatting")]
    outline.put_all("conditionalFormatting", formats)
    if extensions := outline.get("extLst"):
        outline.put("extLst", _FORMAT_2010.sub(lambda found: _stretched(found[0], wanted, _SQREF_2010), extensions))
    return True


def _stretched(data: bytes, body: Range, sqref: re.Pattern[bytes] = _SQREF) -> bytes:
    """A conditional format whose ranges start right below the filter's header reaches down to the filter's end.

    Data bars, icons and formats on other tabs, as they are since Excel 2010, stand among the extensions of the sheet
    and have their ranges in an element ([MS-XLSX] 2.6.5).
    """

    def stretch(match: re.Match[bytes]) -> bytes:
        areas = [(text, Range.parse(text)) for text in decoded(match[2]).split()]
        reached = [str(r.down_to(body.bottom)) if r and r.top == body.top + 1 else text for text, r in areas]
        return match[1] + " ".join(reached).encode() + match[3]

    return sqref.sub(stretch, data, count=1)
