"""A file beside the workbook that syncs it on a double click and keeps its window open (for clerks)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from perdes_sheets.schema.words import Words

SUFFIX = {"win32": ".bat", "darwin": ".command"}
"""Platform -> the ending that a double click runs; `.desktop` elsewhere."""


def put(workbook: Path, say: Words, *, platform: str = sys.platform, python: str = sys.executable) -> Path:
    """Write the launcher for `workbook` and give its path; one for another workbook in the folder is left alone."""
    workbook = workbook.absolute()
    suffix = SUFFIX.get(platform, ".desktop")
    text = _TEXT[suffix](workbook, python, say)
    path = workbook.with_name(say("launcher.name") + suffix)
    if path.exists() and workbook.name not in path.read_text("utf-8"):
        path = workbook.with_name(f"{say('launcher.name')} {workbook.stem}{suffix}")
    path.write_text(text, "utf-8", newline="")
    if suffix != ".bat":
        path.chmod(path.stat().st_mode | 0o111)
    return path


def _bat(workbook: Path, python: str, say: Words) -> str:
    # %~dp0 is the launcher's own folder: the pair may be moved together. `%` in a name must be doubled in a batch file.
    name, program = workbook.name.replace("%", "%%"), python.replace("%", "%%")
    lines = (
        "@echo off",
        "chcp 65001 >nul",
        f'"{program}" -m perdes_sheets sync "%~dp0{name}" --lang {say.language} --wait',
        # 9009: Windows did not find Python. Then nothing else has kept the window open.
        "if errorlevel 9009 pause",
    )
    return "\r\n".join(lines) + "\r\n"


def _command(workbook: Path, python: str, say: Words) -> str:
    run = f"{_quoted(python)} -m perdes_sheets sync ./{_quoted(workbook.name)} --lang {say.language} --wait"
    return f'#!/bin/sh\ncd "$(dirname "$0")" || exit 3\nexec {run}\n'


def _desktop(workbook: Path, python: str, say: Words) -> str:
    # A .desktop file doesn't know its own folder, so the path is whole; its quoting is the specification's own.
    parts = (python, "-m", "perdes_sheets", "sync", os.fspath(workbook), "--lang", say.language, "--wait")
    run = " ".join(_desktop_quoted(part) for part in parts)
    name = f"{say('launcher.name')}: {workbook.stem}"
    return f"[Desktop Entry]\nType=Application\nName={name}\nExec={run}\nTerminal=true\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _desktop_quoted(text: str) -> str:
    for character in ("\\", '"', "`", "$"):
        text = text.replace(character, "\\" + character)
    return '"' + text.replace("\\", "\\\\").replace("%", "%%") + '"'


_TEXT = {".bat": _bat, ".command": _command, ".desktop": _desktop}
