"""A real disk that is full, read-only or pulled out while a workbook is saved (guarantees.md, Nothing lost 2)."""

from __future__ import annotations

import random
from functools import partial
from itertools import count
from pathlib import Path

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import saving

from . import disks
from .books import book, strings
from .children import run
from .faults import Steps
from .villages import backups, change, changed, left, village, written

PAGE = 4096


def large_village(folder: Path) -> tuple[Path, bytes, bytes]:
    """A workbook of 20 pages that hardly packs; its bytes, and those that it has after a change."""
    path = village(folder)
    path.write_bytes(book(strings=strings("lama"), styles=random.Random(1).randbytes(19 * PAGE)))
    return path, path.read_bytes(), written(changed(path))


def attempt(path: Path) -> str | None:
    """Save a change; the error's id."""
    try:
        change(path)
    except WorkbookError as error:
        return error.message
    return None


def test_a_disk_too_small_by_any_number_of_pages(tmp_path: Path) -> None:
    at_first_full_then_not(run(save_on_disks_of_all_sizes, tmp_path).value)


def at_first_full_then_not(outcomes: object) -> None:
    """As the disk gets larger there comes a size from which on there is room."""
    assert isinstance(outcomes, list)
    full = outcomes.count("error.disk_full")
    assert 2 <= full < len(outcomes)
    assert outcomes == ["error.disk_full"] * full + [None] * (len(outcomes) - full)


def save_on_disks_of_all_sizes(folder: Path) -> list[str | None]:
    """From one that holds the workbook and nothing else to one that holds the new version and the backup too."""
    disks.own_mounts()
    outcomes = []
    for pages in range(21, 67):
        disks.mount(folder, f"size={pages * PAGE}")
        outcomes.append(save_and_save_again(folder, f"size={100 * PAGE}"))
        disks.pull_out(folder)
    return outcomes


def test_a_disk_that_can_take_no_more_files(tmp_path: Path) -> None:
    at_first_full_then_not(run(save_on_disks_of_few_files, tmp_path).value)


def save_on_disks_of_few_files(folder: Path) -> list[str | None]:
    """There is the workbook itself; then come a lock, the folder of backups, a backup, the new version."""
    disks.own_mounts()
    outcomes = []
    for files in range(2, 9):
        disks.mount(folder, f"size=1m,nr_inodes={files}")
        outcomes.append(save_and_save_again(folder, "nr_inodes=100"))
        disks.pull_out(folder)
    return outcomes


def save_and_save_again(folder: Path, room: str) -> str | None:
    """The error of a save, after which the old file or the new one is whole; with `room` the next one is as any."""
    path, old, new = large_village(folder)
    error = attempt(path)
    assert path.read_bytes() == (old if error else new)
    assert left(path) == set()
    assert [backup.read_bytes() for backup in backups(path)] in ([], [old])
    disks.change(folder, room)
    assert attempt(path) is None
    assert path.read_bytes() == new
    assert left(path) == set()
    assert [backup.read_bytes() for backup in backups(path)] == [old]
    return error


def test_a_disk_that_turned_read_only(tmp_path: Path) -> None:
    """As a memory card with its switch pushed, or a disk with errors, between reading and writing."""
    assert run(save_on_a_disk_turned_read_only, tmp_path).error == "error.read_only"


def save_on_a_disk_turned_read_only(folder: Path) -> None:
    disks.own_mounts()
    disks.mount(folder, "size=1m")
    path, old, _ = large_village(folder)
    package = changed(path)
    disks.make_read_only(folder)
    try:
        saving.save(path, package)
    finally:
        assert path.read_bytes() == old
        assert left(path) == set()


def test_a_disk_pulled_out_at_every_step(tmp_path: Path) -> None:
    assert run(pull_out_at_every_step, tmp_path).value == {None, "error.changed_meanwhile", "error.unwritable"}


def pull_out_at_every_step(folder: Path) -> set[str | None]:
    """The disk shows at `seen` and is pulled out there; what became of it shows at `disk`.

    Where it was, a backup may be made in its stead, and nothing else.
    """
    disks.own_mounts()
    disk, seen = folder / "disk", folder / "seen"
    disk.mkdir()
    seen.mkdir()
    outcomes = set()
    for at in count(1):
        disks.mount(disk, "size=1m")
        disks.show_at(seen, disk)
        path, old, new = large_village(seen)
        steps = Steps(partial(pull_out_at, at, seen))
        with steps.counted():
            error = attempt(path)
        if len(steps.taken) < at:
            break
        outcomes.add(error)
        step = steps.taken[at - 1]
        there = disk / path.name
        assert there.read_bytes() in ((old,) if error else (old, new)), step
        assert not path.exists()
        assert left(path) == set(), step
        assert {backup.read_bytes() for backup in backups(path)} <= {old}, step
        disks.show_at(seen, disk)
        assert attempt(path) is None
        assert there.read_bytes() == new
        assert left(there) == set(), step
        disks.pull_out(seen)
        disks.pull_out(disk)
    return outcomes


def pull_out_at(which: int, folder: Path, step: int, _: str) -> None:
    """Pull the disk out when its step has come."""
    if step == which:
        disks.pull_out(folder)
