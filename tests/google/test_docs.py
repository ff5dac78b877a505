"""The clerk's walk-through names commands, options and files that exist."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import click

from perdes_sheets.cli.main import COMMANDS
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.google import sign_in

PAGE = Path(__file__).resolve().parents[2] / "docs" / "google.md"
TEXT = PAGE.read_text("utf-8")


def test_every_command_line_can_be_typed() -> None:
    lines = [hit[0] for hit in re.finditer(r"^perdes-sheets .*$|(?<=`)perdes-sheets [^`]*(?=`)", TEXT, re.MULTILINE)]
    assert len(lines) >= 7
    for line in lines:
        _, name, *arguments = shlex.split(line)
        assert name in COMMANDS, line
        command: click.Command = importlib.import_module(f"perdes_sheets.cli.{name}").command
        command.make_context(name, list(arguments), resilient_parsing=False)


def test_files_and_variables_are_named_as_the_program_looks_for_them() -> None:
    for name in (*sign_in.FILES.values(), sign_in.VARIABLE, "--credentials", "--title", "--debug", "--sample"):
        assert name in TEXT


def test_messages_send_people_to_this_page() -> None:
    for language in ("id", "en"):
        assert f"docs/{PAGE.name}" in words(language)("error.google_no_credentials", file="f", folder="f")
