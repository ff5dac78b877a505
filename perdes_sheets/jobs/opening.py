"""From what the user wrote to a workbook: each kind is one case here (cli.md, WORKBOOK)."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from perdes_sheets.errors import JobError, UseError
from perdes_sheets.jobs.google import Access, opened_google
from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.tabs import ENTRY_TABS
from perdes_sheets.schema.words import every
from perdes_sheets.workbooks.base import Workbook
from perdes_sheets.workbooks.google import address

FILE_SUFFIXES = (".xlsx", ".xlsm")
BACKUPS = 5
"""How many backups are kept unless someone says otherwise (guarantees.md, Nothing lost 3)."""


def whole(language: str) -> bytes:
    """The template, from which a file gets back any tab that it lacks."""
    from perdes_sheets.outputs.template import build  # noqa: PLC0415 - only a file's missing tabs need it

    return build(language)


@contextlib.contextmanager
def opened(
    name: str,
    *,
    backups: int = BACKUPS,
    access: Access = Access(),  # noqa: B008 - frozen
    fresh: Callable[[str], bytes] = whole,
) -> Iterator[Workbook]:
    """The workbook that `name` means; `access` is how one in Google Sheets is reached.

    `fresh` makes the workbook, in a language, from which a file gets tabs that it lacks. UseError where the name means
    no kind of workbook; whatever stops a job within the block knows the workbook's name.
    """
    if address.is_address(name):
        with opened_google(name, access) as workbook:
            yield workbook
        return
    path = Path(name)
    if path.suffix.lower() not in FILE_SUFFIXES and not path.exists():
        raise UseError("error.not_a_workbook", workbook=name)
    from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook  # noqa: PLC0415 - only files need it

    try:
        yield XlsxWorkbook(path, fresh=fresh, backups=backups)
    except JobError as error:
        error.values.setdefault("workbook", path.name)
        raise


@contextlib.contextmanager
def opened_live(name: str | None, *, save: bool = False, backups: int = BACKUPS) -> Iterator[Workbook]:
    """The workbook open in Excel that `name` means; without a name the one in front, if it is one of ours.

    Held until the block ends: a second sync of it waits. With `save`, what is written is saved too. WorkbookError where
    there is no such workbook, or no Excel.
    """
    from perdes_sheets.workbooks.excel import books  # noqa: PLC0415 - only a workbook open in Excel needs it
    from perdes_sheets.workbooks.excel.faults import Patience  # noqa: PLC0415
    from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook  # noqa: PLC0415
    from perdes_sheets.workbooks.xlsx import locks, saving  # noqa: PLC0415

    patience = Patience()
    book = ExcelWorkbook(
        books.find(name, are_ours, patience), fresh=whole, save=save, backups=backups, patience=patience
    )
    with locks.exclusive(Path(tempfile.gettempdir(), book.name), saving.WAIT):
        yield book


def are_ours(titles: Collection[str]) -> bool:
    """Whether tabs of these titles make a workbook of this program: two in which people type are among them."""
    keys = {key_of(title) for title in titles}
    typed_in = ("settings", *(tab.id for tab in ENTRY_TABS))
    return any(sum(key_of(say.tab(tab)) in keys for tab in typed_in) >= 2 for say in every())
