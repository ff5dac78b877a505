"""A small evaluator: arithmetic, comparison, `&`, references to single cells, SUM, IF, ROW, COLUMN and HYPERLINK.

Everything else, ARRAYFORMULA, INDEX and MATCH among it, is honestly not evaluated: NotEvaluated, which a cell shows
as Sheets shows a formula that isn't computed yet ("Loading..."). A test that needs more gives the emulator an
evaluator of its own.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Protocol

from . import formulas

Scalar = str | float | bool | None
Matrix = list[list[Scalar]]


class NotEvaluated(Exception):  # noqa: N818 - not an error: an answer
    """The formula is beyond this evaluator."""


class CellError(Exception):
    """The formula gives an error; `kind` is an ErrorValue type such as DIVIDE_BY_ZERO."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class FormulaCell(Protocol):
    """Where a formula stands, and what it can see."""

    @property
    def formula(self) -> str: ...
    @property
    def sheet_title(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...
    def values(self, reference: formulas.Reference) -> Matrix:
        """The values of a reference's cells, row by row; raises NotEvaluated when one of them isn't known."""


Evaluate = Callable[[FormulaCell], "Scalar | Matrix"]

TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)'
    r"|(?P<call>[A-Za-z][A-Za-z0-9.]*)\(|(?P<word>TRUE|FALSE)\b|(?P<sign><>|<=|>=|[-+*/^&=<>(),;%]))",
    re.IGNORECASE,
)
BINARY = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
COMPARE = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def number(value: Scalar) -> float:
    if value is None or value == "":
        return 0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise CellError("VALUE") from None
    return float(value)


def text(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def link(formula: str) -> str | None:
    """The address of a cell that is one HYPERLINK with a plain text; None for any other."""
    hit = re.match(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"', formula, re.IGNORECASE)
    return hit[1].replace('""', '"') if hit else None


def evaluate(cell: FormulaCell) -> Scalar | Matrix:
    """The value of a formula cell; raises NotEvaluated or CellError."""
    reader = _Reader(cell)
    value = reader.binary(0)
    reader.finish()
    return value


class _Reader:
    """A recursive descent over the formula's text; it computes as it reads."""

    def __init__(self, cell: FormulaCell) -> None:
        self.cell = cell
        self.source = cell.formula[1:]
        self.at = 0

    def _next(self) -> re.Match[str] | None:
        return TOKEN.match(self.source, self.at)

    def _take(self, *signs: str) -> str | None:
        hit = self._next()
        if hit and hit["sign"] in signs:
            self.at = hit.end()
            return hit["sign"]
        return None

    def finish(self) -> None:
        if self.source[self.at :].strip():
            raise NotEvaluated

    def binary(self, level: int) -> Scalar:
        if level == len(BINARY):
            return self._unary()
        left = self.binary(level + 1)
        while sign := self._take(*BINARY[level]):
            left = _combine(sign, left, self.binary(level + 1))
        return left

    def _unary(self) -> Scalar:
        sign = self._take("-", "+")
        if sign:
            operand = number(self._unary())
            return -operand if sign == "-" else operand
        value = self._one()
        while self._take("%"):
            value = number(value) / 100
        return value

    def _one(self) -> Scalar:
        reference = self._reference()
        if reference is not None:
            rows = self.cell.values(reference)
            if len(rows) != 1 or len(rows[0]) != 1:
                raise NotEvaluated
            return rows[0][0]
        if self._take("("):
            value = self.binary(0)
            if not self._take(")"):
                raise NotEvaluated
            return value
        hit = self._next()
        if hit is None or hit["sign"]:
            raise NotEvaluated
        self.at = hit.end()
        if hit["text"]:
            return hit["text"][1:-1].replace('""', '"')
        if hit["number"]:
            return float(hit["number"])
        if hit["word"]:
            return hit["word"].upper() == "TRUE"
        return self._call(hit["call"].upper())

    def _reference(self) -> formulas.Reference | None:
        start = len(self.source) - len(self.source[self.at :].lstrip())
        hit = formulas.REFERENCE.match(self.source, start)
        if hit is None or hit["area"] is None:
            return None
        self.at = hit.end()
        return formulas.read(hit["title"], hit["area"])

    def _call(self, name: str) -> Scalar:
        if name in ("ROW", "COLUMN") and self._take(")"):
            return 1 + (self.cell.row if name == "ROW" else self.cell.column)
        if name not in ("SUM", "IF", "HYPERLINK"):
            raise NotEvaluated
        arguments = self._arguments(ranges=name == "SUM")
        if name == "SUM":
            return sum(number(value) for value in arguments if isinstance(value, int | float))
        if name == "HYPERLINK":
            return arguments[-1]
        chosen = arguments[1:2] if arguments[0] else arguments[2:3] or [False]
        return chosen[0]

    def _arguments(self, ranges: bool) -> list[Scalar]:
        found: list[Scalar] = []
        while not self._take(")"):
            reference = self._reference() if ranges else None
            if reference is not None:
                found += [value for row in self.cell.values(reference) for value in row]
            else:
                found.append(self.binary(0))
            if not self._take(",", ";") and self.source[self.at : self.at + 1] != ")":
                raise NotEvaluated
        return found


def _combine(sign: str, left: Scalar, right: Scalar) -> Scalar:
    if sign == "&":
        return text(left) + text(right)
    if sign in COMPARE:
        if isinstance(left, str) and isinstance(right, str):
            return bool(COMPARE[sign](left.lower(), right.lower()))
        if isinstance(left, str) != isinstance(right, str):
            raise NotEvaluated  # Sheets orders the types; nobody needs it here
        return bool(COMPARE[sign](number(left), number(right)))
    first, second = number(left), number(right)
    if sign == "/" and second == 0:
        raise CellError("DIVIDE_BY_ZERO")
    arithmetic: dict[str, Callable[[float, float], float]] = {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "^": operator.pow,
    }
    return arithmetic[sign](first, second)
