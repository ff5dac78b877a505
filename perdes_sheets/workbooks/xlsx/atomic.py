"""A file written whole or not at all, whatever happens in between: a killed program, a full disk, a power cut.

The new bytes go into a temporary file in the same folder and to the disk; then one rename puts them in the old file's
place. Everything that is to hold before is done before the rename, nothing that may fail after it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_WAITS = (0.1, 0.2, 0.4, 0.8)
"""Seconds. Windows refuses a rename while a virus scanner or an indexer looks at the file, which passes."""


def own_name(path: Path, ending: str) -> Path:
    """The name of a file of ours beside `path` that belongs to it: hidden, short, and told from all others."""
    name = os.fsencode(os.path.normcase(path.name))
    return path.with_name(f".~perdes-{hashlib.sha256(name).hexdigest()[:12]}{ending}")


def strays(path: Path, folder: Path) -> list[Path]:
    """The temporary files in `folder` that belong to `path`. While nobody writes it, killed runs left them."""
    return sorted(folder.glob(own_name(path, ".*.tmp").name))


def write(
    path: Path, fill: Callable[[BinaryIO], object], *, ready: Callable[[], object] = bool, model: Path | None = None
) -> None:
    """Write `path` with what `fill` writes to a file; `ready` may still stop it before anything is seen.

    A file that is there is replaced and keeps its permissions, owner and extended attributes; a new one takes those of
    `model`, to which the temporary file belongs too. OSError, or what `fill` and `ready` raise, where it isn't written.
    """
    model = model or path
    temporary = path.with_name(own_name(model, f".{secrets.token_hex(4)}.tmp").name)
    known = model.exists()
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, 0o600 if known else 0o666), "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        if known:
            _copy_attributes(model, temporary)
        ready()
        _replace(temporary, path)
    finally:
        with contextlib.suppress(OSError):  # it is gone after the rename; what is left is swept by the next run
            temporary.unlink()
    _sync_folder(path.parent)


def _copy_attributes(path: Path, temporary: Path) -> None:
    """As far as the drive can and we may: only root gives files away."""
    if sys.platform != "win32":
        status = path.stat()
        with contextlib.suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    with contextlib.suppress(OSError):
        shutil.copystat(path, temporary)
        os.utime(temporary)


def _replace(temporary: Path, path: Path) -> None:
    for wait in (*_WAITS, None):
        try:
            temporary.replace(path)
            break
        except PermissionError as error:
            if wait is None or getattr(error, "winerror", None) is None:
                raise
            time.sleep(wait)


def _sync_folder(folder: Path) -> None:
    """Bring the rename to the disk too. The new file is in place, also where a drive can't do this."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
