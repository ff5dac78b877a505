"""The owned tabs: what a sync tells the village (workbook.md, Owned tabs; look.md).

They only arrange what the rules computed. `tabs` makes all of them, `LAYOUTS` and `CHARTS` are what templates draw.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from perdes_sheets.outputs.owned import (
    agenda,
    benefits,
    chart_data,
    checks,
    history,
    kpi_status,
    need_coverage,
    review_list,
    scorecards,
    summary,
)
from perdes_sheets.outputs.owned.charts import CHARTS
from perdes_sheets.outputs.owned.layouts import LAYOUTS
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.outputs.owned.timeline import HistoryLine
from perdes_sheets.reading.entries import Entries, Reading
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import OwnedTab

__all__ = ["CHARTS", "LAYOUTS", "HistoryLine", "history", "tabs", "unsynced"]

TABS = (
    summary.tab, checks.tab, review_list.tab, kpi_status.tab, scorecards.tab, need_coverage.tab, benefits.tab,
    agenda.tab, history.tab, chart_data.tab,
)  # fmt: skip
"""Every owned tab's maker, in the order of the tabs."""


def tabs(reading: Reading, results: Results, words: Words, earlier: Sequence[HistoryLine]) -> list[OwnedTab]:
    """All that the sync fills in, deterministic in its arguments; `earlier` are the lines of `history.read`."""
    lines = history.continued(earlier, history.line(reading.entries, results))
    source = Source(reading, results, words, lines)
    return [tab(source) for tab in TABS]


def unsynced(words: Words) -> list[OwnedTab]:
    """The tabs as a new workbook shows them: titles, headers, how to begin; nothing is dated."""
    reading = Reading(words.language, Entries(), {}, [])
    source = Source(reading, evaluate(reading, dt.date.min), words, synced=False)
    return [tab(source) for tab in TABS]
