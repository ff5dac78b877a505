"""Run every check of the project: style, types, words, tests. `python scripts/test.py [pytest arguments]`.

On a machine with only Python it makes its own virtual environment and installs the programs that tests need where it
can (Debian and Ubuntu, as root). What can't be had makes the tests that need it fail, never pass in silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

import environment

PROGRAMS = {
    "soffice": ("libreoffice-calc", "python3-uno"),  # recalculates and draws workbooks as a user would see them
    "pdftoppm": ("poppler-utils",),  # turns its PDF pages into pictures
    "npm": ("npm",),  # brings Microsoft's Open XML SDK validator
    "fc-list": ("fontconfig", "fonts-crosextra-carlito"),  # Carlito draws Calibri's widths
}


def main(arguments: Sequence[str]) -> int:
    python = environment.ensure("test")
    install_programs()
    module = [python, "-m"]
    steps = {
        "style": [*module, "ruff", "check", "."],
        "format": [*module, "ruff", "format", "--check", "."],
        "types": [*module, "mypy"],
        "words": [python, environment.ROOT / "scripts" / "words.py", "--check"],
        "docs": [python, environment.ROOT / "scripts" / "docs.py", "--check"],
        "templates": [python, environment.ROOT / "scripts" / "templates.py", "--check"],
        "tests": [*module, "pytest", *(arguments or ("-n", "auto"))],
    }
    failed = []
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=environment.ROOT, check=False).returncode:
            failed.append(name)
    print(f"\nfailed: {', '.join(failed)}" if failed else "\nall checks passed")
    return int(bool(failed))


def install_programs() -> None:
    """Install the programs that are missing, with apt where that is possible."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if not missing:
        return
    packages = [package for name in missing for package in PROGRAMS[name]]
    if not shutil.which("apt-get") or (hasattr(os, "geteuid") and os.geteuid() != 0):
        print(f"!! Not installed: {', '.join(missing)}. The tests that need them will fail.", flush=True)
        print(f"   On Debian or Ubuntu: sudo apt-get install {' '.join(packages)}", flush=True)
        return
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    print(f"Installing {' '.join(packages)} …", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, **quiet)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
