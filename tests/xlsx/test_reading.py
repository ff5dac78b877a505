"""Values as calamine gives them, and what it can't tell: errors, formulas never calculated, comments between rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import UNCACHED, Cell, ErrorValue
from tests.xlsx import books

ROWS = (
    b'<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><f>1+1</f></c><c r="D2" t="str"><f>""</f><v></v></c>'
    b'<c r="E2" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c><c r="F2" t="b"><v>1</v></c>'
    b'<c r="G2"><v>3</v></c>'
    b'<c r="H2"><f>A1</f><v/></c><c r="I2" t="str"><f>A1</f><v>b &amp; c</v></c></row>'
)
READ = ["", ErrorValue("#N/A"), UNCACHED, "", " a", True, 3.0, UNCACHED, "b & c"]


@pytest.fixture
def with_rows(tmp_path: Path) -> Callable[..., list[list[Cell]]]:
    """Read the tab `Daftar` after giving its part these rows (and what else is to change in the package)."""

    def read(rows: bytes, change: Callable[[bytes], bytes] = bytes) -> list[list[Cell]]:
        path = books.make(tmp_path / "desa.xlsx")
        sheet = books.parts(path)["xl/worksheets/sheet3.xml"]
        sheet = re.sub(rb"<sheetData/>|<sheetData>.*</sheetData>", b"<sheetData>%b</sheetData>" % rows, sheet)
        books.rezip(path, {"xl/worksheets/sheet3.xml": change(sheet)})
        return [list(row) for row in books.opened(path).read()["Daftar"].rows]

    return read


def test_errors_and_formulas_without_a_value_are_told_from_blanks(with_rows: Callable[..., list[list[Cell]]]) -> None:
    assert with_rows(ROWS)[1] == READ


@pytest.mark.parametrize(
    ("spelling", "change"),
    [
        ("prefixed", lambda xml: re.sub(rb"<(/?)(?=\w)", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=", 1)),
        ("other order", lambda xml: re.sub(rb'<c r="(\w+)"([^>]*?)(/?)>', rb"<c\2 r='\1'\3>", xml)),
        ("no addresses", lambda xml: re.sub(rb' r="[B-I]2"', b"", xml).replace(b"<c ", b'<c r="A2"/><c ', 1)),
        ("indented", lambda xml: re.sub(rb"(?<=>)(?=<(?:row|c |/row|/c>))", b"\n  ", xml)),
        ("comments", lambda xml: xml.replace(b"<row", b'<!-- <c r="A1"><v>5</v></c> --><row')),
        ("CDATA", lambda xml: xml.replace(b"<v>3</v>", b"<v><![CDATA[3]]></v>")),
    ],
)  # fmt: skip
def test_other_spellings_say_the_same(
    with_rows: Callable[..., list[list[Cell]]], spelling: str, change: Callable[[bytes], bytes]
) -> None:
    assert with_rows(ROWS, change)[1] == READ


def test_a_section_of_raw_text_alone_is_seen(with_rows: Callable[..., list[list[Cell]]]) -> None:
    assert with_rows(b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v><![CDATA[5]]></v></c></row>') == [[1, 5]]


def test_comments_hide_nothing(with_rows: Callable[..., list[list[Cell]]]) -> None:
    row = b'<row r="%d"><!-- a --><c r="A%d"><!-- b --><v>1<!-- c --></v></c></row>'
    assert with_rows(b"<!-- x -->" + row % (1, 1) + b"<!-- x -->" + row % (2, 2)) == [[1], [1]]


def test_a_formula_without_a_value_is_seen_among_empty_texts(with_rows: Callable[..., list[list[Cell]]]) -> None:
    """openpyxl writes `<v></v>` behind every formula, Excel behind one whose text is empty."""
    row = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>1</f><v></v></c></row>'
    assert with_rows(row) == [[1, "", UNCACHED]]


def test_an_error_below_and_right_of_all_else_is_seen(with_rows: Callable[..., list[list[Cell]]]) -> None:
    rows = with_rows(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3" t="e"><v>#REF!</v></c></row>')
    assert rows[2][2] == ErrorValue("#REF!")


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#BUSY!", "#FIELD!"])
def test_an_error_of_a_newer_excel_is_an_error_like_others(
    with_rows: Callable[..., list[list[Cell]]], error: str
) -> None:
    rows = with_rows(f'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>{error}</v></c></row>'.encode())
    assert rows == [[1, ErrorValue(error)]]


def test_times_and_durations_are_numbers(with_rows: Callable[..., list[list[Cell]]], tmp_path: Path) -> None:
    path = books.make(
        tmp_path / "waktu.xlsx",
        lambda book, sheets: [
            sheets["Daftar"].write_number(0, i, 0.5, book.add_format({"num_format": format}))
            for i, format in enumerate(("hh:mm", "[h]:mm"))
        ],
    )  # fmt: skip
    assert books.opened(path).read()["Daftar"].rows[0] == [0.5, 0.5]


@pytest.mark.parametrize("date1904", [False, True])
def test_dates_are_dates_in_both_systems(tmp_path: Path, date1904: bool) -> None:
    path = books.make(
        tmp_path / "desa.xlsx",
        lambda book, sheets: sheets["Daftar"].write_datetime(
            "A1", dt.date(2026, 3, 1), book.add_format({"num_format": "d/m/y"})
        ),
        options={"date_1904": date1904},
    )  # fmt: skip
    assert books.opened(path).read()["Daftar"].rows[0][0] == dt.date(2026, 3, 1)


def test_hidden_tabs_are_marked_and_read_when_asked_for(tmp_path: Path) -> None:
    sheets = books.opened(books.make(tmp_path / "desa.xlsx")).read()
    assert list(sheets) == ["Ringkasan", "Perjanjian", "Daftar", "_data", "_looks"]
    assert [sheet.hidden for sheet in sheets.values()] == [False, False, False, True, True]
    assert sheets["_looks"].rows[0][0] == "text"


def test_a_tab_that_cannot_be_read_stops_only_who_asks_for_it(tmp_path: Path) -> None:
    path = books.make(tmp_path / "desa.xlsx")
    broken = (
        books.parts(path)["xl/worksheets/sheet3.xml"].replace(b"</sheetData>", b"").replace(b"<sheetData/>", b"<oops>")
    )
    sheets = books.opened(books.rezip(path, {"xl/worksheets/sheet3.xml": broken})).read()
    assert sheets["Perjanjian"].rows[4][0] == "001"
    with pytest.raises(WorkbookError):
        len(sheets["Daftar"].rows)


def test_a_stray_cell_in_the_last_row_of_an_extra_tab_stops_nobody(tmp_path: Path) -> None:
    path = books.make(tmp_path / "desa.xlsx", lambda book, sheets: book.add_worksheet("Saya").write("XFD1048576", 1))
    sheets = books.opened(path).read()
    assert sheets["Perjanjian"].rows[4][0] == "001"
    with pytest.raises(WorkbookError, match="far_cell"):
        len(sheets["Saya"].rows)


def test_parts_that_were_moved_and_renamed_are_found(tmp_path: Path, ooxml_validator: Callable[..., list[str]]) -> None:
    path = books.make(tmp_path / "desa.xlsx")
    old = books.parts(path)
    moved = {f"buku/{name[3:]}": data for name, data in old.items() if name.startswith("xl/")}
    rels = old["_rels/.rels"].replace(b'"xl/workbook.xml"', b'"/buku/workbook.xml"')
    types = old["[Content_Types].xml"].replace(b'"/xl/', b'"/buku/')
    moved["buku/Tab7.xml"] = moved.pop("buku/worksheets/sheet2.xml")
    moved["buku/_rels/workbook.xml.rels"] = moved["buku/_rels/workbook.xml.rels"].replace(
        b"worksheets/sheet2.xml", b"/buku/Tab7.xml"
    )
    types = types.replace(b"/buku/worksheets/sheet2.xml", b"/buku/Tab7.xml")
    books.rezip(
        path,
        {
            **dict.fromkeys(name for name in old if name.startswith("xl/")),
            **moved,
            "_rels/.rels": rels,
            "[Content_Types].xml": types,
        },
    )
    workbook = books.opened(path)
    assert workbook.read()["Perjanjian"].rows[4][0] == "001"
    assert workbook.write(books.plan()).changed
    assert books.opened(path).read()["Ringkasan"].rows[2][:2] == ["=1+1", 1.5]
    assert not ooxml_validator(path)


def test_strict_files_are_read_and_written(tmp_path: Path, ooxml_validator: Callable[..., list[str]]) -> None:
    path = strict(books.make(tmp_path / "desa.xlsx"))
    before = ooxml_validator(path, "Microsoft365")
    workbook = books.opened(path)
    assert workbook.read()["Perjanjian"].rows[4][:2] == ["001", "Air bersih"]
    assert workbook.write(books.plan()).changed
    assert (
        b'"http://schemas.openxmlformats.org/officeDocument'
        not in books.parts(path)["xl/worksheets/_rels/sheet1.xml.rels"]
    )
    assert not set(ooxml_validator(path, "Microsoft365")) - set(before)
    assert not books.opened(path).write(books.plan()).changed


def strict(path: Path) -> Path:
    """The same workbook in the strict variant of the format."""
    namespaces = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/drawingml/2006/": b"http://purl.oclc.org/ooxml/drawingml/",
    }
    changed = books.parts(path)
    for name, data in changed.items():
        for old, new in namespaces.items():
            changed[name] = changed[name].replace(old, new) if data else data
    return books.rezip(path, changed)
