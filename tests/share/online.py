"""A village whose clerk is signed in to Google, with the workbook as a file or as a Google Sheet, and its partners."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perdes_sheets.outputs import google_template, template
from perdes_sheets.workbooks.google import new
from perdes_sheets.workbooks.google.client import Client
from perdes_sheets.workbooks.google.sign_in import SHARE, WRITE, sign_in
from perdes_sheets.workbooks.google.telling import quiet
from tests.google.calculating import calculated
from tests.google.conftest import Ran, Runner, perdes, small_room
from tests.google_emulator import Emulator
from tests.google_emulator.people import Editor
from tests.share.conftest import DAY, cells

__all__ = ["google", "office", "perdes", "small_room"]

CLERK, BUMDES, HIJAU = "sari@desa.id", "bumdes@mitra.id", "hijau@mitra.id"
AS_OF = f"--as-of={DAY}"
CREATE, UPDATE = "drive.files.create", "drive.files.update"
GRANT, CHANGE, REVOKE = (f"drive.permissions.{verb}" for verb in ("create", "update", "delete"))
WRITES = (CREATE, UPDATE, GRANT, CHANGE, REVOKE, "sheets.spreadsheets.batchUpdate")
REPORT = "Laporan Anda"


def typed(**addresses: str) -> dict[str, Any]:
    """The village as typed; `addresses` are partners' share_email by their first word, in lower case."""
    found = copy.deepcopy(cells("id"))
    for row in found["partners"]:
        if address := addresses.get(row["name"].split()[0].lower()):
            row["share_email"] = address
    return found


@dataclass
class Office:
    """The clerk's desk. `workbook` is a path, or the address of a Google Sheet."""

    google: Emulator
    perdes: Runner
    workbook: Path | str

    def share(self, *options: object) -> Ran:
        role = () if {"--list", "--revoke", "--role", "--out"} & set(options) else ("--role", "writer")
        return self.perdes("share", self.workbook, *options, *role, AS_OF)

    def sync(self, *options: object) -> Ran:
        return self.perdes("sync", self.workbook, "--share", *options, AS_OF)

    def collect(self, *options: object) -> Ran:
        return self.perdes("collect", self.workbook, *options, AS_OF)

    @property
    def copies(self) -> dict[str, str]:
        """Title of each copy that isn't in the bin -> its key."""
        return {
            str(sheet.properties["title"]): key
            for key, sheet in self.google.spreadsheets.items()
            if not self.google.file(key).trashed and "–" in str(sheet.properties["title"])
        }

    @property
    def copy(self) -> str:
        """The key of BUMDes Maju's copy."""
        return self.copies["Sukamaju – BUMDes Maju"]

    def who(self, key: str) -> dict[str, str]:
        """Who can see a file, and how."""
        permissions = self.google.file(key).permissions.values()
        return {each.get("emailAddress", each["type"]): each["role"] for each in permissions}

    def partner(self, key: str, address: str = BUMDES) -> Editor:
        """A partner with its copy open."""
        return self.google.editor(key, address)

    def answer(self, value: object = "12", day: str = "29/06/2026") -> None:
        """BUMDes Maju reports a value."""
        partner = self.partner(self.copy)
        partner.type(f"'{REPORT}'!D3", "Sari, ketua")
        partner.type(f"'{REPORT}'!H7", [[value, day]])

    @property
    def writes(self) -> list[str]:
        """The calls that changed anything since the last look at them."""
        found = [call.id for call in self.google.calls if call.id in WRITES and call.performed]
        self.google.calls.clear()
        return found

    def titles(self) -> list[str]:
        """The tabs of the village's workbook, in their order."""
        if isinstance(self.workbook, Path):
            return openpyxl.load_workbook(self.workbook, read_only=True).sheetnames
        return [sheet.title for sheet in self.google.spreadsheets[self.workbook.removeprefix("gsheet:")].sheets]

    def read(self, tab: str) -> list[list[Any]]:
        """The rows of a tab of the village's workbook, from A1 on, that hold anything."""
        if isinstance(self.workbook, Path):
            book = openpyxl.load_workbook(self.workbook, data_only=True)
            rows = [list(row) for row in book[tab].iter_rows(values_only=True)] if tab in book.sheetnames else []
        else:
            key = self.workbook.removeprefix("gsheet:")
            there = {sheet.title for sheet in self.google.spreadsheets[key].sheets}
            rows = self.google.values(key, f"'{tab}'", "UNFORMATTED_VALUE") if tab in there else []
        return [row for row in rows if any(cell not in (None, "") for cell in row)]

    def type(self, where: str, value: object) -> None:
        """Somebody types into the village's workbook: `Mitra!C5`."""
        if isinstance(self.workbook, Path):
            book = openpyxl.load_workbook(self.workbook)
            tab, _, cell = where.rpartition("!")
            book[tab.strip("'")][cell] = value
            book.save(self.workbook)
        else:
            self.google.editor(self.workbook.removeprefix("gsheet:")).type(where, value)


def signed_in(google: Emulator, home: Path, scopes: tuple[str, ...] = (WRITE, SHARE)) -> Path:
    """The clerk signed in before, and this is what is kept of it."""
    return google.authorized_user_file(home / ".config/gspread/authorized_user.json", google.person(CLERK), scopes)


@contextmanager
def opened(kind: str, google: Emulator, perdes: Runner, folder: Path, village: dict[str, Any]) -> Iterator[Office]:
    """An office whose workbook is a "file" or in "google"."""
    file = signed_in(google, folder / "home")
    if kind == "file":
        path = folder / "kemitraan.xlsx"
        path.write_bytes(template.build("id", village))
        yield Office(google, perdes, path)
        return
    key = google.create("Kemitraan", CLERK)
    client = Client(*sign_in(str(file), quiet, writing=True))
    new.fill(client, key, lambda taken: google_template.draw("id", village, taken))
    client.close()
    google.calls.clear()
    yield Office(google, perdes, f"gsheet:{key}")


@pytest.fixture
def google() -> Iterator[Emulator]:
    with Emulator(evaluate=calculated) as emulator, emulator.redirected():
        yield emulator
        assert not emulator.violations


@pytest.fixture(params=["file", "google"])
def office(request: pytest.FixtureRequest, google: Emulator, perdes: Runner, tmp_path: Path) -> Iterator[Office]:
    with opened(request.param, google, perdes, tmp_path, typed(bumdes=BUMDES, yayasan=HIJAU)) as made:
        yield made
