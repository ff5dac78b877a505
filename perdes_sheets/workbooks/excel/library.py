"""xlwings, imported when it is needed, and set so that it never hangs and never ends a program of the user's."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from perdes_sheets.errors import WorkbookError

INSTALL = 'pip install "perdes-sheets[excel]"'
ATTEMPTS = 3
"""Tries of xlwings itself at a call that Excel rejects, without a pause; `faults.Patience` waits between such tries."""


def library() -> ModuleType:
    """xlwings. WorkbookError where it isn't installed; the message has the line that installs it."""
    try:
        import xlwings  # noqa: PLC0415 - half a second, and only for a workbook that is open in Excel
    except ImportError as error:
        raise WorkbookError("error.not_installed", package="xlwings", command=INSTALL) from error
    # At exit xlwings ends every Excel process in which it sees no workbook, a Protected View among them. Nothing here
    # ever starts Excel, so there is nothing to clean up.
    cleanup = getattr(_windows(), "cleanup", None)
    if cleanup is not None:
        atexit.unregister(cleanup)
    return xlwings


@contextmanager
def bounded() -> Iterator[None]:
    """Within, xlwings gives up a rejected call after ATTEMPTS tries; by itself it tries for ever."""
    module: Any = _windows()
    if module is None:
        yield
        return
    before = module.N_COM_ATTEMPTS
    module.N_COM_ATTEMPTS = ATTEMPTS
    try:
        yield
    finally:
        module.N_COM_ATTEMPTS = before


def _windows() -> ModuleType | None:
    """The part of xlwings that speaks to Excel on Windows; None elsewhere."""
    return sys.modules.get("xlwings._xlwindows")
