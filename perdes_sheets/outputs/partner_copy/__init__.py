"""A partner's copy: what one partner may see of the village's workbook, and where it answers (issue: sharing).

`view.view` takes what the allow-list lets through out of a workbook; a copy is then drawn from the view alone, like a
new template: nothing is ever removed from the original, so nothing can be left in by mistake.
"""

from __future__ import annotations

from typing import Literal

from perdes_sheets.outputs.partner_copy.view import PartnerView, view
from perdes_sheets.schema.words import Words

__all__ = ["PartnerView", "Use", "build", "view"]


Use = Literal["file", "online", "view"]
"""What becomes of a copy: a file that is sent back, a Google Sheet that the partner fills in, or one to look at."""


def build(shown: PartnerView, words: Words, *, paper: str = "folio", use: Use = "file") -> bytes:
    """The bytes of the .xlsx copy for the partner of `shown`. Same view, same bytes; `use` changes a few words."""
    from perdes_sheets.outputs.partner_copy.workbook import draw  # noqa: PLC0415 - XlsxWriter is only needed to draw

    return draw(shown, words, paper, use)
