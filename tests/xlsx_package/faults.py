"""A save stopped at each of its steps: what it asks of the operating system is counted, and one call goes wrong.

The product knows nothing of this: the functions of `os` are wrapped, and so is the file that it writes to.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from unittest import mock

CALLS = ("open", "fsync", "replace", "unlink", "mkdir", "utime", "chown", "close")


class Steps:
    """Counts the steps: before and after each call, and in the middle of each write. `at_step` is told of each one."""

    def __init__(self, at_step: Callable[[int, str], None]) -> None:
        self._at_step = at_step
        self.taken: list[str] = []

    def step(self, name: str) -> None:
        self.taken.append(name)
        self._at_step(len(self.taken), name)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the steps of what is done within."""
        with mock.patch.multiple(os, **{name: self._wrapped(name) for name in CALLS}, fdopen=self._fdopen(os.fdopen)):
            yield

    def _wrapped(self, name: str) -> Callable[..., object]:
        original = getattr(os, name)

        def call(*arguments: object, **options: object) -> object:
            about = next((Path(a).name for a in map(str, arguments) if os.sep in a), "")
            self.step(f"before {name} {about}")
            result = original(*arguments, **options)
            self.step(f"after {name} {about}")
            return result

        return call

    def _fdopen(self, original: Callable[..., BinaryIO]) -> Callable[..., BinaryIO]:
        def fdopen(*arguments: object) -> BinaryIO:
            return io.BufferedWriter(_Writing(original(*arguments), self), buffer_size=4096)

        return fdopen


class _Writing(io.RawIOBase):
    """A file whose every write is two, with a step between them."""

    def __init__(self, file: BinaryIO, steps: Steps) -> None:
        self._file, self._steps = file, steps

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, data: object) -> int:
        content = bytes(data)  # type: ignore[call-overload]
        half = len(content) // 2
        for part in (content[:half], content[half:]):
            self._steps.step("before write")
            self._file.write(part)
            self._file.flush()
        return len(content)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._file.close()
