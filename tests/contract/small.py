"""A small workbook with all that a sync meets: what people typed, automatic columns, owned tabs, a tab of their own."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection
from typing import Any

import xlsxwriter

from perdes_sheets.workbooks.base import AutoColumn, Cell, ErrorValue, Link, Out, OwnedTab, WritePlan

ENTRY, OWNED, DATA, LOOKS, OWN = "Mitra", "Daftar", "_data", "_looks", "Catatan saya"
HEADERS = ("Nama *", "Pemeriksaan", "Telepon", "Tanggal", "Nilai", "Sudah?", "Rumus", "Catatan")
FIRST, CHECK = 5, 1
"""The first row below the headers; the index of the automatic column."""

ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Yayasan Tani", None, "007", dt.date(2024, 3, 31), 1_250_000.5, True, 3.0, "satu\ndua"),
    ("PT Maju", None, "+62 812", dt.date(2024, 2, 29), 0.1, False, ErrorValue("#DIV/0!"), "=bukan rumus"),
    ("Bank Desa", None, "1/2", None, -3.0, None, None, "  spasi  "),
    ("Koperasi", None, None, dt.date(1999, 12, 31), 2_000_000_000_000.0, None, None, None),
)
"""What people typed; column B is the automatic one, G holds formulas."""
FORMULAS = {"G5": "=1+2", "G6": "=1/0"}
OVERWRITTEN, EMPTY_ROW = 7, 8
"""Rows whose automatic cell somebody typed over, and whose automatic cell is empty (an inserted row)."""

MARKER, KEYS = "pd_partners_check", "pd_partners_key"
FORMULA = f'IFERROR(INDEX({MARKER},MATCH("k"&INDEX($A:$A,ROW()),{KEYS},0)),"")'
FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "link": {"font_color": "#0072B2", "underline": 1},
    "date": {"num_format": "dd mmm yyyy"},
    "number": {"num_format": "#,##0.##"},
    "rupiah": {"num_format": '"Rp"#,##0'},
    "late": {"bg_color": "#FADFCF", "font_color": "#7A3300"},
    "hidden": {"italic": True},
}
"""Look -> XlsxWriter's properties; all differ in what the tests can see."""


def build(without: Collection[str] = ()) -> bytes:
    """The workbook's bytes, perhaps without some of its tabs."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        formats = {look: workbook.add_format(properties) for look, properties in FORMATS.items()}
        for title, draw in ((ENTRY, _entry), (OWNED, _owned), (OWN, _own), (DATA, _data), (LOOKS, _looks)):
            if title not in without:
                draw(workbook.add_worksheet(title), formats)
        workbook.define_name("pd_note", f"={DATA}!$A$2")
        workbook.define_name(MARKER, f"={DATA}!$C$2:$C$3")
        workbook.define_name("Milik_saya", f"='{OWN}'!$A$1")
    return file.getvalue()


def _entry(sheet: Any, formats: dict[str, Any]) -> None:
    sheet.write_formula(1, 0, '="Isi di sini. "&pd_note', formats["text"], "Isi di sini. Belum diperiksa.")
    for column, header in enumerate(HEADERS):
        sheet.write_string(FIRST - 2, column, header)
    for row, cells in enumerate(ROWS, FIRST):
        for column, value in enumerate(cells):
            _write(sheet, row - 1, column, value, formats)
        if row not in (OVERWRITTEN, EMPTY_ROW):
            sheet.write_formula(row - 1, CHECK, "=" + FORMULA, None, "lama")
    sheet.write_string(OVERWRITTEN - 1, CHECK, "diketik orang")
    for cell, formula in FORMULAS.items():
        value = ROWS[int(cell[1:]) - FIRST][6]
        sheet.write_formula(cell, formula, None, value.text if isinstance(value, ErrorValue) else value)


def _write(sheet: Any, row: int, column: int, value: Cell, formats: dict[str, Any]) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, float):
        sheet.write_number(row, column, value, formats["rupiah"] if column == 4 else None)


def _owned(sheet: Any, formats: dict[str, Any]) -> None:
    sheet.merge_range("A1:C1", "Lama", formats["title"])
    sheet.set_column(0, 0, 40)
    for row in range(3, 12):
        sheet.write_string(row, 0, f"baris lama {row}", formats["text"])
    sheet.write_url(3, 1, f"internal:'{ENTRY}'!A5", formats["link"], "lama")


def _own(sheet: Any, formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, "jangan diubah", formats["late"])
    sheet.write_formula(1, 0, "=LEN(A1)", None, 13)


def _data(sheet: Any, formats: dict[str, Any]) -> None:
    sheet.hide()
    for column, cells in enumerate((("pd_note", "Belum diperiksa."), (KEYS,), (MARKER,))):
        for row, text in enumerate(cells):
            sheet.write_string(row, column, text, formats["hidden"])


def _looks(sheet: Any, formats: dict[str, Any]) -> None:
    sheet.hide()
    for row, (look, format) in enumerate(formats.items()):
        sheet.write_string(row, 0, look)
        sheet.write_blank(row, 1, None, format)


CHECKS = ("✓", "▲ Lengkapi: tanggal", "✓", "■ Nama: dua kali")
"""What the automatic column shows, row by row."""
NASTY = (
    "007", "1/2", "1.500", "12E5", "=1+1", "+62 812", "-x", "@SUM(A1)", "'petik", "TRUE", "#N/A", "Jan 2024", "5%",
    "\tTab", '"kutip"', "satu\ndua", " spasi ", "✓ Tercapai", "Rp5.000", "x" * 300, "10:30",
)  # fmt: skip
"""Texts that spreadsheets like to read as something else."""


def plan(*, names: Collection[str] = NASTY, note: str = "Diperiksa hari ini.") -> WritePlan:
    """All that a sync wants to see, with a row in OWNED for each of `names`."""
    head: list[list[Out | None]] = [
        [Out("Judul", "title"), Out(None, "title"), Out(None, "title")],
        [],
        [Out("Nama", "title"), Out("Ke", "title"), Out("Hari", "title"), Out("Uang", "title"), None],
    ]
    lines: list[list[Out | None]] = [
        [
            Out(name, "late" if number % 2 else "text"),
            Out(f"Mitra A{number}", "link", Link(tab=ENTRY, cell=f"A{number}")),
            Out(dt.date(2024, 1, 1) + dt.timedelta(number), "date"),
            Out(1_500_000.25 + number, "rupiah"),
            Out(number, "number") if number % 3 else Out(True),
        ]
        for number, name in enumerate(names, 5)
    ]
    last = len(head) + len(lines)
    owned = OwnedTab(
        "checks", OWNED, [*head, *lines], {1: 26.0, **dict.fromkeys(range(4, last + 1), 20.0)}, f"A3:E{last}"
    )
    keys = [row[0] for row in ROWS]
    columns = [["pd_note", note], [KEYS, *(f"k{key}" for key in keys)], [MARKER, *CHECKS], ["kosong", ""]]
    height = max(map(len, columns))
    data = [[_data_out(column[row]) if row < len(column) else None for column in columns] for row in range(height)]
    return WritePlan(
        language="id",
        owned=[owned, OwnedTab("_data", DATA, data)],
        automatic={ENTRY: [AutoColumn(CHECK, MARKER, FIRST, CHECKS, {EMPTY_ROW: FORMULA, OVERWRITTEN: FORMULA})]},
        sentences={ENTRY: {"pd_note": "Isi di sini. " + note}},
        names={
            "pd_note": f"{DATA}!$A$2",
            KEYS: f"{DATA}!$B$2:$B${height}",
            MARKER: f"{DATA}!$C$2:$C${height}",
            "pd_in_partners_name": f"'{ENTRY}'!$A${FIRST}:$A$504",
        },
        print_areas={ENTRY: "A1:H8"},
    )


def _data_out(value: Any) -> Out:
    return Out(value, "hidden", blank=value == "")
