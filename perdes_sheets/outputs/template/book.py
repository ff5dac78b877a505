"""The workbook in the making: XlsxWriter's workbook, the words, and a format for each look."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_range
from xlsxwriter.worksheet import Worksheet

from perdes_sheets.outputs.looks import DATE, EDGE, LINE, LOOKS, Look
from perdes_sheets.schema.words import Words

CREATED = dt.datetime(2024, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""Written into every new workbook: the same input gives the same bytes, and says nothing of who made it when."""

EDGE_LINE = {"left": 1, "left_color": EDGE}

PAPERS = {"folio": 14, "a4": 9}
"""Spreadsheets' codes of paper sizes. F4/Folio is what village offices have."""


class _Sheet(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """A worksheet in which a formula that stands down a column is prepared and written once, as Excel itself does.

    XlsxWriter looks for newer functions in each formula, by a hundred patterns; a column has 500 times the same one
    (7 s a workbook, else). Written out in every cell, formulas would be nine tenths of the file. And it gives the empty
    text as a missing value, which readers take for a formula that nobody has calculated.
    """

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, str] = {}
        self._rows: dict[tuple[int, str], list[int]] = {}
        self._shared: dict[str, int] = {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        if formula not in self._prepared:
            self._prepared[formula] = super()._prepare_formula(formula, expand_future_functions)
        return self._prepared[formula]

    def _write_formula(self, row: int, col: int, formula: str, *arguments: Any) -> int:
        self._rows.setdefault((col, formula.removeprefix("=")), []).append(row)
        written: int = super()._write_formula(row, col, formula, *arguments)
        return written

    def _xml_formula_element(self, formula: str, result: Any, attributes: Any = ()) -> None:
        """The cell of a formula; of one that fills a run of cells in its column, the first holds it for all."""
        facts = dict(attributes)
        if result == "":
            facts["t"] = "str"
        row, column = xl_cell_to_rowcol(facts["r"])
        rows = self._rows.get((column, formula), [row])
        if len(rows) == 1 or len(rows) != rows[-1] - rows[0] + 1:
            inner = f"<f>{self._escape_data(formula)}</f>"
        elif row == rows[0]:
            share = self._shared[f"{column} {formula}"] = len(self._shared)
            area = xl_range(rows[0], column, rows[-1], column)
            inner = f'<f t="shared" ref="{area}" si="{share}">{self._escape_data(formula)}</f>'
        else:
            inner = f'<f t="shared" si="{self._shared[f"{column} {formula}"]}"/>'
        attribute = "".join(f' {key}="{value}"' for key, value in facts.items())
        self.fh.write(f"<c{attribute}>{inner}<v>{self._escape_data(result)}</v></c>")


@dataclass
class Book:
    """What the parts of the template draw with."""

    words: Words
    village: str = ""
    paper: str = "folio"
    file: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.workbook: Any = Workbook(self.file, {"in_memory": True})
        self.workbook.set_properties({"title": self.words("template.title"), "created": CREATED})
        self.workbook.set_size(24000, 14000)
        self._formats: dict[tuple[Look, bool], Any] = {}
        self._unlocked: dict[Look, Any] = {}

    def sheet(self, tab: str, colour: str | None = None) -> Any:
        """A new worksheet for `tab`, without gridlines."""
        sheet = self.workbook.add_worksheet(self.words.tab(tab), worksheet_class=_Sheet)
        sheet.hide_gridlines(2)
        if colour:
            sheet.set_tab_color(colour)
        return sheet

    def look(self, id: str) -> Any:
        """The format of the look `id`."""
        return self.format(LOOKS[id])

    def format(self, look: Look, *, edge: bool = False) -> Any:
        """The XlsxWriter format of a look, made once; with `edge`, a thin line before the cell."""
        if (look, edge) not in self._formats:
            self._formats[look, edge] = self.workbook.add_format(self._properties(look, edge))
        return self._formats[look, edge]

    def unlocked(self, look: Look) -> Any:
        """The format of a look for a cell in which people may type though its sheet is protected: framed, so seen."""
        if look not in self._unlocked:
            framed = {**self._properties(look, False), "border": 1, "border_color": LINE, "locked": False}
            self._unlocked[look] = self.workbook.add_format(framed)
        return self._unlocked[look]

    def link(self, tab: str, cell: str = "A1") -> str:
        """An internal link to a tab, as XlsxWriter writes it."""
        return f"internal:{quoted(self.words.tab(tab))}!{cell}"

    def close(self) -> bytes:
        self.workbook.close()
        return self.file.getvalue()

    def _properties(self, look: Look, edge: bool) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "font_name": "Calibri",
            "font_size": look.size,
            "font_color": look.colour,
            "bold": look.bold,
            "italic": look.italic,
            "underline": int(look.underline),
            "align": look.align,
            "valign": "vcenter",
            "text_wrap": look.wrap,
            "num_format": self.number_format(look.number),
        }
        if look.indent:
            properties["indent"] = look.indent
        if look.fill:
            properties["bg_color"] = look.fill
        if look.line:
            properties |= {"bottom": 1, "bottom_color": LINE}
        if edge:
            properties |= EDGE_LINE
        return properties

    def number_format(self, number: str) -> str:
        """A number format in the workbook's language: months have their names in it on any computer."""
        return self.words("format.date") if number == DATE else number


def quoted(title: str) -> str:
    """A tab's title as references need it."""
    return "'" + title.replace("'", "''") + "'"
