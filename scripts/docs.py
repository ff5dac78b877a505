"""Write what the docs take from the program itself: docs/reference.md, and the README's transcripts, run anew.

`--check` only says which are out of date.
"""

from __future__ import annotations

import re
import shlex
import subprocess
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

ROOT = Path(__file__).resolve().parent.parent
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


def transcripts(text: str) -> str:
    """The README with the output of each `$ perdes-sheets …` in its console blocks as it is now."""
    return re.sub(r"(?<=```console\n)(.*?)(?=```)", lambda block: _run(block[1]), text, flags=re.DOTALL)


def _run(block: str) -> str:
    shown = []
    for line in block.splitlines():
        if line.startswith("$ perdes-sheets "):
            command = [sys.executable, "-m", "perdes_sheets", *shlex.split(line)[2:]]
            ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
            shown += [line, *(out.rstrip() for out in ran.stdout.strip("\n").splitlines()), ""]
    return "\n".join(shown[:-1]) + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Path -> text, of each page with something from the program in it."""
    yield ROOT / "docs" / "reference.md", reference()
    readme = ROOT / "README.md"
    yield readme, transcripts(readme.read_text("utf-8"))


def main(arguments: list[str]) -> int:
    old = [(path, text) for path, text in pages() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" not in arguments:
        for path, text in old:
            path.write_text(text, "utf-8")
    print("out of date:", *(path.name for path, _ in old)) if old else print("up to date")
    return int(bool(old) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
