"""Small workbooks for the tests, made with XlsxWriter, and what to look at in them.

`make` draws a village's workbook in miniature: the entry tab `Perjanjian` (title row, header in row 4, two automatic
columns `status` and `sisa` on the right), the owned tabs `Ringkasan` (with a chart) and `Daftar` (with filter buttons),
and the hidden tabs `_data` and `_looks`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from perdes_sheets.workbooks.base import AutoColumn, Cell, Link, Out, OwnedTab, WritePlan
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "text": {"text_wrap": True, "bottom": 1, "bottom_color": "#D9DEE3"},
    "header": {"bold": True, "bg_color": "#0B4F4A", "font_color": "#FFFFFF"},
    "date": {"num_format": "dd mmm yyyy", "align": "right"},
    "late": {"bg_color": "#FADFCF", "font_color": "#7A3300"},
    "hidden": {"font_color": "#7F7F7F"},
}
HEADER, FIRST, LAST = 4, 5, 12
STATUS, DAYS = 3, 4
"""The automatic columns D and E; A holds the key, B a title, C a date."""
ENTRIES: Sequence[Sequence[Any]] = (("001", "Air bersih", 45_000), ("002", "Sampah", 45_100), ("003", "Jalan", 45_200))

Decorate = Callable[[Any, Mapping[str, Any]], None]
"""Called with XlsxWriter's workbook and its sheets by name, before the workbook is closed."""


def formula(name: str) -> str:
    """The automatic formula of a column, with a quote and a dash: programs write both in several ways."""
    return f'IFERROR(INDEX(pd_agreements_{name},MATCH("k"&INDEX($A:$A,ROW()),pd_agreements_key,0)),"–")'


def content(decorate: Decorate | None = None, *, options: Mapping[str, Any] | None = None) -> bytes:
    """The bytes of the workbook."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **(options or {})})
    looks = {id: book.add_format(dict(look)) for id, look in LOOKS.items()}
    sheets = {name: book.add_worksheet(name) for name in ("Ringkasan", "Perjanjian", "Daftar", "_data", "_looks")}
    _summary(book, sheets["Ringkasan"], looks)
    _entries(sheets["Perjanjian"], looks)
    sheets["Daftar"].autofilter("A4:B6")
    sheets["Daftar"].conditional_format("A5:B6", {"type": "no_blanks", "format": looks["late"]})
    sheets["Daftar"].set_column(0, 0, 33)
    sheets["Daftar"].repeat_rows(3)
    for row, id in enumerate(LOOKS):
        sheets["_looks"].write_string(row, 0, id)
        sheets["_looks"].write_blank(row, 1, None, looks[id])
    sheets["_data"].hide()
    sheets["_looks"].hide()
    for column, name in enumerate(("note", "agreements_key", "agreements_status", "agreements_days")):
        book.define_name(f"pd_{name}", f"=_data!${chr(65 + column)}$2:${chr(65 + column)}$4")
    if decorate:
        decorate(book, sheets)
    book.close()
    return file.getvalue()


def _summary(book: Any, sheet: Any, looks: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, "Ringkasan", looks["header"])
    for row in (1, 2, 3):
        sheet.write_row(row, 0, ["lama", 7], looks["text"])
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=Ringkasan!$A$2:$A$4", "values": "=Ringkasan!$B$2:$B$4"})
    sheet.insert_chart("D2", chart)
    sheet.set_landscape()


def _entries(sheet: Any, looks: Mapping[str, Any]) -> None:
    sheet.merge_range("A1:E1", "", looks["header"])
    sheet.write_formula(0, 0, '="Perjanjian"&pd_village', looks["header"], "Perjanjian")
    sheet.write_formula(1, 0, '="Kolom abu-abu: "&pd_note', None, "Kolom abu-abu: belum")
    sheet.write_row(HEADER - 1, 0, ["Nomor *", "Judul *", "Mulai", "Status", "Sisa hari"], looks["header"])
    for row in range(FIRST, LAST + 1):
        if row - FIRST < len(ENTRIES):
            number, title, start = ENTRIES[row - FIRST]
            sheet.write_string(row - 1, 0, number)
            sheet.write_string(row - 1, 1, title)
            sheet.write_number(row - 1, 2, start, looks["date"])
        sheet.write_formula(row - 1, STATUS, "=" + formula("status"), looks["hidden"], "●")
        sheet.write_formula(row - 1, DAYS, "=" + formula("days"), looks["hidden"], "●")
    sheet.freeze_panes(HEADER, 1)


def make(path: Path, decorate: Decorate | None = None, *, options: Mapping[str, Any] | None = None) -> Path:
    """Write the workbook to `path`."""
    path.write_bytes(content(decorate, options=options))
    return path


def opened(path: Path) -> XlsxWorkbook:
    """The workbook, with a fresh one to take missing tabs from."""
    return XlsxWorkbook(path, fresh=lambda _: content(), backups=0)


SUMMARY = OwnedTab(
    "summary", "Ringkasan",
    [
        [Out("Ringkasan", "header")],
        [Out("Baik", "text"), Out(2, "text")],
        [Out("=1+1", "text", Link(tab="Perjanjian", cell="A5")), Out(1.5, "text")],
        [Out("Terlambat", "late", Link(url="https://contoh.id/?a=1&b=2")), Out(0, "text")],
    ],
    {1: 30},
)  # fmt: skip
LIST = OwnedTab(
    "list", "Daftar",
    [
        [Out("Daftar", "header")], [], [],
        [Out("Nomor", "header"), Out("Status", "header")],
        *([Out(f"00{i}", "text"), Out("■ Terlambat", "late")] for i in range(1, 6)),
    ],
    filter="A4:B9",
)  # fmt: skip
DATA = OwnedTab(
    "_data", "_data",
    [
        [Out(name, "hidden") for name in ("note", "key", "status", "days")],
        *(
            [*(Out(text, "hidden") for text in ("catatan", f"k00{i}", "✓")), Out(None, "hidden", blank=True)]
            for i in (1, 2, 3)
        ),
    ],
)  # fmt: skip


def automatic(
    status: Sequence[Cell], days: Sequence[Cell], filled: Mapping[int, str] | None = None
) -> list[AutoColumn]:
    """The two automatic columns with these cached values, `filled` being formulas for empty cells of `status`."""
    return [
        AutoColumn(STATUS, "pd_agreements_status", FIRST, status, filled or {}),
        AutoColumn(DAYS, "pd_agreements_days", FIRST, days),
    ]


def plan(**changes: Any) -> WritePlan:
    """A sync's whole plan for the workbook."""
    wanted: dict[str, Any] = {
        "owned": [SUMMARY, LIST, DATA],
        "automatic": {"Perjanjian": automatic(["✓ Aktif", "■ Berakhir", "–"], [12, -3.5, ""])},
        "sentences": {"Perjanjian": {"pd_note": "Kolom abu-abu: 12 Mar 2026", "pd_village": "Perjanjian — Desa Suka"}},
        "names": {"pd_note": "_data!$A$2", "pd_village": "_data!$A$3"},
        "print_areas": {"Perjanjian": "A1:E7"},
    }
    return WritePlan("id", **{**wanted, **changes})


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a package, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezip(path: Path, changes: Mapping[str, bytes | None]) -> Path:
    """Give some parts of a package other bytes (None: none), as another program might have written them."""
    kept = {**parts(path), **changes}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            if data is not None:
                archive.writestr(name, data)
    return path
