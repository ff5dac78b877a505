"""A full disk, a read-only folder, a drive that fails: one sentence, the old file whole, nothing left behind."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import stat
import tempfile
from collections.abc import Container, Iterator
from itertools import count
from pathlib import Path

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.schema.words import every
from perdes_sheets.workbooks.xlsx import saving
from perdes_sheets.workbooks.xlsx.backups import FOLDER
from perdes_sheets.workbooks.xlsx.failures import unreadable, unwritable
from perdes_sheets.workbooks.xlsx.package import Package

from .books import book
from .children import run
from .faults import Steps
from .villages import backups, change, changed, left, village, written

ERRORS = {
    errno.ENOSPC: "error.disk_full",
    errno.EDQUOT: "error.disk_full",
    errno.EROFS: "error.read_only",
    errno.EACCES: "error.read_only",
    errno.EIO: "error.unwritable",
    errno.ESTALE: "error.unwritable",
    errno.ETIMEDOUT: "error.unwritable",
    errno.ENOENT: "error.unwritable",
}


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
def test_every_call_may_fail(number: int, tmp_path: Path) -> None:
    """Each step of a save fails once in each way. It says so, or the step didn't matter and the new file is there."""
    path = village(tmp_path)
    new, old = written(changed(path)), path.read_bytes()
    outcomes = set()
    for at in range(1, len(calls_of_a_change(path)) + 1):
        begin(path, old)
        error = failing(path, number, {at})
        outcomes.add(error)
        assert path.read_bytes() == (old if error else new), at
        change(path)
        assert path.read_bytes() == new, at
        assert left(path) == set(), at
    assert outcomes == {None, ERRORS[number]}


def test_a_drive_that_is_gone_for_good(tmp_path: Path) -> None:
    """From some call on everything fails, tidying up too."""
    path = village(tmp_path)
    old, new = path.read_bytes(), written(changed(path))
    calls = len(calls_of_a_change(path))
    for first in range(1, calls + 1):
        begin(path, old)
        error = failing(path, errno.EIO, range(first, calls + 50))
        assert path.read_bytes() == (old if error else new), first
        change(path)
        assert left(path) == set()


def begin(path: Path, old: bytes) -> None:
    """The village as it was, without backups."""
    shutil.rmtree(path.parent / FOLDER, ignore_errors=True)
    path.write_bytes(old)


def calls_of_a_change(path: Path) -> list[str]:
    """What a save asks of the system that can fail. (A file is closed even where closing it fails.)"""
    shutil.rmtree(path.parent / FOLDER, ignore_errors=True)
    steps = Steps(lambda *_: None)
    with steps.counted():
        change(path)
    return [step for step in steps.taken if can_fail(step)]


def can_fail(step: str) -> bool:
    return step.startswith("before") and not step.startswith("before close")


def failing(path: Path, number: int, which: Container[int]) -> str | None:
    """Save a change while some calls fail; the id of the error."""
    calls = count(1)

    def fail(_: int, step: str) -> None:
        if can_fail(step) and next(calls) in which:
            raise OSError(number, os.strerror(number))

    try:
        with Steps(fail).counted():
            change(path)
    except WorkbookError as error:
        return error.message
    return None


def test_a_full_disk(tmp_path: Path) -> None:
    """The system's own limit of a file's size, reached in the middle of the new file."""
    path = village(tmp_path)
    path.write_bytes(book(strings=os.urandom(50_000).hex().encode()))
    old = path.read_bytes()
    assert run(change_with_little_room, path, len(old) // 2).error == "error.disk_full"
    assert path.read_bytes() == old
    assert left(path) == set()
    assert backups(path) == []


def change_with_little_room(path: Path, size: int) -> None:
    """Save while no file may be larger than `size`."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    package = Package.open(path)
    package.set("xl/styles.xml", os.urandom(2 * size))
    saving.save(path, package)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_read_only_folder(open_folder: Path) -> None:
    path = village(open_folder)
    path.chmod(0o666)
    old = path.read_bytes()
    open_folder.chmod(0o555)
    assert run(change_as_nobody, path).error == "error.read_only"
    assert path.read_bytes() == old
    assert left(path) == set()


def test_a_read_only_file(open_folder: Path) -> None:
    """One could replace it all the same; but someone said that it shall stay."""
    path = village(open_folder)
    path.chmod(0o444)
    open_folder.chmod(0o777)
    old = path.read_bytes()
    assert run(change_as_nobody, path).error == "error.read_only"
    assert path.read_bytes() == old
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert left(path) == set()
    assert backups(path) == []


def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    path = village(open_folder)
    secret = village(open_folder).with_name("Rahasia.xlsx")
    secret.write_bytes(path.read_bytes())
    secret.chmod(0o000)
    assert run(open_as_nobody, path, secret).error == "error.no_permission"


def open_as_nobody(path: Path, secret: Path) -> None:
    """Open `secret` as a user who isn't root, having opened `path` as root."""
    become_nobody(path)
    Package.open(secret)


def change_as_nobody(path: Path) -> None:
    """Save as a user who isn't root."""
    become_nobody(path)
    change(path)


def become_nobody(path: Path) -> None:
    """Be a user who isn't root, and who may not read where Python lies: so what is needed of it is loaded before."""
    written(changed(path))
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def test_where_backups_can_not_be_made_nothing_is_written(tmp_path: Path) -> None:
    path = village(tmp_path)
    old = path.read_bytes()
    (tmp_path / "Cadangan perdes-sheets").write_text("sebuah berkas, bukan folder")
    with pytest.raises(WorkbookError) as error:
        change(path)
    assert error.value.message == "error.unwritable"
    assert path.read_bytes() == old
    change(path, backups=0)
    assert path.read_bytes() != old


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as error:
        saving.save_new(tmp_path / "tidak ada" / "Desa.xlsx", b"")
    assert error.value.message == "error.unwritable"


class WindowsError(PermissionError):
    """An error as Windows gives it."""

    def __init__(self, number: int) -> None:
        super().__init__(errno.EACCES, "The process cannot access the file")
        self.winerror = number


@pytest.mark.parametrize("number", [5, 32])
def test_windows_refuses_the_rename_while_a_scanner_looks(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = village(tmp_path)
    replace, tries = os.replace, iter(range(5))

    def busy(source: Path, target: Path) -> None:
        if Path(target) == path and next(tries) < 2:
            raise WindowsError(number)
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr("time.sleep", lambda _: None)
    change(path)
    assert next(tries) == 3


@pytest.mark.parametrize(("number", "message"), [(5, "error.read_only"), (32, "error.in_use"), (33, "error.in_use")])
def test_windows_refuses_the_rename_for_good(
    number: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = village(tmp_path)
    old, replace = path.read_bytes(), os.replace

    def busy(source: Path, target: Path) -> None:
        if Path(target) == path:
            raise WindowsError(number)
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr("time.sleep", lambda _: None)
    with pytest.raises(WorkbookError) as error:
        change(path)
    assert error.value.message == message
    assert path.read_bytes() == old
    assert left(path) == set()


def test_each_error_has_its_sentence() -> None:
    errors = [OSError(number, "x") for number in ERRORS] + [WindowsError(32), FileNotFoundError()]
    for error in errors:
        for failure in (unreadable(error, Path("Desa.xlsx")), unwritable(error, Path("Desa.xlsx"))):
            for words in every():
                assert "{" not in words(failure.message, **failure.values)
