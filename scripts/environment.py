"""A virtual environment of the project's own in `.venv`, made and refreshed when needed. Only Python is assumed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"


def python() -> Path:
    """The environment's Python."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(extra: str = "") -> Path:
    """Make the environment, install the project with `extra` into it unless that was done, and give its Python.

    What was installed is remembered as a digest of pyproject.toml, so that a second run starts at once.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything was installed
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    wanted = hashlib.sha256(f"{extra}{sys.version}".encode() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    mark = FOLDER / f"installed-{extra or 'base'}"
    if python().exists() and mark.exists() and mark.read_text() == wanted:
        return python()
    if not python().exists():
        print(f"Making a virtual environment in {FOLDER.name} …", flush=True)
        venv.create(FOLDER, with_pip=True)
    print("Installing what the project needs (once; a few minutes on a slow line) …", flush=True)
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    command = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    if subprocess.run(command, check=False).returncode:
        sys.exit("The packages could not be installed: see pip's message above. Is there a line to the internet?")
    mark.write_text(wanted)
    return python()
