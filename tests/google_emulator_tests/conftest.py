"""An emulator, and a spreadsheet in it that a person shared with a service account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.google_emulator import SCOPES, Account, Emulator

API = "https://sheets.googleapis.com/v4/spreadsheets"
OWNER = "sari@desa.id"


@dataclass
class Book:
    """One spreadsheet and a program that is signed in to write to it."""

    google: Emulator
    account: Account
    key: str
    session: requests.Session

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> requests.Response:
        """`path` is what follows the spreadsheet's id."""
        return self.session.request(method, f"{API}/{self.key}{path}", json=body, params=query, timeout=10)

    def batch(self, *requests_: Any, **body: Any) -> Any:
        """A batchUpdate that has to succeed; its answer."""
        answer = self.call("POST", ":batchUpdate", {"requests": list(requests_), **body})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, *requests_: Any) -> str:
        """A batchUpdate that has to fail; the message."""
        answer = self.call("POST", ":batchUpdate", {"requests": list(requests_)})
        assert answer.status_code == 400, answer.text
        return str(answer.json()["error"]["message"])

    def write(self, where: str, rows: list[list[Any]], option: str = "RAW") -> Any:
        answer = self.call("PUT", f"/values/{where}", {"values": rows}, valueInputOption=option)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def values(self, where: str, render: str = "FORMATTED_VALUE") -> list[list[Any]]:
        return self.google.values(self.key, where, render)

    def formulas(self, where: str) -> list[list[Any]]:
        return self.google.values(self.key, where, "FORMULA")

    def cell(self, where: str) -> Any:
        return self.google.cell(self.key, where)

    def sheet(self, mask: str) -> Any:
        """The first tab, reduced by a field mask below `sheets`."""
        answer = self.call("GET", "", fields=f"sheets({mask})")
        assert answer.status_code == 200, answer.text
        return answer.json().get("sheets", [{}])[0]


@pytest.fixture
def google() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


def open_book(google: Emulator, locale: str = "en_US", role: str = "writer") -> Book:
    account = google.service_account()
    key = google.create("Kemitraan", OWNER, {account.email: role}, locale=locale)
    return Book(google, account, key, google.session(account, SCOPES))


@pytest.fixture
def book(google: Emulator) -> Book:
    return open_book(google)
