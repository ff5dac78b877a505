"""The answers that say no, as Google words them.

Sheets (and the sign-in check in front of both services) answers in the format of google.rpc.Status; Drive still
answers in its older format with an `errors` list. The wordings come from recorded answers where there are any
(tests/data/google), and otherwise from the services' documentation of errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

STATUS_CODES = {
    "INVALID_ARGUMENT": 400,
    "UNAUTHENTICATED": 401,
    "PERMISSION_DENIED": 403,
    "NOT_FOUND": 404,
    "RESOURCE_EXHAUSTED": 429,
    "INTERNAL": 500,
    "UNAVAILABLE": 503,
}


class ApiError(Exception):
    """An answer of 400 or more that the emulated service gives on purpose."""

    def __init__(self, code: int, body: Json, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(body["error"]["message"])
        self.code = code
        self.body = body
        self.headers = dict(headers or {})


class EmulatorError(AssertionError):
    """The emulator is wrong, or was asked for what it does not emulate: the test fails, whatever the client did."""


class NotEmulatedError(EmulatorError):
    """Google can do this, the emulator can't: better a failed test than an invented answer."""


def sheets_error(status: str, message: str, details: list[Json] | None = None, **headers: str) -> ApiError:
    """An error in the format of google.rpc.Status; `status` is one of STATUS_CODES."""
    error: Json = {"code": STATUS_CODES[status], "message": message, "status": status}
    if details:
        error["details"] = details
    return ApiError(error["code"], {"error": error}, {name.replace("_", "-"): text for name, text in headers.items()})


def invalid(message: str) -> ApiError:
    return sheets_error("INVALID_ARGUMENT", message)


def bad_field(path: str, message: str) -> ApiError:
    """A request that the schema refuses (recorded: WorksheetTest.test_add_validation)."""
    violation = {"description": message, "field": path} if path else {"description": message}
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return sheets_error("INVALID_ARGUMENT", message, [detail])


def error_info(reason: str, **metadata: str) -> Json:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": metadata,
    }


def drive_error(code: int, reason: str, message: str, domain: str = "global", location: str | None = None) -> ApiError:
    """An error in Drive's format; `location` names the parameter that is at fault."""
    entry: Json = {"message": message, "domain": domain, "reason": reason}
    if location:
        entry |= {"location": location, "locationType": "parameter"}
    return ApiError(code, {"error": {"code": code, "message": message, "errors": [entry]}})


def file_not_found(file_id: str) -> ApiError:
    return drive_error(404, "notFound", f"File not found: {file_id}.", location="fileId")


def insufficient_permissions() -> ApiError:
    return drive_error(
        403, "insufficientFilePermissions", "The user does not have sufficient permissions for this file."
    )


def storage_quota_exceeded() -> ApiError:
    """What a service account gets for creating or copying a file: it owns no storage."""
    return drive_error(
        403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.", domain="usageLimits"
    )


def quota_exceeded(kind: str, retry_after: float | None = None) -> ApiError:
    """429 of Sheets; `kind` is "Read" or "Write". Google does not promise a Retry-After."""
    error = sheets_error(
        "RESOURCE_EXHAUSTED",
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' of service "
        "'sheets.googleapis.com' for consumer 'project_number:1'.",
        [
            error_info(
                "RATE_LIMIT_EXCEEDED",
                consumer="projects/1",
                service="sheets.googleapis.com",
                quota_limit=f"{kind}RequestsPerMinutePerUser",
                quota_limit_value="60",
            )
        ],
    )
    if retry_after is not None:
        error.headers["Retry-After"] = f"{retry_after:g}"
    return error
