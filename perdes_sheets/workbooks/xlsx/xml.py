"""The one place where XML is parsed. Entities, document types and the network are off, and nesting is limited."""

from __future__ import annotations

import re
from xml.parsers import expat

from lxml import etree

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.limits import LIMITS, check_size

_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_HIDDEN = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_END, _EMPTY = b"\1", b"\2"  # characters that XML can't have
_NO_TAG = bytes(set(range(256)) - set(b"<" + _END + _EMPTY))
_ASCII = (b"utf-8", b"us-ascii")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def check_prolog(data: bytes, part: str) -> None:
    """Refuse a document type, and every encoding but UTF-8: the one brings entity bombs in, the other hides it.

    OPC also allows UTF-16, which only phones of old wrote. WorkbookError names the part.
    """
    encoding = _ENCODING.match(data)
    if (encoding and encoding[1].lower() not in _ASCII) or data.startswith(_UTF16):
        raise WorkbookError("error.encoding", part=part)
    if b"\0" in data[:4]:
        raise WorkbookError("error.damaged", part=part)
    prolog = _PROLOG.match(data)
    if prolog and data.startswith(b"<!", prolog.end()):
        raise WorkbookError("error.doctype", part=part)


def well_formed(data: bytes, part: str) -> bytes:
    """`data` without comments, processing instructions and CDATA marks, known to be XML: its tags are what they seem.

    WorkbookError where it isn't well-formed. Takes no memory, unlike a tree.
    """
    check_prolog(data, part)
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise WorkbookError("error.damaged", part=part) from error
    return _HIDDEN.sub(b"", data) if b"<!" in data or data.count(b"<?") > 1 else data


def check_depth(data: bytes, part: str) -> None:
    """WorkbookError where elements are nested deeper than the limit, or left open. No tree is made.

    Of the markup one byte a tag is kept; then the innermost pairs are struck out, level by level. In parts beyond
    `LIMITS.nested` that would take half the time that calamine does, and nesting harms nobody: no tree is made of them.
    """
    if len(data) > LIMITS.nested:
        return
    prolog = _PROLOG.match(data)
    data = data[prolog.end() :] if prolog else data
    if b"<!" in data or b"<?" in data:
        data = well_formed(data, part)
    tags = data.replace(b"</", _END).replace(b"/>", _EMPTY).translate(None, _NO_TAG)
    tags = tags.replace(b"<" + _EMPTY, b"").translate(None, _EMPTY)
    for _ in range(LIMITS.depth):
        inner = tags.replace(b"<" + _END, b"")
        if len(inner) == len(tags):
            break
        tags = inner
    if b"<" in tags:
        raise WorkbookError("error.too_deep" if b"<" + _END in tags else "error.damaged", part=part)


def parse(data: bytes, part: str, most: int = LIMITS.tree) -> etree._Element:
    """The root element of an XML part of at most `most` bytes.

    WorkbookError where it is larger, isn't XML, has a document type or is nested too deep.
    """
    check_size(len(data), most, part)
    check_prolog(data, part)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False))
    except etree.XMLSyntaxError as error:
        raise WorkbookError("error.damaged", part=part) from error
    if root.xpath(f"boolean({'/*' * (LIMITS.depth + 1)})"):
        raise WorkbookError("error.too_deep", part=part)
    return root


def serialize(root: etree._Element) -> bytes:
    """The bytes of a part, with the declaration that Excel writes."""
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + etree.tostring(root, encoding="UTF-8")
