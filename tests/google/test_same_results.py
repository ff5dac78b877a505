"""A Google Sheet gives what a file with the same entries gives: the same JSON, the same tabs."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from perdes_sheets.jobs.look import look
from perdes_sheets.jobs.sync import sync
from perdes_sheets.outputs import document, sample
from perdes_sheets.outputs.google_template.cells import value
from perdes_sheets.outputs.template import build
from perdes_sheets.outputs.template.columns import places
from perdes_sheets.schema.tabs import ENTRY_TABS, TAB_ORDER
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Cell, ErrorValue, Sheet, Workbook
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook
from tests.google.conftest import DAY, Desk
from tests.rules_examples import NAMES, Example, example

ERRORS = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#REF!": "=#REF!", "#VALUE!": '="a"+1'}
"""Formulas that give an error."""


def said(workbook: Workbook, of: Example) -> str:
    view = look(workbook, of.as_of)
    return document.text(
        document.document("x", view.reading, view.results, words(view.reading.language), changed=False)
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_examples_give_the_same_json(name: str, desk: Desk, tmp_path: Path) -> None:
    of = example(name)
    path = tmp_path / "desa.xlsx"
    path.write_bytes(_file(of.sheets()))
    _type(desk, of.sheets())
    from_google = said(desk.workbook(), of)
    assert from_google == said(XlsxWorkbook(path, fresh=build), of)
    assert f'"language": "{of.language}"' in from_google
    assert len(from_google) > 20_000


def _file(sheets: Mapping[str, Sheet]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        dates = book.add_format({"num_format": "dd mmm yyyy"})
        for sheet in sheets.values():
            tab = book.add_worksheet(sheet.title)
            for r, row in enumerate(sheet.rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, ErrorValue):
                        tab.write_formula(r, c, ERRORS[cell.text], None, cell.text)
                    elif isinstance(cell, dt.date):
                        tab.write_datetime(r, c, cell, dates)
                    elif isinstance(cell, str):
                        tab.write_string(r, c, cell)
                    elif cell is not None:
                        tab.write(r, c, cell)
    return file.getvalue()


def _type(desk: Desk, sheets: Mapping[str, Sheet]) -> None:
    """Put the cells into the spreadsheet as people did: numbers, texts, dates with a date's format."""
    requests: list[Any] = []
    for number, sheet in enumerate(sheets.values(), 1):
        size = {"rowCount": len(sheet.rows) + 5, "columnCount": max(map(len, sheet.rows)) + 2}
        requests.append({"addSheet": {"properties": {"sheetId": number, "title": sheet.title, "gridProperties": size}}})
        lines = [{"values": [_cell(cell) for cell in row]} for row in sheet.rows]
        fields = "userEnteredValue,userEnteredFormat"
        requests.append({"updateCells": {"start": {"sheetId": number}, "rows": lines, "fields": fields}})
    desk.editor.requests(*requests, {"deleteSheet": {"sheetId": 0}})


def _cell(cell: Cell) -> Any:
    if isinstance(cell, ErrorValue):
        return {"userEnteredValue": {"formulaValue": ERRORS[cell.text]}}
    made: dict[str, Any] = {"userEnteredValue": value(cell)} if value(cell) else {}
    if isinstance(cell, dt.date):
        made["userEnteredFormat"] = {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}
    return made


def test_the_sample_village_is_the_same_tab_by_tab(synced: Desk, tmp_path: Path) -> None:
    """Every cell of every tab: what people typed, the grey columns, the summaries, what charts draw."""
    path = tmp_path / "desa.xlsx"
    path.write_bytes(build("id", sample.cells("id", DAY)))
    sync(XlsxWorkbook(path, fresh=build, backups=0), DAY)
    file, google, say = XlsxWorkbook(path, fresh=build).read(), synced.workbook().read(), words("id")
    compared = 0
    for tab in TAB_ORDER:
        if tab == "_looks":
            continue  # a file keeps a specimen of each look there; Google needs none
        wanted, found = _plain(file[say.tab(tab)].rows), _plain(google[say.tab(tab)].rows)
        assert found.keys() == wanted.keys(), tab
        for place, cell in wanted.items():
            assert found[place] == cell, (tab, place)
        compared += len(wanted)
    assert compared > 4000


def _plain(rows: Sequence[Sequence[Cell]]) -> dict[tuple[int, int], object]:
    """The cells that hold something; dates as numbers, for where one of both doesn't format them."""
    found: dict[tuple[int, int], object] = {}
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            day = cell.date() if isinstance(cell, dt.datetime) else cell
            found[r, c] = float((day - dt.date(1899, 12, 30)).days) if isinstance(day, dt.date) else day
    return found


def test_the_headers_are_where_the_file_has_them() -> None:
    for tab in ENTRY_TABS:
        assert list(places(tab))[:2] == [tab.key.id, "check"]
