"""What the automatic columns look up: each row's values under its key, as a block of columns in the hidden tab `_data`.

The values are exactly what the formulas give back, so they are the cells' cached values too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.outputs.check import FINE, check_texts, repeated_text
from perdes_sheets.outputs.formulas import LONGEST, NBSP
from perdes_sheets.outputs.looks import STATUS, marked
from perdes_sheets.reading.cell import text_of
from perdes_sheets.reading.entries import Reading
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.tabs import ABOUT, CHECK, Auto, EntryTab
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import Cell

NUMERIC = re.compile(r"-?\d+\.\d|-?\d{12}|\d{4}-\d\d-\d\d$")
"""What a key may begin with that was a number or a date in its cell."""

EPOCH = dt.date(1899, 12, 30)
"""Day 0 of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Block:
    """One entry tab's lookup: the key `keys[i]` has the values `columns[id][i]`; "" is a result that looks empty.

    `rows` are the spreadsheet rows of `entries`, all that aren't blank; `cells[id]` is what their formulas show.
    """

    keys: Sequence[str]
    columns: Mapping[str, Sequence[Cell]]
    entries: Sequence[Any]
    rows: Sequence[int]
    cells: Mapping[str, Sequence[Cell]]


def block(
    tab: EntryTab, reading: Reading, results: Results, findings: Mapping[int, Sequence[Finding]], words: Words
) -> Block:
    """The lookup of `tab`, all its automatic columns but `about`; `findings` are this tab's, by row."""
    entries: list[Any] = [*getattr(reading.entries, tab.id), *reading.entries.repeated.get(tab.id, ())]
    entries.sort(key=lambda entry: entry.row)
    rows = [entry.row for entry in entries]
    forms = [compact(getattr(entry, tab.key.id) or "")[:LONGEST] for entry in entries]
    by_row = {result.row: result for result in getattr(results, tab.id, ())}
    computed = [by_row.get(row) if form else None for row, form in zip(rows, forms, strict=True)]
    cells: dict[str, list[Cell]] = {}
    for auto in tab.autos:
        if auto is CHECK:
            no_key = words("check.no_key", key=words.column(tab.id, tab.key.id))
            texts = check_texts(findings, words)
            cells[auto.id] = [texts.get(r, FINE) if form else no_key for r, form in zip(rows, forms, strict=True)]
        elif auto is not ABOUT:
            show = _shown(auto, words)
            cells[auto.id] = ["" if r is None else show(getattr(r, auto.id)) for r in computed]
    keys, firsts, alike = _places(forms)
    for same in alike:
        # No value may stand beside the wrong one of several rows, so none does: only the check, naming them.
        text = repeated_text(tab, [rows[i] for i in same], forms[same[0]], words)
        for i in same:
            for values in cells.values():
                values[i] = ""
            cells[CHECK.id][i] = text
    return Block(
        ["k" + key for key in keys],
        {id: [values[i] for i in firsts] for id, values in cells.items()},
        entries,
        rows,
        cells,
    )


def compact(text: str) -> str:
    """A key or a title as the formulas make it: spaces collapsed."""
    if NBSP in text or "\n" in text:
        text = text.replace(NBSP, " ").replace("\n", " ")
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(part for part in text.split(" ") if part)
    return text


def _places(forms: Sequence[str]) -> tuple[list[str], list[int], list[list[int]]]:
    """The keys that a formula may look for, the first row (as index) under each, and the rows that share one."""
    found: dict[str, int] = {}
    keys: list[str] = []
    alike: dict[str, list[int]] = {}
    every = [(form, i) for i, form in enumerate(forms) if form]
    every += [(other, i) for form, i in every if NUMERIC.match(form) for other in _other_forms(form)]
    for form, i in every:
        fold = form.casefold()
        first = found.setdefault(fold, i)
        if first != i:
            same = alike.setdefault(fold, [first])
            if i not in same:
                same.append(i)
        elif len(found) > len(keys):
            keys.append(form)
    return keys, list(found.values()), [sorted(same) for same in alike.values()]


def _other_forms(form: str) -> list[str]:
    """What else a formula may make of the cell that was read as `form`, had it been a number or a date.

    The decimal sign is the system's, long numbers get an exponent, and a date is its day number.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", form):
        try:
            return [str((dt.date.fromisoformat(form) - EPOCH).days)]
        except ValueError:
            return []
    if re.fullmatch(r"-?\d+\.\d+|-?\d{12,}", form) and text_of(float(form)) == form:
        forms = {form, f"{float(form):.15G}"}
        return sorted(forms | {each.replace(".", ",") for each in forms} - {form})
    return []


def _shown(auto: Auto, words: Words) -> Callable[[Any], Cell]:
    """How a computed value is shown: a status as its marked word, nothing as ""."""
    if auto.kind in STATUS:
        table: dict[Any, Cell] = {
            status: marked(auto.kind, status, words.choice(auto.kind, status)) for status in STATUS[auto.kind]
        }
        return lambda value: table.get(value, "")
    return lambda value: "" if value is None else value
