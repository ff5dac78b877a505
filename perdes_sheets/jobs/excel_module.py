"""The small Python module beside a workbook that xlwings' add-in runs by its "Run main" button.

The add-in looks for a module of the workbook's name in the workbook's folder and calls its `main()`, with the Python
that an `xlwings.conf` in that folder names.
"""

from __future__ import annotations

import importlib.util
import keyword
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from perdes_sheets.errors import UseError, WorkbookError
from perdes_sheets.workbooks.excel import books

MARK = "# Written by `perdes-sheets excel install`; `perdes-sheets excel uninstall` removes it."
MODULE = f'''{MARK}
"""What the button "Run main" of xlwings does with the workbook beside this file."""

from perdes_sheets.cli.excel_button import main

__all__ = ["main"]
'''
CONF, ADD_IN = "xlwings.conf", "xlwings.xlam"
SUFFIXES = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Installed:
    """The module that was written, and the add-in that runs it; None where the add-in isn't installed."""

    module: Path
    add_in: Path | None


def install(workbook: Path, startup: Path, *, python: str = sys.executable, platform: str = sys.platform) -> Installed:
    """Write the module beside `workbook`, and which Python runs it where nothing says so yet.

    `startup` is the folder from which Excel loads add-ins. UseError where the workbook's name can't be a module's or a
    file of somebody else has that name; WorkbookError where the folder can't be written.
    """
    if not workbook.is_file() or workbook.suffix.lower() not in SUFFIXES:
        raise UseError("error.button_workbook", workbook=str(workbook))
    _check_name(workbook)
    module, conf = _module(workbook), workbook.with_name(CONF)
    if module.exists() and not _is_ours(module):
        raise UseError("error.button_taken", file=module.name, workbook=workbook.name)
    try:
        module.write_text(MODULE, "utf-8")
        if not conf.exists():
            conf.write_text(_conf(python, platform), "utf-8")
    except OSError as error:
        raise WorkbookError("error.button_folder", folder=str(workbook.parent), reason=str(error.strerror)) from error
    add_in = startup / ADD_IN
    return Installed(module, add_in if add_in.exists() else None)


def uninstall(workbook: Path, *, python: str = sys.executable, platform: str = sys.platform) -> Path | None:
    """Remove the module if it is ours, and with the last one of the folder the file that named the Python.

    The module that was removed; None where there was none of ours. WorkbookError where it can't be removed.
    """
    module, conf = _module(workbook), workbook.with_name(CONF)
    if not (module.exists() and _is_ours(module)):
        return None
    try:
        module.unlink()
        others = any(_is_ours(file) for file in workbook.parent.glob("*.py"))
        if not others and conf.exists() and conf.read_text("utf-8", "replace") == _conf(python, platform):
            conf.unlink()
    except OSError as error:
        raise WorkbookError("error.button_folder", folder=str(workbook.parent), reason=str(error.strerror)) from error
    return module


def startup_folder() -> Path:
    """The folder from which Excel loads add-ins: of the one that runs, else the usual one.

    WorkbookError where xlwings isn't installed: then no button works.
    """
    found = books.startup_folder()
    return Path(found) if found else usual_folder()


def usual_folder(platform: str = sys.platform) -> Path:
    """The folder from which an Excel loads add-ins that hasn't been told another."""
    if platform == "darwin":
        office = Path.home() / "Library/Group Containers/UBF8T346G9.Office/User Content.localized"
        return office / "Startup.localized/Excel"
    return Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming", "Microsoft/Excel/XLSTART")


def _module(workbook: Path) -> Path:
    return workbook.with_suffix(".py")


def _is_ours(file: Path) -> bool:
    try:
        return file.read_text("utf-8", "replace").startswith(MARK)
    except OSError:
        return False


def _check_name(workbook: Path) -> None:
    """UseError unless the workbook's name can be imported, and by that name nothing else is."""
    name = workbook.stem
    better = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_") or "kemitraan"
    if better[0].isdigit():
        better = f"desa_{better}"
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        raise UseError("error.button_name", workbook=workbook.name, better=better + workbook.suffix)
    known = importlib.util.find_spec(name)
    if known is not None and known.origin != str(_module(workbook)):
        raise UseError("error.button_name", workbook=workbook.name, better=f"desa_{name}{workbook.suffix}")


def _conf(python: str, platform: str) -> str:
    return f'"INTERPRETER_{"MAC" if platform == "darwin" else "WIN"}","{python}"\n'
