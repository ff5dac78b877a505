"""Telling whoever waits what is waited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Notify = Callable[[str, Mapping[str, object]], None]
"""Takes a message id, and the values of its placeholders."""


def quiet(message: str, values: Mapping[str, object]) -> None:
    """Tells nobody."""
