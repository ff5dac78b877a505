"""What the cells of an owned tab shall hold: each a formula or a constant, and the few links that no formula can be."""

from __future__ import annotations

from collections.abc import Sequence

from perdes_sheets.workbooks.base import Cell, Out, OwnedTab
from perdes_sheets.workbooks.excel import cells
from perdes_sheets.workbooks.excel.links import formula
from perdes_sheets.workbooks.excel.tabs import a1
from perdes_sheets.workbooks.xlsx.links import target as target_of

Formulas = Sequence[Sequence[str]]
"""Range.Formula of cells from A1 on."""


class Content:
    """The content of `owned`; `rows` and `columns` say how far it reaches from A1."""

    def __init__(self, owned: OwnedTab, *, date1904: bool) -> None:
        self._date1904 = date1904
        self.rows, self.columns = len(owned.rows), max(map(len, owned.rows), default=0)
        self.links: dict[str, str] = {}
        self._formulas: list[list[str | None]] = []
        self._constants: list[list[Cell]] = []
        for number, row in enumerate(owned.rows, 1):
            texts: list[str | None] = [None] * self.columns
            for column, out in enumerate(row):
                if out is None:
                    continue
                target = target_of(out.link) if out.link else None
                texts[column] = '=""' if out.blank else formula(out, target) if target else None
                if target and texts[column] is None:
                    self.links[a1(number, column)] = target
            self._formulas.append(texts)
            self._constants.append([*map(_value, row), *[None] * (self.columns - len(row))])

    def typed(self) -> list[list[object]]:
        """The block to hand to Range.Value."""
        return [
            [
                text if text is not None else cells.typed(value, date1904=self._date1904)
                for text, value in zip(texts, values, strict=True)
            ]
            for texts, values in zip(self._formulas, self._constants, strict=True)
        ]

    def is_in(self, formulas: Formulas, shown: Sequence[Sequence[Cell]]) -> bool:
        """Whether a tab with these formulas and values holds exactly this content."""
        for r, row in enumerate(formulas):
            if r >= self.rows:
                if any(row):
                    return False
                continue
            values = shown[r] if r < len(shown) else ()
            for c, text in enumerate(row):
                if c >= self.columns:
                    if text:
                        return False
                elif not self._holds(r, c, text, values[c] if c < len(values) else None):
                    return False
        return True

    def _holds(self, row: int, column: int, formula: str, shown: Cell) -> bool:
        wanted = self._formulas[row][column]
        if wanted is not None:
            return formula == wanted
        return cells.same(shown, formula, self._constants[row][column], date1904=self._date1904)


def _value(out: Out | None) -> Cell:
    return None if out is None else out.value
