"""Tabs and looks that the open workbook has lost."""

from __future__ import annotations

import pytest
import xlwings as xw

from perdes_sheets.errors import WorkbookError
from perdes_sheets.jobs.sync import sync
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.excel import native
from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook
from tests.contract import small
from tests.contract.small import ENTRY, LOOKS, OWNED
from tests.excel.conftest import DAY, fresh
from tests.excel_engine import Excel, errors

SAY = words("id")


def test_the_summary_comes_back_whole(excel: Excel, village: xw.Book) -> None:
    live, title, user = ExcelWorkbook(village, fresh=fresh), SAY.tab("summary"), excel.user(village)
    sync(live, DAY)
    model = excel.model(village)
    place = [sheet.name for sheet in model.sheets].index(title)
    merged, widths = model.sheet(title).merged, model.sheet(title).column_widths
    values = model.values()[title]
    user.delete_sheet(title)
    user.go(SAY.tab("needs"), "C7", scroll=(5, 3))
    synced = sync(live, DAY)
    assert list(synced.written.restored) == [title]
    assert [sheet.name for sheet in model.sheets].index(title) == place
    back = model.sheet(title)
    assert back.drawn, "with its charts"
    assert sorted(back.merged) == sorted(merged)
    assert back.column_widths == widths
    assert model.values()[title] == values
    assert model.links == [], "its charts draw from this workbook, not from the template that was open for a moment"
    assert (model.active.name, model.active.scroll) == (SAY.tab("needs"), (5, 3))
    assert [book.name for book in excel.app.books] == ["kemitraan.xlsx"]
    assert not sync(live, DAY).written.changed


def test_the_tab_that_formulas_look_up_comes_back_with_its_names(excel: Excel, village: xw.Book) -> None:
    live = ExcelWorkbook(village, fresh=fresh)
    sync(live, DAY)
    model = excel.model(village)
    values = model.values()[SAY.tab("partners")]
    names = {name.text: name.refers_to for name in model.names}
    excel.user(village).delete_sheet("_data")
    assert any("#REF!" in name.refers_to for name in model.names)
    sync(live, DAY)
    assert {name.text: name.refers_to for name in model.names} == names
    assert model.values()[SAY.tab("partners")] == values
    assert model.sheet("_data").visible == 0


def test_the_workbook_in_front_stays_in_front(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    excel.user(book).delete_sheet(OWNED)
    other = excel.add("C:\\lain.xlsx", {"Lain": [["x"]]})
    excel.user(book).go(ENTRY)
    excel.user(other).go("Lain")
    workbook.write(small.plan())
    assert excel.app.books.active.name == "lain.xlsx"
    assert excel.model(book).active.name == ENTRY


def test_dropdowns_work_again_when_the_hidden_lists_come_back(excel: Excel, village: xw.Book) -> None:
    model = excel.model(village)
    lists = {name.text: name.refers_to for name in model.names if "_looks" in name.refers_to}
    assert lists
    excel.user(village).delete_sheet(LOOKS)
    sync(ExcelWorkbook(village, fresh=fresh), DAY)
    assert {name.text: name.refers_to for name in model.names if "_looks" in name.refers_to} == lists


def test_a_look_of_a_newer_program_is_added(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    row = list(small.FORMATS).index("late") + 1
    excel.user(book).clear(LOOKS, f"A{row}")
    workbook.write(small.plan())
    sheet = excel.model(book).sheet(LOOKS)
    assert sheet.grid.get(len(small.FORMATS) + 1, 1).value == "late"
    late = excel.model(book).sheet(OWNED).grid.get(4, 1).look
    assert late == sheet.grid.get(row, 2).look
    assert late.color == (0xFA, 0xDF, 0xCF)


def test_a_structure_that_is_protected(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    excel.user(book).delete_sheet(OWNED)
    excel.user(book).protect_structure()
    excel.line.forget()
    with pytest.raises(WorkbookError) as caught:
        workbook.write(small.plan())
    assert caught.value.message == "error.excel_fixed_tabs"
    assert caught.value.values["tabs"] == OWNED
    assert excel.line.writes() == []


def test_a_protected_structure_is_no_obstacle_where_no_tab_is_missing(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook
) -> None:
    excel.user(book).protect_structure()
    assert workbook.write(small.plan()).changed


def test_macos_asks_for_a_sync_of_the_file(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel.user(book).delete_sheet(OWNED)
    excel.line.forget()

    class Mac:
        """On macOS `native` would speak appscript; only whether it is macOS matters here."""

        ON_MAC = True

        def __getattr__(self, name: str) -> object:
            return getattr(native, name)

    monkeypatch.setattr("perdes_sheets.workbooks.excel.writing.native", Mac())
    with pytest.raises(WorkbookError) as caught:
        workbook.write(small.plan())
    assert caught.value.message == "error.excel_missing_tabs"
    assert caught.value.values["tabs"] == OWNED
    assert excel.line.writes() == []


def test_the_template_is_closed_even_where_copying_fails(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    excel.user(book).delete_sheet(OWNED)
    excel.user(book).go(ENTRY, "A5")
    excel.line.fail(lambda: errors.refused("Tidak bisa."), "Worksheet.Copy")
    with pytest.raises(WorkbookError, match="excel_refused"):
        workbook.write(small.plan())
    assert [each.name for each in excel.app.books] == ["desa.xlsx"]
