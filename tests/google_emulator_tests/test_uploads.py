"""Files that Drive turns into Google Sheets: made, replaced under the same id, shared, found by an app's own note."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import openpyxl
import pytest
import requests

from tests.google_emulator import DRIVE_FILE, SHEETS, Emulator
from tests.google_emulator.imported import XLSX
from tests.google_emulator_tests.conftest import API, OWNER
from tests.google_emulator_tests.test_drive import FILES, SPREADSHEET, reason

UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"


@pytest.fixture
def sari(google: Emulator) -> requests.Session:
    """A person whose program may only touch the files that it made itself."""
    return google.session(google.person(OWNER), (SHEETS, DRIVE_FILE))


def xlsx(value: object = "=1+1") -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Laporan"
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "teks", 1.5, dt.date(2026, 6, 30), value
    sheet["E1"], sheet["F1"] = True, '=IF(B1>1,"a,b","c")'
    sheet.protection.sheet = True
    hidden = book.create_sheet("_copy")
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(
    session: requests.Session, metadata: Any, content: bytes, method: str = "POST", path: str = ""
) -> requests.Response:
    parts = [("application/json; charset=UTF-8", json.dumps(metadata).encode()), (XLSX, content)]
    body = b"".join(f"--b12\r\nContent-Type: {kind}\r\n\r\n".encode() + data + b"\r\n" for kind, data in parts)
    headers = {"Content-Type": "multipart/related; boundary=b12"}
    return session.request(
        method, UPLOAD + path, params={"uploadType": "multipart"}, data=body + b"--b12--\r\n", headers=headers,
        timeout=10,
    )  # fmt: skip


def make(session: requests.Session, **metadata: Any) -> str:
    answer = upload(session, {"name": "Salinan", "mimeType": SPREADSHEET, **metadata}, xlsx())
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def test_a_file_becomes_a_spreadsheet(google: Emulator, sari: requests.Session) -> None:
    key = make(sari)
    assert google.values(key, "Laporan!A1:F1", "FORMULA") == [["teks", 1.5, 46203, "=1+1", True, '=IF(B1>1;"a,b";"c")']]
    assert google.values(key, "Laporan!C1:D1") == [["30 Jun 2026", "2"]]
    assert [sheet.properties.get("hidden", False) for sheet in google.spreadsheets[key].sheets] == [False, True]
    assert len(google.uploads) == 1
    assert not google.violations


def test_new_content_keeps_id_and_permissions(google: Emulator, sari: requests.Session) -> None:
    key = make(sari)
    google.share(key, "mitra@lain.id", "writer")
    assert upload(sari, {"mimeType": SPREADSHEET}, xlsx("baru"), "PATCH", f"/{key}").status_code == 200
    assert google.values(key, "Laporan!D1") == [["baru"]]
    assert google.file(key).role("mitra@lain.id") == "writer"


@pytest.mark.parametrize("kept", [True, False])
def test_protection_may_or_may_not_survive(google: Emulator, sari: requests.Session, kept: bool) -> None:
    google.drive.keeps_protection = kept
    answer = sari.get(f"{API}/{make(sari)}", params={"fields": "sheets(protectedRanges(protectedRangeId))"}, timeout=10)
    assert ("protectedRanges" in answer.text) == kept


def test_what_isnt_a_file_is_refused(sari: requests.Session) -> None:
    assert upload(sari, {"mimeType": SPREADSHEET}, b"PK, but no workbook").status_code == 400
    headers = {"Content-Type": "multipart/related; boundary=b12"}
    broken = sari.post(UPLOAD, params={"uploadType": "multipart"}, data=b"--b12", headers=headers, timeout=10)
    assert broken.status_code == 400


def test_metadata_is_held_against_the_document(google: Emulator, sari: requests.Session) -> None:
    assert upload(sari, {"mimeType": SPREADSHEET, "nama": "x"}, xlsx()).status_code == 400
    assert "nama" in google.violations[0].message


def test_a_service_account_cannot_own_an_upload(google: Emulator) -> None:
    session = google.session(google.service_account(), (DRIVE_FILE,))
    assert reason(upload(session, {"mimeType": SPREADSHEET}, xlsx())) == (403, "storageQuotaExceeded")


def test_drive_file_opens_only_what_the_program_made(google: Emulator, sari: requests.Session) -> None:
    other = google.create("Lain", "budi@desa.id", {OWNER: "writer"})
    assert reason(sari.get(f"{FILES}/{other}", timeout=10)) == (404, "notFound")
    narrow = google.session(google.person(OWNER), (SHEETS,))
    assert narrow.get(f"{FILES}/{make(sari)}", timeout=10).status_code == 403
    assert upload(narrow, {"mimeType": SPREADSHEET}, xlsx()).status_code == 403


def test_an_apps_own_notes(google: Emulator, sari: requests.Session) -> None:
    key = make(sari, appProperties={"salinan": "12"})
    sari.patch(f"{FILES}/{key}", json={"appProperties": {"izin": "3"}}, timeout=10)
    make(sari, appProperties={"salinan": "13"})
    query = {"q": "appProperties has { key='salinan' and value='12' } and trashed = false"}
    assert [each["id"] for each in sari.get(FILES, params=query, timeout=10).json()["files"]] == [key]
    answer = sari.get(f"{FILES}/{key}", params={"fields": "appProperties"}, timeout=10)
    assert answer.json() == {"appProperties": {"salinan": "12", "izin": "3"}}


def test_writers_who_may_not_pass_it_on(google: Emulator, sari: requests.Session) -> None:
    key = make(sari, writersCanShare=False)
    google.share(key, "mitra@lain.id", "writer")
    partner = google.session(google.person("mitra@lain.id"), ("https://www.googleapis.com/auth/drive",))
    body = {"type": "anyone", "role": "reader"}
    refused = partner.post(f"{FILES}/{key}/permissions", json=body, timeout=10)
    assert reason(refused) == (403, "insufficientFilePermissions")
    seen = partner.get(f"{FILES}/{key}", params={"fields": "permissions"}, timeout=10).json()
    assert not seen["permissions"]


def test_gmail_takes_an_address_with_dots_for_the_one_without(google: Emulator, sari: requests.Session) -> None:
    key = make(sari)
    body = {"type": "user", "role": "reader", "emailAddress": "b.u.mdes@gmail.com"}
    params = {"fields": "emailAddress"}
    answer = sari.post(f"{FILES}/{key}/permissions", params=params, json=body, timeout=10)
    assert answer.json() == {"emailAddress": "bumdes@gmail.com"}


def test_a_refreshed_token_may_be_narrowed_but_not_widened(google: Emulator) -> None:
    info = google.accounts.user_info(google.person(OWNER), (SHEETS, DRIVE_FILE))
    form = {"grant_type": "refresh_token"} | {name: info[name] for name in ("client_id", "client_secret")}
    url, form = f"{google.url}/token", form | {"refresh_token": info["refresh_token"]}
    assert requests.post(url, data=form | {"scope": SHEETS}, timeout=10).json()["scope"] == SHEETS
    wide = requests.post(url, data=form | {"scope": "https://www.googleapis.com/auth/drive"}, timeout=10)
    assert wide.json()["error"] == "invalid_scope"
