"""The file to double-click, on each system."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from perdes_sheets.jobs import launcher
from perdes_sheets.schema.words import words

NAMES = ["kemitraan.xlsx", "Kemitraan Desa 2026.xlsx", "100% kita.xlsx", "d'Desa $HOME `x`.xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_on_windows_it_names_the_workbook_beside_it(tmp_path: Path, name: str) -> None:
    path = launcher.put(tmp_path / name, words("id"), platform="win32", python=r"C:\Python\python.exe")
    assert path.name == "Sinkronkan.bat"
    text = path.read_bytes().decode("utf-8")
    assert f'sync "%~dp0{name.replace("%", "%%")}"' in text
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("name", NAMES)
def test_on_a_mac_the_shell_reads_the_name_as_it_is(tmp_path: Path, name: str) -> None:
    path = launcher.put(tmp_path / name, words("id"), platform="darwin", python="/usr/bin/python3")
    assert path.suffix == ".command"
    assert path.stat().st_mode & 0o111
    words_of_line = shlex.split(path.read_text("utf-8").splitlines()[-1])
    assert words_of_line[:6] == ["exec", "/usr/bin/python3", "-m", "perdes_sheets", "sync", f"./{name}"]
    assert "--wait" in words_of_line


def test_on_linux_it_is_a_desktop_file(tmp_path: Path) -> None:
    path = launcher.put(tmp_path / "100% kita.xlsx", words("en"), platform="linux", python="/usr/bin/python3")
    assert path.name == "Sync.desktop"
    text = path.read_text("utf-8")
    assert "Terminal=true" in text
    assert "100%% kita.xlsx" in text


def test_a_second_workbook_in_the_folder_has_its_own(tmp_path: Path) -> None:
    first = launcher.put(tmp_path / "satu.xlsx", words("id"), platform="linux")
    second = launcher.put(tmp_path / "dua.xlsx", words("id"), platform="linux")
    assert first != second
    assert "satu.xlsx" in first.read_text("utf-8")
    assert launcher.put(tmp_path / "satu.xlsx", words("id"), platform="linux") == first
