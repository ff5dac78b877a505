"""history: one line per `as_of` date with the counts, replaced when that date is synced again (workbook.md).

The one owned tab that a sync reads back: its earlier lines are nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from perdes_sheets.outputs.owned.review_list import undecided
from perdes_sheets.outputs.owned.rows import Rows
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.outputs.owned.timeline import AGREEMENTS, COUNTS, ENTRIES, KPIS, NEEDS, HistoryLine
from perdes_sheets.reading.entries import Entries, key_of
from perdes_sheets.rules.agreements import IN_FORCE
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.words import Words, every
from perdes_sheets.workbooks.base import Cell, Out, OwnedTab, Sheet


def label(id: str, words: Words) -> str:
    """A count's header: a status's own word, or one of the history's."""
    list_id, _, status = id.partition(".")
    return words.choice(list_id, status) if status else words(f"history.{id}")


def read(sheet: Sheet | None, words: Words) -> list[HistoryLine]:
    """The lines that stand in the history tab, oldest first; its columns are found by their headers, in any language.

    Lines without a readable date are dropped; a count that isn't a number is None.
    """
    if sheet is None:
        return []
    ids = {key_of(label(id, each)): id for each in [*every(), words] for id in ("as_of", *COUNTS)}
    columns: dict[str, int] = {}
    lines = {}
    for row in sheet.rows:
        day = _date(_at(row, columns["as_of"])) if columns else None
        if not columns:
            labels = {ids.get(key_of(value)): c for c, value in enumerate(row) if isinstance(value, str)}
            if "as_of" in labels and len(labels) > 1:
                columns = {id: c for id, c in labels.items() if id}
        elif day is not None:
            lines[day] = HistoryLine(day, {id: _count(_at(row, columns.get(id))) for id in COUNTS})
    return [lines[day] for day in sorted(lines)]


def _at(row: Sequence[Cell], column: int | None) -> Cell:
    return row[column] if column is not None and column < len(row) else None


def _date(value: Cell) -> dt.date | None:
    """A date cell's day; a bare number is a serial (days since 1899-12-30)."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1 <= value < 110_000:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(value))
    return None


def _count(value: Cell) -> int | None:
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def line(entries: Entries, results: Results) -> HistoryLine:
    """This sync's own line."""
    counts = results.counts
    late = sum(obligation.fulfilment_status == "late" for obligation in results.obligations)
    found: dict[str, int | None] = dict.fromkeys(COUNTS)
    if entries.agreements:
        found |= {
            "in_force": sum(agreement.status in IN_FORCE for agreement in results.agreements),
            "reviews_due": counts["agreements_due"],
            "reviews_overdue": counts["agreements_overdue"],
            "undecided": sum(map(undecided, results.agreements)),
        }
    if entries.obligations:
        found["obligations_late"] = late
    if entries.kpis:
        found |= {f"kpi_status.{id}": n for id, n in counts["kpis_by_status"].items()}
    if entries.needs:
        found |= {f"coverage.{id}": n for id, n in counts["needs_by_coverage"].items()}
    found |= {id: counts[id] for id in ENTRIES}
    return HistoryLine(results.as_of, found)


def continued(earlier: Iterable[HistoryLine], own: HistoryLine) -> list[HistoryLine]:
    """The earlier lines with this sync's own, which replaces an earlier one of its date; oldest first."""
    lines = {line.as_of: line for line in earlier} | {own.as_of: own}
    return [lines[day] for day in sorted(lines)]


def tab(source: Source) -> OwnedTab:
    """The newest line on top."""
    words = source.words
    rows = Rows(source, "history")
    groups = {}
    column = 1
    for tab_id, counts in (("agreements", AGREEMENTS), ("kpis", KPIS), ("needs", NEEDS), ("checks", ENTRIES)):
        groups[column] = words.tab(tab_id)
        column += len(counts)
    rows.head(words("history.sentence") if source.synced else words("unsynced"), groups)
    rows.headers([(words("history.as_of"), "date"), *((label(id, words), "integer") for id in COUNTS)])
    for each in reversed(source.history):
        rows.add(Out(each.as_of, "date"), *(Out(each.counts.get(id), "integer") for id in COUNTS))
    return rows.done()
