"""spreadsheets.values: what is stored, what is read back, in which ranges, by which locale."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google_emulator import Emulator
from tests.google_emulator.entered import typed
from tests.google_emulator.locales import conventions
from tests.google_emulator.number_format import show
from tests.google_emulator_tests.conftest import Book, open_book

US, INDONESIA = conventions("en_US"), conventions("in_ID")


def test_raw_keeps_text_and_skips_null(book: Book) -> None:
    book.write("A1", [["=1+1", "0812", True, 2.5, "x"], ["a", "b"]])
    book.write("A1", [[None, "", None], [None, "c"]])
    assert book.values("A1:E2", "UNFORMATTED_VALUE") == [["=1+1", "", True, 2.5, "x"], ["a", "c"]]


@pytest.mark.parametrize("value", [["a"], {"a": 1}])
def test_a_value_is_a_boolean_a_text_or_a_number(book: Book, value: Any) -> None:
    answer = book.call("PUT", "/values/A1", {"values": [[value]]}, valueInputOption="RAW")
    assert answer.status_code == 400
    assert "Invalid values[0][0]" in answer.json()["error"]["message"]


def test_the_input_option_is_required(book: Book) -> None:
    answer = book.call("PUT", "/values/A1", {"values": [["a"]]})
    assert answer.status_code == 400
    assert "valueInputOption" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("locale", "text", "value", "shown"),
    [
        ("en_US", "1,500.5", 1500.5, "1,500.50"),
        ("en_US", "1.5", 1.5, "1.5"),
        ("in_ID", "1.500,5", 1500.5, "1.500,50"),
        ("in_ID", "1.500", 1500, "1.500"),
        ("in_ID", "1,5", 1.5, "1,5"),
        ("en_US", "1,5", "1,5", "1,5"),  # no number in English
        ("en_US", "0812345678", 812345678, "812345678"),
        ("en_US", "'0812345678", "0812345678", "0812345678"),
        ("en_US", "12%", 0.12, "12%"),
        ("in_ID", "12,5%", 0.125, "12,50%"),
        ("in_ID", "Rp1.500", 1500, "Rp1.500"),
        ("en_US", "1e5", 100000, "1.00E+05"),
        ("en_US", "TRUE", True, "TRUE"),
        ("en_US", "2024-02-29", 45351, "2024-02-29"),
        ("en_US", "2024-02-30", "2024-02-30", "2024-02-30"),
        ("in_ID", "31/12/2024", 45657, "31/12/2024"),
        ("en_US", "12/31/2024", 45657, "12/31/2024"),
        ("en_US", "31/12/2024", "31/12/2024", "31/12/2024"),
        ("in_ID", "5 Mei 2024", 45417, "5 Mei 2024"),
        ("en_US", "May 5, 2024", 45417, "May 5, 2024"),
        ("en_US", "2024-01-01 12:00", 45292.5, "2024-01-01 12:00"),
        ("en_US", "6:00 PM", 0.75, "6:00 PM"),
        ("en_US", "Desa Contoh", "Desa Contoh", "Desa Contoh"),
    ],
)
def test_typing_goes_by_the_locale(google: Emulator, locale: str, text: str, value: Any, shown: str) -> None:
    book = open_book(google, locale)
    book.write("A1", [[text]], "USER_ENTERED")
    assert book.values("A1", "UNFORMATTED_VALUE") == [[value]]
    assert book.values("A1") == [[shown]]


def test_a_cell_formatted_as_text_takes_text(book: Book) -> None:
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    book.batch({"repeatCell": {"range": {"endRowIndex": 1}, "cell": text, "fields": "userEnteredFormat.numberFormat"}})
    book.write("A1", [["0812", "1/2/2024"]], "USER_ENTERED")
    assert book.values("A1:B1", "UNFORMATTED_VALUE") == [["0812", "1/2/2024"]]


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).map(lambda number: round(number, 4)))
def test_a_number_typed_as_it_is_shown_is_the_same_number(number: float) -> None:
    for rules in (US, INDONESIA):
        entry = typed(show(number, {"type": "NUMBER", "pattern": "#,##0.0000"}, rules), "", rules, None)
        assert entry.value == {"numberValue": pytest.approx(number)}


@given(st.integers(min_value=367, max_value=60000))
def test_a_date_typed_as_it_is_shown_is_the_same_date(serial: int) -> None:
    for rules, pattern in ((US, "m/d/yyyy"), (INDONESIA, "dd/mm/yyyy"), (US, "yyyy-mm-dd"), (INDONESIA, "d mmmm yyyy")):
        entry = typed(show(serial, {"type": "DATE", "pattern": pattern}, rules), "", rules, None)
        assert entry.value == {"numberValue": serial}


@pytest.mark.parametrize(
    ("number", "pattern", "shown"),
    [
        (1234.5, "#,##0", "1.235"),
        (1234.5, '"Rp"#,##0.00', "Rp1.234,50"),
        (1234.5, "[$Rp-421] #,##0", "Rp 1.235"),
        (-5, '0;(0);"-"', "(5)"),
        (0, '0;(0);"-"', "-"),
        (0.5, "0%", "50%"),
        (0.125, "0.##%", "12,5%"),
        (7, "00", "07"),
        (45657, "dddd, d mmmm yyyy", "Selasa, 31 Desember 2024"),
        (45657.75, "hh:mm", "18:00"),
        (45657.75, "dd/mm/yy h:mm am/pm", "31/12/24 6:00 PM"),
    ],
)
def test_number_formats_in_indonesian(number: float, pattern: str, shown: str) -> None:
    kind = "DATE_TIME" if "m" in pattern else "NUMBER"
    assert show(number, {"type": kind, "pattern": pattern}, INDONESIA) == shown


def test_ranges_are_normalised_and_clipped(book: Book) -> None:
    book.batch(
        {"addSheet": {"properties": {"title": "Mitra Desa", "gridProperties": {"rowCount": 5, "columnCount": 3}}}}
    )
    ranges = ["'Mitra Desa'", "Mitra Desa!A:B", "'mitra desa'!C2:A1", "'Mitra Desa'!B2:ZZ900", "A3"]
    answer = book.call("GET", "/values:batchGet", ranges=ranges).json()
    assert [each["range"] for each in answer["valueRanges"]] == [
        "'Mitra Desa'!A1:C5",
        "'Mitra Desa'!A1:B5",
        "'Mitra Desa'!A1:C2",
        "'Mitra Desa'!B2:C5",
        "Sheet1!A3",
    ]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("Nowhere!A1", "Unable to parse range: Nowhere!A1"),
        ("A0", "Unable to parse range: A0"),
        ("Sheet1!A1001", "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Sheet1!AA1", "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_off_the_grid_is_refused(book: Book, where: str, message: str) -> None:
    answer = book.call("GET", f"/values/{where}")
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == message


@pytest.mark.parametrize(
    ("where", "rows", "part"),
    [
        ("A1:B1", [["a"], ["b"]], "tried writing to row [2]"),
        ("A1:B1", [["a", "b", "c"]], "tried writing to column [C]"),
        ("Z1", [["a", "b"]], "exceeds grid limits"),
    ],
)
def test_writing_outside_the_range_is_refused_whole(book: Book, where: str, rows: list[list[str]], part: str) -> None:
    answer = book.call("PUT", f"/values/{where}", {"values": rows}, valueInputOption="RAW")
    assert answer.status_code == 400
    assert part in answer.json()["error"]["message"]
    assert book.values("Sheet1") == []


def test_trailing_blanks_are_dropped_but_not_texts_of_formulas(book: Book) -> None:
    book.write("A1", [["a", "", "c", ""], ["", ""], ["", "b"], [""]])
    assert book.values("A1:D4") == [["a", "", "c"], [], ["", "b"]]
    book.write("A5", [['=""']], "USER_ENTERED")
    assert book.values("A1:D9") == [["a", "", "c"], [], ["", "b"], [], [""]]


def test_columns_first(book: Book) -> None:
    answer = book.call(
        "PUT", "/values/A1", {"values": [["a", "b"], ["c"]], "majorDimension": "COLUMNS"}, valueInputOption="RAW"
    )
    assert answer.json()["updatedRange"] == "Sheet1!A1:B2"
    assert book.values("A1:B2") == [["a", "c"], ["b"]]
    read = book.call("GET", "/values/A1:B2", majorDimension="COLUMNS").json()
    assert read["values"] == [["a", "b"], ["c"]]


def test_a_batch_of_values_is_all_or_nothing(book: Book) -> None:
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "A1", "values": [["a"]]}, {"range": "Nowhere!A1", "values": [["b"]]}],
    }
    assert book.call("POST", "/values:batchUpdate", body).status_code == 400
    assert book.values("A1") == []


def test_an_answer_can_carry_the_values(book: Book) -> None:
    answer = book.call(
        "PUT",
        "/values/A1",
        {"values": [["=2*3", "2024-01-31"]]},
        valueInputOption="USER_ENTERED",
        includeValuesInResponse="true",
        responseValueRenderOption="UNFORMATTED_VALUE",
    ).json()
    assert answer["updatedData"] == {"range": "Sheet1!A1:B1", "majorDimension": "ROWS", "values": [[6, 45322]]}


def test_append_goes_below_the_table_and_grows_the_grid(book: Book) -> None:
    book.batch(
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"rowCount": 2}},
                "fields": "gridProperties.rowCount",
            }
        }
    )
    book.write("A1", [["a"], ["b"]])
    answer = book.call("POST", "/values/A1:append", {"values": [["c"]]}, valueInputOption="RAW").json()
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Sheet1!A1:A2", "Sheet1!A3")
    assert book.google.spreadsheets[book.key].sheet("Sheet1").row_count == 3


def test_append_can_insert_rows(book: Book) -> None:
    book.write("A1", [["a"], ["b"], [None], [None, "below"]])
    book.call("POST", "/values/A1:append", {"values": [["c"]]}, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert book.values("A1:B9") == [["a"], ["b"], ["c"], [], ["", "below"]]


def test_clearing_keeps_formats_notes_and_validations(book: Book) -> None:
    cell = {
        "userEnteredValue": {"stringValue": "a"},
        "note": "catatan",
        "userEnteredFormat": {"textFormat": {"bold": True}},
        "dataValidation": {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}},
    }
    book.batch({"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "*"}})
    answer = book.call("POST", "/values:batchClear", {"ranges": ["A1:B2", "Sheet1!C:C"]}).json()
    assert answer["clearedRanges"] == ["Sheet1!A1:B2", "Sheet1!C1:C1000"]
    assert book.cell("A1").keys() == {"note", "userEnteredFormat", "effectiveFormat", "dataValidation"}


def test_a_cell_holds_50000_characters(book: Book) -> None:
    book.write("A1", [["x" * 50_000]])
    answer = book.call("PUT", "/values/A2", {"values": [["x" * 50_001]]}, valueInputOption="RAW")
    assert answer.status_code == 400
    assert "more than the maximum of 50000 characters" in answer.json()["error"]["message"]
