"""The emulator as a test uses it.

with Emulator() as google:
    account = google.service_account()
    key = google.create("Kemitraan Desa Contoh", owner="sari@desa.id", share={account.email: "writer"})
    client = google.gspread(account)
    client.open_by_key(key).sheet1.update([["Mitra"]], "A1")
    assert google.values(key, "Sheet1!A1:B2") == [["Mitra"]]
    assert google.calls.ids.count("sheets.spreadsheets.values.update") == 1
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from . import values
from .accounts import DRIVE_FILE, SHEETS, Account, Accounts, signer
from .answers import cell_answer, spreadsheet_answer
from .calls import Calls
from .drive import Drive, Mail
from .edit_cells import WRITABLE
from .errors import EmulatorError, Json
from .evaluate import Evaluate
from .faults import Faults
from .front import Front, Violation
from .masks import Mask
from .model import Spreadsheet
from .people import Editor
from .quota import Quota
from .server import Server
from .services import Services
from .sheets import Sheets
from .store import File, Store
from .transport import GoogleAdapter, redirected
from .values import Render

if TYPE_CHECKING:
    import gspread
    import requests

SCOPES = (SHEETS, DRIVE_FILE)
# Everything of a spreadsheet but the effective formats, which follow from the others and are most of its bulk.
CELL: Mask = {name: {} for name in ("effectiveValue", "formattedValue", "hyperlink", *WRITABLE)}
WHOLE: Mask = {"*": {}, "sheets": {"*": {}, "data": {"*": {}, "rowData": {"values": CELL}}}}


class Emulator:
    """Google Sheets v4 and Drive v3 on a port of this machine, with a state that lasts as long as the `with` block.

    evaluate: computes the formulas that the small evaluator leaves alone (evaluate.Evaluate); it may answer a matrix
    that spills. strict_validation: refuse API writes that break a strict validation (nobody knows offline which way
    Google does it). quota: a token bucket a user; None switches it off. clock: the time that files are stamped with
    (UTC). seed: of the ids.
    """

    def __init__(
        self,
        *,
        evaluate: Evaluate | None = None,
        strict_validation: bool = False,
        quota: Quota | None = None,
        clock: Callable[[], datetime] | None = None,
        seed: int = 4,
    ) -> None:
        self.accounts = Accounts(url=lambda: self.url)
        self.store = Store(dice=random.Random(seed))
        if clock is not None:
            self.store.clock = clock
        if evaluate is not None:
            self.store.evaluator = evaluate
        self.drive = Drive(self.store, self.accounts.person)
        self.front = Front(Services(Sheets(self.store, strict_validation), self.drive), self.accounts, quota=quota)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        self._sessions: list[requests.Session] = []

    def __enter__(self) -> Emulator:
        self._server = Server(self.front)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._sessions:
            session.close()
        if self._server is not None and self._thread is not None:
            self._server.close()
            self._thread.join()
        self.check()

    def check(self) -> None:
        """Raises EmulatorError when the emulator went wrong, or was asked for what it does not emulate."""
        if self.front.errors:
            first = self.front.errors[0]
            raise EmulatorError(
                f"{len(self.front.errors)} calls went wrong in the emulator; the first: {first}"
            ) from first

    @property
    def url(self) -> str:
        if self._server is None:
            raise EmulatorError("the emulator runs inside its `with` block only")
        return self._server.url

    @property
    def calls(self) -> Calls:
        return self.front.calls

    @property
    def faults(self) -> Faults:
        return self.front.faults

    @property
    def violations(self) -> list[Violation]:
        """What the client sent that Google's documents forbid; each was answered 400."""
        return self.front.violations

    @property
    def mails(self) -> list[Mail]:
        """The notifications that sharing sent."""
        return self.drive.outbox

    @property
    def uploads(self) -> list[bytes]:
        """The files that were uploaded to become spreadsheets."""
        return self.drive.uploads

    @property
    def disabled(self) -> set[str]:
        """Services not enabled in the client's project: "sheets.googleapis.com", "drive.googleapis.com"."""
        return self.front.disabled

    # Accounts and their files

    def person(self, email: str) -> Account:
        return self.accounts.person(email)

    def service_account(self, name: str = "perdes", storage: bool = False) -> Account:
        """A service account; without storage, as all of them are now, it can't create files."""
        return self.accounts.service(name, storage)

    def service_account_file(self, path: Path, account: Account | None = None) -> Path:
        """Write the account's key file, as Google Cloud hands it out."""
        return _private(path, self.accounts.service_info(account or self.service_account()))

    def authorized_user_file(self, path: Path, account: Account, scopes: tuple[str, ...] = SCOPES) -> Path:
        """Write the token file of a person who signed in before (gspread's authorized_user.json)."""
        return _private(path, self.accounts.user_info(account, scopes))

    def oauth_client_file(self, path: Path) -> Path:
        """Write an OAuth client's file (gspread's credentials.json); `accounts.at_the_browser` is who signs in."""
        return _private(path, self.accounts.client_info())

    # Transport

    @property
    def adapter(self) -> GoogleAdapter:
        """For `session.mount("https://", google.adapter)`."""
        return GoogleAdapter(self.url)

    def redirected(self) -> AbstractContextManager[None]:
        """While this lasts, every `requests` session of the process that calls Google reaches the emulator."""
        return redirected(self.url)

    def session(self, account: Account, scopes: tuple[str, ...] = SCOPES) -> requests.Session:
        """A session of google-auth, signed in by its real flow."""
        import requests
        from google.auth.transport.requests import AuthorizedSession, Request
        from google.oauth2 import credentials, service_account

        if account.is_service:
            # The signer is kept: reading the key takes longer than most tests.
            token_uri = f"{self.url}/token"
            service: Any = service_account.Credentials
            signed_in = service(signer(), service_account_email=account.email, token_uri=token_uri, scopes=scopes)
        else:
            load: Any = credentials.Credentials.from_authorized_user_info
            signed_in = load(self.accounts.user_info(account, scopes))
        # For people google-auth has Google's token endpoint built in, whatever their file says: it needs the
        # adapter, too.
        sign_in = requests.Session()
        sign_in.mount("https://", self.adapter)
        authorized: Any = AuthorizedSession
        session: requests.Session = authorized(signed_in, auth_request=Request(sign_in))
        session.mount("https://", self.adapter)
        self._sessions += [sign_in, session]
        return session

    def gspread(self, account: Account, scopes: tuple[str, ...] = SCOPES) -> gspread.Client:
        """A plain gspread client on such a session."""
        import gspread

        return gspread.Client(auth=None, session=self.session(account, scopes))  # type: ignore[arg-type]

    # Spreadsheets

    def create(
        self,
        title: str = "Kemitraan",
        owner: str = "kepala@desa.id",
        share: Mapping[str, str] | None = None,
        *,
        file_id: str | None = None,
        locale: str = "en_US",
        sheet: str = "Sheet1",
    ) -> str:
        """An empty spreadsheet that a person made and shared ({address: role}); its id."""
        with self.front.lock:
            file = self.store.create(self.person(owner), title, file_id, sheet)
            file.spreadsheet.properties["locale"] = locale
        for email, role in (share or {}).items():
            self.share(file.id, email, role)
        return file.id

    def share(self, file_id: str, email: str, role: str = "writer") -> None:
        """Give access as the owner does in the browser, without a mail; "none" takes it away."""
        account = self.person(email)
        permission = {"id": account.permission_id, "type": "user", "role": role, "emailAddress": email}
        with self.front.lock:
            file = self.file(file_id)
            file.permissions.pop(account.permission_id, None)
            if role != "none":
                file.permissions[account.permission_id] = permission
            self.store.touch(file, file.owner)

    def file(self, file_id: str) -> File:
        return self.store.files[file_id]

    @property
    def spreadsheets(self) -> Mapping[str, Spreadsheet]:
        """Every spreadsheet as it stands now, by id. To be read, not to be changed: see `editor`."""
        return {file_id: file.spreadsheet for file_id, file in self.store.files.items()}

    def editor(self, file_id: str, email: str | None = None) -> Editor:
        """Another person at the spreadsheet; without an address, its owner."""
        file = self.file(file_id)
        return Editor(self.front, file, email or file.owner)

    def touch(self, file_id: str) -> None:
        """A new version without any change of the cells, as Drive makes them for reasons of its own."""
        self.store.touch(self.file(file_id), self.file(file_id).owner)

    def values(
        self, file_id: str, where: str, render: str = "FORMATTED_VALUE", dates: str = "SERIAL_NUMBER"
    ) -> list[list[Any]]:
        """The values of a range, as values.get answers them."""
        with self.front.lock:
            spreadsheet = self.file(file_id).spreadsheet
            sheet, box = spreadsheet.box(where)
            answer = values.read(self.store.calculation(spreadsheet), sheet, box, Render("ROWS", render, dates))
        found: list[list[Any]] = answer.get("values", [])
        return found

    def cell(self, file_id: str, where: str) -> Json:
        """One cell as a CellData message, with everything that is known of it."""
        with self.front.lock:
            spreadsheet = self.file(file_id).spreadsheet
            sheet, box = spreadsheet.box(where)
            return cell_answer(self.store.calculation(spreadsheet), sheet, box.top, box.left, {})

    def snapshot(self, file_id: str) -> Json:
        """The whole spreadsheet with all its cells, to compare before and after."""
        with self.front.lock:
            file = self.file(file_id)
            answer = spreadsheet_answer(self.store.calculation(file.spreadsheet), "", WHOLE, True, [], file.owner)
            copied: Json = json.loads(json.dumps(answer))
            return copied


def _private(path: Path, info: Json) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(info, indent=2), encoding="utf-8")
    path.chmod(0o600)
    return path
