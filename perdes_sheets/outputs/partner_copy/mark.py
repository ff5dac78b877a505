"""The mark by which a copy is known under any file name: cells of a hidden tab, which every program saves again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from perdes_sheets.outputs.partner_copy.view import PartnerView
from perdes_sheets.reading.cell import text_of
from perdes_sheets.workbooks.base import Cell, Sheet

TAB = "_copy"
KIND, VERSION = "perdes-sheets partner copy", "1"
"""What the first cell says, and which version of the copy's tabs this is: an older copy stays readable."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose copy of which village's workbook it is. `village` is as the titles show it."""

    village: str
    village_code: str
    partner: str
    language: str
    as_of: dt.date | None
    version: str = VERSION


def rows(shown: PartnerView) -> list[tuple[str, str]]:
    """The cells of the hidden tab, name beside value, all of them texts."""
    return [
        (KIND, VERSION),
        ("village", shown.village),
        ("village_code", shown.village_code or ""),
        ("partner", shown.partner),
        ("language", shown.language),
        ("as_of", shown.as_of.isoformat()),
    ]


def read(sheet: Sheet | None) -> Mark | None:
    """The mark that a copy carries; None where the sheet is none."""
    if sheet is None or not sheet.rows or _text(sheet.rows[0], 0) != KIND:
        return None
    found = {_text(row, 0): _text(row, 1) for row in sheet.rows[1:]}
    if not found.get("partner"):
        return None
    try:
        as_of = dt.date.fromisoformat(found.get("as_of", ""))
    except ValueError:
        as_of = None
    return Mark(
        found.get("village", ""),
        found.get("village_code", ""),
        found["partner"],
        found.get("language", ""),
        as_of,
        _text(sheet.rows[0], 1),
    )


def _text(row: object, column: int) -> str:
    cells: list[Cell] = list(row) if isinstance(row, (list, tuple)) else []
    return text_of(cells[column]).strip() if column < len(cells) and cells[column] is not None else ""
