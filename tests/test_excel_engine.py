"""The in-memory Excel behaves as the documents say: every expectation here is Excel's or xlwings', not the engine's."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw
from hypothesis import given
from hypothesis import strategies as st

from tests.excel_engine import (
    INDONESIA,
    US,
    CellError,
    ComError,
    Excel,
    ExcelBusyError,
    Region,
    WouldHangError,
    addresses,
    errors,
    files,
    references,
    running,
)
from tests.excel_engine.cells import Box
from tests.excel_engine.references import Shift

PARTNERS = [["Nama", "Jenis"], ["Yayasan Tani", "LSM"], ["CV Maju", "Badan usaha"]]


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running() as started:
        yield started


@pytest.fixture
def book(excel: Excel) -> xw.Book:
    return excel.add("/tidak/ada/desa.xlsx", {"Mitra": PARTNERS, "Ringkasan": []})


# --- in and out of xlwings ----------------------------------------------------------------------------------------


def test_it_takes_the_place_of_xlwings_own_engine_and_leaves() -> None:
    before = (xw.engines.active, list(xw.engines), dict(xw.engines.engines_by_name), hasattr(xw, "_xlwindows"))

    def crash() -> None:
        with running() as excel:
            excel.add("desa.xlsx", {"Mitra": PARTNERS}).set_mock_caller()
            assert xw.Book.caller().name == "desa.xlsx"
            assert len(xw.apps) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crash()
    after = (xw.engines.active, list(xw.engines), dict(xw.engines.engines_by_name), hasattr(xw, "_xlwindows"))
    assert after == before
    assert "xlwings._xlwindows" not in sys.modules or sys.platform == "win32"
    assert not hasattr(xw.Book, "_mock_caller")


def test_without_an_excel_there_is_no_app(excel: Excel) -> None:
    with running(instances=0) as none:
        assert xw.apps.active is None
        with pytest.raises(xw.XlwingsError, match="active App"):
            _ = xw.books.active
        none.start()
        assert xw.apps.active is not None
    assert xw.apps.active == excel.app


def test_an_excel_that_is_not_installed_cannot_be_started() -> None:
    with running(installed=False), pytest.raises(ComError) as missing:
        xw.App()
    assert missing.value.args == (errors.INVALID_CLASS, "Invalid class string", None, None)


def test_a_caller_outside_excel_is_xlwings_own_error(book: xw.Book) -> None:
    with pytest.raises(Exception, match="must not be called directly"):
        xw.Book.caller()


def test_books_are_found_by_name_and_by_path(excel: Excel, book: xw.Book) -> None:
    assert xw.Book("desa.xlsx") == xw.Book("/tidak/ada/desa.xlsx") == xw.books["DESA.XLSX"] == xw.books.active == book
    assert book.fullname == "/tidak/ada/desa.xlsx"
    assert [each.name for each in xw.books] == ["desa.xlsx"]
    with pytest.raises(KeyError):
        _ = xw.books["lain.xlsx"]


def test_one_name_in_two_instances(excel: Excel, book: xw.Book) -> None:
    excel.add("/lain/desa.xlsx", {"Mitra": []}, excel.start())
    with pytest.raises(Exception, match="open in more than one Excel instance"):
        xw.Book("desa.xlsx")
    assert xw.Book("/tidak/ada/desa.xlsx") == book


def test_what_a_program_starts_it_must_end(excel: Excel) -> None:
    app = xw.App(visible=False)
    assert (excel.started, excel.orphans) == (1, [app.pid])
    app.quit()
    assert (excel.started, excel.orphans) == (1, [])
    assert xw.apps.active == excel.app
    with pytest.raises(ComError) as dead:
        app.books.add()
    assert dead.value.hresult == errors.SERVER_UNAVAILABLE


def test_protected_view_is_in_no_list_of_books(excel: Excel, tmp_path: Path) -> None:
    excel.open_protected(str(tmp_path / "desa.xlsx"))
    assert [each.name for each in xw.books] == []
    windows = excel.app.api.ProtectedViewWindows
    assert windows.Count == 1
    assert [(window.SourceName, window.SourcePath) for window in windows] == [("desa.xlsx", str(tmp_path))]


# --- values out ---------------------------------------------------------------------------------------------------


def test_a_block_comes_back_as_xlwings_gives_it(excel: Excel) -> None:
    row = [None, "teks", 3, 1.5, True, datetime(2024, 3, 12, tzinfo=UTC), CellError.NA, CellError.SPILL]
    sheet = excel.add("desa.xlsx", {"Mitra": [row, row]}).sheets["Mitra"]
    moment = datetime(2024, 3, 12, tzinfo=UTC).replace(tzinfo=None)
    spill = CellError.SPILL.com_code
    assert sheet["A1:H1"].value == [None, "teks", 3.0, 1.5, True, moment, None, spill]
    assert [type(value) for value in sheet["A1:E1"].value] == [type(None), str, float, float, bool]
    assert sheet["G1"].options(err_to_str=True).value == "#N/A"
    assert sheet["F1"].options(dates=date).value == date(2024, 3, 12)
    assert sheet["C1:D1"].options(numbers=int).value == [3, 2]
    assert sheet["A1"].options(empty="-").value == "-"
    assert sheet["A1:H2"].value[1] == sheet["A1:H1"].value
    assert sheet["F1"].raw_value == datetime(2024, 3, 12, tzinfo=UTC)
    assert sheet["G1"].raw_value == -2146826246
    assert sheet["A1:B2"].raw_value == ((None, "teks"), (None, "teks"))
    assert sheet["F1:G1"].api.Value2 == ((45363.0, -2146826246),)


def test_a_currency_format_makes_a_decimal_of_four_places(book: xw.Book) -> None:
    cell = book.sheets["Mitra"]["A1"]
    cell.value = 1500.123456
    for number_format in ('"Rp"#,##0', "[$Rp-421] #,##0.00"):
        cell.number_format = number_format
        assert cell.value == Decimal("1500.1235")
        assert cell.options(numbers=int).value == Decimal("1500.1235")
        assert cell.api.Value2 == 1500.123456
    cell.number_format = "#,##0.00"
    assert cell.value == 1500.123456


@pytest.mark.parametrize(
    ("number_format", "is_date"),
    [
        *[(text, True) for text in ("dd mmm yyyy", "h:mm", "[$-421]dd mmmm yyyy", "[h]:mm")],
        *[(text, False) for text in ("General", "0.00", '0 "hari"', "[Red]0", "0.00E+00", "@")],
    ],
)
def test_the_number_format_makes_the_date(book: xw.Book, number_format: str, is_date: bool) -> None:
    cell = book.sheets["Mitra"]["C1"]
    cell.value = 45363.25
    cell.number_format = number_format
    assert isinstance(cell.value, datetime) == is_date


def test_formulas_read_as_texts_and_constants_in_english(excel: Excel) -> None:
    row = ["=A2+1", "teks", 1.5, True, date(2024, 3, 12), CellError.REF, None, 1e21]
    sheet = excel.add("desa.xlsx", {"Mitra": [row]}).sheets[0]
    assert sheet["A1:H1"].formula == (("=A2+1", "teks", "1.5", "TRUE", "45363", "#REF!", "", "1E+21"),)
    assert sheet["A1"].formula == sheet["A1"].formula2 == "=A2+1"
    assert sheet["A1"].value is None


def test_the_used_range_begins_where_something_is(excel: Excel, book: xw.Book) -> None:
    sheet = book.sheets["Ringkasan"]
    assert sheet.used_range.address == "$A$1"
    sheet["C5:D6"].value = [[1, 2], [3, 4]]
    assert sheet.used_range.address == "$C$5:$D$6"
    sheet["F9"].number_format = "0.00"
    assert sheet.used_range.address == "$C$5:$F$9"
    sheet.clear()
    assert sheet.used_range.address == "$A$1"


# --- values in ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "text", "value", "number_format"),
    [
        (US, "007", 7.0, "General"),
        (US, "1.500", 1.5, "General"),
        (INDONESIA, "1.500", 1500.0, "#,##0"),
        (INDONESIA, "1.500.000,50", 1500000.5, "#,##0.00"),
        (INDONESIA, "Rp1.500", 1500.0, '"Rp"#,##0.00'),
        (US, "1,500", 1500.0, "#,##0"),
        (US, "1,5", "1,5", "General"),
        (INDONESIA, "1,5", 1.5, "General"),
        (US, "(5)", -5.0, "General"),
        (US, "12%", 0.12, "0%"),
        (US, "12E5", 1200000.0, "0.00E+00"),
        (US, "1E999", "1E999", "General"),
        (US, "1 1/2", 1.5, "# ?/?"),
        (US, " 5 ", 5.0, "General"),
        (US, "0812345678", 812345678.0, "General"),
        (US, "+62812", 62812.0, "General"),
        (US, "1/2", 46024.0, "d-mmm"),
        (INDONESIA, "1/2", 46054.0, "d-mmm"),
        (US, "12/03/2024", 45629.0, "m/d/yyyy"),
        (INDONESIA, "12/03/2024", 45363.0, "dd/mm/yyyy"),
        (US, "31/12/2024", "31/12/2024", "General"),
        (INDONESIA, "31-12-24", 45657.0, "dd/mm/yyyy"),
        (INDONESIA, "31/12/35", 13149.0, "dd/mm/yyyy"),
        (US, "2024-03-12", 45363.0, "m/d/yyyy"),
        (US, "12/2024", 45627.0, "mmm-yy"),
        (US, "May 2020", 43952.0, "mmm-yy"),
        (US, "12 Mar 2024", 45363.0, "d-mmm-yy"),
        (INDONESIA, "12 Agustus 2024", 45516.0, "d-mmm-yy"),
        (US, "12 Agustus 2024", "12 Agustus 2024", "General"),
        (US, "March 12, 2024", 45363.0, "d-mmm-yy"),
        (US, "30 Feb 2024", "30 Feb 2024", "General"),
        (US, "10:30", 0.4375, "h:mm"),
        (US, "10:30 pm", 0.9375, "h:mm AM/PM"),
        (US, "true", True, "General"),
        (US, "#n/a", CellError.NA, "General"),
        (US, "001/PKS/2024", "001/PKS/2024", "General"),
        (US, "1.2.3", "1.2.3", "General"),
        (US, "-", "-", "General"),
        (US, "=", "=", "General"),
        (US, "Mar", "Mar", "General"),
        (US, "KPI-07", "KPI-07", "General"),
    ],
)
def test_what_a_text_turns_into(region: Region, text: str, value: object, number_format: str) -> None:
    with running(programs=region, region=region) as excel:
        book = excel.add("desa.xlsx", {"Mitra": [[]]})
        sheet = book.sheets["Mitra"]
        sheet["A1"].value = text
        excel.user(book).type("Mitra", "A2", text)
        for row in (1, 2):
            cell = excel.model(book).sheet("Mitra").grid.get(row, 1)
            assert (cell.value, cell.formula, cell.look.number_format) == (value, None, number_format)


@given(st.text(max_size=40))
def test_text_stays_text_after_an_apostrophe(text: str) -> None:
    with running() as excel:
        cell = excel.add("desa.xlsx", {"Mitra": [[]]}).sheets[0]["A1"]
        cell.value = "'" + text
        assert (cell.value or "") == text
        assert cell.api.PrefixCharacter == "'"


@given(st.text(min_size=1, max_size=40).filter(lambda text: not text.startswith("'")))
def test_text_stays_text_in_a_text_cell(text: str) -> None:
    with running() as excel:
        cell = excel.add("desa.xlsx", {"Mitra": [[]]}).sheets[0]["A1"]
        cell.number_format = "@"
        cell.value = text
        assert cell.value == cell.formula == text
        assert not cell.api.HasFormula


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**31), 2**31 - 1))
def test_numbers_come_back_as_they_went(number: float) -> None:
    with running() as excel:
        cell = excel.add("desa.xlsx", {"Mitra": [[]]}).sheets[0]["A1"]
        cell.value = number
        assert cell.value == number
        assert type(cell.value) is float


def test_numbers_become_text_in_a_text_cell(book: xw.Book) -> None:
    cells = book.sheets["Mitra"]["C1:C3"]
    cells.number_format = "@"
    cells.options(transpose=True).value = [5.0, 7, 0.1]
    assert cells.value == ["5", "7", "0.1"]


def test_a_date_gives_the_cell_a_date_format_unless_it_has_one(book: xw.Book) -> None:
    cells = book.sheets["Mitra"]["C1:E1"]
    cells[1].number_format = "0.00"
    cells[2].number_format = "mmm yy"
    cells.value = [date(2024, 3, 12), datetime(2024, 3, 12, 6, tzinfo=UTC), date(2024, 3, 12)]
    assert [cell.number_format for cell in cells] == ["dd/mm/yyyy", "dd/mm/yyyy h:mm", "mmm yy"]
    assert cells.options(dates=date).value == [date(2024, 3, 12)] * 3
    assert cells[1].api.Value2 == 45363.25


def test_a_decimal_turns_into_currency_of_two_places(book: xw.Book) -> None:
    cell = book.sheets["Mitra"]["C1"]
    cell.value = Decimal("0.038")
    assert (cell.number_format, cell.api.Value2) == ('"Rp"#,##0.00', 0.04)


def test_whole_numbers_beyond_32_bits_have_to_be_floats(book: xw.Book) -> None:
    cell = book.sheets["Mitra"]["C1"]
    with pytest.raises(OverflowError, match="write it as a float"):
        cell.value = 2_500_000_000
    cell.value = 2_500_000_000.0
    assert cell.value == 2_500_000_000.0


def test_what_com_cannot_carry(book: xw.Book) -> None:
    with pytest.raises(TypeError, match="COM VARIANT"):
        book.sheets["Mitra"]["C1"].value = {1, 2}


def test_nothing_empties_a_cell_and_leaves_its_look(book: xw.Book) -> None:
    cells = book.sheets["Mitra"]["A1:C1"]
    cells.number_format = "0.0"
    cells.value = [None, "", float("nan")]
    assert cells.value == [None, None, None]
    assert cells.number_format == "0.0"


def test_a_short_block_leaves_na_and_a_single_row_repeats(book: xw.Book) -> None:
    sheet = book.sheets["Ringkasan"]
    sheet["A1:C3"].raw_value = (("a", "b"), ("c", "d"))
    assert sheet["A1:C3"].options(err_to_str=True).value == [["a", "b", "#N/A"], ["c", "d", "#N/A"], ["#N/A"] * 3]
    sheet["A1:C2"].raw_value = ["x", "y", "z"]
    assert sheet["A1:C2"].value == [["x", "y", "z"]] * 2


@pytest.mark.parametrize("text", ["=>", "=SUM(A1", "=A1+", "==", "--", "+62 812", "=" + "1+" * 5000 + "1"])
def test_a_formula_that_is_none_is_error_1004_and_nothing_is_written(book: xw.Book, text: str) -> None:
    cells = book.sheets["Mitra"]["A1:B1"]
    with pytest.raises(ComError) as refused:
        cells.value = ["baru", text]
    assert refused.value.hresult == errors.EXCEPTION
    assert refused.value.excepinfo is not None
    assert refused.value.excepinfo[5] == errors.GENERAL
    assert cells.value == ["Nama", "Jenis"]


@pytest.mark.parametrize(("text", "formula"), [("-abc", "=-abc"), ("+A1", "=+A1"), ("@SUM(A1)", "=SUM(A1)")])
def test_a_sign_makes_a_formula(book: xw.Book, text: str, formula: str) -> None:
    cell = book.sheets["Mitra"]["C1"]
    cell.value = text
    assert (cell.formula, cell.api.HasFormula) == (formula, True)


def test_a_scalar_formula_moves_its_references_and_a_block_does_not(book: xw.Book) -> None:
    sheet = book.sheets["Ringkasan"]
    sheet["B1:C2"].formula = "=A1&$A$1"
    assert sheet["B1:C2"].formula == (("=A1&$A$1", "=B1&$A$1"), ("=A2&$A$1", "=B2&$A$1"))
    sheet["B1:C2"].formula = [["=A1"] * 2] * 2
    assert sheet["B1:C2"].formula == (("=A1", "=A1"),) * 2


def test_results_come_from_the_test() -> None:
    with running(evaluate=lambda sheet, row, column, formula: f"{formula} in {sheet.name}") as excel:
        book = excel.add("desa.xlsx", {"Mitra": [["=1+1"]]})
        sheet = book.sheets[0]
        sheet["A2"].formula = "=2"
        excel.user(book).type("Mitra", "A3", "=3")
        assert sheet["A1:A3"].value == ["=1+1 in Mitra", "=2 in Mitra", "=3 in Mitra"]
        sheet.name = "Baru"
        assert sheet["A1"].value == "=1+1 in Mitra"
        excel.app.calculate()
        assert sheet["A1"].value == "=1+1 in Baru"


# --- what happens to a workbook -----------------------------------------------------------------------------------


def test_a_protected_sheet_refuses_all_but_unlocked_cells(excel: Excel, book: xw.Book) -> None:
    sheet = book.sheets["Mitra"]
    excel.user(book).unlock("Mitra", "A1:A3")
    excel.user(book).protect("Mitra", "rahasia")
    sheet["A1:A3"].value = [["a"], ["b"], ["c"]]
    for write in (
        sheet["A1:B3"].clear_contents,
        lambda: setattr(sheet["B1"], "value", 1),
        lambda: setattr(sheet["A1"], "color", (1, 2, 3)),
        lambda: sheet["A2:B2"].delete("up"),
    ):
        with pytest.raises(ComError, match="protected sheet"):
            write()
    assert sheet["A1:B3"].value == [["a", "Jenis"], ["b", "LSM"], ["c", "Badan usaha"]]
    assert sheet.api.ProtectContents
    with pytest.raises(ComError, match="password"):
        sheet.api.Unprotect("salah")
    sheet.api.Unprotect("rahasia")
    sheet["B1"].value = 1
    sheet.api.Protect("rahasia", UserInterfaceOnly=True)
    sheet["B1"].value = 2
    assert sheet["B1"].value == 2


def test_a_new_sheet_stands_before_the_active_one_and_becomes_it(book: xw.Book) -> None:
    book.sheets["Ringkasan"].activate()
    book.sheets.add("Baru")
    assert book.sheet_names == ["Mitra", "Baru", "Ringkasan"]
    assert book.sheets.active.name == "Baru"
    book.sheets.add("Akhir", after="Ringkasan")
    assert book.sheet_names == ["Mitra", "Baru", "Ringkasan", "Akhir"]


def test_a_missing_sheet_is_a_com_error_and_in_never_finds_one(book: xw.Book) -> None:
    with pytest.raises(ComError) as missing:
        _ = book.sheets["Tidak ada"]
    assert missing.value.args[2][5] == errors.BAD_INDEX
    assert "Mitra" not in book.sheets


def test_hiding_the_active_sheet_shows_another_but_the_last_stays(excel: Excel, book: xw.Book) -> None:
    book.sheets["Mitra"].visible = False
    assert book.sheets["Mitra"].visible == 0
    assert book.sheets.active.name == "Ringkasan"
    with pytest.raises(ComError, match="Visible"):
        book.sheets["Ringkasan"].visible = False
    with pytest.raises(ComError, match="Activate"):
        book.sheets["Mitra"].activate()
    with pytest.raises(ComError, match="visible worksheet"):
        book.sheets["Ringkasan"].delete()
    book.sheets["Mitra"].api.Visible = 2
    book.sheets["Mitra"]["A1"].value = "juga tersembunyi"
    excel.user(book).protect_structure()
    for change in (lambda: book.sheets.add("X"), lambda: setattr(book.sheets["Mitra"], "name", "Y")):
        with pytest.raises(ComError, match="Workbook is protected"):
            change()


def test_selection_and_scrolling_belong_to_each_sheet(excel: Excel, book: xw.Book) -> None:
    excel.user(book).go("Mitra", "B2:C9", scroll=(40, 3))
    book.sheets["Ringkasan"]["D4"].value = "tertulis tanpa memilih"
    window = book.api.Windows(1)
    assert (book.selection.address, window.ScrollRow, window.ScrollColumn) == ("$B$2:$C$9", 40, 3)
    book.sheets["Ringkasan"].activate()
    assert (book.selection.address, window.ScrollRow) == ("$A$1", 1)
    with pytest.raises(ComError, match="Select"):
        book.sheets["Mitra"]["A1"].select()
    book.sheets["Mitra"].activate()
    window.ScrollRow = 41
    assert (book.selection.address, window.ScrollRow) == ("$B$2:$C$9", 41)
    excel.user(book).click_chart()
    assert book.selection is None


def test_switches_and_calculation_without_a_book(excel: Excel) -> None:
    with pytest.raises(ComError, match="Calculation"):
        excel.app.calculation = "manual"
    excel.add("desa.xlsx", {"Mitra": []})
    before = excel.settings
    with excel.app.properties(screen_updating=False, calculation="manual", enable_events=False, status_bar="..."):
        assert excel.settings != before
        assert excel.app.api.Calculation == -4135
    assert excel.settings == before


def test_saving_is_remembered_and_a_read_only_book_refuses(excel: Excel, book: xw.Book) -> None:
    assert (book.api.Saved, excel.model(book).saves) == (True, [])
    book.sheets["Mitra"]["A1"].value = "x"
    assert book.api.Saved is False
    book.save()
    assert (book.api.Saved, excel.model(book).saves) == (True, ["/tidak/ada/desa.xlsx"])
    excel.model(book).read_only = True
    with pytest.raises(ComError, match="read-only"):
        book.save()


def test_message_boxes_are_recorded_and_answered(excel: Excel) -> None:
    excel.answers.extend(["no", "yes"])
    asked = [excel.app.alert("Teruskan?", "perdes_sheets", "yes_no", "info") for _ in range(3)]
    assert asked == ["no", "yes", "ok"]
    assert [(alert.prompt, alert.title) for alert in excel.alerts] == [("Teruskan?", "perdes_sheets")] * 3


def test_names_follow_rows_tabs_and_deletion(excel: Excel, book: xw.Book) -> None:
    lookup = book.sheets.add("Data Bantu")
    book.names.add("agr_key", "='Data Bantu'!$A$2:$A$10")
    book.names.add("Mitra!lokal", "=Mitra!$B$2")
    sheet = book.sheets["Mitra"]
    sheet["C2"].formula = "=INDEX(agr_key,ROW())&'Data Bantu'!A5&B2&B9"
    assert book.names["agr_key"].refers_to_range == lookup["A2:A10"]
    assert sheet["lokal"].address == "$B$2"
    assert [name.name for name in book.names] == ["agr_key", "Mitra!lokal"]
    assert [name.name for name in sheet.names] == ["Mitra!lokal"]
    excel.user(book).insert_rows("Data Bantu", 3, 2)
    excel.user(book).delete_rows("Mitra", 5)
    assert book.names["agr_key"].refers_to == "='Data Bantu'!$A$2:$A$12"
    assert sheet["C2"].formula == "=INDEX(agr_key,ROW())&'Data Bantu'!A7&B2&B8"
    lookup.name = "Bantu"
    lookup.names.add("dalam", "=Mitra!$A$1")
    assert "Bantu!dalam" in book.names
    assert sheet["C2"].formula == "=INDEX(agr_key,ROW())&Bantu!A7&B2&B8"
    excel.user(book).delete_sheet("Bantu")
    assert "dalam" not in [name.name.rpartition("!")[2] for name in book.names]
    assert book.names["agr_key"].refers_to == "=#REF!$A$2:$A$12"
    assert sheet["C2"].formula == "=INDEX(agr_key,ROW())&#REF!A7&B2&B8"
    with pytest.raises(ComError):
        _ = book.names["agr_key"].refers_to_range
    with pytest.raises(ComError):
        lookup["A1"].value = 1
    assert "tidak_ada" not in book.names
    with pytest.raises(ComError):
        _ = book.names["tidak_ada"]
    book.names["agr_key"].delete()
    assert "agr_key" not in book.names


@given(
    st.sampled_from(["=A1", "=$B$4:$C$9", "=A:A", "=4:4", "=SUM(Mitra!D3:D8)+Lain!D3", "=INDEX($A:$A,ROW())", "=nama"]),
    st.sampled_from(["row", "column"]),
    st.integers(1, 12),
    st.integers(1, 3),
)
def test_what_is_inserted_and_deleted_again_changed_no_reference(formula: str, axis: str, at: int, count: int) -> None:
    inserted = Shift("mitra", "row" if axis == "row" else "column", at, count)
    there = references.shifted(formula, "mitra", inserted)
    assert references.shifted(there, "mitra", inserted._replace(by=-count)) == formula


@pytest.mark.parametrize(
    ("formula", "shift", "result"),
    [
        ("=A5", Shift("mitra", "row", 5, 1), "=A6"),
        ("=A4", Shift("mitra", "row", 5, 1), "=A4"),
        ("=A5", Shift("mitra", "row", 5, -1), "=#REF!"),
        ("=SUM(A3:A9)", Shift("mitra", "row", 2, -3), "=SUM(A2:A6)"),
        ("=SUM(A3:A9)", Shift("mitra", "row", 8, -5), "=SUM(A3:A7)"),
        ("=SUM($C:$D)", Shift("mitra", "column", 1, 2), "=SUM($E:$F)"),
        ("=SUM($C:$D)", Shift("mitra", "row", 1, 2), "=SUM($C:$D)"),
        ("=Lain!A5", Shift("mitra", "row", 1, 2), "=Lain!A5"),
        ("='a!b'!A5&\"A5\"", Shift("a!b", "row", 1, 2), "='a!b'!A7&\"A5\""),
    ],
)
def test_references_follow_rows_and_columns(formula: str, shift: Shift, result: str) -> None:
    assert references.shifted(formula, "mitra", shift) == result


@given(st.integers(1, 1_048_576), st.integers(1, 16_384), st.integers(1, 50), st.integers(1, 50), st.booleans())
def test_addresses_are_read_as_they_are_spelt(row: int, column: int, rows: int, columns: int, absolute: bool) -> None:
    box = addresses.between(row, column, min(row + rows, 1_048_576), min(column + columns, 16_384))
    assert box is not None
    assert addresses.parse(addresses.spell(box, row_absolute=absolute, column_absolute=absolute)) == box


def test_addresses_of_lines_and_of_nothing(book: xw.Book) -> None:
    sheet = book.sheets["Mitra"]
    assert (sheet["B:C"].shape, sheet["2:3"].shape) == ((1_048_576, 2), (2, 16_384))
    assert (sheet["B:C"].address, sheet["2:3"].address) == ("$B:$C", "$2:$3")
    assert sheet["B2"].get_address(False, True, external=True) == "'[desa.xlsx]Mitra'!$B2"
    for wrong in ("ZZZZ1", "A0", "A1:B2:C3", "tidak_ada"):
        with pytest.raises(ComError):
            _ = sheet[wrong]


def test_a_person_inserts_sorts_and_deletes(excel: Excel) -> None:
    rows = [["K"], ["b"], [2], [None], ["A"], [True], [1], [CellError.NA]]
    book = excel.add("desa.xlsx", {"Mitra": [[*row, f"=A{number}&$A$1"] for number, row in enumerate(rows, 1)]})
    excel.user(book).sort("Mitra", "A2:B8")
    sheet = book.sheets[0]
    keys = sheet["A2:A8"].options(err_to_str=True)
    assert keys.value == [1, 2, "A", "b", True, "#N/A", None]
    assert [row[0] for row in sheet["B2:B8"].formula] == [f"=A{number}&$A$1" for number in range(2, 9)]
    excel.user(book).sort("Mitra", "A2:B8", descending=True)
    assert keys.value == ["#N/A", True, "b", "A", 2, 1, None]
    excel.user(book).format("Mitra", "A3", "0.0")
    excel.user(book).insert_rows("Mitra", 4)
    assert sheet["A3:A5"].value == [True, None, "b"]
    assert sheet["A4"].number_format == "0.0"
    excel.user(book).delete_rows("Mitra", 3, 2)
    assert sheet["A2:A4"].options(err_to_str=True).value == ["#N/A", "b", "A"]
    excel.user(book).insert_columns("Mitra", 1)
    assert sheet["B2:C2"].formula == (("#N/A", "=B2&$B$1"),)
    excel.user(book).delete_columns("Mitra", 1)
    excel.user(book).clear("Mitra", "A2:A3")
    assert sheet["A2:B3"].formula == (("", "=A2&$A$1"), ("", "=A3&$A$1"))


def test_a_program_inserts_deletes_and_sorts_cells(book: xw.Book) -> None:
    sheet = book.sheets["Mitra"]
    sheet["A2:A2"].insert("down")
    assert sheet["A1:B4"].value == [
        ["Nama", "Jenis"],
        [None, "LSM"],
        ["Yayasan Tani", "Badan usaha"],
        ["CV Maju", None],
    ]
    sheet["A2"].delete("up")
    sheet["A1:B3"].sort(1, has_headers=True)
    assert sheet["A1:B3"].value == [PARTNERS[0], PARTNERS[2], PARTNERS[1]]
    sheet["2:2"].delete()
    assert sheet["A2:B2"].value == PARTNERS[1]


def test_looks_are_set_read_and_pasted(book: xw.Book) -> None:
    sheet = book.sheets["Mitra"]
    sheet["A1:B1"].color = "#0B4F4A"
    sheet["A1"].font.bold = True
    sheet["A1"].font.color = (255, 255, 255)
    sheet["A:A"].number_format = "@"
    assert (sheet["A1:B1"].color, sheet["A1:A2"].color, sheet["A1:B1"].font.bold) == ((11, 79, 74), None, None)
    assert (sheet["A900"].number_format, sheet["A1:A900"].number_format) == ("@", "@")
    sheet["A1"].copy()
    sheet["C5:D6"].paste("formats")
    assert (sheet["C5:D6"].color, sheet["C5:D6"].font.color) == ((11, 79, 74), (255, 255, 255))
    assert sheet["C5:D6"].value == [[None, None]] * 2
    sheet["C5"].value = "x"
    with pytest.raises(ComError, match="PasteSpecial"):
        sheet["C7"].paste()
    sheet["A1:B1"].copy(sheet["E1"])
    assert sheet["E1:F1"].value == PARTNERS[0]
    sheet["A1:B1"].clear_formats()
    assert (sheet["A1:B1"].color, sheet["A1"].value) == (None, "Nama")


def test_rows_links_filter_and_print_area(book: xw.Book) -> None:
    sheet = book.sheets["Mitra"]
    sheet["2:3"].rows.hidden = True
    sheet["B:B"].column_width = 30
    sheet["A1"].insert("right")
    assert (sheet["2:2"].rows.hidden, sheet["1:3"].rows.hidden, sheet["B:B"].column_width) == (True, None, 30)
    sheet["1:1"].insert("down")
    assert (sheet["3:4"].rows.hidden, sheet["2:2"].rows.hidden) == (True, False)
    sheet["A9"].add_hyperlink("#Ringkasan!A1", "Ringkasan")
    assert (sheet["A9"].value, sheet["A9"].hyperlink) == ("Ringkasan", "#Ringkasan!A1")
    sheet["A9"].value = "tautan tetap"
    assert sheet["A1:A9"].api.Hyperlinks.Count == 1
    sheet["A9"].color = (1, 2, 3)
    sheet["A9"].api.ClearHyperlinks()
    assert (sheet["A9"].value, sheet["A9"].color, sheet["A9"].api.Hyperlinks.Count) == ("tautan tetap", (1, 2, 3), 0)
    sheet["A9"].api.Hyperlinks.Add(sheet["A9"].api, "", "Ringkasan!A1")
    assert (sheet["A9"].value, sheet["A9"].hyperlink, sheet["A9"].font.color) == (
        "tautan tetap",
        "#Ringkasan!A1",
        (5, 99, 193),
    )
    sheet["A1:A9"].api.Hyperlinks.Delete()
    assert (sheet["A9"].value, sheet["A9"].color, sheet["A9"].api.Hyperlinks.Count) == ("tautan tetap", None, 0)
    sheet["A9"].add_hyperlink("https://desa.id")
    sheet["A9"].clear_contents()
    assert sheet["A9"].api.Hyperlinks.Count == 0
    sheet.page_setup.print_area = "A1:B4"
    assert (sheet.page_setup.print_area, book.names[0].name) == ("$A$1:$B$4", "Mitra!Print_Area")
    sheet.page_setup.print_area = None
    assert len(book.names) == 0
    sheet["A1:B4"].api.AutoFilter()
    assert sheet.api.AutoFilterMode
    sheet.api.AutoFilterMode = False
    assert not sheet.api.AutoFilterMode


def test_finding_the_way_around_a_sheet(book: xw.Book) -> None:
    sheet = book.sheets["Mitra"]
    assert sheet["A1"].expand().address == sheet["B2"].current_region.address == "$A$1:$B$3"
    assert [sheet["A1"].end(way).address for way in ("down", "right")] == ["$A$3", "$B$1"]
    assert [sheet["A9"].end(way).address for way in ("up", "down", "left")] == ["$A$3", "$A$1048576", "$A$9"]
    assert sheet["XFD1048576"].end("up").address == "$XFD$1"
    assert sheet["A1:B3"][1:, 0].value == ["Yayasan Tani", "CV Maju"]
    assert sheet["A1:B3"][3:, 0].value is None
    assert sheet["A1:B3"](4).value == "LSM"
    assert sheet["A1"].offset(1, 1).resize(2, 1).address == "$B$2:$B$3"


def test_sheets_are_copied_and_moved(book: xw.Book) -> None:
    twin = book.sheets["Mitra"].copy()
    twin["A1"].value = "lain"
    assert book.sheets["Mitra"]["A1"].value == "Nama"
    assert twin.name == "Mitra (2)"
    twin.move(before=book.sheets["Mitra"])
    assert book.sheet_names == ["Mitra (2)", "Mitra", "Ringkasan"]


def test_more_looks(book: xw.Book) -> None:
    cell = book.sheets["Mitra"]["A1"]
    cell.wrap_text, cell.horizontal_alignment, cell.vertical_alignment = True, "center", "top"
    cell.font.italic, cell.font.size, cell.font.name = True, 16, "Carlito"
    cell.row_height = 30
    assert (cell.wrap_text, cell.horizontal_alignment, cell.vertical_alignment) == (True, "center", "top")
    assert (cell.font.italic, cell.font.size, cell.font.name, cell.row_height) == (True, 16, "Carlito", 30)
    cell.api.Locked = False
    cell.api.NumberFormat = "0.0"
    cell.api.Value = 5
    cell.api.Formula = "=1"
    assert (cell.api.Locked, cell.api.NumberFormat, cell.api.Formula, cell.api.HasFormula) == (False, "0.0", "=1", True)
    cell.columns.hidden = True
    assert cell.columns.hidden
    cell.columns.autofit()


def test_ranges_have_names(book: xw.Book) -> None:
    cells = book.sheets["Mitra"]["A1:A3"]
    assert cells.name is None
    cells.name = "kunci"
    assert (cells.name.name, cells.name.refers_to) == ("kunci", "=Mitra!$A$1:$A$3")
    name = book.names[0]
    name.name, name.refers_to = "nama_mitra", "Mitra!$A$2"
    name.api.Visible = False
    assert (book.names["nama_mitra"].refers_to, name.api.Visible) == ("=Mitra!$A$2", False)
    book.sheets["Ringkasan"].names.add("x", "=Mitra!$A$1")
    assert [each.name for each in book.names] == ["nama_mitra", "Ringkasan!x"]
    with pytest.raises(ComError):
        _ = book.sheets["Ringkasan"]["x"]


def test_the_native_objects_of_application_and_windows(excel: Excel, book: xw.Book) -> None:
    native = excel.app.api
    assert (native.Ready, native.Interactive, native.Workbooks.Count, native.Hwnd) == (True, True, 1, excel.app.hwnd)
    assert (native.International(3), native.International(4)) == (",", ".")
    assert (native.ActiveWorkbook.Name, native.ActiveSheet.Name) == ("desa.xlsx", "Mitra")
    assert (book.api.Path, book.api.FullName) == ("/tidak/ada", "/tidak/ada/desa.xlsx")
    assert (book.api.ReadOnly, book.api.ProtectStructure) == (False, False)
    native.Goto(book.sheets["Ringkasan"]["C7"].api, Scroll=True)
    window = native.ActiveWindow
    assert (window.ActiveSheet.Name, book.selection, window.ScrollRow) == ("Ringkasan", book.sheets[1]["C7"], 7)
    window.ScrollColumn = 2
    assert window.ScrollColumn == 2
    with pytest.raises(ComError):
        native.ProtectedViewWindows(1)
    with pytest.raises(AttributeError):
        _ = native.NoSuchMember


def test_switches_of_the_application(excel: Excel, book: xw.Book) -> None:
    app = excel.app
    assert xw.apps.keys() == [app.pid]
    assert xw.apps[app.pid] == app
    assert (app.version.major, "Office16" in app.path, "XLSTART" in app.startup_path) == (16, True, True)
    book.sheets["Mitra"]["A1"].copy()
    assert app.cut_copy_mode == "copy"
    app.cut_copy_mode = False
    assert app.cut_copy_mode is None
    other = excel.start()
    assert xw.apps.active == other
    book.activate()
    assert xw.apps.active == app
    with pytest.raises(ComError, match="macros may be disabled"):
        book.macro("Sinkronkan")()
    excel.model(book).macros["Sinkronkan"] = lambda value: value + 1
    assert book.macro("Sinkronkan")(1) == 2
    app.kill()
    assert xw.apps.keys() == [other.pid]


def test_a_book_on_onedrive_has_no_local_path_unless_xlwings_finds_one(
    excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        monkeypatch.delenv(name, raising=False)
    book = excel.add("https://d.docs.live.net/abc/desa.xlsx", {"Mitra": []})
    assert book.name == "desa.xlsx"
    with pytest.raises(xw.XlwingsError, match="OneDrive"):
        _ = book.fullname


def test_a_new_book_and_where_it_is_saved(excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = xw.books.add()
    assert (book.fullname, book.sheet_names) == ("Book1", ["Sheet1"])
    book.sheets[0]["A1:C1"].value = ["teks", True, None]
    book.sheets[0]["D1"].value = "#N/A"
    book.sheets[0]["E1"].font.color = "#FF0000"
    book.save()
    assert book.fullname == str(tmp_path / "Book1.xlsx")
    assert files.load(tmp_path / "Book1.xlsx").values() == {"Sheet1": {"A1": "teks", "B1": True, "D1": "#N/A"}}
    assert files.load(tmp_path / "Book1.xlsx").sheet("Sheet1").grid.get(1, 5).look.font_color == (255, 0, 0)
    book.save(tmp_path / "lain.xlsx")
    assert (book.name, len(excel.model(book).saves)) == ("lain.xlsx", 2)
    book.close()
    assert len(xw.books) == 0


# --- calls --------------------------------------------------------------------------------------------------------


def test_calls_are_counted_by_what_they_do(excel: Excel, book: xw.Book) -> None:
    line = excel.line
    sheet = book.sheets["Mitra"]
    rows = sheet["A1:B3"].value
    sheet["A1:B3"].formula  # noqa: B018
    book.sheets["Ringkasan"]["A1"].value = rows
    assert [(call.member, call.address) for call in line.reads("Mitra")] == [
        ("Range.Value", "$A$1:$B$3"),
        ("Range.Formula", "$A$1:$B$3"),
    ]
    assert [(call.kind, call.member, call.sheet, call.address) for call in line.writes()] == [
        ("set", "Range.Value", "Ringkasan", "$A$1:$B$3")
    ]
    line.forget()
    assert line.calls == []


def test_a_large_block_goes_in_two_writes_unless_chunks_are_off(excel: Excel, book: xw.Book) -> None:
    block = [["x"] * 5] * 20_001
    sheet = book.sheets["Ringkasan"]
    sheet["A1"].value = block
    assert len(excel.line.writes()) == 2
    sheet["A1"].options(chunksize=None).value = block
    assert len(excel.line.writes()) == 3
    assert sheet["A1:E20001"].value == block
    assert len(excel.line.reads()) == 1


def attempts(count: int) -> None:
    xw._xlwindows.N_COM_ATTEMPTS = count  # type: ignore[attr-defined]


def test_xlwings_itself_repeats_rejected_calls(excel: Excel, book: xw.Book) -> None:
    cell = book.sheets["Mitra"]["A1"]
    excel.line.busy(5)
    assert cell.value == "Nama"
    attempts(3)
    excel.line.busy(5)
    with pytest.raises(ComError) as rejected:
        _ = cell.value
    assert rejected.value.args == (errors.CALL_REJECTED, "Call was rejected by callee.", None, None)
    assert cell.value == "Nama"  # two rejections are left: the third attempt succeeds
    excel.line.busy(3)
    with pytest.raises(ComError):
        _ = cell.value


def test_looping_over_books_is_not_repeated(excel: Excel, book: xw.Book) -> None:
    excel.line.busy(1, "Workbooks")
    with pytest.raises(ComError) as rejected:
        xw.Book("desa.xlsx")
    assert rejected.value.hresult == errors.CALL_REJECTED
    assert xw.Book("desa.xlsx") == book


def test_edit_mode_hangs_xlwings_unless_attempts_are_bounded(excel: Excel, book: xw.Book) -> None:
    cell = book.sheets["Mitra"]["A1"]
    excel.line.edit_mode = True
    with pytest.raises(WouldHangError, match="N_COM_ATTEMPTS"):
        _ = cell.value
    attempts(2)
    with pytest.raises(ComError) as read:
        _ = cell.value
    with pytest.raises(ComError) as written:
        excel.app.screen_updating = False
    assert read.value.hresult == errors.CALL_REJECTED
    assert (written.value.hresult, written.value.args[2][5]) == (errors.EXCEPTION, errors.SUSPENDED)
    excel.line.edit_mode = False
    assert cell.value == "Nama"


def test_a_dialog_is_the_programs_own_to_wait_for(excel: Excel, book: xw.Book) -> None:
    cell = book.sheets["Mitra"]["A1"]
    excel.line.dialog = True
    with pytest.raises(ComError) as later:
        _ = cell.value
    assert later.value.hresult == errors.RETRY_LATER
    excel.line.dialog = False
    excel.line.retry_later(2, "read")
    outcomes = []
    for _ in range(3):
        try:
            outcomes.append(cell.value)
        except ComError as error:
            outcomes.append(error.hresult)
    assert outcomes == [errors.RETRY_LATER, errors.RETRY_LATER, "Nama"]


def test_excel_dies_midway_and_is_gone(excel: Excel, book: xw.Book) -> None:
    sheet = book.sheets["Ringkasan"]
    excel.line.die("write", skip=1)
    sheet["A1"].value = 1
    for _ in range(2):
        with pytest.raises(ComError) as gone:
            sheet["A2"].value = 2
        assert gone.value.hresult == errors.SERVER_UNAVAILABLE
    assert xw.apps.active is None
    assert excel.model(book).values()["Ringkasan"] == {"A1": 1.0}


def test_faults_choose_their_calls(excel: Excel, book: xw.Book) -> None:
    excel.line.fail(ExcelBusyError, lambda call: call.sheet == "Ringkasan" and call.writes, times=1)
    book.sheets["Mitra"]["A1"].value = "x"
    with pytest.raises(ExcelBusyError):
        book.sheets["Ringkasan"]["A1"].value = "x"
    book.sheets["Ringkasan"]["A1"].value = "x"


def test_a_person_acts_between_reading_and_writing(excel: Excel, book: xw.Book) -> None:
    user = excel.user(book)
    seen: list[str] = []
    excel.line.after("read", lambda call: user.insert_rows("Mitra", 2), skip=1)
    excel.line.before("Range.Value", lambda call: seen.append(call.kind), times=3)
    sheet = book.sheets["Mitra"]
    assert sheet["A2"].value == "Yayasan Tani"
    assert sheet["A2"].value == "Yayasan Tani"
    sheet["A2"].value = "menimpa baris kosong"
    assert sheet["A2:A3"].value == ["menimpa baris kosong", "Yayasan Tani"]
    assert seen == ["get", "get", "set"]
    assert len(excel.line.writes()) == 1


def test_the_person_closes_the_book(excel: Excel, book: xw.Book) -> None:
    sheet = book.sheets["Mitra"]
    excel.line.before("write", lambda call: excel.user(book).close())
    for _ in range(2):
        with pytest.raises(ComError) as closed:
            sheet["A1"].value = "terlambat"
        assert closed.value.hresult == errors.DISCONNECTED
    assert len(xw.books) == 0


# --- files --------------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Made by XlsxWriter, as the product's templates are."""
    target = tmp_path / "desa.xlsx"
    with xlsxwriter.Workbook(str(target)) as out:
        tab, hidden = out.add_worksheet("Mitra"), out.add_worksheet("Bantu")
        day = out.add_format({"num_format": "dd mmm yyyy", "bg_color": "#0B4F4A", "locked": False})
        tab.set_column(5, 5, 20, out.add_format({"num_format": "@"}))
        tab.write_row(0, 0, ["Nama", 1, True])
        tab.write_datetime(1, 0, datetime(2024, 3, 12, tzinfo=UTC).replace(tzinfo=None), day)
        tab.write_formula(1, 1, "=INDEX($A:$A,ROW())", day, 45363)
        tab.write_formula(1, 2, '=""', None, "")
        tab.write_formula(1, 3, "=NA()", None, "#N/A")
        tab.write_url(2, 0, "internal:'Bantu'!A1", None, "ke Bantu")
        tab.write_blank(3, 0, None, day)
        tab.set_row(6, None, None, {"hidden": True})
        tab.autofilter("A1:D4")
        tab.print_area("A1:D4")
        tab.protect()
        tab.set_selection("B2:C3")
        hidden.very_hidden()
        out.define_name("kunci", "=Bantu!$A$1:$A$9")
    return target


def test_a_file_is_opened_as_excel_shows_it(excel: Excel, path: Path) -> None:
    book = excel.open(path)
    sheet = book.sheets["Mitra"]
    day = datetime(2024, 3, 12, tzinfo=UTC).replace(tzinfo=None)
    assert sheet["A1:D2"].options(err_to_str=True).value == [["Nama", 1, True, None], [day, day, None, "#N/A"]]
    assert sheet["A2:D2"].formula == (("45363", "=INDEX($A:$A,ROW())", '=""', "=NA()"),)
    assert (sheet["A2"].color, sheet["A4"].number_format, sheet["F99"].number_format) == (
        (11, 79, 74),
        "dd mmm yyyy",
        "@",
    )
    assert (sheet["A3"].value, sheet["A3"].hyperlink) == ("ke Bantu", "#'Bantu'!A1")
    assert (book.names["kunci"].refers_to, sheet.page_setup.print_area) == ("=Bantu!$A$1:$A$9", "$A$1:$D$4")
    assert (book.sheets["Bantu"].visible, sheet["7:7"].rows.hidden, sheet.api.AutoFilterMode) == (2, True, True)
    assert book.selection.address == "$B$2:$C$3"
    sheet["A4"].value = date(2024, 5, 1)
    with pytest.raises(ComError, match="protected"):
        sheet["A1"].value = "terkunci"
    assert excel.model(book).values()["Mitra"]["A4"] == datetime(2024, 5, 1, tzinfo=UTC).replace(tzinfo=None)


def test_a_saved_file_holds_formulas_with_their_results(excel: Excel, path: Path) -> None:
    book = excel.open(path)
    book.sheets["Mitra"].api.Unprotect()
    book.sheets["Mitra"]["E5"].value = "'007"
    book.save()
    before, after = excel.model(book), files.load(path)
    assert after.values() == before.values()
    assert after.formulas() == before.formulas()
    assert [(name.shown, name.refers_to) for name in after.names if not name.hidden] == [("kunci", "=Bantu!$A$1:$A$9")]
    assert after.sheet("Mitra").grid.get(2, 1).look == before.sheet("Mitra").grid.get(2, 1).look
    assert after.sheet("Mitra").grid.get(5, 5).apostrophe
    assert after.sheet("Mitra").selection == Box(2, 2, 2, 2)


def test_opening_through_xlwings_reads_the_file(excel: Excel, path: Path) -> None:
    book = xw.Book(path)
    assert book.sheets["Mitra"]["A1"].value == "Nama"
    assert [call.member for call in excel.line.calls if call.member == "Workbooks.Open"] == ["Workbooks.Open"]
    assert xw.Book(path) == book
    with pytest.raises(FileNotFoundError):
        xw.Book(path.with_name("lain.xlsx"))


def test_cells_as_other_programs_write_them(tmp_path: Path) -> None:
    """Shared formulas, inline and rich strings, ISO dates, escapes: XlsxWriter writes none of them."""
    cells = (
        '<row r="1" ht="30" hidden="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+$C$1</f><v>1</v></c>'
        '<c r="B1" t="inlineStr"><is><t>dalam</t></is></c><c r="C1" t="d"><v>2024-03-12T06:00:00</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="B2" t="b"><v>1</v></c>'
        '<c r="C2" t="e"><v>#REF!</v></c><c r="D2" t="s"><v>0</v></c><c r="E2" t="str"><f>""</f><v/></c>'
        '<c r="F2"><f t="array" ref="F2">SUM(A1:A2)</f></c></row>'
    )
    target = tmp_path / "lain.xlsx"
    with xlsxwriter.Workbook(str(target)) as out:
        out.add_worksheet().write_string("A1", "agar ada sharedStrings.xml")
    with zipfile.ZipFile(target) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet, replaced = re.subn(r"(?<=<sheetData>).*(?=</sheetData>)", cells, sheet)
    assert replaced == 1
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    parts["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><r><t>kaya </t></r><r><t>_x0041_</t></r><rPh sb='0' eb='1'><t>bunyi</t></rPh></si></sst>"
    )
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    book = files.load(target)
    tab = book.sheets[0]
    assert [tab.grid.get(1, column).value for column in (1, 2, 3)] == [1.0, "dalam", 45363.25]
    assert [tab.grid.get(2, column).value for column in range(1, 7)] == [2.0, True, CellError.REF, "kaya A", "", None]
    assert book.formulas()[tab.name] == {"A1": "=B1+$C$1", "A2": "=B2+$C$1", "E2": '=""', "F2": "=SUM(A1:A2)"}
    assert (tab.hidden_rows, tab.row_heights) == ({1}, {1: 30.0})


def test_links_of_a_file_lead_where_they_led(excel: Excel, tmp_path: Path) -> None:
    target = tmp_path / "desa.xlsx"
    with xlsxwriter.Workbook(str(target)) as out:
        tab = out.add_worksheet("Mitra")
        tab.write_url("A1", "https://desa.id/a", None, "luar")
        tab.write_url("A2", "internal:'Mitra'!B9", None, "dalam")
    sheet = excel.open(target).sheets["Mitra"]
    assert [(cell.value, cell.hyperlink) for cell in sheet["A1:A2"]] == [
        ("luar", "https://desa.id/a"),
        ("dalam", "#'Mitra'!B9"),
    ]
    sheet.book.save()
    again = files.load(target).sheets[0].grid
    assert [again.get(row, 1).link for row in (1, 2)] == ["https://desa.id/a", "#'Mitra'!B9"]


# --- merged cells, and charts that draw from another workbook ----------------------------------------------------


@pytest.fixture
def merged(excel: Excel, tmp_path: Path) -> xw.Sheet:
    """A tab with B2:C3 merged and a chart, open in Excel."""
    with xlsxwriter.Workbook(tmp_path / "kartu.xlsx") as workbook:
        sheet = workbook.add_worksheet("Kartu")
        sheet.merge_range("B2:C3", "judul", workbook.add_format({"bold": True}))
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=Angka!$A$1:$A$2"})
        sheet.insert_chart("E1", chart)
        workbook.add_worksheet("Angka")
    return excel.open(tmp_path / "kartu.xlsx").sheets["Kartu"]


def test_merged_cells_are_known(merged: xw.Sheet) -> None:
    assert merged["A1:D4"].merge_cells is None
    assert merged["B2:C3"].merge_cells is True
    assert merged["C3"].merge_area.address == "$B$2:$C$3"
    assert merged["A1:A9"].merge_cells is False
    assert merged["A1"].merge_area.address == "$A$1"


def test_only_the_first_of_merged_cells_takes_contents(excel: Excel, merged: xw.Sheet) -> None:
    merged["A2:C2"].value = ["a", "b", "c"]
    assert excel.model(merged.book).values()["Kartu"] == {"A2": "a", "B2": "b"}


@pytest.mark.parametrize("member", ["clear", "clear_formats", "unmerge"])
def test_what_takes_merged_cells_apart(merged: xw.Sheet, member: str) -> None:
    getattr(merged["A1:C9"], member)()
    assert merged["B2:C3"].merge_cells is False


def test_a_copy_onto_merged_cells_takes_them_apart_and_merging_keeps_the_first_look(merged: xw.Sheet) -> None:
    merged["A1"].copy(merged["B2:C2"])
    assert merged["B2:C3"].merge_cells is False
    merged["B2"].font.bold = True
    merged["B2:C3"].merge()
    assert merged["B2:C3"].merge_cells is True
    assert merged["C3"].font.bold is True


def test_a_tab_with_charts_draws_from_the_workbook_it_came_from_until_that_is_changed(
    excel: Excel, merged: xw.Sheet, book: xw.Book
) -> None:
    source = merged.book.fullname
    merged.copy(after=book.sheets["Mitra"])
    assert book.sheets["Kartu"]["C3"].merge_area.address == "$B$2:$C$3"
    assert book.api.LinkSources(1) == (source,)
    book.api.ChangeLink(source, book.fullname, 1)
    assert book.api.LinkSources(1) is None
    with pytest.raises(ComError):
        book.api.ChangeLink(source, book.fullname, 1)


def test_a_text_inside_a_formula_may_have_255_characters(book: xw.Book) -> None:
    book.sheets["Mitra"]["A9"].formula = f'="{"a" * 255}"'
    with pytest.raises(ComError):
        book.sheets["Mitra"]["A9"].formula = f'="{"a" * 256}"'


def test_names_are_spelt_without_quotes_that_are_not_needed(book: xw.Book) -> None:
    book.sheets.add("Tindak Lanjut")
    assert book.names.add("satu", "='Mitra'!$A$1").refers_to == "=Mitra!$A$1"
    assert book.names.add("dua", "='Tindak Lanjut'!$A$1").refers_to == "='Tindak Lanjut'!$A$1"


def test_a_formula_without_relative_references_is_the_same_in_every_cell() -> None:
    assert references.copied("=INDEX($A:$A,ROW())&x", "B5", "D9") == "=INDEX($A:$A,ROW())&x"
    assert references.copied("=INDEX($A:$A,B5)", "B5", "D9") == "=INDEX($A:$A,D9)"
