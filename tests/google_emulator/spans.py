"""What happens to a stretch of rows or columns when others are inserted, deleted or moved.

A stretch is half-open; None is an open end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

Span = tuple[int | None, int | None]


class Change(Protocol):
    """A change of one dimension of a sheet: where one index goes, and where a stretch goes (None: it is gone)."""

    def index(self, at: int) -> int | None: ...

    def span(self, start: int | None, end: int | None) -> Span | None: ...


@dataclass(frozen=True)
class Insert:
    """`count` rows or columns put in before `start`; a stretch grows only when they land inside it."""

    start: int
    count: int

    def index(self, at: int) -> int:
        return at + self.count if at >= self.start else at

    def span(self, start: int | None, end: int | None) -> Span:
        return (
            None if start is None else self.index(start),
            None if end is None else self.index(end - 1) + 1,
        )


@dataclass(frozen=True)
class Delete:
    """Rows or columns `start` to `end` (exclusive) taken out."""

    start: int
    end: int

    def index(self, at: int) -> int | None:
        if at < self.start:
            return at
        return None if at < self.end else at - (self.end - self.start)

    def span(self, start: int | None, end: int | None) -> Span | None:
        gone = self.end - self.start
        first = start if start is None or start <= self.start else max(self.start, start - gone)
        last = end if end is None or end <= self.start else max(self.start, end - gone)
        if start is not None and end is not None and start < end and (first or 0) >= (last or 0):
            return None
        return first, last


@dataclass(frozen=True)
class Move:
    """Rows or columns `start` to `end` lifted out and put before `to` (an index of the old order)."""

    start: int
    end: int
    to: int

    def index(self, at: int) -> int:
        length = self.end - self.start
        target = self.to if self.to <= self.start else self.to - length
        if self.start <= at < self.end:
            return target + at - self.start
        without = at if at < self.start else at - length
        return without if without < target else without + length

    def span(self, start: int | None, end: int | None) -> Span:
        """A stretch that moved as a whole goes along; any other stays where it is, as its ends would cross."""
        if start is not None and end is not None and self.index(end - 1) - self.index(start) == end - 1 - start:
            return self.index(start), self.index(end - 1) + 1
        return start, end
