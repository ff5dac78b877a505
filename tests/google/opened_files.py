"""A file that somebody saved as a Google Sheet, opened by the program, and what anybody sees in it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perdes_sheets.outputs import google_template
from perdes_sheets.outputs.google_template.requests import cell_format
from perdes_sheets.outputs.looks import LOOKS
from perdes_sheets.reading.layout import a1
from perdes_sheets.workbooks.google.client import Client
from perdes_sheets.workbooks.google.sign_in import sign_in
from perdes_sheets.workbooks.google.telling import quiet
from perdes_sheets.workbooks.google.workbook import GoogleWorkbook
from tests.google.calculating import calculated
from tests.google.uploads import upload
from tests.google_emulator import Emulator, colors
from tests.google_emulator.model import Cell, Sheet


@dataclass
class SeenTab:
    """One tab, by address."""

    values: dict[str, object] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


@contextmanager
def online(path: Path) -> Iterator[tuple[GoogleWorkbook, Emulator]]:
    """The workbook, signed in as a service account, and the service that holds it."""
    with tempfile.TemporaryDirectory() as folder, Emulator(evaluate=calculated) as google:
        account = google.service_account()
        key = upload(google, path, "sari@desa.id", {account.email: "writer"})
        file = google.service_account_file(Path(folder) / "kunci.json", account)
        client = Client(*sign_in(str(file), quiet, writing=True))
        client.session.mount("https://", google.adapter)  # its own: a test may have several
        try:
            yield GoogleWorkbook(key, client=client, drawing=google_template), google
        finally:
            client.close()
        assert not google.violations


def tabs(google: Emulator, key: str) -> dict[str, SeenTab]:
    """Title -> what stands there, computed."""
    spreadsheet = google.spreadsheets[key]
    calculation = google.store.calculation(google.file(key).spreadsheet)
    titles = {f"#gid={sheet.id}": sheet.title for sheet in spreadsheet.sheets}
    return {sheet.title: _tab(sheet, calculation, titles) for sheet in spreadsheet.sheets}


def names(google: Emulator, key: str) -> dict[str, str]:
    """Name -> where it leads: `Mitra!A4:A`."""
    spreadsheet = google.spreadsheets[key]
    found = {}
    for named in spreadsheet.named_ranges:
        there = named["range"]
        title = spreadsheet.by_id(there.get("sheetId")).title
        first = a1(there.get("startRowIndex", 0) + 1, there.get("startColumnIndex", 0))
        last = a1(there.get("endRowIndex", 0), there["endColumnIndex"] - 1)
        if "endRowIndex" not in there:
            last = last.rstrip("0")
        found[named["name"]] = f"{title}!{first}" + ("" if last == first else f":{last}")
    return found


def _tab(sheet: Sheet, calculation: Any, titles: dict[str, str]) -> SeenTab:
    seen = SeenTab()
    for row, column, cell in sheet.cells():
        at = a1(row + 1, column)
        value = _value(calculation.effective(sheet, row, column), cell)
        if value not in (None, ""):
            seen.values[at] = value
        if cell.formula is not None:
            seen.formulas[at] = cell.formula.removeprefix("=")
        if look := _look(cell):
            seen.looks[at] = look
        if uri := _uri(cell):
            gid, _, place = uri.partition("&range=")
            seen.links[at] = f"{titles[gid]}!{place}" if gid in titles else uri
    return seen


def _value(found: Any, cell: Cell) -> object:
    if found is None:
        return None
    if "errorValue" in found:
        return {"DIVIDE_BY_ZERO": "#DIV/0!", "N_A": "#N/A", "REF": "#REF!"}.get(found["errorValue"]["type"], "#?")
    value = next(iter(found.values()))
    if isinstance(value, bool | str):
        return value
    kind = ((cell.format or {}).get("numberFormat") or {}).get("type")
    return dt.date(1899, 12, 30) + dt.timedelta(value) if kind == "DATE" else float(value)


def _uri(cell: Cell) -> str | None:
    formats = [(cell.format or {}).get("textFormat", {}), *(run.get("format", {}) for run in cell.runs or ())]
    return next((each["link"]["uri"] for each in formats if "link" in each), None)


def _look(cell: Cell) -> str | None:
    """The look that a cell was painted with; None where it has none of the program's."""
    format = cell.format or {}
    letters = {name: part for name, part in format.get("textFormat", {}).items() if name != "link"}
    return STORED.get(str({**format, "textFormat": letters}))


def _stored(look: Any) -> str:
    return str(colors.both({"$ref": "CellFormat"}, cell_format(look)))


STORED = {_stored(look): id for id, look in reversed(LOOKS.items())}
"""A format as Google keeps it -> the first look that has it."""
