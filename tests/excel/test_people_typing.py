"""Somebody types while a sync is at work."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw

from perdes_sheets.errors import ChangedMeanwhile
from perdes_sheets.jobs.sync import sync
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook
from tests.contract import small
from tests.contract.small import CHECK, ENTRY, FIRST, MARKER, OWNED
from tests.excel.conftest import DAY, fresh
from tests.excel_engine import Excel

SAY = words("id")


def planned(workbook: ExcelWorkbook) -> None:
    """Everything that comes before a write."""
    workbook.read()
    workbook.automatic(ENTRY, {CHECK: MARKER}, FIRST)


@pytest.mark.parametrize(
    "act",
    [
        lambda user: user.insert_rows(ENTRY, 6),
        lambda user: user.delete_rows(ENTRY, 6),
        lambda user: user.insert_columns(ENTRY, 2),
        lambda user: user.sort(ENTRY, "A5:H8", descending=True),
        lambda user: user.type(ENTRY, "A6", "Nama lain"),
        lambda user: user.type(ENTRY, "B8", "ketikan"),
    ],
    ids=["insert", "delete", "column", "sort", "type", "type over"],
)
def test_nothing_is_written_beside_what_was_read(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook, act: object
) -> None:
    planned(workbook)
    assert callable(act)
    act(excel.user(book))
    before = excel.model(book).formulas(), excel.model(book).values()[OWNED]
    excel.line.forget()
    with pytest.raises(ChangedMeanwhile):
        workbook.write(small.plan())
    assert (excel.model(book).formulas(), excel.model(book).values()[OWNED]) == before
    assert excel.line.writes() == []
    assert excel.settings["interactive"]


def test_the_sync_starts_over(excel: Excel, village: xw.Book) -> None:
    partners, user = SAY.tab("partners"), excel.user(village)
    entry = excel.model(village).sheet(partners)
    name = {str(entry.grid.get(4, c).value): c for c in range(1, 40)}[SAY.column("partners", "name") + " *"]
    added = next(row for row in range(5, 40) if entry.grid.get(row, name).value is None)
    excel.line.after("PageSetup.PrintArea", lambda call: user.type(partners, f"A{added}", "Mitra baru"))
    synced = sync(ExcelWorkbook(village, fresh=fresh), DAY)
    assert synced.written.changed
    assert "Mitra baru" in [partner.name for partner in synced.view.reading.entries.partners]


def test_somebody_who_never_stops_is_told(excel: Excel, village: xw.Book) -> None:
    user, times = excel.user(village), iter(range(1_000))
    excel.line.after(
        "Application.ScreenUpdating",
        lambda call: user.type(SAY.tab("needs"), "C5", f"Ketikan {next(times)}"),
        times=1_000,
    )
    before = excel.model(village).values()[SAY.tab("summary")]
    with pytest.raises(ChangedMeanwhile) as caught:
        sync(ExcelWorkbook(village, fresh=fresh), DAY)
    assert caught.value.message == "error.excel_changed"
    assert excel.model(village).values()[SAY.tab("summary")] == before


def test_an_inserted_row_gets_its_formulas(excel: Excel, village: xw.Book) -> None:
    live, user, title = ExcelWorkbook(village, fresh=fresh), excel.user(village), SAY.tab("partners")
    sync(live, DAY)
    user.insert_rows(title, 7)
    user.type(title, "A7", "Mitra di tengah")
    synced = sync(live, DAY)
    assert dict(synced.written.filled) == {title: 1}
    formulas = excel.model(village).formulas()[title]
    above = {at[:-1]: formula for at, formula in formulas.items() if at[-1] == "6" and at[:-1].isalpha()}
    assert above
    assert {at[:-1]: formula for at, formula in formulas.items() if at[-1] == "7" and at[:-1].isalpha()} == above
    assert excel.model(village).values()[title]["B7"].startswith(("▲", "■")), "the new row is checked at once"
    assert not sync(live, DAY).written.changed


def test_an_owned_tab_that_vanishes_between_read_and_write(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook
) -> None:
    planned(workbook)
    excel.user(book).delete_sheet(OWNED)
    with pytest.raises(Exception, match="excel_closed"):
        workbook.write(small.plan())
    assert list(workbook.write(small.plan()).restored) == [OWNED]


def test_sync_as_of_another_day_is_another_day(excel: Excel, village: xw.Book) -> None:
    live = ExcelWorkbook(village, fresh=fresh)
    sync(live, DAY)
    assert sync(live, DAY + dt.timedelta(days=1)).written.changed
