"""Make a sample village's workbook, sync it, and print what needs attention: `python scripts/demo.py [--lang en]`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import environment

FILES = {"id": "contoh-desa.xlsx", "en": "sample-village.xlsx"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=sorted(FILES), default="id")
    parser.add_argument("--folder", type=Path, default=Path(), help="where to put the workbook (here, if left out)")
    arguments = parser.parse_args()
    program = [environment.ensure(), "-m", "perdes_sheets"]
    workbook = arguments.folder / FILES[arguments.lang]
    language = ["--lang", arguments.lang]
    steps = (
        ["init", workbook, "--sample", "--force", *language],
        ["sync", workbook, *language],
        ["status", workbook, *language],
    )
    for step in steps:
        print(f"\n$ perdes-sheets {' '.join(map(str, step))}\n", flush=True)
        # 1 means: done, and there are errors to correct. The sample has some on purpose.
        code = subprocess.run([*program, *step], check=False).returncode
        if code > 1:
            return code
    print(f"\n=> {workbook.resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
