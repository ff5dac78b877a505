"""Small workbook files written part by part, so that a test shows what is odd about them; and the real ones."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

REAL = sorted((Path(__file__).parent.parent / "data" / "xlsx").glob("*.xlsx"))
"""Real workbooks, rich in features (README.md beside them)."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

TYPES = "[Content_Types].xml"
RELS = "_rels/.rels"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"


def sheet(rows: str = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7</v></c></row>', more: str = "") -> bytes:
    """A worksheet part with these rows."""
    return f'<worksheet xmlns="{MAIN}">{more}<sheetData>{rows}</sheetData></worksheet>'.encode()


def strings(*texts: str) -> bytes:
    """A part of shared strings."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'.encode()


def parts(**changes: bytes | None) -> dict[str, bytes]:
    """The parts of a workbook with one tab, "Mitra". `changes`: lower-case name of a constant above -> its bytes."""
    made: dict[str, bytes | None] = {
        TYPES: (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/></Types>'
        ).encode(),
        RELS: relationships(officeDocument="xl/workbook.xml"),
        WORKBOOK: (
            f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Mitra" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>"
        ).encode(),
        WORKBOOK_RELS: relationships(
            worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml", styles="styles.xml"
        ),
        SHEET: sheet(),
        STRINGS: strings("Yayasan Hijau"),
        STYLES: f'<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>'.encode(),
    }
    made |= {globals()[name.upper()]: data for name, data in changes.items()}
    return {name: data for name, data in made.items() if data is not None}


def relationships(**targets: str) -> bytes:
    """A part of relationships: the last word of the type -> the target; their ids are r1, r2 …"""
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'.encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """The zip file of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def book(**changes: bytes | None) -> bytes:
    """The file of a workbook with one tab; see `parts`."""
    return zipped(parts(**changes))


def contents(data: bytes) -> dict[str, bytes]:
    """Name -> bytes of each member of a zip file, as the standard library reads it."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {info.filename: file.read(info) for info in file.infolist()}


def regions(data: bytes) -> dict[str, tuple[bytes, bytes]]:
    """Name -> (all that a member occupies, what the directory says about it but for the offset)."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        infos = file.infolist()
        starts = sorted(info.header_offset for info in infos)
        ends = dict(zip(starts, [*starts[1:], file.start_dir], strict=True))  # type: ignore[attr-defined]
        at, records = file.start_dir, {}  # type: ignore[attr-defined]
    for info in infos:
        size = 46 + sum(struct.unpack_from("<3H", data, at + 28))
        records[info.filename] = data[at : at + 42] + data[at + 46 : at + size]
        at += size
    return {
        info.filename: (data[info.header_offset : ends[info.header_offset]], records[info.filename]) for info in infos
    }
