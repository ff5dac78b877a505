"""init: a new workbook, empty or with the sample village."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from perdes_sheets.errors import UseError, WorkbookError
from perdes_sheets.jobs.sync import sync
from perdes_sheets.outputs import sample as samples
from perdes_sheets.outputs.template import build
from perdes_sheets.workbooks.xlsx.saving import save_new
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook


def init(path: Path, language: str, *, sample_day: dt.date | None = None, force: bool = False) -> None:
    """Write a new workbook to `path`; with `sample_day`, filled with the sample village and synced as of that day.

    UseError where the file is there already (without `force`) or can't be an .xlsx; WorkbookError where it can't be
    written.
    """
    if path.suffix.lower() != ".xlsx":
        raise UseError("error.new_suffix", workbook=path.name)
    if path.exists() and not force:
        raise UseError("error.exists", workbook=path.name)
    if not path.absolute().parent.is_dir():
        raise WorkbookError("error.no_folder", folder=str(path.parent))
    cells = samples.cells(language, sample_day) if sample_day else None
    save_new(path, build(language, cells))
    if sample_day:
        sync(XlsxWorkbook(path, fresh=build, backups=0), sample_day)
