"""What goes wrong on the way to Google: a schedule of faults that a test writes down.

    emulator.faults.sequence(None, TooManyRequests(retry_after=2), None, DropAfter())
    emulator.faults.on("sheets.spreadsheets.batchUpdate", HtmlError(), times=3)
    emulator.faults.before("sheets.spreadsheets.batchUpdate", lambda: editor.delete_rows("Mitra", 5))

Sign-in calls are never counted and never hit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import ApiError, drive_error, quota_exceeded, sheets_error


@dataclass(frozen=True)
class TooManyRequests:
    """429, the call not performed; with or without Retry-After (seconds)."""

    retry_after: float | None = None


@dataclass(frozen=True)
class DriveRateLimit:
    """Drive's own way to say it: 403 with the reason userRateLimitExceeded."""


@dataclass(frozen=True)
class HtmlError:
    """500 or 502 with a page of HTML instead of JSON, the call not performed."""

    code: int = 500


@dataclass(frozen=True)
class Unavailable:
    """503 in JSON, the call not performed."""

    retry_after: float | None = None


@dataclass(frozen=True)
class DropBefore:
    """The connection breaks before the call was performed."""


@dataclass(frozen=True)
class DropAfter:
    """The call was performed and committed, then the connection breaks: the client never learns of it."""


@dataclass(frozen=True)
class Slow:
    """The call is performed at once, its answer comes `seconds` later: later than the client's time-out."""

    seconds: float = 30.0


@dataclass(frozen=True)
class Refusal:
    """Any answer of 400 or more, the call not performed; `error` from `errors`."""

    error: ApiError


Fault = TooManyRequests | DriveRateLimit | HtmlError | Unavailable | DropBefore | DropAfter | Slow | Refusal
Step = Fault | Callable[[], object] | None

HTML_PAGE = """<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8> <title>Error {code} (Server Error)!!1</title> <p><b>{code}.</b> <ins>That’s an error.</ins>
  <p>The server encountered an error and could not complete your request.<p>If the problem persists, please report
  your problem
and mention this error message and the query that caused it.
"""


def refusal(fault: Fault, writes: bool, api: str) -> ApiError | None:
    """The error answer of a fault; None for those that are no answer."""
    match fault:
        case TooManyRequests(retry_after):
            return quota_exceeded("Write" if writes else "Read", retry_after)
        case DriveRateLimit():
            return drive_error(403, "userRateLimitExceeded", "User Rate Limit Exceeded", domain="usageLimits")
        case Unavailable(retry_after):
            error = sheets_error("UNAVAILABLE", "The service is currently unavailable.")
            if api == "drive":
                error = drive_error(503, "backendError", "Backend Error")
            if retry_after is not None:
                error.headers["Retry-After"] = f"{retry_after:g}"
            return error
        case Refusal(error):
            return error
    return None


@dataclass
class _Rule:
    method: str
    step: Step
    times: int
    skip: int


@dataclass
class Faults:
    """The schedule. Steps of the sequence come first, one a call; then the rules for single methods."""

    steps: list[Step] = field(default_factory=list)
    rules: list[_Rule] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def sequence(self, *steps: Step) -> None:
        """One step for each call to come: None lets it pass, a callable is run before it (another person's edit)."""
        self.steps += steps

    def on(self, method: str, fault: Fault, times: int = 1, skip: int = 0) -> None:
        """A fault at the next `times` calls of a method ("sheets.spreadsheets.batchUpdate" or "*"), after `skip`."""
        self.rules.append(_Rule(method, fault, times, skip))

    def before(self, method: str, edit: Callable[[], object], times: int = 1, skip: int = 0) -> None:
        """Run `edit` just before a call is performed: what another person does between the client's calls."""
        self.rules.append(_Rule(method, edit, times, skip))

    def clear(self) -> None:
        self.steps.clear()
        self.rules.clear()

    @property
    def pending(self) -> bool:
        """Whether anything of the schedule has not happened yet."""
        return bool(self.steps or self.rules)

    def next(self, method: str) -> Fault | None:
        """The fault of a call that comes in now; edits that are due are done first."""
        if self.steps:
            return self._done(self.steps.pop(0))
        found: Fault | None = None
        for rule in list(self.rules):
            if rule.method not in ("*", method) or (found is not None and not callable(rule.step)):
                continue
            if rule.skip:
                rule.skip -= 1
                continue
            rule.times -= 1
            if rule.times <= 0:
                self.rules.remove(rule)
            found = self._done(rule.step) or found
        return found

    @staticmethod
    def _done(step: Step) -> Fault | None:
        if callable(step):
            step()
            return None
        return step
