"""New bytes on their way into the package. Packing takes a large workbook's sync a second, and zlib lets others run
meanwhile, so a large part is packed in a thread while the next one is made.
"""

from __future__ import annotations

from threading import Thread

from perdes_sheets.workbooks.xlsx.archive import Member, Packed

LARGE = 1_000_000
"""Bytes below which packing takes hardly longer than starting a thread."""


class Change:
    """What becomes of the member `name`: new bytes in place of `member`, or in a new one; None: it is removed."""

    def __init__(self, name: str, data: bytes | None, member: Member | None) -> None:
        self.name, self.data = name, data
        self._member = member
        self._packed: Packed | None = None
        self._thread: Thread | None = None
        if data is not None and len(data) >= LARGE:
            self._thread = Thread(target=self._pack, daemon=True)
            self._thread.start()

    def packed(self) -> Packed:
        """The member as it is written; ValueError for one that is removed."""
        if self._thread:
            self._thread.join()
        return self._packed or self._pack()

    def _pack(self) -> Packed:
        if self.data is None:
            raise ValueError(self.name)
        self._packed = Packed.instead(self._member, self.data) if self._member else Packed.pack(self.name, self.data)
        return self._packed
