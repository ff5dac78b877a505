"""Hostile files end in one clear error within 5 s and 500 MB (guarantees.md, Nobody in where they don't belong, 3)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perdes_sheets.schema.words import every

from . import hostile
from .children import SECONDS, run
from .reading import read


@pytest.mark.parametrize("kind", list(hostile.kinds()), ids=lambda kind: kind[0])
def test_a_hostile_file(kind: hostile.Kind, tmp_path: Path) -> None:
    _, made, errors = kind
    path = tmp_path / "Desa.xlsx"
    path.write_bytes(made())
    before = path.read_bytes()
    outcome = run(read, path)
    assert outcome.error in errors
    assert outcome.seconds < SECONDS
    assert path.read_bytes() == before


def test_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Desa.xlsx"
    folder.mkdir()
    assert run(read, folder).error == "error.is_folder"


def test_no_file(tmp_path: Path) -> None:
    assert run(read, tmp_path / "Desa.xlsx").error == "error.not_found"


def test_a_pipe_that_would_wait_forever(tmp_path: Path) -> None:
    pipe = tmp_path / "Desa.xlsx"
    os.mkfifo(pipe)
    assert run(read, pipe).error == "error.not_xlsx"


def test_a_device_that_never_ends(tmp_path: Path) -> None:
    path = tmp_path / "Desa.xlsx"
    path.symlink_to("/dev/zero")
    assert run(read, path).error == "error.not_xlsx"


def test_a_file_too_large_to_hold(tmp_path: Path) -> None:
    path = tmp_path / "Desa.xlsx"
    with path.open("wb") as file:
        file.truncate(201_000_000)
    assert run(read, path).error == "error.too_large"


def test_each_error_has_its_sentence() -> None:
    errors = {error for _, _, errors in hostile.kinds() for error in errors if error}
    assert len(errors) > 10
    for words in every():
        assert [error for error in sorted(errors) if error not in words] == []
