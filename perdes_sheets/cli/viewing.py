"""What `check` and `status` share: the options of a command that looks at a workbook and writes nothing."""

from __future__ import annotations

from collections.abc import Callable

import click

from perdes_sheets.cli import clock, show
from perdes_sheets.cli.commands import (
    Command,
    as_of_option,
    credentials_option,
    debug_option,
    json_option,
    language_option,
    workbook_or_live,
)
from perdes_sheets.cli.screen import Screen
from perdes_sheets.jobs.google import Access
from perdes_sheets.jobs.look import View, look
from perdes_sheets.jobs.opening import opened, opened_live
from perdes_sheets.outputs import document
from perdes_sheets.schema.words import DEFAULT, Words, words

Display = Callable[[Screen, View, Words], None]
"""What the command shows a person, in the workbook's language or the one asked for."""


def viewing(name: str) -> Callable[[Display], click.Command]:
    """Make a display the command `name`, which shows the JSON instead where that is asked for."""

    def command_of(display: Display) -> click.Command:
        @click.command(name, cls=Command, help=display.__doc__)
        @workbook_or_live
        @as_of_option
        @credentials_option
        @json_option
        @language_option
        @debug_option
        def command(
            workbook: str | None, live: bool, as_of: str | None, credentials: str | None, as_json: bool,
            lang: str | None,
        ) -> int:  # fmt: skip
            screen = Screen()
            access = Access(credentials, screen.teller(words(lang or DEFAULT)), writing=False)
            with (
                screen.progress(words(lang or DEFAULT)("show.reading", workbook=workbook or "Excel")),
                opened_live(workbook) if live else opened(workbook or "", access=access) as book,
            ):
                view = look(book, clock.as_of(as_of))
                title = workbook or book.name
            say = words(lang or view.reading.language)
            if as_json:
                shown = document.document(title, view.reading, view.results, say, changed=False)
                click.echo(document.text(shown), nl=False)
            else:
                display(screen, view, say)
            return show.exit_code(view)

        return command

    return command_of
