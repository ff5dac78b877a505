"""The inbox as an owned tab, and back: staff's marks are found again by each entry's number, however they sorted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from perdes_sheets.outputs.inbox.entry import InboxEntry, Judged
from perdes_sheets.outputs.looks import SHAPES, Tone
from perdes_sheets.outputs.owned.rows import LINE, STEP, lines_of
from perdes_sheets.outputs.text import date_text
from perdes_sheets.reading.cell import is_empty, text_of
from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.headers import DEPTH, fold
from perdes_sheets.reading.layout import Layout, a1
from perdes_sheets.reading.spelling import spelling
from perdes_sheets.schema.words import Words, every
from perdes_sheets.workbooks.base import Cell, Link, Out, OwnedTab, Sheet

TAB = "inbox"
HEADER_ROW = 4
COLUMNS: tuple[tuple[str, float], ...] = (
    ("accept", 10), ("state", 16), ("partner", 24), ("who", 24), ("tab", 14), ("ref", 18), ("subject", 30),
    ("date", 13), ("value", 14), ("note", 30), ("evidence", 26), ("change", 46), ("findings", 46), ("file", 30),
    ("collected", 13), ("id", 18),
)  # fmt: skip
"""Column -> width. From `ref` on they stand as in the tab of measurements, so that they can be copied over as well."""

HEADERS = {
    **dict.fromkeys(("date", "value", "collected"), "header_right"),
    **dict.fromkeys(("note", "id"), "header_after"),
}
"""Column -> the look of its header, where that isn't `header`."""

TONES: Mapping[str, Tone] = {"new": "note", "changed": "soon", "refused": "late", "accepted": "fine"}
ORDER = ("new", "changed", "refused", "accepted")
TARGETS = ("measurements", "obligations", "interactions")
_FEWEST = 5
"""Labels that make a row the header."""


def tab(judged: Sequence[Judged], words: Words, as_of: dt.date, layouts: Mapping[str, Layout]) -> OwnedTab:
    """All entries, those to decide first. `layouts` say where links into the entry tabs lead."""
    rows: list[list[Out | None]] = [
        [Out(words.tab(TAB), "title")],
        [Out(words("inbox.sentence", date=date_text(as_of, words.language)), "subtitle")],
        [Out("← " + words.tab("summary"), "back", Link(words.tab("summary"), "A1"))],
        [Out(words(f"inbox.{id}"), HEADERS.get(id, "header")) for id, _ in COLUMNS],
    ]
    heights = {1: 26.0, 2: 18.0, 3: 18.0, 4: 34.0}
    for each in sorted(judged, key=_order):
        rows.append(_row(each, words, layouts))
        heights[len(rows)] = _height(rows[-1])
    area = f"A{HEADER_ROW}:{a1(len(rows), len(COLUMNS) - 1)}" if len(rows) > HEADER_ROW else None
    return OwnedTab(TAB, words.tab(TAB), rows, heights, area)


def _order(each: Judged) -> tuple[int, str, int, str, str]:
    entry = each.entry
    day = entry.date.isoformat() if isinstance(entry.date, dt.date) else ""
    return ORDER.index(each.state), key_of(entry.partner), TARGETS.index(entry.target), day, entry.id


def _row(each: Judged, words: Words, layouts: Mapping[str, Layout]) -> list[Out | None]:
    entry, tone = each.entry, TONES[each.state]
    layout = layouts.get(entry.target)
    cell = layout.cell(each.row, _SUBJECT[entry.target]) if layout else None
    link = Link(layout.title, cell) if layout and cell else None
    return [
        Out(entry.mark, "text"),
        Out(f"{SHAPES[tone]} {words(f'inbox.state.{each.state}')}", tone),
        Out(entry.partner, "text"),
        Out(entry.who or None, "text"),
        Out(words.tab(entry.target), "text"),
        Out(entry.ref or None, "text"),
        Out(entry.subject or None, "link" if link else "text", link),
        _value(entry.date),
        _value(entry.value),
        Out(entry.note or None, "text_after"),
        Out(entry.evidence or None, "text"),
        Out(each.change or None, "text"),
        Out(" · ".join(each.findings) or None, "text"),
        Out(entry.file, "muted"),
        Out(entry.collected, "date"),
        Out(f"{entry.id}-{entry.version}", "text_after"),
    ]


_SUBJECT = {"measurements": "value", "obligations": "delivered", "interactions": "topic"}


def _value(value: Cell) -> Out:
    if isinstance(value, dt.date):
        return Out(value, "date")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Out(value, "integer" if float(value).is_integer() else "number")
    return Out(None if value is None else text_of(value), "text_right")


def _height(row: Sequence[Out | None]) -> float:
    """Points for the longest wrapped text."""
    lines = 1
    for out, (_, width) in zip(row, COLUMNS, strict=True):
        if out is not None and isinstance(out.value, str):
            lines = max(lines, lines_of(out.value, width * 0.86))
    return min(LINE + STEP * (lines - 1), 180.0)


def read(sheet: Sheet | None) -> list[InboxEntry]:
    """The entries of an inbox, in the order in which they stand; rows without an entry's number are left out."""
    if sheet is None:
        return []
    known = {fold(say(f"inbox.{id}")): id for say in every() for id, _ in COLUMNS}
    found = (
        (r, {known[fold(cell)]: c for c, cell in reversed(list(enumerate(row))) if fold(cell) in known})
        for r, row in enumerate(sheet.rows[:DEPTH])
    )
    header = next(((r, places) for r, places in found if len(places) >= _FEWEST and "id" in places), None)
    if header is None:
        return []
    first, places = header
    entries = (_entry({id: _at(row, c) for id, c in places.items()}) for row in sheet.rows[first + 1 :])
    return [entry for entry in entries if entry is not None]


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else None


def _entry(cells: Mapping[str, Cell]) -> InboxEntry | None:
    number, _, version = _text(cells.get("id")).partition("-")
    titles = {key_of(say.tab(id)): id for say in every() for id in TARGETS}
    target = titles.get(key_of(_text(cells.get("tab"))))
    day = _date(cells.get("collected"))
    if not number or not version.isdigit() or target is None or not isinstance(day, dt.date):
        return None
    return InboxEntry(
        partner=_text(cells.get("partner")), who=_text(cells.get("who")), target=target,  # type: ignore[arg-type]
        ref=_text(cells.get("ref")), subject=_text(cells.get("subject")), date=_date(cells.get("date")),
        value=cells.get("value"), note=_text(cells.get("note")), evidence=_text(cells.get("evidence")),
        file=_text(cells.get("file")), collected=day, version=int(version), mark=cells.get("accept"),
    )  # fmt: skip


def _date(cell: Cell) -> Cell:
    return cell.date() if isinstance(cell, dt.datetime) else cell


def _text(cell: Cell) -> str:
    return "" if cell is None else text_of(cell)


def is_accepting(mark: Cell, language: str) -> bool:
    """Whether staff marked an entry with a yes (Ya, ✓, v, 1, …)."""
    if is_empty(mark):
        return False
    folded = key_of(text_of(mark))
    return mark is True or spelling(language).yesno.get(folded) is True
