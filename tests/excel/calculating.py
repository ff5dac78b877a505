"""What Excel would make of the formulas of this program: the engine doesn't calculate, so tests hand it this.

Only what a sync relies on: a link's text, `=""`, a text with a name's value behind it, and a row's key looked up in the
cells that two names lead to. Any other formula keeps its result.
"""

from __future__ import annotations

import re
from functools import lru_cache

from openpyxl.utils import column_index_from_string

from tests.excel_engine.cells import Value
from tests.excel_engine.names import refers_to_box
from tests.excel_engine.workbook import Workbook, Worksheet

_TEXT = r'"((?:[^"]|"")*)"'
_LINK = re.compile(rf"=HYPERLINK\({_TEXT},(?:{_TEXT}|([-\d.E+]+))\)")
_SENTENCE = re.compile(rf"={_TEXT}&(pd_\w+)")
_LOOK_UP = re.compile(
    r'INDEX\((pd_\w+),MATCH\("k"&(?:(?!MATCH).)*?INDEX\(\$([A-Z]+):\$\2,ROW\(\)\)(?:(?!MATCH).)*?,(pd_\w+_key),0\)\)'
)


def calculated(sheet: Worksheet, row: int, column: int, formula: str) -> Value:
    """The result of `formula`, an `Evaluate` for `running(evaluate=…)`."""
    if formula == '=""':
        return ""
    if link := _LINK.fullmatch(formula):
        return float(link[3]) if link[3] else _meant(link[2])
    if sentence := _SENTENCE.fullmatch(formula):
        values = _values(sheet.workbook, sentence[2])
        return _meant(sentence[1]) + str(values[0] or "") if values else None
    if found := _look_up(formula):
        marker, own, keys = found
        key = f"k{_text(sheet.grid.get(row, own).value)}".casefold()
        if key == "k":
            return ""
        values = zip(map(_folded, _values(sheet.workbook, keys)), _values(sheet.workbook, marker), strict=False)
        return dict(values).get(key, "")
    return sheet.grid.get(row, column).value


@lru_cache
def _look_up(formula: str) -> tuple[str, int, str] | None:
    """The name looked up, the column of the own row's key, and the name of all keys."""
    found = _LOOK_UP.search(formula)
    return (found[1], column_index_from_string(found[2]), found[3]) if found else None


def link_of(formula: str | None) -> str | None:
    """Where a HYPERLINK formula leads."""
    found = _LINK.fullmatch(formula or "")
    return _meant(found[1]) if found else None


def _values(workbook: Workbook, name: str) -> list[Value]:
    """The values of the cells that a name leads to, one below the other."""
    defined = workbook.find_name(name)
    found = refers_to_box(workbook, defined) if defined else None
    if found is None:
        return []
    sheet, box = found
    return [sheet.grid.get(row, box.column).value for row in range(box.row, box.last_row + 1)]


def _folded(value: Value) -> str:
    return str(value or "").casefold()


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return " ".join(str(value or "").split())


def _meant(text: str) -> str:
    return text.replace('""', '"')
