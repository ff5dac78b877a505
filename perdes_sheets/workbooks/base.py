"""What every kind of workbook can do: give its cells, and carry out a write plan. It knows no rules.

A backend is a module with a class that fits `Workbook`; the one in memory (`memory.py`) is the reference for all.
Rows and columns of a `Sheet` are counted from 0 here; row numbers in findings and plans are the spreadsheet's (from 1).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that holds a spreadsheet error, as the spreadsheet shows it (`#REF!`).

    `UNCACHED` stands for a formula that no program has calculated yet: it is neither a blank nor a value.
    """

    text: str


UNCACHED = ErrorValue("")

Cell = None | str | float | int | bool | dt.date | dt.datetime | ErrorValue
"""A cell's raw value. Date-formatted numbers come as dates where the backend knows the format, else as numbers."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab's values: `rows[r][c]` is the cell in spreadsheet row r + 1, column c (A = 0). Rows may be ragged."""

    title: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False


EMPTY, OURS, OVERWRITTEN = 0, 1, 2
"""State of an automatic cell: nothing in it · a formula that names the column's marker · anything else."""


@dataclass(slots=True, unsafe_hash=True)  # frozen would cost a sync of 100,000 rows half a second
class Link:
    """Where a click on an owned cell leads: a cell of this workbook (`tab` title and `cell` A1), or a `url`."""

    tab: str = ""
    cell: str = ""
    url: str = ""


@dataclass(slots=True, unsafe_hash=True)  # not frozen: see Link; never changed all the same
class Out:
    """A cell of an owned tab: its value, its look (an id in `outputs/looks.py`), perhaps a link.

    Strings are always written as strings, never as formulas. None is an empty cell with a look. `blank` asks for a
    formula `=""` instead, so that an INDEX on it looks empty rather than 0.
    """

    value: Cell = None
    look: str = "text"
    link: Link | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class OwnedTab:
    """The whole content of a tab that the sync fills: `rows[r][c]`, row 0 being the spreadsheet's row 1.

    `heights` are points by row (counted from 1; rows left out have the default). `filter` is the A1 range of the filter
    buttons. `header_rows` are repeated in print.
    """

    id: str
    title: str
    rows: Sequence[Sequence[Out | None]]
    heights: Mapping[int, float] = field(default_factory=dict)
    filter: str | None = None


@dataclass(frozen=True, slots=True)
class AutoColumn:
    """One automatic column of an entry tab, as the sync wants it.

    `column` counts from 0. `marker` is the defined name by which its formulas are recognised. `values[i]` is the cached
    value of spreadsheet row `first_row + i`; `formulas` are for cells that are empty in a row that isn't: row ->
    formula (without `=`). An overwritten cell is left alone.
    """

    column: int
    marker: str
    first_row: int
    values: Sequence[Cell]
    formulas: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WritePlan:
    """All that a sync wants to see in the workbook. Carrying out the same plan twice changes nothing the second time.

    `names`: workbook-wide defined names -> reference. `automatic`: tab title -> its automatic columns. `sentences`: tab
    title -> {marker name: cached text} for formulas above the header that show a sync-owned name. `print_areas`: tab
    title -> A1 range over the filled rows.

    `appended`, the only thing that goes into cells that people type in: tab title -> spreadsheet row -> column index ->
    value. WorkbookError where such a cell isn't empty; then nothing is written. A workbook that doesn't fill (`fills`)
    puts these rows in as new ones between those that are there: a new row is empty, whatever others do meanwhile.

    `mark` names what the plan was made with, besides what the workbook itself holds (`Sealed`).
    """

    language: str
    owned: Sequence[OwnedTab] = ()
    automatic: Mapping[str, Sequence[AutoColumn]] = field(default_factory=dict)
    sentences: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    print_areas: Mapping[str, str] = field(default_factory=dict)
    appended: Mapping[str, Mapping[int, Mapping[int, Cell]]] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What carrying out a plan did. `changed` is False where everything was so already.

    `backup` is the path of the old version; `filled`: tab title -> rows that got formulas; `restored`: titles of tabs
    that were missing; `tabs`: titles of the tabs in which anything shows otherwise than before.
    """

    changed: bool
    backup: str | None = None
    filled: Mapping[str, int] = field(default_factory=dict)
    restored: Sequence[str] = ()
    tabs: Sequence[str] = ()


class Workbook(Protocol):
    """A workbook that can be read once and written once.

    `read` raises WorkbookError (or ServiceError) where it can't; `automatic` gives the state of automatic cells, by
    column, one byte (EMPTY, OURS, OVERWRITTEN) a row from `first_row` on to the sheet's last row; `write` carries a
    plan out whole or not at all, and with `dry_run` only tells what it would do. `fills`: whether it puts formulas into
    automatic cells that have none; where several people type at once nothing may be written by position.
    """

    name: str

    @property
    def fills(self) -> bool: ...

    def read(self) -> Mapping[str, Sheet]: ...

    def automatic(self, title: str, columns: Mapping[int, str], first_row: int) -> Mapping[int, bytes]: ...

    def write(self, plan: WritePlan, *, dry_run: bool = False) -> Written: ...


@runtime_checkable
class Sealed(Protocol):
    """A workbook that may know, without a look at its cells, that it is what the last plan left.

    `stands` is True where it is exactly that, and the plan had this mark: then the same plan would change nothing.
    """

    def stands(self, mark: str) -> bool: ...
