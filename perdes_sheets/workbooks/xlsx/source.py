"""The file as it was read: its bytes, and what isn't a workbook file told apart before any of it is parsed."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.limits import LIMITS, MB, Limits

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of an .xlsx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHARING = (32, 33)  # Windows: the file is in use by another program


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the bytes it had when it was read."""

    path: Path
    content: bytes

    def unchanged(self) -> bool:
        """Whether the file still has these bytes. OSError where it can't be read any more."""
        with self.path.open("rb") as file:
            return file.read(len(self.content) + 1) == self.content


def read(path: str | Path, limits: Limits = LIMITS) -> Source:
    """The file at `path` (a link's target); WorkbookError where it can't be read or can't be an .xlsx or .xlsm."""
    real = Path(os.path.realpath(path))
    try:
        status = real.stat()
        if stat.S_ISDIR(status.st_mode):
            raise WorkbookError("error.is_folder", path=str(path))
        if not stat.S_ISREG(status.st_mode):  # a pipe would block, a device would never end
            raise WorkbookError("error.not_xlsx", path=str(path))
        if status.st_size > limits.file:
            raise WorkbookError("error.too_large", path=str(path), size=status.st_size // MB, most=limits.file // MB)
        content = real.read_bytes()
    except OSError as error:
        raise unreadable(error, path) from error
    _recognize(content, path)
    return Source(real, content)


def unreadable(error: OSError, path: str | Path) -> WorkbookError:
    """The sentence for a file that can't be read."""
    if isinstance(error, FileNotFoundError):
        return WorkbookError("error.not_found", path=str(path))
    if getattr(error, "winerror", None) in _SHARING:
        return WorkbookError("error.in_use", path=str(path))
    if isinstance(error, PermissionError):
        return WorkbookError("error.no_permission", path=str(path))
    return WorkbookError("error.unreadable", path=str(path), reason=error.strerror or str(error))


def _recognize(content: bytes, path: str | Path) -> None:
    if not content:
        raise WorkbookError("error.empty_file", path=str(path))
    if content.startswith(_OLE):
        raise WorkbookError("error.password" if _ENCRYPTED in content else "error.old_xls", path=str(path))
    if not content.startswith(_ZIP):
        raise WorkbookError("error.not_xlsx", path=str(path))
