"""The links of an owned tab, as formulas: `HYPERLINK` goes out with all other cells in one write, a link takes calls.

A formula's text and address may have 255 characters. Where one is longer, the cell gets a link of its own.
"""

from __future__ import annotations

from perdes_sheets.workbooks.base import Out

LONGEST = 255


def formula(out: Out, target: str) -> str | None:
    """The formula that shows `out` and leads to `target` (`#'Tab'!A5`, or an address); None where it takes a link."""
    value = out.value
    if len(target) > LONGEST:
        return None
    if isinstance(value, str) and 0 < len(value) <= LONGEST:
        return f"=HYPERLINK({_quoted(target)},{_quoted(value)})"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"=HYPERLINK({_quoted(target)},{value:.15G})"
    return None


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
