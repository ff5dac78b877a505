"""Running the command line in the test's own process, and the sample workbooks that its stories use."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from perdes_sheets.cli.main import run
from perdes_sheets.outputs import sample
from perdes_sheets.outputs.template import build

DAY = dt.date(2026, 6, 30)


@dataclass(frozen=True)
class Ran:
    """What a command line gave: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Runner = Callable[..., Ran]


@pytest.fixture
def perdes(capsys: pytest.CaptureFixture[str]) -> Runner:
    """`perdes("check", path)` runs one command line."""

    def runner(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return runner


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample village's workbook as of DAY, by language, fresh from the template."""
    folder = tmp_path_factory.mktemp("samples")
    made = {}
    for language in ("id", "en"):
        made[language] = folder / f"{language}.xlsx"
        made[language].write_bytes(build(language, sample.cells(language, DAY)))
    return made


@pytest.fixture
def village(samples: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of the Indonesian sample, to be changed."""
    return Path(shutil.copy(samples["id"], tmp_path / "kemitraan.xlsx"))
