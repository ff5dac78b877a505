"""The text of the automatic column `about`: what the key that a row refers to stands for (workbook.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.outputs.formulas import ABOUT_PARTS, LONGEST
from perdes_sheets.outputs.lookup import compact
from perdes_sheets.outputs.text import date_text, number_text
from perdes_sheets.reading.entries import Reading, key_of
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import EntryTab, entry_tab
from perdes_sheets.schema.words import Words

NOT_THERE = frozenset(("unknown_reference", "formula_error"))
"""Findings of a ref cell that holds something, but no key."""


@dataclass(frozen=True, slots=True)
class Topics:
    """What the keys of one tab stand for: folded key -> text; cut too, -> what follows it (last value and date)."""

    texts: Mapping[str, str]
    last: Mapping[str, str]

    def cut(self) -> dict[str, str]:
        """The texts by what is compared of a key; "" for keys too much alike."""
        found: dict[str, str] = {}
        for key, text in self.texts.items():
            found[key[:LONGEST]] = "" if key[:LONGEST] in found else text
        return found

    def __call__(self, ref: str) -> str | None:
        """The text for a reference as it was typed; None where no such key is there."""
        key = compact(ref).casefold()
        if key not in self.texts:
            return None
        return self.texts[key] + self.last.get(key[:LONGEST], "")


def topics(reading: Reading, results: Results, words: Words) -> dict[str, Topics]:
    """The topics of every tab that `about` looks into."""
    return {
        id: Topics(_texts(entry_tab(id), reading), _last(reading, results, words) if id == "kpis" else {})
        for id in ABOUT_PARTS
    }


def about_texts(
    refs: Sequence[Column],
    entries: Sequence[Any],
    findings: Mapping[int, Sequence[Finding]],
    topics: Mapping[str, Topics],
    unknown: str,
) -> list[str]:
    """The text beside each of `entries`, whose ref columns are `refs`; `unknown` where a key isn't there."""
    parts = [_column(ref, entries, findings, topics[ref.ref or ""], unknown) for ref in refs]
    return [" · ".join(text for text in texts if text is not None) for texts in zip(*parts, strict=True)]


def _column(
    ref: Column, entries: Sequence[Any], findings: Mapping[int, Sequence[Finding]], topic: Topics, unknown: str
) -> list[str | None]:
    """One ref's texts; None where its cell is empty."""
    known: dict[str | None, str | None] = {None: None}
    texts = []
    for entry in entries:
        value = getattr(entry, ref.id)
        if value not in known:
            found = topic(value)
            known[value] = unknown if found is None else found
        text = known[value]
        if value is None and ref.id in entry.bad:
            codes = {f.code for f in findings.get(entry.row, ()) if f.column == ref.id}
            text = unknown if codes & NOT_THERE else None
        texts.append(text)
    return texts


def _texts(tab: EntryTab, reading: Reading) -> dict[str, str]:
    texts: dict[str, str] = {}
    for entry in getattr(reading.entries, tab.id):
        key = getattr(entry, tab.key.id)
        if key:
            first, *rest = (compact(getattr(entry, id) or "") for id in ABOUT_PARTS[tab.id])
            text = f"{first} ({rest[0]})".replace(" ()", "") if rest else first
            texts.setdefault(compact(key).casefold(), text)
    return texts


def _last(reading: Reading, results: Results, words: Words) -> dict[str, str]:
    """Cut and folded KPI code -> its last counting value and that value's date; "" for codes too much alike."""
    values: dict[tuple[str, dt.date], float] = {}
    for m in reading.entries.measurements:
        if m.kpi and m.date and m.value is not None:
            values.setdefault((key_of(m.kpi), m.date), m.value)
    texts: dict[str, str] = {}
    for result in results.kpis:
        if not result.code:
            continue
        cut = compact(result.code)[:LONGEST].casefold()
        value = values.get((key_of(result.code), result.latest_date)) if result.latest_date else None
        text = ""
        if value is not None and result.latest_date and cut not in texts:
            day, number = date_text(result.latest_date, words.language), number_text(value, words.language)
            text = words("about.last", value=number, date=day)
        texts[cut] = text
    return texts
