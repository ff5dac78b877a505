"""Build the workbooks in sheet_templates/: empty and as a sample, in each language.

The samples are synced as of a fixed day, so that they show what a sync does. Run it after changing the schema, the
words, the template, the sample or the rules. `--check` only says which are out of date.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from perdes_sheets.jobs.look import look  # noqa: E402 - the program beside this script, installed or not
from perdes_sheets.jobs.sync import plan_of  # noqa: E402
from perdes_sheets.outputs import sample, template  # noqa: E402
from perdes_sheets.schema.words import languages, words  # noqa: E402
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook  # noqa: E402

FOLDER = ROOT / "sheet_templates"
DAY = dt.date(2026, 6, 30)
"""The day of the samples."""


def workbooks() -> Iterator[tuple[str, bytes]]:
    """File name -> content, of every workbook."""
    for language in languages():
        say = words(language)
        yield f"{say('template.file')}.xlsx", template.build(language)
        yield f"{say('template.file.sample')}.xlsx", _synced(template.build(language, sample.cells(language, DAY)))


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a package: the same whatever the library that compressed them."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def stale() -> list[str]:
    """The names of the committed workbooks that aren't what this script builds."""
    found = []
    for name, content in workbooks():
        path = FOLDER / name
        if not path.exists() or parts(path.read_bytes()) != parts(content):
            found.append(name)
    return found


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        old = stale()
        sys.stdout.write(f"out of date: {', '.join(old)}\n" if old else "up to date\n")
        return int(bool(old))
    FOLDER.mkdir(exist_ok=True)
    for name, content in workbooks():
        path = FOLDER / name
        if not path.exists() or parts(path.read_bytes()) != parts(content):
            path.write_bytes(content)
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


def _synced(content: bytes) -> bytes:
    """A workbook filled as by a sync, but without its seal, which goes by this copy of the program."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.xlsx"
        path.write_bytes(content)
        workbook = XlsxWorkbook(path, fresh=template.build, backups=0)
        workbook.write(plan_of(look(workbook, DAY, filling=True)))
        return path.read_bytes()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
