"""From a write plan to the requests of one batch: only what differs from what is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from perdes_sheets.workbooks.base import OwnedTab, WritePlan
from perdes_sheets.workbooks.google.drawing import Drawing
from perdes_sheets.workbooks.google.names import named
from perdes_sheets.workbooks.google.snapshot import STAMP, Json, Snapshot, Stamp, Tab

CHARTS = "_charts"
"""The hidden tab whose figures charts draw."""

REPEATABLE = frozenset((
    "updateCells", "repeatCell", "updateDimensionProperties", "updateSheetProperties", "setBasicFilter",
    "clearBasicFilter", "updateChartSpec", "updateNamedRange",
))  # fmt: skip
"""Requests that change nothing the second time."""


class Batch:
    """The requests that carry out `plan` on what is `there`; none where all of it is so already.

    `digests`: owned tab id -> digest of what it then shows. `restored` and `tabs` are as in `Written`.
    """

    def __init__(self, plan: WritePlan, there: Snapshot, drawing: Drawing) -> None:
        self._plan, self._there, self._drawing = plan, there, drawing
        known = {tab.title.casefold(): tab for tab in there.tabs.values()}
        self._tabs: dict[str, Tab] = {
            owned.id: known[owned.title.casefold()] for owned in plan.owned if owned.title.casefold() in known
        }
        missing = [owned for owned in plan.owned if owned.id not in self._tabs]
        new = drawing.free_ids(frozenset(there.gids.values()), len(missing))
        self._ids = {id: tab.id for id, tab in self._tabs.items()}
        self._ids |= {owned.id: id for owned, id in zip(missing, new, strict=True)}
        self._gids = {**there.gids, **{owned.title: self._ids[owned.id] for owned in plan.owned}}
        self.restored = [owned.title for owned in missing]
        self.digests: dict[str, str] = {}
        self.tabs: list[str] = list(plan.appended)
        self.requests: list[Json] = []
        for title, rows in plan.appended.items():
            self.requests += drawing.inserted(rows, there.tabs[title].id, there.tabs[title].rows)
        titles = list(there.tabs)
        for owned in missing:
            index = drawing.place(owned.id, titles, plan.language)
            titles.insert(index, owned.title)
            self.requests += drawing.new(owned, self._ids[owned.id], index, plan.language)
        for owned in plan.owned:
            refill = self._refill(owned)
            self.tabs += [owned.title] if refill else []
            self.requests += refill
        self.requests += self._names()
        self.requests += self._charts()

    @property
    def repeatable(self) -> bool:
        """Whether doing it twice is the same as doing it once."""
        return all(request.keys() <= REPEATABLE for request in self.requests)

    def _size(self, owned: OwnedTab) -> tuple[int, int]:
        tab = self._tabs.get(owned.id)
        return (tab.rows, tab.columns) if tab else self._drawing.room(owned)

    def _grown(self, owned: OwnedTab) -> tuple[int, int]:
        """Rows and columns that the tab has after the batch."""
        rows, columns = self._size(owned)
        return max(rows, len(owned.rows)), max(columns, *map(len, owned.rows), 0)

    def _refill(self, owned: OwnedTab) -> list[Json]:
        """Nothing where the tab shows the same as after the last write, and nobody typed into it since."""
        size, grown = self._size(owned), self._grown(owned)
        requests = self._drawing.refill(owned, self._ids[owned.id], *size, self._gids)
        # The digest is of what would be drawn the next time, when nothing has to grow any more.
        after = requests if size == grown else self._drawing.refill(owned, self._ids[owned.id], *grown, self._gids)
        text = json.dumps(after, sort_keys=True)
        self.digests[owned.id] = digest = hashlib.sha256(text.encode()).hexdigest()[:20]
        tab, stamp = self._tabs.get(owned.id), self._there.stamp
        same = tab is not None and stamp is not None and stamp.tabs.get(owned.id) == digest
        return [] if same and tab is not None and tab.typed == _typed(requests) else requests

    def _names(self) -> list[Json]:
        rows = {tab.id: tab.rows for tab in self._there.tabs.values()}
        rows |= {self._ids[owned.id]: self._grown(owned)[0] for owned in self._plan.owned}
        return list(named(self._drawing.reaches(self._plan.names, self._gids), self._there.names, rows))

    def _charts(self) -> list[Json]:
        """New charts where their tab or their figures were missing; else those that are there say what is new."""
        figures = next((owned for owned in self._plan.owned if owned.id == CHARTS), None)
        if figures is None:
            return []
        found = [chart for tab in self._there.tabs.values() for chart in tab.charts]
        requests = list(self._drawing.retitled(figures, self._ids[CHARTS], found))
        for owned in self._plan.owned:
            if owned.id not in self._tabs or CHARTS not in self._tabs:
                language = self._plan.language
                requests += self._drawing.charts(owned.id, self._ids[owned.id], figures, self._ids[CHARTS], language)
        return requests


def _typed(requests: Sequence[Json]) -> Mapping[tuple[int, int], Json]:
    """What `requests` put into cells, by row and column from 0."""
    found = {}
    for request in requests:
        for r, row in enumerate(request.get("updateCells", {}).get("rows", ())):
            for c, cell in enumerate(row.get("values", ())):
                if "userEnteredValue" in cell:
                    found[r, c] = cell["userEnteredValue"]
    return found


def stamping(stamp: Stamp, old: Stamp | None) -> list[Json]:
    """The requests that leave `stamp` in the place of the old one."""
    lookup = {"dataFilter": {"developerMetadataLookup": {"metadataKey": STAMP}}}
    made = {
        "metadataKey": STAMP,
        "metadataValue": stamp.text,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    forget = [{"deleteDeveloperMetadata": lookup}] if old is not None else []
    return [*forget, {"createDeveloperMetadata": {"developerMetadata": made}}]
