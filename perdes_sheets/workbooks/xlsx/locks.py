"""Who has the workbook: another sync, which is waited for, or a person's office program, which is not disturbed.

**Office programs.** Excel keeps a note `~$name` beside an open workbook, LibreOffice `.~lock.name#`, WPS Office
`.~name`; on Windows Excel also holds the file itself. A note is believed, even where a crashed program may have left
it: nobody can tell from outside, on a network drive least of all, and a wrong guess costs someone's work. The message
says how to get rid of one without knowing about hidden files: open the workbook once and close it.

**Other syncs.** One sync of a workbook at a time, by a lock of the operating system on a file beside the workbook. It
ends with the process, so a killed sync blocks nobody; the file is removed. The library filelock leaves its files lying
about on purpose, in a folder that people look at. Where a network drive knows no locks, only the comparison before
saving guards (`saving.py`), which it does anyway.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.atomic import own_name
from perdes_sheets.workbooks.xlsx.failures import unwritable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NO_LOCKS = frozenset((errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL))
_ENDING, _POLL = ".lock", 0.05


@contextlib.contextmanager
def exclusive(path: Path, wait: float) -> Iterator[None]:
    """Hold the workbook `path` (not a link) against other syncs; WorkbookError where another has it for `wait` seconds.

    OSError where the folder can't be written.
    """
    lock = own_name(path, _ENDING)
    deadline = time.monotonic() + wait
    while (handle := _acquired(lock)) is None:
        if time.monotonic() >= deadline:
            raise WorkbookError("error.sync_running", workbook=path.name)
        time.sleep(_POLL)
    try:
        yield
    finally:
        _release(lock, handle)


def exists(path: Path) -> bool:
    """Whether a sync of the workbook runs, or left its lock when it was killed."""
    return own_name(path, _ENDING).exists()


def _acquired(lock: Path) -> int | None:
    """A handle that holds the lock, None while somebody else has it."""
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if not lock.exists():
            raise
        if sys.platform == "win32":  # it is just being deleted
            return None
        handle = os.open(lock, os.O_RDONLY)  # another user's
    try:
        if _locked(handle) and _same(lock, handle):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _same(lock: Path, handle: int) -> bool:
    """Whether the file still has its name: the one who held it before removed it, perhaps after we opened it."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


if sys.platform == "win32":

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return error.errno not in (errno.EACCES, errno.EDEADLK)
        return True

    def _release(lock: Path, handle: int) -> None:
        os.close(handle)
        with contextlib.suppress(OSError):  # the next one has it open already, and will remove it
            lock.unlink()

else:

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True

    def _release(lock: Path, handle: int) -> None:
        with contextlib.suppress(OSError):  # a drive that is gone
            lock.unlink()
        os.close(handle)


def refuse_if_open(path: Path) -> None:
    """WorkbookError where somebody has the workbook open, naming who where that is known, or where it is read-only."""
    real = Path(os.path.realpath(path))
    for file in dict.fromkeys((path.absolute(), real)):
        for name, owner in _NOTES.items():
            note = file.with_name(name.format(file.name))
            if _is_there(note):
                who = _read(note, owner)
                raise WorkbookError("error.open_elsewhere" if who else "error.in_use", workbook=path.name, who=who)
    try:
        with real.open("r+b"):
            pass
    except OSError as error:
        raise unwritable(error, path) from error


def _is_there(note: Path) -> bool:
    try:
        return note.exists()
    except OSError:  # the workbook's name is so long that there can be no note of it
        return False


def _read(note: Path, owner: Callable[[bytes], str]) -> str:
    try:
        with note.open("rb") as file:
            who = owner(file.read(4096))
    except OSError:  # Excel may hold its note so that nobody can read it
        return ""
    return "".join(filter(str.isprintable, who)).strip()


def excel_owner(note: bytes) -> str:
    """The name in Excel's note: its length, 54 bytes in the code page of the computer, then both again in UTF-16."""
    length, wide = note[0] if note else 0, int.from_bytes(note[55:57], "little")
    if 0 < wide <= 54 and len(note) >= 57 + 2 * wide:
        return note[57 : 57 + 2 * wide].decode("utf-16-le", "replace")
    return note[1 : 1 + length].decode("cp1252", "replace") if length <= 54 else ""


def libreoffice_owner(note: bytes) -> str:
    """The name in LibreOffice's note, or the account, with the computer: `name,account,computer,time,profile;`."""
    fields = [re.sub(r"\\(.)", r"\1", field) for field in re.split(r"(?<!\\)[,;]", note.decode("utf-8", "replace"))]
    name, account, computer = [*fields, "", "", ""][:3]
    who = name or account
    return f"{who} ({computer})" if who and computer else who


_NOTES = {"~${}": excel_owner, ".~lock.{}#": libreoffice_owner, ".~{}": excel_owner}
"""How the notes of Excel, LibreOffice and WPS Office are called, and what reads the owner's name in them."""
