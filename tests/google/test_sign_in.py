"""Signing in: where the files are looked for, what is asked for, and that no secret gets out."""

from __future__ import annotations

import json
import logging
import stat
import webbrowser
from pathlib import Path
from typing import Any

import pytest

from perdes_sheets.errors import ServiceError
from perdes_sheets.workbooks.google.client import Client
from perdes_sheets.workbooks.google.sign_in import READ, WRITE, sign_in
from perdes_sheets.workbooks.google.telling import quiet
from tests.google.conftest import DAY, OWNER, Desk, Runner
from tests.google_emulator import Emulator
from tests.tools.browser import browser

__all__ = ["browser"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """gspread's folder, empty."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    return tmp_path / ".config" / "gspread"


def who(google: Emulator, given: str | None = None, *, writing: bool = True) -> str:
    """The account with which Google is really reached."""
    key = google.create(owner=OWNER, share=dict.fromkeys(google.accounts.known, "writer"))
    client = Client(*sign_in(given, quiet, writing=writing))
    client.get(key, "spreadsheetId")
    client.close()
    return google.calls[-1].account


def test_the_files_are_looked_for_where_gspread_looks(
    google: Emulator, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each one that is put there goes before those that were."""
    with pytest.raises(ServiceError, match=r"error.google_no_credentials"):
        sign_in(None, quiet, writing=True)
    google.authorized_user_file(home / "authorized_user.json", google.person(OWNER))
    assert who(google) == OWNER
    first = google.service_account("pertama")
    google.service_account_file(home / "service_account.json", first)
    assert who(google) == first.email
    second = google.service_account("kedua")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(google.service_account_file(tmp_path / "2.json", second)))
    assert who(google) == second.email
    third = google.service_account("ketiga")
    assert who(google, str(google.service_account_file(tmp_path / "3.json", third))) == third.email


@pytest.mark.parametrize(("writing", "scope"), [(True, WRITE), (False, READ)])
def test_the_scope_is_the_narrowest(google: Emulator, tmp_path: Path, writing: bool, scope: str) -> None:
    who(google, str(google.service_account_file(tmp_path / "k.json")), writing=writing)
    (token,) = google.accounts.tokens.values()
    assert token.scopes == {scope}


def test_check_and_status_ask_for_reading_only(village: Desk, perdes: Runner) -> None:
    for command in ("check", "status"):
        village.google.accounts.tokens.clear()
        assert perdes(command, f"gsheet:{village.key}", "--credentials", village.file, "--as-of", DAY).code == 1
        assert {scope for token in village.google.accounts.tokens.values() for scope in token.scopes} == {READ}


@pytest.mark.usefixtures("browser")
def test_a_person_signs_in_once_and_the_token_file_is_theirs_alone(
    google: Emulator, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    google.accounts.at_the_browser = google.person(OWNER)
    google.oauth_client_file(home / "credentials.json")
    assert who(google) == OWNER
    stored = home / "authorized_user.json"
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    kept = json.loads(stored.read_text())
    assert kept["refresh_token"] in google.accounts.refresh_tokens
    assert "token" not in kept
    shown = capsys.readouterr()
    assert shown.out == "", "standard output may be JSON"
    assert "/o/oauth2/auth?" in shown.err
    google.accounts.at_the_browser = None
    stored.chmod(0o644)  # as gspread leaves it
    assert who(google) == OWNER
    assert who(google, str(home / "credentials.json")) == OWNER, "nobody is asked twice"
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600


def test_a_computer_without_a_browser_shows_the_address(
    google: Emulator, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It waits for somebody to open it on another screen; here for no longer than a moment."""

    def none(*_: Any) -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr("webbrowser.get", none)
    monkeypatch.setattr("perdes_sheets.workbooks.google.sign_in.BROWSER_SECONDS", 0.1)
    google.oauth_client_file(home / "credentials.json")
    with pytest.raises(ServiceError, match=r"error.google_nobody_signed_in"):
        sign_in(None, quiet, writing=True)
    assert "/o/oauth2/auth?" in capsys.readouterr().err


@pytest.mark.usefixtures("browser")
def test_nobody_signs_in(google: Emulator, home: Path) -> None:
    google.oauth_client_file(home / "credentials.json")
    with pytest.raises(ServiceError, match=r"error.google_nobody_signed_in"):
        sign_in(None, quiet, writing=True)
    assert not (home / "authorized_user.json").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', '{"type": "service_account"}', "\x00\x01", '{"type": "x"}'])
def test_a_file_that_is_no_key(google: Emulator, tmp_path: Path, text: str) -> None:
    file = tmp_path / "kunci.json"
    file.write_text(text)
    with pytest.raises(ServiceError, match=r"error.google_bad_credentials"):
        sign_in(str(file), quiet, writing=True)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match=r"error.google_no_file"):
        sign_in(str(tmp_path / "kunci.json"), quiet, writing=True)


@pytest.mark.parametrize("kind", ["service", "person"])
def test_a_sign_in_that_was_taken_back(google: Emulator, tmp_path: Path, kind: str) -> None:
    account = google.service_account() if kind == "service" else google.person(OWNER)
    write = google.service_account_file if kind == "service" else google.authorized_user_file
    file = write(tmp_path / "k.json", account)
    google.accounts.revoked.add(account.email)
    message = "error.google_key_refused" if kind == "service" else "error.google_signed_out"
    with pytest.raises(ServiceError, match=message):
        who(google, str(file))


def test_a_clock_that_is_wrong(google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = google.service_account_file(tmp_path / "k.json")

    def refuse(form: dict[str, str]) -> None:
        from tests.google_emulator.accounts import OAuthError

        raise OAuthError(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
            "Check your iat and exp values in the JWT claim.",
        )

    monkeypatch.setattr(google.accounts, "grant", refuse)
    with pytest.raises(ServiceError, match=r"error.google_clock"):
        who(google, str(file))


def test_a_sign_in_that_may_only_read(google: Emulator, tmp_path: Path) -> None:
    file = google.authorized_user_file(tmp_path / "k.json", google.person(OWNER), (READ,))
    key = google.create(owner=OWNER)
    client = Client(*sign_in(str(file), quiet, writing=True))
    with pytest.raises(ServiceError, match=r"error.google_scope"):
        client.update(key, [{"addSheet": {}}], None)
    client.close()


def test_no_secret_gets_out(village: Desk, perdes: Runner, caplog: pytest.LogCaptureFixture) -> None:
    """Not with --debug, not in JSON, not in errors, not in the spreadsheet."""
    caplog.set_level(logging.DEBUG, "perdes_sheets")
    address, options = f"gsheet:{village.key}", ["--credentials", village.file, "--as-of", DAY]
    said = perdes("sync", address, *options, "--json", "--debug")
    assert f"/v4/spreadsheets/{village.key}:batchUpdate: 200" in said.err
    village.google.share(village.key, village.account.email, "none")
    refused = perdes("sync", address, *options)
    key = json.loads(village.file.read_text())
    secrets = [*key["private_key"].splitlines()[1:-1], *village.google.accounts.tokens]
    assert len(secrets) > 10
    texts = [said.out, said.err, refused.out, refused.err, caplog.text]
    texts.append(json.dumps(village.google.snapshot(village.key)))
    for secret in secrets:
        assert not any(secret in text for text in texts)
