"""What people at the workbook notice: nothing but the tabs that change."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import xlwings as xw

from perdes_sheets.jobs.sync import sync
from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook
from perdes_sheets.workbooks.xlsx.backups import FOLDER
from tests.contract import small
from tests.contract.small import ENTRY, OWN, OWNED
from tests.excel.conftest import DAY, fresh
from tests.excel_engine import Excel


def test_one_block_read_of_each_tab_and_one_block_write_of_each_owned_one(excel: Excel, village: xw.Book) -> None:
    live = ExcelWorkbook(village, fresh=fresh)
    excel.line.forget()
    synced = sync(live, DAY)
    assert synced.written.changed
    values = Counter(call.sheet for call in excel.line.reads() if call.member == "Range.Value")
    assert set(values) == {sheet.name for sheet in excel.model(village).sheets}
    assert set(values.values()) == {1}
    written = Counter(call.sheet for call in excel.line.writes() if call.member == "Range.Value")
    assert written == {tab.title: 1 for tab in synced.plan.owned}


def test_the_calls_of_a_sync_are_bounded(excel: Excel, village: xw.Book) -> None:
    """The figures of docs/excel.md: all painted for the first time, nothing changed, a day later."""
    live, counted = ExcelWorkbook(village, fresh=fresh), []
    for day in (DAY, DAY, DAY.replace(day=29)):
        excel.line.forget()
        sync(live, day)
        counted.append((len(excel.line.calls), len(excel.line.writes())))
    (first, first_writes), (same, same_writes), (later, later_writes) = counted
    assert first < 4_000
    assert first_writes < 700
    assert same < 600
    assert same_writes == 0
    assert later < 1_700
    assert later_writes < 130


def test_more_rows_take_no_more_calls(excel: Excel, workbook: ExcelWorkbook) -> None:
    counted = []
    for rows in (20, 2_000):
        workbook.write(small.plan(names=[]))
        excel.line.forget()
        workbook.write(small.plan(names=[f"baris {row}" for row in range(rows)]))
        counted.append(Counter(call.member for call in excel.line.writes()))
    assert counted[0]["Range.Value"] == counted[1]["Range.Value"]
    assert counted[1]["Range.Copy"] < 2_000 * 2, "stripes of two looks are the worst there can be"


def test_switches_selection_and_scrolling_are_left_alone(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    other = excel.add("lain.xlsx", {"Lain": [["x"]]})
    user = excel.user(book)
    user.go(OWNED, "B2:C9", scroll=(4, 2))
    user.go(ENTRY, "C6", scroll=(3, 1))
    excel.user(other).go("Lain", "A1")
    before, tabs = excel.settings, [(s.selection, s.scroll) for s in excel.model(book).sheets]
    workbook.write(small.plan())
    assert excel.settings == before
    assert [(s.selection, s.scroll) for s in excel.model(book).sheets] == tabs
    assert excel.model(book).active.name == ENTRY
    assert excel.app.books.active.name == "lain.xlsx"


def test_everything_is_still_while_it_writes(excel: Excel, workbook: ExcelWorkbook) -> None:
    during: list[dict[str, object]] = []
    excel.line.before("write", lambda call: during.append(dict(excel.settings)), times=10_000)
    workbook.write(small.plan())
    assert during
    for settings in during:
        assert settings["calculation"] == "manual"
        assert not any(settings[name] for name in ("screen_updating", "enable_events", "display_alerts", "interactive"))


@pytest.mark.parametrize("mode", ["manual", "automatic", "semiautomatic"])
def test_the_way_of_calculating_stays(excel: Excel, book: xw.Book, workbook: ExcelWorkbook, mode: str) -> None:
    excel.app.calculation = mode
    workbook.write(small.plan())
    assert excel.app.calculation == mode
    assert excel.model(book).values()[ENTRY]["B5"] == small.CHECKS[0], "calculated all the same"


def test_keys_that_a_killed_program_left_off_are_on_again(excel: Excel, workbook: ExcelWorkbook) -> None:
    excel.app.interactive = False
    workbook.write(small.plan())
    assert excel.app.interactive is True


def test_nothing_is_saved_unasked(excel: Excel, book: xw.Book, workbook: ExcelWorkbook, tmp_path: Path) -> None:
    before = Path(book.fullname).read_bytes()
    workbook.write(small.plan())
    assert excel.model(book).saves == []
    assert Path(book.fullname).read_bytes() == before
    assert list(tmp_path.iterdir()) == [Path(book.fullname)]


def test_saved_when_asked_with_a_backup(excel: Excel, book: xw.Book, tmp_path: Path) -> None:
    before = Path(book.fullname).read_bytes()
    live = ExcelWorkbook(book, fresh=lambda language: small.build(), save=True)
    written = live.write(small.plan())
    assert excel.model(book).saves == [book.fullname]
    assert written.backup is not None
    assert Path(written.backup).read_bytes() == before
    assert Path(written.backup).parent == tmp_path / FOLDER
    assert live.write(small.plan()).backup is None
    assert len(excel.model(book).saves) == 1, "nothing is saved where the file has all already"


def test_what_somebody_typed_is_saved_too_when_asked(excel: Excel, book: xw.Book) -> None:
    live = ExcelWorkbook(book, fresh=lambda language: small.build(), save=True, backups=0)
    live.write(small.plan())
    excel.user(book).type(ENTRY, "A9", "Baru")
    assert not live.write(small.plan()).changed
    assert len(excel.model(book).saves) == 2


def test_merged_cells_stay_merged_and_other_cells_keep_their_looks(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook
) -> None:
    owned, own, entry = (excel.model(book).sheet(title) for title in (OWNED, OWN, ENTRY))
    merged, widths = list(owned.merged), dict(owned.column_widths)
    looks = [list(sheet.grid.rows.items()) for sheet in (own,)]
    typed = {row: dict(cells) for row, cells in entry.grid.rows.items()}
    assert merged
    workbook.write(small.plan())
    assert owned.merged == merged
    assert owned.column_widths == widths
    assert [list(sheet.grid.rows.items()) for sheet in (own,)] == looks
    for row, cells in typed.items():
        for column, cell in cells.items():
            if (row, column) != (small.EMPTY_ROW, 2) and cell.formula is None:
                assert entry.grid.get(row, column) == cell, (row, column)


def test_heights_and_filter_follow_the_rows(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    workbook.write(small.plan(names=["a", "b"]))
    sheet = excel.model(book).sheet(OWNED)
    assert sheet.row_heights[1] == 26.0
    assert sheet.row_heights[5] == 20.0
    assert sheet.filtered is not None
    assert (sheet.filtered.row, sheet.filtered.last_row) == (3, 5)
    workbook.write(small.plan(names=["a", "b", "c"]))
    assert excel.model(book).sheet(OWNED).filtered.last_row == 6  # type: ignore[union-attr]


def test_a_filter_of_last_month_hides_nothing_while_the_rows_are_written(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook
) -> None:
    workbook.write(small.plan(names=["a", "b"]))
    assert excel.model(book).sheet(OWNED).filtered
    during = []
    excel.line.before(
        lambda call: call.member == "Range.Value" and call.writes and call.sheet == OWNED,
        lambda call: during.append(excel.model(book).sheet(OWNED).filtered),
    )
    workbook.write(small.plan(names=["a", "x"]))
    assert during == [None]


def test_the_names_that_remember_looks_are_hidden(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    workbook.write(small.plan())
    kept = {name.text: name.hidden for name in excel.model(book).names if name.text.startswith("pd_painted_")}
    assert kept == {"pd_painted_checks": True, "pd_painted__data": True}


def test_looks_are_not_copied_again_where_only_words_change(excel: Excel, workbook: ExcelWorkbook) -> None:
    workbook.write(small.plan(names=["a", "b"]))
    excel.line.forget()
    workbook.write(small.plan(names=["a", "c"]))
    members = Counter(call.member for call in excel.line.writes(OWNED))
    assert members["Range.Copy"] == members["Range.Clear"] == members["Range.RowHeight"] == 0
    assert members["Range.Value"] == 1


@pytest.mark.parametrize("beyond", ["A40", "K4"])
def test_what_stands_beyond_the_rows_of_an_unsealed_tab_goes(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook, beyond: str
) -> None:
    workbook.write(small.plan(names=["a", "b"]))
    for name in [each for each in book.names if each.name.startswith("pd_painted")]:
        name.delete()
    assert not workbook.write(small.plan(names=["a", "b"])).changed
    excel.user(book).type(OWNED, beyond, "sisa")
    assert workbook.write(small.plan(names=["a", "b"])).changed
    assert beyond not in excel.model(book).values()[OWNED]


def test_what_somebody_did_to_an_owned_tab_is_put_right(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    workbook.write(small.plan(names=["a", "b"]))
    wanted = {row: dict(cells) for row, cells in excel.model(book).sheet(OWNED).grid.rows.items()}
    user = excel.user(book)
    user.type(OWNED, "A4", "coretan")
    user.type(OWNED, "H30", "jauh di luar")
    assert workbook.write(small.plan(names=["a", "b"])).changed
    assert excel.model(book).sheet(OWNED).grid.rows == wanted
