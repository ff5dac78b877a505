"""What a column is: its type, and what the sheet, the reader and partners need to know of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

ColumnType = Literal[
    "text", "long", "date", "money", "number", "score", "months", "yesno",
    "choice", "choices", "ref", "refs", "email", "phone", "url", "auto",
]  # fmt: skip
"""The types of workbook.md. `choices` is "several of a list": parts of a `choice` between `;`."""

Key = Literal["no", "own", "running"]
"""`own`: the row's key, required and unique. `running`: a prefilled number, which other tabs never refer to."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an entry tab, as workbook.md declares it.

    `choices` is the id of a list in `choices.py`; `ref` the id of the tab referred to. `shared` says whether partners
    may see the column in their copies (a new column is private until someone decides). `group` names the outline group
    that the column stands in, None for the columns always in sight. `width` is in characters.
    """

    id: str
    type: ColumnType
    required: bool = False
    key: Key = "no"
    choices: str | None = None
    ref: str | None = None
    default: Any = None
    shared: bool = False
    group: str | None = None
    width: float = 14.0

    @property
    def is_list(self) -> bool:
        """Whether a cell holds several values, parted by `;`."""
        return self.type in ("choices", "refs")


def column(type: ColumnType, **facts: Any) -> Any:
    """A dataclass field that carries its `Column`; the field's name becomes the column's id."""
    default: Any = facts.get("default")
    if type in ("choices", "refs"):
        default = ()
    return dataclasses.field(default=default, metadata={"type": type, **facts})


def columns_of(entry: type) -> tuple[Column, ...]:
    """The columns that an entry class declares, in the order of workbook.md."""
    return tuple(Column(id=f.name, **f.metadata) for f in dataclasses.fields(entry) if "type" in f.metadata)
