"""From what the user wrote to a workbook: a file today; each other kind is one more case here (cli.md, WORKBOOK)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from perdes_sheets.errors import JobError, UseError
from perdes_sheets.workbooks.base import Workbook

FILE_SUFFIXES = (".xlsx", ".xlsm")
BACKUPS = 5
"""How many backups are kept unless someone says otherwise (guarantees.md, Nothing lost 3)."""


@contextlib.contextmanager
def opened(name: str, *, backups: int = BACKUPS) -> Iterator[Workbook]:
    """The workbook that `name` means.

    UseError where the name means no kind of workbook; whatever stops a job within the block knows the workbook's name.
    """
    path = Path(name)
    if path.suffix.lower() not in FILE_SUFFIXES and not path.exists():
        raise UseError("error.not_a_workbook", workbook=name)
    from perdes_sheets.outputs.template import build  # noqa: PLC0415 - only a file's missing tabs need it
    from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook  # noqa: PLC0415 - only files need it

    try:
        yield XlsxWorkbook(path, fresh=build, backups=backups)
    except JobError as error:
        error.values.setdefault("workbook", path.name)
        raise
