"""The links of an owned tab (ECMA-376 part 1, 18.3.1.47): to a cell of the workbook, or to the outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from perdes_sheets.workbooks.base import Link
from perdes_sheets.workbooks.xlsx import relations
from perdes_sheets.workbooks.xlsx.book import STRICT_RELATIONSHIPS, relationship_id
from perdes_sheets.workbooks.xlsx.package import REL, Package
from perdes_sheets.workbooks.xlsx.pieces import Part, elements, escape
from perdes_sheets.workbooks.xlsx.ranges import quoted, split_reference

MOST = 65_530
"""Links that Excel takes on one tab; it calls a file with more of them damaged."""
_LONGEST = 2_079
_NETWORK = re.compile(r"[A-Za-z0-9._~%-]+(?::[0-9]{1,5})?")
_MAIL = re.compile(r"[^\s@\"<>()\[\]\\,;:]+@[A-Za-z0-9.-]+")


def target(link: Link) -> str | None:
    """Where a link leads: `#'Tab'!A5`, or an address. What isn't http, https or mailto leads nowhere."""
    if link.url:
        return safe_url(link.url)
    return f"#{quoted(link.tab)}!{link.cell or 'A1'}"


def safe_url(url: str) -> str | None:
    """The address as a package may hold it: http, https or mailto, percent-encoded; None where it is none of them."""
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.rpartition("@")[2].encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except ValueError:
        return None
    rest = quote(parts._replace(scheme="", netloc="").geturl(), safe="%/:?#[]@!$&'()*+,;=~-._")
    if parts.scheme in ("http", "https") and _NETWORK.fullmatch(host):
        rest = re.sub("%(?![0-9A-Fa-f]{2})", "%25", rest).replace("[", "%5B").replace("]", "%5D")
        path, mark, fragment = rest.partition("#")
        clean = f"{parts.scheme}://{host}{path}{mark}{fragment.replace('#', '%23')}"
    elif parts.scheme == "mailto" and _MAIL.fullmatch(parts.path):
        clean = f"mailto:{quote(parts.path, safe='@%+~-._')}"
    else:
        return None
    return clean if len(clean) <= _LONGEST else None


def put(package: Package, part: str, outline: Part, links: Mapping[str, str], *, replaced: bool, strict: bool) -> bool:
    """Give the sheet `part` exactly these links (cell -> `target`); whether it had others. `outline` is the sheet's.

    Where the rows aren't `replaced`, links that mean the same are left as they are written.
    """
    old = outline.get("hyperlinks") or b""
    known: dict[str, str] = {
        rel.target: rel.id for rel in package.relationships(part) if rel.kind == "hyperlink" and rel.external
    }
    outside = dict.fromkeys(leads for leads in links.values() if not leads.startswith("#"))
    if outside.keys() <= known.keys() and _element(links, known, outline.prefix, strict=strict) == old:
        return False
    if not replaced and _meaning(old, known) == {cell: _normal(*_split(leads)) for cell, leads in links.items()}:
        return False
    relations.remove(package, part, {id for url, id in known.items() if url not in outside})
    type = relations.kind_type("hyperlink", strict=strict)
    ids = {**known, **relations.add_external(package, part, type, [url for url in outside if url not in known])}
    outline.put("hyperlinks", _element(links, ids, outline.prefix, strict=strict) or None)
    return True


def _element(links: Mapping[str, str], ids: Mapping[str, str], prefix: bytes, *, strict: bool) -> bytes:
    """The `hyperlinks` element; nothing where there are none."""
    tag, namespace = prefix.decode(), STRICT_RELATIONSHIPS if strict else REL
    made = [
        f'<{tag}hyperlink ref="{cell}" location="{escape(leads[1:])}"/>'
        if leads.startswith("#")
        else f'<{tag}hyperlink ref="{cell}" r:id="{ids[leads]}"/>'
        for cell, leads in links.items()
    ]
    outside = any(not leads.startswith("#") for leads in links.values())
    head = f"{tag}hyperlinks" + (f' xmlns:r="{namespace}"' if outside else "")
    return f"<{head}>{''.join(made)}</{tag}hyperlinks>".encode() if made else b""


def _meaning(element: bytes, known: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Where the links of a `hyperlinks` element lead, in one spelling, by cell."""
    urls = {id: url for url, id in known.items()}
    return {
        link.attributes.get("ref", ""): _normal(
            urls.get(relationship_id(link), ""), link.attributes.get("location", "")
        )
        for whole in elements(element)
        for link in elements(element, *whole.inside)
    }


def _split(leads: str) -> tuple[str, str]:
    return ("", leads[1:]) if leads.startswith("#") else (leads, "")


def _normal(url: str, location: str) -> tuple[str, str]:
    """A link in one spelling: LibreOffice writes `#Tab!A1` and quotes otherwise, Excel splits an address at `#`."""
    if url.startswith("#"):
        url, location = "", url
    if not url:
        named = split_reference(location.removeprefix("#"))
        return ("", f"{named[0].casefold()}!{named[1].replace('$', '')}" if named else location)
    return (f"{url}#{location}" if location else url), ""
