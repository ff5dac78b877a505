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


def put(package: Package, part: str, outline: Part, links: Mapping[str, str], *, strict: bool) -> bool:
    """Give the sheet `part` exactly these links (cell -> `target`); whether it had others. `outline` is the sheet's."""
    data = outline.get("hyperlinks") or b""
    old = [link for whole in elements(data) for link in elements(data, *whole.inside)]
    targets = {rel.id: rel.target for rel in package.relationships(part) if rel.kind == "hyperlink"}
    found = {}
    for link in old:
        url, location = targets.get(relationship_id(link), ""), link.attributes.get("location", "")
        found[link.attributes.get("ref", "")] = _normal(url, location)
    if found.keys() == links.keys() and all(found[cell] == _normal(*_split(leads)) for cell, leads in links.items()):
        return False
    relations.remove(package, part, targets.keys() & {relationship_id(link) for link in old})
    outside = list(dict.fromkeys(leads for leads in links.values() if not leads.startswith("#")))
    ids = relations.add_external(package, part, relations.kind_type("hyperlink", strict=strict), outside)
    tag, namespace = outline.prefix.decode(), STRICT_RELATIONSHIPS if strict else REL
    made = []
    for cell, leads in links.items():
        where = f'location="{escape(leads[1:])}"' if leads.startswith("#") else f'r:id="{ids[leads]}"'
        made.append(f'<{tag}hyperlink ref="{cell}" {where}/>')
    head = f'<{tag}hyperlinks xmlns:r="{namespace}">' if ids else f"<{tag}hyperlinks>"
    outline.put("hyperlinks", f"{head}{''.join(made)}</{tag}hyperlinks>".encode() if made else None)
    return True


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
