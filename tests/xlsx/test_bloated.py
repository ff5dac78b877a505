"""Workbooks that drag a lot along are synced within what a hostile file may cost (guarantees.md)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perdes_sheets.jobs.look import look
from perdes_sheets.jobs.sync import sync
from perdes_sheets.outputs import template
from perdes_sheets.workbooks.xlsx.book import Book
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook
from tests.xlsx import books
from tests.xlsx_package.children import SECONDS, run

Parts = dict[str, bytes]
DAY = dt.date(2026, 6, 30)
WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desa.xlsx"
    path.write_bytes(template.build("id"))
    return path


def sheet_of(path: Path, title: str) -> str:
    tab = Book(Package.open(path)).find(title)
    assert tab
    return tab.part


def with_names(parts: Parts) -> None:
    """Names that lead nowhere any more, as copied sheets bring them in."""
    dead = "".join(f'<definedName name="_lama{n}" hidden="1">#REF!</definedName>' for n in range(20_000)).encode()
    parts[WORKBOOK] = parts[WORKBOOK].replace(b"<definedNames>", b"<definedNames>" + dead)


def with_styles(parts: Parts) -> None:
    """Cell styles, fonts and number formats, as years of copying between workbooks leave them."""
    for end, item in (
        (b"</numFmts>", '<numFmt numFmtId="{}" formatCode="0.{}"/>'),
        (b"</fonts>", '<font><sz val="{}"/></font>'),
        (b"</cellXfs>", '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0"/>'),
    ):
        items = "".join(item.format(n, n) for n in range(200, 10_200)).encode()
        parts[STYLES] = parts[STYLES].replace(end, items + end)


@pytest.mark.parametrize("bloat", [with_names, with_styles])
def test_much_that_means_nothing(path: Path, bloat: Callable[[Parts], None]) -> None:
    parts = books.parts(path)
    bloat(parts)
    parts[WORKBOOK] = re.sub(rb'name="(Ringkasan|Agenda|_looks)"', rb'name="\1 lama"', parts[WORKBOOK])
    books.rezip(path, parts)
    outcome = run(sync_twice, path)
    assert outcome.value == ["_looks", "Ringkasan", "Agenda"]
    assert outcome.seconds < SECONDS


def test_a_tab_coloured_from_top_to_bottom(path: Path) -> None:
    """One that a sync fills: none of its three million cells says anything."""
    blank = '<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/><c r="C{row}" s="1"/><c r="D{row}" s="1"/></row>'
    rows = "".join(blank.format(row=row) for row in range(1000, 800_000)).encode()
    agenda = sheet_of(path, "Agenda")
    books.rezip(path, {agenda: books.parts(path)[agenda].replace(b"</sheetData>", rows + b"</sheetData>")})
    outcome = run(sync_twice, path)
    assert outcome.value == []
    assert outcome.seconds < SECONDS


@pytest.mark.parametrize("last", ['<row r="1048576" ht="12.8"/>', '<row r="1048576"><c r="B1048576" s="1"/></row>'])
def test_a_last_row_as_far_down_as_can_be(path: Path, last: str) -> None:
    """LibreOffice writes it where a column has a format, Excel where someone coloured one."""
    end = f"{last}</sheetData>".encode()
    entries = {sheet_of(path, title) for title in ("Perjanjian", "KPI", "Mitra")}
    books.rezip(path, {part: books.parts(path)[part].replace(b"</sheetData>", end) for part in entries})
    assert sync_twice(path) == []
    seen = look(XlsxWorkbook(path, fresh=template.build), DAY)
    assert max(len(state) for states in seen.states.values() for state in states.values()) < 1000


def sync_twice(path: Path) -> list[str]:
    """Which tabs came back the first time; the second time nothing changes."""
    first, second = (sync(XlsxWorkbook(path, fresh=template.build, backups=0), DAY) for _ in range(2))
    assert first.written
    assert first.written.changed
    assert second.written
    assert not second.written.changed
    return list(first.written.restored)
