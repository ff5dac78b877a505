"""Workbooks from .xlsx files: tabs, names and protection of the package; the tabs themselves are read by `sheet_xml`.

Parts are found through relationships, looks through openpyxl's reader of styles. openpyxl as a whole would read every
file twice, for formulas and for results, and take four times as long.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.escape import unescape

from .cells import Look, Rgb
from .sheet_xml import RELATIONSHIP, SheetReader, child, children
from .workbook import HIDDEN, VERY_HIDDEN, VISIBLE, Workbook

_STATES = {"visible": VISIBLE, "hidden": HIDDEN, "veryHidden": VERY_HIDDEN}


def load(path: Path) -> Workbook:
    """The workbook in the file, not open in any Excel yet."""
    styled = load_workbook(path, read_only=True)
    try:
        with ZipFile(path) as package:
            return _load(path, package, _Styles(styled))
    finally:
        styled.close()


def _load(path: Path, package: ZipFile, styles: _Styles) -> Workbook:
    main = next(each.target for each in get_dependents(package, "_rels/.rels") if each.Type.endswith("/officeDocument"))
    related = get_dependents(package, _relations(main))
    parts = {each.id: each.target for each in related}
    root = etree.fromstring(package.read(main))
    shared = next((each.target for each in related if each.Type.endswith("/sharedStrings")), None)
    strings = _strings(package.read(shared)) if shared else []
    book = Workbook(str(path.resolve()))
    for entry in children(root, "sheets"):
        sheet = book.add_sheet(entry.get("name"))
        sheet.visible = _STATES[entry.get("state", "visible")]
        part = parts[entry.get(f"{{{RELATIONSHIP}}}id")]
        targets = {}
        if _relations(part) in package.namelist():
            targets = {each.id: each.Target for each in get_dependents(package, _relations(part))}
        SheetReader(sheet, strings, styles, targets).read(etree.fromstring(package.read(part)))
    views = children(root, "bookViews")
    book.active = book.sheets[int(views[0].get("activeTab", 0)) if views else 0]
    protection = child(root, "workbookProtection")
    book.structure_protected = protection is not None and protection.get("lockStructure") in ("1", "true")
    for entry in children(root, "definedNames"):
        scope = entry.get("localSheetId")
        home = None if scope is None else book.sheets[int(scope)]
        text = entry.get("name").removeprefix("_xlnm.")
        book.define(text, entry.text or "", home, hidden=entry.get("hidden") in ("1", "true"))
    return book


def _relations(part: str) -> str:
    path: str = get_rels_path(part)  # type: ignore[no-untyped-call]
    return path


def _strings(part: bytes) -> list[str]:
    """The shared strings; of rich text the runs joined, of phonetic hints nothing."""
    result = []
    for entry in etree.fromstring(part):
        texts = [text for text in entry.iter("{*}t") if etree.QName(text.getparent()).localname != "rPh"]
        result.append(unescape("".join(text.text or "" for text in texts)))
    return result


class _Styles(dict[int, tuple[Look, bool]]):
    """By style number, made when first asked for: the look, and whether the cell was typed with an apostrophe."""

    def __init__(self, styled: Any) -> None:
        super().__init__()
        self.sheet = styled.worksheets[0]

    def __missing__(self, style: int) -> tuple[Look, bool]:
        cell: Any = ReadOnlyCell(self.sheet, 1, 1, None, "n", style)
        fill, font, alignment = cell.fill, cell.font, cell.alignment
        look = Look(
            number_format=cell.number_format or "General",
            color=_rgb(fill.fgColor) if fill.fill_type == "solid" else None,
            locked=cell.protection.locked,
            bold=bool(font.b),
            italic=bool(font.i),
            font_name=font.name or "Calibri",
            font_size=float(font.sz or 11),
            font_color=_rgb(font.color) or (0, 0, 0),
            wrap_text=bool(alignment.wrap_text),
            horizontal=alignment.horizontal or "general",
            vertical=alignment.vertical or "bottom",
        )
        self[style] = look, bool(cell.style_array.quotePrefix)
        return self[style]


def _rgb(color: Any) -> Rgb | None:
    """None for a colour of the theme, too."""
    if color is None or color.type != "rgb" or not isinstance(color.rgb, str):
        return None
    digits = color.rgb[-6:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
