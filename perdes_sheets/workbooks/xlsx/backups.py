"""The last versions of a workbook, kept beside it. Restoring is copying one back.

They lie in one folder beside the workbook, named after it and the time at which that version was saved, so that they
sort by time: `Cadangan perdes-sheets/Desa Sukamaju 2025-03-14 09.30.05.xlsx`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from pathlib import Path

from perdes_sheets.workbooks.xlsx import atomic

FOLDER = "Cadangan perdes-sheets"
_LONGEST = 200  # bytes of the workbook's name, which leaves room for the time
_LATEST = 4e9  # the year 2096: a clock may be wrong by more than a date can say


def keep(path: Path, content: bytes) -> Path:
    """Write the version `content` of the workbook `path` to its backups, unless it is there already; where it is.

    OSError where it can't be written.
    """
    saved = min(max(path.stat().st_mtime, 0), _LATEST)
    time = dt.datetime.fromtimestamp(saved, dt.UTC).astimezone()
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    named = f"{_stem(path)} {time:%Y-%m-%d %H.%M.%S}"
    same_second = sorted(file for file in folder.iterdir() if _is_backup(file, path) and file.name.startswith(named))
    for backup in same_second:
        if backup.read_bytes() == content:
            return backup
    number = int(same_second[-1].stem.partition(f"{named}_")[2] or 1) + 1 if same_second else 1
    backup = folder / f"{named}{f'_{number:02}' if number > 1 else ''}{path.suffix}"
    atomic.write(backup, lambda file: file.write(content), model=path)
    with contextlib.suppress(OSError):
        os.utime(backup, (saved, saved))
    return backup


def rotate(path: Path, newest: Path, most: int) -> None:
    """Remove the oldest backups of `path` beyond `most`, never `newest`. One that can't be removed stays for now.

    A name later than the newest one's comes from a clock that was wrong; those count as oldest, lest they crowd out
    every new backup.
    """
    others = [file for file in newest.parent.iterdir() if _is_backup(file, path) and file.name != newest.name]
    others.sort(key=lambda file: (file.name < newest.name, file.name))
    for file in others[: max(len(others) + 1 - most, 0)]:
        with contextlib.suppress(OSError):
            file.unlink()


def _is_backup(file: Path, path: Path) -> bool:
    time = r" \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d(?:_\d\d+)?"
    return bool(re.fullmatch(re.escape(_stem(path)) + time + re.escape(path.suffix), file.name))


def _stem(path: Path) -> str:
    return os.fsencode(path.stem)[:_LONGEST].decode("utf-8", "ignore")
