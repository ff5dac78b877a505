"""References between tabs: which key a typed reference means, and the nearest one where it means none (rules.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    """The keys of the tabs that others refer to, each as its own row has it.

    References are compared with them after trimming, case-folding and collapsing white space.
    """

    def __init__(self, entries: Entries) -> None:
        self._keys = {tab: _keys(entries, tab) for tab in _REFERRED}
        self._folded: dict[str, dict[str, str]] = {}
        self._near: dict[str, dict[str, str | None]] = {tab: {} for tab in _REFERRED}

    def of(self, tab: str) -> Mapping[str, str]:
        """The keys of `tab`, each by itself."""
        return self._keys[tab]

    def find(self, tab: str, text: str) -> str | None:
        """The key of `tab` that `text` means, None where there is none."""
        return self._keys[tab].get(text) or self._by_fold(tab).get(key_of(text))

    def nearest(self, tab: str, text: str) -> str | None:
        """The key of `tab` most like `text`, None where none is near."""
        near, folded = self._near[tab], key_of(text)
        if folded not in near:
            if len(near) >= MOST_PROPOSALS:
                return None
            near[folded] = self._most_like(tab, folded)
        return near[folded]

    def _by_fold(self, tab: str) -> dict[str, str]:
        """The keys by what they are compared by; made only where somebody wrote one otherwise than its row."""
        if tab not in self._folded:
            self._folded[tab] = {key_of(key): key for key in reversed(self._keys[tab])}
        return self._folded[tab]

    def _most_like(self, tab: str, folded: str) -> str | None:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where a reference is wrong

        keys = self._by_fold(tab)
        found = process.extractOne(folded, keys.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        return keys[found[0]] if found else None


def _keys(entries: Entries, tab: str) -> dict[str, str]:
    column = next(t.key.id for t in ENTRY_TABS if t.id == tab)
    return {key: key for row in getattr(entries, tab) if (key := getattr(row, column)) is not None}


def resolved(tab: str, rows: Sequence[Entry], keys: Keys) -> tuple[list[Any], list[Finding]]:
    """The rows of `tab` with each reference written as the key that it means, and a finding for each that means none.

    A single reference that means none is None and in `bad`; of a list the good parts stay, each once. Rows that need no
    change are the very same objects.
    """
    out: list[Any] = list(rows)
    findings: list[Finding] = []
    for column in _REFERENCES[tab]:
        known = keys.of(str(column.ref))
        for i, row in enumerate(out):
            value = getattr(row, column.id)
            if not value or value in known or (len(value) == 1 and value[0] in known):
                continue
            texts = value if column.is_list else (value,)
            found = [keys.find(str(column.ref), text) for text in texts]
            good = tuple(dict.fromkeys(key for key in found if key is not None))
            unknown = [text for text, key in zip(texts, found, strict=True) if key is None]
            findings += (_unknown(tab, row.row, column, text, keys) for text in unknown)
            meant = good if column.is_list else next(iter(good), None)
            out[i] = changed(row, {column.id: meant}, {column.id} if unknown else ())
    return out, findings


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
