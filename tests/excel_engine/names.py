"""Defined names, as xlwings asks an engine for them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from xlwings import base_classes

from . import addresses, api_sheet, errors, references
from .cells import Box
from .line import Kind
from .ranges import Range
from .workbook import Name as DefinedName
from .workbook import Workbook, Worksheet

if TYPE_CHECKING:
    from .books import Book


class Names(base_classes.Names):
    """The names of a book, its tabs' own among them; or, with a `scope`, those of one tab."""

    def __init__(self, book: Book, scope: Worksheet | None) -> None:
        self.book = book
        self.scope = scope

    def _call(self, kind: Kind, member: str, *, writes: bool = False) -> AbstractContextManager[None]:
        return self.book.process.line.call(kind, f"Names.{member}", writes=writes)

    @property
    def api(self) -> object:
        return self.book.api

    def _members(self) -> list[DefinedName]:
        return [name for name in self.book.workbook.names if self.scope is None or name.scope is self.scope]

    def __call__(self, name_or_index: int | str) -> Name:
        with self._call("call", "Item"):
            members = self._members()
            if isinstance(name_or_index, str):
                found = self.book.workbook.find_name(name_or_index, self.scope)
                if found in members:
                    return Name(self.book, found)
            elif 1 <= name_or_index <= len(members):
                return Name(self.book, members[name_or_index - 1])
            raise errors.refused("Application-defined or object-defined error")

    def contains(self, name_or_index: int | str) -> bool:
        try:
            self(name_or_index)
        except errors.ComError as error:
            if error.hresult == errors.EXCEPTION:
                return False
            raise
        return True

    def __len__(self) -> int:
        with self._call("get", "Count"):
            return len(self._members())

    def add(self, name: str, refers_to: str) -> Name:
        with self._call("call", "Add", writes=True):
            self.book.workbook.changed()
            return Name(self.book, self.book.workbook.define(name, refers_to, self.scope))


class Name(base_classes.Name):
    def __init__(self, book: Book, defined: DefinedName) -> None:
        self.book = book
        self.defined = defined

    def _call(self, kind: Kind, member: str, *, writes: bool = False) -> AbstractContextManager[None]:
        if self.defined not in self.book.workbook.names:
            raise errors.disconnected()
        return self.book.process.line.call(kind, f"Name.{member}", writes=writes)

    @property
    def api(self) -> api_sheet.Name:
        return api_sheet.Name(self.defined)

    @property
    def name(self) -> str:
        with self._call("get", "Name"):
            return self.defined.shown

    @name.setter
    def name(self, value: str) -> None:
        with self._call("set", "Name", writes=True):
            self.defined.text = value.rpartition("!")[2]
            self.book.workbook.changed()

    @property
    def refers_to(self) -> str:
        with self._call("get", "RefersTo"):
            return self.defined.refers_to

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        with self._call("set", "RefersTo", writes=True):
            self.defined.refers_to = value if value.startswith("=") else "=" + value
            self.book.workbook.changed()

    @property
    def refers_to_range(self) -> Range:
        with self._call("get", "RefersToRange"):
            found = refers_to_box(self.book.workbook, self.defined)
            if found is None:
                raise errors.refused("Application-defined or object-defined error")
            return Range(self.book.engine, *found)

    def delete(self) -> None:
        with self._call("call", "Delete", writes=True):
            self.book.workbook.names.remove(self.defined)
            self.book.workbook.changed()


def refers_to_box(workbook: Workbook, name: DefinedName) -> tuple[Worksheet, Box] | None:
    """The cells that a name means; None where it means a constant, a formula or nothing any more."""
    prefix, mark, local = name.refers_to.removeprefix("=").rpartition("!")
    box = addresses.parse(local)
    wanted = references.unquoted(prefix).casefold()
    sheets = [sheet for sheet in workbook.sheets if sheet.name.casefold() == wanted]
    return (sheets[0], box) if mark and sheets and box else None
