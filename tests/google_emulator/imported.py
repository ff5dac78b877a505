"""An .xlsx file as Drive turns it into a Google Sheet: tabs, values, formulas, dates, what is hidden.

How far protection survives isn't written down anywhere, so a test can have it either way (Drive.keeps_protection).
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from email.message import Message
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.datetime import to_excel

from .errors import Json, NotEmulatedError, drive_error
from .model import DEFAULT_COLUMNS, DEFAULT_ROWS, Cell, Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STRINGS = re.compile(r'("(?:[^"]|"")*")')


def related(content_type: str, raw: bytes) -> tuple[bytes, bytes]:
    """The metadata and the .xlsx file of a multipart/related upload; 400 where it isn't built like one."""
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_param("boundary")
    parts = [_part(text) for text in raw.split(f"--{boundary}".encode())[1:-1]]
    types = [kind.partition(";")[0] for kind, _ in parts]
    if header.get_content_type() != "multipart/related" or len(parts) != 2 or types[0] != "application/json":
        raise drive_error(400, "badContent", "Malformed multipart body.")
    if types[1] != XLSX:
        raise NotEmulatedError(f"an upload of type {types[1]}")
    return parts[0][1], parts[1][1]


def _part(text: bytes) -> tuple[str, bytes]:
    """The type and the content of one part."""
    head, _, content = text.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    lines = dict(line.lower().split(": ", 1) for line in head.decode().split("\r\n"))
    return lines.get("content-type", ""), content.removesuffix(b"\r\n")


def sheets(content: bytes, new_number: Callable[[], int], editor: str, *, protected: bool) -> list[Sheet]:
    """The tabs of an .xlsx file; 400 where it is none. With `protected`, protection stays, for all but `editor`."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
    except (BadZipFile, OSError, ValueError, KeyError) as error:
        raise drive_error(400, "badRequest", "Bad Request. The file can't be converted.") from error
    return [_sheet(each, new_number, editor, protected=protected) for each in book.worksheets]


def _sheet(source: Any, new_number: Callable[[], int], editor: str, *, protected: bool) -> Sheet:
    size = max(source.max_row, DEFAULT_ROWS), max(source.max_column, DEFAULT_COLUMNS)
    sheet = Sheet.new(new_number(), source.title, *size)
    if source.sheet_state != "visible":
        sheet.properties["hidden"] = True
    for line in source.iter_rows():
        for each in line:
            if each.value is not None:
                sheet.put(each.row - 1, each.column - 1, _cell(each))
    if protected and source.protection.sheet:
        kept = {"protectedRangeId": new_number(), "range": {"sheetId": sheet.id}, "editors": {"users": [editor]}}
        sheet.objects["protectedRanges"].append(kept)
    return sheet


def _cell(source: Any) -> Cell:
    value = source.value
    if source.data_type == "f":
        return Cell({"formulaValue": _semicolons(str(value))})
    if isinstance(value, bool):
        return Cell({"boolValue": value})
    if isinstance(value, dt.date):
        format: Json = {"numberFormat": {"type": "DATE", "pattern": "d mmm yyyy"}}
        serial: Any = to_excel
        return Cell({"numberValue": serial(value)}, format)
    if isinstance(value, int | float):
        return Cell({"numberValue": value})
    return Cell({"stringValue": str(value)})


def _semicolons(formula: str) -> str:
    """Arguments parted as every locale of Google Sheets takes them; what stands in quotes stays."""
    parts = STRINGS.split(formula)
    return "".join(part if i % 2 else part.replace(",", ";") for i, part in enumerate(parts))
