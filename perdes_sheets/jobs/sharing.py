"""The workbook as `share` and `collect` open it: one to which the tabs of sharing may be added."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from perdes_sheets.errors import JobError, UseError
from perdes_sheets.jobs.google import Access, opened_google
from perdes_sheets.jobs.opening import BACKUPS, FILE_SUFFIXES
from perdes_sheets.outputs import sharing_template
from perdes_sheets.workbooks.base import Workbook
from perdes_sheets.workbooks.google.address import is_address
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook


@contextlib.contextmanager
def opened_sharing(
    name: str, access: Access, *, fresh: Callable[[str], bytes] = sharing_template.build, backups: int = BACKUPS
) -> Iterator[Workbook]:
    """The workbook `name`; UseError where it is none. Whatever stops a job within knows the workbook's name.

    Tabs that a file lacks are taken from `fresh`: those of sharing, unless a whole sync is to follow. `access` is how
    a workbook in Google Sheets is reached.
    """
    if is_address(name):
        with opened_google(name, access) as workbook:
            yield workbook
        return
    path = Path(name)
    if path.suffix.lower() not in FILE_SUFFIXES and not path.exists():
        raise UseError("error.not_a_workbook", workbook=name)
    try:
        yield XlsxWorkbook(path, fresh=fresh, backups=backups)
    except JobError as error:
        error.values.setdefault("workbook", path.name)
        raise
