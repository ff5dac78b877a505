"""Data validations: which rules Google takes, and, for a test that wants it, what a strict one refuses.

Whether Google refuses a value that the interface writes against a strict rule can't be shown offline, so the emulator
does it only when it is told to (`Emulator(strict_validation=True)`): a client has to be right either way.
"""

from __future__ import annotations

from collections.abc import Callable

from . import formulas
from .errors import Json, invalid
from .model import Cell, Spreadsheet

# How many values a condition takes: (least, most).
VALUES: dict[str, tuple[int, int]] = {
    "ONE_OF_LIST": (1, 500),
    "ONE_OF_RANGE": (1, 1),
    "BOOLEAN": (0, 2),
    "CUSTOM_FORMULA": (1, 1),
    "BLANK": (0, 0),
    "NOT_BLANK": (0, 0),
    "DATE_IS_VALID": (0, 0),
    "TEXT_IS_EMAIL": (0, 0),
    "TEXT_IS_URL": (0, 0),
    "NUMBER_BETWEEN": (2, 2),
    "NUMBER_NOT_BETWEEN": (2, 2),
    "DATE_BETWEEN": (2, 2),
    "DATE_NOT_BETWEEN": (2, 2),
}
NUMBER_TESTS: dict[str, Callable[[float, list[float]], bool]] = {
    "NUMBER_GREATER": lambda number, limits: number > limits[0],
    "NUMBER_GREATER_THAN_EQ": lambda number, limits: number >= limits[0],
    "NUMBER_LESS": lambda number, limits: number < limits[0],
    "NUMBER_LESS_THAN_EQ": lambda number, limits: number <= limits[0],
    "NUMBER_EQ": lambda number, limits: number == limits[0],
    "NUMBER_NOT_EQ": lambda number, limits: number != limits[0],
    "NUMBER_BETWEEN": lambda number, limits: limits[0] <= number <= limits[1],
    "NUMBER_NOT_BETWEEN": lambda number, limits: not limits[0] <= number <= limits[1],
}
# Conditions that only one of the two, validations and conditional formats, may have.
ONLY_VALIDATION = ("ONE_OF_LIST", "ONE_OF_RANGE", "BOOLEAN", "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID")
ONLY_FORMAT = ("BLANK", "NOT_BLANK", "TEXT_STARTS_WITH", "TEXT_ENDS_WITH")


def check_condition(condition: Json, where: str, formatting: bool) -> None:
    """The 400 for a BooleanCondition that Google does not take."""
    kind = condition.get("type", "CONDITION_TYPE_UNSPECIFIED")
    if kind == "CONDITION_TYPE_UNSPECIFIED":
        raise invalid(f"{where}BooleanCondition.type is required")
    if kind in (ONLY_VALIDATION if formatting else ONLY_FORMAT):
        purpose = "conditional formats" if formatting else "data validation"
        raise invalid(f"{where}ConditionType '{kind}' is not supported for {purpose}.")
    values = condition.get("values", [])
    least, most = VALUES.get(kind, (1, 1))
    if not least <= len(values) <= most:
        expected = str(least) if least == most else f"{least} to {most}"
        raise invalid(
            f"{where}BooleanCondition.type {kind} requires {expected} BooleanCondition.values, but found {len(values)}"
        )
    for value in values:
        entered = value.get("userEnteredValue", "")
        if kind in ("CUSTOM_FORMULA", "ONE_OF_RANGE") and not entered.startswith("="):
            raise invalid(f'{where}Invalid ConditionValue.userEnteredValue: {entered}. It must start with "=".')
        if formatting and entered.startswith("=") and any(each.title for each in formulas.references(entered)):
            raise invalid(f"{where}Conditional format rule cannot reference a different sheet.")


def check_strict(spreadsheet: Spreadsheet, cell: Cell, value: Json | None, where: str) -> None:
    """Refuses a value that a strict rule forbids. Formulas pass, and so do conditions that are not listed here."""
    rule = cell.validation
    if rule is None or not rule.get("strict") or value is None or "formulaValue" in value:
        return
    condition = rule["condition"]
    texts = [each.get("userEnteredValue", "") for each in condition.get("values", ())]
    found = next(iter(value.values()))
    kind = condition["type"]
    if kind == "ONE_OF_LIST":
        good = _shown(found) in texts
    elif kind == "ONE_OF_RANGE":
        sheet, box = spreadsheet.box(texts[0].lstrip("="))
        good = _shown(found) in {
            _shown(next(iter(each.value.values()))) for _, _, each in sheet.cells(box) if each.value is not None
        }
    elif kind == "BOOLEAN":
        good = _shown(found) in (texts or ["TRUE", "FALSE"])
    elif kind in NUMBER_TESTS:
        limits = [float(text) for text in texts]
        good = isinstance(found, int | float) and not isinstance(found, bool) and NUMBER_TESTS[kind](found, limits)
    else:
        good = True
    if not good:
        raise invalid(f"{where}The data that you entered violates the data validation rules set on this cell.")


def _shown(value: str | float) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else f"{value:g}"
