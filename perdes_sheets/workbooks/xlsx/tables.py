"""Excel's tables (ECMA-376 part 1, 18.5) that someone laid over the rows of an owned tab."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perdes_sheets.workbooks.base import Out
from perdes_sheets.workbooks.xlsx import xml
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.pieces import Part
from perdes_sheets.workbooks.xlsx.ranges import Range

_ROOT = re.compile(rb"<(?:\w+:)?table\s[^<>]*>")
_REF = re.compile(rb'(\sref\s*=\s*)["\'][^"\']*["\']')


def behead(package: Package, part: str, rows: Sequence[Sequence[Out | None]]) -> None:
    """Let the tables of the sheet `part` whose headers aren't in the new rows do without a header row.

    A table's columns are named as its header cells, and Excel calls a file damaged where they differ. Without a header
    row the table keeps its columns' names, its look and the formulas that use it.
    """
    for relation in package.relationships(part):
        if relation.kind == "table" and relation.target in package:
            data = package.read(relation.target)
            area = _header(data, relation.target, rows)
            if area is not None:
                package.set(relation.target, _headless(data, area))


def _header(data: bytes, part: str, rows: Sequence[Sequence[Out | None]]) -> Range | None:
    """The range of a table whose header cells will differ from its columns' names; None where all is well."""
    table = xml.parse(data, part)
    area = Range.parse(table.get("ref", ""))
    if area is None or table.get("headerRowCount") == "0" or area.top == area.bottom:
        return None
    names = [column.get("name") for column in table.iterfind("{*}tableColumns/{*}tableColumn")]
    header = rows[area.top - 1] if area.top <= len(rows) else ()
    cells = [*header, *(None,) * (area.right + 1 - len(header))][area.left : area.right + 1]
    return area if names != [out.value if out is not None else None for out in cells] else None


def _headless(data: bytes, area: Range) -> bytes:
    part = Part(data, ("autoFilter",))
    part.put("autoFilter", None)

    def tag(match: re.Match[bytes]) -> bytes:
        below = str(Range(area.top + 1, area.left, area.bottom, area.right)).encode()
        head = re.sub(rb'\sheaderRowCount\s*=\s*["\']\d+["\']', b"", _REF.sub(rb'\1"%b"' % below, match[0], count=1))
        return head[:-1] + b' headerRowCount="0">'

    return _ROOT.sub(tag, part.bytes(), count=1)
