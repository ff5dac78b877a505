"""Owned tabs and looks that someone deleted or renamed come back as a fresh workbook has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import WritePlan
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook
from tests.xlsx import books
from tests.xlsx.test_reading import strict

Validate = Callable[..., list[str]]


def without(path: Path, *titles: str) -> Path:
    """The workbook after someone deleted tabs in a program that keeps nothing of them."""
    book = openpyxl.load_workbook(path)
    for title in titles:
        del book[title]
    book.save(path)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return books.make(tmp_path / "desa.xlsx")


@pytest.mark.parametrize("title", ["Ringkasan", "Daftar", "_data", "_looks"])
def test_a_deleted_tab_comes_back_in_its_place_with_its_look(path: Path, title: str, ooxml_validator: Validate) -> None:
    whole = openpyxl.load_workbook(path)
    before = set(ooxml_validator(without(path, title)))
    written = books.opened(path).write(books.plan())
    assert written.changed
    assert written.restored == [title]
    back = openpyxl.load_workbook(path)
    assert back.sheetnames == whole.sheetnames
    assert [sheet.sheet_state for sheet in back] == [sheet.sheet_state for sheet in whole]
    for column in "AB":
        assert back[title].column_dimensions[column].width == whole[title].column_dimensions[column].width
    assert back[title].page_setup.orientation == whole[title].page_setup.orientation
    assert back["Daftar"]["A4"].fill.fgColor.rgb == "FF0B4F4A"
    assert back["Daftar"]["B5"].font.color.rgb == "FF7A3300"
    assert len(back["Ringkasan"]._charts) == 1
    [rule] = next(iter(back["Daftar"].conditional_formatting)).rules
    assert rule.dxf.fill.bgColor.rgb == "FFFADFCF"
    assert not set(ooxml_validator(path)) - before
    content = path.read_bytes()
    assert not books.opened(path).write(books.plan()).changed
    assert path.read_bytes() == content


def test_all_tabs_at_once(path: Path, ooxml_validator: Validate) -> None:
    theirs = set(ooxml_validator(without(path, "Ringkasan", "Daftar", "_data", "_looks")))
    written = books.opened(path).write(books.plan())
    assert set(written.restored) == {"Ringkasan", "Daftar", "_data", "_looks"}
    assert openpyxl.load_workbook(path).sheetnames == ["Ringkasan", "Perjanjian", "Daftar", "_data", "_looks"]
    assert not set(ooxml_validator(path)) - theirs


def test_a_tab_that_comes_back_has_the_footer_of_the_others(tmp_path: Path) -> None:
    """It names the village, and perhaps what the office added; the fresh workbook knows neither."""

    def footer(text: str) -> books.Decorate:
        return lambda _, sheets: [sheets[title].set_footer(text) for title in ("Ringkasan", "Perjanjian")]

    path = books.make(tmp_path / "desa.xlsx", footer("&LDesa Suka && Maju&R&P"))
    without(path, "Ringkasan")
    fresh = XlsxWorkbook(path, fresh=lambda _: books.content(footer("&R&P")), backups=0)
    assert fresh.write(books.plan()).restored == ["Ringkasan"]
    back = openpyxl.load_workbook(path)
    assert back["Ringkasan"].oddFooter.left.text == "Desa Suka && Maju"
    assert back["Ringkasan"].oddFooter.right.text == "&P"
    assert back["Daftar"].oddFooter.left.text is None


@pytest.mark.parametrize("gone", [False, True])
def test_a_tab_of_that_name_that_is_no_worksheet_is_in_the_way(tmp_path: Path, gone: bool) -> None:
    """A second one of the name would make the file damaged. So it would if one that leads nowhere led to it."""
    path = books.make(tmp_path / "desa.xlsx", lambda book, _: book.add_chartsheet("Agenda").set_chart(_chart(book)))
    old = books.parts(path)
    named = old["xl/workbook.xml"].replace(b'name="Ringkasan"', b'name="Dulu"').replace(b'"Agenda"', b'"Ringkasan"')
    rels = old["xl/_rels/workbook.xml.rels"]
    if gone:
        rels = re.sub(rb'<Relationship Id="rId6"[^>]*chartsheet[^>]*>', b"", rels)
        assert rels != old["xl/_rels/workbook.xml.rels"]
    books.rezip(path, {"xl/workbook.xml": named, "xl/_rels/workbook.xml.rels": rels})
    before = path.read_bytes()
    with pytest.raises(WorkbookError) as error:
        books.opened(path).write(books.plan())
    assert (error.value.message, error.value.values) == ("error.tab_in_the_way", {"tab": "Ringkasan"})
    assert path.read_bytes() == before
    books.rezip(path, {"xl/workbook.xml": named.replace(b'"Ringkasan"', b'"Grafik"')})
    assert books.opened(path).write(books.plan()).restored == ["Ringkasan"]
    leads = re.findall(rb'name="(\w+)"[^>]*r:id="(\w+)"', books.parts(path)["xl/workbook.xml"])
    assert len({id for _, id in leads}) == len(leads) == 7


def _chart(book: Any) -> Any:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Ringkasan!$B$2:$B$4"})
    return chart


def test_a_renamed_tab_stays_as_the_users_own(path: Path) -> None:
    workbook = books.parts(path)["xl/workbook.xml"].replace(b'name="Daftar"', b'name="Daftar 2025"')
    books.rezip(path, {"xl/workbook.xml": workbook})
    assert books.opened(path).write(books.plan()).restored == ["Daftar"]
    assert openpyxl.load_workbook(path).sheetnames == [
        "Ringkasan",
        "Perjanjian",
        "Daftar",
        "Daftar 2025",
        "_data",
        "_looks",
    ]


def test_capital_letters_in_a_title_do_not_make_another_tab(path: Path) -> None:
    workbook = books.parts(path)["xl/workbook.xml"].replace(b'name="Daftar"', b'name="DAFTAR"')
    books.rezip(path, {"xl/workbook.xml": workbook})
    assert not books.opened(path).write(books.plan()).restored
    assert openpyxl.load_workbook(path)["DAFTAR"]["A5"].value == "001"


def test_reordered_tabs_stay_where_the_user_put_them(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.move_sheet("Daftar", -2)
    book.save(path)
    books.opened(path).write(books.plan())
    back = openpyxl.load_workbook(path)
    assert back.sheetnames == ["Daftar", "Ringkasan", "Perjanjian", "_data", "_looks"]
    assert back["Perjanjian"].print_area == "'Perjanjian'!$A$1:$E$7"


def test_names_of_other_tabs_stay_with_them(tmp_path: Path) -> None:
    """A tab that comes back before others moves them on: names of a tab's own count tabs by their place."""

    def decorate(book: Any, sheets: Any) -> None:
        for title in ("Perjanjian", "Daftar"):
            sheets[title].print_area("A1:B2")
        book.define_name("Perjanjian!saya", "=Perjanjian!$A$1")
        sheets["Daftar"].activate()

    path = books.make(tmp_path / "desa.xlsx", decorate)
    workbook, rels = books.parts(path)["xl/workbook.xml"], books.parts(path)["xl/_rels/workbook.xml.rels"]
    workbook = re.sub(rb'<sheet name="Ringkasan"[^>]*>', b"", workbook)
    for old, new in ((1, 0), (2, 1)):
        workbook = workbook.replace(b'localSheetId="%d"' % old, b'localSheetId="%d"' % new)
    rels = re.sub(rb'<Relationship Id="rId1"[^>]*>', b"", rels)
    books.rezip(
        path,
        {"xl/workbook.xml": workbook.replace(b'activeTab="2"', b'activeTab="1"'), "xl/_rels/workbook.xml.rels": rels},
    )
    books.opened(path).write(books.plan())
    back = openpyxl.load_workbook(path)
    assert back.sheetnames[0] == "Ringkasan"
    assert "saya" in back["Perjanjian"].defined_names
    assert back["Perjanjian"].print_area == "'Perjanjian'!$A$1:$E$7"
    assert back["Daftar"].print_title_rows == "$4:$4"
    assert back.active.title == "Daftar"
    assert [bool(sheet.sheet_view.tabSelected) for sheet in back] == [False, False, True, False, False]


def test_names_that_led_to_a_deleted_tab_lead_there_again(tmp_path: Path) -> None:
    """The lists of dropdowns stand in `_looks` under names of their own, which no plan knows."""

    def decorate(book: Any, _: Any) -> None:
        book.define_name("pilihan", "=_looks!$D$1:$D$3")

    path = books.make(tmp_path / "desa.xlsx", decorate)
    old = books.parts(path)
    workbook = re.sub(rb'<sheet name="_looks"[^>]*>', b"", old["xl/workbook.xml"]).replace(b"_looks!$D$1", b"#REF!$D$1")
    rels = re.sub(rb'<Relationship Id="rId5"[^>]*>', b"", old["xl/_rels/workbook.xml.rels"])
    books.rezip(path, {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": rels})
    workbook_again = XlsxWorkbook(path, fresh=lambda _: books.content(decorate), backups=0)
    assert workbook_again.write(books.plan()).restored == ["_looks"]
    assert openpyxl.load_workbook(path).defined_names["pilihan"].value == "_looks!$D$1:$D$3"


def test_a_look_that_is_missing_is_added(path: Path, ooxml_validator: Validate) -> None:
    looks = books.parts(path)["xl/worksheets/sheet5.xml"]
    strings = books.parts(path)["xl/sharedStrings.xml"].replace(b"<t>late</t>", b"<t>dulu</t>")
    books.rezip(path, {"xl/sharedStrings.xml": strings})
    books.opened(path).write(books.plan())
    after = books.parts(path)["xl/worksheets/sheet5.xml"]
    assert after.startswith(looks[: looks.index(b"</sheetData>")])
    back = openpyxl.load_workbook(path)
    assert back["_looks"]["A6"].value == "late"
    assert back["Daftar"]["B5"].fill.fgColor.rgb == "FFFADFCF"
    assert not ooxml_validator(path)
    assert not books.opened(path).write(books.plan()).changed


@pytest.mark.parametrize(("strictly", "stray"), [(False, None), (True, None), (False, b"<styleSheet/>")])
def test_a_workbook_without_any_styles_gets_the_ones_that_are_needed(
    tmp_path: Path, ooxml_validator: Validate, strictly: bool, stray: bytes | None
) -> None:
    """Some programs write none, and Excel opens it; a part to which nothing leads doesn't count, and stays."""
    path = books.make(tmp_path / "desa.xlsx")
    old = books.parts(path)
    bare = {name: re.sub(rb' s="\d+"| dxfId="\d+"', b"", data) for name, data in old.items() if "/sheet" in name}
    bare["xl/_rels/workbook.xml.rels"] = re.sub(
        rb"<Relationship [^>]*/styles[^>]*>", b"", old["xl/_rels/workbook.xml.rels"]
    )
    bare["[Content_Types].xml"] = re.sub(rb"<Override [^>]*styles[^>]*>", b"", old["[Content_Types].xml"])
    books.rezip(path, {**bare, "xl/styles.xml": stray})
    if strictly:
        strict(path)
    same = books.parts(path)
    assert not books.opened(path).write(WritePlan("id")).changed
    books.rezip(path, {"xl/workbook.xml": same["xl/workbook.xml"].replace(b'name="Daftar"', b'name="Lama"')})
    before = set(ooxml_validator(path, "Microsoft365"))
    assert books.opened(path).write(books.plan()).restored == ["Daftar"]
    assert books.parts(path)["xl/styles1.xml" if stray else "xl/styles.xml"].count(b"<dxf>") == 1
    assert stray in (None, books.parts(path)["xl/styles.xml"])
    assert not set(ooxml_validator(path, "Microsoft365")) - before
    assert not books.opened(path).write(books.plan()).changed


def test_a_specimen_that_the_village_changed_is_followed(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["_looks"]["B4"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF123456")
    book.save(path)
    books.opened(path).write(books.plan())
    assert openpyxl.load_workbook(path)["Daftar"]["B5"].fill.fgColor.rgb == "FF123456"


def test_a_strict_file_gets_strict_parts(tmp_path: Path, ooxml_validator: Validate) -> None:
    path = strict(books.make(tmp_path / "desa.xlsx"))
    workbook = re.sub(rb'<sheet name="Ringkasan"[^>]*>', b"", books.parts(path)["xl/workbook.xml"])
    rels = re.sub(rb'<Relationship Id="rId1"[^>]*>', b"", books.parts(path)["xl/_rels/workbook.xml.rels"])
    books.rezip(path, {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": rels})
    before = set(ooxml_validator(path, "Microsoft365"))
    assert books.opened(path).write(books.plan()).restored == ["Ringkasan"]
    package = Package.open(path)
    for part in package.names():
        if part.startswith("xl/") and part.endswith(".xml") and part not in ("xl/theme/theme1.xml",):
            assert b"schemas.openxmlformats.org/spreadsheetml" not in package.read(part), part
    assert not set(ooxml_validator(path, "Microsoft365")) - before
