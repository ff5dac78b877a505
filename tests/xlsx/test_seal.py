"""The seal: a workbook that is byte for byte what a sync left isn't compared; whatever else it is, it is."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.jobs import program
from perdes_sheets.jobs import sync as job
from perdes_sheets.jobs.look import View, look
from perdes_sheets.outputs import sample
from perdes_sheets.outputs.template import build
from perdes_sheets.workbooks.base import WritePlan
from perdes_sheets.workbooks.xlsx import atomic
from perdes_sheets.workbooks.xlsx.book import Book
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook

AS_OF = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def synced_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("seal") / "desa.xlsx"
    path.write_bytes(build("id", sample.cells("id", AS_OF)))
    job.sync(opened(path), AS_OF)
    return path.read_bytes()


@pytest.fixture
def synced(tmp_path: Path, synced_bytes: bytes) -> Path:
    path = tmp_path / "desa.xlsx"
    path.write_bytes(synced_bytes)
    return path


def opened(path: Path) -> XlsxWorkbook:
    return XlsxWorkbook(path, fresh=build, backups=0)


def changed(path: Path, day: dt.date = AS_OF) -> bool:
    """Whether a sync on `day` changed the workbook."""
    done = job.sync(opened(path), day).written
    return bool(done and done.changed)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One entry for each sync that compared the workbook with a plan."""
    found: list[bool] = []
    plan_of = job.plan_of

    def noted(view: View) -> WritePlan:
        found.append(True)
        return plan_of(view)

    monkeypatch.setattr(job, "plan_of", noted)
    return found


def test_what_a_sync_left_is_not_compared(synced: Path, synced_bytes: bytes, compared: list[bool]) -> None:
    assert not changed(synced)
    assert not compared
    assert synced.read_bytes() == synced_bytes


def test_comparing_it_would_find_nothing(synced: Path, synced_bytes: bytes) -> None:
    workbook = opened(synced)
    assert not workbook.write(job.plan_of(look(workbook, AS_OF, filling=True))).changed
    assert synced.read_bytes() == synced_bytes


def test_another_day_breaks_it(synced: Path, compared: list[bool]) -> None:
    assert changed(synced, AS_OF + dt.timedelta(1))
    assert compared


def test_another_program_breaks_it(synced: Path, compared: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "identity", lambda: "the next version")
    assert not changed(synced), "a broken seal alone is no reason to write"
    assert compared


def test_an_edited_program_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "FOLDER", tmp_path)
    file = tmp_path / "rules.py"
    file.write_text("one")
    first = program.identity()
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "rules.pyc").write_bytes(b"compiled")
    assert program.identity() == first
    file.write_text("another")
    assert program.identity() != first


def test_the_same_parts_packed_anew_break_it(synced: Path, compared: list[bool]) -> None:
    with zipfile.ZipFile(synced) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(synced, "w", zipfile.ZIP_STORED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    content = synced.read_bytes()
    assert not changed(synced)
    assert compared
    assert synced.read_bytes() == content


def test_a_name_that_someone_changed_breaks_it(synced: Path, synced_bytes: bytes, compared: list[bool]) -> None:
    package = Package(synced_bytes)
    package.set("xl/workbook.xml", package.read("xl/workbook.xml").replace(b'name="pd_note"', b'name="pd_nose"'))
    with synced.open("wb") as file:
        package.write(file)
    assert changed(synced)
    assert compared


def test_a_flipped_bit_in_a_tab_that_nobody_reads_breaks_it(synced: Path, synced_bytes: bytes) -> None:
    tab = Book(Package(synced_bytes)).find("_data")
    assert tab is not None
    with zipfile.ZipFile(synced) as file:
        member = file.getinfo(tab.part)
    at = member.header_offset + 30 + len(member.filename) + member.compress_size // 2
    synced.write_bytes(synced_bytes[:at] + bytes([synced_bytes[at] ^ 0x10]) + synced_bytes[at + 1 :])
    with pytest.raises(WorkbookError):
        job.sync(opened(synced), AS_OF)


def test_what_a_killed_run_left_is_swept_up_all_the_same(synced: Path, compared: list[bool]) -> None:
    stray = atomic.own_name(synced, ".00000000.tmp")
    stray.write_bytes(b"half")
    job.sync(opened(synced), AS_OF)
    assert not compared
    assert not stray.exists()
