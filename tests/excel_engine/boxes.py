"""What all parts of a range share: its box of cells, and its calls."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from xlwings import base_classes

from . import addresses, errors
from .cells import Box
from .line import Kind
from .process import Process
from .workbook import Worksheet

if TYPE_CHECKING:
    from .engine import Engine


class BoxedRange(base_classes.Range):
    """A box of cells of one sheet. A box without cells (an empty slice) reads as None and writes nothing."""

    options: dict[str, object]

    def __init__(self, engine: Engine, worksheet: Worksheet, box: Box) -> None:
        self.engine = engine
        self.worksheet = worksheet
        self.box = box

    @property
    def process(self) -> Process:
        """ComError once the sheet is deleted or its book closed."""
        process = self.worksheet.workbook.process
        if process is None or self.worksheet.deleted:
            raise errors.disconnected()
        return process

    @property
    def empty(self) -> bool:
        return not (self.box.rows and self.box.columns)

    def call(
        self, kind: Kind, member: str, *, reads: bool = False, writes: bool = False
    ) -> AbstractContextManager[None]:
        return self.process.line.call(
            kind, f"Range.{member}", self.worksheet.name, addresses.spell(self.box), reads=reads, writes=writes
        )

    @property
    def row(self) -> int:
        return self.box.row

    @property
    def column(self) -> int:
        return self.box.column

    @property
    def shape(self) -> tuple[int, int]:
        return self.box.rows, self.box.columns

    def __len__(self) -> int:
        return self.box.rows * self.box.columns
