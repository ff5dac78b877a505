"""The package (Open Packaging Conventions, ECMA-376 part 2): parts, their content types, their relationships.

Parts are named as in the zip file, without a leading slash (`xl/workbook.xml`), and compared without regard to case, as
OPC says. What isn't set, added or removed is written as it was, with its compressed bytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import archive, source, xml
from perdes_sheets.workbooks.xlsx.archive import Member, Packed
from perdes_sheets.workbooks.xlsx.limits import LIMITS, Limits
from perdes_sheets.workbooks.xlsx.packing import Change

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_WORKBOOK_TYPES = tuple(
    f"application/vnd.{name}.main+xml"
    for name in (
        "openxmlformats-officedocument.spreadsheetml.sheet",
        "openxmlformats-officedocument.spreadsheetml.template",
        "ms-excel.sheet.macroEnabled",
        "ms-excel.template.macroEnabled",
    )
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part.

    `type` is the transitional one (`.../2006/relationships/worksheet`) in strict files too; `target` is a part's name,
    or what stands in the file where it is `external`.
    """

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type: `worksheet`, `styles`, `sharedStrings`."""
        return self.type.rsplit("/", 1)[-1]


class Package:
    """The parts of a workbook file, read when asked for, and what shall be different in them."""

    def __init__(self, content: bytes, limits: Limits = LIMITS) -> None:
        """The package in the bytes `content`; WorkbookError where they are none, damaged or beyond the limits."""
        self.content = content
        self.source: source.Source | None = None
        try:
            self._archive = archive.read(content, limits.members)
        except archive.BadArchiveError as error:
            raise WorkbookError("error.truncated") from error
        limits.check_members(self._archive.members)
        self._members = {_key(member.name): member for member in self._archive.members}
        self._changes: dict[str, Change] = {}
        self._related: dict[str, tuple[Member | bytes, list[Relationship]]] = {}
        self._typed: tuple[Member | bytes, dict[str, str], dict[str, str]] | None = None

    @classmethod
    def open(cls, path: str | Path, limits: Limits = LIMITS) -> Package:
        """The package in the file `path`; WorkbookError where it can't be read or isn't a workbook's."""
        read = source.read(path, limits)
        package = cls(read.content, limits)
        package.source = read
        return package

    def names(self) -> list[str]:
        """The names of all parts, in the order in which they are written."""
        return [_slashed(member.name) for _, member in self._kept() if not _slashed(member.name).endswith("/")] + [
            change.name for key, change in self._changes.items() if change.data is not None and key not in self._members
        ]

    def __contains__(self, part: str) -> bool:
        key = _key(part)
        return self._changes[key].data is not None if key in self._changes else key in self._members

    def member(self, part: str) -> Member | bytes:
        """A part as it is kept: packed in the file, or its new bytes; WorkbookError where it is missing."""
        key = _key(part)
        found = self._changes[key].data if key in self._changes else self._members.get(key)
        if found is None:
            raise WorkbookError("error.damaged", part=part)
        return found

    def read(self, part: str) -> bytes:
        """The bytes of a part, unpacked now; WorkbookError where it is missing or damaged."""
        found = self.member(part)
        return found if isinstance(found, bytes) else self._unpacked(found)

    def head(self, part: str, most: int) -> bytes:
        """The first bytes of a part, `most` at most, as far as they can be read; WorkbookError where it is missing."""
        found = self.member(part)
        return found[:most] if isinstance(found, bytes) else found.head(self.content, most)

    def _unpacked(self, member: Member) -> bytes:
        try:
            return member.unpack(self.content)
        except archive.BadArchiveError as error:
            raise WorkbookError("error.damaged", part=member.name) from error

    def set(self, part: str, data: bytes) -> None:
        """Give an existing part these bytes. The bytes that it had in the file leave it unchanged."""
        key = _key(part)
        member, _ = self._members.get(key), self.member(part)
        if member and member.size == len(data) and self._unpacked(member) == data:
            self._changes.pop(key, None)
        else:
            self._changes[key] = Change(self._name(part), data, member)

    def add(self, part: str, data: bytes, content_type: str) -> None:
        """Add a part at the end, and its content type where there is no fitting default; ValueError where it exists."""
        if part in self:
            raise ValueError(part)
        key, name = _key(part), part.lstrip("/")
        member = self._members.get(key)
        self._changes[key] = Change(member.name if member else name, data, member)
        if self.content_type(part) != content_type:
            types = self._types()
            etree.SubElement(types, f"{{{_TYPES_NS}}}Override", PartName=f"/{name}", ContentType=content_type)
            self.set(_TYPES, xml.serialize(types))

    def remove(self, part: str) -> None:
        """Remove a part with its own relationships and its content type; WorkbookError where there is none."""
        self.member(part)
        for name in (part, _rels(part)):
            key = _key(name)
            if key in self._members:
                self._changes[key] = Change(self._members[key].name, None, None)
            else:
                self._changes.pop(key, None)
        types = self._types()
        for override in [child for child in types if _key(child.get("PartName", "")) == _key(part)]:
            types.remove(override)
            self.set(_TYPES, xml.serialize(types))

    @property
    def changed(self) -> bool:
        """Whether anything would be written that isn't in the file already."""
        return bool(self._changes)

    def content_type(self, part: str) -> str:
        """The content type of a part, empty where none is declared."""
        kept = self.member(_TYPES)
        if self._typed is None or self._typed[0] is not kept:
            parts, extensions = dict[str, str](), dict[str, str]()
            for child in self._types():
                type = child.get("ContentType", "")
                if child.get("PartName"):
                    parts.setdefault(_key(child.get("PartName", "")), type)
                else:
                    extensions[child.get("Extension", "").lower()] = type
            self._typed = kept, parts, extensions
        _, parts, extensions = self._typed
        return parts.get(_key(part), extensions.get(part.rpartition(".")[2].lower(), ""))

    def _types(self) -> etree._Element:
        return xml.parse(self.read(_TYPES), _TYPES, LIMITS.types)

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part (`""`: the package's own), in the file's order.

        Targets are spelt as the part they mean; WorkbookError for one that would lie outside the package.
        """
        rels = _rels(part)
        if rels not in self:
            return []
        kept, known = self.member(rels), self._related.get(_key(rels))
        if known is None or known[0] is not kept:
            elements = xml.parse(self.read(rels), rels)
            known = kept, [self._relationship(child, part) for child in elements if isinstance(child.tag, str)]
            self._related[_key(rels)] = known
        return list(known[1])

    def _relationship(self, child: etree._Element, part: str) -> Relationship:
        type, target, external = child.get("Type", ""), child.get("Target", ""), child.get("TargetMode") == "External"
        if type.startswith(_STRICT_REL):
            type = REL + type.removeprefix(_STRICT_REL)
        if not external:
            target = _resolve(target, part)
            target = self._name(target) if target in self else target
        return Relationship(child.get("Id", ""), type, target, external)

    def _name(self, part: str) -> str:
        key = _key(part)
        return _slashed(self._changes[key].name if key in self._changes else self._members[key].name)

    def add_relationship(self, part: str, type: str, target: str) -> str:
        """Relate `part` to the part `target`; the new relationship's id."""
        rels = _rels(part)
        if rels not in self:
            self.add(rels, f'<Relationships xmlns="{_RELS_NS}"/>'.encode(), _RELS_TYPE)
        elements = xml.parse(self.read(rels), rels)
        taken = {child.get("Id") for child in elements}
        named = self.read(part) if part in self else b""  # what leads nowhere there must not lead to this
        id = next(id for id in map("rId{}".format, count(1)) if id not in taken and f'"{id}"'.encode() not in named)
        path = posixpath.relpath("/" + target.lstrip("/"), "/" + posixpath.dirname(part.lstrip("/")))
        etree.SubElement(elements, f"{{{_RELS_NS}}}Relationship", Id=id, Type=type, Target=path)
        self.set(rels, xml.serialize(elements))
        return id

    def main_part(self) -> str:
        """The workbook part, found through the package's relationships; WorkbookError where there is none."""
        for relationship in self.relationships(""):
            if relationship.type == f"{REL}/officeDocument" and relationship.target in self:
                if self.content_type(relationship.target) in _WORKBOOK_TYPES:
                    return relationship.target
                break
        raise WorkbookError("error.not_workbook")

    def write(self, file: BinaryIO) -> None:
        """Write the package to `file`: byte for byte what was read where nothing changed."""
        if self._changes:
            archive.write(file, self._pieces(), self._archive)
        else:
            file.write(self.content)

    def packed(self, *, but: str) -> Iterator[tuple[str, bytes | memoryview]]:
        """The names and packed bytes of all members as `write` writes them, in their order; not those of one part."""
        for piece in self._pieces():
            if _key(piece.name) != _key(but):
                yield piece.name, piece.within(self.content) if isinstance(piece, Member) else piece.data

    def _kept(self) -> Iterator[tuple[str, Member]]:
        """The members of the file that are still there, with old bytes or new ones, by key."""
        removed = {key for key, change in self._changes.items() if change.data is None}
        return ((key, member) for key, member in self._members.items() if key not in removed)

    def _pieces(self) -> Iterator[Member | Packed]:
        for key, member in self._kept():
            yield self._changes[key].packed() if key in self._changes else member
        for key, change in self._changes.items():
            if key not in self._members and change.data is not None:
                yield change.packed()


def _slashed(name: str) -> str:
    """A member's name as a part's: some programs on Windows write backslashes."""
    return name.replace("\\", "/")


def _key(name: str) -> str:
    return unquote(_slashed(name).lstrip("/")).casefold()


def _rels(part: str) -> str:
    folder, name = posixpath.split(part.lstrip("/"))
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolve(target: str, part: str) -> str:
    """The part that `part` means by `target`; WorkbookError where that would lie outside the package."""
    path = target.replace("\\", "/").partition("#")[0]
    steps = [] if path.startswith("/") else posixpath.dirname(part.lstrip("/")).split("/")
    for step in path.split("/"):
        if step == ".." and not any(steps):
            raise WorkbookError("error.unsafe_name", name=target[:80])
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(filter(None, steps))
