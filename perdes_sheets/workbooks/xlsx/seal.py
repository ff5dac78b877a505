"""The seal: by it a workbook shows that it still is, byte for byte, what a sync left, so that nothing needs comparing.

A defined name holds a digest of the packed bytes of every part, and of what the sync went by. Whoever saves the
workbook, and whatever else changes a bit of it, breaks the seal; then all is compared cell by cell, as without one.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from perdes_sheets.workbooks.xlsx.book import Book
from perdes_sheets.workbooks.xlsx.package import Package

NAME = "pd_seal"
_ELEMENT = re.compile(rb'<(?:\w+:)?definedName name="%b"[^<>]*>[^<]*</(?:\w+:)?definedName>' % NAME.encode())


def stands(package: Package, book: Book, mark: str) -> bool:
    """Whether the package is what `put` sealed with this mark."""
    found = [name.reference for name in book.names if name.name == NAME]
    return bool(found) and found == [_reference(package, book, mark)]


def put(package: Package, book: Book, mark: str) -> None:
    """Seal the package as it will be written: the last change before it is."""
    book.define(NAME, '""', hidden=True)
    book.save()
    book.define(NAME, _reference(package, book, mark))
    book.save()


def _reference(package: Package, book: Book, mark: str) -> str:
    digest = blake2b(mark.encode(), digest_size=16)
    digest.update(_ELEMENT.sub(b"", package.read(book.part), count=1))
    for name, data in package.packed(but=book.part):
        digest.update(b"\0%b\0%d\0" % (name.encode(), len(data)))
        digest.update(data)
    return f'"{digest.hexdigest()}"'
