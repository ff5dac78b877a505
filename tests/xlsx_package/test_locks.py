"""Who has the workbook: people in office programs, and other syncs (guarantees.md, Nothing lost 4 and 5)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.xlsx import locks, saving
from perdes_sheets.workbooks.xlsx.atomic import own_name
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.saving import ChangedMeanwhile

from .books import STRINGS, strings
from .children import run, start
from .villages import change, changed, left, text, village


def excel_note(name: str, narrow: bytes | None = None) -> bytes:
    """Excel's `~$` file: 165 bytes."""
    narrow = name.encode("cp1252", "replace") if narrow is None else narrow
    return (
        bytes([len(narrow)]) + narrow.ljust(54) + len(name).to_bytes(2, "little") + name.ljust(54).encode("utf-16-le")
    )


@pytest.mark.parametrize(
    ("file", "note", "who"),
    [
        ("~${}", excel_note("Siti Aminah"), "Siti Aminah"),
        ("~${}", excel_note("Ni Luh Ayu – Kaur"), "Ni Luh Ayu – Kaur"),
        ("~${}", excel_note("N" * 54), "N" * 54),
        ("~${}", excel_note("Siti Aminah")[:55], "Siti Aminah"),
        ("~${}", excel_note("\x1b[31mSiti\n"), "[31mSiti"),
        ("~${}", b"", ""),
        ("~${}", b"\xff" * 165, ""),
        (".~lock.{}#", b"Siti Aminah,siti,PC-KANTOR,14.03.2025 09:30,file:///C:/x;", "Siti Aminah (PC-KANTOR)"),
        (".~lock.{}#", b"Siti\\, S.Pd\\; M.Si,siti,PC,14.03.2025 09:30,x;", "Siti, S.Pd; M.Si (PC)"),
        (".~lock.{}#", b",siti,PC-KANTOR,14.03.2025 09:30,x;", "siti (PC-KANTOR)"),
        (".~lock.{}#", "Åsa,å,,14.03.2025 09:30,x;".encode(), "Åsa"),
        (".~lock.{}#", b"", ""),
        (".~{}", excel_note("Siti Aminah"), "Siti Aminah"),
    ],
)
def test_open_in_an_office_program(file: str, note: bytes, who: str, tmp_path: Path) -> None:
    path = village(tmp_path)
    (tmp_path / file.format(path.name)).write_bytes(note)
    with pytest.raises(WorkbookError) as error:
        change(path)
    assert error.value.message == ("error.open_elsewhere" if who else "error.in_use")
    assert error.value.values.get("who", "") == who
    sentence = words("id")(error.value.message, **error.value.values)
    assert who in sentence
    assert "--live" in sentence
    assert text(path) == strings("lama")
    assert left(path) == {file.format(path.name)}


def test_a_note_of_another_workbook_is_none(tmp_path: Path) -> None:
    path = village(tmp_path)
    (tmp_path / "~$Desa Lain.xlsx").write_bytes(excel_note("Siti"))
    change(path)
    assert text(path) == strings("baru")


@pytest.mark.parametrize("where", ["link", "target"])
def test_open_by_the_name_of_a_link_or_of_its_target(where: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = village(tmp_path / "data")
    link = tmp_path / "Desa.xlsx"
    link.symlink_to(path)
    opened = link if where == "link" else path
    opened.with_name(f"~${opened.name}").write_bytes(excel_note("Siti"))
    with pytest.raises(WorkbookError) as error:
        change(link)
    assert error.value.values == {"workbook": "Desa.xlsx", "who": "Siti"}


def test_held_by_a_program_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel's note may be missing (WebDAV) or unreadable; Windows still refuses to open the file for writing."""
    path, opened = village(tmp_path), Path.open

    def refuse(self: Path, mode: str = "r", *more: object, **options: object) -> object:
        if self == path and mode == "r+b":
            error = PermissionError(13, "The process cannot access the file")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return opened(self, mode, *more, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(WorkbookError) as error:
        locks.refuse_if_open(path)
    assert error.value.message == "error.in_use"
    with pytest.raises(WorkbookError) as error:
        change(path)
    assert error.value.message == "error.in_use"
    assert text(path) == strings("lama")


def test_open_in_a_real_libreoffice(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    assert program, "this test needs LibreOffice: install libreoffice-calc"
    path = village(tmp_path)
    profile = tmp_path / "profile"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", path]
    office = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        note = tmp_path / f".~lock.{path.name}#"
        until(lambda: note.exists() and note.stat().st_size > 0)
        with pytest.raises(WorkbookError) as error:
            change(path)
        assert error.value.message == "error.open_elsewhere"
        assert os.uname().nodename in str(error.value.values["who"])
        assert text(path) == strings("lama")
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds; an error where it doesn't in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def hold(path: Path, marker: Path) -> None:
    """Hold the workbook as a sync does, and never end."""
    with locks.exclusive(path, 0):
        marker.write_text("")
        time.sleep(600)


def hold_a_moment(path: Path, marker: Path) -> None:
    """Hold the workbook until the marker, which says so, is gone."""
    with locks.exclusive(path, 0):
        marker.write_text("")
        until(lambda: not marker.exists())


def test_a_second_sync_waits(tmp_path: Path) -> None:
    path, marker = village(tmp_path), tmp_path / "holding"
    first = start(hold_a_moment, path, marker)
    until(marker.exists)
    second = start(change, path)
    time.sleep(0.2)
    assert second.is_alive()
    assert text(path) == strings("lama")
    marker.unlink()
    first.join()
    second.join()
    assert (first.exitcode, second.exitcode) == (0, 0)
    assert text(path) == strings("baru")
    assert left(path) == set()


def test_it_does_not_wait_forever(tmp_path: Path) -> None:
    path, marker = village(tmp_path), tmp_path / "holding"
    first = start(hold, path, marker)
    until(marker.exists)
    with pytest.raises(WorkbookError) as error:
        saving.save(path, changed(path), wait=0.1)
    assert error.value.message == "error.sync_running"
    first.kill()
    first.join()


def test_a_killed_sync_blocks_nobody(tmp_path: Path) -> None:
    path, marker = village(tmp_path), tmp_path / "holding"
    first = start(hold, path, marker)
    until(marker.exists)
    first.kill()
    first.join()
    marker.unlink()
    assert len(left(path)) == 1  # its lock
    saving.save(path, changed(path), wait=0)
    assert left(path) == set()


def test_a_lock_file_removed_after_it_was_opened_locks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its holder removes it when it ends; whoever opened it just before would lock what nobody else can find."""
    path, locked, tries = village(tmp_path), locks._locked, []

    def late(handle: int) -> bool:
        tries.append(handle)
        if len(tries) == 1:
            own_name(path, ".lock").unlink()
        return locked(handle)

    monkeypatch.setattr(locks, "_locked", late)
    with locks.exclusive(path, 5):
        assert own_name(path, ".lock").exists()
    assert len(tries) == 2


def test_tidying_does_not_disturb_a_running_sync(tmp_path: Path) -> None:
    path, marker = village(tmp_path), tmp_path / "holding"
    first = start(hold, path, marker)
    until(marker.exists)
    before = left(path)
    saving.tidy(path)
    assert left(path) == before
    first.kill()
    first.join()


def test_one_at_a_time(tmp_path: Path) -> None:
    """Four processes count together: none counts from what another has just read."""
    path = village(tmp_path)
    counter = tmp_path / "counter"
    counter.write_text("0")
    counting = [start(count_up, path, counter) for _ in range(4)]
    for process in counting:
        process.join()
        assert process.exitcode == 0
    assert counter.read_text() == "100"
    assert left(path) == {"counter"}


def count_up(path: Path, counter: Path) -> None:
    """Count 25 times, each time by reading and writing."""
    for _ in range(25):
        with locks.exclusive(path, 60):
            before = int(counter.read_text())
            time.sleep(0.0005)
            counter.write_text(str(before + 1))


def test_no_change_is_lost_when_several_sync_at_once(tmp_path: Path) -> None:
    """Each adds its name to what it read, and starts over where another was faster."""
    path = village(tmp_path, "")
    names = [f"n{number}" for number in range(4)]
    adding = [start(add, path, name) for name in names]
    for process in adding:
        process.join()
        assert process.exitcode == 0
    for name in names:
        assert text(path).count(name.encode()) == 5
    assert left(path) == set()


def add(path: Path, name: str) -> None:
    """Add a name to the workbook's text five times."""
    for _ in range(5):
        for attempt in count():
            assert attempt < 100
            package = Package.open(path)
            package.set(STRINGS, package.read(STRINGS).replace(b"<si><t>", f"<si><t>{name} ".encode()))
            try:
                saving.save(path, package)
                break
            except ChangedMeanwhile:
                continue


def test_a_drive_without_locks_still_saves(tmp_path: Path) -> None:
    assert run(change_without_locks, village(tmp_path)).error is None
    assert text(tmp_path / "Desa Sukamaju.xlsx") == strings("baru")


def change_without_locks(path: Path) -> None:
    """Save where the drive knows no locks."""
    import errno
    import fcntl

    def unknown(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    fcntl.flock = unknown  # type: ignore[assignment]
    change(path)
