"""Drive: who owns, sees and shares a spreadsheet, and how a program notices that it may have changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import gspread
import pytest
import requests

from tests.google_emulator import DRIVE, Emulator
from tests.google_emulator.faults import DriveRateLimit
from tests.google_emulator_tests.conftest import OWNER, Book, open_book

FILES = "https://www.googleapis.com/drive/v3/files"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"


@pytest.fixture
def sari(google: Emulator) -> requests.Session:
    """A person with her own Drive."""
    return google.session(google.person(OWNER), (DRIVE,))


def reason(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


@pytest.mark.parametrize("path", ["", "/{key}/copy"])
def test_a_service_account_owns_no_files(google: Emulator, path: str) -> None:
    account = google.service_account()
    key = google.create(owner=OWNER, share={account.email: "writer"})
    session = google.session(account, (DRIVE,))
    body = {"name": "Kemitraan", "mimeType": SPREADSHEET}
    answer = session.post(FILES + path.format(key=key), json=body, timeout=10)
    assert reason(answer) == (403, "storageQuotaExceeded")
    assert answer.json()["error"]["errors"][0]["domain"] == "usageLimits"
    created = session.post("https://sheets.googleapis.com/v4/spreadsheets", json={}, timeout=10)
    assert (created.status_code, created.json()["error"]["status"]) == (403, "PERMISSION_DENIED")
    assert len(google.spreadsheets) == 1


def test_a_person_creates_copies_renames_and_deletes(google: Emulator, sari: requests.Session) -> None:
    answer = sari.post(FILES, json={"name": "Kemitraan", "mimeType": SPREADSHEET}, timeout=10).json()
    assert answer.keys() == {"kind", "id", "name", "mimeType"}
    copy = sari.post(f"{FILES}/{answer['id']}/copy", json={}, timeout=10).json()
    assert copy["name"] == "Copy of Kemitraan"
    sari.patch(f"{FILES}/{copy['id']}", json={"name": "Arsip"}, timeout=10)
    assert google.spreadsheets[copy["id"]].properties["title"] == "Arsip"
    assert sari.delete(f"{FILES}/{copy['id']}", timeout=10).status_code == 204
    assert list(google.spreadsheets) == [answer["id"]]


def test_creating_through_sheets_with_tabs(google: Emulator, sari: requests.Session) -> None:
    body: Any = {
        "properties": {"title": "Kemitraan", "locale": "in_ID", "timeZone": "Asia/Jakarta"},
        "sheets": [{"properties": {"title": "Pengaturan", "sheetId": 1}}, {"properties": {"title": "Mitra"}}],
    }
    answer = sari.post("https://sheets.googleapis.com/v4/spreadsheets", json=body, timeout=10).json()
    assert answer["properties"]["locale"] == "in_ID"
    assert [sheet["properties"]["title"] for sheet in answer["sheets"]] == ["Pengaturan", "Mitra"]
    assert google.file(answer["spreadsheetId"]).owner == OWNER


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (None, ["Arsip", "Kemitraan 'A'"]),
        ("name = 'Arsip'", ["Arsip"]),
        (r"name = 'Kemitraan \'A\''", ["Kemitraan 'A'"]),
        ('name contains "kemitraan" and trashed = false', ["Kemitraan 'A'"]),
        ("not name contains 'Arsip'", ["Kemitraan 'A'"]),
        ("mimeType != 'application/vnd.google-apps.spreadsheet'", []),
        ("(name = 'Arsip' or name = 'x') and 'sari@desa.id' in owners", ["Arsip"]),
    ],
)
def test_searching(google: Emulator, sari: requests.Session, query: str | None, names: list[str]) -> None:
    for title in ("Kemitraan 'A'", "Arsip"):
        google.create(title, OWNER)
    google.create("Milik orang lain", "budi@desa.id")
    params = {"q": query} if query else {}
    found = sari.get(FILES, params={**params, "orderBy": "name"}, timeout=10).json()
    assert [file["name"] for file in found["files"]] == names


def test_a_query_that_is_none_is_refused(sari: requests.Session) -> None:
    assert reason(sari.get(FILES, params={"q": "name is 'x'"}, timeout=10)) == (400, "invalid")


def test_lists_come_in_pages(google: Emulator) -> None:
    for number in range(5):
        google.create(f"Buku {number}", OWNER)
    client = google.gspread(google.person(OWNER), (DRIVE,))
    session = google.session(google.person(OWNER), (DRIVE,))
    first = session.get(FILES, params={"pageSize": 2}, timeout=10).json()
    assert len(first["files"]) == 2
    rest = session.get(FILES, params={"pageSize": 9, "pageToken": first["nextPageToken"]}, timeout=10).json()
    assert len(rest["files"]) == 3
    assert "nextPageToken" not in rest
    assert len(client.list_spreadsheet_files()) == 5


def test_version_and_time_say_that_it_may_have_changed() -> None:
    now = datetime(2026, 1, 31, 8, tzinfo=UTC)
    times = iter(now + timedelta(seconds=number) for number in range(100))
    with Emulator(clock=lambda: next(times)) as google:
        book = open_book(google)
        session = google.session(book.account, (DRIVE,))

        def probe() -> Any:
            params = {"fields": "version,modifiedTime"}
            return session.get(f"{FILES}/{book.key}", params=params, timeout=10).json()

        first = probe()
        assert first["modifiedTime"].startswith("2026-01-31T08:00:")
        assert probe() == first
        book.write("A1", [["a"]])
        second = probe()
        assert int(second["version"]) > int(first["version"])
        assert second["modifiedTime"] > first["modifiedTime"]
        book.call("GET", "/values/A1")
        assert probe() == second
        google.editor(book.key).type("A1", "b")
        third = probe()
        assert third != second
        google.touch(book.key)  # no cell changed, and Drive counts all the same
        assert int(probe()["version"]) == int(third["version"]) + 1


def test_a_spreadsheet_has_no_head_revision(sari: requests.Session, google: Emulator) -> None:
    key = google.create(owner=OWNER)
    answer = sari.get(f"{FILES}/{key}", params={"fields": "headRevisionId,id"}, timeout=10)
    assert answer.json() == {"id": key}


def test_sharing_sends_a_mail_unless_told_not_to(google: Emulator, sari: requests.Session) -> None:
    key = google.create(owner=OWNER)
    url = f"{FILES}/{key}/permissions"
    for address, params in (("a@mitra.id", {}), ("b@mitra.id", {"sendNotificationEmail": "false"})):
        body = {"type": "user", "role": "reader", "emailAddress": address}
        answer = sari.post(url, json=body, params=params, timeout=10)
        assert answer.json().keys() == {"kind", "id", "type", "role"}
    assert [mail.to for mail in google.mails] == ["a@mitra.id"]
    listed = sari.get(url, params={"fields": "permissions(emailAddress,role)"}, timeout=10).json()["permissions"]
    assert listed == [
        {"emailAddress": OWNER, "role": "owner"},
        {"emailAddress": "a@mitra.id", "role": "reader"},
        {"emailAddress": "b@mitra.id", "role": "reader"},
    ]


def test_an_address_without_an_account_needs_the_mail(google: Emulator, sari: requests.Session) -> None:
    key = google.create(owner=OWNER)
    google.drive.no_account.add("kantor@mitra.id")
    body = {"type": "user", "role": "reader", "emailAddress": "kantor@mitra.id"}
    url = f"{FILES}/{key}/permissions"
    assert reason(sari.post(url, json=body, params={"sendNotificationEmail": "false"}, timeout=10)) == (
        400,
        "invalidSharingRequest",
    )
    assert sari.post(url, json=body, timeout=10).status_code == 200


def test_permissions_are_changed_and_taken_back(google: Emulator, sari: requests.Session) -> None:
    book = open_book(google, role="reader")
    url = f"{FILES}/{book.key}/permissions/{book.account.permission_id}"
    assert book.call("POST", ":batchUpdate", {"requests": [{"addSheet": {}}]}).status_code == 403
    assert sari.patch(url, json={"role": "writer"}, timeout=10).json()["role"] == "writer"
    assert book.call("POST", ":batchUpdate", {"requests": [{"addSheet": {}}]}).status_code == 200
    assert sari.delete(url, timeout=10).status_code == 204
    assert book.call("GET", "").status_code == 403
    assert reason(sari.delete(url, timeout=10)) == (404, "notFound")
    owner = f"{FILES}/{book.key}/permissions/{google.person(OWNER).permission_id}"
    assert reason(sari.delete(owner, timeout=10)) == (403, "insufficientFilePermissions")


def test_a_reader_cannot_share(google: Emulator) -> None:
    book = open_book(google, role="reader")
    session = google.session(book.account, (DRIVE,))
    body = {"type": "anyone", "role": "reader"}
    answer = session.post(f"{FILES}/{book.key}/permissions", json=body, timeout=10)
    assert reason(answer) == (403, "insufficientFilePermissions")


def test_anyone_with_the_link(google: Emulator, sari: requests.Session) -> None:
    key = google.create(owner=OWNER)
    other = google.session(google.person("orang@lain.id"), (DRIVE,))
    assert reason(other.get(f"{FILES}/{key}", timeout=10)) == (404, "notFound")
    sari.post(f"{FILES}/{key}/permissions", json={"type": "anyone", "role": "reader"}, timeout=10)
    assert other.get(f"{FILES}/{key}", timeout=10).status_code == 200


def test_about_needs_a_mask(sari: requests.Session) -> None:
    url = "https://www.googleapis.com/drive/v3/about"
    assert reason(sari.get(url, timeout=10)) == (400, "required")
    answer = sari.get(url, params={"fields": "user(emailAddress),storageQuota.limit"}, timeout=10).json()
    assert answer == {"user": {"emailAddress": OWNER}, "storageQuota": {"limit": "16106127360"}}


def test_gspread_shares_and_lists(google: Emulator) -> None:
    """gspread sends a property that only Drive v2 knew; Google lets it pass, and so does the emulator."""
    google.create("Kemitraan", OWNER)
    spreadsheet = google.gspread(google.person(OWNER), (DRIVE,)).open("Kemitraan")
    spreadsheet.share("mitra@lain.id", perm_type="user", role="reader", notify=False)
    assert [each["role"] for each in spreadsheet.list_permissions()] == ["owner", "reader"]
    assert google.violations == []


def test_drive_limits_in_its_own_words(google: Emulator, sari: requests.Session) -> None:
    google.faults.sequence(DriveRateLimit())
    assert reason(sari.get(FILES, timeout=10)) == (403, "userRateLimitExceeded")
    assert sari.get(FILES, timeout=10).status_code == 200


def test_export_and_copy_to(google: Emulator, book: Book) -> None:
    book.write("A1", [["a", "b,c"], ["", 'd"e']])
    session = google.session(book.account, (DRIVE,))
    exported = session.get(f"{FILES}/{book.key}/export", params={"mimeType": "text/csv"}, timeout=10)
    assert exported.text == 'a,"b,c"\r\n,"d""e"'
    other = google.create("Lain", OWNER, {book.account.email: "writer"})
    answer = book.call("POST", "/sheets/0:copyTo", {"destinationSpreadsheetId": other})
    assert answer.json()["title"] == "Copy of Sheet1"
    assert google.values(other, "Copy of Sheet1!A1") == [["a"]]


def test_not_found_and_not_allowed_look_as_gspread_knows_them(google: Emulator) -> None:
    client = google.gspread(google.service_account())
    key = google.create(owner=OWNER)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key("abc")
    with pytest.raises(PermissionError):
        client.open_by_key(key)
