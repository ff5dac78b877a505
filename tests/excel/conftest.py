"""An Excel in memory with the small workbook open in it, and this program's workbook on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import xlwings as xw

from perdes_sheets.outputs import sample
from perdes_sheets.outputs.template import build
from perdes_sheets.workbooks.excel.faults import Patience
from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook
from tests.cli.conftest import perdes
from tests.contract import small
from tests.excel.calculating import calculated
from tests.excel_engine import Excel, running

__all__ = ["perdes"]

DAY = dt.date(2026, 6, 30)


fresh = cache(build)
"""The template, built once."""


class Pauses(list[float]):
    """What the program waited between tries, without waiting."""

    @property
    def patience(self) -> Patience:
        return Patience(sleep=self.append)


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running(evaluate=calculated) as started:
        yield started


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def book(excel: Excel, tmp_path: Path) -> xw.Book:
    """The small workbook, open in Excel."""
    path = tmp_path / "desa.xlsx"
    path.write_bytes(small.build())
    return excel.open(path)


@pytest.fixture
def workbook(book: xw.Book, pauses: Pauses) -> ExcelWorkbook:
    return ExcelWorkbook(book, fresh=lambda language: small.build(), patience=pauses.patience)


@pytest.fixture(scope="session")
def village_bytes() -> bytes:
    return build("id", sample.cells("id", DAY))


@pytest.fixture
def village(excel: Excel, village_bytes: bytes, tmp_path: Path) -> xw.Book:
    """The sample village's workbook, open in Excel."""
    path = tmp_path / "kemitraan.xlsx"
    path.write_bytes(village_bytes)
    return excel.open(path)
