"""Finding the workbook that is meant among those that are open in Excel. Excel is never started here."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.excel import native
from perdes_sheets.workbooks.excel.faults import Patience, fault
from perdes_sheets.workbooks.excel.library import bounded, library

_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls")


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A workbook that is open: `path` is its file's, or its address on OneDrive, or its name while it has no file."""

    book: Any
    name: str
    path: str
    active: bool


def find(name: str | None, is_ours: Callable[[Collection[str]], bool], patience: Patience) -> Any:
    """xlwings' book for the open workbook called `name`, a path or a file's name with or without its ending.

    Without a name, the workbook in front if its tabs are ours (`is_ours` is asked their titles), else the only open one
    that is. WorkbookError where there is none, where there are two, where it isn't ours (a sync would put its tabs into
    it), and where Excel isn't there or doesn't answer.
    """
    with bounded():
        opened, protected, busy = _open_books(patience)
        found = [each for each in opened if _is_called(each, name)] if name else _ours(opened, is_ours, patience)
        if name and len(found) > 1:
            found = [each for each in found if _same_path(each.path, name)] or found
        strange = [each for each in found if name and not is_ours(patience(_titles, each.book))]
    names = ", ".join(sorted(each.name for each in opened)) or "–"
    match found:
        case [one] if one in strange:
            raise WorkbookError("error.excel_not_ours", workbook=one.name)
        case [one]:
            return one.book
        case [_, *_]:
            paths = "; ".join(each.path for each in found)
            raise WorkbookError("error.excel_two", workbook=name or found[0].name, paths=paths)
    if name and any(_stem(name) == _stem(title) for title in protected):
        raise WorkbookError("error.excel_protected_view", workbook=name)
    if busy:
        raise WorkbookError("error.excel_busy", workbook=name or "Excel")
    if name:
        raise WorkbookError("error.excel_not_open", workbook=name, open=names)
    raise WorkbookError("error.excel_none_of_ours", open=names)


def caller() -> Any:
    """xlwings' book from whose window the button was pressed."""
    xlwings = library()
    with bounded():
        return xlwings.Book.caller()


def startup_folder() -> str | None:
    """The folder whose add-ins the running Excel loads at its start; None where no Excel runs or it doesn't answer."""
    xlwings = library()
    if xlwings.engines.active is None:
        return None
    with bounded():
        for app in xlwings.apps:
            try:
                folder: str = app.startup_path
            except Exception as error:
                if fault(error) is None:
                    raise
            else:
                return folder
    return None


def _open_books(patience: Patience) -> tuple[list[OpenBook], list[str], bool]:
    """The open workbooks, what is open in Protected View, and whether one Excel is busy while others may answer."""
    opened: list[OpenBook] = []
    protected: list[str] = []
    busy, apps = False, _apps()
    if not apps:
        raise WorkbookError("error.excel_not_running")
    for place, app in enumerate(apps):
        try:
            opened += patience(_books_of, app, front=place == 0)
            protected += patience(native.protected_views, app)
        except Exception as error:
            if fault(error) is None and not isinstance(error, OSError):  # OSError: a window without any workbook
                raise
            busy |= fault(error) == "busy"
    return opened, protected, busy


def _apps() -> list[Any]:
    """The running Excels, the one in front first."""
    xlwings = library()
    try:
        return list(xlwings.apps)
    except xlwings.XlwingsError as error:
        raise WorkbookError("error.excel_platform") from error


def _books_of(app: Any, *, front: bool) -> list[OpenBook]:
    books = [(book, book.name) for book in app.books]
    active = _active(app) if front and books else None
    return [OpenBook(book, name, native.path(book), name == active) for book, name in books]


def _active(app: Any) -> str | None:
    """The name of the workbook in front; None where every window is hidden."""
    book = app.api.active_workbook.name.get() if native.ON_MAC else app.api.ActiveWorkbook
    return book if book is None or isinstance(book, str) else book.Name


def _ours(opened: list[OpenBook], is_ours: Callable[[Collection[str]], bool], patience: Patience) -> list[OpenBook]:
    ours = [each for each in opened if is_ours(patience(_titles, each.book))]
    return [each for each in ours if each.active] or ours


def _titles(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def _is_called(each: OpenBook, name: str) -> bool:
    """Whether a name means this workbook. A path that leads to a file means that file only."""
    if _base(name) == name or not Path(name).exists():
        return _stem(each.name) == _stem(name) and _ending(name) in ("", _ending(each.name))
    return _same_path(each.path, name)


def _same_path(path: str, name: str) -> bool:
    return os.path.normcase(os.path.realpath(path)) == os.path.normcase(os.path.realpath(name))


def _base(name: str) -> str:
    return PureWindowsPath(name).name  # knows both slashes


def _ending(name: str) -> str:
    ending = PureWindowsPath(name).suffix.lower()
    return ending if ending in _ENDINGS else ""


def _stem(name: str) -> str:
    return _base(name).removesuffix(PureWindowsPath(name).suffix if _ending(name) else "").casefold()
