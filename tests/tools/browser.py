"""A browser for signing in: it follows redirects and clicks nothing, for the emulator's page answers at once."""

from __future__ import annotations

from threading import Thread
from typing import Any
from urllib.request import urlopen

import pytest


class Browser:
    def open(self, url: str, **_: Any) -> bool:
        Thread(target=lambda: urlopen(url, timeout=10).close()).start()
        return True


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens a browser opens this one."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the emulator has no TLS
    monkeypatch.setattr("webbrowser.get", lambda *_: Browser())
