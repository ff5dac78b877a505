"""collect --accept: the inbox entries that staff marked, as new rows at the end of the entry tabs.

What a partner measured becomes a row of measurements, a comment one of communication, each saying whom it is from. What
a partner delivered belongs into the obligation's own row, where the village may have typed something: that is never
written over, so the inbox names the row and what to type there, and knows it is done once it stands there.

The new rows are put in together with a whole sync, in one write: formulas, running numbers and summaries are right.
They go into the empty rows below the last one; where several people type at once, as new rows behind it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from perdes_sheets.jobs.collect import known_entries, write_inbox
from perdes_sheets.jobs.look import Clock, look
from perdes_sheets.jobs.sync import sync
from perdes_sheets.outputs import inbox
from perdes_sheets.outputs.inbox import Judged
from perdes_sheets.reading.cell import is_empty, text_of
from perdes_sheets.reading.layout import Layout
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import EntryTab, entry_tab
from perdes_sheets.schema.words import Words, words
from perdes_sheets.workbooks.base import Cell, Sheet, Workbook, WritePlan, Written

Rows = Mapping[int, Mapping[int, Cell]]
"""Spreadsheet row -> column index -> value."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many entries became rows, and which marked ones did not: refused ones, and deliveries."""

    language: str
    appended: int
    left: Sequence[Judged]
    backup: str | None


def accept(workbook: Workbook, as_of: dt.date | Clock) -> Accepted:
    """Append what is marked in the inbox of `workbook`; WorkbookError where it can't be read or written."""
    seen = look(workbook, as_of)
    language = seen.reading.language
    say = words(language)
    entries = known_entries(seen)
    judged = inbox.judged(entries, seen.reading, seen.results, say)
    marked = [j for j in judged if inbox.is_accepting(j.entry.mark, language) and j.state != "accepted"]
    taken = [each for each in marked if each.appends]
    left = [each for each in marked if not each.appends]
    if not taken:
        return Accepted(language, 0, left, None)
    added: dict[str, Rows] = {}
    for id in ("measurements", "interactions"):
        layout = seen.reading.layouts.get(id)
        values = [_values(each, say) for each in taken if each.entry.target == id]
        if layout is not None and values:
            sheet = seen.sheets[layout.title]
            added[layout.title] = _rows(entry_tab(id), layout, sheet, values, inserting=not workbook.fills)
    appending = Appending(workbook, added)
    done = sync(appending, as_of)
    write_inbox(workbook, look(workbook, as_of), entries)
    return Accepted(language, sum(map(len, added.values())), left, done.written.backup)


def _values(each: Judged, say: Words) -> dict[str, Cell]:
    """The typing cells of a new row, by column id."""
    entry = each.entry
    origin = say("inbox.provenance.who", partner=entry.partner, who=entry.who) if entry.who else say(
        "inbox.provenance", partner=entry.partner
    )  # fmt: skip
    if entry.target == "measurements":
        note = ". ".join(part for part in (entry.note.rstrip(" ."), origin) if part)
        cells = {"kpi": entry.ref, "date": entry.date, "value": entry.value, "note": note, "evidence": entry.evidence}
    else:
        topic = say("inbox.topic.about", ref=entry.ref) if entry.ref else say("inbox.topic")
        topic = f"{topic} ({entry.who})" if entry.who else topic
        cells = {
            "date": entry.date,
            "partner": entry.partner,
            "channel": say.choice("channel", "message"),
            "topic": topic,
            "outcome": entry.note,
        }
    return {id: value for id, value in cells.items() if not is_empty(value)}


def _rows(tab: EntryTab, layout: Layout, sheet: Sheet, new: Sequence[Mapping[str, Cell]], *, inserting: bool) -> Rows:
    """The cells of new rows below the last one in which anything was typed; running numbers go on.

    The empty rows that are there have their numbers already; rows that are put in before these have none.
    """
    typed = [layout.columns[c.id] for c in tab.columns if c.id in layout.columns and c.key != "running"]
    row = max(layout.header_row, _last(sheet, layout.header_row, typed)) + 1
    rows: dict[int, dict[int, Cell]] = {}
    key = tab.key
    number = _highest(sheet, layout, key)
    for values in new:
        cells = {layout.columns[id]: value for id, value in values.items() if id in layout.columns}
        place = layout.columns.get(key.id)
        if key.key == "running" and place is not None and (inserting or is_empty(_at(sheet, row, place))):
            number += 1
            cells[place] = number
        rows[row] = cells
        row += 1
    return rows


def _last(sheet: Sheet, header_row: int, columns: Sequence[int]) -> int:
    """The last row with anything in one of the columns, if only a dash."""
    for row in range(len(sheet.rows), header_row, -1):
        if any(_at(sheet, row, column) not in (None, "") for column in columns):
            return row
    return header_row


def _highest(sheet: Sheet, layout: Layout, key: Column) -> int:
    """The highest running number there is."""
    if key.id not in layout.columns:
        return 0
    cells = (_at(sheet, row, layout.columns[key.id]) for row in range(layout.header_row + 1, len(sheet.rows) + 1))
    texts = (text_of(cell).strip() for cell in cells if not is_empty(cell))
    return max((int(text) for text in texts if text.isdecimal()), default=0)


def _at(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else ()
    return cells[column] if column < len(cells) else None


class Appending:
    """A workbook as it will be with new rows in it: read so, and written together with them."""

    def __init__(self, workbook: Workbook, rows: Mapping[str, Rows]) -> None:
        self._workbook, self._rows = workbook, rows
        self.name, self.fills = workbook.name, workbook.fills

    def read(self) -> Mapping[str, Sheet]:
        sheets = dict(self._workbook.read())
        for title, rows in self._rows.items():
            sheets[title] = _with(sheets[title], rows, inserting=not self.fills)
        return sheets

    def automatic(self, title: str, columns: Mapping[int, str], first_row: int) -> Mapping[int, bytes]:
        return self._workbook.automatic(title, columns, first_row)

    def write(self, plan: WritePlan, *, dry_run: bool = False) -> Written:
        return self._workbook.write(replace(plan, appended=self._rows), dry_run=dry_run)


def _with(sheet: Sheet, rows: Rows, *, inserting: bool) -> Sheet:
    """A sheet with more cells, in rows that are there or, `inserting`, in new ones."""
    grid: list[list[Any]] = [list(row) for row in sheet.rows]
    for row, cells in sorted(rows.items()):
        if inserting and row <= len(grid):
            grid.insert(row - 1, [])
        grid += [[] for _ in range(row - len(grid))]
        line = grid[row - 1]
        line += [None] * (max(cells, default=-1) + 1 - len(line))
        for column, value in cells.items():
            line[column] = value
    return replace(sheet, rows=grid)
