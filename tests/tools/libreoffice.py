"""LibreOffice as a user has it, without its windows: saving a workbook again, calculating it, printing it.

Each run has a profile of its own (LibreOffice refuses a second run with the same), so that tests may run in parallel.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

NEVER, ALWAYS = 1, 0
"""Whether LibreOffice calculates a file anew that it loads. As installed it does so only for other programs' files."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop>
</item>
</oor:items>
"""
_FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf:calc_pdf_Export"}


def resave(path: Path, folder: Path, *, recalculate: bool = False) -> Path:
    """The workbook as LibreOffice saves it, in `folder` under the same name, ending in .xlsx."""
    return _convert(path, folder, "xlsx", ALWAYS if recalculate else NEVER)


def recalculated(path: Path) -> dict[str, list[list[object]]]:
    """Title -> rows, from A1 on, with every formula calculated anew by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        saved = resave(path, Path(folder), recalculate=True)
        with CalamineWorkbook.from_path(saved) as workbook:
            return {
                name: list(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in workbook.sheet_names
            }


def pdf(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it."""
    return _convert(path, folder, "pdf", NEVER)


def pages(path: Path, folder: Path, *, resolution: int = 60) -> Sequence[Path]:
    """A picture of each page that LibreOffice prints."""
    program = _program("pdftoppm", "poppler-utils")
    printed = pdf(path, folder)
    subprocess.run([program, "-png", "-r", str(resolution), printed, folder / "page"], check=True, timeout=300)
    return sorted(folder.glob("page*.png"))


def _convert(path: Path, folder: Path, kind: str, mode: int) -> Path:
    program = _program("soffice", "libreoffice-calc")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}.{kind}"
    if target == path:
        raise ValueError(f"{target} would be overwritten")
    with tempfile.TemporaryDirectory() as profile:
        user = Path(profile) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_SETTINGS.format(mode=mode), "utf-8")
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        ran = subprocess.run(
            [*command, "--convert-to", _FILTERS[kind], "--outdir", folder, path],
            capture_output=True,
            check=False,
            timeout=300,
        )
    if not target.exists():
        pytest.fail(f"LibreOffice made no {target.name}: {(ran.stdout + ran.stderr).decode(errors='replace')}")
    return target


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is needed for this test: install {package}")
    return found
