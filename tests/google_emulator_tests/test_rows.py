"""Rows and columns inserted, deleted, moved and sorted: what follows them, and what people at the sheet can do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google_emulator.formulas import copied, followed, retitled
from tests.google_emulator.spans import Delete, Insert, Move
from tests.google_emulator_tests.conftest import OWNER, Book

SIZE = 12
INDEXES = st.integers(min_value=0, max_value=SIZE - 1)


def changes() -> st.SearchStrategy[Insert | Delete | Move]:
    inserts = st.builds(Insert, INDEXES, st.integers(1, 4))
    deletes = st.tuples(INDEXES, st.integers(1, 4)).map(lambda pair: Delete(pair[0], pair[0] + pair[1]))

    def move(triple: tuple[int, int, int]) -> Move:
        start, length, to = triple
        end = min(start + length, SIZE)
        return Move(start, end, end + to if to > start else to)

    return st.one_of(inserts, deletes, st.tuples(INDEXES, st.integers(1, 4), INDEXES).map(move))


def changed(items: list[int], change: Insert | Delete | Move) -> list[int | None]:
    """The list after the change, done on the list itself: None is something new."""
    result: list[int | None] = list(items)
    if isinstance(change, Insert):
        result[change.start : change.start] = [None] * change.count
    elif isinstance(change, Delete):
        del result[change.start : change.end]
    else:
        moved = result[change.start : change.end]
        rest = result[: change.start] + result[change.end :]
        at = change.to if change.to <= change.start else change.to - len(moved)
        result = rest[:at] + moved + rest[at:]
    return result


@given(changes(), INDEXES)
def test_an_index_goes_where_its_row_goes(change: Insert | Delete | Move, index: int) -> None:
    after = changed(list(range(40)), change)
    assert change.index(index) == (after.index(index) if index in after else None)


@given(
    st.one_of(
        st.builds(Insert, INDEXES, st.integers(1, 4)),
        st.tuples(INDEXES, st.integers(1, 4)).map(lambda p: Delete(p[0], p[0] + p[1])),
    ),
    INDEXES,
    st.integers(1, 6),
)
def test_a_stretch_holds_the_rows_it_held(change: Insert | Delete, start: int, length: int) -> None:
    after = changed(list(range(40)), change)
    kept = [after.index(row) for row in range(start, start + length) if row in after]
    expected = (kept[0], kept[-1] + 1) if kept else None
    assert change.span(start, start + length) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A5", "=A7"),
        ("=$A$5", "=$A$7"),
        ("=A2", "=A2"),
        ("=SUM(A1:A5)", "=SUM(A1:A7)"),
        ("=SUM(A4:A5)", "=SUM(A6:A7)"),
        ("=SUM(A1:A3)", "=SUM(A1:A3)"),
        ("=INDEX($A:$A,ROW())", "=INDEX($A:$A,ROW())"),
        ('=A5&"A5"', '=A7&"A5"'),
        ("=Mitra!A5+'Mitra'!A5", "=Mitra!A7+Mitra!A7"),
        ("=Lain!A5", "=Lain!A5"),
        ("=LOG10(5)+agr_key5", "=LOG10(5)+agr_key5"),
        ("=SUM(5:6)", "=SUM(7:8)"),
        ("=A2:A", "=A2:A"),
    ],
)
def test_formulas_follow_two_rows_put_in_before_the_fourth(formula: str, expected: str) -> None:
    assert followed(formula, "Mitra", "Mitra", "ROWS", Insert(3, 2)) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A4", "=#REF!"),
        ("=A7", "=A5"),
        ("=SUM(A1:A9)", "=SUM(A1:A7)"),
        ("=SUM(A4:A5)", "=SUM(#REF!)"),
        ("=SUM(A5:A9)", "=SUM(A4:A7)"),
        ("=SUM(A2:A4)", "=SUM(A2:A3)"),
    ],
)
def test_formulas_follow_rows_4_and_5_deleted(formula: str, expected: str) -> None:
    assert followed(formula, "Mitra", "Mitra", "ROWS", Delete(3, 5)) == expected


def test_copied_and_retitled_formulas() -> None:
    assert copied("=A1+$A1+A$1+$A$1", 2, 1) == "=B3+$A3+B$1+$A$1"
    assert copied("=A1", -1, 0) == "=#REF!"
    assert retitled("='Mitra Lama'!A1+A1", "mitra lama", "Mitra") == "=Mitra!A1+A1"
    assert retitled("=Mitra!A1:B2", "Mitra", None) == "=#REF!"


@pytest.fixture
def register(book: Book) -> Book:
    """Four rows, a formula a row in two styles, and everything that hangs on ranges."""
    book.write("A1", [["Nomor", "Judul", "Status"], ["d", "4"], ["b", "2"], ["c", "3"], ["a", "1"]])
    for number in range(2, 6):
        book.write(f"C{number}", [["=INDEX($A:$A,ROW())", f"=$A{number}"]], "USER_ENTERED")
    column = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}
    rule = {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=$C2="x"'}]}, "format": {}}
    chart = {
        "spec": {"pieChart": {"domain": {"sourceRange": {"sources": [column]}}}},
        "position": {"overlayPosition": {"anchorCell": {"rowIndex": 4, "columnIndex": 5}}},
    }
    location = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}}
    entry = {"metadataKey": "row", "metadataValue": "c", "visibility": "DOCUMENT", "location": location}
    book.batch(
        {"addNamedRange": {"namedRange": {"name": "nomor", "range": column}}},
        {"addProtectedRange": {"protectedRange": {"range": column, "warningOnly": True}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [column], "booleanRule": rule}}},
        {"addChart": {"chart": chart}},
        {"createDeveloperMetadata": {"developerMetadata": entry}},
        {"setBasicFilter": {"filter": {"range": column | {"startRowIndex": 0}}}},
    )
    return book


def spans(book: Book) -> dict[str, Any]:
    """Start and end row of everything that the fixture hung on a range."""
    answer = book.call("GET", "", includeGridData="true").json()
    (sheet,) = answer["sheets"]
    place = sheet["charts"][0]["spec"]["pieChart"]["domain"]["sourceRange"]["sources"][0]
    ranges = {
        "name": answer["namedRanges"][0]["range"],
        "protection": sheet["protectedRanges"][0]["range"],
        "format": sheet["conditionalFormats"][0]["ranges"][0],
        "chart": place,
        "filter": sheet["basicFilter"]["range"],
    }
    found: dict[str, Any] = {name: (each["startRowIndex"], each["endRowIndex"]) for name, each in ranges.items()}
    anchor = sheet["charts"][0]["position"]["overlayPosition"]["anchorCell"]["rowIndex"]
    marked = [
        row for row, properties in enumerate(sheet["data"][0]["rowMetadata"]) if "developerMetadata" in properties
    ]
    return found | {"anchor": anchor, "metadata": marked}


def test_everything_follows_an_inserted_row(register: Book) -> None:
    register.google.editor(register.key).insert_rows("Sheet1", 3, 2)
    assert spans(register) == {
        "name": (1, 7),
        "protection": (1, 7),
        "format": (1, 7),
        "chart": (1, 7),
        "filter": (0, 7),
        "anchor": 6,
        "metadata": [5],
    }
    assert register.formulas("A1:D7") == [
        ["Nomor", "Judul", "Status"],
        ["d", "4", "=INDEX($A:$A,ROW())", "=$A2"],
        [],
        [],
        ["b", "2", "=INDEX($A:$A,ROW())", "=$A5"],
        ["c", "3", "=INDEX($A:$A,ROW())", "=$A6"],
        ["a", "1", "=INDEX($A:$A,ROW())", "=$A7"],
    ]


def test_everything_follows_a_deleted_row(register: Book) -> None:
    register.google.editor(register.key).delete_rows("Sheet1", 4)
    assert spans(register) == {
        "name": (1, 4),
        "protection": (1, 4),
        "format": (1, 4),
        "chart": (1, 4),
        "filter": (0, 4),
        "anchor": 3,
        "metadata": [],
    }
    assert [row[3:] for row in register.formulas("A1:D4")] == [[], ["=$A2"], ["=$A3"], ["=$A4"]]


def test_sorting_takes_whole_rows_along(register: Book) -> None:
    editor = register.google.editor(register.key)
    editor.type("B6", "")
    editor.sort("A2:D5", "A")
    assert [row[:2] for row in register.values("A2:B5")] == [["a", "1"], ["b", "2"], ["c", "3"], ["d", "4"]]
    assert [row[1] for row in register.formulas("C2:D5")] == ["=$A2", "=$A3", "=$A4", "=$A5"]
    editor.sort("A2:D5", "B", descending=True)
    assert [row[0] for row in register.values("A2:A5")] == ["d", "c", "b", "a"]


def test_sorting_orders_types_and_puts_blanks_last(book: Book) -> None:
    book.write("A1", [["b"], [2], [""], [True], ["A"], [10]])
    editor = book.google.editor(book.key)
    editor.sort("A1:A6", "A")
    assert book.values("A1:A6", "UNFORMATTED_VALUE") == [[2], [10], ["A"], ["b"], [True]]
    editor.sort("A1:A6", "A", descending=True)
    assert book.values("A1:A6", "UNFORMATTED_VALUE") == [[True], ["b"], ["A"], [10], [2]]


def test_moving_rows(register: Book) -> None:
    register.google.editor(register.key).move_rows("Sheet1", 5, 1, before=2)
    assert [row[0] for row in register.values("A1:A5")] == ["Nomor", "a", "d", "b", "c"]
    assert spans(register)["metadata"] == [4]


def test_cells_deleted_with_shift_up_break_references_to_the_row(register: Book) -> None:
    """What design.md warns of: `$A5` is left with #REF! or with another row's key, `INDEX(…,ROW())` is not."""
    register.google.editor(register.key).delete_cells("A3:B3")
    assert register.formulas("A2:D5") == [
        ["d", "4", "=INDEX($A:$A,ROW())", "=$A2"],
        ["c", "3", "=INDEX($A:$A,ROW())", "=#REF!"],
        ["a", "1", "=INDEX($A:$A,ROW())", "=$A3"],
        ["", "", "=INDEX($A:$A,ROW())", "=$A4"],
    ]


def test_cut_cells_take_the_references_to_them_along(register: Book) -> None:
    register.google.editor(register.key).cut("A3", "A9")
    assert register.formulas("D3") == [["=$A9"]]
    assert register.values("A3:A3") == []
    assert register.values("A9") == [["b"]]


def test_tabs_renamed_and_deleted_in_formulas(book: Book) -> None:
    book.batch({"addSheet": {"properties": {"title": "Mitra", "sheetId": 7}}})
    book.write("A1", [["=Mitra!A1"]], "USER_ENTERED")
    editor = book.google.editor(book.key)
    editor.rename_tab("Mitra", "Mitra Desa")
    assert book.formulas("A1") == [["='Mitra Desa'!A1"]]
    editor.delete_tab("Mitra Desa")
    assert book.formulas("A1") == [["=#REF!"]]
    assert book.values("A1") == [["#REF!"]]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"deleteDimension": {"range": {"dimension": "ROWS"}}}, "You can't delete all the rows on the sheet."),
        (
            {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 5, "endIndex": 2000}}},
            "endIndex[2000] is beyond the sheet's 1000 rows.",
        ),
        (
            {
                "insertDimension": {
                    "range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1},
                    "inheritFromBefore": True,
                }
            },
            "inheritFromBefore cannot be true when inserting at index 0.",
        ),
        (
            {"appendDimension": {"dimension": "ROWS", "length": 400_000}},
            "This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
        ),
    ],
)
def test_what_rows_refuse(book: Book, request_: Any, message: str) -> None:
    assert book.refused(request_).endswith(message)


def test_new_rows_look_like_their_neighbour(book: Book) -> None:
    cell = {
        "userEnteredValue": {"stringValue": "a"},
        "userEnteredFormat": {"textFormat": {"bold": True}},
        "dataValidation": {"condition": {"type": "BOOLEAN"}},
        "note": "catatan",
    }
    book.batch({"updateCells": {"start": {"rowIndex": 1}, "rows": [{"values": [cell]}], "fields": "*"}})
    book.google.editor(book.key).insert_rows("Sheet1", 3)
    assert book.cell("A3").keys() == {"userEnteredFormat", "effectiveFormat", "dataValidation"}


def test_frozen_rows_and_hidden_columns(book: Book) -> None:
    properties = {"gridProperties": {"frozenRowCount": 2}}
    book.batch(
        {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}},
        {
            "updateDimensionProperties": {
                "range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
                "properties": {"hiddenByUser": True, "pixelSize": 250},
                "fields": "hiddenByUser,pixelSize",
            }
        },
    )
    book.google.editor(book.key).insert_rows("Sheet1", 2)
    sheet = book.sheet("properties.gridProperties.frozenRowCount,data.columnMetadata(hiddenByUser,pixelSize)")
    assert sheet["properties"]["gridProperties"] == {"frozenRowCount": 3}
    assert sheet["data"][0]["columnMetadata"][:2] == [{"pixelSize": 100}, {"hiddenByUser": True, "pixelSize": 250}]


def test_people_are_no_calls_and_their_names_are_known(book: Book) -> None:
    editor = book.google.editor(book.key)
    editor.type("A1", [["Nomor", "1/2/2024"]])
    editor.clear("A1")
    editor.add_tab("Catatan")
    assert len(book.google.calls) == 0
    assert book.values("A1:B1", "UNFORMATTED_VALUE") == [["", 45293]]
    assert book.google.file(book.key).modified_by == OWNER
