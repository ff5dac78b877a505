"""Hostile files of every kind that guarantees.md lists, and of the kinds that harm what reads the cells."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice

from .books import (
    MAIN,
    RELS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELS,
    book,
    parts,
    relationships,
    sheet,
    strings,
    zipped,
)

PARTS = {
    "types": TYPES,
    "rels": RELS,
    "workbook": WORKBOOK,
    "workbook_rels": WORKBOOK_RELS,
    "sheet": SHEET,
    "strings": STRINGS,
    "styles": STYLES,
}
"""The parts that are read, by their names in `parts`."""

Errors = frozenset[str | None]
HARMLESS: Errors = frozenset({None})
"""No error: the file is read, and what is hostile in it does nothing."""

Kind = tuple[str, Callable[[], bytes], Errors]
"""What is hostile, what makes the file (some are large before they are packed), and the errors that may say so."""


def _one(*errors: str) -> Errors:
    return frozenset(errors)


def kinds() -> Iterator[Kind]:
    """Every kind."""
    yield from _xml()
    yield from _bombs()
    yield from _names()
    yield from _cells()
    yield from _texts()
    yield from _broken()


def _xml() -> Iterator[Kind]:
    doctype, damaged = _one("error.doctype"), _one("error.damaged")
    deep = _one("error.too_deep", "error.damaged")
    for name in PARTS:
        yield f"entity bomb in {name}", partial(_entities, name), doctype
        yield f"200 nested in {name}", partial(_within, name, "<a>" * 200 + "</a>" * 200), deep
        yield f"100,000 nested in {name}", partial(_within, name, "<a>" * 100_000 + "</a>" * 100_000), deep
        yield f"blocks of 200 nested in {name}", partial(_within, name, ("<a>" * 200 + "</a>" * 200) * 20), deep
    for address in ("file:///etc/passwd", "http://127.0.0.1:9/x"):
        external = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "{address}">]>'.encode()
        yield f"external entity {address}", partial(book, strings=external + strings("&x;")), doctype
    hidden = b'<?xml version="1.0"?><!-- <sst> -->\n<?x y?> <!DOCTYPE sst [<!ENTITY x "y">]>'
    yield "document type behind a comment", partial(book, strings=hidden + strings("&x;")), doctype
    yield "entity bomb in UTF-16", partial(_entities, "strings", "utf-16"), _one("error.encoding")
    yield "entity bomb in EBCDIC", partial(_entities, "strings", "cp037"), damaged


def _within(name: str, text: str) -> bytes:
    """A workbook with `text` within the root element of a part."""
    part = parts()[PARTS[name]].decode()
    start = part.index(">") + 1
    return book(**{name: (part[:start] + text + part[start:]).encode()})


def _entities(name: str, encoding: str = "utf-8") -> bytes:
    lines = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY b0 "boom">{lines}]>'
    part = parts()[PARTS[name]].decode()
    start = part.index(">") + 1
    return book(**{name: f"{head}{part[:start]}&b9;{part[start:]}".encode(encoding)})


def _bombs() -> Iterator[Kind]:
    large, damaged = _one("error.too_large_inside"), _one("error.damaged")
    yield "300 MB of blanks in a sheet", partial(_blown_up, {SHEET: 300}), large
    yield "90 MB of blanks in shared strings", partial(_blown_up, {STRINGS: 90}), large
    yield "150 MB in a picture", partial(_blown_up, {"xl/media/foto.png": 150}), large
    yield "ten parts of 50 MB", _ten_large, large
    yield "a part that unpacks to more than it says", partial(_blown_up, {SHEET: 50}, says=1000), damaged
    yield "a part that unpacks to less than it says", partial(_blown_up, {SHEET: 1}, says=1_000_000), damaged
    for name, end, item in (
        ("workbook", "</workbook>", '<a b="{}"/>'),
        ("workbook_rels", "</Relationships>", '<Relationship Id="a{0}" Type="b{0}" Target="c{0}"/>'),
        ("types", "</Types>", '<Override PartName="/a{0}" ContentType="b{0}"/>'),
    ):
        yield f"9 MB in {name}", partial(_many_in, name, end, item), large
    yield "100,000 tabs that are one", _one_tab_often, damaged
    yield "members that overlap", _overlapping, _one("error.truncated")
    yield "a bomb in a workbook in a workbook", _embedded, HARMLESS


def _blown_up(sizes: dict[str, int], block: bytes = b" " * 1_000_000, says: int | None = None) -> bytes:
    """A workbook with parts of so many MB. Packed block by block, so that the maker needs no memory for it."""
    data = zipped({name: part for name, part in parts().items() if name not in sizes})
    for name, size in sizes.items():
        deflate, crc, packed = zlib.compressobj(9, zlib.DEFLATED, -15), 0, b""
        for _ in range(size):
            packed += deflate.compress(block)
            crc = zlib.crc32(block, crc)
        data = with_member(data, name, packed + deflate.flush(), crc, size * len(block) if says is None else says)
    return data


def with_member(data: bytes, name: str, packed: bytes, crc: int, size: int, flags: int = 0, method: int = 8) -> bytes:
    """The zip file `data` with one more member, about which the directory says what is given."""
    end = data.rindex(b"PK\5\6")
    count, length, at = struct.unpack_from("<H2L", data, end + 10)
    encoded = name.encode("cp437")
    common = struct.pack("<5H3L2H", 20, flags, method, 0, 0x21, crc, len(packed), size, len(encoded), 0)
    record = b"PK\1\2\x14\0" + common + struct.pack("<3H2L", 0, 0, 0, 0, at) + encoded
    local = b"PK\3\4" + common + encoded + packed
    close = struct.pack("<4H2LH", 0, 0, count + 1, count + 1, length + len(record), at + len(local), 0)
    return data[:at] + local + data[at:end] + record + b"PK\5\6" + close


def _many_in(name: str, end: str, item: str) -> bytes:
    """A workbook with 9 MB of elements at the end of a part of which a tree is made."""
    numbers = random.Random(1)
    items = "".join(item.format(numbers.randrange(10**9)) for _ in range(9_000_000 // len(item)))
    return book(**{name: parts()[PARTS[name]].replace(end.encode(), items.encode() + end.encode())})


def _one_tab_often() -> bytes:
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r1"/>' for n in range(2, 100_002))
    return book(workbook=parts()[WORKBOOK].replace(b"</sheets>", sheets.encode() + b"</sheets>"))


def _ten_large() -> bytes:
    """Each one in order, all together too much. None is unpacked, so none needs to be there."""
    data = book()
    for n in range(10):
        data = with_member(data, f"xl/{n}.xml", b"x" * 500_000, 0, 50_000_000)
    return data


def _overlapping() -> bytes:
    """Many members that all lie in the same bytes, as in David Fifield's bombs."""
    data = book()
    end = data.rindex(b"PK\5\6")
    count, length, at = struct.unpack_from("<H2L", data, end + 10)
    record = data[at : at + 46 + sum(struct.unpack_from("<3H", data, at + 28))]
    close = struct.pack("<4H2LH", 0, 0, count + 900, count + 900, length + 900 * len(record), at, 0)
    return data[:end] + record * 900 + b"PK\5\6" + close


def _embedded() -> bytes:
    """What lies in an embedded object isn't looked at, and is kept."""
    return zipped({**parts(), "xl/embeddings/Lembar.xlsx": _blown_up({SHEET: 150})})


def _names() -> Iterator[Kind]:
    unsafe = _one("error.unsafe_name")
    names = [
        "../luar.xml",
        "xl/../../luar.xml",
        "/etc/passwd",
        "C:/luar.xml",
        "..\\luar.xml",
        "xl//x.xml",
        "xl/./x.xml",
    ]
    names += ["xl/\0.xml", "xl/\x1b[31m.xml", "x" * 300, "XL/Workbook.xml", "xl\\workbook.xml"]
    for name in names:
        yield (
            f"a member called {name[:40]!r}",
            partial(with_member, book(), name, b"x", zlib.crc32(b"x"), 1, 0, 0),
            unsafe,
        )
    yield "a target outside", partial(book, workbook_rels=relationships(worksheet="../../../etc/passwd")), unsafe
    many = partial(zipped, {**parts(), **{f"xl/{n}.xml": b"" for n in range(20_000)}})
    yield "20,000 members", many, _one("error.truncated")


def _cells() -> Iterator[Kind]:
    far, many = _one("error.far_cell"), _one("error.too_many_cells")
    damaged, both = _one("error.damaged"), far | many
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    last = '<c r="XFD1048576"><v>1</v></c>'
    for title, rows in {
        "a cell at XFD1048576": f'{first}<row r="1048576">{last}</row>',
        "the same in a row that says 1": f'<row r="1"><c r="A1"><v>1</v></c>{last}</row>',
        "the same in quotes of the other kind": first + last.replace('"', "'"),
        "the same with blanks in its tag": first + last.replace("r=", "\n r = "),
        "the same with its style first": first + last.replace("r=", 's="0" r='),
        "the same with a prefix": first + last.replace("<c", "<x:c").replace("</c", "</x:c"),
        "the same after a quote in a comment": f'<!-- <c a=" -->{first}{last}<!-- "> -->',
        "the same after a > in an attribute": first + last.replace("r=", 'a="1>" r='),
        "the same as a text": first + last.replace("><v>1</v>", ' t="inlineStr"><is><t>x</t></is>'),
        "small letters": first + last.replace("XFD", "xfd"),
        "far down": f'{first}<row r="900000"><c r="Z900000"><v>1</v></c></row>',
        "far right": '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="999"><c r="A999"><v>1</v></c></row>',
        "beyond the last row": first + '<c r="A1048577"><v>1</v></c>',
        "beyond the last column": first + '<c r="XFE1"><v>1</v></c>',
        "a column of four letters": first + '<c r="ZZZZ1"><v>1</v></c>',
        "a row of eight digits": first + '<c r="A99999999"><v>1</v></c>',
        "rows that count from far down": '<row r="1048570">' + "</row><row>" * 9 + "<c><v>1</v></c></row>",
    }.items():
        yield title, partial(book, sheet=sheet(rows)), far
    yield "two addresses", partial(book, sheet=sheet(first + last.replace("r=", 'r="A1" r='))), damaged
    yield "a row of 30 digits", partial(book, sheet=sheet(first + f'<c r="A{"9" * 30}"><v>1</v></c>')), damaged
    yield "an address of 10,000 letters", partial(book, sheet=sheet(f'<c r="{"Z" * 10_000}1"><v>1</v></c>')), damaged
    yield "a million columns without addresses", partial(_many, ("<row>", 1_000_000, "</row>")), both
    million = ("<row>", 1_000_000, "</row>", *("<row>", 1, "</row>") * 10_000)
    yield "a million columns in 10,000 rows", partial(_many, million), both
    yield "400,000 rows without addresses", partial(_many, ("<row>", 1, "</row>") * 400_000), both
    same = partial(_many, ('<row r="1">', 1_000_000, "</row>"), '<c r="A1">')
    yield "a million times A1", same, HARMLESS
    dimension = '<dimension ref="A1:XFD1048576"/>'
    yield "a dimension that lies", partial(book, sheet=sheet(first, dimension)), HARMLESS
    blank = f'{first}<row r="1048576"><c r="XFD1048576" s="0"/><c r="XFC1048576" s="0"></c></row>'
    yield "an empty cell with a format far off", partial(book, sheet=sheet(blank)), HARMLESS
    merged = sheet(first).replace(
        b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    yield "the whole sheet merged", partial(book, sheet=merged), HARMLESS


def _many(rows: Sequence[str | int], cell: str = "<c>") -> bytes:
    """A workbook whose sheet has these tags and, for a number, as many cells; hardly packed more than real ones."""
    numbers = random.Random(1)
    cells = cycle([f"{cell}<v>{numbers.randrange(10**6)}</v></c>" for _ in range(100_000)])
    pieces = (piece if isinstance(piece, str) else "".join(islice(cells, piece)) for piece in rows)
    return book(sheet=sheet("".join(pieces)))


def _texts() -> Iterator[Kind]:
    damaged = _one("error.damaged")
    promised = strings("a").replace(b'uniqueCount="1"', b'uniqueCount="99999999999"')
    yield "a hundred billion shared strings promised", partial(book, strings=promised), damaged
    much = _one("error.too_much_text")
    yield "a long text in 100,000 cells", partial(_shown, strings("x" * 30_000)), much
    short_first = strings("x" * 30_000, "y")
    for title, old, new in (
        ("its type in quotes of the other kind", '"s"', "'s'"),
        ("behind a short one", "<v>0</v>", "<v>1</v><v>0</v>"),
        ("by a number that is none", "<v>0</v>", "<v>1x</v>"),
    ):
        yield f"the same, {title}", partial(_shown, short_first, old, new), much
    moved = b'<sst xmlns="%b"><si><si></si><t>y</t></si><si><t>%b</t></si></sst>' % (MAIN.encode(), b"x" * 30_000)
    yield "the same, moved by a string in a string", partial(_shown, moved, "<v>0</v>", "<v>1</v>"), much | damaged
    yield (
        "ten million empty strings",
        partial(_empty_strings, 10_000_000),
        _one("error.too_many_cells", "error.too_large_inside"),
    )


def _shown(shared: bytes, old: str = "", new: str = "") -> bytes:
    """A workbook with 100,000 cells that show the first shared string, `old` replaced by `new` in each."""
    cell = '<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>'.replace(old, new)
    return book(strings=shared, sheet=sheet("".join(cell.format(n=n) for n in range(1, 100_001))))


def _empty_strings(count: int) -> bytes:
    return book(strings=b'<sst xmlns="%b">%b</sst>' % (MAIN.encode(), b"<si/>" * count))


def _broken() -> Iterator[Kind]:
    truncated, not_xlsx = _one("error.truncated"), _one("error.not_xlsx")
    whole = book()
    for length in (1, 2, 4, 30, 500, len(whole) - 23, len(whole) - 1):
        yield f"cut after {length} bytes", partial(whole.__getitem__, slice(length)), truncated | not_xlsx
    yield "an empty file", bytes, _one("error.empty_file")
    yield "an empty zip file", partial(zipped, {}), truncated
    yield "an old .xls", partial(_ole, "Workbook"), _one("error.old_xls")
    yield "an .xls of Excel 95", partial(_ole, "Book"), _one("error.old_xls")
    yield "an old letter", partial(_ole, "WordDocument"), not_xlsx
    yield "one with a password", partial(_ole, "EncryptedPackage"), _one("error.password")
    yield "text", partial(bytes, b"nama;jenis\nYayasan Hijau;LSM\n"), not_xlsx
    yield "a web page", partial(bytes, b"<html><table><tr><td>nama</td></tr></table></html>"), not_xlsx
    word = parts()[TYPES].replace(b"spreadsheetml.sheet", b"wordprocessingml.document")
    yield "a letter", partial(book, types=word), _one("error.not_workbook")
    opened = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
    yield "an .ods", partial(zipped, opened), _one("error.not_workbook")
    for title, flags, method in (("encrypted", 1, 8), ("packed in an unknown way", 0, 99)):
        rest = zipped({name: data for name, data in parts().items() if name != SHEET})
        made = partial(with_member, rest, SHEET, b"x" * 50, 0, 50, flags, method)
        yield f"a member {title}", made, _one("error.damaged")
    for name, part in PARTS.items():
        rest = {key: data for key, data in parts().items() if key != part}
        missing = _one("error.damaged", "error.not_workbook")
        yield f"no {name}", partial(zipped, rest), HARMLESS if name == "styles" else missing
        yield f"{name} isn't XML", partial(book, **{name: b"\x00\xff<<<"}), missing
        yield f"{name} ends early", partial(book, **{name: parts()[part][:-9]}), missing


def _ole(stream: str) -> bytes:
    """The container of old office files and of encrypted ones, as far as it tells them apart."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + stream.encode("utf-16-le").ljust(512, b"\0")
