"""share, as people use it: shown before it is given, refreshed, and never over a partner's answers."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from perdes_sheets.jobs.share import safe
from tests.cli.conftest import Runner, perdes
from tests.share.conftest import DAY, fill

__all__ = ["perdes"]

AS_OF = f"--as-of={DAY}"
COPY, OTHER = "Sukamaju – BUMDes Maju.xlsx", "Sukamaju – Yayasan Hijau.xlsx"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_nothing_is_given_without_a_yes(perdes: Runner, village: Path, tmp_path: Path) -> None:
    before, out = village.read_bytes(), tmp_path / "kirim"
    ran = perdes("share", village, "--partner", "BUMDes Maju", "--out", out, AS_OF)
    assert "Sukamaju – BUMDes Maju.xlsx" in ran.out, "what would be given is shown first"
    assert "--yes" in ran.err
    assert ran.code == 2
    assert not out.exists()
    assert village.read_bytes() == before


def test_one_partner_gets_its_own(perdes: Runner, village: Path, tmp_path: Path) -> None:
    out = tmp_path / "kirim"
    assert perdes("share", village, "--partner", "bumdes  MAJU", "--out", out, "--yes", AS_OF).code == 0
    assert names(out) == {COPY}


def test_all_that_have_something_to_see(perdes: Runner, village: Path, tmp_path: Path) -> None:
    out = tmp_path / "kirim"
    ran = perdes("share", village, "--all", "--out", out, "--yes", AS_OF)
    assert names(out) == {COPY, OTHER}
    assert "CV Tanpa Perjanjian" in ran.out, "who gets none is said"


def test_an_unknown_partner_is_wrong_use(perdes: Runner, village: Path) -> None:
    ran = perdes("share", village, "--partner", "BUMDes Mundur", "--yes")
    assert ran.code == 2
    assert "BUMDes Maju" in ran.err, "it names those that there are"


def test_the_list_says_who_can_see_what(perdes: Runner, village: Path) -> None:
    assert "Belum ada" in perdes("share", village, "--list").out
    perdes("share", village, "--partner", "BUMDes Maju", "--yes", AS_OF)
    listed = perdes("share", village, "--list").out
    assert "BUMDes Maju" in listed
    assert "Yayasan Hijau" not in listed
    assert "Salinan Mitra" in listed


def test_unchanged_copies_stay_byte_for_byte(perdes: Runner, village: Path, tmp_path: Path) -> None:
    out = tmp_path / "kirim"
    perdes("share", village, "--all", "--out", out, "--yes", AS_OF)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.iterdir()}
    workbook = village.read_bytes()
    assert "sesuai" in perdes("share", village, "--all", "--out", out, "--yes", AS_OF).out
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.iterdir()} == before
    assert village.read_bytes() == workbook


def test_a_sync_refreshes_what_was_given_and_nothing_else(perdes: Runner, village: Path) -> None:
    perdes("share", village, "--partner", "BUMDes Maju", "--yes", AS_OF)
    out = village.parent / "Salinan Mitra"
    before = (out / COPY).read_bytes()
    perdes("sync", village, "--share", AS_OF)
    assert (out / COPY).read_bytes() == before
    workbook = openpyxl.load_workbook(village)
    workbook["Perjanjian"]["C5"] = "Pasar desa baru"
    workbook.save(village)
    perdes("sync", village, AS_OF)
    assert (out / COPY).read_bytes() == before, "only on request"
    perdes("sync", village, "--share", AS_OF)
    assert names(out) == {COPY}, "nobody is given anything new"
    assert openpyxl.load_workbook(out / COPY)["Perjanjian"]["B5"].value == "Pasar desa baru"


def test_answers_are_never_written_over(perdes: Runner, village: Path, tmp_path: Path) -> None:
    out = tmp_path / "kirim"
    perdes("share", village, "--partner", "BUMDes Maju", "--out", out, "--yes", AS_OF)
    fill(out / COPY, out / COPY, {"Laporan Anda": {"H7": 12}})
    answered = (out / COPY).read_bytes()
    ran = perdes("share", village, "--partner", "BUMDes Maju", "--out", out, "--yes", AS_OF)
    assert "collect" in ran.out
    assert (out / COPY).read_bytes() == answered


def test_another_file_of_that_name_is_left_alone(perdes: Runner, village: Path, tmp_path: Path) -> None:
    out = tmp_path / "kirim"
    out.mkdir()
    (out / COPY).write_bytes(b"somebody's work")
    perdes("share", village, "--partner", "BUMDes Maju", "--out", out, "--yes", AS_OF)
    assert (out / COPY).read_bytes() == b"somebody's work"


def test_two_partners_whose_names_look_alike_in_files(perdes: Runner, village: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(village)
    for sheet, cell, old in (("Mitra", "A6", "Yayasan Hijau"), ("Perjanjian", "", "")):
        if cell:
            assert workbook[sheet][cell].value == old
            workbook[sheet][cell] = "BUMDes: Maju"
    for row in workbook["Perjanjian"].iter_rows(min_row=5, max_row=7):
        for each in row:
            if each.value == "Yayasan Hijau":
                each.value = "BUMDes: Maju"
    workbook.save(village)
    out = tmp_path / "kirim"
    for _ in range(2):
        perdes("share", village, "--all", "--out", out, "--yes", AS_OF)
        assert names(out) == {COPY, "Sukamaju – BUMDes Maju (2).xlsx"}
    first = openpyxl.load_workbook(out / COPY)["Perjanjian"]["B5"].value
    assert first == "Pasar desa"


@pytest.mark.parametrize(
    ("name", "file"),
    [("PT A/B", "PT A B"), ("../../etc", "etc"), ("CON", "_CON"), ("a. ", "a"), ('x"y<z>|?*', "x y z"), ("\n\t", "")],
)
def test_names_that_every_system_takes(name: str, file: str) -> None:
    assert safe(name) == file


def test_a_revoked_copy_is_refreshed_no_more(perdes: Runner, village: Path) -> None:
    perdes("share", village, "--all", "--yes", AS_OF)
    assert perdes("share", village, "--partner", "BUMDes Maju", "--revoke", AS_OF).code == 2, "not without a yes"
    ran = perdes("share", village, "--partner", "BUMDes Maju", "--revoke", "--yes", AS_OF)
    assert ran.code == 0
    assert "Salinan Mitra" in ran.out, "it says that the file is still there"
    listed = perdes("share", village, "--list").out
    assert "BUMDes Maju" not in listed
    assert "Yayasan Hijau" in listed
    (village.parent / "Salinan Mitra" / COPY).unlink()
    perdes("sync", village, "--share", AS_OF)
    assert not (village.parent / "Salinan Mitra" / COPY).exists()
    assert perdes("share", village, "--partner", "BUMDes Maju", "--revoke", "--yes", AS_OF).code == 2
