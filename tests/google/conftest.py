"""An emulated Google, a spreadsheet that a village made and shared with a service account, and the command line."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from perdes_sheets.cli.main import run
from perdes_sheets.jobs.sync import sync
from perdes_sheets.outputs import google_template, sample
from perdes_sheets.outputs.template import room
from perdes_sheets.workbooks.google import new, pace
from perdes_sheets.workbooks.google.client import Client
from perdes_sheets.workbooks.google.sign_in import sign_in
from perdes_sheets.workbooks.google.workbook import GoogleWorkbook
from tests.google.calculating import calculated
from tests.google_emulator import Account, Emulator
from tests.google_emulator.model import Spreadsheet

DAY = dt.date(2026, 6, 30)
OWNER = "sari@desa.id"
GET, BATCH = "sheets.spreadsheets.get", "sheets.spreadsheets.batchUpdate"


@dataclass
class Naps:
    """Sleeps that only pretend, and what was told about them."""

    slept: list[float] = field(default_factory=list)
    told: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def tell(self, message: str, values: Any) -> None:
        self.told.append((message, dict(values)))


@dataclass
class Desk:
    """A spreadsheet, and a program that is signed in to it by its key file. `naps` are the program's waits."""

    google: Emulator
    account: Account
    file: Path
    key: str
    naps: Naps = field(default_factory=Naps)
    clients: list[Client] = field(default_factory=list)

    def client(self, **settings: Any) -> Client:
        credentials, account = sign_in(str(self.file), self.naps.tell, writing=True)
        quick = pace.Pace(sleep=self.naps.sleep, chance=lambda: 0.5, **settings)
        client = Client(credentials, account, pace=quick, notify=self.naps.tell)
        self.clients.append(client)
        return client

    def workbook(self, **settings: Any) -> GoogleWorkbook:
        """Settings are those of the client's pace."""
        return GoogleWorkbook(self.key, client=self.client(**settings), drawing=google_template)

    def init(self, language: str = "id", cells: Any = None) -> None:
        """Draw the template, which costs two calls."""
        draw = lambda taken: google_template.draw(language, cells or {}, taken)  # noqa: E731
        new.fill(self.client(), self.key, draw)
        self.google.calls.clear()

    def values(self, where: str) -> list[list[Any]]:
        return self.google.values(self.key, where, "UNFORMATTED_VALUE")

    def insert_above(self, tab: str, row: int) -> None:
        """Somebody inserts a row above `row`, which looks like it."""
        span = {"sheetId": self.google.spreadsheets[self.key].sheet(tab).id, "dimension": "ROWS"}
        there = span | {"startIndex": row - 1, "endIndex": row}
        self.editor.requests({"insertDimension": {"range": there, "inheritFromBefore": False}})

    @property
    def editor(self) -> Any:
        """Another person at the spreadsheet."""
        return self.google.editor(self.key)


@contextlib.contextmanager
def _small_room() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "ROOM", 40)
        patch.setattr(room, "SPARE", 10)
        yield


@pytest.fixture(autouse=True)
def small_room() -> Iterator[None]:
    """Entry tabs of 40 rows instead of 500, for each test here: the emulator answers every one of their cells."""
    with _small_room():
        yield


@pytest.fixture
def google() -> Iterator[Emulator]:
    with Emulator(evaluate=calculated) as emulator, emulator.redirected():
        yield emulator
        assert not emulator.violations


def _desk(google: Emulator, folder: Path) -> Desk:
    account = google.service_account()
    key = google.create("Kemitraan", OWNER, {account.email: "writer"})
    return Desk(google, account, google.service_account_file(folder / "kunci.json", account), key)


@pytest.fixture
def desk(google: Emulator, tmp_path: Path) -> Iterator[Desk]:
    """An empty spreadsheet."""
    made = _desk(google, tmp_path)
    yield made
    for client in made.clients:
        client.close()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Spreadsheet]:
    """The sample village as of DAY, drawn and synced once for all tests: "new" and "synced"."""
    with _small_room(), Emulator(evaluate=calculated) as google, google.redirected():
        desk = _desk(google, tmp_path_factory.mktemp("drawn"))
        desk.init("id", sample.cells("id", DAY))
        new_ = google.spreadsheets[desk.key].copy()
        sync(desk.workbook(), DAY)
        for client in desk.clients:
            client.close()
        return {"new": new_, "synced": google.spreadsheets[desk.key].copy()}


@pytest.fixture
def village(desk: Desk, drawn: dict[str, Spreadsheet]) -> Desk:
    """The sample village as of DAY, never synced."""
    return _with(desk, drawn["new"])


@pytest.fixture
def synced(desk: Desk, drawn: dict[str, Spreadsheet]) -> Desk:
    """The sample village as of DAY, after its first sync."""
    return _with(desk, drawn["synced"])


def _with(desk: Desk, spreadsheet: Spreadsheet) -> Desk:
    copied = spreadsheet.copy()
    copied.id = desk.key
    desk.google.file(desk.key).spreadsheet = copied
    return desk


@dataclass(frozen=True)
class Ran:
    """What a command line gave."""

    code: int
    out: str
    err: str


Runner = Callable[..., Ran]


@pytest.fixture
def perdes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    """`perdes("check", address)` runs one command line, in a home without any key file; it never really sleeps."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    monkeypatch.setattr(pace.Pace.__init__, "__defaults__", _without_sleep(pace.Pace.__init__.__defaults__ or ()))

    def runner(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return runner


def _without_sleep(defaults: tuple[Any, ...]) -> tuple[Any, ...]:
    import time

    return tuple((lambda seconds: None) if each is time.sleep else each for each in defaults)
