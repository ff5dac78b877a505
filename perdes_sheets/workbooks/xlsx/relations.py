"""The relationships of a part, one by one, where `Package` has no word for it. What isn't touched stays as it is."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping

from perdes_sheets.workbooks.xlsx.package import REL, Package
from perdes_sheets.workbooks.xlsx.pieces import Part, elements, escape

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def rels_part(part: str) -> str:
    """The part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def kind_type(kind: str, *, strict: bool) -> str:
    """The type of a relationship (`hyperlink`) as this kind of file writes it."""
    return f"{_STRICT if strict else REL}/{kind}"


def create(package: Package, part: str, relationships: str) -> None:
    """Give a new part its relationships, written as XML."""
    data = f'<Relationships xmlns="{_NAMESPACE}">{relationships}</Relationships>'
    package.add(rels_part(part), data.encode(), _CONTENT_TYPE)


def remove(package: Package, part: str, ids: Collection[str]) -> None:
    """Take away the relationships `ids` of `part`."""
    rels = rels_part(part)
    if not ids or rels not in package:
        return
    content = Part(package.read(rels), ("Relationship",))
    kept = [b"" if _id(child) in ids else child for child in content.all("Relationship")]
    content.put_all("Relationship", kept)
    package.set(rels, content.bytes())


def add_external(package: Package, part: str, type: str, targets: Collection[str]) -> Mapping[str, str]:
    """Relate `part` to addresses outside the package; address -> the new relationship's id."""
    if not targets:
        return {}
    rels = rels_part(part)
    if rels not in package:
        create(package, part, "")
    data = package.read(rels)
    content = Part(data, ("Relationship",))
    taken = {_id(child) for child in content.all("Relationship")}
    free = (id for id in (f"rId{n}" for n in range(1, len(taken) + len(targets) + 1)) if id not in taken)
    ids = dict(zip(targets, free, strict=False))
    tag = f'<{content.prefix.decode()}Relationship Type="{type}" TargetMode="External"'
    new = "".join(f'{tag} Id="{id}" Target="{escape(target)}"/>' for target, id in ids.items())
    close = b"</%bRelationships" % content.prefix
    if close not in data:  # a part without any, as `<Relationships …/>`
        data = data.rstrip()[:-2] + b">" + close + b">"
    at = data.rindex(close)
    package.set(rels, data[:at] + new.encode() + data[at:])
    return ids


def _id(child: bytes) -> str:
    return next(iter(elements(child))).attributes.get("Id", "")
