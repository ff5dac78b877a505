"""Saving a workbook so that nothing is ever lost: the old file or the new one, whole (guarantees.md, Nothing lost 2-5).

One sync at a time; nobody has the file open; it still has the bytes that were read; the old version lies in the
backups; the new one is on the disk; and only then does one rename put it in place.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from perdes_sheets.errors import ChangedMeanwhile, WorkbookError
from perdes_sheets.workbooks.xlsx import atomic, locks
from perdes_sheets.workbooks.xlsx.backups import FOLDER, keep, rotate
from perdes_sheets.workbooks.xlsx.failures import unwritable
from perdes_sheets.workbooks.xlsx.package import Package

KEEP = 5
"""How many backups are kept unless someone says otherwise."""
WAIT = 60.0
"""Seconds to wait for another sync of the same workbook. A large one takes 10."""


def save(path: str | Path, package: Package, *, backups: int = KEEP, wait: float = WAIT) -> Path | None:
    """Write what changed in `package` to the file that it was opened from; the old version's backup, if one is kept.

    `path` is that file as the user named it; a link's target is replaced, the link stays. Nothing is written, and no
    backup made, where nothing changed. WorkbookError where it can't be written, ChangedMeanwhile where the file isn't
    any more what was read; the old file is whole then.
    """
    path, source = Path(path), package.source
    if source is None:
        raise ValueError("the package wasn't opened from a file")
    if not package.changed:
        tidy(path)
        return None

    def ready() -> None:
        if not source.unchanged():
            raise ChangedMeanwhile("error.changed_meanwhile", workbook=path.name)
        locks.refuse_if_open(path)

    with _saving(path, wait) as real:
        ready()
        backup = keep(real, source.content) if backups > 0 else None
        atomic.write(real, package.write, ready=ready)
        if backup:
            rotate(real, backup, backups)
        return backup


def save_new(path: str | Path, content: bytes, *, backups: int = KEEP, wait: float = WAIT) -> Path | None:
    """Write a workbook file of these bytes; the backup of the one that was there, if one is kept.

    WorkbookError where it can't be written.
    """
    path = Path(path)
    with _saving(path, wait) as real:
        backup = None
        if real.exists():
            locks.refuse_if_open(path)
            backup = keep(real, real.read_bytes()) if backups > 0 else None
        atomic.write(real, lambda file: file.write(content))
        if backup:
            rotate(real, backup, backups)
        return backup


def tidy(path: str | Path) -> None:
    """Remove what killed runs left of their work on this workbook, unless a run is at it right now."""
    real = Path(os.path.realpath(path))
    if locks.exists(real) or _strays(real):
        with contextlib.suppress(WorkbookError, OSError), locks.exclusive(real, 0):
            _sweep(real)


@contextlib.contextmanager
def _saving(path: Path, wait: float) -> Iterator[Path]:
    """Hold the workbook, tidied; the file that `path` means. An OSError within becomes a WorkbookError."""
    real = Path(os.path.realpath(path))
    try:
        with locks.exclusive(real, wait):
            _sweep(real)
            yield real
    except OSError as error:
        raise unwritable(error, path) from error


def _strays(real: Path) -> list[Path]:
    return [*atomic.strays(real, real.parent), *atomic.strays(real, real.parent / FOLDER)]


def _sweep(real: Path) -> None:
    for stray in _strays(real):
        with contextlib.suppress(OSError):
            stray.unlink()
