"""The whole workbook in one batch of requests: all of it comes into being, or nothing does."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any

from perdes_sheets.outputs.google_template import entry, guide, owned, settings
from perdes_sheets.outputs.google_template.names import reaches, typed
from perdes_sheets.outputs.google_template.refill import refill
from perdes_sheets.outputs.google_template.requests import Json
from perdes_sheets.outputs.owned import unsynced as unsynced_tabs
from perdes_sheets.outputs.owned.charts import SHEET as CHART_DATA
from perdes_sheets.outputs.sentences import village
from perdes_sheets.outputs.template import unsynced
from perdes_sheets.schema.choices import TIME_ZONES
from perdes_sheets.schema.tabs import TAB_ORDER, entry_tab
from perdes_sheets.schema.words import Words, words

TABS = tuple(id for id in TAB_ORDER if id != "_looks")
"""The tabs, in their order. Google needs no specimens of looks: a sync writes formats themselves."""


ORDER = {"updateSpreadsheetProperties": 0, "addSheet": 1, "addNamedRange": 2}
"""What has to come first: formulas are read by the locale, and name what must be there."""


def draw(language: str, cells: Mapping[str, Any], taken: Collection[int], title: str | None = None) -> list[Json]:
    """The requests that draw the whole workbook beside what is there.

    `cells` fills it: tab id -> rows, each {column id: raw value}, and "settings" -> {setting id: raw value}. `taken`
    are the ids of the tabs that are there; `title` becomes the spreadsheet's.
    """
    say = words(language)
    ids = dict(zip(TABS, free_ids(taken, len(TABS)), strict=True))
    gids = {say.tab(id): sheet_id for id, sheet_id in ids.items()}
    home = village(cells.get("settings", {}).get("village_name"), say)
    data, looked_up = unsynced.data(home, say)
    fresh = {tab.id: tab for tab in (*unsynced_tabs(say), data)}
    names = reaches(looked_up | typed(say), gids)
    requests = [_properties(cells, title, say)]
    requests += [{"addNamedRange": {"namedRange": {"name": name, "range": there}}} for name, there in names.items()]
    for id in TABS:
        if id in fresh:
            requests += owned.last(fresh[id], ids[id], language)
        elif id == "guide":
            requests += guide.draw(ids[id], gids, say)
        elif id == "settings":
            requests += settings.draw(ids[id], cells.get("settings", {}), gids, say)
        else:
            requests += entry.draw(entry_tab(id), ids[id], cells.get(id, ()), gids, say)
    for id, tab in fresh.items():
        # As many rows and columns as `owned.new` gave it: nothing grows here.
        rows, columns = owned.room(tab)
        requests += refill(tab, ids[id], rows, columns, gids)
        requests += owned.charts(id, ids[id], fresh[CHART_DATA], ids[CHART_DATA], language)
    return sorted(requests, key=lambda request: ORDER.get(next(iter(request)), len(ORDER)))


def free_ids(taken: Collection[int], count: int) -> list[int]:
    """So many ids for new tabs, none of them taken."""
    return list(islice((id for id in itertools.count(1) if id not in taken), count))


def _properties(cells: Mapping[str, Any], title: str | None, words: Words) -> Json:
    zone = cells.get("settings", {}).get("time_zone") or "WIB"
    wanted = {"locale": words("google.locale"), "timeZone": TIME_ZONES[zone]} | ({"title": title} if title else {})
    return {"updateSpreadsheetProperties": {"properties": wanted, "fields": ",".join(wanted)}}
