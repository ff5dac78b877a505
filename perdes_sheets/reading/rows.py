"""The rows of an entry tab: from its grid to entries, with the findings about their own cells (rules.md, Findings)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from operator import attrgetter, itemgetter
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.reading.cell import Field, is_empty, quoted
from perdes_sheets.reading.columns import ParsedColumn, parse_column
from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.headers import Headers
from perdes_sheets.reading.layout import Layout, numbered
from perdes_sheets.reading.spelling import Spelling
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.entries import Entry
from perdes_sheets.schema.tabs import EntryTab
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Rows:
    """What a tab's rows give: the `entries` that count, those that repeat an own key, the places, the findings."""

    entries: list[Entry]
    repeated: list[Entry]
    layout: Layout
    findings: list[Finding]


def read_rows(sheet: Sheet, tab: EntryTab, headers: Headers, spelling: Spelling) -> Rows:
    """Read the rows below the header; blank ones are left out."""
    numbers, cells = _filled(sheet, tab, headers)
    parsed = {id: parse_column(column, Field(tab.column(id), spelling)) for id, column in cells.items()}
    values = [_values(column, parsed.get(column.id), len(numbers)) for column in tab.columns]
    entries = list(map(tab.entry, numbers, repeat(frozenset()), *values))
    findings: list[Finding] = []
    for id, column in parsed.items():
        for i, note in column.notes.items():
            findings += [Finding(tab.id, numbers[i], id, p.code, p.values, p.variant) for p in note.problems]
            if note.bad:
                entries[i].bad |= {id}
        if tab.column(id).required:
            findings += _required(tab, tab.column(id), column.values, entries, spelling.words)
        findings += _as_text(tab, tab.column(id), numbers, cells[id], column, spelling)
    findings += _without_number(tab, entries, headers)
    again, found = _repeats(tab, entries, spelling)
    last_row = numbers[-1] if numbers else headers.row + 1
    return Rows(
        entries=[entry for i, entry in enumerate(entries) if i not in again] if again else entries,
        repeated=[entries[i] for i in sorted(again)],
        layout=Layout(tab.id, sheet.title, headers.row + 1, headers.columns, last_row),
        findings=findings + found,
    )


def _filled(sheet: Sheet, tab: EntryTab, headers: Headers) -> tuple[list[int], Mapping[str, Sequence[Cell]]]:
    """The numbers of the rows that aren't blank, and their cells: column id -> one a row.

    A row is blank when every column but the automatic ones and a running number is empty (workbook.md).
    """
    ids = [column.id for column in tab.columns if column.id in headers.columns]
    if not ids:
        return [], {}
    width = max(headers.columns[id] for id in ids) + 1
    below = sheet.rows[headers.row + 1 :]
    rows = [row if len(row) >= width else (*row, *[None] * (width - len(row))) for row in below]
    columns = [list(map(itemgetter(headers.columns[id]), rows)) for id in ids]
    telling = columns[1:] if tab.column(ids[0]).key == "running" else columns
    filled = _not_blank(telling, len(rows))
    numbers = list(compress(range(headers.row + 2, headers.row + 2 + len(rows)), filled))
    if len(numbers) < len(rows):
        columns = [list(compress(column, filled)) for column in columns]
    return numbers, dict(zip(ids, columns, strict=True))


def _not_blank(columns: Sequence[Sequence[Cell]], count: int) -> Sequence[bool]:
    """Of each row whether one of its cells holds something; where the first does, the others are not looked at."""
    if not columns:
        return [False] * count
    first, *others = columns
    return [
        not empty or not all(is_empty(column[i]) for column in others) for i, empty in enumerate(map(is_empty, first))
    ]


def _values(column: Column, parsed: ParsedColumn | None, count: int) -> Sequence[Any]:
    """A column's values with its default where a cell is empty, but not where it is unsound."""
    if parsed is None:
        return [column.default] * count
    if column.default in (None, ()):
        return parsed.values
    return [column.default if v is None and i not in parsed.notes else v for i, v in enumerate(parsed.values)]


def _required(
    tab: EntryTab, column: Column, values: Sequence[Any], entries: Sequence[Entry], say: Words
) -> list[Finding]:
    nothing = () if column.is_list else None
    if nothing not in values:
        return []
    variant, advice = _advice(tab, column, say)
    return [
        Finding(tab.id, entry.row, column.id, "required", advice, variant)
        for entry, value in zip(entries, values, strict=True)
        if value == nothing and column.id not in entry.bad
    ]


def _advice(tab: EntryTab, column: Column, say: Words) -> tuple[str | None, Mapping[str, object]]:
    """The variant and values of the message that a required cell is empty."""
    if column.choices:
        return "choice", {"choices": ", ".join(say.choices(column.choices))}
    if column.ref:
        return "ref", {"tab": say.tab(column.ref)}
    if column.key == "own":
        return "number" if tab.id == "agreements" else "key", {}
    return (column.type if column.type in ("date", "score") else None), {}


def _as_text(
    tab: EntryTab,
    column: Column,
    numbers: Sequence[int],
    cells: Sequence[Cell],
    parsed: ParsedColumn,
    spelling: Spelling,
) -> list[Finding]:
    """One information a column about the numbers or dates that were text.

    Where other dates of the column have the month first, those that could be read the wrong way round are worth a look.
    """
    from_text = [i for i, note in parsed.notes.items() if note.from_text]
    if not from_text:
        return []
    code = "date_as_text" if column.type == "date" else "number_as_text"
    first = from_text[0]
    values: dict[str, object] = {"n": len(from_text), "x": quoted(cells[first], spelling)}
    variant = None
    if any(problem.variant == "month_first" for note in parsed.notes.values() for problem in note.problems):
        variant, values["day"] = "month_first", parsed.values[first]
    return [Finding(tab.id, numbers[first], column.id, code, values, variant)]


def _without_number(tab: EntryTab, entries: Sequence[Entry], headers: Headers) -> list[Finding]:
    """One information a tab about the rows that have no running number."""
    id = tab.key.id
    if tab.key.key != "running":
        return []
    number_of = attrgetter(id)
    rows = [entry.row for entry in entries if number_of(entry) is None and id not in entry.bad]
    variant = None if id in headers.columns else "no_column"
    return [Finding(tab.id, rows[0], id, "running_number_missing", {"n": len(rows)}, variant)] if rows else []


def _repeats(tab: EntryTab, entries: Sequence[Entry], spelling: Spelling) -> tuple[set[int], list[Finding]]:
    """The indexes of the rows that repeat an own key; a finding for every key or running number that occurs again."""
    id = tab.key.id
    keys = [key and key_of(key) for key in map(attrgetter(id), entries)]
    if len(set(keys)) == len(keys):
        return set(), []
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        if key:
            places.setdefault(key, []).append(i)
    own = tab.key.key == "own"
    variant = "agreements" if tab.id == "agreements" else None if own else "running"
    again: set[int] = set()
    findings = []
    for indexes in places.values():
        if len(indexes) == 1:
            continue
        rows = numbered([entries[i].row for i in indexes])
        for i in indexes[1:]:
            typed = quoted(getattr(entries[i], id), spelling)
            values = {"x": typed, "rows": rows, "first": str(entries[indexes[0]].row)}
            findings.append(Finding(tab.id, entries[i].row, id, "duplicate_key", values, variant))
        again.update(indexes[1:] if own else ())
    return again, findings
