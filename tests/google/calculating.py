"""The formulas of this program as Google Sheets computes them: an evaluator for the emulator (`Emulator(evaluate=…)`).

It reads any formula made of the functions below and gives whole columns at once, as ARRAYFORMULA does: each function
works element by element, a single value going with every element. Both kinds of automatic columns are made of them:
one formula in the header, and, in a workbook that was a file before, one in each row. What it doesn't know stays
"Loading...", and an error in a column stands in its own element only.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.google_emulator import evaluate as small
from tests.google_emulator import formulas
from tests.google_emulator.calculate import Calculation
from tests.google_emulator.evaluate import CellError, Matrix, NotEvaluated, Scalar
from tests.google_emulator.model import Sheet

TOKEN = re.compile(
    r'\s*(?:"(?P<text>(?:[^"]|"")*)"|(?P<number>\d+(?:\.\d+)?)|(?P<call>[A-Za-z]+)\(|(?P<name>[A-Za-z_]\w*)'
    r"|(?P<sign><>|<=|>=|[-+*&=<>(),;]))"
)


@dataclass(frozen=True)
class Err:
    """An error in one element."""

    kind: str


Value = Any
"""A scalar, an Err, or a list of them: a column."""
Formula = Callable[["Place"], Value]


@dataclass
class Place:
    """Where a formula stands."""

    calculation: Calculation
    sheet: Sheet
    row: int

    def cells(self, sheet: Sheet, top: int, bottom: int, column: int) -> list[Value]:
        """The values of a column's cells, from one row up to another; read once for all formulas of a state."""
        known: dict[Any, list[Value]] = vars(self.calculation).setdefault("columns", {})
        place = (sheet.title, top, bottom, column)
        if place not in known:
            known[place] = [_value(self.calculation.effective(sheet, row, column)) for row in range(top, bottom)]
        return known[place]

    def reference(self, found: formulas.Reference) -> Value:
        """A range's values: one column of them, or a single cell's."""
        sheet = self.calculation.spreadsheet.sheet(found.title) if found.title else self.sheet
        top, last = found.first.row or 0, found.last
        if last is None:
            return self.cells(sheet, top, top + 1, found.first.column or 0)[0]
        bottom = sheet.row_count if last.row is None else last.row + 1
        return self.cells(sheet, top, bottom, found.first.column or 0)

    def named(self, name: str) -> Value:
        """A named range's values."""
        for entry in self.calculation.spreadsheet.named_ranges:
            if entry["name"].lower() == name.lower() and "range" in entry:
                there = entry["range"]
                sheet = self.calculation.spreadsheet.by_id(there.get("sheetId"))
                top, bottom = there.get("startRowIndex", 0), there.get("endRowIndex", sheet.row_count)
                found = self.cells(sheet, top, bottom, there.get("startColumnIndex", 0))
                return found[0] if len(found) == 1 else found
        return Err("NAME")


def calculated(cell: small.FormulaCell) -> Scalar | Matrix:
    """The evaluator."""
    calculation: Calculation = cell.calculation  # type: ignore[attr-defined]
    try:
        formula = _compiled(cell.formula)
    except NotEvaluated:
        return small.evaluate(cell)
    found = formula(Place(calculation, calculation.spreadsheet.sheet(cell.sheet_title), cell.row))
    if isinstance(found, list):
        return [[None if isinstance(each, Err) else each] for each in found]
    if isinstance(found, Err):
        raise CellError(found.kind)
    return found  # type: ignore[no-any-return]


def _value(found: Any) -> Value:
    if found is None:
        return None
    if "errorValue" in found:
        return Err(found["errorValue"]["type"])
    return next(iter(found.values()))


@functools.cache
def _compiled(text: str) -> Formula:
    reader = _Reader(text[1:])
    formula = reader.compared()
    if reader.source[reader.at :].strip():
        raise NotEvaluated
    return formula


class _Reader:
    """A recursive descent over the formula's text; it makes a function of the place."""

    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0

    def _take(self, *signs: str) -> str | None:
        hit = TOKEN.match(self.source, self.at)
        if hit and hit["sign"] in signs:
            self.at = hit.end()
            return hit["sign"]
        return None

    def compared(self) -> Formula:
        left = self._joined()
        while sign := self._take("=", "<>", ">", "<"):
            left = _each(COMPARE[sign], left, self._joined())
        return left

    def _joined(self) -> Formula:
        left = self._added()
        while self._take("&"):
            left = _each(lambda a, b: text(a) + text(b), left, self._added())
        return left

    def _added(self) -> Formula:
        left = self._one()
        while sign := self._take("+", "-"):
            add = (lambda a, b: number(a) + number(b)) if sign == "+" else (lambda a, b: number(a) - number(b))
            left = _each(add, left, self._one())
        return left

    def _one(self) -> Formula:
        start = len(self.source) - len(self.source[self.at :].lstrip())
        hit = formulas.REFERENCE.match(self.source, start)
        if hit and hit["area"]:
            self.at = hit.end()
            found = formulas.read(hit["title"], hit["area"])
            return lambda place: place.reference(found)
        token = TOKEN.match(self.source, self.at)
        if token is None:
            raise NotEvaluated
        self.at = token.end()
        if token["text"] is not None:
            string = token["text"].replace('""', '"')
            return lambda place: string
        if token["number"]:
            constant = float(token["number"])
            return lambda place: constant
        if token["name"]:
            return lambda place: place.named(token["name"])
        if token["sign"] == "(":
            inner = self.compared()
            self._take(")")
            return inner
        return self._call((token["call"] or "").upper())

    def _call(self, name: str) -> Formula:
        if name == "ROW":
            return self._row()
        if name not in FUNCTIONS and name not in ELEMENTWISE:
            raise NotEvaluated
        arguments: list[Formula] = []
        start = self.at
        while not self._take(")"):
            arguments.append(self.compared())
            self._take(",", ";")
        if name in ELEMENTWISE:
            made = _each(ELEMENTWISE[name], *arguments, errors=name in ("IFERROR", "ISERROR", "ISNUMBER", "IF"))
        else:
            made = lambda place: FUNCTIONS[name](*(argument(place) for argument in arguments))  # noqa: E731
        return _once(made, f"{name}({self.source[start : self.at]}")

    def _row(self) -> Formula:
        if self._take(")"):
            return lambda place: float(place.row + 1)
        hit = formulas.REFERENCE.match(self.source, self.at)
        if hit is None or not hit["area"]:
            raise NotEvaluated
        self.at = hit.end()
        self._take(")")
        found = formulas.read(hit["title"], hit["area"])
        top = (found.first.row or 0) + 1
        return lambda place: [float(row) for row in range(top, place.sheet.row_count + 1)]


def _once(formula: Formula, text: str) -> Formula:
    """A part that several formulas of a row have in common is computed once for each state."""

    def computed(place: Place) -> Value:
        known: dict[Any, Value] = vars(place.calculation).setdefault("parts", {})
        key = (place.sheet.title, place.row, text)
        if key not in known:
            known[key] = formula(place)
        return known[key]

    return computed


def _each(function: Callable[..., Value], *arguments: Formula, errors: bool = False) -> Formula:
    """A function of single values, over columns; an error among them is the result, but for those that look at it."""

    def one(*values: Value) -> Value:
        if not errors:
            for value in values:
                if isinstance(value, Err):
                    return value
        return function(*values)

    def all_(place: Place) -> Value:
        found = [argument(place) for argument in arguments]
        size = max((len(each) for each in found if isinstance(each, list)), default=None)
        if size is None:
            return one(*found)
        columns = [each if isinstance(each, list) else [each] * size for each in found]
        return [one(*values) for values in zip(*columns, strict=True)]

    return all_


def number(value: Value) -> float:
    return 0.0 if value is None or value == "" else float(value)


def text(value: Value) -> str:
    return small.text(value)


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, Err) or isinstance(right, Err):
        return False
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return bool(("" if left is None else left) == ("" if right is None else right))


def _if(test: Value, then: Value = True, other: Value = False) -> Value:
    return test if isinstance(test, Err) else then if test else other


def _find(what: Value, within: Value) -> Value:
    at = text(within).find(text(what))
    return Err("VALUE") if at < 0 else float(at + 1)


def _xlookup(key: Value, keys: Value, values: Value) -> Value:
    """Exact, and the first that fits; both ranges must be of one size."""
    if isinstance(key, Err) and not isinstance(keys, list):
        return key
    all_keys, all_values = (each if isinstance(each, list) else [each] for each in (keys, values))
    if len(all_keys) != len(all_values):
        return Err("VALUE")
    table: dict[tuple[bool, Value], Value] = {}
    for each, value in zip(all_keys, all_values, strict=True):
        if each is not None and not isinstance(each, Err):
            table.setdefault(_folded(each), value)

    def one(wanted: Value) -> Value:
        return wanted if isinstance(wanted, Err) else table.get(_folded(wanted), Err("N_A"))

    return [one(each) for each in key] if isinstance(key, list) else one(key)


def _folded(value: Value) -> tuple[bool, Value]:
    """Texts without their case; a number is never the same as its text."""
    return isinstance(value, str), value.casefold() if isinstance(value, str) else value


def _match(key: Value, keys: Value, kind: float = 0) -> Value:
    if isinstance(key, Err) or not isinstance(keys, list):
        return key if isinstance(key, Err) else Err("N_A")
    if isinstance(key, str):
        key = re.sub("~([~*?])", r"\1", key)
    places = (place for place, each in enumerate(keys, 1) if each is not None and _same(each, key))
    return next((float(place) for place in places), Err("N_A"))


def _index(values: Value, place: Value) -> Value:
    if isinstance(place, Err) or not isinstance(values, list):
        return place if isinstance(place, Err) else values
    return values[int(place) - 1] if place <= len(values) else Err("REF")


def _or(*values: Value) -> Value:
    return next((value for value in values if isinstance(value, Err)), any(values))


COMPARE: dict[str, Callable[[Value, Value], Value]] = {
    "=": _same,
    "<>": lambda a, b: not _same(a, b),
    ">": lambda a, b: number(a) > number(b),
    "<": lambda a, b: number(a) < number(b),
}
ELEMENTWISE: dict[str, Callable[..., Value]] = {
    "IF": _if,
    "IFERROR": lambda value, other="": other if isinstance(value, Err) else value,
    "ISERROR": lambda value: isinstance(value, Err),
    "ISNUMBER": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "FIND": _find,
    "TRIM": lambda value: " ".join(part for part in text(value).split(" ") if part),
    "SUBSTITUTE": lambda value, old, new: text(value).replace(text(old), text(new)),
    "LEFT": lambda value, size=1.0: text(value)[: int(size)],
    "CHAR": lambda code: chr(int(code)),
}
FUNCTIONS: dict[str, Callable[..., Value]] = {
    "ARRAYFORMULA": lambda value: value,
    "XLOOKUP": _xlookup,
    "MATCH": _match,
    "INDEX": _index,
    "OR": _or,
    "NA": lambda: Err("N_A"),
}
