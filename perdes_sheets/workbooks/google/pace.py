"""How long Google is waited for, and how often a call is repeated: bounded, and never in step with others."""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. Waits grow from `first` by doubling to `longest`, each with up to as much again by chance.

    A call is tried `tries` times, and waited for no longer than `patience` in all: quotas are of a minute. `read` and
    `write` are how long one answer may take (Google gives up after 180).
    """

    tries: int = 7
    first: float = 1.0
    longest: float = 32.0
    patience: float = 150.0
    connect: float = 15.0
    read: float = 90.0
    write: float = 185.0
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = field(default=random.random)

    def wait(self, tried: int, asked: float | None) -> float:
        """How long to wait after `tried` tries; at least as long as Google `asked` for."""
        doubled: float = self.first * 2 ** (tried - 1)
        return max(min(doubled, self.longest) * (1 + self.chance()), asked or 0.0)


def retry_after(header: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or a date. None without one that can be read."""
    if not header:
        return None
    try:
        return max(float(header), 0.0)
    except ValueError:
        pass
    try:
        return max(email.utils.parsedate_to_datetime(header).timestamp() - now, 0.0)
    except ValueError:
        return None
