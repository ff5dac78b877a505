"""Saving: the old file or the new one, and who may stop it (guarantees.md, Nothing lost 2, 4, 5 and 7)."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import saving
from perdes_sheets.workbooks.xlsx.atomic import own_name
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.saving import ChangedMeanwhile

from .books import STRINGS, book, strings
from .faults import Steps
from .villages import backups, change, changed, left, text, village, written


def test_a_change_is_saved_and_the_old_version_kept(tmp_path: Path) -> None:
    path = village(tmp_path)
    old, new = path.read_bytes(), written(changed(path))
    backup = change(path)
    assert path.read_bytes() == new
    assert backup is not None
    assert backups(path) == [backup]
    assert backup.read_bytes() == old
    assert left(path) == set()


def test_nothing_changed_nothing_touched(tmp_path: Path) -> None:
    """Not a byte, not the time of the file, no backup, no file beside it."""
    path = village(tmp_path)
    package = Package.open(path)
    package.set(STRINGS, package.read(STRINGS))
    before = (path.stat(), path.read_bytes(), tmp_path.stat().st_mtime_ns)
    assert saving.save(path, package) is None
    after = (path.stat(), path.read_bytes(), tmp_path.stat().st_mtime_ns)
    assert after[1:] == before[1:]
    assert (after[0].st_mtime_ns, after[0].st_ino) == (before[0].st_mtime_ns, before[0].st_ino)


def test_the_target_of_a_link_is_replaced_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = village(tmp_path / "data")
    link = tmp_path / "Desa.xlsx"
    link.symlink_to(path)
    change(link)
    assert link.is_symlink()
    assert text(path) == strings("baru")
    assert len(backups(path)) == 1
    assert left(link) == {"data"}


def test_permissions_stay_and_are_the_backups_too(tmp_path: Path) -> None:
    path = village(tmp_path)
    path.chmod(0o640)
    backup = change(path)
    assert backup is not None
    assert [stat.S_IMODE(file.stat().st_mode) for file in (path, backup)] == [0o640, 0o640]


def test_no_moment_shows_a_private_file_to_others(tmp_path: Path) -> None:
    path = village(tmp_path)
    path.chmod(0o600)
    seen = set()

    def look(_: int, __: str) -> None:
        seen.update(stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*.tmp"))

    with Steps(look).counted():
        change(path)
    assert seen == {0o600}


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = village(tmp_path)
    package = changed(path)
    path.write_bytes(book(strings=strings("orang lain")))
    with pytest.raises(ChangedMeanwhile):
        saving.save(path, package)
    assert text(path) == strings("orang lain")
    assert backups(path) == []
    assert left(path) == set()


def test_even_of_the_same_size_and_time(tmp_path: Path) -> None:
    path = village(tmp_path)
    package, before = changed(path), path.stat()
    path.write_bytes(book(strings=strings("lima")))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    with pytest.raises(ChangedMeanwhile):
        saving.save(path, package)


def test_touched_is_not_changed(tmp_path: Path) -> None:
    path = village(tmp_path)
    package = changed(path)
    os.utime(path, (1, 1))
    saving.save(path, package)
    assert text(path) == strings("baru")


def test_changed_while_the_new_file_is_written(tmp_path: Path) -> None:
    """The last moment at which anyone can be seen: just before the rename."""
    path = village(tmp_path)

    class Slow(Package):
        def write(self, file: BinaryIO) -> None:
            super().write(file)
            path.write_bytes(book(strings=strings("orang lain")))

    package = Slow.open(path)
    package.set(STRINGS, strings("baru"))
    with pytest.raises(ChangedMeanwhile):
        saving.save(path, package)
    assert text(path) == strings("orang lain")
    assert left(path) == set()


def test_deleted_meanwhile_is_changed_meanwhile(tmp_path: Path) -> None:
    path = village(tmp_path)
    package = changed(path)
    path.unlink()
    with pytest.raises(ChangedMeanwhile):
        saving.save(path, package)
    assert not path.exists()


def test_opened_by_someone_while_the_new_file_is_written(tmp_path: Path) -> None:
    path = village(tmp_path)

    class Slow(Package):
        def write(self, file: BinaryIO) -> None:
            super().write(file)
            (tmp_path / f"~${path.name}").write_bytes(b"")

    package = Slow.open(path)
    package.set(STRINGS, strings("baru"))
    with pytest.raises(WorkbookError) as error:
        saving.save(path, package)
    assert error.value.message == "error.in_use"
    assert text(path) == strings("lama")


def test_what_killed_runs_left_is_removed_by_the_next(tmp_path: Path) -> None:
    path = village(tmp_path)
    change(path, "satu")
    lock, stray = own_name(path, ".lock"), own_name(path, ".00000000.tmp")
    others = own_name(path.with_name("Desa Lain.xlsx"), ".00000000.tmp")
    for file in (lock, stray, others, backups(path)[0].with_name(stray.name)):
        file.write_bytes(b"")
    change(path, "dua")
    assert left(path) == {others.name}
    assert len(backups(path)) == 2


def test_also_by_one_that_changes_nothing(tmp_path: Path) -> None:
    path = village(tmp_path)
    for file in (own_name(path, ".lock"), own_name(path, ".00000000.tmp")):
        file.write_bytes(b"")
    saving.save(path, Package.open(path))
    assert left(path) == set()


def test_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "Desa Sukamaju.xlsx"
    umask = os.umask(0)
    os.umask(umask)
    assert saving.save_new(path, b"baru") is None
    assert path.read_bytes() == b"baru"
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
    assert left(path) == set()


def test_a_new_file_in_place_of_an_old_one_keeps_that(tmp_path: Path) -> None:
    path = village(tmp_path)
    old = path.read_bytes()
    backup = saving.save_new(path, b"baru")
    assert path.read_bytes() == b"baru"
    assert backup is not None
    assert backup.read_bytes() == old


def test_what_is_to_hold_at_a_power_cut(tmp_path: Path) -> None:
    """The backup and the new file are on the disk before the rename, the folder is brought to it afterwards."""
    path = village(tmp_path)
    steps = Steps(lambda *_: None)
    with steps.counted():
        change(path)
    taken = [step.partition(" ")[2] for step in steps.taken if step.startswith("after")]
    synced = [n for n, step in enumerate(taken) if step.startswith("fsync")]
    backed_up, renamed = (n for n, step in enumerate(taken) if step.startswith("replace"))
    assert [n < backed_up for n in synced].count(True) == 1
    assert [backed_up < n < renamed for n in synced].count(True) == 2
    assert [n > renamed for n in synced].count(True) == 1
