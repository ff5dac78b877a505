"""The template: a new workbook, drawn with XlsxWriter from the schema (look.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["build"]


def build(
    language: str, cells: Mapping[str, Any] | None = None, *, village: str | None = None, paper: str = "folio"
) -> bytes:
    """The bytes of a new .xlsx workbook in `language`.

    `cells` fills it: tab id -> rows, each {column id: raw value}, and "settings" -> {setting id: raw value}. `village`
    goes into the footers (the settings' village_name where None); `paper` is folio (F4) or a4. Same input, same bytes.
    """
    from perdes_sheets.outputs.template.workbook import draw  # noqa: PLC0415 - XlsxWriter is only needed to draw

    return draw(language, cells or {}, village=village, paper=paper)
