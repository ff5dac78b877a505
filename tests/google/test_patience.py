"""What goes wrong on the way to Google: the program waits, repeats what it may, gives up in time, and says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from perdes_sheets.errors import ServiceError, WorkbookError
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Out, OwnedTab, WritePlan
from perdes_sheets.workbooks.google.pace import Pace, retry_after
from tests.google.conftest import BATCH, GET, OWNER, Desk, Runner
from tests.google_emulator import (
    DropAfter,
    DropBefore,
    HtmlError,
    Quota,
    Refusal,
    Slow,
    TooManyRequests,
    Unavailable,
)
from tests.google_emulator.errors import sheets_error

TAB = "Pemeriksaan"
CREATE = "sheets.spreadsheets.create"


def plan(*texts: str) -> WritePlan:
    return WritePlan("id", owned=[OwnedTab("checks", TAB, [[Out(text)] for text in texts])])


FAULTS = [
    TooManyRequests(), TooManyRequests(retry_after=3), HtmlError(), HtmlError(502), Unavailable(),
    Unavailable(retry_after=2), DropBefore(), DropAfter(), Slow(30),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
@pytest.mark.parametrize("method", [GET, BATCH])
@pytest.mark.parametrize("there", [True, False], ids=["refill", "new tab"])
def test_one_fault_is_outlasted(desk: Desk, fault: Any, method: str, there: bool) -> None:
    """Whether the tab is only refilled or made anew, which must not be done twice."""
    if there:
        desk.workbook().write(plan("lama", "lama"))
        desk.google.calls.clear()
    desk.google.faults.on(method, fault)
    timeouts = {"read": 0.5, "write": 0.5} if isinstance(fault, Slow) else {}
    written = desk.workbook(**timeouts).write(plan("baru"))
    assert written.changed
    assert list(written.restored) == ([] if there else [TAB])
    assert desk.values(f"{TAB}!A1:A9") == [["baru"]]
    assert len(desk.google.spreadsheets[desk.key].sheets) == 2
    assert len(desk.naps.slept) == 1
    commits = desk.google.calls.commits
    landed = method == BATCH and isinstance(fault, DropAfter | Slow)
    assert len(commits) == (2 if landed and there else 1)
    assert not desk.workbook().write(plan("baru")).changed


@pytest.mark.parametrize("fault", [TooManyRequests(), HtmlError(), DropBefore(), Unavailable()], ids=repr)
@pytest.mark.parametrize("method", [GET, BATCH])
def test_a_lasting_fault_ends(desk: Desk, fault: Any, method: str) -> None:
    desk.google.faults.on(method, fault, times=1000)
    before = desk.google.file(desk.key).spreadsheet.revision
    kind = {TooManyRequests: "busy", HtmlError: "down", Unavailable: "down", DropBefore: "unreachable"}[type(fault)]
    with pytest.raises(ServiceError, match=f"error.google_{kind}"):
        desk.workbook().write(plan("baru"))
    assert len(desk.google.calls.of(method)) == Pace().tries
    assert sum(desk.naps.slept) <= Pace().patience
    assert desk.naps.slept == sorted(desk.naps.slept), "waits grow"
    assert desk.google.file(desk.key).spreadsheet.revision == before


def test_waits_say_what_for_and_how_long(desk: Desk) -> None:
    desk.google.faults.sequence(TooManyRequests(retry_after=7), Unavailable(), DropBefore(), None)
    desk.workbook().read()
    assert desk.naps.slept == [7, 3, 6]
    assert desk.naps.told == [
        ("progress.google.busy", {"seconds": 7, "next": 2}),
        ("progress.google.down", {"seconds": 3, "next": 3}),
        ("progress.google.offline", {"seconds": 6, "next": 4}),
    ]
    for message, values in desk.naps.told:
        for language in ("id", "en"):
            assert str(values["seconds"]) in words(language)(message, **values)


def test_nobody_waits_longer_than_patience_allows(desk: Desk) -> None:
    desk.google.faults.on(GET, TooManyRequests(retry_after=1000))
    with pytest.raises(ServiceError, match=r"error.google_busy"):
        desk.workbook().read()
    assert desk.naps.slept == []


def test_two_programs_never_wait_in_step() -> None:
    pace = Pace()
    waits = {pace.wait(3, None) for _ in range(20)}
    assert len(waits) == 20
    assert all(4 <= wait <= 8 for wait in waits)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, None), ("", None), ("7", 7), ("1.5", 1.5), ("-3", 0), ("soon", None),
     ("Wed, 21 Oct 2026 07:28:00 GMT", 60), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)  # fmt: skip
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, 1792567620.0) == seconds


def test_the_token_bucket_empties_and_fills(desk: Desk) -> None:
    """One read in 20 seconds: eight programs at once all get through, each in its time."""
    clock = [0.0]
    desk.google.front.quota = Quota(limit=2, seconds=40, clock=lambda: clock[0])

    def sleep(seconds: float) -> None:
        desk.naps.sleep(seconds)
        clock[0] += seconds

    for _ in range(8):
        client = desk.client()
        client.pace = dataclasses.replace(client.pace, sleep=sleep)
        client.get(desk.key, "spreadsheetId")
    assert 100 <= clock[0] <= 200


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (sheets_error("NOT_FOUND", "Requested entity was not found."), "error.google_not_found"),
        (sheets_error("PERMISSION_DENIED", "The caller does not have permission"), "error.google_no_permission"),
        (sheets_error("INVALID_ARGUMENT", "This operation is not supported for this document"), "error.google_not_a_s"),
        (sheets_error("INVALID_ARGUMENT", "Something else"), "error.google_refused"),
    ],
)
def test_a_refusal_is_not_repeated(desk: Desk, error: Any, raised: str) -> None:
    desk.google.faults.on(GET, Refusal(error), times=10)
    with pytest.raises((ServiceError, WorkbookError), match=raised):
        desk.workbook().read()
    assert (len(desk.google.calls), desk.naps.slept) == (1, [])


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("way", ["not found", "not shared", "reader"])
def test_who_is_not_let_in_reads_whom_to_share_with(desk: Desk, perdes: Runner, language: str, way: str) -> None:
    roles = {"not found": "writer", "not shared": "none", "reader": "reader"}
    desk.google.share(desk.key, desk.account.email, roles[way])
    key = desk.key[::-1] if way == "not found" else desk.key
    ran = perdes("init", f"gsheet:{key}", "--credentials", desk.file, "--lang", language)
    assert ran.code == 4
    assert desk.account.email in ran.err
    assert f"https://docs.google.com/spreadsheets/d/{key}/edit" in ran.err
    assert ran.out == ""


def test_an_interface_that_is_switched_off_says_where_to_switch_it_on(desk: Desk) -> None:
    desk.google.disabled.add("sheets.googleapis.com")
    with pytest.raises(
        ServiceError, match=r"error.google_disabled.*https://console.developers.google.com/apis/api/sheets"
    ):
        desk.workbook().read()


def test_what_answers_is_not_google(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network's sign-in page, with status 200."""
    import requests

    client = desk.client()
    page = requests.Response()
    page.status_code, page._content = 200, b"<html>Selamat datang di Wi-Fi hotel</html>"
    monkeypatch.setattr(client.session, "request", lambda *_, **__: page)
    with pytest.raises(ServiceError, match=r"error.google_not_google"):
        client.get(desk.key, "spreadsheetId")


def test_a_connection_that_is_not_secure_is_not_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import requests

    client = desk.client()

    def insecure(*_: Any, **__: Any) -> None:
        raise requests.exceptions.SSLError("certificate is not yet valid")

    monkeypatch.setattr(client.session, "request", insecure)
    with pytest.raises(ServiceError, match=r"error.google_insecure"):
        client.get(desk.key, "spreadsheetId")
    assert len(client.attempts) == 1


def test_every_try_is_counted(desk: Desk) -> None:
    desk.google.faults.sequence(Unavailable(), None)
    client = desk.client()
    client.get(desk.key, "spreadsheetId")
    assert [(a.method, a.path, a.status) for a in client.attempts] == [
        ("GET", f"/v4/spreadsheets/{desk.key}", 503),
        ("GET", f"/v4/spreadsheets/{desk.key}", 200),
    ]


@pytest.fixture
def person(desk: Desk) -> Desk:
    """A person who signed in before, instead of a service account."""
    file = desk.google.authorized_user_file(desk.file.with_name("authorized_user.json"), desk.google.person(OWNER))
    return dataclasses.replace(desk, file=file)


def test_a_new_spreadsheet_is_made_once(person: Desk, perdes: Runner) -> None:
    ran = perdes("init", "gsheet:", "--title", "Kemitraan Desa Sukamaju", "--credentials", person.file)
    assert ran.code == 0, ran.err
    (made,) = set(person.google.spreadsheets) - {person.key}
    assert made in ran.out
    assert person.google.calls.ids == [CREATE, GET, BATCH]
    properties = person.google.spreadsheets[made].properties
    assert (properties["title"], properties["locale"]) == ("Kemitraan Desa Sukamaju", "in_ID")


@pytest.mark.parametrize(
    ("fault", "made"), [(TooManyRequests(), 1), (DropBefore(), 0), (DropAfter(), 1), (HtmlError(), 0)], ids=repr
)
def test_in_doubt_no_second_spreadsheet_is_made(person: Desk, perdes: Runner, fault: Any, made: int) -> None:
    """Only a refusal leaves no doubt. Else the user is told where to look."""
    person.google.faults.on(CREATE, fault)
    ran = perdes("init", "gsheet:", "--title", "Kemitraan", "--credentials", person.file)
    assert len(person.google.spreadsheets) == 1 + made
    refused = isinstance(fault, TooManyRequests)
    assert ran.code == (0 if refused else 4)
    assert ("drive.google.com" in ran.err) is not refused


def test_a_service_account_owns_nothing(desk: Desk, perdes: Runner) -> None:
    ran = perdes("init", "gsheet:", "--title", "Kemitraan", "--credentials", desk.file)
    assert ran.code == 4
    assert desk.account.email in ran.err
    assert "sheets.new" in ran.err
    assert len(desk.google.calls) == 0


def test_a_person_whose_storage_is_full(person: Desk) -> None:
    from tests.google_emulator.errors import drive_error

    full = drive_error(403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.")
    person.google.faults.on(CREATE, Refusal(full))
    with pytest.raises(ServiceError, match=r"error.google_storage"):
        person.client().create({"title": "Kemitraan"})


@pytest.mark.parametrize("fault", [DropAfter(), DropBefore(), HtmlError(), Slow(30)], ids=repr)
def test_init_is_done_once_whatever_happens(desk: Desk, fault: Any, small_template: Callable[[], list[Any]]) -> None:
    from perdes_sheets.workbooks.google import new

    desk.google.faults.on(BATCH, fault)
    client = desk.client(**({"read": 2.0, "write": 2.0} if isinstance(fault, Slow) else {}))
    new.fill(client, desk.key, lambda taken: small_template())
    assert len(desk.google.calls.commits) == 1
    assert [sheet.title for sheet in desk.google.spreadsheets[desk.key].sheets] == ["Satu"]


@pytest.fixture
def small_template() -> Callable[[], list[Any]]:
    return lambda: [{"addSheet": {"properties": {"sheetId": 7, "title": "Satu"}}}]
