"""Ratios: unrounded, and met within 1e-9, so that 0.18 / 0.2 meets 0.9 (rules.md, introduction)."""

from __future__ import annotations

import math
from collections.abc import Sequence

TOLERANCE = 1e-9


def meets(ratio: float, threshold: float) -> bool:
    """Whether `ratio` reaches `threshold` within the tolerance."""
    return ratio >= threshold - TOLERANCE


def ratio(part: float, whole: float) -> float | None:
    """`part / whole`; None where there is none: a whole of 0, or more than a float holds."""
    if not whole:
        return None
    return finite(part / whole)


def finite(value: float) -> float | None:
    """`value`, or None where numbers of absurd size have left what a float holds."""
    return value if math.isfinite(value) else None


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean; None of nothing."""
    return finite(sum(values) / len(values)) if values else None
