"""Work done in a process of its own, which may be limited, measured and killed.

The processes are forked from a small server, so that each costs milliseconds and starts out clean.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from perdes_sheets.errors import WorkbookError

MB = 1_000_000
MEMORY = 500 * MB
SECONDS = 5
"""What a hostile file may cost (guarantees.md, Nobody in where they don't belong, 3)."""


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "tests.xlsx_package.reading", "tests.xlsx_package.children"])
    return context


CONTEXT = _context()


@dataclass(frozen=True)
class Outcome:
    """What a function returned, or the id of the WorkbookError that it raised; and its seconds of computing."""

    value: object = None
    error: str | None = None
    seconds: float = 0.0


def run(function: Callable[..., object], *arguments: object) -> Outcome:
    """`function(*arguments)` with at most 500 MB of new memory. AssertionError where it raises anything unexpected."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_limited, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    outcome: Outcome | str = f"it took longer than {4 * SECONDS} s"
    if ours.poll(4 * SECONDS):
        try:
            outcome = ours.recv()
        except EOFError:
            process.join()
            outcome = f"the process ended with {process.exitcode}"
    process.kill()
    process.join()
    assert isinstance(outcome, Outcome), outcome
    return outcome


def _limited(connection: Connection, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    outcome: Outcome | str
    try:
        outcome = Outcome(value=function(*arguments))
    except WorkbookError as error:
        outcome = Outcome(error=error.message)
    except BaseException as error:  # noqa: BLE001 - whatever it was, the test shall say so
        outcome = f"{type(error).__name__}: {error}"
    used = resource.getrusage(resource.RUSAGE_SELF)
    if isinstance(outcome, Outcome):
        outcome = Outcome(outcome.value, outcome.error, used.ru_utime + used.ru_stime)
    connection.send(outcome)
    connection.close()


def start(function: Callable[..., object], *arguments: object) -> ForkServerProcess:
    """A process that runs `function(*arguments)`, to be killed or joined."""
    process = CONTEXT.Process(target=function, args=arguments)
    process.start()
    return process
