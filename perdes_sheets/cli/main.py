"""`perdes-sheets`: finds the command, and turns whatever stops it into one sentence and an exit code (cli.md)."""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from typing import NoReturn

import click

from perdes_sheets import __version__
from perdes_sheets.cli.commands import spoken
from perdes_sheets.errors import JobError
from perdes_sheets.schema.words import Words

COMMANDS = ("init", "sync", "check", "status", "schema", "share", "collect", "excel")
"""The commands, in the order of cli.md; each is the module of its name, imported only when it is called."""


class Commands(click.Group):
    """The group of all commands, each imported when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"perdes_sheets.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Each command's sentence comes from the catalogue, so that the list needs none of their modules.
        say = spoken()
        formatter.write_usage(ctx.command_path, "COMMAND … WORKBOOK", prefix=say("cli.usage") + " ")
        formatter.write_paragraph()
        formatter.write_text(say("cli.about"))
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, say(f"cli.{name}.help")) for name in COMMANDS])
        with formatter.section(say("cli.options")):
            formatter.write_dl([("--version", say("cli.version")), ("--help", say("cli.help"))])


@click.group(cls=Commands)
@click.version_option(__version__, message="perdes-sheets %(version)s")
def program() -> None:
    """Run a village's partnerships in a spreadsheet."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code; no traceback reaches the user unless `--debug` asks for it."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # One command is one short process: collecting cycles in between only costs (a third of a large sync's time).
    gc.disable()
    code = run(given)
    if "--wait" in given:
        # A double-clicked window would close before anyone has read it.
        click.prompt(spoken(given)("show.wait"), prompt_suffix="", default="", show_default=False, err=True)
    _leave(code)


def _leave(code: int) -> NoReturn:
    """End the process at once: taking millions of cells apart one by one takes a large sync half a second."""
    with contextlib.suppress(OSError):  # the reader of a pipe may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """The exit code of one command line."""
    debug = "--debug" in arguments
    say = spoken(arguments)
    try:
        with _log() if debug else contextlib.nullcontext():
            code = program.main(arguments, prog_name="perdes-sheets", standalone_mode=False)
    except JobError as error:
        if debug:
            raise
        return _fail(_sentence(error, say), error.exit_code)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail(say("error.interrupted"), 130)
    except click.ClickException as error:
        return _fail(_use(error, arguments), 2)
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): nothing to say, and nothing may be said at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # the last line of defence: guarantees.md, Bad input
        if debug:
            raise
        return _fail(say("error.unexpected", kind=type(error).__name__), 3)
    return code if isinstance(code, int) else 0


@contextlib.contextmanager
def _log() -> Iterator[None]:
    """What the program itself writes down, on standard error; not the libraries, which write tokens down, too."""
    log, shown = logging.getLogger("perdes_sheets"), logging.StreamHandler()
    log.addHandler(shown)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.removeHandler(shown)


def _fail(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _sentence(error: JobError, say: Words) -> str:
    """Where, what was found, what to do: with the workbook's name in front where the sentence doesn't hold it."""
    sentence, workbook = say(error.message, **error.values), str(error.values.get("workbook", ""))
    return sentence if workbook in sentence else f"{workbook}: {sentence}"


def _use(error: click.ClickException, arguments: list[str]) -> str:
    """What was wrong with the use of the command, in the user's language."""
    say = spoken(arguments)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "perdes-sheets"
    match error:
        case click.NoSuchOption():
            if error.possibilities:
                return say("error.no_such_option.near", option=error.option_name, near=error.possibilities[0])
            return say("error.no_such_option", option=error.option_name, command=command)
        case click.MissingParameter():
            parameter = error.param.make_metavar(context) if error.param and context else ""
            return say("error.missing_parameter", parameter=parameter, command=command)
        case click.UsageError() if not context or context.command is program:
            name = next((word for word in arguments if not word.startswith("-")), "")
            return say("error.no_such_command", command=name, commands=", ".join(COMMANDS))
    return say("error.bad_use", message=error.format_message(), command=command)
