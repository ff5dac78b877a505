"""collect, as people use it: copies come back saved again, renamed, twice, half filled and mixed up."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Runner, perdes
from tests.share.conftest import DAY, fill, values
from tests.tools.libreoffice import resave
from tests.tools.ooxml_validator import Validate, ooxml_validator

__all__ = ["ooxml_validator", "perdes"]

AS_OF = f"--as-of={DAY}"
COPY, OTHER = "Sukamaju – BUMDes Maju.xlsx", "Sukamaju – Yayasan Hijau.xlsx"
REPORT = {"Laporan Anda": {"D3": "Sari, ketua", "H7": 12, "I7": dt.date(2026, 6, 29)}}
STATE, PARTNER, WHO, REF, VALUE, FINDINGS, FILE = 1, 2, 3, 5, 8, 12, 13


@pytest.fixture
def sent(perdes: Runner, village: Path, tmp_path: Path) -> Path:
    """The folder of the copies as they were given."""
    perdes("share", village, "--all", "--out", tmp_path / "kirim", "--yes", AS_OF)
    return tmp_path / "kirim"


@pytest.fixture
def back(tmp_path: Path) -> Path:
    folder = tmp_path / "kembali"
    folder.mkdir()
    return folder


def inbox(village: Path) -> list[list[Any]]:
    """The entries in the inbox."""
    return values(village, "Kotak Masuk")[4:]


def mark(village: Path, text: object = "Ya") -> None:
    """Staff mark every entry."""
    workbook = openpyxl.load_workbook(village)
    sheet = workbook["Kotak Masuk"]
    for row in range(5, sheet.max_row + 1):
        sheet.cell(row, 1).value = text
    workbook.save(village)


def test_an_entry_says_who_when_and_what_it_would_change(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    fill(sent / COPY, back / "apa saja.xlsx", REPORT)
    ran = perdes("collect", village, "--from", back, AS_OF)
    assert ran.code == 0
    [entry] = inbox(village)
    assert entry[STATE] == "● Baru"
    assert entry[PARTNER : WHO + 1] == ["BUMDes Maju", "Sari, ketua"]
    assert (entry[REF], entry[7], entry[VALUE]) == ("K-01", dt.datetime(2026, 6, 29), 12)  # noqa: DTZ001
    assert "K-01" in entry[11]
    assert entry[FILE] == "apa saja.xlsx"


def test_collecting_twice_adds_nothing(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    fill(sent / COPY, back / "a.xlsx", REPORT)
    shutil.copy(back / "a.xlsx", back / "a (1).xlsx")
    perdes("collect", village, "--from", back, AS_OF)
    assert len(inbox(village)) == 1
    content = village.read_bytes()
    later = f"--as-of={DAY + dt.timedelta(days=3)}"
    assert "Tidak ada isian baru" in perdes("collect", village, "--from", back, later).out
    assert village.read_bytes() == content


def test_a_copy_saved_again_by_libreoffice(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    filled = fill(sent / COPY, back.parent / "isi" / "laporan.xlsx", REPORT)
    resave(filled, back)
    perdes("collect", village, "--from", back, AS_OF)
    [entry] = inbox(village)
    assert (entry[WHO], entry[REF], entry[VALUE]) == ("Sari, ketua", "K-01", 12)


def test_a_half_filled_copy(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    """A value without its date is refused with a reason; a row without a value is nobody's business."""
    answers = {"Laporan Anda": {"H7": 12}, "Realisasi Lain": {"C7": "29/06/2026"}}
    fill(sent / COPY, back / "a.xlsx", answers)
    fill(sent / OTHER, back / "b.xlsx", {"Laporan Anda": {"I7": dt.date(2026, 6, 1), "K7": "nanti"}})
    ran = perdes("collect", village, "--from", back, AS_OF)
    assert ran.code == 1
    entries = inbox(village)
    assert {entry[STATE] for entry in entries} == {"■ Ditolak"}
    assert {entry[PARTNER] for entry in entries} == {"BUMDes Maju"}
    assert any(entry[REF] == "K-01" and "Tanggal" in entry[FINDINGS] for entry in entries)


def test_a_corrected_row_replaces_the_refused_one(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    fill(sent / COPY, back / "a.xlsx", {"Laporan Anda": {"H7": 12}})
    perdes("collect", village, "--from", back, AS_OF)
    fill(back / "a.xlsx", back / "a.xlsx", {"Laporan Anda": {"I7": dt.date(2026, 6, 29)}})
    perdes("collect", village, "--from", back, AS_OF)
    assert [entry[STATE] for entry in inbox(village)] == ["● Baru"]


def test_another_partners_kpi_is_refused_and_said(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    """Two offices swapped their papers: BUMDes Maju's file reports on Yayasan Hijau's KPI and obligation."""
    mixed = {
        "Realisasi Lain": {"B7": "K-02", "C7": dt.date(2026, 6, 29), "D7": 5},
        "Kewajiban Terlaksana": {"C7": "003/PKS/2026", "D7": "Bibit pohon", "B7": None, "H7": 10},
        "Tanggapan": {"B7": "002/PKS/2026", "C7": "Bagus"},
    }
    fill(sent / COPY, back / "a.xlsx", mixed)
    ran = perdes("collect", village, "--from", back, AS_OF)
    assert ran.code == 1
    entries = inbox(village)
    assert len(entries) == 3
    assert {entry[STATE] for entry in entries} == {"■ Ditolak"}
    assert all("BUMDes Maju" in entry[FINDINGS] for entry in entries)
    assert "K-02" in ran.out
    assert "Pohon hidup" not in str(entries), "what the KPI is called isn't told either"
    mark(village)
    perdes("collect", village, "--accept", AS_OF)
    assert all(row[2] != "K-02" or row[5] != 5 for row in values(village, "Realisasi"))


def test_files_that_are_no_copies_stop_nobody(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    fill(sent / COPY, back / "a.xlsx", REPORT)
    shutil.copy(village, back / "buku kerja.xlsx")
    (back / "rusak.xlsx").write_bytes(b"PK\x03\x04 damaged")
    (back / "catatan.txt").write_text("x")
    ran = perdes("collect", village, "--from", back, AS_OF)
    assert len(inbox(village)) == 1
    assert "rusak.xlsx" in ran.out
    assert "buku kerja.xlsx" in ran.out
    assert "catatan.txt" not in ran.out


def test_a_copy_of_another_village_is_refused(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    fill(sent / COPY, back / "a.xlsx", REPORT)
    workbook = openpyxl.load_workbook(village)
    for row in workbook["Pengaturan"].iter_rows():
        for cell in row:
            if cell.value == "32.01.01.2001":
                cell.value = "32.01.01.2009"
    workbook.save(village)
    ran = perdes("collect", village, "--from", back, AS_OF)
    assert "bukan dari desa ini" in ran.out
    assert "Kotak Masuk" not in openpyxl.load_workbook(village).sheetnames, "an empty inbox isn't made"


def test_the_marks_stay_with_their_entries(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    fill(sent / COPY, back / "a.xlsx", REPORT)
    perdes("collect", village, "--from", back, AS_OF)
    mark(village, "Tidak")
    other = {"Laporan Anda": {"H7": 7, "I7": dt.date(2026, 6, 28)}}
    fill(sent / OTHER, back / "b.xlsx", other)
    perdes("collect", village, "--from", back, AS_OF)
    assert {(entry[REF], entry[0]) for entry in inbox(village)} == {("K-01", "Tidak"), ("K-02", None)}
    perdes("sync", village, AS_OF)
    assert {(entry[REF], entry[0]) for entry in inbox(village)} == {("K-01", "Tidak"), ("K-02", None)}


def test_a_changed_entry_loses_its_mark(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    """What staff agreed to was another value."""
    fill(sent / COPY, back / "a.xlsx", REPORT)
    perdes("collect", village, "--from", back, AS_OF)
    mark(village)
    newer = fill(back / "a.xlsx", back / "0.xlsx", {"Laporan Anda": {"H7": 13}})
    os.utime(newer, ns=(2**61, 2**61))
    ran = perdes("collect", village, "--from", back, AS_OF)
    assert "berubah" in ran.out
    [entry] = inbox(village)
    assert (entry[0], entry[STATE], entry[VALUE]) == (None, "▲ Berubah", 13)


def test_accepting_appends_rows_and_touches_no_other(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    before = {title: values(village, title) for title in ("Realisasi", "Komunikasi", "Kewajiban", "Perjanjian")}
    answers = {**REPORT, "Kewajiban Terlaksana": {"H7": 40}, "Tanggapan": {"C7": "=2+2 terima kasih"}}
    answers["Laporan Anda"] = {**REPORT["Laporan Anda"], "J7": "https://x.id/foto", "K7": "sesuai survei"}
    fill(sent / COPY, back / "a.xlsx", answers)
    perdes("collect", village, "--from", back, AS_OF)
    mark(village)
    ran = perdes("collect", village, "--accept", AS_OF)
    assert ran.code == 0
    assert "2 isian" in ran.out
    assert list(village.parent.glob("Cadangan*/*")), "a backup lies beside it"
    rows = [row for row in values(village, "Realisasi") if row[2] == "K-01"]
    assert [row[5] for row in rows] == [8, 12]
    new = rows[-1]
    assert new[0] == 3, "the running number goes on"
    assert new[1] == "✓", "its formulas are there, with their values"
    assert new[3].startswith("Kios terisi")
    assert new[6] == "sesuai survei. Dari mitra BUMDes Maju (Sari, ketua)"
    assert new[7] == "https://x.id/foto"
    formula = openpyxl.load_workbook(village)["Komunikasi"]
    told = [row for row in values(village, "Komunikasi") if "BUMDes Maju" in row]
    assert len(told) == 1
    assert any(c.value == "=2+2 terima kasih" and c.data_type == "s" for row in formula.iter_rows() for c in row)
    # what a partner delivered is never written into the obligation's row: the inbox says where to type it
    delivery = next(entry for entry in inbox(village) if entry[4] == "Kewajiban")
    assert "baris 5" in delivery[11]
    typed = [row[9] for row in values(village, "Kewajiban") if "Modal kios" in row]
    assert typed == [row[9] for row in before["Kewajiban"] if "Modal kios" in row]
    again = village.read_bytes()
    assert "Diterima" in {entry[STATE].split()[-1] for entry in inbox(village)}
    perdes("collect", village, "--accept", AS_OF)
    assert village.read_bytes() == again, "accepted once"
    assert "Tidak ada isian baru" in perdes("collect", village, "--from", back, AS_OF).out


def test_rows_beyond_the_templates_room(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    """Row 504 is the last that the template prepared: the new row gets formulas, a number and looks all the same."""
    workbook = openpyxl.load_workbook(village)
    sheet = workbook["Realisasi"]
    headers = {cell.value.rstrip(" *"): cell.column for cell in sheet[4] if cell.value}
    for row in range(7, 505):
        day = dt.date(2026, 2, 1) + dt.timedelta(days=(row - 7) % 100)
        sheet.cell(row, headers["Kode KPI"]).value = "K-01" if row % 2 else "K-02"
        sheet.cell(row, headers["Tanggal"]).value = day
        sheet.cell(row, headers["Nilai"]).value = row
    workbook.save(village)
    fill(sent / COPY, back / "a.xlsx", REPORT)
    perdes("collect", village, "--from", back, AS_OF)
    mark(village)
    perdes("collect", village, "--accept", AS_OF)
    last = values(village, "Realisasi")[-1]
    assert (last[0], last[2], last[5]) == (501, "K-01", 12)
    assert last[1], "its check is there"
    assert openpyxl.load_workbook(village)["Realisasi"].cell(505, headers["Tanggal"]).is_date


def test_everything_else_in_the_workbook_stays(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    """A first collect adds a tab; after that only the inbox's own part changes."""
    fill(sent / COPY, back / "a.xlsx", REPORT)
    perdes("collect", village, "--from", back, AS_OF)
    before = _parts(village)
    fill(sent / OTHER, back / "b.xlsx", {"Laporan Anda": {"H7": 7, "I7": dt.date(2026, 6, 28)}})
    perdes("collect", village, "--from", back, AS_OF)
    after = _parts(village)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert len([name for name in changed if name.startswith("xl/worksheets/sheet")]) == 1
    assert not [name for name in changed if "sharedStrings" in name or "styles" in name]


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_wrong_use(perdes: Runner, village: Path, tmp_path: Path) -> None:
    assert perdes("collect", village).code == 2
    assert perdes("collect", village, "--from", tmp_path / "tidak ada").code == 2


def test_a_formula_that_nobody_calculated_is_refused(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    workbook = openpyxl.load_workbook(sent / COPY)
    workbook["Laporan Anda"]["H7"], workbook["Laporan Anda"]["I7"] = "=6*2", dt.date(2026, 6, 29)
    workbook["Tanggapan"]["C7"] = "=A1"
    workbook.save(back / "a.xlsx")
    assert perdes("collect", village, "--from", back, AS_OF).code == 1
    assert [entry[STATE] for entry in inbox(village)] == ["■ Ditolak", "■ Ditolak"]


def test_a_workbook_last_saved_by_libreoffice(perdes: Runner, village: Path, sent: Path, back: Path) -> None:
    """Its cells are written otherwise, its prepared rows too; the inbox and the new row fit in all the same."""
    saved = resave(village, village.parent / "lo")
    fill(sent / COPY, back / "a.xlsx", REPORT)
    perdes("collect", saved, "--from", back, AS_OF)
    mark(saved)
    assert perdes("collect", saved, "--accept", AS_OF).code == 0
    rows = [row for row in values(saved, "Realisasi") if row[2] == "K-01"]
    assert [(row[0], row[5]) for row in rows] == [(1, 8), (3, 12)]
    assert rows[-1][4] == dt.datetime(2026, 6, 29)  # noqa: DTZ001


def test_the_workbook_stays_sound(
    perdes: Runner, village: Path, sent: Path, back: Path, ooxml_validator: Validate
) -> None:
    """Microsoft's validator finds nothing in what share, collect and --accept have written."""
    fill(sent / COPY, back / "a.xlsx", REPORT)
    perdes("collect", village, "--from", back, AS_OF)
    assert ooxml_validator(village) == []
    content = resaved_marks(village)
    village.write_bytes(content)
    perdes("collect", village, "--accept", AS_OF)
    assert [row[5] for row in values(village, "Realisasi") if row[2] == "K-01"] == [8, 12]
    assert ooxml_validator(village) == []


def resaved_marks(village: Path) -> bytes:
    """The workbook with a Ya typed into the first entry's cell, every other byte of its parts as it was."""
    source = zipfile.ZipFile(village)
    target = io.BytesIO()
    with source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            if b"Terima?" in data and name.startswith("xl/worksheets/"):
                marked = re.sub(
                    rb'<c r="A5"( s="\d+")?/>', rb'<c r="A5"\1 t="inlineStr"><is><t>Ya</t></is></c>', data, count=1
                )
                assert marked != data
                data = marked
            package.writestr(name, data)
    return target.getvalue()
