"""The values that charts keep (ECMA-376 part 1, 21.2.2.123, 21.2.2.201): what previews draw, which never calculate."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from perdes_sheets.workbooks.base import ErrorValue, Out
from perdes_sheets.workbooks.xlsx import cells
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.pieces import decoded, unescape
from perdes_sheets.workbooks.xlsx.ranges import Range, split_reference

Rows = Sequence[Sequence[Out | None]]

_REFERENCE = re.compile(
    rb"<((?:\w+:)?)(str|num)Ref>(\s*<(?:\w+:)?f>([^<]*)</(?:\w+:)?f>)"
    rb"(\s*<(?:\w+:)?(?:str|num)Cache>(?:(?!</(?:\w+:)?(?:str|num)Cache>).)*+</(?:\w+:)?(?:str|num)Cache>|)",
    re.DOTALL,
)
_LEVELLED = re.compile(
    rb"<((?:\w+:)?)multiLvlStrRef>(\s*<(?:\w+:)?f>([^<]*)</(?:\w+:)?f>)"
    rb"(\s*<(?:\w+:)?multiLvlStrCache>(?:(?!</(?:\w+:)?multiLvlStrCache>).)*+</(?:\w+:)?multiLvlStrCache>|)",
    re.DOTALL,
)
_LEVEL = re.compile(rb"<((?:\w+:)?lvl)>(.*?)</\1>|<(?:\w+:)?lvl\s*/>", re.DOTALL)
_MOST = 32_000
"""Points that a chart's series may have."""
_FORMAT = re.compile(rb"<(?:\w+:)?formatCode>[^<]*</(?:\w+:)?formatCode>")
_POINT = re.compile(rb'<(?:\w+:)?pt idx="(\d{1,7})"[^<>]*>\s*<(?:\w+:)?v>([^<]*)</')
_COUNT = re.compile(rb'<(?:\w+:)?ptCount val="(\d{1,7})"')


def refresh(package: Package, sheet_part: str, tabs: Mapping[str, Rows], *, date1904: bool) -> bool:
    """Renew what the charts on a sheet keep of ranges of `tabs` (title -> new rows); whether anything was different."""
    changed = False
    for chart in charts_of(package, sheet_part):
        data = package.read(chart)
        new = _REFERENCE.sub(lambda match: _renewed(match, tabs, date1904=date1904), data)
        new = _LEVELLED.sub(lambda match: _levels_renewed(match, tabs, date1904=date1904), new)
        if new != data:
            package.set(chart, new)
            changed = True
    return changed


def charts_of(package: Package, sheet_part: str) -> Iterator[str]:
    """The chart parts on a sheet."""
    for drawing in package.relationships(sheet_part):
        if drawing.kind == "drawing" and drawing.target in package:
            for chart in package.relationships(drawing.target):
                if chart.kind == "chart" and chart.target in package:
                    yield chart.target


def _renewed(match: re.Match[bytes], tabs: Mapping[str, Rows], *, date1904: bool) -> bytes:
    prefix, kind, formula, reference, cache = match.groups()
    lines = _values(unescape(decoded(reference)), tabs)
    if lines is None:
        return match[0]
    values = [value for line in lines for value in line]
    points = _points(values, number=kind == b"num", date1904=date1904)
    count, old = _COUNT.search(cache), _kept(cache)
    alike = cells.same if kind == b"num" else str.__eq__
    if count and int(count[1]) == len(values) and old.keys() == points.keys():  # noqa: SIM102 - one question after another
        if all(alike(old[i], points[i]) for i in points):
            return match[0]
    format = _FORMAT.search(cache)
    inside = (format[0] if format and kind == b"num" else b"") + _written(points, prefix, len(values))
    tag = prefix + kind
    return b"<%bRef>%b<%bCache>%b</%bCache>" % (tag, formula, tag, inside, tag)


def _levels_renewed(match: re.Match[bytes], tabs: Mapping[str, Rows], *, date1904: bool) -> bytes:
    """Categories of several levels (21.2.2.115): the level next to the axis, the last column, comes first.

    Where the levels lie below each other, the count of points that was kept is the number of columns.
    """
    prefix, formula, reference, cache = match.groups()
    lines = _values(unescape(decoded(reference)), tabs)
    if lines is None:
        return match[0]
    count = _COUNT.search(cache)
    across = count is not None and int(count[1]) == len(lines[0]) != len(lines)
    levels = [
        _points(level, number=False, date1904=date1904) for level in (lines if across else zip(*lines, strict=True))
    ]
    levels.reverse()
    size = len(lines[0]) if across else len(lines)
    if count and int(count[1]) == size and [_kept(level[2]) for level in _LEVEL.finditer(cache)] == levels:
        return match[0]
    made = b"".join(b"<%blvl>%b</%blvl>" % (prefix, _written(level, prefix), prefix) for level in levels)
    inside = _written({}, prefix, size) + made
    tag = prefix + b"multiLvlStr"
    return b"<%bRef>%b<%bCache>%b</%bCache>" % (tag, formula, tag, inside, tag)


def _points(values: Iterable[object], *, number: bool, date1904: bool) -> dict[int, str]:
    """Index -> text of the values of which a chart keeps something."""
    texts = (_text(value, number=number, date1904=date1904) for value in values)
    return {index: text for index, text in enumerate(texts) if text}


def _kept(cache: bytes | None) -> dict[int, str]:
    """Index -> text of the points that a chart has kept."""
    return {int(index): unescape(decoded(text)) for index, text in _POINT.findall(cache or b"") if text}


def _written(points: Mapping[int, str], prefix: bytes, count: int | None = None) -> bytes:
    """Points as a chart keeps them, with the count of all, empty ones too."""
    p = prefix.decode()
    made = "".join(f'<{p}pt idx="{i}"><{p}v>{cells.content(text)}</{p}v></{p}pt>' for i, text in points.items())
    return ("" if count is None else f'<{p}ptCount val="{count}"/>').encode() + made.encode()


def _values(reference: str, tabs: Mapping[str, Rows]) -> list[list[object]] | None:
    """The new values of a range of one of the tabs, row by row; None where it is of another tab, or no range."""
    named = split_reference(reference)
    area = Range.parse(named[1]) if named else None
    rows = next((rows for title, rows in tabs.items() if named and title.casefold() == named[0].casefold()), None)
    if rows is None or area is None or area.size > _MOST:
        return None
    lines = (rows[row - 1] if row <= len(rows) else () for row in range(area.top, area.bottom + 1))
    outs = ([*line, *(None,) * (area.right + 1 - len(line))][area.left : area.right + 1] for line in lines)
    return [[out.value if out is not None else None for out in line] for line in outs]


def _text(value: object, *, number: bool, date1904: bool) -> str:
    """A value as a chart keeps it; nothing where a chart keeps nothing."""
    if value is None or value == "" or isinstance(value, ErrorValue):
        return ""
    if isinstance(value, str):
        return "" if number else value
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.date):
        return cells.number(cells.serial(value, date1904=date1904)).decode()
    return cells.number(value).decode() if isinstance(value, (int, float)) else ""
