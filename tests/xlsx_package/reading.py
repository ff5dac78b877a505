"""A workbook file's tabs read the way a sync reads them: the package, what is vetted of it, calamine."""

from __future__ import annotations

import io
from pathlib import Path

from python_calamine import CalamineWorkbook

from perdes_sheets.outputs.template import build
from perdes_sheets.workbooks.xlsx import xml
from perdes_sheets.workbooks.xlsx.distilled import distilled
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook

Rows = list[list[object]]


def tabs(package: Package) -> dict[str, str]:
    """Title -> part of each worksheet."""
    main = package.main_part()
    worksheets = {rel.id: rel.target for rel in package.relationships(main) if rel.kind == "worksheet"}
    listed = xml.parse(package.read(main), main).iter("{*}sheet")
    ids = {
        sheet.get("name", ""): next(value for name, value in sheet.attrib.items() if str(name).endswith("}id"))
        for sheet in listed
    }
    return {title: worksheets[str(id)] for title, id in ids.items() if id in worksheets}


def rows(package: Package) -> dict[str, Rows]:
    """Title -> the rows of each worksheet, from A1 on."""
    titles = {title: package.read(part) for title, part in tabs(package).items()}
    with CalamineWorkbook.from_filelike(io.BytesIO(distilled(package, titles))) as workbook:
        return {title: list(workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)) for title in titles}


def read(path: Path) -> int:
    """How many rows the workbook at `path` has, all tabs together, read as every command does."""
    sheets = XlsxWorkbook(path, fresh=build).read()
    return sum(len(sheets[title].rows) for title in sheets)
