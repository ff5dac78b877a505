"""What `.api` of sheets, ranges and names gives: see `api_book`."""

# ruff: noqa: N802, N803 - Excel's own names
from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from . import errors
from . import workbook as model
from .cells import PLAIN, Box, Cell, Look
from .line import Kind
from .workbook import HIDDEN, VERY_HIDDEN, VISIBLE
from .writing import add_link

if TYPE_CHECKING:
    from .ranges import Range as EngineRange


class Worksheet:
    def __init__(self, worksheet: model.Worksheet) -> None:
        self._sheet = worksheet

    def _call(self, kind: Kind, member: str, *, writes: bool = False) -> AbstractContextManager[None]:
        process = self._sheet.workbook.process
        if process is None or self._sheet.deleted:
            raise errors.disconnected()
        return process.line.call(kind, f"Worksheet.{member}", self._sheet.name, writes=writes)

    @property
    def Name(self) -> str:
        with self._call("get", "Name"):
            return self._sheet.name

    @property
    def Visible(self) -> int:
        with self._call("get", "Visible"):
            return self._sheet.visible

    @Visible.setter
    def Visible(self, value: int) -> None:
        with self._call("set", "Visible", writes=True):
            self._sheet.workbook.show(self._sheet, visibility(value))

    @property
    def ProtectContents(self) -> bool:
        with self._call("get", "ProtectContents"):
            return self._sheet.protected

    @property
    def ProtectionMode(self) -> bool:
        """Whether programs may write all the same (UserInterfaceOnly)."""
        with self._call("get", "ProtectionMode"):
            return self._sheet.protected and self._sheet.macros_may_write

    def Protect(self, Password: str = "", UserInterfaceOnly: bool = False) -> None:
        with self._call("call", "Protect", writes=True):
            self._sheet.protected = True
            self._sheet.password = self._sheet.password or Password
            self._sheet.macros_may_write = UserInterfaceOnly

    def Unprotect(self, Password: str = "") -> None:
        with self._call("call", "Unprotect", writes=True):
            if self._sheet.protected and Password != self._sheet.password:
                raise errors.refused("The password you supplied is not correct.")
            self._sheet.protected = False
            self._sheet.password = ""

    @property
    def AutoFilterMode(self) -> bool:
        with self._call("get", "AutoFilterMode"):
            return self._sheet.filtered is not None

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:
        """False takes the filter buttons away; True can't be set."""
        with self._call("set", "AutoFilterMode", writes=True):
            if value:
                raise errors.refused("Unable to set the AutoFilterMode property of the Worksheet class")
            self._sheet.filtered = None


class Range:
    def __init__(self, rng: EngineRange) -> None:
        self._range = rng

    @property
    def worksheet(self) -> model.Worksheet:
        return self._range.worksheet

    @property
    def box(self) -> Box:
        return self._range.box

    @property
    def Value(self) -> object:
        return self._range.raw_value

    @Value.setter
    def Value(self, data: object) -> None:
        self._range.raw_value = data

    @property
    def Value2(self) -> object:
        return self._range.value2

    @Value2.setter
    def Value2(self, data: object) -> None:
        self._range.value2 = data

    @property
    def Formula(self) -> object:
        return self._range.formula

    @Formula.setter
    def Formula(self, data: object) -> None:
        self._range.formula = data

    @property
    def NumberFormat(self) -> str | None:
        return self._range.number_format

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self._range.number_format = value

    @property
    def Locked(self) -> bool | None:
        return self._range.look("Locked", lambda look: look.locked)

    @Locked.setter
    def Locked(self, value: bool) -> None:
        self._range.restyle("Locked", lambda look: look._replace(locked=value))

    @property
    def HasFormula(self) -> bool | None:
        """None where some cells have one and some don't."""
        with self._range.call("get", "HasFormula"):
            found = {cell.formula is not None for row in self.worksheet.grid.block(self.box) for cell in row}
            return found.pop() if len(found) == 1 else None

    @property
    def PrefixCharacter(self) -> str | None:
        with self._range.call("get", "PrefixCharacter"):
            found = {"'" if cell.apostrophe else "" for row in self.worksheet.grid.block(self.box) for cell in row}
            return found.pop() if len(found) == 1 else None

    @property
    def Hyperlinks(self) -> Hyperlinks:
        with self._range.call("get", "Hyperlinks"):
            return Hyperlinks(self._range)

    def ClearHyperlinks(self) -> None:
        with self._range.call("call", "ClearHyperlinks", writes=True):
            self.worksheet.check_writable(self.box)
            self.worksheet.grid.change(self.box, lambda cell: _unlinked(cell, cell.look))
            self.worksheet.changed()

    def AutoFilter(self, *criteria: Any) -> None:
        """Puts filter buttons on the box's first row, or takes them away if there are any. Filtering isn't modelled."""
        if criteria:
            raise NotImplementedError("filter criteria aren't modelled")
        with self._range.call("call", "AutoFilter", writes=True):
            self.worksheet.filtered = None if self.worksheet.filtered else self.box


class Hyperlinks:
    def __init__(self, rng: EngineRange) -> None:
        self._range = rng

    @property
    def Count(self) -> int:
        with self._range.call("get", "Hyperlinks.Count"):
            stored = self._range.worksheet.grid.stored(self._range.box)
            return sum(cell.link is not None for _, _, cell in stored)

    def Add(
        self, Anchor: Range, Address: str, SubAddress: str = "", ScreenTip: str = "", TextToDisplay: str | None = None
    ) -> None:
        with self._range.call("call", "Hyperlinks.Add", writes=True):
            target = f"{Address}#{SubAddress}" if SubAddress else Address
            add_link(Anchor.worksheet, Anchor.box, target, TextToDisplay)

    def Delete(self) -> None:
        """The links, and with them the looks of their cells: Range.ClearHyperlinks leaves these."""
        with self._range.call("call", "Hyperlinks.Delete", writes=True):
            self._range.worksheet.check_writable(self._range.box)
            self._range.worksheet.grid.change(self._range.box, lambda cell: _unlinked(cell, PLAIN))
            self._range.worksheet.changed()


class Name:
    def __init__(self, defined: model.Name) -> None:
        self._defined = defined

    @property
    def Visible(self) -> bool:
        return not self._defined.hidden

    @Visible.setter
    def Visible(self, value: bool) -> None:
        self._defined.hidden = not value


def _unlinked(cell: Cell, look: Look) -> Cell:
    return cell if cell.link is None else cell._replace(link=None, look=look)


def visibility(value: int) -> int:
    """XlSheetVisibility from what a program may set: True is as good as xlSheetVisible."""
    if value in (True, VISIBLE):
        return VISIBLE
    return VERY_HIDDEN if value == VERY_HIDDEN else HIDDEN
