"""What every request of a batch is handled with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import discovery, masks
from .a1 import Box
from .calculate import Calculation
from .errors import ApiError, Json, invalid
from .evaluate import Evaluate
from .masks import Mask, MaskError
from .model import Sheet, Spreadsheet
from .protection import Protection


@dataclass(frozen=True)
class Context:
    """`where` opens every error: "Invalid requests[0].updateCells: "."""

    spreadsheet: Spreadsheet
    protection: Protection
    new_number: Callable[[], int]
    strict: bool
    evaluator: Evaluate
    where: str

    def refuse(self, message: str) -> ApiError:
        return invalid(self.where + message)

    def calculation(self) -> Calculation:
        """The computed values of the draft as it stands at this request."""
        return Calculation(self.spreadsheet, self.evaluator)

    def sheet(self, sheet_id: int | None) -> Sheet:
        return self.spreadsheet.by_id(sheet_id, self.where)

    def grid(self, grid_range: Json) -> tuple[Sheet, Box]:
        return self.spreadsheet.grid(grid_range, self.where)

    def writable(self, grid_range: Json) -> tuple[Sheet, Box]:
        """A range that this account may write to."""
        sheet, box = self.grid(grid_range)
        self.protection.check(sheet, box, self.where)
        return sheet, box

    def mask(self, body: Json, schema: str) -> Mask:
        """The update mask of a request, checked against the message that it is about."""
        text = body.get("fields", "")
        if not text:
            raise self.refuse("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
        try:
            mask = masks.parse(text)
            masks.check(mask, "sheets.v4", discovery.schema("sheets.v4", schema))
        except MaskError as error:
            raise self.refuse(f"Invalid field: {error.path}") from error
        return mask


Handler = Callable[[Context, Json], "Json | None"]
