"""A village's workbook on disk, and a sync of it that changes one part."""

from __future__ import annotations

import io
import re
from pathlib import Path

from perdes_sheets.workbooks.xlsx import saving
from perdes_sheets.workbooks.xlsx.backups import FOLDER
from perdes_sheets.workbooks.xlsx.package import Package

from .books import STRINGS, book, contents, strings


def village(folder: Path, text: str = "lama") -> Path:
    """A new workbook `Desa Sukamaju.xlsx` in `folder`; its only text is `text`."""
    path = folder / "Desa Sukamaju.xlsx"
    path.write_bytes(book(strings=strings(text)))
    return path


def text(path: Path) -> bytes:
    """What `change` or `village` put into the workbook; an error where it isn't whole."""
    return contents(path.read_bytes())[STRINGS]


def changed(path: Path, text: str = "baru") -> Package:
    """The workbook, opened, and its text changed."""
    package = Package.open(path)
    package.set(STRINGS, strings(text))
    return package


def change(path: Path, text: str = "baru", backups: int = 5) -> Path | None:
    """Open the workbook, change its text, save it."""
    return saving.save(path, changed(path, text), backups=backups)


def written(package: Package) -> bytes:
    """The bytes that a package would have as a file."""
    file = io.BytesIO()
    package.write(file)
    return file.getvalue()


def backups(path: Path) -> list[Path]:
    """The backups beside the workbook, oldest first; an error where there is anything else among them."""
    folder = path.parent / FOLDER
    found = sorted(folder.iterdir()) if folder.exists() else []
    assert all(re.match(r"Desa Sukamaju .*\d\d\.\d\d", file.name) and file.suffix == ".xlsx" for file in found), found
    return found


def left(path: Path) -> set[str]:
    """What else lies beside the workbook, but for the folder of backups."""
    return {file.name for file in path.parent.iterdir()} - {path.name, FOLDER}
