"""A column at once: what is its own value stays as it is, every other text is read once, however often it occurs.

Reading 20,000 cells of a column's own type costs little more than a look at each; what a cell means is `cell.parse`'s
alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse
from typing import Any

from perdes_sheets.reading.cell import BLANK, EMAIL, ERROR_STARTS, PHONE, URL, Field, Parsed, parse
from perdes_sheets.reading.dates import FIRST, LAST
from perdes_sheets.reading.numbers import LARGEST
from perdes_sheets.schema.columns import ColumnType
from perdes_sheets.workbooks.base import Cell


@dataclass(frozen=True, slots=True)
class ParsedColumn:
    """`values[i]` is the value of the i-th cell; `notes` are the cells of which there is more to say, by index."""

    values: Sequence[Any]
    notes: Mapping[int, Parsed]


def parse_column(cells: Sequence[Cell], field: Field) -> ParsedColumn:
    """Read all cells of a column: the same as `cell.parse` on each."""
    if not {bool, int}.isdisjoint(map(type, cells)):  # True, 1 and 1.0 are one key, but don't read alike
        return _each([parse(cell, field) for cell in cells])
    is_plain = _PLAIN.get(field.column.type)
    read = {cell: parse(cell, field) for cell in (filterfalse(is_plain, set(cells)) if is_plain else set(cells))}
    if not read:
        return ParsedColumn(cells, {})
    if any(parsed.problems or parsed.from_text for parsed in read.values()):
        return _each([read[cell] if cell in read else Parsed(cell) for cell in cells])
    values = {cell: parsed.value for cell, parsed in read.items()}
    return ParsedColumn([values.get(cell, cell) for cell in cells], {})


def _each(parsed: Sequence[Parsed]) -> ParsedColumn:
    notes = {i: p for i, p in enumerate(parsed) if p.problems or p.from_text}
    return ParsedColumn([p.value for p in parsed], notes)


def _plain_text(cell: Cell) -> bool:
    if type(cell) is not str:
        return cell is None
    text = cell.strip()
    return text not in BLANK and not text.startswith(ERROR_STARTS)


def _plain_number(cell: Cell) -> bool:
    return -LARGEST <= cell <= LARGEST if type(cell) is float else cell is None


def _plain_money(cell: Cell) -> bool:
    return 1000 <= cell <= LARGEST and cell.is_integer() if type(cell) is float else cell is None


def _plain_date(cell: Cell) -> bool:
    return FIRST <= cell <= LAST if type(cell) is dt.date else cell is None


def _plain_email(cell: Cell) -> bool:
    return EMAIL.fullmatch(cell) is not None if type(cell) is str else cell is None


def _plain_phone(cell: Cell) -> bool:
    if type(cell) is not str:
        return cell is None
    return PHONE.fullmatch(cell) is not None and " ".join(cell.split()) == cell


def _plain_url(cell: Cell) -> bool:
    return URL.fullmatch(cell) is not None if type(cell) is str else cell is None


_PLAIN: dict[ColumnType, Callable[[Cell], bool]] = {
    "text": _plain_text,
    "long": _plain_text,
    "ref": _plain_text,
    "number": _plain_number,
    "money": _plain_money,
    "date": _plain_date,
    "email": _plain_email,
    "phone": _plain_phone,
    "url": _plain_url,
}
"""Types whose cells may be their own value -> whether a cell is."""
