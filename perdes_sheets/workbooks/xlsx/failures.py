"""An error of the operating system as a sentence: what happened to the workbook's file, and what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from perdes_sheets.errors import WorkbookError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_IN_USE = frozenset((32, 33))
"""Windows: the file, or a part of it, is in use by another program."""


def in_use(error: OSError) -> bool:
    """Whether another program holds the file. Only Windows says so."""
    return getattr(error, "winerror", None) in _IN_USE


def unreadable(error: OSError, path: Path) -> WorkbookError:
    """The sentence for a file that can't be read."""
    if isinstance(error, FileNotFoundError):
        return WorkbookError("error.not_found", workbook=str(path))
    if in_use(error):
        return WorkbookError("error.in_use", workbook=path.name)
    if error.errno in _FORBIDDEN:
        return WorkbookError("error.no_permission", workbook=path.name)
    return WorkbookError("error.unreadable", workbook=path.name, reason=_reason(error))


def unwritable(error: OSError, path: Path) -> WorkbookError:
    """The sentence for a file that can't be written: its old content is whole."""
    if in_use(error):
        return WorkbookError("error.in_use", workbook=path.name)
    if error.errno in _FULL:
        return WorkbookError("error.disk_full", workbook=path.name)
    if error.errno in _FORBIDDEN:
        return WorkbookError("error.read_only", workbook=path.name, folder=str(path.parent))
    return WorkbookError("error.unwritable", workbook=path.name, folder=str(path.parent), reason=_reason(error))


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
