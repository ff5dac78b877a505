"""Another person at the same spreadsheet: what they type, insert, sort and delete while a program is at work.

Rows are numbered as people see them, from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import a1, batch, validate, values
from .batch import Settings
from .errors import EmulatorError, Json
from .front import Front
from .model import Sheet
from .protection import Protection
from .store import File
from .values import Writer


@dataclass(frozen=True)
class Editor:
    """Someone with the spreadsheet open. Nothing of this is counted as a call."""

    front: Front
    file: File
    email: str

    def requests(self, *requests: Json) -> list[Json]:
        """Any requests of a batchUpdate, done by this person; ill-formed ones raise EmulatorError."""
        checker = validate.Checker("sheets.v4", exact=False)
        body = {"requests": list(requests)}
        problems = list(checker.check({"$ref": "BatchUpdateSpreadsheetRequest"}, body, ""))
        if problems:
            raise EmulatorError(f"the test's own request is wrong: {problems[0]}")
        store = self.front.services.sheets.store
        with self.front.lock, store.change(self.file, self.email) as draft:
            settings = Settings(self._protection, store.new_number, evaluator=store.evaluator)
            return batch.run(draft, body["requests"], settings)

    @property
    def _protection(self) -> Protection:
        return Protection(self.email, self.file.owner.lower() == self.email.lower())

    def _sheet(self, tab: str) -> Sheet:
        return self.file.spreadsheet.sheet(tab)

    def _rows(self, tab: str, row: int, count: int) -> Json:
        span = {"dimension": "ROWS", "startIndex": row - 1, "endIndex": row - 1 + count}
        return {"sheetId": self._sheet(tab).id} | span

    def _grid(self, text: str) -> Json:
        sheet, box = self.file.spreadsheet.box(text)
        return box.grid_range(sheet.id)

    def type(self, where: str, entries: Any) -> None:
        """Type a value, or rows of values, from a cell on ("Mitra!A5"), as the keyboard does: by the sheet's locale."""
        rows = entries if isinstance(entries, list) else [[entries]]
        store = self.front.services.sheets.store
        with self.front.lock, store.change(self.file, self.email) as draft:
            values.update(draft, where, {"values": rows}, Writer("USER_ENTERED", self._protection))

    def clear(self, where: str) -> None:
        """Press Delete on a range."""
        store = self.front.services.sheets.store
        with self.front.lock, store.change(self.file, self.email) as draft:
            values.clear(*draft.box(where), self._protection)

    def insert_rows(self, tab: str, row: int, count: int = 1) -> None:
        """Empty rows before row `row`."""
        self.requests({"insertDimension": {"range": self._rows(tab, row, count), "inheritFromBefore": row > 1}})

    def delete_rows(self, tab: str, row: int, count: int = 1) -> None:
        self.requests({"deleteDimension": {"range": self._rows(tab, row, count)}})

    def move_rows(self, tab: str, row: int, count: int, before: int) -> None:
        self.requests({"moveDimension": {"source": self._rows(tab, row, count), "destinationIndex": before - 1}})

    def sort(self, where: str, column: str, descending: bool = False) -> None:
        """Sort a range ("Mitra!A4:Z30") by a column's letter."""
        order = "DESCENDING" if descending else "ASCENDING"
        spec = {"dimensionIndex": a1.column_index(column), "sortOrder": order}
        self.requests({"sortRange": {"range": self._grid(where), "sortSpecs": [spec]}})

    def delete_cells(self, where: str) -> None:
        """Delete cells, those below move up."""
        self.requests({"deleteRange": {"range": self._grid(where), "shiftDimension": "ROWS"}})

    def cut(self, where: str, to: str) -> None:
        """Cut a range and paste it with its upper left corner at a cell of the same tab."""
        sheet, box = self.file.spreadsheet.box(to)
        corner = {"sheetId": sheet.id, "rowIndex": box.top, "columnIndex": box.left}
        cut = {"source": self._grid(where), "destination": corner, "pasteType": "PASTE_NORMAL"}
        self.requests({"cutPaste": cut})

    def rename_tab(self, tab: str, title: str) -> None:
        properties = {"sheetId": self._sheet(tab).id, "title": title}
        self.requests({"updateSheetProperties": {"properties": properties, "fields": "title"}})

    def delete_tab(self, tab: str) -> None:
        self.requests({"deleteSheet": {"sheetId": self._sheet(tab).id}})

    def add_tab(self, title: str) -> None:
        self.requests({"addSheet": {"properties": {"title": title}}})
