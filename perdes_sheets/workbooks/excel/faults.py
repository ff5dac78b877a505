"""What goes wrong in calls into Excel, told apart by its code; and patience with an Excel that is busy for a moment.

The errors are pywin32's `com_error` on Windows and appscript's `CommandError` on macOS. Neither can be imported on the
other system, so an error is known by its attributes (`hresult`, `errornumber`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Fault = Literal["busy", "gone", "refused"]
"""busy: a cell is being edited, a dialog is open, a macro runs · gone: Excel ended, or the workbook or tab was closed ·
refused: Excel says no, in its own words."""

_SUSPENDED = 0x800AC472  # a cell is being edited
_BUSY = frozenset((0x80010001, 0x8001010A, _SUSPENDED))  # call rejected, retry later
_GONE = frozenset((
    0x800706BA, 0x800706BE,  # the server is unavailable, the call failed: the process ended
    0x80010108, 0x800401FD, 0x800401A8,  # disconnected: closed or deleted
))  # fmt: skip
_MAC_BUSY = -1712  # timed out
_MAC_GONE = frozenset((-600, -609, -1728))  # no process, no connection, no such object


class StillBusy(Exception):  # noqa: N818 - what Excel is
    """Excel stayed busy however long it was waited for."""


def fault(error: BaseException) -> Fault | None:
    """What `error` means; None where it isn't Excel's."""
    if isinstance(error, StillBusy) or type(error).__name__ == "ExcelBusyError":  # the latter is xlwings', giving up
        return "busy"
    if isinstance(error, AttributeError):
        # pywin32's own, for a property that a busy Excel doesn't answer for; Python's say which name is missing.
        return "busy" if error.name is None else None
    code = getattr(error, "hresult", None)
    if code is not None:
        codes = {code & 0xFFFFFFFF, _inner(error)}
        return "busy" if codes & _BUSY else "gone" if codes & _GONE else "refused"
    number = getattr(error, "errornumber", None)
    if number is not None:
        return "busy" if number == _MAC_BUSY else "gone" if number in _MAC_GONE else "refused"
    return None


def words_of(error: BaseException) -> str:
    """Excel's own words for a refusal."""
    details = getattr(error, "excepinfo", None)
    said = details[2] if details else getattr(error, "strerror", None) or getattr(error, "errormessage", None)
    return str(said or error).strip()


def _inner(error: BaseException) -> int:
    """The code that a general COM error carries along."""
    details = getattr(error, "excepinfo", None)
    return details[5] & 0xFFFFFFFF if details else 0


@dataclass(frozen=True, slots=True)
class Patience:
    """Calls something again while Excel is busy, with a pause before each try; after 7 seconds in all, StillBusy."""

    pauses: Sequence[float] = (0.1, 0.2, 0.4, 0.8, 1.5, 2.0, 2.0)
    sleep: Callable[[float], None] = time.sleep

    def __call__(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What `function` gives. It must do no harm when it is called twice."""
        for pause in (*self.pauses, None):
            try:
                return function(*arguments, **named)
            except StillBusy:  # it was patient itself
                raise
            except Exception as error:
                if fault(error) != "busy":
                    raise
                if pause is None:
                    raise StillBusy from error
            self.sleep(pause)
        raise AssertionError("the last try returns or raises")
