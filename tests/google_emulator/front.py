"""What stands in front of the services: faults, quota, sign-in, scopes, and the check of every request and answer."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from . import discovery, validate
from .accounts import Accounts, Token
from .calls import Call, Calls
from .discovery import Method
from .errors import ApiError, Json, bad_field, error_info, quota_exceeded, sheets_error
from .faults import HTML_PAGE, DropAfter, DropBefore, Fault, Faults, HtmlError, Slow, refusal
from .imported import related
from .quota import Quota
from .request import Request
from .services import Services

JSON_TYPE = "application/json; charset=UTF-8"
HTML_TYPE = "text/html; charset=UTF-8"


@dataclass(frozen=True)
class Reply:
    """What goes back over the wire: `drop` breaks the connection instead, `delay` is in seconds."""

    code: int
    body: bytes = b""
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    delay: float = 0


@dataclass(frozen=True)
class Violation:
    """A request that Google's documents forbid: the method ("" when no method matches) and what is wrong."""

    method: str
    message: str


def json_reply(code: int, body: Json, headers: dict[str, str] | None = None) -> Reply:
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Reply(code, text.encode(), JSON_TYPE, headers or {})


@dataclass
class Front:
    """One call at a time: `lock` is held while a call is performed, as is another person's edit before it."""

    services: Services
    accounts: Accounts
    faults: Faults = field(default_factory=Faults)
    calls: Calls = field(default_factory=Calls)
    quota: Quota | None = None
    disabled: set[str] = field(default_factory=set)
    violations: list[Violation] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def handle(self, http_method: str, path: str, query: str, headers: Any, raw: bytes) -> Reply:
        """Answer one HTTP request to one of the two services."""
        with self.lock:
            found = discovery.match(http_method, path)
            if found is None:
                self.violations.append(Violation("", f"{http_method} {path}: no method of Sheets or Drive"))
                return Reply(404, HTML_PAGE.format(code=404).encode(), HTML_TYPE)
            method, parameters = found
            call = Call(method, parameters, parse_qs(query, keep_blank_values=True), None)
            self.calls.all.append(call)
            try:
                return self._answer(call, headers, raw)
            except Exception as error:  # noqa: BLE001 - a thread of the server: the test's thread raises it (Emulator.check)
                self.errors.append(error)
                call.status = 500
                return json_reply(500, {"error": {"code": 500, "message": f"the emulator failed: {error!r}"}})

    def _answer(self, call: Call, headers: Any, raw: bytes) -> Reply:
        fault = self.faults.next(call.id)
        call.fault = fault
        if isinstance(fault, DropBefore):
            return Reply(0, drop=True)
        if isinstance(fault, HtmlError):
            call.status = fault.code
            return Reply(fault.code, HTML_PAGE.format(code=fault.code).encode(), HTML_TYPE)
        try:
            if fault is not None and (error := refusal(fault, call.writes, call.method.api)):
                raise error
            answer = self._perform(call, headers, raw)
        except ApiError as error:
            call.status = error.code
            call.answer = error.body
            reply = json_reply(error.code, error.body, error.headers)
        else:
            reply = _success(answer)
            call.answer = answer
            call.status = reply.code
            call.performed = True
        return self._delivered(call, reply, fault)

    @staticmethod
    def _delivered(call: Call, reply: Reply, fault: Fault | None) -> Reply:
        if isinstance(fault, DropAfter):
            call.status = 0
            return Reply(0, drop=True)
        if isinstance(fault, Slow):
            return Reply(reply.code, reply.body, reply.content_type, reply.headers, delay=fault.seconds)
        return reply

    def _perform(self, call: Call, headers: Any, raw: bytes) -> Json | bytes | None:
        method = call.method
        self._check_service(method)
        token = self.accounts.bearer(headers.get("Authorization"))
        call.account = token.account.email
        self._check_scopes(method, token)
        if self.quota and method.api == "sheets" and not self.quota.take(token.account.email, method.writes):
            raise quota_exceeded("Write" if method.writes else "Read")
        if method.upload and "multipart" in call.query.get("uploadType", ()):
            metadata, raw = related(headers.get("Content-Type", ""), raw)
            call.body = self._body(method, metadata)
        else:
            call.body = None if method.upload else self._body(method, raw)
        problems = validate.check_request(method, call.query, call.body)
        if problems:
            self.violations += [Violation(method.id, problem.message) for problem in problems]
            raise validate.refuse(method, problems[0])
        body = call.body or {}
        scopes = token.scopes & set(method.scopes)
        request = Request(method, call.path, call.query, body, raw, token.account, scopes)
        answer = self.services.perform(request)
        if isinstance(answer, dict):
            validate.check_answer(method, answer)
        return answer

    def _body(self, method: Method, raw: bytes) -> Json | None:
        if not raw:
            return None
        try:
            body = json.loads(raw, parse_constant=_not_json)
            if not isinstance(body, dict):
                raise TypeError("no object")
        except (ValueError, TypeError) as error:
            message = f"Invalid JSON payload received. {error}"
            self.violations.append(Violation(method.id, message))
            raise bad_field("", message) from error
        return body

    def _check_service(self, method: Method) -> None:
        host = {"sheets": "sheets.googleapis.com", "drive": "drive.googleapis.com"}[method.api]
        if host in self.disabled:
            name = {"sheets": "Google Sheets API", "drive": "Google Drive API"}[method.api]
            link = f"https://console.developers.google.com/apis/api/{host}/overview?project=1"
            raise sheets_error(
                "PERMISSION_DENIED",
                f"{name} has not been used in project 1 before or it is disabled. Enable it by visiting {link} then "
                "retry. If you enabled this API recently, wait a few minutes for the action to propagate to our "
                "systems and retry.",
                [error_info("SERVICE_DISABLED", service=host, consumer="projects/1")],
            )

    @staticmethod
    def _check_scopes(method: Method, token: Token) -> None:
        if not token.scopes & set(method.scopes):
            raise sheets_error(
                "PERMISSION_DENIED",
                "Request had insufficient authentication scopes.",
                [error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", method=method.id)],
            )


def _not_json(name: str) -> None:
    raise ValueError(f"Unexpected token: {name}")


def _success(answer: Json | bytes | None) -> Reply:
    if answer is None:
        return Reply(204, content_type="text/html")
    if isinstance(answer, bytes):
        return Reply(200, answer, "text/csv")
    return json_reply(200, answer)
