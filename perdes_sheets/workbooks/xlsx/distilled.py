"""A package of just what calamine reads, vetted, under the names by which calamine finds it.

calamine looks for parts under their usual names, whatever the relationships say. Here they get these names, with their
packed bytes as they are; only the skeleton that ties them together is written anew.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import archive, xml
from perdes_sheets.workbooks.xlsx.archive import Archive, Packed
from perdes_sheets.workbooks.xlsx.limits import LIMITS, MB, Limits
from perdes_sheets.workbooks.xlsx.package import REL, Package
from perdes_sheets.workbooks.xlsx.vetting import Cells, check_strings, shown

_ERROR = re.compile(rb"v>(#[^<]*+)<")
_ERRORS = frozenset((b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"))
"""The errors that calamine knows: those of the standard."""

_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"


def distilled(
    package: Package, sheets: Mapping[str, bytes], parts: Mapping[str, str] = {}, limits: Limits = LIMITS
) -> bytes:
    """A workbook file for calamine with the tabs `sheets` (title -> its XML).

    `parts` names the part in which a tab's bytes lie packed already. WorkbookError where a tab is damaged or beyond the
    limits.
    """
    main = package.main_part()
    found = {relationship.kind: relationship.target for relationship in package.relationships(main)}
    usual = {_STRINGS: found.get("sharedStrings", ""), _STYLES: found.get("styles", "")}
    common = {name: package.read(part) for name, part in usual.items() if part in package}
    for name, data in common.items():
        xml.check_prolog(data, name)
        xml.check_depth(data, name)
    _check(sheets, common.get(_STRINGS, b""), limits)
    properties = xml.parse(package.read(main), main).find("{*}workbookPr")
    date1904 = properties is not None and properties.get("date1904") in ("1", "true")
    pieces = [*_skeleton(list(sheets), date1904)]
    pieces += [_piece(package, name, data, usual[name]) for name, data in common.items()]
    for n, (title, data) in enumerate(sheets.items()):
        known = _known(data)
        pieces.append(
            _piece(package, f"xl/worksheets/sheet{n}.xml", known, parts.get(title) if known is data else None)
        )
    file = io.BytesIO()
    archive.write(file, pieces, Archive())
    return file.getvalue()


def _check(sheets: Mapping[str, bytes], strings: bytes, limits: Limits) -> None:
    cells = Cells(limits)
    lengths = check_strings(strings, limits)
    for title, data in sheets.items():
        xml.check_prolog(data, title)
        xml.check_depth(data, title)
        cells.check(data, title)
    most = limits.text + limits.text_ratio * sum(map(len, sheets.values()))
    if cells.texts * max(lengths, default=0) > most:  # else it can't be too much, whichever strings are shown
        text = sum(shown(data, lengths) for data in sheets.values())
        if text > most:
            raise WorkbookError("error.too_much_text", size=text // MB, most=most // MB)


def _known(data: bytes) -> bytes:
    """A sheet as calamine can read it: one with an error of a newer Excel (`#SPILL!`) would fail it as a whole.

    Which error it was is read from the sheet itself (`grid`).
    """
    for error in set(_ERROR.findall(data)) - _ERRORS if b'"e"' in data else ():
        data = data.replace(b"v>%b<" % error, b"v>#N/A<")
    return data


def _piece(package: Package, name: str, data: bytes, part: str | None) -> Packed:
    """The member `name` with these bytes: as the package has them packed in `part`, where it does."""
    member = package.member(part) if part else data
    return Packed.pack(name, data) if isinstance(member, bytes) else Packed.renamed(name, member, package.content)


def _skeleton(titles: list[str], date1904: bool) -> Iterator[Packed]:
    sheets = "".join(f"<sheet name={quoteattr(title)} r:id='r{n}'/>" for n, title in enumerate(titles))
    related = "".join(
        f"<Relationship Id='r{n}' Type='{REL}/worksheet' Target='worksheets/sheet{n}.xml'/>" for n in range(len(titles))
    )
    main = f"<Relationship Id='r' Type='{REL}/officeDocument' Target='xl/workbook.xml'/>"
    workbook = f"<workbook><workbookPr date1904='{int(date1904)}'/><sheets>{sheets}</sheets></workbook>"
    yield Packed.pack("_rels/.rels", f"<Relationships>{main}</Relationships>".encode())
    yield Packed.pack("xl/workbook.xml", workbook.encode())
    yield Packed.pack("xl/_rels/workbook.xml.rels", f"<Relationships>{related}</Relationships>".encode())
