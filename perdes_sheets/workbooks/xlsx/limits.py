"""What a village's workbook may be. Whatever is beyond is refused with a sentence before it costs time or memory.

The numbers leave a margin over the largest workbook that was thought of (100,000 entry rows: 20 MB packed, 270 MB
unpacked, 3.2 million cells) and keep a hostile file within 5 s and 500 MB (guarantees.md, Nobody in where they don't
belong, 3). Pictures count too, but are never unpacked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from perdes_sheets.errors import WorkbookError

MB = 1_000_000
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""The size of a sheet in every Excel since 2007."""


class Sized(Protocol):
    """What the directory of a zip file says about a member."""

    @property
    def name(self) -> str: ...
    @property
    def packed(self) -> int: ...
    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, each with its reason."""

    file: int = 200 * MB
    """Bytes of the file, which is held in memory. Google Sheets and Excel for the web stop at 100 MB."""
    members: int = 10_000
    """Members of the package. A picture in every row of a long tab makes some thousands."""
    part: int = 100 * MB
    """Unpacked bytes of a part. An entry tab of 20,000 rows and 32 columns, a quarter of them formulas, has 54 MB."""
    total: int = 400 * MB
    """Unpacked bytes of all parts together."""
    ratio: int = 200
    """Unpacked bytes for each packed one, beyond `ratio_from`. Sheets of like formulas reach 60, bombs 1,000."""
    ratio_from: int = 2 * MB
    """Small parts may be packed as tightly as they like."""
    name: int = 255
    """Characters of a member's name."""
    depth: int = 64
    """Nested elements. Sheets reach 10, drawings 25."""
    tree: int = 8 * MB
    """Unpacked bytes of a part of which a tree is made, which takes ten times as much: 65,000 links have 4 MB."""
    types: int = 2 * MB
    """The same of the content types, made anew for each part that is added. 10,000 parts have 1.3 MB."""
    styles: int = 12 * MB
    """Bytes of the styles. The 64,000 that Excel takes at most have 8 MB."""
    nested: int = 2 * MB
    """Bytes of a part that is read without a tree, up to which its nesting is looked at. Villages' tabs have 0.2 MB."""
    tab: int = 6_000_000
    """Cells of a tab's rectangle from A1 to its last filled row and column, all of which calamine allocates (24 bytes
    each). 100,000 rows of 52 columns are 5 million."""
    cells: int = 12_000_000
    """The same in all tabs that are read."""
    unusual: int = 300_000
    """Cells that aren't written as office programs do, or lie far off: each one is looked at, in 4 µs."""
    strings: int = 2_000_000
    """Shared strings. 100,000 rows with 14 texts each, no two alike, have 1.4 million."""
    text: int = 100 * MB
    """Bytes of text in the cells that are read, where a shared string counts as often as it is shown."""
    text_ratio: int = 2
    """Text that may come on top for each unpacked byte of the tabs: large tabs repeat their choices a lot."""

    def check_members(self, members: Iterable[Sized]) -> None:
        """WorkbookError where the directory of the package shows something that no office program writes."""
        seen: set[str] = set()
        total = 0
        for member in members:
            name = member.name.replace("\\", "/")
            if len(name) > self.name or _outside(name) or name.casefold() in seen:
                shown = "".join(c if c.isprintable() else "?" for c in member.name[:80])
                raise WorkbookError("error.unsafe_name", name=shown)
            seen.add(name.casefold())
            total += member.size
            tight = member.size > self.ratio_from and member.size > self.ratio * member.packed
            if tight or total > self.total:
                raise WorkbookError("error.too_large_inside", part=member.name, size=member.size // MB)
            check_size(member.size, self.part, member.name)


def check_size(size: int, most: int, part: str) -> None:
    """WorkbookError where a part has more than `most` bytes."""
    if size > most:
        raise WorkbookError("error.too_large_inside", part=part, size=size // MB)


def _outside(name: str) -> bool:
    """Whether a name would lie outside the package, or can't be a part's name at all."""
    steps = name.removesuffix("/").split("/")
    return any(step in ("", ".", "..") for step in steps) or ":" in steps[0] or not name.isprintable()


LIMITS = Limits()
