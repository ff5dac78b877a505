"""One cell: what it holds and how it looks. Values are immutable, so grids share and copy them freely."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

Rgb = tuple[int, int, int]


class CellError(Enum):
    """Error values and their numbers (Excel's XlCVError)."""

    NULL = ("#NULL!", 2000)
    DIV0 = ("#DIV/0!", 2007)
    VALUE = ("#VALUE!", 2015)
    REF = ("#REF!", 2023)
    NAME = ("#NAME?", 2029)
    NUM = ("#NUM!", 2036)
    NA = ("#N/A", 2042)
    GETTING_DATA = ("#GETTING_DATA", 2043)
    SPILL = ("#SPILL!", 2045)
    CALC = ("#CALC!", 2050)

    @property
    def text(self) -> str:
        return self.value[0]

    @property
    def com_code(self) -> int:
        """The integer that pywin32 hands over for it (VT_ERROR): -2146826246 for #N/A."""
        return self.value[1] - 2146828288


ERRORS_BY_TEXT = {error.text: error for error in CellError}

# What a cell can hold. Dates are serial numbers (days since 1899-12-30); only the number format makes them dates.
Value = None | str | float | bool | CellError


class Look(NamedTuple):
    """The part of a cell's style that the engine keeps."""

    number_format: str = "General"
    color: Rgb | None = None  # the fill
    locked: bool = True
    bold: bool = False
    italic: bool = False
    font_name: str = "Calibri"
    font_size: float = 11.0
    font_color: Rgb = (0, 0, 0)
    wrap_text: bool = False
    horizontal: str = "general"
    vertical: str = "bottom"


PLAIN = Look()


class Cell(NamedTuple):
    value: Value = None
    formula: str | None = None  # with its "="; `value` is then the cached result
    look: Look = PLAIN
    apostrophe: bool = False  # typed with a leading apostrophe (PrefixCharacter)
    link: str | None = None  # a hyperlink's target; "#'Tab'!A1" inside the workbook

    @property
    def filled(self) -> bool:
        return self.value is not None or self.formula is not None


EMPTY = Cell()


class Box(NamedTuple):
    """A rectangle of cells; rows and columns count from 1."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def last_row(self) -> int:
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        return self.column + self.columns - 1

    def common(self, other: Box) -> int:
        """How many cells both have."""
        rows = min(self.last_row, other.last_row) - max(self.row, other.row) + 1
        columns = min(self.last_column, other.last_column) - max(self.column, other.column) + 1
        return max(rows, 0) * max(columns, 0)
