"""Drive's search language: `name = 'Desa' and mimeType = "…" and trashed = false`."""

from __future__ import annotations

import re
from collections.abc import Callable

from .errors import drive_error
from .store import SPREADSHEET, File

TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<sign>!=|<=|>=|=|<|>|\(|\)|\{|\})|(?P<word>[A-Za-z]+))"""
)
Test = Callable[[File], bool]


def compile_query(text: str) -> Test:
    """The test that a file has to pass; 400 for what isn't understood."""
    tokens: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        hit = TOKEN.match(text, at)
        if hit is None:
            raise _invalid(text)
        tokens.append(hit[0].strip())
        at = hit.end()
    reader = _Reader(tokens, text)
    test = reader.any_of()
    if reader.tokens:
        raise _invalid(text)
    return test


def _invalid(text: str) -> Exception:
    return drive_error(400, "invalid", f"Invalid Value: {text}", location="q")


class _Reader:
    def __init__(self, tokens: list[str], text: str) -> None:
        self.tokens = tokens
        self.text = text

    def _next(self) -> str:
        if not self.tokens:
            raise _invalid(self.text)
        return self.tokens.pop(0)

    def any_of(self) -> Test:
        tests = [self._all_of()]
        while self.tokens[:1] == ["or"]:
            self._next()
            tests.append(self._all_of())
        return lambda file: any(test(file) for test in tests)

    def _all_of(self) -> Test:
        tests = [self._one()]
        while self.tokens[:1] == ["and"]:
            self._next()
            tests.append(self._one())
        return lambda file: all(test(file) for test in tests)

    def _one(self) -> Test:
        token = self._next()
        if token == "not":
            test = self._one()
            return lambda file: not test(file)
        if token == "(":
            inner = self.any_of()
            if self._next() != ")":
                raise _invalid(self.text)
            return inner
        if token[0] in "'\"":
            return self._member(_unquoted(token))
        return self._compared(token)

    def _member(self, value: str) -> Test:
        """`'sari@desa.id' in writers`, `'root' in parents`."""
        if self._next() != "in":
            raise _invalid(self.text)
        field = self._next()
        if field == "parents":
            return lambda _: value == "root"  # no folders here
        role = {"owners": "owner", "writers": "writer", "readers": "reader"}.get(field)
        if role is None:
            raise _invalid(self.text)
        return lambda file: file.at_least(value, role)

    def _noted(self) -> Test:
        """`appProperties has { key='copy' and value='12' }`."""
        words = [self._next() for _ in range(9)]
        if [*words[:3], *words[4:7], words[8]] != ["{", "key", "=", "and", "value", "=", "}"]:
            raise _invalid(self.text)
        name, value = _unquoted(words[3]), _unquoted(words[7])
        return lambda file: file.properties.get("appProperties", {}).get(name) == value

    def _compared(self, field: str) -> Test:
        sign = self._next()
        if field == "appProperties" and sign == "has":
            return self._noted()
        token = self._next()
        value = _unquoted(token) if token[0] in "'\"" else token
        reads: dict[str, Callable[[File], str]] = {
            "name": lambda file: str(file.spreadsheet.properties["title"]),
            "mimeType": lambda _: SPREADSHEET,
            "trashed": lambda file: str(file.trashed).lower(),
            "modifiedTime": lambda file: file.modified.isoformat(),
        }
        read = reads.get(field)
        if read is None:
            raise _invalid(self.text)
        match sign:
            case "=":
                return lambda file: read(file).lower() == value.lower()
            case "!=":
                return lambda file: read(file).lower() != value.lower()
            case "contains":
                return lambda file: value.lower() in read(file).lower()
            case ">" | "<" | ">=" | "<=" if field == "modifiedTime":
                newer, equal = ">" in sign, "=" in sign
                return lambda file: (read(file) > value) == newer or (equal and read(file) == value)
        raise _invalid(self.text)


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1])
