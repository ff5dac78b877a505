"""Google's hosts, led to the emulator: on the tests' side only, no product code knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter

HOSTS = ("sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com", "accounts.google.com")
LOCAL = ("127.0.0.1", "localhost")


class GoogleAdapter(HTTPAdapter):
    """`session.mount("https://", GoogleAdapter(url))` sends a session's calls of Google to the emulator at `url`.

    A call to any other host but this machine is refused: a test never reaches the network.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        place = urlsplit(str(request.url))
        if place.hostname in HOSTS:
            request.url = self.url + str(request.url)[len(f"{place.scheme}://{place.netloc}") :]
        elif place.hostname not in LOCAL:
            raise requests.ConnectionError(f"no network in tests: {place.hostname}", request=request)
        return super().send(request, *args, **kwargs)


@contextmanager
def redirected(emulator: str) -> Iterator[None]:
    """Every session of `requests` in this process, those of google-auth too, talks to the emulator."""
    adapter = GoogleAdapter(emulator)
    original = requests.Session.get_adapter

    def get_adapter(session: requests.Session, url: Any) -> BaseAdapter:
        own = original(session, url)
        return own if isinstance(own, GoogleAdapter) else adapter

    requests.Session.get_adapter = get_adapter  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        requests.Session.get_adapter = original  # type: ignore[method-assign]
        adapter.close()
