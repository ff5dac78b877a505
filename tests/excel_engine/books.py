"""Books, as xlwings asks an engine for them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings
from xlwings import base_classes
from xlwings.utils import fullname_url_to_local_path, read_config_sheet

from . import api_book, errors, saving
from .line import Kind
from .names import Names
from .process import Process
from .sheets import Sheets
from .workbook import Workbook

if TYPE_CHECKING:
    from .apps import App
    from .engine import Engine


class Book(base_classes.Book):
    def __init__(self, engine: Engine, workbook: Workbook | None) -> None:
        self.engine = engine
        self._workbook = workbook

    @property
    def workbook(self) -> Workbook:
        if self._workbook is None:
            raise AttributeError("'NoneType' object has no attribute 'Name'")
        return self._workbook

    @property
    def process(self) -> Process:
        """ComError once the workbook is closed."""
        if self.workbook.process is None:
            raise errors.disconnected()
        return self.workbook.process

    def _call(self, kind: Kind, member: str, *, writes: bool = False) -> AbstractContextManager[None]:
        return self.process.line.call(kind, f"Workbook.{member}", writes=writes)

    @property
    def api(self) -> api_book.Workbook:
        return api_book.Workbook(self.workbook)

    @property
    def name(self) -> str:
        with self._call("get", "Name"):
            return self.workbook.name

    @property
    def fullname(self) -> str:
        """A OneDrive address is mapped to the local path by xlwings' own function, or its error raised."""
        with self._call("get", "FullName"):
            fullname = self.workbook.fullname
        if "://" not in fullname:
            return fullname
        config = read_config_sheet(xlwings.Book(impl=self))  # type: ignore[no-untyped-call]
        local: str = fullname_url_to_local_path(
            url=fullname,
            sheet_onedrive_consumer_config=config.get("ONEDRIVE_CONSUMER_WIN"),
            sheet_onedrive_commercial_config=config.get("ONEDRIVE_COMMERCIAL_WIN"),
            sheet_sharepoint_config=config.get("SHAREPOINT_WIN"),
        )
        return local

    @property
    def app(self) -> App:
        with self._call("get", "Application"):
            return self.engine.app(self.process)

    @property
    def sheets(self) -> Sheets:
        with self._call("get", "Worksheets"):
            return Sheets(self)

    @property
    def names(self) -> Names:
        with self._call("get", "Names"):
            return Names(self, None)

    def activate(self) -> None:
        with self._call("call", "Activate"):
            self.process.active = self.workbook

    def close(self) -> None:
        with self._call("call", "Close"):
            self.process.drop(self.workbook)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Writes the file where the folder exists (values, cached results, looks, names; see `saving.save`)."""
        with self._call("call", "Save" if path is None else "SaveAs"):
            book = self.workbook
            if path is None and book.read_only:
                raise errors.refused(f"Cannot access read-only document '{book.name}'.")
            if path is not None:
                book.fullname = str(Path(path).resolve())
            elif not book.folder:
                book.fullname = str(Path.cwd() / f"{book.name}.xlsx")
            book.saves.append(book.fullname)
            book.saved = True
            if Path(book.fullname).parent.is_dir() and book.folder and "://" not in book.fullname:
                saving.save(book, Path(book.fullname))
