"""Protected ranges: whom they stop. The owner of the file is never stopped, a range with `warningOnly` stops nobody."""

from __future__ import annotations

from dataclasses import dataclass

from .a1 import Box, from_grid_range
from .errors import Json, invalid
from .model import Sheet


@dataclass(frozen=True)
class Protection:
    """The account that writes; `owner` whether it owns the file."""

    email: str
    owner: bool

    def check(self, sheet: Sheet, box: Box, where: str) -> None:
        """The 400 for writing where a protected range forbids it; `where` is "Invalid requests[0].updateCells: "."""
        for item in sheet.objects["protectedRanges"]:
            if self._stops(item) and self._covers(sheet, item, box):
                raise invalid(
                    f"{where}You are trying to edit a protected cell or object. Please contact the spreadsheet owner "
                    "to remove protection if you need to edit."
                )

    def _stops(self, item: Json) -> bool:
        users = [user.lower() for user in item.get("editors", {}).get("users", [])]
        return not self.owner and not item.get("warningOnly") and self.email.lower() not in users

    @staticmethod
    def _covers(sheet: Sheet, item: Json, box: Box) -> bool:
        covered = sheet.clip(from_grid_range(item.get("range", {})))
        if not covered.overlaps(box):
            return False
        free = [sheet.clip(from_grid_range(each)) for each in item.get("unprotectedRanges", ())]
        return not any(each.contains(box) for each in free)
