"""Effective values: what formulas give and where their results spill to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from . import evaluate, formulas
from .a1 import Area
from .entered import whole
from .errors import Json
from .evaluate import CellError, Evaluate, Matrix, NotEvaluated, Scalar
from .locales import Conventions, conventions
from .model import Cell, Sheet, Spreadsheet
from .number_format import DATE_TYPES, show

ERROR_TEXTS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}
# What a cell shows whose formula nobody evaluated: the state in which Sheets shows a formula not computed yet.
UNKNOWN: Json = {"errorValue": {"type": "LOADING", "message": "Loading..."}}

Place = tuple[str, int, int]
MAX_PASSES = 10


def extended(value: Scalar) -> Json | None:
    """A Python value as an ExtendedValue."""
    if value is None:
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": whole(value)}
    return {"stringValue": value}


def scalar(value: Json | None) -> Scalar:
    """An ExtendedValue as a Python value; raises what an error or an unknown value is for a formula."""
    if value is None:
        return None
    if "errorValue" in value:
        kind = value["errorValue"]["type"]
        raise NotEvaluated if kind == "LOADING" else CellError(kind)
    found: Scalar = next(iter(value.values()))
    return found


@dataclass
class _Place:
    """A formula's place, as an evaluator sees it (evaluate.FormulaCell)."""

    formula: str
    sheet_title: str
    row: int
    column: int
    calculation: Calculation

    def values(self, reference: formulas.Reference) -> Matrix:
        return self.calculation.matrix(reference, self.sheet_title)


@dataclass
class Calculation:
    """The effective values of one state of a spreadsheet, computed when first asked for."""

    spreadsheet: Spreadsheet
    evaluator: Evaluate = evaluate.evaluate
    _formulas: dict[Place, Json | None] = field(default_factory=dict)
    _spilled: dict[Place, Json | None] = field(default_factory=dict)
    _spilling: dict[Place, Json | None] = field(default_factory=dict)
    _open: set[Place] = field(default_factory=set)
    _settled: bool = False

    @property
    def rules(self) -> Conventions:
        return conventions(self.spreadsheet.properties["locale"])

    def effective(self, sheet: Sheet, row: int, column: int) -> Json | None:
        """A cell's effective ExtendedValue; None when it is empty."""
        self._settle()
        cell = sheet.cell(row, column)
        place = (sheet.title.lower(), row, column)
        if cell.formula is None:
            return cell.value if cell.value is not None else self._spilled.get(place)
        if place not in self._formulas:
            self._formulas[place] = self._compute(sheet, row, column, cell.formula)
        return self._formulas[place]

    def _settle(self) -> None:
        """Evaluate every formula, again for as long as what spills still changes what others see."""
        if self._settled:
            return
        self._settled = True
        places = [
            (sheet, row, column)
            for sheet in self.spreadsheet.sheets
            for row, column, cell in sheet.cells()
            if cell.formula is not None
        ]
        for _ in range(MAX_PASSES):
            self._formulas.clear()
            self._spilling = {}
            for place in places:
                self.effective(*place)
            if self._spilling == self._spilled:
                break
            self._spilled = self._spilling

    def spilled_into(self, sheet: Sheet) -> list[tuple[int, int]]:
        """The cells that a formula of another cell fills."""
        self._settle()
        return [(row, column) for title, row, column in self._spilled if title == sheet.title.lower()]

    def matrix(self, reference: formulas.Reference, home: str) -> Matrix:
        try:
            sheet = self.spreadsheet.sheet(reference.title or home)
        except KeyError:
            raise CellError("REF") from None
        first, last = reference.first, reference.last or reference.first
        area = Area(
            first.row,
            None if last.row is None else last.row + 1,
            first.column,
            None if last.column is None else last.column + 1,
        )
        box = sheet.clip(area)
        return [[scalar(self.effective(sheet, row, column)) for column in box.columns] for row in box.rows]

    def _compute(self, sheet: Sheet, row: int, column: int, formula: str) -> Json | None:
        place = (sheet.title.lower(), row, column)
        if place in self._open:
            return {"errorValue": {"type": "REF", "message": "Circular dependency detected."}}
        if formulas.GONE in formula:
            return {"errorValue": {"type": "REF", "message": "Reference does not exist"}}
        if self.rules.decimal == ",":
            # Only semicolons separate here; Google then shows "Formula parse error".
            between, inside = formulas.commas(formula)
            if between:
                return {"errorValue": {"type": "ERROR", "message": "Formula parse error."}}
            if inside and self.evaluator is evaluate.evaluate:
                return UNKNOWN
        self._open.add(place)
        try:
            result = self.evaluator(_Place(formula, sheet.title, row, column, self))
        except NotEvaluated:
            return UNKNOWN
        except CellError as error:
            return {"errorValue": {"type": error.kind, "message": ERROR_TEXTS[error.kind]}}
        finally:
            self._open.discard(place)
        if isinstance(result, list):
            return self._spill(sheet, row, column, result)
        # A formula that gives nothing still fills its cell.
        return extended(result) or {"stringValue": ""}

    def _spill(self, sheet: Sheet, row: int, column: int, result: Matrix) -> Json | None:
        """Put an array's values beside its formula; a cell that is not empty blocks the whole array."""
        places = [(row + down, column + right) for down, line in enumerate(result) for right in range(len(line))]
        for at in places[1:]:
            if at[0] < sheet.row_count and at[1] < sheet.column_count and sheet.cell(*at).value is not None:
                message = "Array result was not expanded because it would overwrite data in another cell."
                return {"errorValue": {"type": "REF", "message": message}}
        values = [extended(value) for line in result for value in line]
        first = values[0] or {"stringValue": ""}
        for at, value in zip(places[1:], values[1:], strict=True):
            if value is not None and at[0] < sheet.row_count and at[1] < sheet.column_count:
                self._spilling[sheet.title.lower(), *at] = value
        return first

    def formatted(self, value: Json | None, cell: Cell) -> str:
        """The text that a cell shows."""
        if value is None:
            return ""
        if "numberValue" in value:
            return show(value["numberValue"], (cell.format or {}).get("numberFormat"), self.rules)
        if "boolValue" in value:
            return str(value["boolValue"]).upper()
        if "errorValue" in value:
            return ERROR_TEXTS[value["errorValue"]["type"]]
        return str(value["stringValue"])

    def rendered(self, sheet: Sheet, row: int, column: int, render: str, dates: str) -> Any:
        """A cell as values.get answers it by ValueRenderOption and DateTimeRenderOption; None when it is empty."""
        cell = sheet.cell(row, column)
        if render == "FORMULA" and cell.formula is not None:
            return cell.formula
        value = self.effective(sheet, row, column)
        if value is None:
            return None
        if render == "FORMATTED_VALUE" or "errorValue" in value:
            return self.formatted(value, cell)
        kind = ((cell.format or {}).get("numberFormat") or {}).get("type")
        if dates == "FORMATTED_STRING" and kind in DATE_TYPES and "numberValue" in value:
            return self.formatted(value, cell)
        return next(iter(value.values()))
