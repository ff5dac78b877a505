"""Cells as Excel gives and takes them."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw

from perdes_sheets.workbooks.base import Cell, ErrorValue, Out, OwnedTab, WritePlan
from perdes_sheets.workbooks.excel import tabs
from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook
from tests.contract import small
from tests.contract.small import OWNED
from tests.excel_engine import CellError, Excel


def read(excel: Excel, rows: list[list[object]]) -> tuple[list[list[Cell]], xw.Book]:
    book = excel.add("C:\\desa.xlsx", {"Mitra": rows})
    return _rows(book), book


def _rows(book: xw.Book) -> list[list[Cell]]:
    sheet = ExcelWorkbook(book, fresh=lambda language: b"").read()["Mitra"]
    return [list(row) for row in sheet.rows]


def test_money_is_read_to_the_last_digit(excel: Excel) -> None:
    """Range.Value gives a cell in a currency format as a Decimal of four places."""
    _, book = read(excel, [[1234.56789, 2.5], ["teks", 7]])
    excel.user(book).format("Mitra", "A1:B2", '"Rp"#,##0.00')
    assert _rows(book) == [[1234.56789, 2.5], ["teks", 7.0]]
    assert all(type(value) is float for value in _rows(book)[0])


def test_money_in_a_tab_of_one_cell(excel: Excel) -> None:
    _, book = read(excel, [[0.123456]])
    excel.user(book).format("Mitra", "A1", '"Rp"#,##0.00')
    assert _rows(book) == [[0.123456]]


@pytest.mark.parametrize("error", list(CellError), ids=lambda error: error.name)
def test_every_error_by_its_name(excel: Excel, error: CellError) -> None:
    assert read(excel, [[error, 1]])[0] == [[ErrorValue(error.text), 1.0]]


def test_dates_and_times(excel: Excel) -> None:
    noon = dt.datetime(2024, 3, 1, 13, 30)  # noqa: DTZ001 - spreadsheets have no zones
    _, book = read(excel, [[noon, dt.date(2024, 3, 1), 0.75]])
    excel.user(book).format("Mitra", "C1", "h:mm")
    assert _rows(book) == [[noon, dt.date(2024, 3, 1), 0.75]]
    assert type(_rows(book)[0][1]) is dt.date


def test_a_tab_that_begins_far_from_its_corner(excel: Excel) -> None:
    _, book = read(excel, [])
    excel.user(book).type("Mitra", "C4", "jauh")
    rows = _rows(book)
    assert len(rows) == 4
    assert rows[3] == [None, None, "jauh"]


def test_an_empty_tab(excel: Excel) -> None:
    assert read(excel, [])[0] == [[None]]


def test_rows_formatted_to_the_end_of_the_world(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabs, "_MOST_CELLS", 100)
    _, book = read(excel, [["Nama", "Jenis"], ["Yayasan", None]])
    excel.user(book).format("Mitra", "A1:C900", "0.00")
    excel.user(book).type("Mitra", "B7", "terakhir")
    rows = _rows(book)
    assert len(rows) == 7
    assert rows[6] == [None, "terakhir", None]


def test_hidden_tabs_are_read_when_asked_for(excel: Excel) -> None:
    book = excel.add("C:\\desa.xlsx", {"Mitra": [["x"]], "_data": [["k"]]})
    excel.user(book).hide_sheet("_data")
    live = ExcelWorkbook(book, fresh=lambda language: b"")
    excel.line.forget()
    sheets = live.read()
    assert [call.sheet for call in excel.line.reads()] == ["Mitra"]
    assert sheets["_data"].hidden
    assert sheets["_data"].rows == [["k"]]
    assert not sheets["Mitra"].hidden
    assert [call.sheet for call in excel.line.reads()] == ["Mitra", "_data"]


def put(workbook: ExcelWorkbook, *outs: Out) -> None:
    workbook.write(WritePlan("id", owned=[OwnedTab("checks", OWNED, [[], list(outs)])]))


def test_a_date_leaves_a_cells_format_alone(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    put(workbook, Out(dt.date(2024, 3, 1), "hidden"), Out(dt.date(2024, 3, 1), "date"))
    row = excel.model(book).sheet(OWNED).grid.rows[2]
    assert [cell.look.number_format for cell in row.values()] == ["General", "dd mmm yyyy"]
    assert [cell.value for cell in row.values()] == [45352.0, 45352.0]


def test_dates_counted_from_1904(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    excel.model(book).date1904 = True
    put(workbook, Out(dt.date(2024, 3, 1), "hidden"))
    assert excel.model(book).sheet(OWNED).grid.rows[2][1].value == 45352.0 - 1462


def test_whole_numbers_of_any_size(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    put(workbook, Out(3_000_000_000_000, "number"), Out(-(2**40), "number"))
    assert [cell.value for cell in excel.model(book).sheet(OWNED).grid.rows[2].values()] == [3e12, -(2.0**40)]


def test_a_text_longer_than_a_cell(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    plan = WritePlan("id", owned=[OwnedTab("checks", OWNED, [[], [Out("a" * 40_000)]])])
    workbook.write(plan)
    value = excel.model(book).sheet(OWNED).grid.rows[2][1].value
    assert isinstance(value, str)
    assert len(value) == 32_766
    assert value.endswith("…")
    assert not workbook.write(plan).changed


def test_a_text_in_place_of_its_number_is_a_change(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    put(workbook, Out(5.0))
    put(workbook, Out("5"))
    assert excel.model(book).sheet(OWNED).grid.rows[2][1].value == "5"
    put(workbook, Out(5))
    assert excel.model(book).sheet(OWNED).grid.rows[2][1].value == 5.0


def test_a_formula_that_gives_the_right_number_is_replaced(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook
) -> None:
    put(workbook, Out(3.0))
    excel.user(book).type(OWNED, "A2", "=1+2")
    put(workbook, Out(3.0))
    assert excel.model(book).sheet(OWNED).grid.rows[2][1].formula is None


@pytest.mark.parametrize("text", small.NASTY)
def test_text_whatever_the_region_reads_it_as(excel: Excel, book: xw.Book, workbook: ExcelWorkbook, text: str) -> None:
    put(workbook, Out(text, "number"), Out(text, "date"), Out(text, "rupiah"))
    for cell in excel.model(book).sheet(OWNED).grid.rows[2].values():
        assert (cell.value, cell.formula) == (text, None)
