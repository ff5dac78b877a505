"""References between tabs: which key a typed reference means, and the nearest one where it means none (rules.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.reading.entries import Entries, key_of
from perdes_sheets.rules.soundness import changed
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.entries import Entry
from perdes_sheets.schema.tabs import ENTRY_TABS

NEAR = 75
"""A key is near from this likeness on, in per cent of equal characters (rapidfuzz's ratio): `K-7` and `K-07` are 86."""

MOST_PROPOSALS = 200
"""So many wrong references of a tab get a proposal: where a whole column has slipped, more would help nobody, and each
costs a comparison with every key."""


class Keys:
    """The keys of the tabs that others refer to.

    Compared after trimming, case-folding and collapsing white space, and given as their own row has them.
    """

    def __init__(self, entries: Entries) -> None:
        self._folded: dict[str, dict[str, str]] = {}
        self._typed: dict[str, dict[str, str | None]] = {}
        self._near: dict[str, dict[str, str | None]] = {}
        for tab in _REFERRED:
            column = next(t.key.id for t in ENTRY_TABS if t.id == tab)
            keys = [key for row in getattr(entries, tab) if (key := getattr(row, column)) is not None]
            self._folded[tab] = {key_of(key): key for key in reversed(keys)}
            self._typed[tab] = {key: self._folded[tab][key_of(key)] for key in keys}
            self._near[tab] = {}

    def find(self, tab: str, text: str) -> str | None:
        """The key of `tab` that `text` means, None where there is none."""
        typed = self._typed[tab]
        if text not in typed:
            typed[text] = self._folded[tab].get(key_of(text))
        return typed[text]

    def nearest(self, tab: str, text: str) -> str | None:
        """The key of `tab` most like `text`, None where none is near."""
        near, folded = self._near[tab], key_of(text)
        if folded not in near:
            if len(near) >= MOST_PROPOSALS:
                return None
            near[folded] = self._most_like(tab, folded)
        return near[folded]

    def _most_like(self, tab: str, folded: str) -> str | None:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where a reference is wrong

        found = process.extractOne(folded, self._folded[tab].keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        return self._folded[tab][found[0]] if found else None


def resolved(tab: str, rows: Sequence[Entry], keys: Keys) -> tuple[list[Any], list[Finding]]:
    """The rows of `tab` with each reference written as the key that it means, and a finding for each that means none.

    A single reference that means none is None and in `bad`; of a list the good parts stay, each once. Rows that need no
    change are the very same objects.
    """
    out: list[Any] = list(rows)
    findings: list[Finding] = []
    for column in _REFERENCES[tab]:
        one = _list_cell if column.is_list else _single_cell
        for i, row in enumerate(out):
            value = getattr(row, column.id)
            if value:
                key, unknown = one(value, column, keys)
                if unknown:
                    findings += (_unknown(tab, row.row, column, text, keys) for text in unknown)
                    out[i] = changed(row, {column.id: key}, {column.id})
                elif key != value:
                    out[i] = changed(row, {column.id: key})
    return out, findings


def _single_cell(value: str, column: Column, keys: Keys) -> tuple[str | None, list[str]]:
    key = keys.find(str(column.ref), value)
    return key, [] if key is not None else [value]


def _list_cell(value: tuple[str, ...], column: Column, keys: Keys) -> tuple[tuple[str, ...], list[str]]:
    found = [(text, keys.find(str(column.ref), text)) for text in value]
    return tuple(dict.fromkeys(key for _, key in found if key is not None)), [t for t, key in found if key is None]


def _unknown(tab: str, row: int, column: Column, text: str, keys: Keys) -> Finding:
    near = keys.nearest(str(column.ref), text)
    if near is None:
        return Finding(tab, row, column.id, "unknown_reference", {"x": text}, str(column.ref))
    return Finding(tab, row, column.id, "unknown_reference", {"x": text, "near": near}, f"{column.ref}.near")


def _references() -> Iterator[tuple[str, tuple[Column, ...]]]:
    for tab in ENTRY_TABS:
        yield tab.id, tuple(column for column in tab.columns if column.ref)


_REFERENCES = dict(_references())
_REFERRED = sorted({str(column.ref) for columns in _REFERENCES.values() for column in columns})
