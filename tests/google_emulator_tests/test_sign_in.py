"""The real sign-in of google-auth against the emulator's OAuth endpoints, and what scopes and sharing open."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import gspread
import pytest
from google.auth.exceptions import RefreshError
from google.oauth2 import credentials, service_account
from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]

from tests.google_emulator import DRIVE, DRIVE_FILE, SCOPES, SHEETS, Emulator
from tests.google_emulator_tests.conftest import API, OWNER, Book, open_book

READ_ONLY = "https://www.googleapis.com/auth/spreadsheets.readonly"
FILES = "https://www.googleapis.com/drive/v3/files"


def test_a_service_account_signs_in_with_its_key_file(google: Emulator, tmp_path: Path) -> None:
    account = google.service_account()
    path = google.service_account_file(tmp_path / "key.json", account)
    key = google.create(share={account.email: "writer"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with google.redirected():
        client = gspread.service_account(filename=path, scopes=SCOPES)
        client.open_by_key(key).sheet1.update([["Mitra"]], "A1")
        client.http_client.session.close()
    assert google.values(key, "A1") == [["Mitra"]]
    assert google.calls.sign_ins == 1
    assert {call.account for call in google.calls} == {account.email}


def test_a_key_of_somebody_else_is_refused(google: Emulator) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    info = google.accounts.service_info(google.service_account())
    info["private_key"] = other.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    load: Any = service_account.Credentials.from_service_account_info
    with google.redirected(), pytest.raises(RefreshError, match="invalid_grant"):
        gspread.Client(load(info, scopes=SCOPES)).open_by_key("abc")


def test_a_person_signed_in_before_comes_back_with_a_refresh_token(google: Emulator, tmp_path: Path) -> None:
    sari = google.person(OWNER)
    key = google.create(owner=OWNER)
    path = google.authorized_user_file(tmp_path / "authorized_user.json", sari)
    load: Any = credentials.Credentials.from_authorized_user_file
    with google.redirected():
        client = gspread.Client(load(str(path)))
        assert client.open_by_key(key).title == "Kemitraan"
        client.http_client.session.close()


def test_a_person_signs_in_through_the_browser(
    google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole flow of gspread.oauth(): consent page, redirect to this machine, code for token, token file."""
    google.accounts.at_the_browser = google.person(OWNER)
    key = google.create(owner=OWNER)
    secrets = google.oauth_client_file(tmp_path / "credentials.json")
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the emulator has no TLS
    monkeypatch.setattr("webbrowser.get", lambda *_: Browser())
    stored = tmp_path / "authorized_user.json"
    with google.redirected():
        client = gspread.oauth(SCOPES, credentials_filename=secrets, authorized_user_filename=stored)
        assert client.open_by_key(key).title == "Kemitraan"
        client.http_client.session.close()
        again = gspread.oauth(SCOPES, credentials_filename=secrets, authorized_user_filename=stored)
        assert again.open_by_key(key).title == "Kemitraan"
        again.http_client.session.close()
    assert json.loads(stored.read_text())["refresh_token"] in google.accounts.refresh_tokens


class Browser:
    """A browser that follows redirects and clicks nothing: the emulator's consent page answers at once."""

    def open(self, url: str, **_: Any) -> bool:
        from threading import Thread

        Thread(target=lambda: urlopen(url, timeout=10).close()).start()
        return True


def test_a_person_who_declines_gets_no_token(google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr("webbrowser.get", lambda *_: Browser())
    flow: Any = InstalledAppFlow.from_client_secrets_file(str(google.oauth_client_file(tmp_path / "c.json")), SCOPES)
    with google.redirected(), pytest.raises(Exception, match="access_denied"):
        flow.run_local_server(port=0)


def test_an_expired_token_is_refreshed_on_the_way(book: Book) -> None:
    assert book.call("GET", "").status_code == 200
    book.google.accounts.expire()
    assert book.call("GET", "").status_code == 200
    assert book.google.calls.sign_ins == 2
    assert [call.status for call in book.google.calls] == [200, 401, 200]


def test_a_revoked_account_gets_no_new_token(book: Book) -> None:
    book.google.accounts.revoked.add(book.account.email)
    with pytest.raises(RefreshError, match="invalid_grant"):
        book.call("GET", "")


def test_no_token_is_unauthenticated(google: Emulator) -> None:
    import requests

    key = google.create()
    with requests.Session() as session:
        session.mount("https://", google.adapter)
        answer = session.get(f"{API}/{key}", timeout=10)
    assert answer.status_code == 401
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("scopes", "read", "write", "drive"),
    [
        ((SHEETS,), 200, 200, 403),
        ((SHEETS, DRIVE_FILE), 200, 200, 404),  # a file that somebody else made is none of drive.file's
        ((DRIVE_FILE,), 403, 403, 404),
        ((READ_ONLY,), 200, 403, 403),
        ((DRIVE,), 200, 200, 200),
    ],
)
def test_scopes_open_what_googles_documents_say(
    google: Emulator, scopes: tuple[str, ...], read: int, write: int, drive: int
) -> None:
    account = google.service_account()
    key = google.create(owner=OWNER, share={account.email: "writer"})
    session = google.session(account, scopes)
    body: Any = {"requests": [{"addSheet": {}}]}
    assert session.get(f"{API}/{key}", timeout=10).status_code == read
    assert session.post(f"{API}/{key}:batchUpdate", json=body, timeout=10).status_code == write
    assert session.get(f"{FILES}/{key}", timeout=10).status_code == drive


@pytest.mark.parametrize(
    ("role", "read", "write"), [("reader", 200, 403), ("commenter", 200, 403), ("writer", 200, 200)]
)
def test_roles_decide_who_writes(google: Emulator, role: str, read: int, write: int) -> None:
    book = open_book(google, role=role)
    assert book.call("GET", "/values/A1").status_code == read
    answer = book.call("PUT", "/values/A1", {"values": [["x"]]}, valueInputOption="RAW")
    assert answer.status_code == write
    if write == 403:
        assert answer.json()["error"] == {
            "code": 403,
            "message": "The caller does not have permission",
            "status": "PERMISSION_DENIED",
        }


def test_access_taken_away_is_gone_at_once(book: Book) -> None:
    assert book.call("GET", "").status_code == 200
    book.google.share(book.key, book.account.email, "none")
    assert book.call("GET", "").status_code == 403


@pytest.mark.parametrize(
    ("service", "call"),
    [
        ("sheets.googleapis.com", lambda book: book.call("GET", "")),
        ("drive.googleapis.com", lambda book: book.session.get(f"{FILES}/{book.key}", timeout=10)),
    ],
)
def test_a_service_that_nobody_enabled_says_where_to(book: Book, service: str, call: Callable[[Book], Any]) -> None:
    book.google.disabled.add(service)
    answer = call(book)
    assert answer.status_code == 403
    assert f"apis/api/{service}/overview" in answer.json()["error"]["message"]
    assert answer.json()["error"]["details"][0]["reason"] == "SERVICE_DISABLED"


def test_a_test_never_reaches_the_network(google: Emulator) -> None:
    import requests

    with google.redirected(), pytest.raises(requests.ConnectionError, match="no network in tests"):
        requests.get("https://example.com", timeout=1)
