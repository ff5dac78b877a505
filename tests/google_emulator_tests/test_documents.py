"""The first judge: Google's own discovery documents decide what a request and an answer may look like."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.google_emulator import Emulator, EmulatorError, NotEmulatedError, batch, discovery, validate
from tests.google_emulator.request import Request
from tests.google_emulator_tests.conftest import Book, open_book


@pytest.mark.parametrize(
    ("path", "id_"),
    [
        ("GET /v4/spreadsheets/abc", "sheets.spreadsheets.get"),
        ("POST /v4/spreadsheets/abc:batchUpdate", "sheets.spreadsheets.batchUpdate"),
        ("GET /v4/spreadsheets/abc/values/Mitra!A1:C3", "sheets.spreadsheets.values.get"),
        ("GET /v4/spreadsheets/abc/values:batchGet", "sheets.spreadsheets.values.batchGet"),
        ("POST /v4/spreadsheets/abc/values/%27A%2FB%27%21A1:append", "sheets.spreadsheets.values.append"),
        ("GET /drive/v3/files/abc", "drive.files.get"),
        ("DELETE /drive/v3/files/abc/permissions/1", "drive.permissions.delete"),
        ("PUT /upload/drive/v2/files/abc", "drive2.files.update"),
    ],
)
def test_paths_find_their_method(path: str, id_: str) -> None:
    found = discovery.match(*path.split(" "))
    assert found is not None
    assert found[0].id == id_


def test_path_parameters_are_decoded() -> None:
    found = discovery.match("GET", "/v4/spreadsheets/abc/values/%27A%2FB%27%21A1%3AC3")
    assert found is not None
    assert found[1] == {"spreadsheetId": "abc", "range": "'A/B'!A1:C3"}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"addSheet": {"properties": {"titel": "Mitra"}}},
            (
                'Invalid JSON payload received. Unknown name "titel" at '
                "'requests[0].addSheet.properties': Cannot find field."
            ),
        ),
        (
            {"addShet": {}},
            "Invalid JSON payload received. Unknown name \"addShet\" at 'requests[0]': Cannot find field.",
        ),
        (
            {"mergeCells": {"mergeType": "MERGE_SOME"}},
            (
                "Invalid value at 'requests[0].merge_cells.merge_type' (TYPE_ENUM of MERGE_ALL, MERGE_COLUMNS, …), "
                '"MERGE_SOME"'
            ),
        ),
        (
            {"deleteSheet": {"sheetId": 1.5}},
            "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), 1.5",
        ),
        (
            {"updateSheetProperties": {"properties": {"hidden": "yes"}}},
            "Invalid value at 'requests[0].update_sheet_properties.properties.hidden' (TYPE_BOOL), \"yes\"",
        ),
        ({"addSheet": {}, "deleteSheet": {}}, "Invalid requests[0]: No request set."),
    ],
)
def test_a_wrong_request_is_refused_and_noted(book: Book, request_: Any, message: str) -> None:
    before = book.google.snapshot(book.key)
    answer = book.call("POST", ":batchUpdate", {"requests": [request_]})
    assert answer.status_code == 400
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"
    assert answer.json()["error"]["message"] == message
    assert [violation.message for violation in book.google.violations] == [message]
    assert book.google.snapshot(book.key) == before


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"valueRender": "FORMULA"}, 'Unknown name "valueRender": Cannot bind query parameter'),
        ({"valueRenderOption": "PRETTY"}, "Invalid value at 'value_render_option'"),
        ({"includeGridData": "true"}, 'Unknown name "includeGridData"'),
    ],
)
def test_query_parameters_are_checked(book: Book, query: dict[str, str], part: str) -> None:
    answer = book.call("GET", "/values/A1", **query)
    assert answer.status_code == 400
    assert part in answer.json()["error"]["message"]
    assert len(book.google.violations) == 1


def test_null_means_absent_as_in_proto3_json(book: Book) -> None:
    book.batch({"addSheet": {"properties": {"title": "Mitra", "index": None}}})
    assert not book.google.violations


def test_a_body_that_is_no_json_is_refused(book: Book) -> None:
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.key}:batchUpdate"
    for body in (b"{", b"[]", b'{"requests": [{"updateCells": {"rows": NaN}}]}'):
        assert book.session.post(url, data=body, timeout=10).status_code == 400
    assert len(book.google.violations) == 3


def test_a_path_of_no_method_is_noted(book: Book) -> None:
    answer = book.session.get("https://sheets.googleapis.com/v5/spreadsheets/abc", timeout=10)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert [violation.method for violation in book.google.violations] == [""]


def test_what_google_can_and_the_emulator_cannot_fails_the_test() -> None:
    def story() -> None:
        with Emulator() as google:
            answer = open_book(google).call("POST", ":batchUpdate", {"requests": [{"addSlicer": {"slicer": {}}}]})
            assert answer.status_code == 500

    with pytest.raises(EmulatorError, match="addSlicer is not emulated") as failure:
        story()
    assert isinstance(failure.value.__cause__, NotEmulatedError)


@pytest.mark.parametrize(
    "answer",
    [
        {"spreadsheetId": 5},
        {"spreadsheetId": "abc", "answered": True},
        {"sheets": [{"properties": {"sheetId": "0"}}]},
        {"properties": {"title": None}},
        {"sheets": [{"protectedRanges": [{"range": {"startRow": 1}}]}]},
    ],
)
def test_a_wrong_answer_of_the_emulator_fails_the_test(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    def perform(request: Request) -> Any:
        return answer

    def story() -> None:
        with Emulator() as google:
            book = open_book(google)
            monkeypatch.setattr(google.front.services, "perform", perform)
            assert book.call("GET", "").status_code == 500

    with pytest.raises(EmulatorError, match="would answer what its schema forbids"):
        story()


def test_every_tolerated_deviation_is_one() -> None:
    """What TOLERATED lists is really not in Google's documents, and really let through."""
    for id_, name in validate.TOLERATED:
        method = next(method for method in discovery.methods() if method.id == id_ and not method.upload)
        body_schema = discovery.schema(method.service, method.request) if method.request else {}
        assert name not in method.parameters
        assert name not in body_schema.get("properties", {})


def test_the_mask_of_an_answer_is_checked(book: Book) -> None:
    answer = book.call("GET", "", fields="sheets.property")
    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["fieldViolations"][0]["field"] == "sheets.property"
    drive = book.session.get(
        f"https://www.googleapis.com/drive/v3/files/{book.key}", params={"fields": "revision"}, timeout=10
    )
    assert drive.status_code in (400, 404)


def test_the_readme_names_every_request_that_is_not_emulated() -> None:
    requests = set(discovery.schema("sheets.v4", "Request")["properties"])
    readme = (Path(batch.__file__).parent / "README.md").read_text(encoding="utf-8")
    listed = readme.partition("Requests of a batch: ")[2].partition(".")[0]
    assert set(re.findall(r"\w+", listed)) == requests - batch.HANDLERS.keys()
    assert batch.HANDLERS.keys() <= requests


def test_every_handler_is_of_a_method_of_googles(google: Emulator) -> None:
    known = {method.id for method in discovery.methods()}
    assert google.front.services.handlers().keys() <= known
