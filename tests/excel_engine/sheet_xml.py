"""One tab from its part of the package: contents and looks; what is selected, hidden, sized, linked and filtered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.utils.escape import unescape

from . import addresses
from .cells import ERRORS_BY_TEXT, PLAIN, Cell, CellError, Look, Value
from .grid import MAX_COLUMNS
from .references import copied
from .values import to_serial
from .workbook import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TRUE = ("1", "true")
_F, _V, _IS = (f"{{{MAIN}}}{tag}" for tag in ("f", "v", "is"))


def child(element: Any, tag: str) -> Any:
    return element.find(f"{{{MAIN}}}{tag}")


def children(element: Any, tag: str) -> list[Any]:
    """The elements inside the child `tag`; none where there is no such child."""
    found = child(element, tag)
    return [] if found is None else list(found)


class SheetReader:
    """Fills `sheet`; `strings` are the shared ones, `styles` a look and "typed with an apostrophe" by style number,
    `targets` the addresses of the sheet's relationships by id."""

    def __init__(
        self, sheet: Worksheet, strings: list[str], styles: Mapping[int, tuple[Look, bool]], targets: Mapping[str, str]
    ) -> None:
        self.sheet = sheet
        self.strings = strings
        self.styles = styles
        self.targets = targets
        self.shared: dict[str, tuple[str, str]] = {}  # a shared formula and its first cell, by its number

    def read(self, root: Any) -> None:
        sheet = self.sheet
        protection = child(root, "sheetProtection")
        sheet.protected = protection is not None and protection.get("sheet") in _TRUE
        self._columns(root)
        for row in children(root, "sheetData"):
            self._row(row)
        self._view(root)
        self._links(root)
        boxes = [addresses.parse(entry.get("ref")) for entry in children(root, "mergeCells")]
        sheet.merged = [box for box in boxes if box is not None]
        sheet.drawn = child(root, "drawing") is not None
        filtered = child(root, "autoFilter")
        if filtered is not None:
            sheet.filtered = addresses.parse(filtered.get("ref"))

    def _columns(self, root: Any) -> None:
        for entry in children(root, "cols"):
            look, _ = self.styles[int(entry.get("style", 0))]
            for column in range(int(entry.get("min")), min(int(entry.get("max")), MAX_COLUMNS) + 1):
                if entry.get("hidden") in _TRUE:
                    self.sheet.hidden_columns.add(column)
                if entry.get("width"):
                    self.sheet.column_widths[column] = float(entry.get("width"))
                if look != PLAIN:
                    self.sheet.grid.column_looks[column] = look

    def _row(self, row: Any) -> None:
        number = int(row.get("r"))
        if row.get("hidden") in _TRUE:
            self.sheet.hidden_rows.add(number)
        if row.get("ht"):
            self.sheet.row_heights[number] = float(row.get("ht"))
        for entry in row:
            address = entry.get("r")
            letters, _ = coordinate_from_string(address)
            look, apostrophe = self.styles[int(entry.get("s", 0))]
            formula = self._formula(entry.find(_F), address)
            cell = Cell(self._value(entry), formula, look, apostrophe)
            self.sheet.grid.put(number, column_index_from_string(letters), cell)

    def _formula(self, element: Any, address: str) -> str | None:
        if element is None:
            return None
        group = element.get("si") if element.get("t") == "shared" else None
        if element.text:
            formula = f"={unescape(element.text)}"
            if group is not None:
                self.shared[group] = (formula, address)
            return formula
        if group is None:
            return None
        first, origin = self.shared[group]
        return copied(first, origin, address)

    def _value(self, entry: Any) -> Value:
        kind = entry.get("t", "n")
        if kind == "inlineStr":
            return unescape("".join(text.text or "" for text in entry.find(_IS).iter(f"{{{MAIN}}}t")))
        element = entry.find(_V)
        if element is None:
            return None
        text = element.text or ""
        if kind == "s":
            return self.strings[int(text)]
        if kind == "str":
            return unescape(text)
        if kind == "b":
            return text in _TRUE
        if kind == "e":
            return ERRORS_BY_TEXT.get(text, CellError.NA)
        if kind == "d":
            moment = from_ISO8601(text)  # type: ignore[no-untyped-call]
            return to_serial(moment) if isinstance(moment, date) else None
        return float(text) if text else None

    def _view(self, root: Any) -> None:
        views = children(root, "sheetViews")
        if not views:
            return
        view = views[0]
        pane = child(view, "pane")
        selections = [each for each in view if each.get("sqref")]
        if selections:
            box = addresses.parse(selections[-1].get("sqref").split(" ")[0])
            self.sheet.selection = box or self.sheet.selection
        corner = (pane.get("topLeftCell") if pane is not None else None) or view.get("topLeftCell")
        box = addresses.parse(corner) if corner else None
        if box is not None:
            self.sheet.scroll = (box.row, box.column)

    def _links(self, root: Any) -> None:
        grid = self.sheet.grid
        for entry in children(root, "hyperlinks"):
            target = self.targets.get(entry.get(f"{{{RELATIONSHIP}}}id"), "")
            inside = entry.get("location")
            box = addresses.parse(entry.get("ref"))
            if box is not None:
                link = target + (f"#{inside}" if inside else "")
                grid.change(box, lambda cell, link=link: cell._replace(link=link), blanks=True)  # type: ignore[misc]
