"""Owned tabs: rows, links, filter and ranges are replaced, all else stays; what is there already isn't touched."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.workbooks.base import ErrorValue, Link, Out, OwnedTab, WritePlan
from perdes_sheets.workbooks.xlsx.links import safe_url
from tests.xlsx import books

SUMMARY, LIST = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"


def owned(*tabs: OwnedTab) -> WritePlan:
    return WritePlan("id", owned=tabs)


def frame(xml: bytes) -> bytes:
    """A worksheet part without rows, links, filter, dimension and the ranges of conditional formats."""
    for gone in (
        rb"<sheetData>.*</sheetData>|<sheetData/>",
        rb"<hyperlinks.*</hyperlinks>",
        rb"<autoFilter[^>]*>",
        rb"<dimension[^>]*>",
        rb'sqref="[^"]*"',
    ):
        xml = re.sub(gone, b"", xml, flags=re.DOTALL)
    return xml


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return books.make(tmp_path / "desa.xlsx")


def test_the_whole_plan(path: Path, ooxml_validator: Callable[..., list[str]]) -> None:
    before = books.parts(path)
    written = books.opened(path).write(books.plan())
    after = books.parts(path)
    assert written.changed
    assert not written.restored
    assert {name for name in after if after[name] != before.get(name)} == {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml",
        "xl/worksheets/sheet4.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/charts/chart1.xml",
    }  # fmt: skip
    assert frame(after[SUMMARY]) == frame(before[SUMMARY])
    assert frame(after[LIST]) == frame(before[LIST])
    for version in ("Office2010", "Microsoft365"):
        assert not ooxml_validator(path, version)
    content = path.read_bytes()
    assert not books.opened(path).write(books.plan()).changed
    assert path.read_bytes() == content


def test_values_looks_and_heights(path: Path) -> None:
    outs = [
        [
            Out("teks", "text"),
            Out(1.25, "late"),
            Out(dt.date(2026, 3, 1), "date"),
            Out(True, "text"),
            Out(None, "late"),
            None,
            Out(blank=True),
        ]
    ]
    books.opened(path).write(owned(OwnedTab("x", "Daftar", outs, {1: 42.5})))
    sheet = openpyxl.load_workbook(path)["Daftar"]
    day = sheet["C1"].value.date()
    assert [cell.value for cell in sheet[1] if cell is not sheet["C1"]] == ["teks", 1.25, True, None, None, '=""']
    assert day == dt.date(2026, 3, 1)
    assert sheet["B1"].fill.fgColor.rgb == "FFFADFCF"
    assert sheet["E1"].fill.fgColor.rgb == "FFFADFCF"
    assert sheet["C1"].number_format == "dd mmm yyyy"
    assert sheet.row_dimensions[1].height == 42.5
    assert sheet.column_dimensions["A"].width == pytest.approx(33, abs=1)
    assert b'<dimension ref="A1:G1"/>' in books.parts(path)[LIST]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "=cmd|' /C calc'!A0", " x ", "a\nb", "_x0041_", "x\x07", "<&>\"'", "😀"],
)
def test_what_someone_typed_never_becomes_a_formula(path: Path, text: str) -> None:
    books.opened(path).write(owned(OwnedTab("x", "Daftar", [[Out(text, "text", Link(tab="Perjanjian"))]])))
    assert books.opened(path).read()["Daftar"].rows[0][0] == text
    cell = openpyxl.load_workbook(path)["Daftar"]["A1"]
    assert b"<f>" not in books.parts(path)[LIST]
    assert cell.data_type == "s" or text.startswith("=")  # openpyxl takes any text for a formula that starts so


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    from perdes_sheets.workbooks.xlsx import cells, xml

    root = xml.parse(f'<t xml:space="preserve">{cells.content(text)}</t>'.encode(), "t")
    assert cells.meant(root.text or "") == text


def test_a_text_longer_than_a_cell_is_cut(path: Path) -> None:
    books.opened(path).write(owned(OwnedTab("x", "Daftar", [[Out("a" * 40_000, "text")]])))
    found = books.opened(path).read()["Daftar"].rows[0][0]
    assert isinstance(found, str)
    assert (len(found), found[-1]) == (32_767, "…")


def test_links_lead_inside_and_outside(path: Path) -> None:
    books.opened(path).write(books.plan())
    sheet = openpyxl.load_workbook(path)["Ringkasan"]
    assert sheet["A3"].hyperlink.location == "Perjanjian!A5"
    assert sheet["A4"].hyperlink.target == "https://contoh.id/?a=1&b=2"
    fewer = replace(books.SUMMARY, rows=books.SUMMARY.rows[:3])
    books.opened(path).write(books.plan(owned=[fewer, books.LIST, books.DATA]))
    assert b"contoh.id" not in books.parts(path)["xl/worksheets/_rels/sheet1.xml.rels"]
    assert b"drawing" in books.parts(path)["xl/worksheets/_rels/sheet1.xml.rels"]


def test_links_to_tabs_whose_titles_need_quotes(path: Path, ooxml_validator: Callable[..., list[str]]) -> None:
    tab = OwnedTab(
        "x", "Daftar", [[Out("a", "text", Link(tab=title, cell="B2")) for title in ("Desa O'Neil & Co", "A1", "Mitra")]]
    )
    books.opened(path).write(owned(tab))
    locations = re.findall(rb'location="([^"]*)"', books.parts(path)[LIST])
    assert locations == [b"'Desa O''Neil &amp; Co'!B2", b"'A1'!B2", b"Mitra!B2"]
    assert not ooxml_validator(path)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://contoh.id/a?b=c&d=e#f", "https://contoh.id/a?b=c&d=e#f"),
        ("http://contoh.id/a b", "http://contoh.id/a%20b"),
        ("https://contoh.id/100%", "https://contoh.id/100%25"),
        ("https://contoh.id/%20", "https://contoh.id/%20"),
        ("https://contoh.id/[1]#a#b", "https://contoh.id/%5B1%5D#a%23b"),
        ("https://contoh.id/désa", "https://contoh.id/d%C3%A9sa"),
        ("https://désa.id/", "https://xn--dsa-bma.id/"),
        ("mailto:desa@contoh.id", "mailto:desa@contoh.id"),
        ("javascript:alert(1)", None), ("file:///etc/passwd", None), ("\\\\server\\x", None), ("ftp://contoh.id", None),
        ("https://", None), ("https://[bad", None), ("http://a b/", None), ("mailto:x", None), ("contoh.id", None),
        ("https://contoh.id/" + "a" * 3000, None), ("data:text/html,x", None), ("https:contoh.id", None), ("", None),
    ],
)  # fmt: skip
def test_only_some_addresses_become_links(url: str, safe: str | None) -> None:
    assert safe_url(url) == safe


@given(st.text(max_size=40))
def test_an_address_that_becomes_a_link_is_one(rest: str) -> None:
    found = safe_url("https://contoh.id/" + rest)
    assert found is None or re.fullmatch(
        r"https://contoh\.id/[\w\-.~%/?:@!$&'()*+,;=]*(?:#[\w\-.~%/?:@!$&'()*+,;=]*)?", found, re.ASCII
    )


def test_more_links_than_excel_takes(path: Path) -> None:
    rows = [[Out("x", "text", Link(tab="Perjanjian", cell=f"A{n}"))] for n in range(1, 65_600)]
    books.opened(path).write(owned(OwnedTab("x", "Daftar", rows)))
    assert books.parts(path)[LIST].count(b"<hyperlink ") == 65_530


def test_the_filter_and_the_formats_below_it_reach_the_last_row(path: Path) -> None:
    books.opened(path).write(owned(books.LIST))
    after = books.parts(path)
    assert re.search(rb'<autoFilter ref="A4:B9"/>', after[LIST])
    assert re.search(rb'<conditionalFormatting sqref="A5:B9">', after[LIST])
    assert b"Daftar!$A$4:$B$9</definedName>" in after["xl/workbook.xml"]


def test_data_bars_and_other_formats_of_newer_excels_reach_the_last_row_too(
    tmp_path: Path, ooxml_validator: Callable[..., list[str]]
) -> None:
    """Both halves of a data bar, what is above the list stays, and so do sparklines, whose ranges look alike."""

    def decorate(_: object, sheets: Mapping[str, Any]) -> None:
        for area in ("B5:B6", "D1:D2"):
            sheets["Daftar"].conditional_format(area, {"type": "data_bar", "data_bar_2010": True})
        sheets["Daftar"].add_sparkline("C5", {"range": "Daftar!A5:B5"})

    path = books.make(tmp_path / "desa.xlsx", decorate)
    before = books.parts(path)[LIST]
    books.opened(path).write(owned(books.LIST))
    after = books.parts(path)[LIST]
    bars = re.findall(rb"dataBar2?.*?<xm:sqref>([^<]*)</xm:sqref></x14:conditionalFormatting>", after)
    assert bars == [b"B5:B9", b"D1:D2"]
    assert set(re.findall(rb'<conditionalFormatting sqref="([^"]*)">', after)) == {b"A5:B9", b"B5:B9", b"D1:D2"}
    assert after.split(b"<extLst>")[1] == before.split(b"<extLst>")[1].replace(b"B5:B6<", b"B5:B9<")
    assert not ooxml_validator(path)


def test_rows_that_someone_filtered_out_show_again_when_they_change(path: Path) -> None:
    books.opened(path).write(owned(books.LIST))
    column = b'<filterColumn colId="0"><filters><filter val="001"/></filters></filterColumn>'
    chosen = b'<autoFilter ref="A4:B9">%b</autoFilter>' % column
    sheet = (
        books.parts(path)[LIST]
        .replace(b'<autoFilter ref="A4:B9"/>', chosen)
        .replace(b'<row r="6"', b'<row r="6" hidden="1"')
    )
    books.rezip(path, {LIST: sheet})
    assert not books.opened(path).write(owned(books.LIST)).changed
    more = replace(books.LIST, rows=[*books.LIST.rows[:-1], [Out("009", "text"), Out("–", "late")]])
    assert books.opened(path).write(owned(more)).changed
    assert b'<autoFilter ref="A4:B9"/>' in books.parts(path)[LIST]
    assert b"hidden" not in books.parts(path)[LIST]


def test_charts_on_an_owned_tab_keep_the_new_values(path: Path) -> None:
    before = books.parts(path)["xl/charts/chart1.xml"]
    books.opened(path).write(books.plan())
    after = books.parts(path)["xl/charts/chart1.xml"]
    assert re.findall(rb"<c:v>([^<]*)</c:v>", after) == [b"Baik", b"=1+1", b"Terlambat", b"2", b"1.5", b"0"]
    cache = re.compile(rb"<c:(str|num)Cache>.*?</c:\1Cache>", re.DOTALL)
    assert cache.sub(b"", after) == cache.sub(b"", before)


def test_a_chart_that_keeps_the_same_in_another_spelling_is_left_alone(path: Path) -> None:
    books.opened(path).write(books.plan())
    chart = books.parts(path)["xl/charts/chart1.xml"]
    spelt = chart.replace(b'<c:ptCount val="3"/>', b'<c:ptCount val="3" />').replace(
        b"<c:v>1.5</c:v>", b"<c:v>1.50</c:v>"
    )
    assert spelt != chart
    books.rezip(path, {"xl/charts/chart1.xml": spelt})
    assert not books.opened(path).write(books.plan()).changed


LEVELS = (
    '<c:multiLvlStrRef><c:f>Ringkasan!{area}</c:f><c:multiLvlStrCache><c:ptCount val="{count}"/><c:lvl><c:pt idx="0">'
    "<c:v>lama</c:v></c:pt></c:lvl><c:lvl/></c:multiLvlStrCache></c:multiLvlStrRef>"
)
"""A chart's categories of two levels, as Excel keeps them."""


@pytest.mark.parametrize(
    ("area", "count", "levels"),
    [
        ("$A$2:$B$4", 3, [["2", "1.5", "0"], ["Baik", "=1+1", "Terlambat"]]),
        ("$A$1:$C$2", 3, [["Baik", "2"], ["Ringkasan"]]),
        ("$A$2:$B$3", 2, [["2", "1.5"], ["Baik", "=1+1"]]),
    ],
)
def test_categories_of_several_levels_keep_the_new_values(
    path: Path, ooxml_validator: Callable[..., list[str]], area: str, count: int, levels: list[list[str]]
) -> None:
    """The level next to the axis comes first, in columns and in rows; an empty cell is no point."""
    chart = books.parts(path)["xl/charts/chart1.xml"].decode()
    several = re.sub("<c:strRef>.*?</c:strRef>", LEVELS.format(area=area, count=count), chart)
    books.rezip(path, {"xl/charts/chart1.xml": several.encode()})
    books.opened(path).write(books.plan())
    after = books.parts(path)["xl/charts/chart1.xml"].decode()
    found = re.findall("<c:lvl>(.*?)</c:lvl>", after)
    assert [re.findall("<c:v>([^<]*)</c:v>", level) for level in found] == levels
    caches = re.compile("<c:multiLvlStrCache>.*</c:multiLvlStrCache>|<c:numCache>.*</c:numCache>")
    assert caches.sub("", after) == caches.sub("", several)
    assert after.count(f'<c:ptCount val="{count}"/>') >= 1
    assert not ooxml_validator(path)
    assert not books.opened(path).write(books.plan()).changed


def instead_of_a2(path: Path, theirs: str) -> str:
    """Put `theirs` in the place of the summary's A2, as a sync wrote it; its style."""
    books.opened(path).write(books.plan())
    sheet = books.parts(path)[SUMMARY].decode()
    ours = re.search(r'<c r="A2" s="(\d+)".*?</c>', sheet)
    assert ours
    books.rezip(path, {SUMMARY: sheet.replace(ours[0], theirs.format(s=ours[1])).encode()})
    return ours[1]


@pytest.mark.parametrize(
    ("theirs", "changed"),
    [
        ('<c r="A2" s="{s}" t="str"><v>Baik</v></c>', False),
        ('<c r="A2" s="{s}" t="inlineStr"><is><r><t>Ba</t></r><r><t>ik</t></r></is></c>', False),
        ('<c r="A2" s="0" t="inlineStr"><is><t>Baik</t></is></c>', True),
        ('<c r="A2" s="{s}" t="str"><f>"Ba"&amp;"ik"</f><v>Baik</v></c>', True),
        ('<c r="A2" s="{s}" t="inlineStr"><is><t>Buruk</t></is></c>', True),
        ('<c r="A2" s="{s}"/>', True),
        ('<c r="A2" s="{s}"><v>1x</v></c>', True),
    ],
)  # fmt: skip
def test_what_someone_did_to_a_cell_is_undone(path: Path, theirs: str, changed: bool) -> None:
    """Another value, look or formula is; another way to write the same isn't."""
    style = instead_of_a2(path, theirs)
    assert books.opened(path).write(books.plan()).changed is changed
    assert re.search(r'<c r="A2" s="(\d+)".*?</c>', books.parts(path)[SUMMARY].decode())[1] == style


@pytest.mark.parametrize(
    ("theirs", "changed"),
    [
        ('<c s="{s}" t="inlineStr" r="A2"><is><t>Baik</t></is></c>', False),
        ('<c s="{s}" t="inlineStr" r="A2"><is><t>Buruk</t></is></c>', True),
        ('<c r="A2" s="{s}" t="inlineStr"><is><t>Baik</t></is></c><c t="n" r="Z2"><v>1</v></c>', True),
    ],
)
def test_a_cell_in_a_spelling_of_its_own_is_seen(path: Path, theirs: str, changed: bool) -> None:
    """Attributes in another order: what it says counts, wherever it stands."""
    instead_of_a2(path, theirs)
    assert books.opened(path).write(books.plan()).changed is changed
    assert not books.opened(path).write(books.plan()).changed


def test_a_number_is_not_a_text_of_digits(path: Path) -> None:
    books.opened(path).write(owned(OwnedTab("x", "Daftar", [[Out("1", "text")]])))
    assert books.opened(path).write(owned(OwnedTab("x", "Daftar", [[Out(True, "text")]]))).changed
    assert books.opened(path).write(owned(OwnedTab("x", "Daftar", [[Out(1, "text")]]))).changed
    assert books.opened(path).read()["Daftar"].rows[0][0] == 1.0


def test_an_error_stays_one(path: Path) -> None:
    books.opened(path).write(owned(OwnedTab("x", "Daftar", [[Out(ErrorValue("#N/A"), "text")]])))
    assert books.opened(path).read()["Daftar"].rows[0][0] == ErrorValue("#N/A")


def test_a_table_over_rows_that_moved_does_without_its_header(
    tmp_path: Path, ooxml_validator: Callable[..., list[str]]
) -> None:
    path = books.make(
        tmp_path / "desa.xlsx",
        lambda book, sheets: sheets["Ringkasan"].add_table(
            "A3:B6", {"columns": [{"header": "Nomor"}, {"header": "Status"}]}
        ),
    )  # fmt: skip
    same = replace(books.SUMMARY, rows=[*books.SUMMARY.rows[:2], [Out("Nomor", "header"), Out("Status", "header")]])
    table = books.parts(path)["xl/tables/table1.xml"]
    books.opened(path).write(owned(same))
    assert books.parts(path)["xl/tables/table1.xml"] == table
    books.opened(path).write(owned(books.SUMMARY))
    moved = books.parts(path)["xl/tables/table1.xml"]
    assert b'ref="A4:B6"' in moved
    assert b'headerRowCount="0"' in moved
    assert b"autoFilter" not in moved
    assert not ooxml_validator(path)


def test_print_areas_belong_to_their_tab(path: Path) -> None:
    books.opened(path).write(WritePlan("id", print_areas={"Perjanjian": "A1:E7", "Daftar": "A1:B9"}))
    book = openpyxl.load_workbook(path)
    assert book["Perjanjian"].print_area == "'Perjanjian'!$A$1:$E$7"
    assert book["Daftar"].print_area == "'Daftar'!$A$1:$B$9"
    assert book["Daftar"].print_title_rows == "$4:$4"


def test_broken_names_are_repaired_and_new_ones_added(path: Path) -> None:
    workbook = books.parts(path)["xl/workbook.xml"].replace(b"_data!$B$2:$B$4", b"#REF!")
    books.rezip(path, {"xl/workbook.xml": workbook})
    wanted = WritePlan("id", names={"pd_agreements_key": "_data!$B$2:$B$9", "pd_baru": "'_data'!$Z$1"})
    assert books.opened(path).write(wanted).changed
    names = openpyxl.load_workbook(path).defined_names
    assert names["pd_agreements_key"].value == "_data!$B$2:$B$9"
    assert names["pd_baru"].value == "'_data'!$Z$1"
    again = WritePlan("id", names={"PD_agreements_KEY": "'_data'!$B$2:$B$9"})
    assert not books.opened(path).write(again).changed
