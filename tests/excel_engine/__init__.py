"""An Excel in memory, which the real xlwings drives: a test tool.

    with running() as excel:
        book = excel.add("desa.xlsx", {"Mitra": [["Nama", "Jenis"], ["Yayasan Tani", "LSM"]]})
        xw.Book("desa.xlsx").sheets["Mitra"].used_range.value

It is an engine for `xlwings.engines.add`, written from `xlwings.base_classes`. Programs reach it through xlwings only;
tests also see what happened inside (`excel.line.writes()`, `excel.model(book)`), act as the person at the keyboard
(`excel.user(book)`) and make calls fail (`excel.line`).

Modelled, from documentation and from what xlwings' Windows module expects
- Values through COM, both ways: see `values`. Texts that turn into numbers, dates and formulas: see `entry`.
- COM errors, xlwings' repetition of rejected calls, edit mode, dialogs, a process that dies: see `errors`, `line`.
- Names; row, column and tab changes in formulas and names; protection of sheets and structure; Protected View;
  hidden tabs; selection and scrolling per tab; a new sheet becoming the active one; several instances.

Assumed, because no source says it
- Texts written by a program are read the American way, as VBA's are (`programs`); try both regions.
- Which number formats make Range.Value a Decimal: any with the region's currency sign, or with `[$..]`.
- A number or date written into a text cell becomes text; a block that Excel refuses in part isn't written at all.
- Rejections: everything in edit mode is rejected, everything while a dialog shows is to be retried later.

Not modelled
- Calculation. Formulas keep the result from the file, new ones have none; `evaluate` supplies results.
- Tables, charts, pictures, comments, conditional formats, validations, filtering, undo, printing, events,
  Range.Text, dynamic arrays, rich text, several areas, R1C1, WPS Office, and macOS (appscript's own errors and types).
- What a call costs. `Range` objects are made with fewer calls than on Windows.
"""

from .cells import CellError
from .errors import ComError, ExcelBusyError, WouldHangError
from .excel import Excel, running
from .line import Call
from .process import Alert
from .regions import INDONESIA, US, Region

__all__ = [
    "INDONESIA",
    "US",
    "Alert",
    "Call",
    "CellError",
    "ComError",
    "Excel",
    "ExcelBusyError",
    "Region",
    "WouldHangError",
    "running",
]
