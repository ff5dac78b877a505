"""The docs say all that there is, and what the program says now."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from perdes_sheets.cli.main import COMMANDS
from perdes_sheets.findings import SEVERITY
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.description import describe

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_documented(command: str) -> None:
    assert f"### {command}\n" in REFERENCE


@pytest.mark.parametrize("tab", describe()["tabs"], ids=lambda tab: tab["id"])
def test_a_tab_and_its_columns_are_documented(tab: dict) -> None:
    start = REFERENCE.index(f"(`{tab['id']}`)")
    section = REFERENCE[start : REFERENCE.index("\n#", start)]
    assert all(f"| `{column['id']}` |" in section for column in tab["columns"])


@pytest.mark.parametrize("code", SEVERITY)
def test_a_finding_is_documented(code: str) -> None:
    assert f"| `{code}` |" in REFERENCE


def test_every_status_is_documented() -> None:
    assert all(f"| {id} | `{choice}` |" in REFERENCE for id, choices in CHOICES.items() for choice in choices)


def test_reference_and_transcripts_are_what_the_program_says() -> None:
    ran = subprocess.run([sys.executable, ROOT / "scripts" / "docs.py", "--check"], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout.decode()
