"""The word that was probably meant, for messages only: what it proposes is never used as a value."""

from __future__ import annotations

from collections.abc import Collection

_LONGEST = 100
"""Characters of a text that is still worth comparing."""


def nearest(text: str, candidates: Collection[str], likeness: float = 75.0) -> str | None:
    """The candidate most like `text` (0 to 100, ignoring case), None where none is near."""
    if not candidates or len(text) > _LONGEST:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - most workbooks need no proposal

    found = process.extractOne(
        text, candidates, scorer=fuzz.ratio, processor=lambda word: word.casefold(), score_cutoff=likeness
    )
    return found[0] if found else None
