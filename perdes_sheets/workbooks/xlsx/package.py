"""The package (Open Packaging Conventions, ECMA-376 part 2): parts, their content types, their relationships.

Parts are named as in the zip file, without a leading slash (`xl/workbook.xml`); names are compared without regard to
case, as OPC says. What isn't set, added or removed is written as it was, with its compressed bytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import archive, xml
from perdes_sheets.workbooks.xlsx.archive import Archive, Member
from perdes_sheets.workbooks.xlsx.limits import LIMITS, Limits

TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part. `type` is the transitional one (`.../2006/relationships/worksheet`) also in strict files;
    `target` is a part's name, or what stands in the file where it is `external`."""

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
        """Read the directory of the zip file `content`; WorkbookError where it is none or beyond the limits."""
        self.content = content
        self._limits = limits
        try:
            self._archive: Archive = archive.read(content, limits.members)
        except archive.BadArchiveError as error:
            raise WorkbookError("error.damaged", part=str(error)) from error
        self._members: dict[str, Member] = {}
        for member in self._archive.members:
            self._members[_key(member.name)] = member
        self._changes: dict[str, tuple[str, bytes | None]] = {}

    @classmethod
    def open(cls, path: str | Path, limits: Limits = LIMITS) -> Package:
        """The package in the file `path`; WorkbookError where it can't be read or is none."""
        return cls(Path(path).read_bytes(), limits)

    def names(self) -> list[str]:
        """The names of all parts, in the order in which they are written."""
        return [name for name, _ in self._pieces()]

    def __contains__(self, part: str) -> bool:
        key = _key(part)
        return self._changes[key][1] is not None if key in self._changes else key in self._members

    def read(self, part: str) -> bytes:
        """The bytes of a part, unpacked now; WorkbookError where it is missing, damaged or beyond the limits."""
        key = _key(part)
        if key in self._changes:
            data = self._changes[key][1]
            if data is None:
                raise WorkbookError("error.part_missing", part=part)
            return data
        if key not in self._members:
            raise WorkbookError("error.part_missing", part=part)
        member = self._members[key]
        self._limits.check_part(member.name, member.packed, member.size)
        try:
            return member.unpack(self.content)
        except archive.BadArchiveError as error:
            raise WorkbookError("error.damaged", part=part) from error

    def set(self, part: str, data: bytes) -> None:
        """Give an existing part these bytes. The bytes it has already leave it unchanged."""
        if self.read(part) == data:
            return
        key = _key(part)
        member = self._members.get(key)
        if member is not None and member.size == len(data) and self._original(member) == data:
            del self._changes[key]
        else:
            self._changes[key] = (self._name(key), data)

    def add(self, part: str, data: bytes, content_type: str) -> None:
        """Add a part at the end and its content type; ValueError where there is one of that name."""
        if part in self:
            raise ValueError(part)
        key = _key(part)
        self._changes[key] = (self._members[key].name if key in self._members else part.lstrip("/"), data)
        if self._known_type(part) != content_type:
            root = xml.parse(self.read(TYPES), TYPES)
            etree.SubElement(
                root, f"{{{_TYPES_NS}}}Override", PartName="/" + part.lstrip("/"), ContentType=content_type
            )
            self.set(TYPES, xml.serialize(root))

    def remove(self, part: str) -> None:
        """Remove a part with its own relationships and its content type; nothing where there is none."""
        for name in (part, _rels(part)):
            if name in self:
                key = _key(name)
                if key in self._members:
                    self._changes[key] = (self._members[key].name, None)
                else:
                    del self._changes[key]
        root = xml.parse(self.read(TYPES), TYPES)
        overrides = [child for child in root if _key(child.get("PartName", "")) == _key(part)]
        for override in overrides:
            root.remove(override)
        if overrides:
            self.set(TYPES, xml.serialize(root))

    @property
    def changed(self) -> bool:
        """Whether anything would be written that isn't there already."""
        return bool(self._changes)

    def content_type(self, part: str) -> str:
        """The content type of a part, empty where none is declared."""
        return self._known_type(part) or ""

    def _known_type(self, part: str) -> str | None:
        extension = part.rsplit(".", 1)[-1].lower()
        default = None
        for child in xml.parse(self.read(TYPES), TYPES):
            if _key(child.get("PartName", "")) == _key(part):
                return child.get("ContentType")
            if child.get("Extension", "").lower() == extension:
                default = child.get("ContentType")
        return default

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part, in the file's order (`""`: the package's own); WorkbookError for targets outside."""
        rels = _rels(part)
        if rels not in self:
            return []
        return [_relationship(child, part) for child in xml.parse(self.read(rels), rels) if child.get("Id") is not None]

    def add_relationship(self, part: str, type: str, target: str) -> str:
        """Relate `part` to the part `target`; the new relationship's id."""
        rels = _rels(part)
        if rels not in self:
            self.add(rels, f'<Relationships xmlns="{_RELS_NS}"/>'.encode(), _RELS_TYPE)
        root = xml.parse(self.read(rels), rels)
        taken = {child.get("Id") for child in root}
        id = next(id for id in (f"rId{n}" for n in range(1, len(taken) + 2)) if id not in taken)
        path = posixpath.relpath("/" + target.lstrip("/"), "/" + posixpath.dirname(part))
        etree.SubElement(root, f"{{{_RELS_NS}}}Relationship", Id=id, Type=type, Target=path)
        self.set(rels, xml.serialize(root))
        return id

    def main_part(self) -> str:
        """The workbook part, found through the package's relationships; WorkbookError where there is none."""
        for relationship in self.relationships(""):
            if relationship.type == f"{REL}/officeDocument" and relationship.target in self:
                return self._name(_key(relationship.target))
        raise WorkbookError("error.not_workbook")

    def write(self, file: BinaryIO) -> None:
        """Write the package to `file`; byte for byte what was read where nothing changed."""
        if self._changes:
            archive.write(file, self._archive, self._pieces_to_write())
        else:
            file.write(self.content)

    def _name(self, key: str) -> str:
        return self._changes[key][0] if key in self._changes else self._members[key].name

    def _original(self, member: Member) -> bytes:
        return member.unpack(self.content)

    def _pieces(self) -> Iterator[tuple[str, bytes | None]]:
        for piece, data in self._pieces_to_write():
            name = piece.name if isinstance(piece, Member) else piece
            if not name.endswith("/"):
                yield name, data

    def _pieces_to_write(self) -> Iterator[archive.Piece]:
        for key, member in self._members.items():
            if key not in self._changes:
                yield member, None
            elif self._changes[key][1] is not None:
                yield member, self._changes[key][1]
        for key, (name, data) in self._changes.items():
            if key not in self._members:
                yield name, data


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _rels(part: str) -> str:
    folder, name = posixpath.split(part.lstrip("/"))
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationship(child: etree._Element, part: str) -> Relationship:
    type, target = child.get("Type", ""), child.get("Target", "")
    if type.startswith(_STRICT_REL):
        type = REL + type.removeprefix(_STRICT_REL)
    external = child.get("TargetMode") == "External"
    if not external and not target.startswith("#"):
        target = _resolve(target, part)
    return Relationship(child.get("Id", ""), type, target, external)


def _resolve(target: str, part: str) -> str:
    """The part that a relationship of `part` means by `target`; WorkbookError where that would be outside the package."""
    path = target.replace("\\", "/").split("#")[0]
    if not path.startswith("/"):
        path = posixpath.join("/", posixpath.dirname(part), path)
    levels: list[str] = []
    for step in path.split("/"):
        if step == "..":
            if not levels:
                raise WorkbookError("error.unsafe_name", name=target)
            levels.pop()
        elif step not in ("", "."):
            levels.append(step)
    return unquote("/".join(levels)) if "%" in path else "/".join(levels)
