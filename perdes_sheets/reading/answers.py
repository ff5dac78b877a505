"""Read what a partner typed in its copy: the answer tabs, wherever their headers stand by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.reading.cell import is_empty, text_of
from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.headers import DEPTH, Headers, fold
from perdes_sheets.reading.rows import read_rows
from perdes_sheets.reading.spelling import spelling
from perdes_sheets.schema.answers import ANSWER_TABS, asked
from perdes_sheets.schema.tabs import EntryTab
from perdes_sheets.schema.words import Words, every, languages, words
from perdes_sheets.workbooks.base import Cell, Sheet

ENOUGH = {"report": ("value",), "more_measurements": ("kpi", "date", "value"), "deliveries": ("delivered", "done_date"),
          "comments": ("comment",)}  # fmt: skip
"""Answer tab -> the columns of which one at least must hold something, or else the row is ignored."""

_FEWEST = 3
"""Labels that make a row the header."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One row that a partner filled in: the answer tab, its parsed row, the raw cells by column, its own findings."""

    tab: str
    entry: Any
    raw: Mapping[str, Cell]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a copy brings back. `who` is what stands beside "filled in by"."""

    who: str
    answers: tuple[Answer, ...]


def read(sheets: Mapping[str, Sheet], language: str) -> Answers:
    """The answers in a copy whose dropdowns and numbers are written in `language`."""
    say = words(language if language in languages() else languages()[0])
    found: list[Answer] = []
    for tab in ANSWER_TABS:
        titles = {key_of(each.tab(tab.id)) for each in every()}
        sheet = next((sheet for title, sheet in sheets.items() if key_of(title) in titles), None)
        if sheet is not None:
            found += _rows(sheet, tab, say)
    return Answers(_who(sheets), tuple(found))


def _rows(sheet: Sheet, tab: EntryTab, say: Words) -> list[Answer]:
    headers = _headers(sheet, tab)
    if headers is None:
        return []
    rows = read_rows(sheet, tab, headers, spelling(say.language))
    by_row: dict[int, list[Finding]] = {}
    for finding in rows.findings:
        if finding.row is not None and finding.severity != "info" and finding.column != tab.key.id:
            by_row.setdefault(finding.row, []).append(finding)
    white = {column.id for column in asked(tab)}
    answers = []
    for entry in rows.entries:
        cells = sheet.rows[entry.row - 1]
        raw = {id: cells[place] for id, place in headers.columns.items() if id in white and place < len(cells)}
        if any(not is_empty(raw.get(id)) for id in ENOUGH[tab.id]):
            answers.append(Answer(tab.id, entry, raw, tuple(by_row.get(entry.row, ()))))
    return answers


def _headers(sheet: Sheet, tab: EntryTab) -> Headers | None:
    """The row with most of the tab's labels, in any language."""
    known = {fold(say.column(tab.id, column.id)): column.id for say in every() for column in tab.columns}
    best = max(
        ((len({known[fold(c)] for c in row if fold(c) in known}), -r) for r, row in enumerate(sheet.rows[:DEPTH])),
        default=(0, 0),
    )
    if best[0] < _FEWEST:
        return None
    columns: dict[str, int] = {}
    for place, cell in enumerate(sheet.rows[-best[1]]):
        if fold(cell) in known:
            columns.setdefault(known[fold(cell)], place)
    return Headers(-best[1], columns)


def _who(sheets: Mapping[str, Sheet]) -> str:
    """What stands right of "Diisi oleh (nama, jabatan)" in the report tab."""
    labels = {key_of(say("copy.who")) for say in every()}
    titles = {key_of(say.tab("report")) for say in every()}
    for title, sheet in sheets.items():
        if key_of(title) not in titles:
            continue
        for row in sheet.rows[:DEPTH]:
            for place, cell in enumerate(row):
                if isinstance(cell, str) and key_of(cell) in labels:
                    texts = (text_of(value).strip() for value in row[place + 1 :] if not is_empty(value))
                    return next(texts, "")
    return ""
