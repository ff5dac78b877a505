"""What the backend needs to have drawn: it knows no looks and no words itself. `outputs/google_template` fits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from perdes_sheets.workbooks.base import Cell, OwnedTab

Json = dict[str, Any]
Gids = Mapping[str, int]
"""Tab title -> the id that Google gave the tab."""


class Drawing(Protocol):
    """Requests of Google's batchUpdate, as data."""

    def free_ids(self, taken: Collection[int], count: int) -> list[int]:
        """So many ids for new tabs."""

    def place(self, id: str, titles: Sequence[str], language: str) -> int:
        """Where an owned tab belongs among the tabs of these titles: its index."""

    def new(self, tab: OwnedTab, sheet_id: int, index: int, language: str) -> list[Json]:
        """Make an owned tab, empty; `room` is how many rows and columns it then has."""

    def room(self, tab: OwnedTab) -> tuple[int, int]: ...

    def refill(self, tab: OwnedTab, sheet_id: int, rows: int, columns: int, gids: Gids) -> list[Json]:
        """Clear the tab, now of so many rows and columns, and fill it. Doing it twice changes nothing."""

    def charts(self, id: str, sheet_id: int, figures: OwnedTab, source: int, language: str) -> list[Json]:
        """Draw the charts that stand in the owned tab `id`, from `figures` (`_charts`), whose id is `source`."""

    def retitled(self, figures: OwnedTab, source: int, found: Sequence[Json]) -> Iterable[Json]:
        """Make the charts that are there say the titles in `figures`; take away those that draw nothing any more."""

    def inserted(self, rows: Mapping[int, Mapping[int, Cell]], sheet_id: int, height: int) -> list[Json]:
        """Put new rows into an entry tab that has `height` rows now: spreadsheet row -> column from 0 -> value."""

    def reaches(self, names: Mapping[str, str], gids: Gids) -> Mapping[str, Json]:
        """Name -> the GridRange that it should mean."""
