"""A sync of a village in Google Sheets: two calls, whole or not at all, and no status beside a wrong row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from perdes_sheets.jobs.look import look
from perdes_sheets.jobs.sync import sync
from perdes_sheets.outputs import google_template
from perdes_sheets.outputs.lookup import compact
from perdes_sheets.outputs.messages import message
from perdes_sheets.outputs.template.columns import places
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.tabs import ENTRY_TABS, entry_tab
from perdes_sheets.schema.words import words
from tests.google.conftest import BATCH, DAY, GET, Desk

SAY = words("id")
AGREEMENTS = SAY.tab("agreements")
COLUMN = {id: letters(i) for id, i in places(entry_tab("agreements")).items()}
SHOWN = ("check", "status", "review_due", "review_flag")
UNCHECKED = SAY("check.unchecked")


def rows(desk: Desk) -> dict[str, list[Any]]:
    """Number of each agreement -> what its automatic columns show, as it stands now. Repeated numbers are left out."""
    lines = desk.values(f"'{AGREEMENTS}'!A5:{COLUMN['fulfilment_partner']}")
    place = places(entry_tab("agreements"))
    found: dict[str, list[list[Any]]] = {}
    for line in lines:
        cells = [*line, *[""] * 50]
        if cells[0]:
            found.setdefault(str(cells[0]), []).append([cells[place[id]] for id in SHOWN])
    return {number: shown[0] for number, shown in found.items() if len(shown) == 1}


def rows_come(desk: Desk) -> None:
    desk.insert_above(AGREEMENTS, 5)
    desk.editor.insert_rows(AGREEMENTS, 9, 3)
    desk.editor.type(f"'{AGREEMENTS}'!A6", "999/BARU")


def rows_go(desk: Desk) -> None:
    desk.editor.delete_rows(AGREEMENTS, 6, 2)
    desk.editor.delete_cells(f"'{AGREEMENTS}'!A7")  # those below move up
    desk.editor.cut(f"'{AGREEMENTS}'!A9", f"'{AGREEMENTS}'!A30")


def rows_move(desk: Desk) -> None:
    desk.editor.sort(f"'{AGREEMENTS}'!A5:AK44", COLUMN["title"], descending=True)
    desk.editor.move_rows(AGREEMENTS, 5, 1, 12)


@pytest.mark.parametrize("edit", [rows_come, rows_go, rows_move], ids=lambda edit: edit.__name__)
def test_an_edit_between_the_two_calls_puts_no_status_beside_a_wrong_row(
    village: Desk, edit: Callable[[Desk], None]
) -> None:
    village.google.faults.before(BATCH, lambda: edit(village))
    done = sync(village.workbook(), DAY)
    wanted = {a.number: a for a in done.view.results.agreements}
    found = rows(village)
    assert len(found) >= 7
    for number, (check, status, due, _) in found.items():
        if number not in wanted:
            assert (check, status) == (UNCHECKED, ""), number
            continue
        agreement = wanted[number]
        assert status.endswith(SAY.choice("agreement_status", agreement.status)), number
        assert (due or None) == _serial(agreement.review_due), number
        assert check not in ("", UNCHECKED), number
    assert len(found.keys() & wanted.keys()) >= 7
    assert ("999/BARU" in found) == (edit is rows_come)


def _serial(day: Any) -> Any:
    import datetime as dt

    return None if day is None else (day - dt.date(1899, 12, 30)).days


def test_two_calls_where_something_changed_and_one_where_nothing_did(synced: Desk) -> None:
    desk = synced
    assert not sync(desk.workbook(), DAY).written.changed
    assert desk.google.calls.ids == [GET]
    desk.google.calls.clear()
    desk.editor.type(f"'{AGREEMENTS}'!{COLUMN['title']}5", "Bank sampah, judul baru")
    assert sync(desk.workbook(), DAY).written.changed
    assert desk.google.calls.ids == [GET, BATCH]


def test_only_tabs_that_differ_are_written(synced: Desk) -> None:
    desk = synced
    desk.editor.type("Agenda!A9", "coretan orang")
    sync(desk.workbook(), DAY)
    (write,) = desk.google.calls.writes
    written = {
        request["updateCells"]["range"].get("sheetId", 0)
        for request in write.body["requests"]
        if "updateCells" in request
    }
    assert written == {desk.google.spreadsheets[desk.key].sheet("Agenda").id}
    assert desk.values("Agenda!A9") != [["coretan orang"]]


def test_nothing_is_written_into_an_entry_tab(synced: Desk) -> None:
    """Not a value, not a format, not a rule: no request of a sync names an entry tab at all."""
    desk = synced
    spreadsheet = desk.google.spreadsheets[desk.key]
    entries = {spreadsheet.sheet(SAY.tab(tab.id)).id for tab in ENTRY_TABS} | {spreadsheet.sheet("Pengaturan").id}
    desk.editor.type(f"'{AGREEMENTS}'!{COLUMN['title']}5", "Judul baru")
    desk.insert_above(AGREEMENTS, 6)
    sync(desk.workbook(), DAY)
    (write,) = desk.google.calls.writes
    named = {id for request in write.body["requests"] for id in _sheet_ids(request)}
    assert named
    assert not named & entries


def _sheet_ids(value: Any) -> set[int]:
    if isinstance(value, dict):
        own = {value["sheetId"]} if "sheetId" in value else set()
        return own.union(*(_sheet_ids(item) for item in value.values()))
    return set().union(*(_sheet_ids(item) for item in value)) if isinstance(value, list) else set()


def test_text_that_somebody_typed_is_never_a_formula(village: Desk) -> None:
    nasty = ['=HYPERLINK("http://jahat")', "+1+1", "-2", "@SUM(A1)", "\t=1", "'=1"]
    for row, text in enumerate(nasty, 5):
        cell = {"userEnteredValue": {"stringValue": text}}
        start = {"sheetId": _id(village, AGREEMENTS), "rowIndex": row - 1, "columnIndex": 2}
        village.editor.requests(
            {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}}
        )
    sync(village.workbook(), DAY)
    (write,) = village.google.calls.writes
    assert '"formulaValue"' not in str(write.body).replace("'", '"')
    shown = {str(cell) for row in village.values("Agenda!A1:H99") for cell in row}
    assert any("=HYPERLINK" in text for text in shown)


def _id(desk: Desk, title: str) -> int:
    return desk.google.spreadsheets[desk.key].sheet(title).id


def test_a_typed_over_automatic_cell_is_found_and_heals_when_it_is_emptied(synced: Desk) -> None:
    """It blocks its whole column, as Google's formulas do; the finding names the very cell."""
    desk = synced
    done = look(desk.workbook(), DAY)
    before = rows(desk)
    desk.editor.type(f"'{AGREEMENTS}'!{COLUMN['status']}7", "Aktif kok")
    view = look(desk.workbook(), DAY)
    found = [f for f in view.results.findings if f.code == "formulas_missing"]
    assert [(f.tab, f.row, f.column) for f in found] == [("agreements", 7, "status")]
    assert "Salin" not in message(found[0], SAY), "a grey cell that is copied would stop the column again"
    assert view.results.counts["errors"] == done.results.counts["errors"]
    assert "status" in view.reading.layouts["agreements"].columns, "the header is known although it shows an error"
    desk.editor.clear(f"'{AGREEMENTS}'!{COLUMN['status']}7")
    assert rows(desk) == before
    assert not [f for f in look(desk.workbook(), DAY).results.findings if f.code == "formulas_missing"]


def test_a_header_without_its_formula_is_found(synced: Desk) -> None:
    desk = synced
    desk.editor.type(f"'{AGREEMENTS}'!{COLUMN['status']}4", SAY.column("agreements", "status"))
    for view in (look(desk.workbook(), DAY), sync(desk.workbook(), DAY).view):
        found = [(f.row, f.column) for f in view.results.findings if f.code == "formulas_missing"]
        assert found == [(5, "status")]


@pytest.mark.parametrize("tab", ["summary", "agenda", "_data", "_charts"])
def test_a_deleted_tab_comes_back_whole(synced: Desk, tab: str) -> None:
    desk = synced
    title = SAY.tab(tab)
    before, shown = desk.values(f"'{title}'!A1:BZ200"), rows(desk)
    charts, order = _charts(desk), _order(desk)
    desk.editor.delete_tab(title)
    done = sync(desk.workbook(), DAY)
    assert list(done.written.restored) == [title]
    assert desk.google.calls.ids == [GET, BATCH]
    after = desk.values(f"'{title}'!A1:BZ200")
    assert after == before
    assert rows(desk) == shown
    assert _order(desk) == order, "where it was"
    assert [(c["spec"]["title"], c["spec"]["basicChart"]["chartType"]) for c in _charts(desk)] == [
        (c["spec"]["title"], c["spec"]["basicChart"]["chartType"]) for c in charts
    ]
    assert all(_drawn(chart) for chart in _charts(desk))
    assert not sync(desk.workbook(), DAY).written.changed


def _order(desk: Desk) -> list[str]:
    """The titles of the tabs in sight, as they stand."""
    return [sheet.title for sheet in desk.google.spreadsheets[desk.key].sheets if not sheet.properties.get("hidden")]


def _charts(desk: Desk) -> list[Any]:
    return desk.google.spreadsheets[desk.key].sheet("Ringkasan").objects["charts"]


def _drawn(chart: Any) -> list[Any]:
    domain = chart["spec"]["basicChart"]["domains"][0]["domain"]
    return domain.get("sourceRange", {}).get("sources", [])  # type: ignore[no-any-return]


def test_a_renamed_tab_comes_back_under_its_name(synced: Desk) -> None:
    desk = synced
    desk.editor.rename_tab("Agenda", "Agenda lama saya")
    sync(desk.workbook(), DAY)
    titles = [sheet.title for sheet in desk.google.spreadsheets[desk.key].sheets]
    assert {"Agenda", "Agenda lama saya"} <= set(titles)


def test_charts_say_their_finding_and_keep_what_people_did_to_them(synced: Desk) -> None:
    desk = synced
    chart = next(c for c in _charts(desk) if "KPI" in c["spec"]["title"])
    spec = {**chart["spec"], "title": "judul buatan sendiri", "subtitle": "milik saya"}
    desk.editor.requests({"updateChartSpec": {"chartId": chart["chartId"], "spec": spec}})
    sync(desk.workbook(), DAY)
    now = next(c for c in _charts(desk) if c["chartId"] == chart["chartId"])
    assert now["spec"] == {**spec, "title": chart["spec"]["title"]}


def test_a_tab_deleted_between_the_two_calls_starts_the_sync_over(synced: Desk) -> None:
    desk = synced
    desk.editor.type(f"'{AGREEMENTS}'!{COLUMN['title']}5", "Judul baru")
    desk.google.faults.before(BATCH, lambda: desk.editor.delete_tab("Agenda"))
    done = sync(desk.workbook(), DAY)
    assert desk.google.calls.ids == [GET, BATCH, GET, BATCH]
    assert list(done.written.restored) == ["Agenda"]


def test_a_shared_copy_without_the_stamp_is_written_whole(synced: Desk) -> None:
    """Somebody's copy, in which the note of what was written last is gone."""
    desk = synced
    lookup = {"developerMetadataLookup": {"metadataKey": "perdes_sheets"}}
    desk.editor.requests({"deleteDeveloperMetadata": {"dataFilter": lookup}})
    assert sync(desk.workbook(), DAY).written.changed
    assert not sync(desk.workbook(), DAY).written.changed


def test_names_are_mended(synced: Desk) -> None:
    """A deleted name comes back, and is as long as the others: the formulas need that."""
    desk = synced
    shown = rows(desk)
    names = {n["name"]: n for n in desk.google.spreadsheets[desk.key].named_ranges}
    desk.editor.requests(
        {"deleteNamedRange": {"namedRangeId": names["pd_agreements_status"]["namedRangeId"]}},
        {"deleteNamedRange": {"namedRangeId": names["pd_in_agreements_title"]["namedRangeId"]}},
    )
    assert rows(desk) != shown
    assert sync(desk.workbook(), DAY).written.changed
    assert rows(desk) == shown
    after = {n["name"]: n["range"] for n in desk.google.spreadsheets[desk.key].named_ranges}
    assert after == {name: entry["range"] for name, entry in names.items()}


def test_about_knows_what_was_typed_a_moment_ago(synced: Desk) -> None:
    desk = synced
    reviews = SAY.tab("reviews")
    place = {id: letters(i) for id, i in places(entry_tab("reviews")).items()}
    desk.editor.type(f"'{AGREEMENTS}'!A30", "555/BARU")
    desk.editor.type(f"'{AGREEMENTS}'!{COLUMN['title']}30", "Perpustakaan  desa")
    desk.editor.type(f"'{reviews}'!{place['agreement']}40", " 555/baru ")
    desk.editor.type(f"'{reviews}'!{place['agreement']}41", "tidak ada")
    found = desk.values(f"'{reviews}'!{place['about']}40:{place['about']}41")
    assert found == [[compact("Perpustakaan  desa")], [SAY("about.unknown.agreement")]]


def test_a_row_beyond_the_last_is_served_too(synced: Desk) -> None:
    desk = synced
    last = desk.google.spreadsheets[desk.key].sheet(AGREEMENTS).row_count
    desk.editor.requests({"appendDimension": {"sheetId": _id(desk, AGREEMENTS), "dimension": "ROWS", "length": 3}})
    desk.editor.type(f"'{AGREEMENTS}'!A{last + 2}", "777/JAUH")
    assert rows(desk)["777/JAUH"][0] == UNCHECKED
    sync(desk.workbook(), DAY)
    assert rows(desk)["777/JAUH"][0].startswith("■")


def test_the_history_goes_on(synced: Desk) -> None:
    import datetime as dt

    desk = synced
    sync(desk.workbook(), DAY + dt.timedelta(1))
    history = desk.values(f"'{SAY.tab('history')}'!A5:A7")
    assert history == [[_serial(DAY) + 1], [_serial(DAY)]]


def test_the_drawing_fits_what_the_backend_asks_for() -> None:
    from perdes_sheets.workbooks.google.drawing import Drawing

    drawing: Drawing = google_template
    wanted = {name for name in vars(Drawing) if not name.startswith("_")}
    assert wanted <= set(dir(drawing))
