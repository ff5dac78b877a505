"""What went wrong on the way to Google, as an error that says what to do, and whether trying again may help."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import Any

import requests
from google.auth import exceptions as auth

from perdes_sheets.errors import ChangedMeanwhile, JobError, NotShared, OutOfReach, ServiceError, WorkbookError
from perdes_sheets.workbooks.google.address import url
from perdes_sheets.workbooks.google.pace import retry_after
from perdes_sheets.workbooks.google.sign_in import Account

RATE = frozenset(("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"))
STORAGE = frozenset(("storageQuotaExceeded", "teamDriveFileLimitExceeded"))
"""Drive's reasons for 403."""
SHARING = frozenset((
    "invalidSharingRequest", "sharingRateLimitExceeded", "cannotShareOutsideDomain", "domainPolicy",
))  # fmt: skip
"""Drive's reasons, for 400 or 403, not to share with an address. Its limit on sharing lasts too long to wait for."""


CHANGED = re.compile(r"No (grid|chart|named range|embedded object) with id|already exists")
"""What Google says of a batch about a tab, a chart or a name that someone took away or made since it was read."""


@dataclass(frozen=True, slots=True)
class Failure:
    """`error` is what to raise in the end. `again`: repeating may help, `after` seconds that Google asked to wait.

    `doubtful`: the call may have been done all the same. `why` names the wait in a message
    (`progress.google.<why>`).
    """

    error: JobError
    again: bool = False
    doubtful: bool = False
    after: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Which call failed: by whom, about which spreadsheet ("": none yet)."""

    account: Account
    key: str = ""

    @property
    def values(self) -> dict[str, str]:
        return {"address": url(self.key) if self.key else "", "account": self.account.name}


def broken(error: Exception, call: Call) -> Failure:
    """A call without an answer: no connection, no time left, no sign-in."""
    match error:
        case auth.RefreshError() if not error.retryable:
            return Failure(_refused_sign_in(error, call.account))
        case requests.exceptions.SSLError():
            return Failure(ServiceError("error.google_insecure"))
        case requests.exceptions.ConnectTimeout():
            return Failure(ServiceError("error.google_unreachable"), again=True, why="offline")
        case requests.exceptions.Timeout() | auth.TimeoutError():
            return Failure(ServiceError("error.google_slow"), again=True, doubtful=True, why="slow")
        case auth.GoogleAuthError():
            return Failure(ServiceError("error.google_unreachable"), again=True, why="offline")
    return Failure(ServiceError("error.google_unreachable"), again=True, doubtful=True, why="offline")


def refused(answer: requests.Response, call: Call) -> Failure:
    """A call that was answered with an error."""
    code, error = answer.status_code, _error(answer)
    message, reasons = str(error.get("message", "")), _reasons(error)
    after = retry_after(answer.headers.get("Retry-After"), time.time())
    if code == 429 or (code == 403 and reasons & RATE):
        return Failure(ServiceError("error.google_busy"), again=True, after=after, why="busy")
    if code >= 500 or code == 408:
        down = ServiceError("error.google_down", code=code)
        return Failure(down, again=True, doubtful=True, after=after, why="down")
    if code == 401:
        return Failure(_signed_out(call.account))
    if reasons & SHARING:
        return Failure(NotShared("error.google_not_shared", said=message or answer.reason))
    if code == 403:
        return Failure(_forbidden(message, reasons, call))
    if code == 404:
        return Failure(_not_found(call))
    if code == 413:
        return Failure(ServiceError("error.google_too_big"))
    if "not supported for this document" in message:
        return Failure(WorkbookError("error.google_not_a_sheet", **call.values))
    if CHANGED.search(message):
        return Failure(ChangedMeanwhile("error.google_changed", **call.values))
    if "protected cell" in message:
        return Failure(WorkbookError("error.google_protected", **call.values))
    return Failure(ServiceError("error.google_refused", code=code, said=message or answer.reason))


def _not_found(call: Call) -> JobError:
    if call.account.is_service:
        return OutOfReach("error.google_not_found", **call.values)
    return OutOfReach("error.google_not_found.person", **call.values)


def _forbidden(message: str, reasons: set[str], call: Call) -> JobError:
    if "SERVICE_DISABLED" in reasons or "accessNotConfigured" in reasons:
        link, api = re.search(r"https://\S+", message), re.search(r"Google \w+ API", message)
        return ServiceError(
            "error.google_disabled",
            api=api[0] if api else "Google Sheets API",
            link=link[0] if link else "https://console.cloud.google.com",
        )
    if "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in reasons or "insufficientPermissions" in reasons:
        return ServiceError("error.google_scope", file=call.account.file)
    if reasons & STORAGE:
        return ServiceError("error.google_storage")
    if not call.key and not call.account.is_service:
        return ServiceError("error.google_refused", code=403, said=message)
    if not call.key:
        return ServiceError("error.google_cannot_create", **call.values)
    if call.account.is_service:
        return OutOfReach("error.google_no_permission", **call.values)
    return OutOfReach("error.google_no_permission.person", **call.values)


def _refused_sign_in(error: auth.RefreshError, account: Account) -> ServiceError:
    text = str(error.args[0]) if error.args else ""
    if "short-lived token" in text or "iat and exp" in text:
        return ServiceError("error.google_clock")
    return _signed_out(account)


def _signed_out(account: Account) -> ServiceError:
    if account.is_service:
        return ServiceError("error.google_key_refused", file=account.file, account=account.name)
    return ServiceError("error.google_signed_out", file=account.file)


def _error(answer: requests.Response) -> dict[str, Any]:
    """The error in Google's JSON; {} for a page of HTML."""
    try:
        found = json.loads(answer.text)["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _reasons(error: dict[str, Any]) -> set[str]:
    """Why, in the words of either service."""
    details = [*error.get("errors", ()), *error.get("details", ())]
    return {str(detail["reason"]) for detail in details if isinstance(detail, dict) and "reason" in detail}
