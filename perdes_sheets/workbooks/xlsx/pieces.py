"""An XML part cut at its children, so that one child can be replaced and every other byte stays.

Nothing is parsed into a tree: a piece is the bytes of one child as they stand, and what a part says is kept by not
touching it. Works on UTF-8 without document types (`xml.check_prolog` sees to that).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ATTRIBUTES = rb"(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*+"
_MARKUP = re.compile(
    rb"<(?:(/)?([^\s<>/!?=]++)(" + _ATTRIBUTES + rb")\s*(/)?>|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"([^\s=<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NESTED = frozenset(("AlternateContent", "extLst", "ext"))
"""Elements that may stand in elements of their own name."""
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its local name and where it stands. `inside` is the span between its tags, empty for `<a/>`."""

    name: str
    attributes: dict[str, str]
    start: int
    inside: tuple[int, int]
    end: int


def elements(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """The elements that stand side by side in `data[start:end]`, with all that is in them."""
    at, stop = start, len(data) if end is None else end
    comments = data.find(b"<!", start, stop) >= 0
    while tag := _MARKUP.search(data, at, stop):
        at = tag.end()
        closes, label, values, single = tag.groups()
        if closes:
            return
        if label is None:
            continue
        inside = close = at
        if not single:
            close, at = _close(data, label, at, stop, in_steps=comments or local(label) in _NESTED)
        yield Element(local(label), attributes_of(values), tag.start(), (inside, close), at)


def _close(data: bytes, label: bytes, at: int, stop: int, *, in_steps: bool) -> tuple[int, int]:
    """Where the end tag of an element starts and ends whose content starts at `at`."""
    found = None if in_steps else re.compile(rb"</%b\s*>" % re.escape(label)).search(data, at, stop)
    if found:
        return found.span()
    depth = 1
    for tag in _MARKUP.finditer(data, at, stop):
        closes, name, _, single = tag.groups()
        depth += 0 if name is None or single else -1 if closes else 1
        if not depth:
            return tag.span()
    return stop, stop


def root(data: bytes) -> tuple[bytes, int]:
    """The prefix of the root element's name (`x:` or nothing), and where its content starts."""
    for tag in _MARKUP.finditer(data):
        if tag[2] is not None:
            head, colon, _ = tag[2].rpartition(b":")
            return head + colon, tag.end()
    return b"", len(data)


def local(name: bytes) -> str:
    """A name without its prefix."""
    return decoded(name.rpartition(b":")[2])


def decoded(data: bytes) -> str:
    """Bytes as text. Bytes that mean nothing, in parts that nobody parses, stop nothing."""
    return data.decode("utf-8", "replace")


def whole(text: str | bytes) -> int:
    """The whole number that a text says; 0 where it says none."""
    return int(text) if 0 < len(text) < 10 and text.isdigit() and (isinstance(text, bytes) or text.isascii()) else 0


def attributes_of(tag: bytes) -> dict[str, str]:
    """The attributes in a start tag's bytes, unescaped, prefixes kept."""
    found = ((m[1], m[2] if m[2] is not None else m[3]) for m in _ATTRIBUTE.finditer(tag))
    return {decoded(name): unescape(decoded(value)) for name, value in found}


def unescape(text: str) -> str:
    """Text or attribute value as it is meant. Unknown entities stay as they are."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    decimal, hexadecimal, name = entity.groups()
    if name:
        return _NAMED.get(name, entity[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code <= 0x10FFFF else entity[0]


def escape(text: str) -> str:
    """A text as XML content or attribute value."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Part:
    """The root element of a part as its children's bytes; `order` is the order of its schema, for new children."""

    def __init__(self, data: bytes, order: Sequence[str]) -> None:
        self._order = order
        self.prefix, content = root(data)
        self._pieces: list[tuple[str, bytes]] = [("", data[:content])]
        self._cut(data, content, len(data))

    def _cut(self, data: bytes, at: int, end: int) -> None:
        for child in elements(data, at, end):
            if child.start > at:
                self._pieces.append(("", data[at : child.start]))
            self._pieces.append((child.name, data[child.start : child.end]))
            at = child.end
        self._pieces.append(("", data[at:end]))

    def get(self, name: str) -> bytes | None:
        """The bytes of the first child `name`; None where there is none."""
        return next((piece for label, piece in self._pieces if label == name), None)

    def all(self, name: str) -> list[bytes]:
        """The bytes of every child `name`."""
        return [piece for label, piece in self._pieces if label == name]

    def put(self, name: str, data: bytes | None) -> None:
        """Replace the first child `name`, add it where the schema has it, or (None) take it away."""
        at = next((i for i, (label, _) in enumerate(self._pieces) if label == name), None)
        if at is not None:
            self._pieces[at : at + 1] = [] if data is None else [(name, data)]
        elif data is not None:
            self._pieces.insert(self._place(name), (name, data))

    def put_all(self, name: str, data: Sequence[bytes]) -> None:
        """Replace every child `name` in turn; as many as there are."""
        fresh = iter(data)
        self._pieces = [(label, next(fresh) if label == name else piece) for label, piece in self._pieces]

    def _place(self, name: str) -> int:
        earlier = set(self._order[: self._order.index(name)])
        return max((i for i, (label, _) in enumerate(self._pieces) if label in earlier), default=0) + 1

    def bytes(self) -> bytes:
        """The whole part."""
        return b"".join(piece for _, piece in self._pieces)
