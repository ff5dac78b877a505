"""The zip file under the package: its directory read strictly, its members copied as they are.

The standard library's zipfile can't copy a member without unpacking it and drops what it doesn't know, so the few
structures of the format are read here (PKWARE's APPNOTE, 4.3.6 to 4.3.16). Strictly means: in one way only. A file that
two programs could read differently (a directory that doesn't lie at the end, members that overlap, a name that differs
in the two places where it stands) is damaged or hostile.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

STORED, DEFLATED = 0, 8
ENCRYPTED, UTF8 = 0x1, 0x800

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_MARK = 0xFFFFFFFF  # the value stands in the zip64 extra field
_TIME, _DATE = 0, 0x21  # 1980-01-01 00:00, as Excel writes it: the same changes give the same bytes
_LEVEL = 1  # level 6 took 30 % of a large sync, for a file a fifth smaller


class BadArchiveError(Exception):
    """Not a zip file, or a damaged one; says where."""


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise BadArchiveError(what)


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the directory describes it.

    `start:end` is all that it occupies in the file: local header, bytes from `data` on, descriptor, padding.
    """

    name: str
    record: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    data: int
    end: int

    def within(self, content: bytes) -> memoryview:
        """The member's packed bytes."""
        return memoryview(content)[self.data : self.data + self.packed]

    def unpack(self, content: bytes) -> bytes:
        """The member's bytes, never more than `size`; BadArchiveError where they aren't what the directory says."""
        _require(not self.flags & ENCRYPTED and self.method in (STORED, DEFLATED), self.name)
        packed = self.within(content)
        try:
            unpacked = bytes(packed) if self.method == STORED else _inflate(packed, self.size)
        except zlib.error as error:
            raise BadArchiveError(self.name) from error
        _require(len(unpacked) == self.size and zlib.crc32(unpacked) == self.crc, self.name)
        return unpacked

    def head(self, content: bytes, most: int) -> bytes:
        """The member's first bytes, `most` at most, unchecked; nothing where they can't be unpacked."""
        packed = self.within(content)
        if self.method == STORED:
            return bytes(packed[:most])
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
        except zlib.error:
            return b""


def _inflate(packed: memoryview, size: int) -> bytes:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    return inflate.decompress(packed, size + 1)  # one byte more than it may be shows that there is more


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file held in memory: its members in the order of its directory."""

    content: bytes = b""
    members: tuple[Member, ...] = ()
    zip64: bool = False
    comment: bytes = b""


def read(content: bytes, most: int) -> Archive:
    """The zip file `content`, which may have at most `most` members; BadArchiveError where it is none."""
    end = content.rfind(b"PK\x05\x06")
    _require(0 <= end <= len(content) - _END.size, "end")
    _, disk, first_disk, here, count, size, directory, comment = _END.unpack_from(content, end)
    _require(end + _END.size + comment == len(content), "end")
    stop, zip64 = end, end >= _LOCATOR.size and content.startswith(b"PK\x06\x07", end - _LOCATOR.size)
    if zip64:
        stop = _LOCATOR.unpack_from(content, end - _LOCATOR.size)[2]
        _require(stop + _END64.size == end - _LOCATOR.size and content.startswith(b"PK\x06\x06", stop), "end")
        *_, disk, first_disk, here, count, size, directory = _END64.unpack_from(content, stop)
    _require(directory + size == stop and here == count <= most and not disk and not first_disk, "end")
    entries = list(_entries(content, directory, stop, count))
    _require(bool(entries), "directory")
    starts = sorted(entry.start for entry in entries)
    ends = dict(zip(starts, [*starts[1:], directory], strict=True))
    _require(len(ends) == len(entries), "overlap")
    members = tuple(_member(content, entry, ends[entry.start]) for entry in entries)
    return Archive(content, members, zip64, content[end + _END.size :])


@dataclass(frozen=True, slots=True)
class _Entry:
    """A record of the central directory."""

    record: bytes
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int


def _entries(content: bytes, at: int, stop: int, count: int) -> Iterator[_Entry]:
    for _ in range(count):
        _require(at + _CENTRAL.size <= stop, "directory")
        fields = _CENTRAL.unpack_from(content, at)
        signature, _, _, flags, method, _, _, crc, packed, size, *lengths, disk, _, _, start = fields
        record = content[at : at + _CENTRAL.size + sum(lengths)]
        at += len(record)
        _require(signature == b"PK\x01\x02" and not disk and at <= stop, "directory")
        wide = iter(_wide(record)[1])
        size, packed, start = (next(wide, _MARK) if value == _MARK else value for value in (size, packed, start))
        name = record[_CENTRAL.size : _CENTRAL.size + lengths[0]]
        yield _Entry(record, name, flags, method, crc, packed, size, start)
    _require(at == stop, "directory")


def _wide(record: bytes) -> tuple[int, tuple[int, ...]]:
    """Where the 8-byte values of a record's zip64 extra field start, and the values."""
    name, extra = struct.unpack_from("<2H", record, 28)
    at = _CENTRAL.size + name
    stop = at + extra
    while at + 4 <= stop:
        id, length = struct.unpack_from("<2H", record, at)
        if id == 1:
            _require(at + 4 + length <= stop, "zip64")
            return at + 4, struct.unpack_from(f"<{length // 8}Q", record, at + 4)
        at += 4 + length
    return 0, ()


def _member(content: bytes, entry: _Entry, end: int) -> Member:
    where = repr(entry.name)
    _require(entry.start + _LOCAL.size <= end, where)
    signature, _, _, method, *_, name, extra = _LOCAL.unpack_from(content, entry.start)
    at = entry.start + _LOCAL.size
    data = at + name + extra
    _require(signature == b"PK\x03\x04" and method == entry.method and content[at : at + name] == entry.name, where)
    _require(data + entry.packed <= end, where)
    try:
        text = entry.name.decode("utf-8" if entry.flags & UTF8 else "cp437")
    except UnicodeDecodeError as error:
        raise BadArchiveError(where) from error
    return Member(text, entry.record, entry.flags, method, entry.crc, entry.packed, entry.size, entry.start, data, end)


@dataclass(frozen=True, slots=True)
class Packed:
    """A member to write anew: its packed bytes, and what the headers say about it."""

    name: str
    crc: int
    size: int
    data: bytes | memoryview
    method: int = DEFLATED
    flags: int = UTF8
    made: int = 20
    time: int = _TIME
    date: int = _DATE
    internal: int = 0
    external: int = 0

    @classmethod
    def pack(cls, name: str, data: bytes) -> Packed:
        """A new member of the bytes `data`."""
        deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        return cls(name, zlib.crc32(data), len(data), deflate.compress(data) + deflate.flush())

    @classmethod
    def instead(cls, member: Member, data: bytes) -> Packed:
        """`member` with the bytes `data`; what else the directory says about it stays."""
        fields = _CENTRAL.unpack_from(member.record)
        _, made, _, flags, _, time, date, *_, internal, external, _ = fields
        more = {"made": made, "time": time, "date": date, "internal": internal, "external": external}
        return replace(cls.pack(member.name, data), flags=flags & UTF8, **more)

    @classmethod
    def renamed(cls, name: str, member: Member, content: bytes) -> Packed:
        """`member` of the zip file `content` under another name."""
        return cls(name, member.crc, member.size, member.within(content), member.method)

    def headers(self, at: int) -> tuple[bytes, bytes]:
        """The local header, and the directory's record for a member that lies at `at`."""
        name = self.name.encode("utf-8" if self.flags & UTF8 else "cp437")
        sizes = (self.crc, len(self.data), self.size, len(name), 0)
        common = (20, self.flags, self.method, self.time, self.date, *sizes)
        record = _CENTRAL.pack(b"PK\x01\x02", self.made, *common, 0, 0, self.internal, self.external, at)
        return _LOCAL.pack(b"PK\x03\x04", *common) + name, record + name


def write(file: BinaryIO, pieces: Iterable[Member | Packed], archive: Archive) -> None:
    """Write a zip file to `file`: members of `archive` as they lie in it, the others with headers of their own.

    What `archive` has besides its members (bytes before the first, a comment, zip64 records) stays.
    """
    content = memoryview(archive.content)
    at = file.write(content[: min((member.start for member in archive.members), default=0)])
    records = []
    for piece in pieces:
        if isinstance(piece, Member):
            records.append(_moved(piece.record, at))
            at += file.write(content[piece.start : piece.end])
        else:
            header, record = piece.headers(at)
            records.append(record)
            at += file.write(header) + file.write(piece.data)
    size = sum(map(file.write, records))
    count, comment = len(records), archive.comment
    if archive.zip64:
        file.write(_END64.pack(b"PK\x06\x06", _END64.size - 12, 45, 45, 0, 0, count, count, size, at))
        file.write(_LOCATOR.pack(b"PK\x06\x07", 0, at + size, 1))
    file.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, size, at, len(comment)) + comment)


def _moved(record: bytes, at: int) -> bytes:
    """A record of the central directory whose member now lies at `at`."""
    fields = _CENTRAL.unpack_from(record)
    if fields[-1] != _MARK:
        return record[: _CENTRAL.size - 4] + struct.pack("<L", at) + record[_CENTRAL.size :]
    place = _wide(record)[0] + 8 * [fields[9], fields[8]].count(_MARK)
    return record[:place] + struct.pack("<Q", at) + record[place + 8 :]
