"""The part of an owned tab that no sync changes: its place, widths, merged cells, charts. `refill` fills it."""

from __future__ import annotations

from collections.abc import Sequence

from perdes_sheets.outputs import shares
from perdes_sheets.outputs.data import SHEET as DATA
from perdes_sheets.outputs.google_template import inbox
from perdes_sheets.outputs.google_template.charts import insert
from perdes_sheets.outputs.google_template.requests import Json, area, grid, number_format, repeat
from perdes_sheets.outputs.google_template.tabs import add, warn, widths
from perdes_sheets.outputs.inbox.tab import TAB as INBOX
from perdes_sheets.outputs.owned import CHARTS, LAYOUTS
from perdes_sheets.outputs.owned.charts import SHEET as CHART_DATA
from perdes_sheets.outputs.owned.charts import Range
from perdes_sheets.schema.tabs import TAB_ORDER
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import OwnedTab

ROOM = 200
"""Rows of a new owned tab; it grows when it needs more."""

_VISIBLE = [id for id in TAB_ORDER if not id.startswith("_")]
VISIBLE = (*_VISIBLE[:2], INBOX, *_VISIBLE[2:])
"""The tabs in sight, in their order: the inbox stands behind the summary."""


def place(id: str, titles: Sequence[str], language: str) -> int:
    """Where an owned tab belongs: behind the nearest of the tabs before it that is there; hidden ones at the end."""
    if id not in VISIBLE:
        return len(titles)
    there, say = [title.casefold() for title in titles], words(language)
    before = (say.tab(other).casefold() for other in reversed(VISIBLE[: VISIBLE.index(id)]))
    return next((there.index(title) + 1 for title in before if title in there), 0)


def new(tab: OwnedTab, sheet_id: int, index: int, language: str) -> list[Json]:
    """The requests that make an owned tab at its place, big enough for `tab` but empty."""
    made, *others = last(tab, sheet_id, language)
    return [{"addSheet": {"properties": {**made["addSheet"]["properties"], "index": index}}}, *others]


def last(tab: OwnedTab, sheet_id: int, language: str) -> list[Json]:
    """The same, behind all tabs."""
    rows, columns = room(tab)
    protected = warn(sheet_id, words(language)("google.protected"))
    if tab.id in (DATA, shares.TAB):
        return [add(sheet_id, tab.title, rows, columns, hidden=True), protected]
    if tab.id == INBOX:
        return inbox.draw(sheet_id, tab.title, rows, words(language))
    layout = LAYOUTS[tab.id]
    made = add(
        sheet_id,
        tab.title,
        rows,
        columns,
        tint=layout.colour,
        freeze=layout.freeze,
        hidden=layout.hidden,
    )
    merges = [{"mergeCells": {"range": area(sheet_id, a1), "mergeType": "MERGE_ALL"}} for a1 in layout.merges]
    percents = [_percent(sheet_id, spec.categories) for spec in CHARTS if spec.axis_format == "0%"]
    return [
        made, *widths(sheet_id, layout.widths), *merges, protected, *(percents if tab.id == CHART_DATA else ()),
    ]  # fmt: skip


def room(tab: OwnedTab) -> tuple[int, int]:
    """Rows and columns that a new tab for `tab` has."""
    widths = LAYOUTS[tab.id].widths if tab.id in LAYOUTS else ()
    return max(ROOM, len(tab.rows)), max(len(widths), *map(len, tab.rows), 1)


def charts(id: str, sheet_id: int, figures: OwnedTab, source: int, language: str) -> list[Json]:
    """The requests that draw the charts of the owned tab `id`, from `figures` (`_charts`), whose id is `source`."""
    return [insert(spec, sheet_id, figures, source, words(language)) for spec in CHARTS if spec.tab == id]


def _percent(sheet_id: int, lines: Range) -> Json:
    """An axis shows its numbers as the figures are formatted."""
    there = grid(sheet_id, (lines.first_row - 1, lines.last_row), (1, None))
    format = {"numberFormat": number_format("0%")}
    return repeat(there, {"userEnteredFormat": format}, "userEnteredFormat.numberFormat")
