"""click in the user's language: commands whose help comes from the catalogue, and the options that several share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from perdes_sheets.errors import UseError
from perdes_sheets.schema.words import DEFAULT, Words, languages, words

F = TypeVar("F", bound=Callable[..., Any])


def keep(thing: object) -> None:
    """Let `thing` live as long as the process: a list that holds itself is never let go of while gc is off."""
    held: list[object] = [thing]
    held.append(held)


def spoken(arguments: Sequence[str] | None = None) -> Words:
    """The words of the language asked for by `--lang`, before click has read the command line; Indonesian without."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for place, argument in enumerate(given):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and place + 1 < len(given):
            value = given[place + 1]
        if value in languages():
            return words(value)
    return words(DEFAULT)


class Command(click.Command):
    """A command whose help, option texts and example are `cli.<name>.…` in the catalogue."""

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - a sentence is never cut in half
        return spoken()(f"cli.{self.name}.help")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces, prefix = " ".join(self.collect_usage_pieces(ctx)), spoken()("cli.usage") + " "
        formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        formatter.write_paragraph()
        formatter.write_text(spoken()(f"cli.{self.name}.help"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = spoken()
        rows = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section(say("cli.options")):
            formatter.write_dl([(option, say(text) if text in say else text) for option, text in rows if text])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        say = spoken()
        with formatter.section(say("cli.example")):
            for line in say(f"cli.{self.name}.example").split("\n"):
                formatter.write_text(line)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "cli.help"
        return option


class Choice(click.Choice[str]):
    """One of some words; UseError for any other, since click would say so in English."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            named = (
                param.opts[0] if isinstance(param, click.Option) else param.make_metavar(ctx) if param and ctx else ""
            )
            command, choices = ctx.command_path if ctx else "perdes-sheets", ", ".join(self.choices)
            raise UseError(
                "error.bad_choice", given=value, parameter=named, choices=choices, command=command
            ) from error


def option(*names: str, **facts: Any) -> Callable[[F], F]:
    """A click option whose `help` is a message id."""
    return click.option(*names, **facts)


def workbook_argument(function: F) -> F:
    """The WORKBOOK argument: a path, or an address."""
    return click.argument("workbook", metavar="WORKBOOK")(function)


def workbook_or_live(function: F) -> F:
    """WORKBOOK, or with `--live` a workbook open in Excel: the one in front where none is named."""

    def named(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        if value is None and not context.params["live"]:
            raise click.MissingParameter(ctx=context, param=parameter)
        return value

    function = option("--live", is_flag=True, is_eager=True, help="cli.option.live")(function)
    return click.argument("workbook", metavar="WORKBOOK", required=False, callback=named)(function)


def language_option(function: F) -> F:
    return option("--lang", type=Choice(languages()), help="cli.option.lang")(function)


def credentials_option(function: F) -> F:
    return option("--credentials", metavar="FILE", type=click.Path(dir_okay=False), help="cli.option.credentials")(
        function
    )


def json_option(function: F) -> F:
    return option("--json", "as_json", is_flag=True, help="cli.option.json")(function)


def as_of_option(function: F) -> F:
    return option("--as-of", metavar="DATE", help="cli.option.as_of")(function)


def debug_option(function: F) -> F:
    return option("--debug", is_flag=True, expose_value=False, is_eager=True, help="cli.option.debug")(function)
