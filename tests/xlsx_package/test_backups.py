"""The last versions beside the workbook (guarantees.md, Nothing lost 3)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from perdes_sheets.workbooks.xlsx.backups import FOLDER

from .books import strings
from .villages import backups, change, text, village

HOUR = 3600
NOON = 1_741_928_400  # 2025-03-14, some time in the day


def versions(path: Path, first: int, last: int, keep: int = 5) -> None:
    """Save versions first … last, each an hour after the one before."""
    for number in range(first, last + 1):
        os.utime(path, (NOON + number * HOUR,) * 2)
        change(path, f"versi {number}", keep)


def texts(path: Path) -> list[bytes]:
    """What the backups hold, in the order of their names."""
    return [text(backup) for backup in backups(path)]


def test_the_last_five(tmp_path: Path) -> None:
    path = village(tmp_path)
    versions(path, 1, 8)
    assert texts(path) == [strings(f"versi {number}") for number in range(3, 8)]


def test_named_by_the_time_of_that_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Makassar")
    time.tzset()
    path = village(tmp_path)
    versions(path, 1, 1)
    [backup] = backups(path)
    monkeypatch.undo()
    time.tzset()
    assert backup.name == "Desa Sukamaju 2025-03-14 14.00.00.xlsx"
    assert backup.stat().st_mtime == NOON + HOUR


def test_more_fewer_none(tmp_path: Path) -> None:
    path = village(tmp_path)
    versions(path, 1, 9, keep=7)
    assert len(backups(path)) == 7
    versions(path, 10, 10, keep=2)
    assert texts(path) == [strings("versi 8"), strings("versi 9")]
    versions(path, 11, 12, keep=0)
    assert texts(path) == [strings("versi 8"), strings("versi 9")]


def test_none_from_the_start_makes_no_folder(tmp_path: Path) -> None:
    path = village(tmp_path)
    versions(path, 1, 2, keep=0)
    assert not (tmp_path / FOLDER).exists()


def test_several_in_one_second_sort_by_time(tmp_path: Path) -> None:
    path = village(tmp_path, "versi 0")
    for number in range(1, 13):
        os.utime(path, (NOON, NOON))
        change(path, f"versi {number}")
    assert texts(path) == [strings(f"versi {number}") for number in range(7, 12)]


def test_restoring_is_copying_one_back(tmp_path: Path) -> None:
    """The restored version is a backup already: it isn't kept twice, and pushes none out."""
    path = village(tmp_path)
    versions(path, 1, 6)
    before = texts(path)
    shutil.copy2(backups(path)[2], path)
    change(path, "sesudah dipulihkan")
    assert texts(path) == before


def test_a_clock_that_was_wrong_crowds_out_nothing(tmp_path: Path) -> None:
    path = village(tmp_path)
    for number in range(5):
        os.utime(path, (NOON + 10**8 + number,) * 2)
        change(path, f"besok {number}")
    versions(path, 1, 3)
    assert strings("versi 2") in texts(path)
    assert strings("versi 1") in texts(path)
    assert len(texts(path)) == 5


@pytest.mark.parametrize("time", [-(10**11), -1, 0, 10**11])
def test_times_beyond_all_reason(time: int, tmp_path: Path) -> None:
    path = village(tmp_path)
    os.utime(path, (time, time))
    change(path)
    assert texts(path) == [strings("lama")]


def test_workbooks_in_one_folder_do_not_push_out_each_others(tmp_path: Path) -> None:
    path = village(tmp_path)
    versions(path, 1, 5)
    other = path.with_name("Desa Sukamaju 2025.xlsx")
    other.write_bytes(path.read_bytes())
    for number in range(7):
        os.utime(other, (NOON + number * HOUR,) * 2)
        change(other, f"lain {number}")
    versions(path, 6, 6)
    names = [file.name for file in backups(path)]
    assert len([name for name in names if name.startswith("Desa Sukamaju 2025 2025-")]) == 5
    assert len(names) == 10


def test_a_backup_that_can_not_be_removed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = village(tmp_path)
    versions(path, 1, 5)
    unlink = os.unlink

    def refuse(file: Path, *more: object, **options: object) -> None:
        if FOLDER in str(file) and not str(file).endswith(".tmp"):
            raise PermissionError(13, "open in Excel")
        unlink(file, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "unlink", refuse)
    versions(path, 6, 6)
    assert text(path) == strings("versi 6")
    assert len(backups(path)) == 6


def test_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / f"{'Desa ' * 49}x.xlsx"
    path.write_bytes(village(tmp_path).read_bytes())
    change(path)
    [backup] = (tmp_path / FOLDER).iterdir()
    assert text(backup) == strings("lama")
