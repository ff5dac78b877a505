"""Addresses of Google Sheets: what a user may write, and what a click opens."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

SCHEME = "gsheet:"
HOSTS = ("docs.google.com", "drive.google.com", "sheets.google.com")
KEY = re.compile(r"[A-Za-z0-9_-]{10,}")
PATH = re.compile(r"/d/([A-Za-z0-9_-]{10,})")


def is_address(text: str) -> bool:
    """Whether `text` means a Google Sheet rather than a file: `gsheet:…`, or an address of Google's."""
    if text.strip().lower().startswith(SCHEME):
        return True
    place = urlsplit(text.strip())
    return place.scheme.lower() in ("http", "https") and (place.hostname or "").lower() in HOSTS


def key_of(text: str) -> str | None:
    """The key in an address: `gsheet:KEY`, what the browser shows, or a link of Drive; "" for `gsheet:` alone.

    None where there is none in it (a folder, a list of files).
    """
    text = text.strip()
    if text.lower().startswith(SCHEME):
        rest = text[len(SCHEME) :].strip()
        if not is_address(rest):
            return rest if not rest or KEY.fullmatch(rest) else None
        text = rest
    place = urlsplit(text)
    found = PATH.search(place.path)
    if found:
        return found[1]
    query = parse_qs(place.query)
    named = [value for name in ("id", "key") for value in query.get(name, ())]
    return next((value for value in named if KEY.fullmatch(value)), None)


def url(key: str) -> str:
    """What a click opens."""
    return f"https://docs.google.com/spreadsheets/d/{key}/edit"
