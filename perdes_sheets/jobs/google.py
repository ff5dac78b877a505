"""Workbooks in Google Sheets: signed in, reached, and let go of. gspread is only imported here, when it is needed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perdes_sheets.errors import ServiceError, UseError
from perdes_sheets.workbooks.base import Workbook
from perdes_sheets.workbooks.google import address
from perdes_sheets.workbooks.google.telling import Notify, quiet

if TYPE_CHECKING:
    from perdes_sheets.workbooks.google.client import Client
    from perdes_sheets.workbooks.google.drive import Drive

INSTALL = 'pip install "perdes-sheets[google]"'
LIBRARIES = frozenset(("gspread", "google", "google_auth_oauthlib", "requests"))


@dataclass(frozen=True, slots=True)
class Access:
    """How Google is reached: `credentials` is the file of `--credentials`; without `writing` nothing can be changed."""

    credentials: str | None = None
    notify: Notify = quiet
    writing: bool = True


@contextlib.contextmanager
def opened_google(name: str, access: Access) -> Iterator[Workbook]:
    """The workbook at an address of Google Sheets; UseError where no key is in it, ServiceError without sign-in."""
    from perdes_sheets.outputs import google_template  # noqa: PLC0415 - only Google needs it

    with connected(access) as client:
        from perdes_sheets.workbooks.google.workbook import GoogleWorkbook  # noqa: PLC0415

        yield GoogleWorkbook(key_in(name), client=client, drawing=google_template)


@contextlib.contextmanager
def connected(access: Access, *, creating: bool = False, sharing: bool = False) -> Iterator[Client]:
    """A client that is signed in, until the block ends; `creating` and `sharing` (partners' copies) need a person."""
    try:
        from perdes_sheets.workbooks.google.client import Client  # noqa: PLC0415 - a quarter of a second
        from perdes_sheets.workbooks.google.sign_in import sign_in  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in LIBRARIES:
            raise
        raise ServiceError("error.not_installed", package="gspread", command=INSTALL) from error
    credentials, account = sign_in(
        access.credentials, access.notify, writing=access.writing, creating=creating, sharing=sharing
    )
    client = Client(credentials, account, notify=access.notify)
    try:
        yield client
    finally:
        client.close()


@contextlib.contextmanager
def opened_drive(access: Access) -> Iterator[Drive]:
    """The Drive of the person who is signed in, for partners' copies; ServiceError where nobody is."""
    with connected(access, sharing=True) as client:
        from perdes_sheets.workbooks.google.drive import Drive  # noqa: PLC0415 - needs gspread

        yield Drive(client)


def key_in(name: str) -> str:
    """The key in an address; UseError where there is none."""
    key = address.key_of(name)
    if not key:
        raise UseError("error.google_address", workbook=name)
    return key


def init_google(
    name: str,
    language: str,
    access: Access,
    *,
    sample_day: dt.date | None = None,
    force: bool = False,
    title: str | None = None,
) -> str:
    """Draw a new workbook into the empty spreadsheet at an address, or for `gsheet:` alone into one made for it.

    The address that a click opens. UseError where something stands there already (without `force`), and where a new
    spreadsheet has no `title`; ServiceError where Google refuses.
    """
    from perdes_sheets.outputs import google_template, sample  # noqa: PLC0415 - only Google needs it

    creating = address.key_of(name) == ""
    if creating and not title:
        raise UseError("error.google_no_title")
    key = "" if creating else key_in(name)
    cells = sample.cells(language, sample_day) if sample_day else {}
    with connected(access, creating=creating) as client:
        from perdes_sheets.workbooks.google import new  # noqa: PLC0415

        key = key or new.create(client, title or "")
        new.fill(client, key, lambda taken: google_template.draw(language, cells, taken, title), force=force)
    return address.url(key)
