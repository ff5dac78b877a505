"""gspread's HTTP client with patience that ends: bounded, jittered repeats that know what may safely be repeated.

A read may always be repeated. A write may when doing it twice changes nothing, or when nothing of the first try has
landed; else only when Google refused it, which leaves no doubt that it wasn't done.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL, SPREADSHEETS_API_V4_BASE_URL

from perdes_sheets.errors import ServiceError
from perdes_sheets.workbooks.google.failures import Call, Failure, broken, refused
from perdes_sheets.workbooks.google.pace import Pace
from perdes_sheets.workbooks.google.sign_in import Account
from perdes_sheets.workbooks.google.telling import Notify, quiet

Json = dict[str, Any]
Landed = Callable[[], bool]
"""Whether a write whose answer got lost was done after all."""

LOG = logging.getLogger("perdes_sheets.google")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of a call, for the counter and the log. `status` is 0 without an answer."""

    method: str
    path: str
    status: int
    seconds: float


def unknown() -> bool:
    """`Landed` of what nobody can look for, as a new spreadsheet or a mail: in doubt, it isn't repeated."""
    return False


class Client(HTTPClient):
    """Calls Google Sheets for one account.

    `attempts` holds every try, in order; `in_doubt` tells of the last call whether it may have been done all the same,
    although it failed.
    """

    def __init__(self, credentials: Any, account: Account, *, pace: Pace | None = None, notify: Notify = quiet) -> None:
        super().__init__(credentials)
        # Google packs its answers only for who says "gzip" here, too: a twentieth of the size.
        self.session.headers["User-Agent"] = "perdes-sheets (gzip)"
        self.account, self.notify = account, notify
        self.pace = pace or Pace()
        self.attempts: list[Attempt] = []
        self.in_doubt = False

    def close(self) -> None:
        """Let go of the connections."""
        self.session.close()

    def get(self, key: str, fields: str) -> Json:
        """The spreadsheet `key`, reduced to `fields`."""
        return self.call("get", SPREADSHEET_URL % key, key, params={"fields": fields})

    def update(self, key: str, requests_: Sequence[Json], landed: Landed | None) -> None:
        """Do `requests_` in one batch: all of them or none.

        Without `landed` doing them twice must change nothing. Else, where an answer got lost, it tells whether they
        were done after all.
        """
        self.call("post", SPREADSHEET_BATCH_UPDATE_URL % key, key, landed, json={"requests": list(requests_)})

    def create(self, properties: Json) -> Json:
        """A new spreadsheet, owned by the person who is signed in."""
        try:
            return self.call("post", SPREADSHEETS_API_V4_BASE_URL, landed=unknown, json={"properties": properties})
        except ServiceError as error:
            if self.in_doubt:
                raise ServiceError("error.google_perhaps_created", title=properties.get("title", "")) from error
            raise

    def call(self, method: str, url: str, key: str = "", landed: Landed | None = None, **sent: Any) -> Json:
        """What Google answers to one call about the file `key`; {} for an answer that is empty or got lost.

        `sent` are the arguments of `requests`; `landed` is as in `update`.
        """
        return _content(self._patient(method, url, Call(self.account, key), sent, landed))

    def request(
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Any = None,
        files: Any = None,
        headers: Any = None,
    ) -> requests.Response:
        """What gspread's own methods call, with the same patience; raises ServiceError."""
        sent = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        answer = self._patient(method, endpoint, Call(self.account), sent, None if method == "get" else unknown)
        if answer is None:
            raise AssertionError("what nobody can look for is never found")
        return answer

    def _patient(
        self, method: str, url: str, call: Call, sent: Json, landed: Landed | None = None
    ) -> requests.Response | None:
        """The answer; None where a write was done although its answer got lost."""
        waited, doubtful, self.in_doubt = 0.0, False, False
        for tried in range(1, self.pace.tries + 1):
            answer = self._once(method, url, call, tried, sent)
            if not isinstance(answer, Failure):
                return answer
            doubtful = doubtful or answer.doubtful
            wait = self.pace.wait(tried, answer.after)
            waited += wait
            again = answer.again and tried < self.pace.tries and waited <= self.pace.patience
            if doubtful and landed is unknown:
                again = False
            if again:
                self.notify(f"progress.google.{answer.why}", {"seconds": round(wait), "next": tried + 1})
                self.pace.sleep(wait)
            if doubtful and landed is not None and landed():
                return None
            if not again:
                self.in_doubt = doubtful
                raise answer.error
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, url: str, call: Call, tried: int, sent: Json) -> requests.Response | Failure:
        timeout = (self.pace.connect, self.pace.read if method == "get" else self.pace.write)
        began = time.monotonic()
        try:
            answer = self.session.request(method, url, timeout=timeout, **sent)
        except (requests.RequestException, GoogleAuthError) as error:
            self._note(method, url, 0, began, tried)
            failure = broken(error, call)
            failure.error.__cause__ = error
            return failure
        self._note(method, url, answer.status_code, began, tried)
        if answer.ok:
            return answer
        failure = refused(answer, call)
        failure.error.__cause__ = APIError(answer)
        return failure

    def _note(self, method: str, url: str, status: int, began: float, tried: int) -> None:
        attempt = Attempt(method.upper(), urlsplit(url).path, status, time.monotonic() - began)
        self.attempts.append(attempt)
        answered = attempt.status or "no answer"
        LOG.debug("%s %s: %s after %.2f s (try %d)", attempt.method, attempt.path, answered, attempt.seconds, tried)


def _content(answer: requests.Response | None) -> Json:
    """The JSON of an answer; what a hotel's or an office's network puts in its place is no answer of Google's."""
    if answer is None or answer.status_code == 204:
        return {}
    try:
        found: Json = answer.json()
    except ValueError as error:
        raise ServiceError("error.google_not_google") from error
    return found
