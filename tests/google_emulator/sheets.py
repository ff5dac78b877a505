"""Sheets v4: from a method of the interface to what performs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import a1, batch, values
from .a1 import Box
from .answers import spreadsheet_answer
from .batch import Settings
from .context import Context
from .drive import opened
from .edit_objects import matches
from .edit_sheets import copied_sheet
from .errors import Json, NotEmulatedError, invalid, sheets_error
from .masks import Mask
from .model import Sheet, Spreadsheet, without_nulls
from .protection import Protection
from .request import Request, field_mask
from .store import DEFAULT_PROPERTIES, File, Store
from .values import Render, Writer


@dataclass
class Sheets:
    """The service. `strict_validation`: whether writes against a strict validation are refused."""

    store: Store
    strict_validation: bool = False

    def handlers(self) -> dict[str, Callable[[Request], Json]]:
        return {
            "sheets.spreadsheets.get": self._get,
            "sheets.spreadsheets.create": self._create,
            "sheets.spreadsheets.batchUpdate": self._batch_update,
            "sheets.spreadsheets.sheets.copyTo": self._copy_to,
            "sheets.spreadsheets.developerMetadata.search": self._search_metadata,
            "sheets.spreadsheets.values.get": self._values_get,
            "sheets.spreadsheets.values.batchGet": self._values_batch_get,
            "sheets.spreadsheets.values.update": self._values_update,
            "sheets.spreadsheets.values.batchUpdate": self._values_batch_update,
            "sheets.spreadsheets.values.append": self._values_append,
            "sheets.spreadsheets.values.clear": self._values_clear,
            "sheets.spreadsheets.values.batchClear": self._values_batch_clear,
        }

    def _file(self, request: Request, role: str = "reader", name: str = "spreadsheetId") -> File:
        """The spreadsheet of a call of Sheets: 404 when there is none, 403 when it isn't shared (enough)."""
        file_id = request.path.get(name) or request.body.get(name, "")
        file = self.store.files.get(file_id)
        if file is None:
            raise sheets_error("NOT_FOUND", "Requested entity was not found.")
        if not opened(file, request.account, request.scopes) or not file.at_least(request.account.email, role):
            raise sheets_error("PERMISSION_DENIED", "The caller does not have permission")
        return file

    def _settings(self, request: Request, file: File) -> Settings:
        owner = file.owner.lower() == request.account.email.lower()
        return Settings(
            Protection(request.account.email, owner),
            self.store.new_number,
            self.strict_validation,
            self.store.evaluator,
        )

    # spreadsheets

    def _get(self, request: Request) -> Json:
        file = self._file(request)
        ranges = request.lists.get("ranges", [])
        return self._spreadsheet(request, file, field_mask(request), request.flag("includeGridData"), ranges)

    def _spreadsheet(self, request: Request, file: File, mask: Mask | None, grid: bool, ranges: list[str]) -> Json:
        boxes = [file.spreadsheet.box(text) for text in ranges]
        url = f"https://docs.google.com/spreadsheets/d/{file.id}/edit"
        calculation = self.store.calculation(file.spreadsheet)
        return spreadsheet_answer(calculation, url, mask, grid, boxes, request.account.email)

    def _create(self, request: Request) -> Json:
        if not request.account.storage:
            raise sheets_error("PERMISSION_DENIED", "The caller does not have permission")
        body = without_nulls(request.body)
        unknown = body.keys() - {"properties", "sheets"}
        if unknown:
            raise NotEmulatedError(f"spreadsheets.create with {sorted(unknown)}")
        given = {
            name: item for name, item in body.get("properties", {}).items() if name in ("title", *DEFAULT_PROPERTIES)
        }
        properties = {"title": "Untitled spreadsheet"} | DEFAULT_PROPERTIES | given
        spreadsheet = Spreadsheet(self.store.new_id(), properties, [Sheet.new(0, "Sheet1")])
        sheets = body.get("sheets", [])
        if any(sheet.keys() - {"properties"} for sheet in sheets):
            raise NotEmulatedError("spreadsheets.create with more of a tab than its properties")
        if sheets:
            spreadsheet.sheets = []
            settings = Settings(Protection(request.account.email, owner=True), self.store.new_number)
            batch.run(
                spreadsheet, [{"addSheet": {"properties": sheet.get("properties", {})}} for sheet in sheets], settings
            )
        file = self.store.add(request.account, spreadsheet)
        return self._spreadsheet(request, file, None, False, [])

    def _batch_update(self, request: Request) -> Json:
        file = self._file(request, "writer")
        body = request.body
        if not body.get("requests"):
            raise invalid("Must specify at least one request.")
        with self.store.change(file, request.account.email) as draft:
            replies = batch.run(draft, body["requests"], self._settings(request, file))
            ranges = body.get("responseRanges") or []
            for text in ranges:
                draft.box(text)
        answer: Json = {"spreadsheetId": file.id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            grid = bool(body.get("responseIncludeGridData"))
            answer["updatedSpreadsheet"] = self._spreadsheet(request, file, None, grid, ranges)
        return answer

    def _copy_to(self, request: Request) -> Json:
        source = self._file(request).spreadsheet.by_id(int(request.path["sheetId"]))
        target = self._file(request, "writer", "destinationSpreadsheetId")
        with self.store.change(target, request.account.email) as draft:
            settings = self._settings(request, target)
            context = Context(draft, settings.protection, settings.new_number, False, settings.evaluator, "")
            sheet = copied_sheet(context, source, f"Copy of {source.title}", None)
            draft.sheets.append(sheet)
        return dict(sheet.properties)

    def _search_metadata(self, request: Request) -> Json:
        spreadsheet = self._file(request).spreadsheet
        found: list[Json] = []
        for data_filter in request.body.get("dataFilters", ()):
            for entry in spreadsheet.metadata:
                if matches(entry, without_nulls(data_filter)) and entry not in [
                    each["developerMetadata"] for each in found
                ]:
                    found.append({"developerMetadata": entry, "dataFilters": [data_filter]})
        return {"matchedDeveloperMetadata": found} if found else {}

    # spreadsheets.values

    def _values_get(self, request: Request) -> Json:
        spreadsheet = self._file(request).spreadsheet
        sheet, box = spreadsheet.box(request.path["range"])
        return values.read(self.store.calculation(spreadsheet), sheet, box, Render.of(request.query))

    def _values_batch_get(self, request: Request) -> Json:
        spreadsheet = self._file(request).spreadsheet
        render, calculation = Render.of(request.query), self.store.calculation(spreadsheet)
        found = [values.read(calculation, *spreadsheet.box(text), render) for text in request.lists.get("ranges", [])]
        return {"spreadsheetId": spreadsheet.id} | ({"valueRanges": found} if found else {})

    def _writer(self, request: Request, file: File, option: str) -> Writer:
        return Writer(option or "", self._settings(request, file).protection, self.strict_validation)

    def _echo(self, file: File, answer: Json, place: tuple[Sheet, Box], wanted: bool, options: Json) -> Json:
        """The answer with the values as they stand now, when the client asked for them."""
        if not wanted or place[1].empty:
            return answer
        sheet = file.spreadsheet.by_id(place[0].id)
        render = Render.of(options, "response")
        return answer | {"updatedData": values.read(self.store.calculation(file.spreadsheet), sheet, place[1], render)}

    def _values_update(self, request: Request) -> Json:
        file = self._file(request, "writer")
        writer = self._writer(request, file, request.query.get("valueInputOption", ""))
        with self.store.change(file, request.account.email) as draft:
            sheet, box, answer = values.update(draft, request.path["range"], request.body, writer)
        return self._echo(file, answer, (sheet, box), request.flag("includeValuesInResponse"), request.query)

    def _values_append(self, request: Request) -> Json:
        file = self._file(request, "writer")
        writer = self._writer(request, file, request.query.get("valueInputOption", ""))
        insert = request.query.get("insertDataOption") == "INSERT_ROWS"
        with self.store.change(file, request.account.email) as draft:
            sheet, box, answer = values.append(draft, request.path["range"], request.body, writer, insert)
        wanted = request.flag("includeValuesInResponse")
        answer["updates"] = self._echo(file, answer["updates"], (sheet, box), wanted, request.query)
        return answer

    def _values_batch_update(self, request: Request) -> Json:
        file = self._file(request, "writer")
        writer = self._writer(request, file, request.body.get("valueInputOption", ""))
        places: list[tuple[Sheet, Box, Json]] = []
        with self.store.change(file, request.account.email) as draft:
            places += [
                values.update(draft, value_range.get("range") or "", value_range, writer)
                for value_range in request.body.get("data") or ()
            ]
        wanted = bool(request.body.get("includeValuesInResponse"))
        responses = [self._echo(file, answer, (sheet, box), wanted, request.body) for sheet, box, answer in places]
        answer: Json = {"spreadsheetId": file.id}
        if responses:
            cells = {(sheet.id, row, column) for sheet, box, _ in places for row in box.rows for column in box.columns}
            answer |= {
                "totalUpdatedRows": len({cell[:2] for cell in cells}),
                "totalUpdatedColumns": len({(cell[0], cell[2]) for cell in cells}),
                "totalUpdatedCells": sum(each.get("updatedCells", 0) for each in responses),
                "totalUpdatedSheets": len({cell[0] for cell in cells}),
                "responses": responses,
            }
        return answer

    def _values_clear(self, request: Request) -> Json:
        file = self._file(request, "writer")
        names = self._clear(request, file, [request.path["range"]])
        return {"spreadsheetId": file.id, "clearedRange": names[0]}

    def _values_batch_clear(self, request: Request) -> Json:
        file = self._file(request, "writer")
        names = self._clear(request, file, request.body.get("ranges") or [])
        return {"spreadsheetId": file.id, "clearedRanges": names}

    def _clear(self, request: Request, file: File, texts: list[str]) -> list[str]:
        names = []
        protection = self._settings(request, file).protection
        with self.store.change(file, request.account.email) as draft:
            for text in texts:
                sheet, box = draft.box(text)
                values.clear(sheet, box, protection)
                names.append(a1.range_name(sheet.title, box))
        return names
