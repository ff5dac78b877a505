"""Excel held still while a program writes: nothing is drawn or calculated, no macro runs, no key gets in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from perdes_sheets.workbooks.excel.faults import Patience, fault
from perdes_sheets.workbooks.excel.native import ON_MAC

_STILL: dict[str, object] = {
    "screen_updating": False, "enable_events": False, "display_alerts": False, "calculation": "manual",
} | ({} if ON_MAC else {"interactive": False})  # fmt: skip
"""Excel for Mac can't refuse keys."""


@contextmanager
def held_still(app: Any, patience: Patience) -> Iterator[None]:
    """Within, `app` is still; after, as it was before, whatever happened, and calculated.

    Only `interactive` always ends on: nobody starts a sync in an Excel that takes no keys, unless a program that was
    killed left it so.
    """
    before: dict[str, Any] = {}
    try:
        for name, value in _STILL.items():
            before[name] = patience(getattr, app, name)
            patience(setattr, app, name, value)
        yield
    finally:
        if "interactive" in before:
            before["interactive"] = True
        for name in reversed(before):
            _put_back(app, name, before[name], patience)
    if before["calculation"] != "automatic":
        patience(app.calculate)


def _put_back(app: Any, name: str, value: Any, patience: Patience) -> None:
    """Set a switch again. Where Excel is gone there is nothing to set, and another error came first."""
    try:
        patience(setattr, app, name, value)
    except Exception as error:
        if fault(error) is None:
            raise
