"""The file as it was read: its bytes, and what isn't a workbook file told apart before any of it is parsed."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.failures import unreadable
from perdes_sheets.workbooks.xlsx.limits import LIMITS, MB, Limits

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, .doc, .ppt, and of an .xlsx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLS = tuple(stream.encode("utf-16-le") for stream in ("Workbook", "Book"))


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the bytes it had when it was read."""

    path: Path
    content: bytes

    def unchanged(self) -> bool:
        """Whether the file is still there with these bytes. OSError where it can't be read any more."""
        try:
            with self.path.open("rb") as file:
                return file.read(len(self.content) + 1) == self.content
        except FileNotFoundError:
            return False


def read(path: str | Path, limits: Limits = LIMITS) -> Source:
    """The file at `path` (a link's target); WorkbookError where it can't be read or can't be an .xlsx or .xlsm."""
    path = Path(path)
    real = Path(os.path.realpath(path))
    try:
        status = real.stat()
        if stat.S_ISDIR(status.st_mode):
            raise WorkbookError("error.is_folder", workbook=path.name)
        if not stat.S_ISREG(status.st_mode):  # a pipe would block, a device would never end
            raise WorkbookError("error.not_xlsx", workbook=path.name)
        if status.st_size > limits.file:
            raise WorkbookError(
                "error.too_large", workbook=path.name, size=status.st_size // MB, most=limits.file // MB
            )
        content = real.read_bytes()
    except OSError as error:
        raise unreadable(error, path) from error
    _recognize(content, path)
    return Source(real, content)


def _recognize(content: bytes, path: Path) -> None:
    if not content:
        raise WorkbookError("error.empty_file", workbook=path.name)
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise WorkbookError("error.password", workbook=path.name)
    if content.startswith(_OLE) and any(stream in content for stream in _XLS):
        raise WorkbookError("error.old_xls", workbook=path.name)
    if not content.startswith(_ZIP):
        raise WorkbookError("error.not_xlsx", workbook=path.name)
