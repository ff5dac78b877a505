"""What happens to the references in formulas and names when rows, columns and tabs come, go and change their names.

References are followed through openpyxl's tokenizer. Left out: R1C1 notation, structured references to tables,
ranges over several tabs, and INDIRECT (as in Excel, a text stays as it is).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

_END = r"(\$?)([A-Z]{1,3})?(\$?)(\d{1,7})?"
_REFERENCE = re.compile(rf"{_END}(?::{_END})?", re.IGNORECASE)
_BARE_NAME = re.compile(r"[^\W\d][\w.]*")
_CELL_LIKE = re.compile(r"[A-Z]{1,3}\d+", re.IGNORECASE)
BROKEN = "#REF!"


class Shift(NamedTuple):
    """`by` rows or columns inserted before `at`, or, where negative, deleted from it on."""

    sheet: str
    axis: Literal["row", "column"]
    at: int
    by: int


def quoted(sheet: str) -> str:
    """A tab's name as a formula spells it."""
    if _BARE_NAME.fullmatch(sheet) and not _CELL_LIKE.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def unquoted(prefix: str) -> str:
    return prefix[1:-1].replace("''", "'") if prefix.startswith("'") else prefix


@lru_cache(maxsize=8192)
def shifted(formula: str, home: str, shift: Shift) -> str:
    """`formula`, which stands on the tab `home` (case-folded), after the shift."""

    def change(sheet: str | None, local: str) -> str | None:
        return _shifted_local(local, shift) if (sheet or home).casefold() == shift.sheet.casefold() else None

    return _rewritten(formula, change)


@lru_cache(maxsize=8192)
def renamed(formula: str, old: str, new: str) -> str:
    def change(sheet: str | None, local: str) -> str | None:
        return f"{quoted(new)}!{local}" if sheet is not None and sheet.casefold() == old.casefold() else None

    return _rewritten(formula, change, with_prefix=True)


@lru_cache(maxsize=8192)
def requoted(formula: str) -> str:
    """With quotes around the names of tabs only where they are needed, as Excel spells every formula."""
    return _rewritten(formula, lambda sheet, local: sheet and f"{quoted(sheet)}!{local}", with_prefix=True)


@lru_cache(maxsize=8192)
def removed(formula: str, sheet_name: str) -> str:
    """After the tab is deleted: `=Lookup!$A$2` becomes `=#REF!$A$2`."""

    def change(sheet: str | None, local: str) -> str | None:
        return f"{BROKEN}{local}" if sheet is not None and sheet.casefold() == sheet_name.casefold() else None

    return _rewritten(formula, change, with_prefix=True)


@lru_cache(maxsize=8192)
def copied(formula: str, origin: str, target: str) -> str:
    """The formula of cell `origin`, filled or sorted into cell `target`: relative references move along."""
    return formula if _stays(formula) else _translated(formula, origin, target)


@lru_cache(maxsize=8192)
def _stays(formula: str) -> bool:
    """Whether nothing in the formula is relative: a column of 500 such formulas is read at once."""
    return _translated(formula, "C3", "E7") == formula


def _translated(formula: str, origin: str, target: str) -> str:
    result: str = Translator(formula, origin=origin).translate_formula(target)
    return result


def _rewritten(formula: str, change: object, *, with_prefix: bool = False) -> str:
    assert callable(change)
    parts = ["="]
    for token in Tokenizer(formula).items:
        text = token.value
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            prefix, mark, local = text.rpartition("!")
            new = change(unquoted(prefix) if mark else None, local)
            if new is not None:
                text = new if with_prefix or not mark or new == BROKEN else f"{prefix}!{new}"
        parts.append(text)
    return "".join(parts)


def _shifted_local(local: str, shift: Shift) -> str | None:
    found = _REFERENCE.fullmatch(local)
    if not found or not (found[2] or found[4]):
        return None
    single = ":" not in local
    if single and not (found[2] and found[4]):
        return None  # a name that happens to look like half a reference
    by_row = shift.axis == "row"
    first = found[4] if by_row else found[2]
    last = first if single else (found[8] if by_row else found[6])
    if not first or not last:
        return None
    span = moved(_number(first), _number(last), shift)
    if span is None:
        return BROKEN
    ends = [_end(found, 0, span[0], by_row=by_row)]
    if not single:
        ends.append(_end(found, 4, span[1], by_row=by_row))
    return ":".join(ends)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else column_index_from_string(text)


def _end(found: re.Match[str], offset: int, position: int, *, by_row: bool) -> str:
    column = found[offset + 2] or ""
    row = found[offset + 4] or ""
    if by_row:
        row = str(position)
    else:
        column = get_column_letter(position)
    return f"{found[offset + 1] or ''}{column}{found[offset + 3] or ''}{row}"


def moved(first: int, last: int, shift: Shift) -> tuple[int, int] | None:
    """Rows (or columns) `first` to `last` after the shift; None where all are deleted."""
    at, count = shift.at, shift.by
    if count > 0:
        return first + count * (first >= at), last + count * (last >= at)
    end = at - count  # the first that stays behind the deleted ones
    if first >= at and last < end:
        return None
    new_first = first if first < at else max(at, first + count)
    new_last = last if last < at else (at - 1 if last < end else last + count)
    return new_first, new_last
