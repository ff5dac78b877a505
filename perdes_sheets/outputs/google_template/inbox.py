"""The inbox as it is drawn once in Google Sheets: widths, frozen headers, and the dropdown of its first column."""

from __future__ import annotations

from perdes_sheets.outputs.google_template.requests import Json, grid
from perdes_sheets.outputs.google_template.tabs import add, warn, widths
from perdes_sheets.outputs.google_template.validation import pick
from perdes_sheets.outputs.inbox.tab import COLUMNS, HEADER_ROW
from perdes_sheets.outputs.looks import LATE
from perdes_sheets.schema.words import Words


def draw(sheet_id: int, title: str, rows: int, words: Words) -> list[Json]:
    """The requests that make the tab, empty. Google asks before someone types anywhere but into the first column."""
    rule = {
        "condition": pick(words.choices("yesno")),
        "inputMessage": words("inbox.accept.hint"),
        "showCustomUi": True,
    }
    return [
        add(sheet_id, title, rows, len(COLUMNS), tint=LATE, freeze=f"D{HEADER_ROW + 1}"),
        *widths(sheet_id, [width for _, width in COLUMNS]),
        {"setDataValidation": {"range": grid(sheet_id, (HEADER_ROW, None), (0, 1)), "rule": rule}},
        warn(sheet_id, words("google.protected.inbox"), 0, (1, len(COLUMNS))),
    ]
