"""Addresses: A1, ranges, and what a reference of the workbook names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """The letters of a column index: 0 is A, 25 Z, 26 AA."""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(65 + last)


def column_index(name: str) -> int:
    """The index of a column's letters: A is 0."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells; rows count from 1, columns from 0, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Range | None:
        """The range that an A1 text means (`B2`, `$A$1:C9`); None where it is none."""
        match = _RANGE.fullmatch(text.strip().upper())
        if not match:
            return None
        left, top, right, bottom = match[1], int(match[2]), match[3] or match[1], int(match[4] or match[2])
        rows, columns = sorted((top, bottom)), sorted((column_index(left), column_index(right)))
        return cls(rows[0], columns[0], rows[1], columns[1])

    def __str__(self) -> str:
        first, last = f"{letters(self.left)}{self.top}", f"{letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def absolute(self) -> str:
        """`$A$1:$C$9`, as defined names have it."""
        first, last = f"${letters(self.left)}${self.top}", f"${letters(self.right)}${self.bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def down_to(self, row: int) -> Range:
        """The same range, at least down to `row`."""
        return replace(self, bottom=max(self.bottom, row))


@lru_cache(maxsize=1024)
def quoted(title: str) -> str:
    """A tab's title as references write it: quoted where it isn't a plain word."""
    plain = re.fullmatch(r"[^\W\d]\w*", title) and not re.fullmatch(r"(?i)[A-Z]{1,3}\d+|R\d*C?\d*|C\d*", title)
    return title if plain else "'" + title.replace("'", "''") + "'"


def split_reference(reference: str) -> tuple[str, str] | None:
    """A reference's tab title and cells (`'Tab'!$A$1` -> Tab, $A$1); None where it isn't a reference to one tab."""
    match = _REFERENCE.fullmatch(reference.strip().removeprefix("="))
    if not match:
        return None
    return (match[1] or match[2]).replace("''", "'"), match[3]
