"""Write docs/reference.md from the program itself: commands, tabs, columns, choices, findings. `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner
from words import catalogue

from perdes_sheets.cli.main import COMMANDS, program
from perdes_sheets.findings import SEVERITY
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.description import describe
from perdes_sheets.schema.words import words

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference.md"
LANGUAGES = ("id", "en")


def reference() -> str:
    """The whole page."""
    return "\n".join([*_commands(), *_tabs(), *_choices(), *_findings()]) + "\n"


def _commands() -> Iterator[str]:
    yield "# Reference\n\nWritten by `python scripts/docs.py` from the program itself.\n\n## Commands\n"
    yield "Messages are Indonesian unless `--lang en` is given or the workbook is English.\n"
    for name in COMMANDS:
        shown = CliRunner().invoke(program, [name, "--help"], prog_name="perdes-sheets")
        yield f"### {name}\n\n{words('en')(f'cli.{name}.help')}\n\n```\n{shown.output.strip()}\n```\n"
    yield "Exit codes: 0 done, and no error findings · 1 done, with error findings · 2 wrong use · "
    yield "3 the workbook could not be read or written · 4 Google refused or could not be reached.\n"


def _tabs() -> Iterator[str]:
    yield "## Tabs and columns\n\n`*`: required. Automatic columns (`auto`) are filled by the program.\n"
    for tab in describe()["tabs"]:
        owner = "people type here" if tab["owner"] == "people" else "filled by the program"
        yield f"### {tab['labels']['id']} / {tab['labels']['en']} (`{tab['id']}`)\n\n{owner}\n"
        if tab["columns"]:
            yield "| id | Indonesia | English | type |\n|---|---|---|---|"
        for column in tab["columns"]:
            mark = " *" if column["required"] else ""
            kind = column["type"] + (f" → `{column['ref']}`" if "ref" in column else "")
            kind += ", several parted by `;`" if column.get("several") else ""
            yield f"| `{column['id']}` | {column['labels']['id']}{mark} | {column['labels']['en']}{mark} | {kind} |"
        yield ""


def _choices() -> Iterator[str]:
    yield "## Choices and statuses\n\n| list | id | Indonesia | English |\n|---|---|---|---|"
    for list_id, choices in CHOICES.items():
        for choice in choices:
            labels = " | ".join(words(language).choice(list_id, choice) for language in LANGUAGES)
            yield f"| {list_id} | `{choice}` | {labels} |"
    yield ""


def _findings() -> Iterator[str]:
    yield "## Findings\n\nEach message says where, what was found, and what to do.\n"
    yield "| code | severity | Indonesia | English |\n|---|---|---|---|"
    for code, severity in SEVERITY.items():
        yield f"| `{code}` | {severity} | {_message(code, 'id')} | {_message(code, 'en')} |"


def _message(code: str, language: str) -> str:
    """All variants of a finding's message, in the first plural form."""
    texts = {}
    for message in catalogue(language):
        id = message.id[0] if isinstance(message.id, tuple) else message.id
        if id == f"finding.{code}" or id.startswith(f"finding.{code}."):
            texts[id] = message.string[0] if isinstance(message.string, tuple) else message.string
    return "<br>".join(texts[id].replace("|", "\\|").replace("\n", " ") for id in sorted(texts))


def main(arguments: list[str]) -> int:
    text = reference()
    if "--check" in arguments:
        return int(not TARGET.exists() or TARGET.read_text("utf-8") != text)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
