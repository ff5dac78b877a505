"""Workbooks that LibreOffice or openpyxl saved last are read and synced like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perdes_sheets.workbooks.base import OURS, UNCACHED
from tests.tools import libreoffice
from tests.xlsx import books
from tests.xlsx.books import DAYS, FIRST, STATUS

Save = Callable[[Path, Path], Path]


def by_openpyxl(path: Path, folder: Path) -> Path:
    """openpyxl keeps formulas and drops their cached values."""
    folder.mkdir()
    openpyxl.load_workbook(path).save(folder / path.name)
    return folder / path.name


@pytest.mark.parametrize("save", [by_openpyxl, libreoffice.resave])
def test_a_workbook_that_another_program_saved(
    tmp_path: Path, save: Save, ooxml_validator: Callable[..., list[str]]
) -> None:
    path = books.make(tmp_path / "desa.xlsx", _decorate)
    books.opened(path).write(books.plan())
    saved = save(path, tmp_path / "saved")
    theirs = set(ooxml_validator(saved))

    workbook = books.opened(saved)
    rows = workbook.read()["Perjanjian"].rows
    markers = {STATUS: "pd_agreements_status", DAYS: "pd_agreements_days"}
    assert rows[FIRST - 1][:2] == ["001", "Air bersih"]
    assert rows[FIRST - 1][STATUS] == (UNCACHED if save is by_openpyxl else "✓ Aktif")
    assert set(workbook.automatic("Perjanjian", markers, FIRST)[STATUS]) == {OURS}
    # LibreOffice keeps all that a sync wrote, so there is nothing to write; openpyxl lost the cached values.
    assert workbook.write(books.plan()).changed is (save is by_openpyxl)

    new = books.plan(
        owned=[replace(books.SUMMARY, rows=[*books.SUMMARY.rows[:3]]), books.LIST, books.DATA],
        automatic={"Perjanjian": books.automatic(["■ Berakhir", "✓ Aktif", "–"], [1, 2, 3.25])},
    )
    assert books.opened(saved).write(new).changed
    found = books.opened(saved).read()
    assert [row[STATUS] for row in found["Perjanjian"].rows[FIRST - 1 : FIRST + 2]] == ["■ Berakhir", "✓ Aktif", "–"]
    assert [row[DAYS] for row in found["Perjanjian"].rows[FIRST - 1 : FIRST + 2]] == [1, 2, 3.25]
    assert [row[0] for row in found["Ringkasan"].rows if row[0]] == ["Ringkasan", "Baik", "=1+1"]
    back = openpyxl.load_workbook(saved)
    assert back["Daftar"]["A4"].fill.fgColor.rgb == "FF0B4F4A"
    assert back["Perjanjian"]["B5"].comment is not None
    assert not books.opened(saved).write(new).changed
    assert not set(ooxml_validator(saved)) - theirs


def _decorate(_: Any, sheets: Mapping[str, Any]) -> None:
    sheets["Perjanjian"].write_comment("B5", "tanya dulu")


def test_libreoffice_calculates_what_was_cached(tmp_path: Path) -> None:
    """Formulas calculated anew have the values that a sync cached: `_data` and its names are as they need them."""
    path = books.make(tmp_path / "desa.xlsx")
    books.opened(path).write(
        books.plan(automatic={"Perjanjian": books.automatic(["✓"] * 3 + ["–"] * 5, [""] * 3 + ["–"] * 5)})
    )
    cached = books.opened(path).read()["Perjanjian"].rows
    found = libreoffice.recalculated(path)["Perjanjian"]
    assert [row[STATUS : DAYS + 1] for row in found[FIRST - 1 :]] == [
        row[STATUS : DAYS + 1] for row in cached[FIRST - 1 :]
    ]


def test_libreoffice_prints_the_areas(tmp_path: Path) -> None:
    path = books.make(tmp_path / "desa.xlsx")
    books.opened(path).write(books.plan())
    assert len(libreoffice.pages(path, tmp_path / "pages")) == 3  # one for each tab that isn't hidden
