"""Charts, bandings, filter views and developer metadata."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google_emulator_tests.conftest import Book


def column(letter: int, sheet_id: int = 0) -> Any:
    """Rows 1 to 5 of a column, as chart data."""
    source = {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": 5}
    return {"sourceRange": {"sources": [source | {"startColumnIndex": letter, "endColumnIndex": letter + 1}]}}


def chart(**more: Any) -> Any:
    basic = {"chartType": "COLUMN", "domains": [{"domain": column(0)}], "series": [{"series": column(1)}]}
    place = {"overlayPosition": {"anchorCell": {"rowIndex": 2, "columnIndex": 3}}}
    return {"spec": {"title": "KPI", "basicChart": basic}, "position": place, **more}


def test_a_chart_is_added_changed_moved_and_deleted(book: Book) -> None:
    reply = book.batch({"addChart": {"chart": chart(chartId=77)}})["replies"][0]["addChart"]["chart"]
    assert reply["chartId"] == 77
    assert reply["position"]["overlayPosition"] == {
        "anchorCell": {"sheetId": 0, "rowIndex": 2, "columnIndex": 3},
        "widthPixels": 600,
        "heightPixels": 371,
    }
    pie = {"title": "Manfaat", "pieChart": {"domain": column(0), "series": column(1)}}
    position = {"overlayPosition": {"widthPixels": 300}}
    book.batch(
        {"updateChartSpec": {"chartId": 77, "spec": pie}},
        {"updateEmbeddedObjectPosition": {"objectId": 77, "newPosition": position, "fields": "widthPixels"}},
    )
    (found,) = book.sheet("charts")["charts"]
    assert found["spec"]["title"] == "Manfaat"
    assert found["position"]["overlayPosition"]["widthPixels"] == 300
    assert found["position"]["overlayPosition"]["anchorCell"]["rowIndex"] == 2
    book.batch({"deleteEmbeddedObject": {"objectId": 77}})
    assert "charts" not in book.sheet("charts")


def wide() -> Any:
    source = {"endRowIndex": 5, "endColumnIndex": 2}
    return {"sourceRange": {"sources": [source]}}


@pytest.mark.parametrize(
    ("bad", "part"),
    [
        (chart(spec={"title": "leer"}), "Exactly one chart type"),
        (chart(spec={"pieChart": {"domain": wide()}}), "one row or one column wide"),
        (chart(spec={"pieChart": {"domain": column(30)}}), "exceeds grid limits"),
        (chart(spec={"pieChart": {"domain": column(0, 5)}}), "No grid with id: 5"),
        (chart(position={"overlayPosition": {"anchorCell": {"rowIndex": 5000}}}), "outside the grid"),
    ],
)
def test_charts_that_google_refuses(book: Book, bad: Any, part: str) -> None:
    assert part in book.refused({"addChart": {"chart": bad}})


def test_an_id_can_be_asked_for_once(book: Book) -> None:
    book.batch({"addChart": {"chart": chart(chartId=5)}})
    assert "already exists" in book.refused({"addChart": {"chart": chart(chartId=5)}})


def test_bandings_and_filter_views(book: Book) -> None:
    where = {"startRowIndex": 3, "endRowIndex": 20}
    banding = {"bandedRangeId": 3, "range": where, "rowProperties": {"firstBandColor": {"red": 1}}}
    view = {"filterViewId": 4, "title": "Terlambat", "range": where}
    book.batch({"addBanding": {"bandedRange": banding}}, {"addFilterView": {"filter": view}})
    update = {"bandedRangeId": 3, "range": where | {"endRowIndex": 30}}
    book.batch({"updateBanding": {"bandedRange": update, "fields": "range"}})
    sheet = book.sheet("bandedRanges,filterViews")
    assert sheet["bandedRanges"][0]["range"] == {
        "startRowIndex": 3,
        "endRowIndex": 30,
        "startColumnIndex": 0,
        "endColumnIndex": 26,
    }
    assert sheet["bandedRanges"][0]["rowProperties"]["firstBandColorStyle"] == {"rgbColor": {"red": 1}}
    assert sheet["filterViews"][0]["title"] == "Terlambat"
    book.batch({"deleteBanding": {"bandedRangeId": 3}}, {"deleteFilterView": {"filterId": 4}})
    assert book.sheet("bandedRanges,filterViews") == {}


def entry(key: str, location: Any, value: str = "1") -> Any:
    metadata = {"metadataKey": key, "metadataValue": value, "visibility": "DOCUMENT", "location": location}
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def test_developer_metadata_on_everything(book: Book) -> None:
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    book.batch(
        entry("schema", {"spreadsheet": True}, "3"),
        entry("tab", {"sheetId": 0}),
        entry("column", {"dimensionRange": span}),
    )
    answer = book.call(
        "GET",
        "",
        fields="developerMetadata(metadataKey,metadataValue),sheets(developerMetadata.metadataKey,data.columnMetadata.developerMetadata.location)",
    ).json()
    assert answer["developerMetadata"] == [{"metadataKey": "schema", "metadataValue": "3"}]
    assert answer["sheets"][0]["developerMetadata"] == [{"metadataKey": "tab"}]
    (location,) = answer["sheets"][0]["data"][0]["columnMetadata"][2]["developerMetadata"]
    assert location["location"]["locationType"] == "COLUMN"
    find = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "schema"}}]}
    found = book.call("POST", "/developerMetadata:search", find).json()["matchedDeveloperMetadata"]
    assert [each["developerMetadata"]["metadataValue"] for each in found] == ["3"]


def test_developer_metadata_is_changed_and_deleted_by_its_key(book: Book) -> None:
    book.batch(entry("schema", {"spreadsheet": True}, "3"))
    lookup = {"developerMetadataLookup": {"metadataKey": "schema"}}
    change = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": "4"}, "fields": "metadataValue"}
    reply = book.batch({"updateDeveloperMetadata": change})["replies"][0]
    assert reply["updateDeveloperMetadata"]["developerMetadata"][0]["metadataValue"] == "4"
    book.batch({"deleteDeveloperMetadata": {"dataFilter": lookup}})
    assert book.google.spreadsheets[book.key].metadata == []


@pytest.mark.parametrize(
    ("location", "part"),
    [
        ({}, "Exactly one of"),
        ({"spreadsheet": True, "sheetId": 0}, "Exactly one of"),
        ({"sheetId": 9}, "No grid with id: 9"),
        ({"dimensionRange": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}, "one row or one column"),
    ],
)
def test_metadata_locations_that_google_refuses(book: Book, location: Any, part: str) -> None:
    assert part in book.refused(entry("key", location))
