"""Excel's tables (ECMA-376 part 1, 18.5) that someone laid over the rows of an owned tab."""

from __future__ import annotations

from collections.abc import Sequence

from perdes_sheets.workbooks.base import Out
from perdes_sheets.workbooks.xlsx import relations, xml
from perdes_sheets.workbooks.xlsx.book import relationship_id
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.pieces import Part, elements
from perdes_sheets.workbooks.xlsx.ranges import Range


def check(package: Package, part: str, outline: Part, rows: Sequence[Sequence[Out | None]]) -> None:
    """Take away the tables of the sheet `part` whose headers aren't in the new rows any more.

    A table's columns are named as its header cells; Excel calls a file damaged where they differ.
    """
    for relation in package.relationships(part):
        table = relation.kind == "table" and relation.target in package
        if table and not _fits(package.read(relation.target), relation.target, rows):
            _remove(outline, relation.id)
            relations.remove(package, part, {relation.id})
            package.remove(relation.target)


def _fits(data: bytes, part: str, rows: Sequence[Sequence[Out | None]]) -> bool:
    table = xml.parse(data, part)
    area = Range.parse(table.get("ref", ""))
    names = [column.get("name") for column in table.iterfind("{*}tableColumns/{*}tableColumn")]
    if area is None or table.get("headerRowCount") == "0":
        return area is not None
    header = rows[area.top - 1] if area.top <= len(rows) else ()
    cells = [*header, *(None,) * (area.right + 1 - len(header))][area.left : area.right + 1]
    return names == [out.value if out is not None else None for out in cells]


def _remove(outline: Part, id: str) -> None:
    data = outline.get("tableParts") or b""
    for whole in elements(data):
        parts = [data[p.start : p.end] for p in elements(data, *whole.inside) if relationship_id(p) != id]
        tag = outline.prefix + b"tableParts"
        left = b'<%b count="%d">%b</%b>' % (tag, len(parts), b"".join(parts), tag)
        outline.put("tableParts", left if parts else None)
