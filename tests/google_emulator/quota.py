"""Google's quota: 60 reads and 60 writes a minute and user, as token buckets on a clock that a test may hold."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Quota:
    """`limit` calls of each kind in `seconds`; full at the start, refilled evenly. Drive is not counted."""

    limit: int = 60
    seconds: float = 60
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[tuple[str, bool], tuple[float, float]] = field(default_factory=dict)

    def take(self, email: str, writes: bool) -> bool:
        """Use one call of an account up; False when there is none left."""
        now = self.clock()
        left, since = self._buckets.get((email, writes), (float(self.limit), now))
        left = min(float(self.limit), left + (now - since) * self.limit / self.seconds)
        allowed = left >= 1
        self._buckets[email, writes] = (left - 1 if allowed else left, now)
        return allowed
