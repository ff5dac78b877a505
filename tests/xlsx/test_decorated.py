"""What people put into their workbook stays, byte for byte: pictures, charts, comments, macros, slicers."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from perdes_sheets.workbooks.xlsx.package import REL, Package
from tests.xlsx import books

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
THREADED = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
X14 = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
GUID = "{6B29FC40-CA47-1067-B31D-00DD010662DA}"

PARTS = {
    # what XlsxWriter can't draw: part -> (related to, type of the relationship, content type, content)
    "xl/persons/person.xml": (
        "xl/workbook.xml", "http://schemas.microsoft.com/office/2017/10/relationships/person",
        "application/vnd.ms-excel.person+xml",
        f'<personList {THREADED}><person displayName="Sekdes" id="{GUID}" userId="s" providerId="None"/></personList>',
    ),
    "xl/threadedComments/threadedComment1.xml": (
        "xl/worksheets/sheet2.xml", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "application/vnd.ms-excel.threadedcomments+xml",
        (f'<ThreadedComments {THREADED}><threadedComment ref="B5" dT="2026-01-02T03:04:05.00" personId="{GUID}" '
        f'id="{GUID}"><text>sudah ditanya?</text></threadedComment></ThreadedComments>'),
    ),
    "xl/slicerCaches/slicerCache1.xml": (
        "xl/workbook.xml", "http://schemas.microsoft.com/office/2007/relationships/slicerCache",
        "application/vnd.ms-excel.slicerCache+xml",
        f'<slicerCacheDefinition {X14} name="Slicer_Status" sourceName="Status"/>',
    ),
    "xl/slicers/slicer1.xml": (
        "xl/worksheets/sheet2.xml", "http://schemas.microsoft.com/office/2007/relationships/slicer",
        "application/vnd.ms-excel.slicer+xml",
        f'<slicers {X14}><slicer name="Status" cache="Slicer_Status" caption="Status" rowHeight="241300"/></slicers>',
    ),
    "xl/pivotCache/pivotCacheDefinition1.xml": (
        "xl/workbook.xml", f"{REL}/pivotCacheDefinition",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
        (f'<pivotCacheDefinition {MAIN} saveData="0" refreshOnLoad="1"><cacheSource type="worksheet"><worksheetSource '
        'ref="A4:E7" sheet="Perjanjian"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>'),
    ),
    "xl/printerSettings/printerSettings1.bin": (
        "xl/worksheets/sheet1.xml", f"{REL}/printerSettings",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings", "\x00\x01binary",
    ),
    "customXml/item1.xml": ("xl/workbook.xml", f"{REL}/customXml", "application/xml", "<catatan>milik desa</catatan>"),
}  # fmt: skip


def decorate(book: Any, sheets: Mapping[str, Any]) -> None:
    """Draw into the owned tabs, the entry tab, and a tab of the user's own."""
    book.add_vba_project(io.BytesIO(b"VBA project, as it were"), is_stream=True)
    for title in ("Ringkasan", "Perjanjian"):
        sheet = sheets[title]
        sheet.insert_image("H2", "logo.png", {"image_data": io.BytesIO(PIXEL)})
        sheet.insert_textbox("H9", "Catatan kepala desa")
        sheet.insert_button("H12", {"macro": "Hitung", "caption": "Hitung"})
        sheet.add_sparkline("G5", {"range": f"{title}!A5:E5"})
        sheet.set_header("&L&G", {"image_left": "logo.png", "image_data_left": io.BytesIO(PIXEL)})
        sheet.conditional_format("A5:A9", {"type": "data_bar", "data_bar_2010": True})
        sheet.ignore_errors({"number_stored_as_text": "A1:A9"})
        sheet.set_h_pagebreaks([20])
    sheets["Perjanjian"].write_comment("B5", "[Threaded comment] sudah ditanya?")
    sheets["Perjanjian"].data_validation("B5:B9", {"validate": "length", "criteria": ">", "value": 0})
    sheets["Perjanjian"].write("G5", "kolom saya")
    sheets["Perjanjian"].write_formula("G6", "=LEN(B6)", None, 6)
    own = book.add_worksheet("Saya")
    own.write_dynamic_array_formula("A1", "=SORT(Perjanjian!B5:B7)")
    own.write_rich_string("C1", "te", book.add_format({"bold": True}), "bal")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Ringkasan!$B$2:$B$4"})
    own.insert_chart("D2", chart)
    own.add_table("A5:B8", {"columns": [{"header": "a"}, {"header": "b"}]})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = books.make(tmp_path / "desa.xlsm", decorate)
    package = Package.open(path)
    for part, (source, type, content_type, text) in PARTS.items():
        package.add(part, text.encode(), content_type)
        package.add_relationship(source, type, part)
    content = io.BytesIO()
    package.write(content)
    path.write_bytes(content.getvalue())
    return path


def test_a_sync_changes_only_what_it_owns(path: Path, ooxml_validator: Callable[..., list[str]]) -> None:
    before = books.parts(path)
    theirs = set(ooxml_validator(path))
    assert books.opened(path).write(books.plan()).changed
    after = books.parts(path)
    assert before.keys() == after.keys()
    charts = {name for name in before if b"Ringkasan!$A$2" in before[name] and name.startswith("xl/charts/")}
    assert len(charts) == 1
    assert {name for name in before if before[name] != after[name]} == {
        "xl/workbook.xml", "xl/worksheets/_rels/sheet1.xml.rels", *charts,
        *(f"xl/worksheets/sheet{n}.xml" for n in (1, 2, 3, 4)),
    }  # fmt: skip
    assert not set(ooxml_validator(path)) - theirs


def test_an_entry_tab_differs_only_in_cached_values(path: Path) -> None:
    before = books.parts(path)["xl/worksheets/sheet2.xml"].decode()
    books.opened(path).write(books.plan())
    after = books.parts(path)["xl/worksheets/sheet2.xml"].decode()
    for old, new in (
        ("<v>Perjanjian</v>", "<v>Perjanjian — Desa Suka</v>"),
        ("<v>Kolom abu-abu: belum</v>", "<v>Kolom abu-abu: 12 Mar 2026</v>"),
        *(("<v>●</v>", f"<v>{value}</v>") for value in ("✓ Aktif", "12", "■ Berakhir", "-3.5", "–", "")),
    ):
        before = before.replace(old, new, 1)
    typed = ' t="str"'  # numbers have no type
    assert after.replace(typed, "") == before.replace(typed, "")


def test_what_stands_around_the_rows_of_an_owned_tab_stays(path: Path) -> None:
    before = books.parts(path)["xl/worksheets/sheet1.xml"]
    books.opened(path).write(books.plan())
    after = books.parts(path)["xl/worksheets/sheet1.xml"]
    kept = (
        b"<drawing",
        b"<legacyDrawing ",
        b"<legacyDrawingHF",
        b"<extLst",
        b"<ignoredErrors",
        b"<rowBreaks",
        b"<pageSetup",
        b"<headerFooter",
    )
    for element in kept:
        assert before.count(element) == after.count(element) > 0, element
    assert after.split(b"</hyperlinks>")[1] == before[before.index(b"<pageMargins") :]


def test_the_macro_project_and_its_content_type_stay(path: Path) -> None:
    books.opened(path).write(books.plan())
    after = books.parts(path)
    assert after["xl/vbaProject.bin"] == b"VBA project, as it were"
    assert b"macroEnabled.main+xml" in after["[Content_Types].xml"]


def test_a_tab_that_comes_back_leaves_the_decoration_alone(path: Path) -> None:
    before = books.parts(path)
    workbook = before["xl/workbook.xml"].replace(b'name="Ringkasan"', b'name="Ringkasan lama"')
    books.rezip(path, {"xl/workbook.xml": workbook})
    assert books.opened(path).write(books.plan()).restored == ["Ringkasan"]
    after = books.parts(path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
        *(f"xl/worksheets/sheet{n}.xml" for n in (2, 3, 4)),
    }  # fmt: skip
