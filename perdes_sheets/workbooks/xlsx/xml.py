"""The one place where XML is parsed. Entities, the network and document types are off, and depth is limited."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.limits import LIMITS

_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_ENCODINGS = frozenset((b"utf-8", b"utf-16", b"us-ascii"))
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def check_prolog(data: bytes, part: str) -> None:
    """Refuse what may stand before the root element: a document type, and encodings that OPC doesn't know.

    Both are how entity bombs come in; the second hides the first. WorkbookError names the part.
    """
    if data.startswith(_BOMS[1:]) or b"\0" in data[:4]:
        head = data.decode("utf-16", "replace").encode()
    else:
        head = data.removeprefix(_BOMS[0])
    encoding = _ENCODING.match(head)
    if encoding and encoding[1].lower() not in _ENCODINGS:
        raise WorkbookError("error.damaged", part=part)
    prolog = _PROLOG.match(head)
    if prolog and head.startswith(b"<!", prolog.end()):
        raise WorkbookError("error.doctype", part=part)


def parse(data: bytes, part: str) -> etree._Element:
    """The root element of an XML part; WorkbookError where it isn't XML, has a document type or is nested too deep."""
    check_prolog(data, part)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False))
    except etree.XMLSyntaxError as error:
        raise WorkbookError("error.damaged", part=part) from error
    if root.xpath(f"boolean({'/*' * (LIMITS.depth + 1)})"):
        raise WorkbookError("error.too_deep", part=part)
    return root


def stream(data: bytes, part: str, *tags: str) -> Iterator[etree._Element]:
    """The elements named `tags` (`{namespace}name`) as they end, each emptied afterwards: for large parts."""
    check_prolog(data, part)
    try:
        for _, element in etree.iterparse(io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True):
            yield element
            element.clear(keep_tail=True)
    except etree.XMLSyntaxError as error:
        raise WorkbookError("error.damaged", part=part) from error


def serialize(root: etree._Element) -> bytes:
    """The bytes of a part, with the declaration that Excel writes."""
    body = etree.tostring(root, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + body
