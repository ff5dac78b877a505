"""What `check` and `status` begin with: look at the workbook, and print the JSON where it is asked for."""

from __future__ import annotations

import click

from perdes_sheets.cli import clock
from perdes_sheets.cli.screen import Screen
from perdes_sheets.jobs.google import Access
from perdes_sheets.jobs.look import View, look
from perdes_sheets.jobs.opening import opened, opened_live
from perdes_sheets.outputs import document
from perdes_sheets.schema.words import DEFAULT, Words, words


def viewed(
    screen: Screen,
    workbook: str | None,
    as_of: str | None,
    lang: str | None,
    *,
    live: bool,
    as_json: bool,
    credentials: str | None,
) -> tuple[View, Words]:
    """The view of a workbook, and the words to speak of it in: the workbook's language, or the one asked for."""
    access = Access(credentials, screen.teller(words(lang or DEFAULT)), writing=False)
    with (
        screen.progress(words(lang or DEFAULT)("show.reading", workbook=workbook or "Excel")),
        opened_live(workbook) if live else opened(workbook or "", access=access) as book,
    ):
        view = look(book, clock.as_of(as_of))
        name = workbook or book.name
    say = words(lang or view.reading.language)
    if as_json:
        shown = document.document(name, view.reading, view.results, say, changed=False)
        click.echo(document.text(shown), nl=False)
    return view, say
