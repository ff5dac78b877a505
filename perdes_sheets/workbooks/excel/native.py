"""What xlwings has no name for: Excel's object model itself, on Windows (pywin32) and on macOS (appscript).

On macOS each of these is the same property under appscript's spelling, or, where Excel for Mac has none, an answer that
makes the program do without. `docs/excel.md` lists what only a real Excel can show.
"""

from __future__ import annotations

import sys
from typing import Any

ON_MAC = sys.platform == "darwin"
_WORKBOOKS = 1  # xlExcelLinks


def exact_numbers(area: Any) -> Any:
    """A range's numbers without their formats (Value2): Range.Value gives money as Decimal of four places."""
    return area.api.value2.get() if ON_MAC else area.api.Value2


def is_protected(sheet: Any) -> bool:
    """Whether a program can't write into the tab: it is protected, from programs too."""
    if ON_MAC:
        return bool(sheet.api.protect_contents.get()) and not sheet.api.protection_mode.get()
    return bool(sheet.api.ProtectContents) and not sheet.api.ProtectionMode


def has_fixed_tabs(book: Any) -> bool:
    """Whether the workbook's structure is protected: no tab can be added."""
    return bool(book.api.protect_structure.get() if ON_MAC else book.api.ProtectStructure)


def counts_from_1904(book: Any) -> bool:
    """Whether day 0 of the workbook's dates is 1 January 1904."""
    return bool(book.api.date_1904.get() if ON_MAC else book.api.Date1904)


def is_saved(book: Any) -> bool:
    """Whether the file has all that the open workbook has."""
    return bool(book.api.saved.get() if ON_MAC else book.api.Saved)


def path(book: Any) -> str:
    """Where the workbook's file lies: a path, or an address on OneDrive, where xlwings' own would raise an error."""
    found: str = book.api.full_name.get() if ON_MAC else book.api.FullName
    return found


def show_all_rows(sheet: Any) -> None:
    """Take the filter buttons away, so that no row stays hidden."""
    if ON_MAC:
        if sheet.api.autofilter_mode.get():
            sheet.api.autofilter_mode.set(False)
    elif sheet.api.AutoFilterMode:
        sheet.api.AutoFilterMode = False


def put_filter_buttons(area: Any) -> None:
    """Filter buttons on the first row of `area`, which has none yet."""
    if ON_MAC:
        area.api.autofilter_range()
    else:
        area.api.AutoFilter()


def hide_name(name: Any) -> None:
    """Keep a defined name out of the lists that people see."""
    if not ON_MAC:
        name.api.Visible = False


def protected_views(app: Any) -> list[str]:
    """The names of the files that are open in Protected View; no list of workbooks has them."""
    if ON_MAC:
        return []
    windows = app.api.ProtectedViewWindows
    return [windows(number).SourceName for number in range(1, windows.Count + 1)]


def draw_from_itself(book: Any, source: str) -> None:
    """Charts that came with a tab from the workbook `source` draw from this workbook's own tabs."""
    if source in (book.api.LinkSources(_WORKBOOKS) or ()):
        book.api.ChangeLink(source, book.api.FullName, _WORKBOOKS)
