"""What people see: tables and colours on a terminal, plain text in a pipe; notices on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from perdes_sheets.schema.words import Words

STYLE = {"✓": "green", "▲": "yellow", "■": "red", "●": "blue", "–": "bright_black"}
"""The colour of a line by the shape that it starts with; the shape itself says the same without colour."""

PIPE_WIDTH = 10_000
"""Columns of a pipe: nothing is wrapped or cut there."""


class Screen:
    """Standard output for results, standard error for notices and progress. Colours only on a terminal (NO_COLOR)."""

    def __init__(self) -> None:
        out_width = None if sys.stdout.isatty() else PIPE_WIDTH
        self._out = Console(highlight=False, width=out_width)
        self._err = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else PIPE_WIDTH)

    def line(self, text: str = "") -> None:
        """One line of the result."""
        self._out.print(_coloured(text))

    def heading(self, text: str) -> None:
        """A line that stands out, after an empty one."""
        self._out.print()
        self._out.print(Text(text, style="bold"))

    def notice(self, text: str) -> None:
        """Something about the work rather than the result: to standard error."""
        self._err.print(_coloured(text))

    def teller(self, say: Words) -> Callable[[str, Mapping[str, object]], None]:
        """Tells in the words of `say` what is waited for."""
        return lambda message, values: self.notice(say(message, **values))

    def table(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table with a title; in a pipe, columns parted by two spaces."""
        self.heading(title)
        table = Table(box=SIMPLE_HEAD if self._out.is_terminal else None, pad_edge=False, padding=(0, 1))
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*(_coloured(cell) for cell in row))
        self._out.print(table)

    def progress(self, text: str) -> AbstractContextManager[object]:
        """Shows `text` while something takes time, on a terminal only."""
        return self._err.status(text) if self._err.is_terminal else nullcontext()


def _coloured(text: str) -> Text:
    return Text(text, style=STYLE.get(text[:1], ""))
