"""batchUpdate on cells: what a mask sets and clears, atomicity, formats, links, merges, borders, find and replace."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google_emulator_tests.conftest import Book

KEYS = {"startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}


def row(*cells: Any) -> Any:
    """A RowData of texts, numbers and formulas."""

    def value(item: Any) -> Any:
        if isinstance(item, bool):
            return {"boolValue": item}
        if isinstance(item, int | float):
            return {"numberValue": item}
        return {"formulaValue": item} if item.startswith("=") else {"stringValue": item}

    return {"values": [{"userEnteredValue": value(item)} if item is not None else {} for item in cells]}


def test_a_range_clears_what_the_rows_do_not_cover(book: Book) -> None:
    book.write("A1", [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    book.batch(
        {
            "updateCells": {
                "range": {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2},
                "rows": [row("A")],
                "fields": "userEnteredValue",
            }
        }
    )
    assert book.values("A1:C3") == [["A", "", "c"], ["", "", "f"], ["g", "h", "i"]]


def test_a_start_leaves_the_rest_alone(book: Book) -> None:
    book.write("A1", [["a", "b", "c"], ["d", "e", "f"]])
    book.batch({"updateCells": {"start": {"rowIndex": 1}, "rows": [row("D")], "fields": "userEnteredValue"}})
    assert book.values("A1:C3") == [["a", "b", "c"], ["D", "e", "f"]]


def test_only_the_fields_of_the_mask_change(book: Book) -> None:
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "catatan"}
    book.batch({"updateCells": {"start": {}, "rows": [{"values": [bold]}], "fields": "*"}})
    book.batch({"updateCells": {"start": {}, "rows": [row("a")], "fields": "userEnteredValue"}})
    assert book.cell("A1")["note"] == "catatan"
    italic = {"userEnteredFormat": {"textFormat": {"italic": True}, "horizontalAlignment": "LEFT"}}
    book.batch(
        {
            "updateCells": {
                "start": {},
                "rows": [{"values": [italic]}],
                "fields": "userEnteredFormat.textFormat.italic,note",
            }
        }
    )
    cell = book.cell("A1")
    assert cell["userEnteredFormat"] == {"textFormat": {"bold": True, "italic": True}}
    assert "note" not in cell
    assert cell["formattedValue"] == "a"


def test_text_stays_text(book: Book) -> None:
    texts = ["=1+1", "+62", "-x", "@a", "0812"]
    cells = [{"userEnteredValue": {"stringValue": text}} for text in texts]
    book.batch({"updateCells": {"start": {}, "rows": [{"values": cells}], "fields": "userEnteredValue"}})
    assert book.values("A1:E1") == [texts]
    assert book.cell("A1")["effectiveValue"] == {"stringValue": "=1+1"}


def test_an_error_rolls_the_whole_batch_back(book: Book) -> None:
    before = book.google.snapshot(book.key)
    version = book.google.file(book.key).version
    message = book.refused(
        {"addSheet": {"properties": {"title": "Ringkasan"}}},
        {"updateCells": {"start": {}, "rows": [row("a")], "fields": "userEnteredValue"}},
        {"deleteSheet": {"sheetId": 12345}},
    )
    assert message == "Invalid requests[2].deleteSheet: No grid with id: 12345"
    assert book.google.snapshot(book.key) == before
    assert book.google.file(book.key).version == version


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"start": {}, "rows": []}, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"),
        ({"start": {}, "rows": [], "fields": "userEnteredFormat.bolt"}, "Invalid field: userEnteredFormat.bolt"),
        ({"rows": [], "fields": "note"}, "One of start and range is required"),
        (
            {"range": {"endRowIndex": 1}, "rows": [{}, {}], "fields": "note"},
            "Attempting to write row: 1, beyond the last requested row of: 0",
        ),
        (
            {"range": {"endColumnIndex": 1}, "rows": [{"values": [{}, {}]}], "fields": "note"},
            "Attempting to write column: 1, beyond the last requested column of: 0",
        ),
        (
            {"start": {"rowIndex": 1000}, "rows": [{"values": [{}]}], "fields": "note"},
            "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            {"range": {"endRowIndex": 1001}, "rows": [], "fields": "note"},
            "Range (Sheet1!A1:Z1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
    ],
)
def test_what_update_cells_refuses(book: Book, body: Any, message: str) -> None:
    assert book.refused({"updateCells": body}) == f"Invalid requests[0].updateCells: {message}"


def test_repeating_a_formula_moves_its_references(book: Book) -> None:
    cell = {"userEnteredValue": {"formulaValue": "=A1*$B$1+Sheet1!$A1"}}
    where = {"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 2, "endColumnIndex": 4}
    book.batch({"repeatCell": {"range": where, "cell": cell, "fields": "userEnteredValue"}})
    assert book.formulas("C2:D3") == [
        ["=A1*$B$1+Sheet1!$A1", "=B1*$B$1+Sheet1!$A1"],
        ["=A2*$B$1+Sheet1!$A2", "=B2*$B$1+Sheet1!$A2"],
    ]


def test_colours_come_back_twice_and_in_256_steps(book: Book) -> None:
    look = {"backgroundColor": {"red": 1, "green": 0.5}}
    book.batch(
        {
            "repeatCell": {
                "range": {"endRowIndex": 1, "endColumnIndex": 1},
                "cell": {"userEnteredFormat": look},
                "fields": "userEnteredFormat",
            }
        }
    )
    colour = {"red": 1, "green": 0.49803922}
    assert book.cell("A1")["userEnteredFormat"] == {
        "backgroundColor": colour,
        "backgroundColorStyle": {"rgbColor": colour},
    }
    themed = {"userEnteredFormat": {"backgroundColorStyle": {"themeColor": "ACCENT1"}}}
    fields = "userEnteredFormat.backgroundColorStyle"
    book.batch({"updateCells": {"start": {}, "rows": [{"values": [themed]}], "fields": fields}})
    look = book.cell("A1")["userEnteredFormat"]
    assert look["backgroundColorStyle"] == {"themeColor": "ACCENT1"}
    assert look["backgroundColor"]["blue"] == pytest.approx(0.957, abs=1e-3)


def test_links_by_formula_and_by_format(book: Book) -> None:
    formula = '=HYPERLINK("#gid=5&range=A3";"Perjanjian 3")'
    linked = {
        "userEnteredValue": {"stringValue": "Lihat"},
        "textFormatRuns": [{"format": {"link": {"uri": "https://desa.id"}}}],
    }
    rows = [{"values": [{"userEnteredValue": {"formulaValue": formula}}, linked]}]
    book.batch({"updateCells": {"start": {}, "rows": rows, "fields": "userEnteredValue,textFormatRuns"}})
    assert book.cell("A1")["hyperlink"] == "#gid=5&range=A3"
    assert book.cell("A1")["formattedValue"] == "Perjanjian 3"
    assert book.cell("B1")["hyperlink"] == "https://desa.id"
    book.write("B1", [["kosong"]])
    assert "hyperlink" not in book.cell("B1")


def test_append_cells_goes_below_the_last_row(book: Book) -> None:
    book.write("B3", [["x"]])
    book.batch({"appendCells": {"sheetId": 0, "rows": [row("a", 1), row("b", 2)], "fields": "userEnteredValue"}})
    assert book.values("A1:B9") == [[], [], ["", "x"], ["a", "1"], ["b", "2"]]


def test_merging_keeps_the_upper_left_value(book: Book) -> None:
    book.write("A1", [["a", "b"], ["c", "d"]])
    where = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    book.batch({"mergeCells": {"range": where, "mergeType": "MERGE_ALL"}})
    assert book.values("A1:B2") == [["a"]]
    part = where | {"endRowIndex": 1}
    assert "select all cells in a merged range" in book.refused({"unmergeCells": {"range": part}})
    book.batch({"unmergeCells": {"range": where}})
    assert "merges" not in book.sheet("merges")


def test_borders_lie_on_the_edges(book: Book) -> None:
    line = {"style": "SOLID", "color": {"red": 1}}
    where = {"endRowIndex": 2, "endColumnIndex": 2}
    book.batch({"updateBorders": {"range": where, "bottom": line, "innerVertical": line}})
    assert book.cell("A1")["userEnteredFormat"]["borders"].keys() == {"right"}
    assert book.cell("B2")["userEnteredFormat"]["borders"].keys() == {"left", "bottom"}
    book.batch({"updateBorders": {"range": where, "bottom": {"style": "NONE"}, "innerVertical": {"style": "NONE"}}})
    assert book.cell("B2").keys() == set()


def test_find_and_replace_counts(book: Book) -> None:
    book.write("A1", [["Mitra A", "mitra b"], ["C mitra mitra", 5]])
    reply = book.batch({"findReplace": {"find": "mitra", "replacement": "Rekan", "allSheets": True}})["replies"][0]
    assert reply["findReplace"] == {
        "rowsChanged": 2,
        "sheetsChanged": 1,
        "valuesChanged": 3,
        "occurrencesChanged": 4,
    }
    assert book.values("A1:B2") == [["Rekan A", "Rekan b"], ["C Rekan Rekan", "5"]]


def test_an_answer_can_carry_the_spreadsheet(book: Book) -> None:
    answer = book.batch(
        {"updateCells": {"start": {}, "rows": [row("a", 1.5)], "fields": "userEnteredValue"}},
        includeSpreadsheetInResponse=True,
        responseIncludeGridData=True,
        responseRanges=["A1:B1"],
    )
    (data,) = answer["updatedSpreadsheet"]["sheets"][0]["data"]
    assert [cell["formattedValue"] for cell in data["rowData"][0]["values"]] == ["a", "1.5"]


def test_one_get_carries_all_that_a_template_needs(book: Book) -> None:
    book.batch(
        {"addNamedRange": {"namedRange": {"name": "agr_key", "range": KEYS}}},
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "warningOnly": True}}},
    )
    book.write("B2", [["a"]])
    mask = (
        "spreadsheetId,properties.locale,namedRanges(name,range),sheets(properties(sheetId,title),"
        "protectedRanges(range,warningOnly),data(startRow,rowData.values.userEnteredValue))"
    )
    answer = book.call("GET", "", fields=mask, ranges=["Sheet1!A2:C3"]).json()
    assert answer == {
        "spreadsheetId": book.key,
        "properties": {"locale": "en_US"},
        "namedRanges": [{"name": "agr_key", "range": KEYS}],
        "sheets": [
            {
                "properties": {"sheetId": 0, "title": "Sheet1"},
                "protectedRanges": [{"range": {}, "warningOnly": True}],
                "data": [{"startRow": 1, "rowData": [{"values": [{}, {"userEnteredValue": {"stringValue": "a"}}]}]}],
            }
        ],
    }
