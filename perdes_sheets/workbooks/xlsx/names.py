"""The defined names of a workbook (ECMA-376 part 1, 18.2.5), cut once: many drag thousands of dead ones on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from perdes_sheets.workbooks.xlsx.pieces import Element, decoded, elements, escape, unescape, whole

_LOCAL = re.compile(rb'(\slocalSheetId\s*=\s*["\'])\d+')


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name. `local` is the index of the tab that it belongs to, None for one of the whole workbook."""

    name: str
    local: int | None
    reference: str
    hidden: bool = False


class Names:
    """The element `definedNames` (None: there is none yet), its changes kept until `bytes` is asked for."""

    def __init__(self, element: bytes | None, prefix: bytes) -> None:
        self.changed = False
        self._prefix = prefix
        self._pieces: list[bytes] = []
        self._known: list[tuple[DefinedName, int]] = []
        tag = b"%bdefinedNames>" % prefix
        self._pieces, self._end = [b"<" + tag], b"</" + tag
        found = next(elements(element), None) if element else None
        if element and found and found.inside[0] < found.inside[1]:
            self._cut(element, found)
        self._index()

    def _cut(self, data: bytes, outer: Element) -> None:
        """Names are pieces of their own; what stands between them is one too."""
        at, end = outer.inside
        self._pieces, self._end = [data[:at]], data[end:]
        for child in elements(data, at, end):
            self._pieces += [data[at : child.start], data[child.start : child.end]]
            self._known.append((_name(child, data), len(self._pieces) - 1))
            at = child.end
        self._pieces.append(data[at:end])

    def _index(self) -> None:
        """Where each name is; of two that are the same the first counts."""
        self._places: dict[tuple[str, int | None], int] = {}
        for place, (known, _) in enumerate(self._known):
            self._places.setdefault((known.name.casefold(), known.local), place)

    def __iter__(self) -> Iterator[DefinedName]:
        return (known for known, _ in self._known)

    def find(self, name: str, local: int | None = None) -> DefinedName | None:
        """The name, of a tab's own or of the whole workbook's; capital letters don't count."""
        place = self._places.get((name.casefold(), local))
        return None if place is None else self._known[place][0]

    def define(self, name: str, reference: str, local: int | None = None, *, hidden: bool = False) -> bool:
        """Give a name its reference, adding it where it isn't there; whether it meant anything else before."""
        place = self._places.get((name.casefold(), local))
        text, close = escape(reference).encode(), b"</%bdefinedName>" % self._prefix
        if place is None:
            where = ("" if local is None else f' localSheetId="{local}"') + (' hidden="1"' if hidden else "")
            tag = f'definedName name="{escape(name)}"{where}>'.encode()
            self._pieces.append(b"<%b%b%b%b" % (self._prefix, tag, text, close))
            self._places[name.casefold(), local] = len(self._known)
            self._known.append((DefinedName(name, local, reference, hidden), len(self._pieces) - 1))
        else:
            known, piece = self._known[place]
            if _meant(known.reference) == _meant(reference):
                return False
            old = self._pieces[piece]
            tag = old[: next(iter(elements(old))).inside[0]].rstrip()
            self._pieces[piece] = (tag[:-2] + b">" if tag.endswith(b"/>") else tag) + text + close
            self._known[place] = replace(known, reference=reference), piece
        self.changed = True
        return True

    def make_room(self, at: int) -> None:
        """A tab comes before the one at index `at`: the names of that one and of those behind it move on with them."""
        for place, (known, piece) in enumerate(self._known):
            if known.local is not None and known.local >= at:
                local = known.local + 1
                self._known[place] = replace(known, local=local), piece
                self._pieces[piece] = _LOCAL.sub(rb"\g<1>%d" % local, self._pieces[piece], count=1)
                self.changed = True
        self._index()

    def bytes(self) -> bytes:
        """The whole element."""
        return b"".join((*self._pieces, self._end))


def _name(element: Element, data: bytes) -> DefinedName:
    attributes = element.attributes
    return DefinedName(
        attributes.get("name", ""),
        whole(attributes["localSheetId"]) if "localSheetId" in attributes else None,
        unescape(decoded(data[slice(*element.inside)])),
        attributes.get("hidden") in ("1", "true"),
    )


def _meant(reference: str) -> str:
    """A reference in one spelling: capital letters and quotes that aren't needed don't count."""
    return reference.replace("'", "").replace(" ", "").casefold()
