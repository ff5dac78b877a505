"""A partner's copy that came back: known by its mark, under any name and by whatever program it was saved again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from perdes_sheets.outputs.partner_copy import mark
from perdes_sheets.outputs.partner_copy.mark import Mark
from perdes_sheets.outputs.template import build
from perdes_sheets.reading import answers
from perdes_sheets.reading.answers import Answers
from perdes_sheets.workbooks.base import Sheet
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy's mark and its sheets; `name` is that of the file, or of the Google Sheet."""

    name: str
    mark: Mark
    sheets: Mapping[str, Sheet]

    def answers(self) -> Answers:
        """What the partner typed."""
        return answers.read(self.sheets, self.mark.language)


def open_copy(path: Path) -> Copy | None:
    """The copy in a file; None where it is some other workbook. WorkbookError where it can't be read."""
    return copy_of(path.name, XlsxWorkbook(path, fresh=build).read())


def copy_of(name: str, sheets: Mapping[str, Sheet]) -> Copy | None:
    """The copy whose sheets these are; None where they are some other workbook's."""
    title = next((title for title in sheets if title.casefold() == mark.TAB), None)
    found = mark.read(sheets[title]) if title is not None else None
    return None if found is None else Copy(name, found, sheets)


def has_answers(copy: Copy) -> bool:
    """Whether the partner filled in anything."""
    return bool(copy.answers().answers)
