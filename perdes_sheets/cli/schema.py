"""`schema`: the tabs and columns, as a table or as JSON."""

from __future__ import annotations

import json

import click

from perdes_sheets.cli.commands import Command, debug_option, json_option, language_option
from perdes_sheets.cli.screen import Screen
from perdes_sheets.schema.description import describe
from perdes_sheets.schema.words import DEFAULT, words


@click.command("schema", cls=Command)
@language_option
@json_option
@debug_option
def command(lang: str | None, as_json: bool) -> None:
    """Show the tabs and columns."""
    description = describe()
    if as_json:
        click.echo(json.dumps(description, ensure_ascii=False, indent=1))
        return
    language = lang or DEFAULT
    say, screen = words(language), Screen()
    for tab in description["tabs"]:
        owner = say(f"show.{tab['owner']}")
        rows = [
            (
                column["id"],
                column["labels"][language] + (" *" if column["required"] else ""),
                column["type"] + (f" → {column['ref']}" if "ref" in column else ""),
                "; ".join(choice["labels"][language] for choice in column.get("choices", ())),
            )
            for column in tab["columns"]
        ]
        title = f"{tab['labels'][language]} ({tab['id']}) — {owner}"
        screen.table(title, [say(f"show.{head}") for head in ("column", "label", "type", "choices")], rows)
