"""What `.api` gives: a small part of Excel's own object model, for what xlwings has no name for.

Members are named and numbered as in Excel's reference. One that isn't modelled raises AttributeError, like a member
that doesn't exist; add it here, with what the reference says of it, when the product needs it.
"""

# ruff: noqa: N802, N803 - Excel's own names
from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

from . import errors
from . import workbook as model
from .api_sheet import Range, Worksheet
from .line import Kind
from .process import Process
from .workbook import VISIBLE

_CALCULATION = {"automatic": -4105, "manual": -4135, "semiautomatic": 2}
_INTERNATIONAL = {3: "decimal", 4: "thousands", 25: "currency"}  # xlDecimalSeparator, xlThousandsSeparator, ...


class Application:
    def __init__(self, process: Process) -> None:
        self._process = process

    def _get(self, member: str) -> AbstractContextManager[None]:
        return self._process.line.call("get", f"Application.{member}")

    @property
    def Ready(self) -> bool:
        """Whether Excel takes calls; in edit mode even the question is rejected."""
        with self._get("Ready"):
            return True

    @property
    def Interactive(self) -> bool:
        with self._get("Interactive"):
            return self._process.interactive

    @property
    def Calculation(self) -> int:
        with self._get("Calculation"):
            return _CALCULATION[self._process.calculation]

    @property
    def Hwnd(self) -> int:
        with self._get("Hwnd"):
            return self._process.pid * 16

    @property
    def ActiveWorkbook(self) -> Workbook | None:
        with self._get("ActiveWorkbook"):
            return Workbook(self._process.active) if self._process.active else None

    @property
    def ActiveSheet(self) -> Worksheet | None:
        with self._get("ActiveSheet"):
            return Worksheet(self._process.active.active) if self._process.active else None

    @property
    def ActiveWindow(self) -> Window | None:
        with self._get("ActiveWindow"):
            return Window(self._process.active) if self._process.active else None

    @property
    def Workbooks(self) -> Workbooks:
        with self._get("Workbooks"):
            return Workbooks(self._process)

    @property
    def ProtectedViewWindows(self) -> ProtectedViewWindows:
        with self._get("ProtectedViewWindows"):
            return ProtectedViewWindows(self._process)

    def International(self, Index: int) -> str:
        with self._process.line.call("call", "Application.International"):
            found: str = getattr(self._process.machine.locale.region, _INTERNATIONAL[Index])
            return found

    def Goto(self, Reference: Range, Scroll: bool = False) -> None:
        with self._process.line.call("call", "Application.Goto"):
            sheet, box = Reference.worksheet, Reference.box
            if sheet.visible != VISIBLE:
                raise errors.refused("Method 'Goto' of object '_Application' failed")
            self._process.active = sheet.workbook
            sheet.workbook.active = sheet
            sheet.selection = box
            if Scroll:
                sheet.scroll = (box.row, box.column)


class Workbooks:
    def __init__(self, process: Process) -> None:
        self._process = process

    @property
    def Count(self) -> int:
        with self._process.line.call("get", "Workbooks.Count"):
            return len(self._process.books)


class ProtectedViewWindows:
    """The files that are open in Protected View; they are in no list of workbooks."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @property
    def Count(self) -> int:
        with self._process.line.call("get", "ProtectedViewWindows.Count"):
            return len(self._process.protected_views)

    def __call__(self, Index: int) -> ProtectedViewWindow:
        with self._process.line.call("call", "ProtectedViewWindows.Item"):
            if not 1 <= Index <= len(self._process.protected_views):
                raise errors.bad_index()
            return ProtectedViewWindow(self._process, self._process.protected_views[Index - 1])

    def __iter__(self) -> Iterator[ProtectedViewWindow]:
        with self._process.line.call("iterate", "ProtectedViewWindows"):
            return iter([ProtectedViewWindow(self._process, fullname) for fullname in self._process.protected_views])


class ProtectedViewWindow:
    def __init__(self, process: Process, fullname: str) -> None:
        self._process = process
        self._book = model.Workbook(fullname)

    def _get(self, member: str) -> AbstractContextManager[None]:
        return self._process.line.call("get", f"ProtectedViewWindow.{member}")

    @property
    def Caption(self) -> str:
        with self._get("Caption"):
            return self._book.name

    @property
    def SourceName(self) -> str:
        with self._get("SourceName"):
            return self._book.name

    @property
    def SourcePath(self) -> str:
        with self._get("SourcePath"):
            return self._book.folder


class Workbook:
    def __init__(self, book: model.Workbook) -> None:
        self._book = book

    def _call(self, kind: Kind, member: str, *, writes: bool = False) -> AbstractContextManager[None]:
        if self._book.process is None:
            raise errors.disconnected()
        return self._book.process.line.call(kind, f"Workbook.{member}", writes=writes)

    @property
    def Name(self) -> str:
        with self._call("get", "Name"):
            return self._book.name

    @property
    def FullName(self) -> str:
        with self._call("get", "FullName"):
            return self._book.fullname

    @property
    def Path(self) -> str:
        with self._call("get", "Path"):
            return self._book.folder

    @property
    def ReadOnly(self) -> bool:
        with self._call("get", "ReadOnly"):
            return self._book.read_only

    @property
    def Saved(self) -> bool:
        with self._call("get", "Saved"):
            return self._book.saved

    @Saved.setter
    def Saved(self, value: bool) -> None:
        with self._call("set", "Saved"):
            self._book.saved = value

    @property
    def ProtectStructure(self) -> bool:
        with self._call("get", "ProtectStructure"):
            return self._book.structure_protected

    @property
    def Date1904(self) -> bool:
        with self._call("get", "Date1904"):
            return self._book.date1904

    def LinkSources(self, Type: int = 1) -> tuple[str, ...] | None:
        """The workbooks that this one refers to; None where there are none."""
        with self._call("call", "LinkSources"):
            return tuple(self._book.links) or None

    def ChangeLink(self, Name: str, NewName: str, Type: int = 1) -> None:
        """What referred to one workbook refers to another; with the workbook's own name, to itself."""
        with self._call("call", "ChangeLink", writes=True):
            if Name not in self._book.links:
                raise errors.refused("Method 'ChangeLink' of object '_Workbook' failed")
            others = [link for link in self._book.links if link != Name]
            self._book.links = others if NewName == self._book.fullname else [*others, NewName]
            self._book.changed()

    @property
    def Application(self) -> Application:
        with self._call("get", "Application"):
            assert self._book.process is not None
            return Application(self._book.process)

    def Windows(self, Index: int = 1) -> Window:
        with self._call("call", "Windows"):
            if Index != 1:
                raise errors.bad_index()
            return Window(self._book)


class Window:
    """The window of a book; it shows the book's active sheet, and scrolls and selects in that one."""

    def __init__(self, book: model.Workbook) -> None:
        self._book = book

    def _call(self, kind: Kind, member: str) -> AbstractContextManager[None]:
        if self._book.process is None:
            raise errors.disconnected()
        return self._book.process.line.call(kind, f"Window.{member}", self._book.active.name)

    @property
    def ScrollRow(self) -> int:
        with self._call("get", "ScrollRow"):
            return self._book.active.scroll[0]

    @ScrollRow.setter
    def ScrollRow(self, value: int) -> None:
        with self._call("set", "ScrollRow"):
            self._book.active.scroll = (value, self._book.active.scroll[1])

    @property
    def ScrollColumn(self) -> int:
        with self._call("get", "ScrollColumn"):
            return self._book.active.scroll[1]

    @ScrollColumn.setter
    def ScrollColumn(self, value: int) -> None:
        with self._call("set", "ScrollColumn"):
            self._book.active.scroll = (self._book.active.scroll[0], value)

    @property
    def ActiveSheet(self) -> Worksheet:
        with self._call("get", "ActiveSheet"):
            return Worksheet(self._book.active)
