"""The errors that calls into Excel end in, shaped like pywin32's `pywintypes.com_error`.

Codes are signed 32-bit integers, as Python sees them on Windows. Sources: winerror.h (RPC and DISP codes),
xlwings' own Windows module (call rejected, and 0x800AC472 while a cell is being edited).
"""

from __future__ import annotations

CALL_REJECTED = -2147418111  # 0x80010001 RPC_E_CALL_REJECTED: busy, or a cell is being edited
RETRY_LATER = -2147417846  # 0x8001010A RPC_E_SERVERCALL_RETRYLATER: a dialog is open, or a macro runs
SERVER_UNAVAILABLE = -2147023174  # 0x800706BA RPC_S_SERVER_UNAVAILABLE: the process is gone
INVALID_CLASS = -2147221005  # 0x800401F3 CO_E_CLASSSTRING: Excel isn't installed
DISCONNECTED = -2147221080  # 0x800401A8 CO_E_OBJNOTCONNECTED: the workbook or the sheet is gone
EXCEPTION = -2147352567  # 0x80020009 DISP_E_EXCEPTION: Excel itself refused; excepinfo says why
BAD_INDEX = -2147352565  # 0x8002000B DISP_E_BADINDEX: no such member of a collection
GENERAL = -2146827284  # 0x800A03EC: VBA's run-time error 1004
SUSPENDED = -2146777998  # 0x800AC472: the object model is suspended, a cell is being edited

ExcepInfo = tuple[int, str | None, str | None, str | None, int, int]


class ComError(Exception):
    """Attributes and `args` (hresult, strerror, excepinfo, argerror) as on `pywintypes.com_error`."""

    def __init__(
        self, hresult: int, strerror: str, excepinfo: ExcepInfo | None = None, argerror: int | None = None
    ) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult = hresult
        self.strerror = strerror
        self.excepinfo = excepinfo
        self.argerror = argerror


class ExcelBusyError(Exception):
    """What xlwings raises on Windows when Excel rejects the look-up of a member for good."""

    def __init__(self) -> None:
        super().__init__("Excel application is not responding")


class WouldHangError(AssertionError):
    """On Windows xlwings would now repeat the call for ever, without a pause."""


def call_rejected() -> ComError:
    return ComError(CALL_REJECTED, "Call was rejected by callee.")


def retry_later() -> ComError:
    return ComError(RETRY_LATER, "The message filter indicated that the application is busy.")


def server_unavailable() -> ComError:
    return ComError(SERVER_UNAVAILABLE, "The RPC server is unavailable.")


def disconnected() -> ComError:
    return ComError(DISCONNECTED, "Object is not connected to server")


def not_installed() -> ComError:
    return ComError(INVALID_CLASS, "Invalid class string")


def suspended() -> ComError:
    return ComError(EXCEPTION, "Exception occurred.", (0, None, None, None, 0, SUSPENDED))


def bad_index() -> ComError:
    return ComError(EXCEPTION, "Exception occurred.", (0, None, None, None, 0, BAD_INDEX))


def refused(text: str) -> ComError:
    """Excel's own "no": VBA's error 1004 with its sentence."""
    return ComError(EXCEPTION, "Exception occurred.", (0, "Microsoft Excel", text, "xlmain11.chm", 0, GENERAL))


def protected_sheet() -> ComError:
    return refused(
        "The cell or chart you're trying to change is on a protected sheet. To make a change, unprotect the sheet. "
        "You might be requested to enter a password."
    )
