"""What a village's workbook may be. Whatever is beyond is refused with a sentence before it costs time or memory.

The numbers leave a wide margin over the largest workbook that was thought of (100,000 entry rows: about 10 MB packed,
80 MB unpacked, 2.5 million cells) and keep a hostile file within 5 s and 500 MB (guarantees.md, Nobody in).
"""

from __future__ import annotations

from dataclasses import dataclass

from perdes_sheets.errors import WorkbookError

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; each with its reason."""

    file: int = 200 * MB
    """Bytes of the file, which is held in memory. Google Sheets and Excel for the web stop at 100 MB."""
    members: int = 10_000
    """Members of the package: a sheet with a picture in each of its rows has some thousands."""
    part: int = 120 * MB
    """Unpacked bytes of one part that is read. 20,000 rows of 40 columns are about 30 MB."""
    total: int = 300 * MB
    """Unpacked bytes of all XML parts together."""
    ratio: int = 200
    """Unpacked : packed bytes of a part beyond `ratio_from`. Sheets of repeated rows reach 40, deflate can reach 1,032."""
    ratio_from: int = 5 * MB
    """Small parts may be packed as tightly as they like."""
    name: int = 255
    """Characters of a member's name."""
    depth: int = 64
    """Nested XML elements. Real sheets reach 10, drawings 25."""

    def check_part(self, name: str, packed: int, size: int) -> None:
        """WorkbookError where a part would unpack to more than it may, or is packed as only bombs are."""
        if size > self.part or (size > self.ratio_from and size > self.ratio * packed):
            raise WorkbookError("error.part_too_large", part=name, size=size)


LIMITS = Limits()
