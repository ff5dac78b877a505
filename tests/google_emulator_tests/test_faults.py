"""Everything that goes wrong on the way, as a client sees it, and what then stands in the spreadsheet."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests

from tests.google_emulator import (
    DropAfter,
    DropBefore,
    Emulator,
    EmulatorError,
    HtmlError,
    Quota,
    Refusal,
    Slow,
    TooManyRequests,
    Unavailable,
)
from tests.google_emulator.errors import sheets_error
from tests.google_emulator_tests.conftest import Book, open_book

UPDATE = "sheets.spreadsheets.values.update"
GET = "sheets.spreadsheets.values.get"


def put(book: Book, text: str = "a", timeout: float = 10) -> requests.Response:
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.key}/values/A1"
    params = {"valueInputOption": "RAW"}
    return book.session.put(url, json={"values": [[text]]}, params=params, timeout=timeout)


@pytest.mark.parametrize(
    ("fault", "status", "header", "kind"),
    [
        (TooManyRequests(), 429, None, "application/json"),
        (TooManyRequests(retry_after=7), 429, "7", "application/json"),
        (Unavailable(), 503, None, "application/json"),
        (Unavailable(retry_after=1.5), 503, "1.5", "application/json"),
        (HtmlError(), 500, None, "text/html"),
        (HtmlError(502), 502, None, "text/html"),
        (Refusal(sheets_error("INTERNAL", "Internal error encountered.")), 500, None, "application/json"),
    ],
)
def test_a_refusal_changes_nothing(book: Book, fault: Any, status: int, header: str | None, kind: str) -> None:
    before = book.google.snapshot(book.key)
    book.google.faults.sequence(fault)
    answer = put(book)
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == header
    assert answer.headers["Content-Type"].startswith(kind)
    assert book.google.snapshot(book.key) == before
    assert put(book).status_code == 200
    assert [call.fault for call in book.google.calls] == [fault, None]
    assert len(book.google.calls.commits) == 1


def test_429_names_the_quota(book: Book) -> None:
    book.google.faults.sequence(TooManyRequests(), TooManyRequests())
    for answer, kind in ((put(book), "Write"), (book.call("GET", "/values/A1"), "Read")):
        error = answer.json()["error"]
        assert error["status"] == "RESOURCE_EXHAUSTED"
        assert f"'{kind} requests per minute per user'" in error["message"]


@pytest.mark.parametrize(("fault", "committed"), [(DropBefore(), False), (DropAfter(), True)])
def test_a_dropped_connection(book: Book, fault: Any, committed: bool) -> None:
    book.google.faults.on(UPDATE, fault)
    with pytest.raises(requests.ConnectionError):
        put(book)
    assert book.values("A1") == ([["a"]] if committed else [])
    (call,) = book.google.calls
    assert (call.status, call.performed) == (0, committed)
    assert put(book, "b").status_code == 200
    assert book.values("A1") == [["b"]]


def test_an_answer_slower_than_the_time_out(book: Book) -> None:
    book.call("GET", "/values/A1")
    book.google.faults.on(UPDATE, Slow(30))
    start = time.monotonic()
    with pytest.raises(requests.ReadTimeout):
        put(book, timeout=0.2)
    while not book.google.calls.commits and time.monotonic() < start + 5:
        time.sleep(0.01)
    assert book.values("A1") == [["a"]]
    assert book.call("GET", "/values/A1").json()["values"] == [["a"]]  # others are not held up
    assert time.monotonic() - start < 20


def test_closing_does_not_wait_for_slow_answers() -> None:
    start = time.monotonic()
    with Emulator() as google:
        book = open_book(google)
        google.faults.sequence(Slow(60))
        with pytest.raises(requests.ReadTimeout):
            put(book, timeout=0.2)
    assert time.monotonic() - start < 30


def test_a_sequence_is_one_step_a_call(book: Book) -> None:
    book.google.faults.sequence(None, HtmlError(), None)
    statuses = [book.call("GET", "/values/A1").status_code for _ in range(4)]
    assert statuses == [200, 500, 200, 200]
    assert not book.google.faults.pending


def test_rules_are_for_one_method_and_can_skip(book: Book) -> None:
    book.google.faults.on(UPDATE, Unavailable(), times=2, skip=1)
    assert [put(book).status_code for _ in range(4)] == [200, 503, 503, 200]
    book.google.faults.on("*", Unavailable())
    assert book.call("GET", "/values/A1").status_code == 503
    book.google.faults.on(GET, Unavailable())
    assert book.google.faults.pending
    book.google.faults.clear()
    assert book.call("GET", "/values/A1").status_code == 200


def test_another_person_between_two_calls(book: Book) -> None:
    """A row put in after the read and before the write: a client that writes by position would hit the wrong row."""
    book.write("A1", [["Nomor", "Status"], ["K-01", ""], ["K-02", ""]])
    editor = book.google.editor(book.key)
    book.google.faults.before(UPDATE, lambda: editor.insert_rows("Sheet1", 2))
    assert book.call("GET", "/values/A1:B3").json()["values"][1] == ["K-01"]
    book.write("B2", [["aktif"]])
    assert book.values("A1:B4") == [["Nomor", "Status"], ["", "aktif"], ["K-01"], ["K-02"]]


def test_an_edit_and_a_fault_at_the_same_call(book: Book) -> None:
    editor = book.google.editor(book.key)
    book.google.faults.before(UPDATE, lambda: editor.type("B1", "orang lain"))
    book.google.faults.on(UPDATE, DropAfter())
    with pytest.raises(requests.ConnectionError):
        put(book)
    assert book.values("A1:B1") == [["a", "orang lain"]]


def test_edits_stand_in_a_sequence_too(book: Book) -> None:
    editor = book.google.editor(book.key)
    book.google.faults.sequence(None, lambda: editor.type("A1", "x"), HtmlError())
    statuses = [book.call("GET", "/values/A1").status_code for _ in range(3)]
    assert statuses == [200, 200, 500]
    assert book.values("A1") == [["x"]]


def test_an_edit_that_fails_fails_the_test() -> None:
    def story() -> None:
        with Emulator() as google:
            book = open_book(google)
            editor = google.editor(book.key)
            google.faults.before(GET, lambda: editor.delete_rows("Mitra", 1))
            assert book.call("GET", "/values/A1").status_code == 500

    with pytest.raises(EmulatorError, match="no tab 'Mitra'"):
        story()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_quota_is_a_bucket_a_user_and_kind() -> None:
    clock = Clock()
    with Emulator(quota=Quota(limit=3, seconds=60, clock=clock)) as google:
        book = open_book(google)
        assert [put(book).status_code for _ in range(4)] == [200, 200, 200, 429]
        assert book.call("GET", "/values/A1").status_code == 200  # reads have their own bucket
        other = google.session(google.person("sari@desa.id"))
        url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.key}/values/A1:clear"
        assert other.post(url, timeout=10).status_code == 200  # and so has everyone
        clock.now = 19
        assert put(book).status_code == 429
        clock.now = 20
        assert [put(book).status_code for _ in range(2)] == [200, 429]
        clock.now = 1000
        assert [put(book).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_the_quota_of_google_is_60_a_minute() -> None:
    with Emulator(quota=Quota(clock=Clock())) as google:
        book = open_book(google)
        statuses = [book.call("GET", "/values/A1").status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]


def test_the_log_tells_what_was_sent(book: Book) -> None:
    book.batch({"addSheet": {"properties": {"title": "Mitra"}}}, {"deleteSheet": {"sheetId": 0}})
    book.call("GET", "/values:batchGet", ranges=["Mitra!A1", "Mitra!B1"])
    calls = book.google.calls
    assert calls.ids == ["sheets.spreadsheets.batchUpdate", "sheets.spreadsheets.values.batchGet"]
    assert calls[0].requests == ["addSheet", "deleteSheet"]
    assert calls[1].query["ranges"] == ["Mitra!A1", "Mitra!B1"]
    assert (len(calls.reads), len(calls.writes), len(calls.of(calls[0].id))) == (1, 1, 1)
    assert {call.account for call in calls} == {book.account.email}
    calls.clear()
    assert len(calls) == 0


def test_calls_from_several_threads(book: Book) -> None:
    """Syncs of two people at once: every call is whole, none is lost."""
    from concurrent.futures import ThreadPoolExecutor

    def append(number: int) -> int:
        body = {"values": [[number]]}
        params = {"valueInputOption": "RAW"}
        url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.key}/values/A1:append"
        session = book.google.session(book.account)
        return session.post(url, json=body, params=params, timeout=10).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(append, range(12))) == {200}
    assert sorted(row[0] for row in book.values("A1:A20", "UNFORMATTED_VALUE")) == list(range(12))
