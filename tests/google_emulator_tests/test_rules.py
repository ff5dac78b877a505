"""Named and protected ranges, validations, conditional formats, tabs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google_emulator import Emulator
from tests.google_emulator_tests.conftest import OWNER, Book, open_book

COLUMN = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 10, "startColumnIndex": 0, "endColumnIndex": 1}


def dropdown(*values: str, strict: bool = False) -> Any:
    listed = [{"userEnteredValue": value} for value in values]
    return {"condition": {"type": "ONE_OF_LIST", "values": listed}, "strict": strict, "showCustomUi": True}


def test_a_dropdown_is_set_and_cleared(book: Book) -> None:
    book.batch({"setDataValidation": {"range": COLUMN, "rule": dropdown("aktif", "selesai")}})
    assert book.cell("A2")["dataValidation"] == {
        "condition": {
            "type": "ONE_OF_LIST",
            "values": [{"userEnteredValue": "aktif"}, {"userEnteredValue": "selesai"}],
        },
        "showCustomUi": True,
    }
    assert "dataValidation" not in book.cell("A1")
    book.batch({"setDataValidation": {"range": COLUMN}})
    assert "dataValidation" not in book.cell("A2")


@pytest.mark.parametrize(
    ("condition", "part"),
    [
        ({"type": "ONE_OF_LIST"}, "requires 1 to 500 BooleanCondition.values, but found 0"),
        (
            {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "Mitra!A:A"}]},
            'It must start with "="',
        ),
        ({"type": "NUMBER_BETWEEN", "values": [{"userEnteredValue": "1"}]}, "requires 2"),
        ({"type": "NOT_BLANK"}, "is not supported for data validation"),
        ({}, "BooleanCondition.type is required"),
    ],
)
def test_validations_that_google_refuses(book: Book, condition: Any, part: str) -> None:
    assert part in book.refused({"setDataValidation": {"range": COLUMN, "rule": {"condition": condition}}})


@pytest.mark.parametrize("strict", [False, True])
def test_a_strict_validation_refuses_writes_only_when_the_test_says_so(strict: bool) -> None:
    with Emulator(strict_validation=strict) as google:
        book = open_book(google)
        book.batch({"setDataValidation": {"range": COLUMN, "rule": dropdown("aktif", strict=True)}})
        for text, good in (("aktif", True), ("lain", not strict)):
            body = {"values": [[text]]}
            answer = book.call("PUT", "/values/A2", body, valueInputOption="RAW")
            assert (answer.status_code == 200) is good
        assert book.values("A2") == [["aktif" if strict else "lain"]]


@pytest.mark.parametrize(
    ("condition", "good", "bad"),
    [
        ({"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=Sheet1!$C$1:$C$3"}]}, "x", "y"),
        ({"type": "BOOLEAN"}, True, "yes"),
        ({"type": "NUMBER_BETWEEN", "values": [{"userEnteredValue": "1"}, {"userEnteredValue": "5"}]}, 5, 6),
    ],
)
def test_strict_conditions(condition: Any, good: Any, bad: Any) -> None:
    with Emulator(strict_validation=True) as google:
        book = open_book(google)
        book.write("C1", [["x"]])
        book.batch({"setDataValidation": {"range": COLUMN, "rule": {"condition": condition, "strict": True}}})
        assert book.call("PUT", "/values/A2", {"values": [[good]]}, valueInputOption="RAW").status_code == 200
        assert book.call("PUT", "/values/A2", {"values": [[bad]]}, valueInputOption="RAW").status_code == 400


def rule(formula: str, **look: Any) -> Any:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    return {"ranges": [COLUMN], "booleanRule": {"condition": condition, "format": look}}


def test_conditional_formats_keep_their_order(book: Book) -> None:
    red = {"backgroundColor": {"red": 1}}
    book.batch(
        {"addConditionalFormatRule": {"rule": rule("=A2=1", **red), "index": 0}},
        {"addConditionalFormatRule": {"rule": rule("=A2=2"), "index": 1}},
        {"addConditionalFormatRule": {"rule": rule("=A2=3"), "index": 0}},
        {"updateConditionalFormatRule": {"index": 2, "newIndex": 0, "sheetId": 0}},
    )

    def formulas() -> list[str]:
        rules = book.sheet("conditionalFormats").get("conditionalFormats", [])
        return [each["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for each in rules]

    assert formulas() == ["=A2=2", "=A2=3", "=A2=1"]
    reply = book.batch({"updateConditionalFormatRule": {"index": 0, "rule": rule("=A2=4")}})["replies"][0]
    assert reply["updateConditionalFormatRule"]["newIndex"] == 0
    book.batch({"deleteConditionalFormatRule": {"index": 1}})
    assert formulas() == ["=A2=4", "=A2=1"]
    stored = book.sheet("conditionalFormats")["conditionalFormats"][1]
    assert stored["booleanRule"]["format"]["backgroundColorStyle"] == {"rgbColor": {"red": 1}}
    assert "No conditional format" in book.refused({"deleteConditionalFormatRule": {"index": 2}})


@pytest.mark.parametrize(
    ("bad", "part"),
    [
        (rule("=Mitra!A1=1"), "cannot reference a different sheet"),
        (rule("A1=1"), 'It must start with "="'),
        (rule("=A1", horizontalAlignment="LEFT"), "must only contain bold"),
        (rule("=A1", textFormat={"fontSize": 12}), "must only contain bold"),
        ({"booleanRule": {}}, "needs ranges"),
        ({"ranges": [COLUMN]}, "Exactly one of booleanRule and gradientRule"),
        (
            {"ranges": [COLUMN], "booleanRule": {"condition": {"type": "ONE_OF_LIST"}}},
            "is not supported for conditional formats",
        ),
    ],
)
def test_conditional_formats_that_google_refuses(book: Book, bad: Any, part: str) -> None:
    book.batch({"addSheet": {"properties": {"title": "Mitra"}}})
    assert part in book.refused({"addConditionalFormatRule": {"rule": bad}})


def test_indirect_may_name_another_tab(book: Book) -> None:
    book.batch({"addConditionalFormatRule": {"rule": rule('=COUNTIF(INDIRECT("Mitra!A:A"),A2)>0')}})


def protect(google: Emulator, book: Book, **more: Any) -> None:
    """The owner protects a column."""
    google.editor(book.key).requests({"addProtectedRange": {"protectedRange": {"range": COLUMN, **more}}})


def test_a_protected_range_stops_other_writers(google: Emulator, book: Book) -> None:
    protect(google, book)
    where = {"range": COLUMN, "fields": "userEnteredValue"}
    assert "You are trying to edit a protected cell" in book.refused({"updateCells": where})
    answer = book.call("PUT", "/values/A1", {"values": [["a"], ["b"]]}, valueInputOption="RAW")
    assert answer.status_code == 400
    book.write("A1", [["a"]])
    delete = {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 3, "endIndex": 4}}}
    assert "protected cell" in book.refused(delete)
    google.editor(book.key).type("A2", "pemilik")
    assert book.values("A2") == [["pemilik"]]


@pytest.mark.parametrize(
    "more",
    [
        {"warningOnly": True},
        {"editors": {"users": ["perdes@desa-emulator.iam.gserviceaccount.com"]}},
        {"unprotectedRanges": [COLUMN | {"startRowIndex": 1, "endRowIndex": 2}]},
    ],
)
def test_whom_a_protected_range_lets_through(google: Emulator, book: Book, more: Any) -> None:
    protect(google, book, **more)
    book.write("A2", [["a"]])


def test_who_protects_stays_an_editor(book: Book) -> None:
    book.batch({"addProtectedRange": {"protectedRange": {"range": COLUMN, "description": "perdes"}}})
    (protected,) = book.sheet("protectedRanges")["protectedRanges"]
    assert protected["editors"] == {"users": [book.account.email]}
    assert protected["requestingUserCanEdit"]
    book.write("A2", [["a"]])
    update = {"protectedRangeId": protected["protectedRangeId"], "range": COLUMN | {"endColumnIndex": 2}}
    book.batch({"updateProtectedRange": {"protectedRange": update, "fields": "range"}})
    (protected,) = book.sheet("protectedRanges")["protectedRanges"]
    assert protected["range"]["endColumnIndex"] == 2
    assert protected["description"] == "perdes"


def test_a_warning_takes_no_editors(book: Book) -> None:
    item = {"range": COLUMN, "warningOnly": True, "editors": {"users": [OWNER]}}
    assert "Editors are not supported" in book.refused({"addProtectedRange": {"protectedRange": item}})


@pytest.mark.parametrize("name", ["A1", "R1C1", "2024", "dua kata", "", "agr-key"])
def test_names_that_are_none(book: Book, name: str) -> None:
    assert "must be letters" in book.refused({"addNamedRange": {"namedRange": {"name": name, "range": COLUMN}}})


def test_named_ranges_are_read_and_unique(book: Book) -> None:
    book.write("A2", [["k1"], ["k2"]])
    reply = book.batch({"addNamedRange": {"namedRange": {"name": "agr_key", "range": COLUMN}}})["replies"][0]
    assert book.values("agr_key") == [["k1"], ["k2"]]
    assert "already exists" in book.refused({"addNamedRange": {"namedRange": {"name": "AGR_KEY", "range": COLUMN}}})
    named = {"namedRangeId": reply["addNamedRange"]["namedRange"]["namedRangeId"], "name": "agr_key"}
    wider = named | {"range": COLUMN | {"startRowIndex": 2}}
    book.batch({"updateNamedRange": {"namedRange": wider, "fields": "range"}})
    assert book.values("agr_key") == [["k2"]]
    book.batch({"updateNamedRange": {"namedRange": named | {"range": {"endColumnIndex": 1}}, "fields": "range"}})
    book.batch({"appendDimension": {"dimension": "ROWS", "length": 5}})
    answer = book.call("GET", "/values/agr_key").json()
    assert answer["range"] == "Sheet1!A1:A1005"  # a whole column stays whole


@pytest.mark.parametrize(
    ("request_", "part"),
    [
        ({"addSheet": {"properties": {"title": "SHEET1"}}}, 'A sheet with the name "SHEET1" already exists'),
        ({"addSheet": {"properties": {"sheetId": 0}}}, "Sheet with ID 0 already exists"),
        ({"deleteSheet": {"sheetId": 0}}, "You can't remove all the sheets in a document."),
        (
            {
                "updateSheetProperties": {
                    "properties": {"gridProperties": {"frozenRowCount": 1000}},
                    "fields": "gridProperties.frozenRowCount",
                }
            },
            "You can't freeze all visible rows on the sheet.",
        ),
        (
            {"updateSpreadsheetProperties": {"properties": {"locale": "id_ID"}, "fields": "locale"}},
            "Unsupported locale: id_ID",
        ),
        (
            {"updateSpreadsheetProperties": {"properties": {"timeZone": "WIB"}, "fields": "timeZone"}},
            "Invalid time zone: WIB",
        ),
    ],
)
def test_tabs_and_properties_that_google_refuses(book: Book, request_: Any, part: str) -> None:
    assert part in book.refused(request_)


def test_locale_and_time_zone(book: Book) -> None:
    properties = {"locale": "in_ID", "timeZone": "Asia/Jakarta"}
    book.batch({"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}})
    answer = book.call("GET", "", fields="properties(locale,timeZone)").json()
    assert answer == {"properties": properties}
    book.write("A1", [["1,5"]], "USER_ENTERED")
    assert book.values("A1", "UNFORMATTED_VALUE") == [[1.5]]


def test_moving_tabs_counts_before_the_move(book: Book) -> None:
    book.batch(
        *({"addSheet": {"properties": {"title": title, "sheetId": number}}} for number, title in ((1, "B"), (2, "C")))
    )

    def move(sheet_id: int, index: int) -> list[str]:
        properties = {"sheetId": sheet_id, "index": index}
        book.batch({"updateSheetProperties": {"properties": properties, "fields": "index"}})
        return [sheet.title for sheet in book.google.spreadsheets[book.key].sheets]

    assert move(0, 1) == ["Sheet1", "B", "C"]  # where it is already
    assert move(0, 2) == ["B", "Sheet1", "C"]
    assert move(2, 0) == ["C", "B", "Sheet1"]


def test_duplicating_a_tab_gives_new_ids(book: Book) -> None:
    book.write("A1", [["a"]])
    book.batch({"addProtectedRange": {"protectedRange": {"range": COLUMN}}})
    copy = {"sourceSheetId": 0, "insertSheetIndex": 1, "newSheetName": "Salinan", "newSheetId": 9}
    book.batch({"duplicateSheet": copy})
    answer = book.call("GET", "", fields="sheets(properties.title,protectedRanges(protectedRangeId,range))").json()
    first, second = answer["sheets"]
    assert second["properties"] == {"title": "Salinan"}
    assert second["protectedRanges"][0]["range"]["sheetId"] == 9
    assert first["protectedRanges"][0]["protectedRangeId"] != second["protectedRanges"][0]["protectedRangeId"]
    assert book.values("Salinan!A1") == [["a"]]
