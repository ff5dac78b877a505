"""A sync killed at any moment leaves the old file or the new one, whole (guarantees.md, Nothing lost 2)."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from itertools import count
from pathlib import Path

import pytest

from perdes_sheets.workbooks.xlsx.backups import FOLDER

from .books import strings
from .children import run, start
from .faults import Steps
from .villages import backups, change, changed, left, text, village, written


def test_killed_at_every_step(tmp_path: Path) -> None:
    """SIGKILL before each `open`, `write`, `fsync`, `replace`, `unlink` … of a save, within a write, after a rename."""
    path = village(tmp_path)
    new, old = written(changed(path)), path.read_bytes()
    steps = run(steps_of_a_change, path).value
    assert isinstance(steps, list)
    seen = set()
    for at, step in enumerate(steps, 1):
        if step.startswith("after") and "replace" not in step:
            continue  # the same as before the next one
        shutil.rmtree(path.parent / FOLDER, ignore_errors=True)
        path.write_bytes(old)
        killed = start(change_and_die, path, at)
        killed.join()
        assert killed.exitcode == -signal.SIGKILL
        assert path.read_bytes() in (old, new), step
        seen.add(path.read_bytes())
        change(path)
        assert path.read_bytes() == new
        assert left(path) == set(), step
        assert {backup.read_bytes() for backup in backups(path)} == {old}, step
    assert seen == {old, new}


def steps_of_a_change(path: Path) -> list[str]:
    """The steps that a save takes."""
    steps = Steps(lambda *_: None)
    with steps.counted():
        change(path)
    return steps.taken


def change_and_die(path: Path, at: int) -> None:
    """Save a change, but be killed at a step."""

    def die(step: int, _: str) -> None:
        if step == at:
            os.kill(os.getpid(), signal.SIGKILL)

    with Steps(die).counted():
        change(path)


@pytest.mark.parametrize("seed", range(25))
def test_killed_at_any_time(seed: int, tmp_path: Path) -> None:
    path = village(tmp_path)
    killed = start(change_forever, path)
    wait = random.Random(seed).uniform(0.0, 0.06)
    while text(path) == strings("lama"):
        assert killed.is_alive()
    time.sleep(wait)
    killed.kill()
    killed.join()
    assert b"versi " in text(path)
    change(path, "sesudahnya")
    assert text(path) == strings("sesudahnya")
    assert left(path) == set()
    assert len(backups(path)) <= 5
    for backup in backups(path):
        assert text(backup)


def change_forever(path: Path) -> None:
    """Save one version after another."""
    for number in count():
        change(path, f"versi {number}")
