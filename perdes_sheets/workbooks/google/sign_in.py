"""Signing in as gspread's users know it: a service account's key file, or a person's OAuth (guarantees.md).

Looked for, in this order: the file of `--credentials`; the one that GOOGLE_APPLICATION_CREDENTIALS names; and in
gspread's folder (`~/.config/gspread`, `%APPDATA%\\gspread`) service_account.json, authorized_user.json (a person who
signed in before), credentials.json (an OAuth client: the browser opens). Only a person can own a spreadsheet, so for
making one, and for partners' copies, the person's files come first.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from perdes_sheets.errors import ServiceError
from perdes_sheets.workbooks.google.telling import Notify

READ = "https://www.googleapis.com/auth/spreadsheets.readonly"
WRITE = "https://www.googleapis.com/auth/spreadsheets"
"""The narrowest scopes that work: none of Drive."""
SHARE = "https://www.googleapis.com/auth/drive.file"
"""What partners' copies need besides: the files that this program made itself, and no others."""

VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
BROWSER_SECONDS = 300
"""How long the browser is waited for."""

Kind = Literal["service_account", "authorized_user", "client"]
ORDER: tuple[Kind, ...] = ("service_account", "authorized_user", "client")
FILES: dict[Kind, str] = {
    "service_account": "service_account.json",
    "authorized_user": "authorized_user.json",
    "client": "credentials.json",
}
"""Kind of credentials -> their file in gspread's folder."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in. `name` is the address to share a sheet with; of a person it may be unknown (""). `file` is
    where the sign-in came from.
    """

    kind: Kind
    file: str
    name: str = ""

    @property
    def is_service(self) -> bool:
        return self.kind == "service_account"


@dataclass(frozen=True, slots=True)
class _File:
    kind: Kind
    path: Path
    info: dict[str, Any]


def sign_in(
    given: str | None, notify: Notify, *, writing: bool, creating: bool = False, sharing: bool = False
) -> tuple[Any, Account]:
    """google-auth's credentials, and whose they are; `given` is the file of `--credentials`.

    ServiceError where none are found, where they can't be read, and where nobody signs in. `creating` and `sharing`: a
    service account can't own a spreadsheet, so it is refused. Who signed in before `sharing` was asked for is asked
    once more.
    """
    file = _sharer(given) if sharing else _find(given, person=creating)
    if (creating or sharing) and file.kind == "service_account":
        refused = "error.google_share_person" if sharing else "error.google_cannot_create"
        raise ServiceError(refused, account=str(file.info.get("client_email", "")))
    file = _signed_in(file, notify, sharing=sharing)
    scopes = [WRITE, SHARE] if sharing else [WRITE if writing else READ]
    try:
        return _credentials(file, scopes, notify)
    except (ValueError, KeyError, TypeError) as error:
        raise ServiceError("error.google_bad_credentials", file=str(file.path)) from error


def folder() -> Path:
    """gspread's folder."""
    from gspread.auth import get_config_dir  # noqa: PLC0415 - gspread takes a quarter of a second

    return get_config_dir()


def _signed_in(file: _File, notify: Notify, *, sharing: bool) -> _File:
    """The sign-in to use for `file`: one that was done before rather than a client's, if it allows what is needed."""
    client, before = file, folder() / FILES["authorized_user"]
    if file.kind == "client" and before.is_file():
        file = _load(before)
    if not sharing or file.kind != "authorized_user" or _may_share(file.info):
        return file
    if client.kind != "client":
        path = folder() / FILES["client"]
        if not path.is_file():
            raise ServiceError("error.google_share_scope", file=str(file.path), client=str(path))
        client = _load(path)
    notify("progress.google.share_scope", {})
    return client


def _sharer(given: str | None) -> _File:
    """The file for partners' copies: the person's in gspread's folder, too, where a service account was named.

    That one may be how the village's workbook is reached.
    """
    home = folder()
    persons = [home / FILES[kind] for kind in ORDER if kind != "service_account"]
    try:
        file = _find(given, person=True)
    except ServiceError as error:
        if error.message != "error.google_no_credentials":
            raise
        raise ServiceError("error.google_share_nobody", file=str(home / FILES["client"])) from error
    if file.kind == "service_account":
        return next((_load(path) for path in persons if path.is_file()), file)
    return file


def _scopes(info: dict[str, Any]) -> list[str]:
    """What a person allowed, as far as the file tells."""
    found = info.get("scopes") or []
    return found.split() if isinstance(found, str) else list(found)


def _may_share(info: dict[str, Any]) -> bool:
    """Whether a sign-in allows what `SHARE` does; one that doesn't tell is tried."""
    scopes = _scopes(info)
    return not scopes or bool({SHARE, "https://www.googleapis.com/auth/drive"} & set(scopes))


def _narrowed(info: dict[str, Any]) -> dict[str, Any]:
    """The sign-in without the scope that only copies need."""
    scopes = _scopes(info)
    if SHARE not in scopes:
        return info
    return {name: item for name, item in info.items() if name != "token"} | {
        "scopes": [scope for scope in scopes if scope != SHARE]
    }


def _find(given: str | None, *, person: bool) -> _File:
    named, home = given or os.environ.get(VARIABLE), folder()
    if named:
        return _load(Path(named).expanduser())
    order = sorted(ORDER, key=lambda kind: kind == "service_account") if person else ORDER
    for kind in order:
        path = home / FILES[kind]
        if path.is_file():
            return _load(path)
    raise ServiceError("error.google_no_credentials", folder=str(home), file=FILES["service_account"])


def _load(path: Path) -> _File:
    try:
        info = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ServiceError("error.google_no_file", file=str(path)) from error
    except (OSError, ValueError) as error:
        raise ServiceError("error.google_bad_credentials", file=str(path)) from error
    if isinstance(info, dict):
        if info.get("type") == "service_account":
            return _File("service_account", path, info)
        if "refresh_token" in info:  # gspread's own files name no type
            return _File("authorized_user", path, info)
        if "installed" in info or "web" in info:
            return _File("client", path, info)
    raise ServiceError("error.google_bad_credentials", file=str(path))


def _credentials(file: _File, scopes: list[str], notify: Notify) -> tuple[Any, Account]:
    if file.kind == "service_account":
        from google.oauth2 import service_account  # noqa: PLC0415

        made: Any = service_account.Credentials
        signed_in = made.from_service_account_info(file.info, scopes=scopes)
        return signed_in, Account("service_account", str(file.path), signed_in.service_account_email)
    from google.oauth2 import credentials  # noqa: PLC0415

    if file.kind == "authorized_user":
        if file.path.parent == folder():
            _keep_private(file.path)
        made = credentials.Credentials
        signed_in = made.from_authorized_user_info(file.info if SHARE in scopes else _narrowed(file.info))
        return signed_in, Account("authorized_user", str(file.path), signed_in.account or "")
    stored = folder() / FILES["authorized_user"]
    signed_in = _in_the_browser(file, scopes, notify)
    _store(stored, signed_in.to_json(strip=("token",)))
    return signed_in, Account("authorized_user", str(stored))


def _in_the_browser(file: _File, scopes: list[str], notify: Notify) -> Any:
    """A person signs in once; what they allow is kept in gspread's folder."""
    import webbrowser  # noqa: PLC0415

    from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError  # noqa: PLC0415
    from oauthlib.oauth2 import OAuth2Error  # noqa: PLC0415

    # A sign-in is kept, so it is asked for writing at once: nobody is to be asked twice.
    flow = InstalledAppFlow.from_client_config(file.info, [WRITE, *(scope for scope in scopes if scope == SHARE)])
    notify("progress.google.browser", {"seconds": BROWSER_SECONDS})
    try:
        webbrowser.get()
    except webbrowser.Error:
        opens = False
    else:
        opens = True
    try:
        # The address for who has no browser here goes to standard error: standard output may be JSON.
        with contextlib.redirect_stdout(sys.stderr):
            return flow.run_local_server(
                port=0, open_browser=opens, timeout_seconds=BROWSER_SECONDS, authorization_prompt_message="{url}"
            )
    except (OAuth2Error, WSGITimeoutError) as error:
        raise ServiceError("error.google_nobody_signed_in") from error
    except Warning as error:  # oauthlib's way to say that fewer scopes were allowed than asked for
        raise ServiceError("error.google_unticked") from error


def _store(path: Path, text: str) -> None:
    """Write a token file that only its owner can read, from its first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _private(path) as file:
        file.write(text)
    _keep_private(path)


@contextlib.contextmanager
def _private(path: Path) -> Iterator[Any]:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        yield file


def _keep_private(path: Path) -> None:
    """A token file that others could read, as gspread leaves them, is closed to them."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
