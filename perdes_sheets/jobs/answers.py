"""A partner's copy that came back: known by its mark, under any name and by whatever program it was saved again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from perdes_sheets.errors import JobError, UseError
from perdes_sheets.jobs.look import View
from perdes_sheets.outputs.partner_copy import mark
from perdes_sheets.outputs.partner_copy.mark import Mark
from perdes_sheets.outputs.template import build
from perdes_sheets.reading import answers
from perdes_sheets.reading.answers import Answers
from perdes_sheets.workbooks.base import Sheet
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook

SUFFIXES = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy's mark and its sheets; `name` is that of the file, or of the Google Sheet."""

    name: str
    mark: Mark
    sheets: Mapping[str, Sheet]

    def answers(self) -> Answers:
        """What the partner typed."""
        return answers.read(self.sheets, self.mark.language)


@dataclass(frozen=True, slots=True)
class Found:
    """A workbook that may be a copy that came back: the copy, or the message id of why it is none or can't be read.

    What was saved later (`saved`, seconds) counts more than what was saved before. `partner`: whose copy it has to be.
    """

    name: str
    copy: Copy | None = None
    problem: str = "collect.no_copy"
    saved: float = 0.0
    partner: str = ""


Source = Callable[[View], Iterable[Found]]
"""Where copies come back from: a folder, or the Google Sheets that were given."""


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


def in_folder(folder: Path) -> Source:
    """The files that lie in `folder`; UseError where there is no such folder."""
    if not folder.is_dir():
        raise UseError("error.collect_folder", folder=str(folder))
    return lambda _: _files(folder)


def _files(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith(("~$", ".")) or not path.is_file():
            continue
        try:
            yield Found(path.name, open_copy(path), saved=path.stat().st_mtime)
        except JobError as error:
            yield Found(path.name, problem=error.message)
