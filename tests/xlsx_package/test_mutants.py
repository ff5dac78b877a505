"""Whatever is wrong with a workbook: it is read, or one clear error says so; and what is read is kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.package import Package

from .books import TYPES, regions
from .children import SECONDS, run
from .mutants import mutant
from .reading import read
from .villages import written

FOUND = (7528, 8162)
"""Seeds that once ended in something else than an error of ours: an extra field, a version that zipfile refuses."""


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_mutants(first: int, tmp_path: Path) -> None:
    seeds = range(first, first + 50)
    outcome = run(try_mutants, tmp_path, seeds)
    assert outcome.value == len(seeds)
    assert outcome.seconds < SECONDS * len(seeds)


def test_mutants_that_were_once_too_much(tmp_path: Path) -> None:
    assert run(try_mutants, tmp_path, FOUND).value == len(FOUND)


def try_mutants(folder: Path, seeds: range | tuple[int, ...]) -> int:
    """Read each mutant, and save it with one more part; how many there were."""
    path = folder / "Desa.xlsx"
    for seed in seeds:
        path.write_bytes(mutant(seed))
        for attempt in (read, keep):
            try:
                attempt(path)
            except WorkbookError:
                continue
            except BaseException as error:
                raise AssertionError(f"seed {seed}: {attempt.__name__}") from error
    return len(seeds)


def keep(path: Path) -> None:
    """What is added to a workbook leaves the rest as it was, also what is damaged."""
    package = Package.open(path)
    package.add("xl/baru.xml", b"<baru/>", "application/xml")
    try:
        before = regions(path.read_bytes())
    except (zipfile.BadZipFile, NotImplementedError):  # the standard library asks for more than is needed here
        assert written(package)
        return
    after = regions(written(package))
    assert list(after) == [*before, "xl/baru.xml"]
    assert all(after[name] == before[name] for name in before if name != TYPES)
