"""Automatic cells: whose formula stands in them, their cached values, and formulas where they are missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perdes_sheets.workbooks.base import EMPTY, OURS, OVERWRITTEN, AutoColumn, Cell, WritePlan
from perdes_sheets.workbooks.xlsx.formulas import names
from tests.xlsx import books
from tests.xlsx.books import DAYS, FIRST, STATUS

SHEET = "xl/worksheets/sheet2.xml"
MARKER = "pd_agreements_status"


def states(path: Path) -> list[int]:
    """The states of the status column."""
    return list(books.opened(path).automatic("Perjanjian", {STATUS: MARKER}, FIRST)[STATUS])


def cells(path: Path) -> dict[str, str]:
    """Address -> XML of each cell of the entry tab."""
    xml = books.parts(path)[SHEET].decode()
    return {m[1]: m[0] for m in re.finditer(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', xml, re.DOTALL)}


def only(automatic: list[AutoColumn]) -> WritePlan:
    return WritePlan("id", automatic={"Perjanjian": automatic})


def put(path: Path, address: str, xml: str) -> None:
    """Give a cell of the entry tab another element ("" takes it away)."""
    sheet = books.parts(path)[SHEET].decode()
    books.rezip(path, {SHEET: sheet.replace(cells(path)[address], xml).encode()})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return books.make(tmp_path / "desa.xlsx")


@pytest.mark.parametrize(
    ("xml", "state"),
    [
        ('<c r="D6" s="5"/>', EMPTY),
        ('<c r="D6" s="5"></c>', EMPTY),
        ("", EMPTY),
        ('<c r="D6" t="inlineStr"><is><t>Aktif</t></is></c>', OVERWRITTEN),
        ('<c r="D6"><v>3</v></c>', OVERWRITTEN),
        ('<c r="D6"><f>A6&amp;"pd_agreements_status"</f><v>1</v></c>', OVERWRITTEN),
        ('<c r="D6"><f>pd_agreements_status2</f><v>1</v></c>', OVERWRITTEN),
        ("<c r=\"D6\"><f>'pd_agreements_status'!A1</f><v>1</v></c>", OVERWRITTEN),
        ('<c r="D6" t="e"><f aca="false">PD_Agreements_Status</f><v>#NAME?</v></c>', OURS),
        ('<c r="D6">\n <f>INDEX(\n pd_&#97;greements_status,1)</f>\n <v>1</v>\n</c>', OURS),
    ],
)  # fmt: skip
def test_a_formula_is_ours_when_it_names_the_marker(path: Path, xml: str, state: int) -> None:
    put(path, "D6", xml)
    assert states(path) == [OURS, state, *[OURS] * 6]


def test_children_of_a_shared_formula_are_ours(path: Path) -> None:
    put(path, "D6", '<c r="D6"><f t="shared" ref="D6:D7" si="4">IF(A6="",pd_agreements_status,"")</f><v>1</v></c>')
    put(path, "D7", '<c r="D7"><f t="shared" si="4"/><v>1</v></c>')
    put(path, "D8", '<c r="D8"><f t="shared" si="5"/><v>1</v></c>')
    assert states(path) == [OURS, OURS, OURS, OVERWRITTEN, *[OURS] * 4]


def test_pasted_blanks_are_empty_and_other_shared_strings_are_not(path: Path) -> None:
    strings = books.parts(path)["xl/sharedStrings.xml"]
    first = len(re.findall(rb"<si>", strings))
    books.rezip(path, {"xl/sharedStrings.xml": strings.replace(b"</sst>", b"<si><t/></si><si><t>Aktif</t></si></sst>")})
    put(path, "D6", f'<c r="D6" t="s"><v>{first}</v></c>')
    put(path, "D7", f'<c r="D7" t="s"><v>{first + 1}</v></c>')
    assert states(path) == [OURS, EMPTY, OVERWRITTEN, *[OURS] * 5]


@pytest.mark.parametrize(
    ("formula", "named"),
    [
        ("INDEX(pd_x,1)", True), ("pd_x", True), ("PD_X+1", True), ("Desa.xlsx!pd_x", True), ("-pd_x", True),
        ("pd_xy", False), ("apd_x", False), ("pd_x.y", False), ('"pd_x"', False), ("'pd_x'!A1", False),
        ("pd_x(1)", False),
        ('""&pd_x&""', True), ('"a""b"&pd_x', True), ("'a''b'!A1+pd_x", True), ("", False),
    ],
)  # fmt: skip
def test_names(formula: str, named: bool) -> None:
    assert names(formula, "pd_x") is named


@pytest.mark.parametrize(
    ("value", "type", "cached"),
    [
        ("✓ A & <b>", "str", "✓ A &amp; &lt;b&gt;"),
        ("=1+1", "str", "=1+1"),
        ("a\x0bb\r_x0041_", "str", "a_x000B_b_x000D__x005F_x0041_"),
        ("", "str", ""),
        (None, "str", ""),
        (12, None, "12"),
        (0.1, None, "0.1"),
        (1e300, None, "1e+300"),
        (-3.0, None, "-3"),
        (True, "b", "1"),
        (float("nan"), "e", "#NUM!"),
    ],
)
def test_cached_values_have_their_type(path: Path, value: Cell, type: str | None, cached: str) -> None:
    books.opened(path).write(only(books.automatic([value], [value])))
    for address in ("D5", "E5"):
        found = re.search(r'<c r="\w+" s="\d+"(?: t="(\w+)")?><f>[^<]+</f><v>([^<]*)</v></c>', cells(path)[address])
        assert found is not None
        assert (found[1], found[2]) == (type, cached)


def test_only_the_cached_values_that_changed_are_written(path: Path) -> None:
    before, parts = cells(path), books.parts(path)
    books.opened(path).write(only(books.automatic(["✓ Aktif", "●", ""], [1, "●", "●"])))
    after = cells(path)
    assert {address for address in before if before[address] != after[address]} == {"D5", "D7", "E5"}
    assert before.keys() == after.keys()
    assert {name for name, data in books.parts(path).items() if data != parts[name]} == {SHEET}


def test_the_same_values_again_leave_the_file_alone(path: Path) -> None:
    wanted = only(books.automatic(["✓ Aktif", "–", 'a "b" & c'], [1, 0.1, 1 / 3]))
    assert books.opened(path).write(wanted).changed
    content = path.read_bytes()
    assert not books.opened(path).write(wanted).changed
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "written",
    [
        '<c r="D5" s="5" t="str"><f>{f}</f><v>a &quot;b&#34; &#8211; c</v></c>',
        '<c r="D5" s="5" t="str">\n<f aca="false">{f}</f>\n<v>a "b" – c</v></c>',
    ],
)
def test_a_value_that_means_the_same_is_left_as_it_is_written(path: Path, written: str) -> None:
    put(path, "D5", written.format(f=MARKER))
    put(path, "E5", '<c r="E5" t="n"><f>pd_agreements_days</f><v>0.333333333333333</v></c>')
    assert not books.opened(path).write(only(books.automatic(['a "b" – c'], [1 / 3]))).changed


def test_what_someone_typed_over_a_formula_stays(path: Path) -> None:
    typed = '<c r="D6" t="inlineStr"><is><t>punya saya</t></is></c>'
    put(path, "D6", typed)
    books.opened(path).write(only(books.automatic(["✓ Aktif", "■ Berakhir"], [1, 2], {6: books.formula("status")})))
    assert cells(path)["D6"] == typed
    assert "✓ Aktif" in cells(path)["D5"]


@pytest.mark.parametrize("there", ['<c r="D6" s="{s}"/>', '<c r="D6"></c>', ""])
def test_an_empty_automatic_cell_of_a_filled_row_gets_its_formula(path: Path, there: str) -> None:
    style = re.search(r' s="(\d+)"', cells(path)["D5"])
    assert style
    put(path, "D6", there.format(s=style[1]))
    written = books.opened(path).write(
        only(books.automatic(["✓", "■ A", "–"], [1, 2, 3], {6: books.formula("status")}))
    )
    assert written.filled == {"Perjanjian": 1}
    assert states(path) == [OURS] * 8
    tag = re.search(rb'<row r="6"[^>]*>', books.parts(path)[SHEET])
    assert tag is not None
    assert (b"spans" in tag[0]) is bool(there)  # a hint of which columns are used, wrong where a cell was added
    assert re.match(rf'<c r="D6" s="{style[1]}" t="str"><f>IFERROR\(.*</f><v>■ A</v></c>$', cells(path)["D6"])
    assert list(cells(path)) == list(cells(books.make(path.with_name("neu.xlsx"))))
    assert openpyxl.load_workbook(path)["Perjanjian"]["D6"].value == "=" + books.formula("status")


def test_a_filled_cell_looks_like_the_nearest_above(path: Path) -> None:
    put(path, "D6", cells(path)["D6"].replace(' s="', ' s="1'))
    put(path, "D8", "")
    nearest = re.search(r' s="(\d+)"', cells(path)["D7"])
    put(path, "D7", cells(path)["D7"].replace(' s="', ' s="2'))
    books.opened(path).write(only(books.automatic(["–"] * 4, [], {8: books.formula("status")})))
    assert nearest
    assert f' s="2{nearest[1]}"' in cells(path)["D8"]


def test_the_first_formula_of_a_column_looks_like_the_column(tmp_path: Path) -> None:
    path = books.make(
        tmp_path / "desa.xlsx",
        lambda book, sheets: sheets["Perjanjian"].set_column("H:H", 9, book.add_format({"bold": True})),
    )
    books.opened(path).write(only([AutoColumn(7, MARKER, FIRST, ["x"], {FIRST: books.formula("status")})]))
    assert openpyxl.load_workbook(path)["Perjanjian"]["H5"].font.b


def test_rows_beyond_the_last_are_added(path: Path) -> None:
    rows = {row: books.formula("status") for row in (13, 15)}
    books.opened(path).write(only(books.automatic(["x"] * 12, [], rows)))
    assert states(path) == [*[OURS] * 9, EMPTY, OURS]


def test_calc_chain_goes_when_a_formula_comes(path: Path) -> None:
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="D5" i="2"/></calcChain>'
    )
    kept = books.parts(path)
    rels = kept["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" '
        b'Target="calcChain.xml"/></Relationships>',
    )
    types = kept["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.calcChain+xml"/></Types>',
    )
    books.rezip(path, {"xl/calcChain.xml": chain, "xl/_rels/workbook.xml.rels": rels, "[Content_Types].xml": types})
    books.opened(path).write(only(books.automatic(["✓"], [1])))
    assert books.parts(path)["xl/calcChain.xml"] == chain
    put(path, "D6", "")
    books.opened(path).write(only(books.automatic(["✓", "✓"], [1], {6: books.formula("status")})))
    after = books.parts(path)
    assert "xl/calcChain.xml" not in after
    assert after["xl/_rels/workbook.xml.rels"] == kept["xl/_rels/workbook.xml.rels"]
    assert b"calcChain" not in after["[Content_Types].xml"]


def test_a_full_calculation_is_asked_for(path: Path) -> None:
    workbook = books.parts(path)["xl/workbook.xml"]
    books.rezip(path, {"xl/workbook.xml": workbook.replace(b' fullCalcOnLoad="1"', b"")})
    books.opened(path).write(only(books.automatic(["✓"], [1])))
    assert books.parts(path)["xl/workbook.xml"] == workbook


def test_sentences_above_the_header_show_their_text(path: Path) -> None:
    texts = {"pd_note": "Kolom abu-abu: <12 Mar>", "pd_village": "Perjanjian — Desa Suka"}
    wanted = WritePlan("id", automatic={"Perjanjian": books.automatic([], [])}, sentences={"Perjanjian": texts})
    assert books.opened(path).write(wanted).changed
    rows = books.opened(path).read()["Perjanjian"].rows
    assert [rows[0][0], rows[1][0]] == [texts["pd_village"], texts["pd_note"]]
    assert not books.opened(path).write(wanted).changed


def test_a_formula_of_the_users_on_the_note_is_left_alone(tmp_path: Path) -> None:
    path = books.make(
        tmp_path / "desa.xlsx", lambda book, sheets: sheets["Perjanjian"].write_formula("H9", "=pd_note", None, "lama")
    )
    texts = {"pd_note": "baru", "pd_village": "Desa"}
    books.opened(path).write(
        WritePlan("id", automatic={"Perjanjian": books.automatic([], [])}, sentences={"Perjanjian": texts})
    )
    rows = books.opened(path).read()["Perjanjian"].rows
    assert (rows[1][0], rows[8][7]) == ("baru", "lama")


def test_columns_that_nobody_asked_about_before_are_written_too(path: Path) -> None:
    workbook = books.opened(path)
    workbook.automatic("Perjanjian", {STATUS: MARKER}, FIRST)
    workbook.write(only(books.automatic(["✓"], [7])))
    assert "<v>7</v>" in cells(path)["E5"]


def test_rows_that_were_sorted_and_columns_that_were_moved(tmp_path: Path) -> None:
    """Values go where the plan says; a column may stand anywhere, and rows may lack cells of some columns."""

    def decorate(book: Any, sheets: Any) -> None:
        sheets["Perjanjian"].write_formula("AB7", "=" + books.formula("status"), None, 0)

    path = books.make(tmp_path / "desa.xlsx", decorate)
    wanted = [AutoColumn(27, MARKER, 7, ["■"]), AutoColumn(DAYS, "pd_agreements_days", FIRST, [1, 2])]
    assert books.opened(path).write(only(wanted)).changed
    found = cells(path)
    assert "<v>■</v>" in found["AB7"]
    assert "<v>2</v>" in found["E6"]
    assert "<v>●</v>" in found["D5"]


def test_hidden_and_filtered_rows_stay_so(tmp_path: Path) -> None:
    path = books.make(
        tmp_path / "desa.xlsx", lambda book, sheets: sheets["Perjanjian"].set_row(5, None, None, {"hidden": True})
    )
    before = re.findall(rb"<row [^>]*>", books.parts(path)[SHEET])
    assert any(b"hidden" in tag for tag in before)
    books.opened(path).write(only(books.automatic(["✓"] * 3, [1] * 3)))
    assert re.findall(rb"<row [^>]*>", books.parts(path)[SHEET]) == before
