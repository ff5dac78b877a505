"""Statuses stay beside their rows while people sort, insert, cut and delete (design.md, Automatic columns)."""

from __future__ import annotations

from pathlib import Path

from perdes_sheets.outputs import sample
from perdes_sheets.outputs.template.columns import in_sheet, places
from perdes_sheets.schema.tabs import ENTRY_TABS, entry_tab
from tests.template import books, macro

STEPS = """
    sheet = sheets.getByName("Perjanjian")
    Sort sheet, "A5:AK504", 2
    sheet.getRows().insertByIndex(6, 2)
    sheet.getRows().removeByIndex(9, 1)
    ShiftUp sheet, "A12:AK12"
    Cut sheet, "A8:AK8", "A40"
    sheet = sheets.getByName("Kebutuhan")
    Sort sheet, "A5:P504", 4
    ShiftUp sheet, "A7:P8"
    sheet = sheets.getByName("Realisasi")
    Sort sheet, "A5:H504", 2
    ShiftUp sheet, "A20:H20"
    sheet.getCellRangeByName("A6:H6").clearContents(1023)
    sheet.getCellRangeByName("AA1").setFormula("=ROWS(pd_pick_partners)")
    sheet.getCellRangeByName("AB1").setFormula("=INDEX(pd_pick_kpis;ROWS(pd_pick_kpis))")
"""


def statuses(grids: books.Grids, tab_id: str, last: int = 60) -> dict[str, tuple[object, ...]]:
    """Key -> all that the automatic columns say beside it (LibreOffice keeps 15 digits of a number)."""
    tab = entry_tab(tab_id)
    columns = [books.column(grids, tab_id, id, last) for id in (tab.key.id, *(auto.id for auto in tab.autos))]
    columns = [[round(cell, 12) if isinstance(cell, float) else cell for cell in cells] for cells in columns]
    return {str(key): tuple(values) for key, *values in zip(*columns, strict=True) if key}


def test_the_ranges_below_are_whole_rows() -> None:
    widths = {tab.id: len(in_sheet(tab)) for tab in ENTRY_TABS}
    assert (widths["agreements"], widths["needs"], widths["measurements"]) == (37, 16, 8)
    assert [places(entry_tab(tab))[id] for tab, id in (("agreements", "title"), ("measurements", "kpi"))] == [2, 2]


def test_statuses_follow_their_rows(tmp_path: Path) -> None:
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    cells = sample.cells("id", books.AS_OF)
    cells["agreements"] = cells["agreements"][:12]
    books.synced(before, cells)
    macro.edit(before, after, STEPS)
    was, now = books.cached(before), books.cached(after)
    assert books.column(now, "agreements", "number", 12) != books.column(was, "agreements", "number", 12)
    for tab, kept in (("agreements", 10), ("needs", 10), ("measurements", 57)):
        old, new = statuses(was, tab, 504), statuses(now, tab)
        assert len(new) >= kept
        assert {key: new[key] for key in new} == {key: old[key] for key in new}, tab
    assert now["Realisasi"][0][26:28] == [15.0, "K-20"], "dropdowns end with the last filled row"
