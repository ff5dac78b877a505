"""The guide tab, drawn from `outputs/guide.py`."""

from __future__ import annotations

import math

from perdes_sheets.outputs.google_template.cells import Gids, cell
from perdes_sheets.outputs.google_template.requests import Json, cell_format, grid, pixels, size
from perdes_sheets.outputs.google_template.tabs import add, warn, widths
from perdes_sheets.outputs.guide import Line, lines
from perdes_sheets.outputs.looks import LOOKS, TEAL, Look
from perdes_sheets.outputs.template.colours import STEPS, text_on
from perdes_sheets.schema.words import Words

LABEL, TEXT = 28, 94
"""Widths of the two columns, in characters."""
HEIGHTS = {"lead": 38.0, "heading": 30.0, "step": 21.0}


def draw(sheet_id: int, gids: Gids, words: Words) -> list[Json]:
    """The requests that draw the guide: labels with their links on the left, texts beside them."""
    guide = list(lines(words))
    title = [_cell(words("guide.title"), LOOKS["title"])]
    rows = [{"values": title}, *({"values": _line(line, gids, words)} for line in guide)]
    fields = "userEnteredValue,userEnteredFormat,textFormatRuns"
    requests = [
        add(sheet_id, words.tab("guide"), len(rows), 2, tint=TEAL, freeze="A2"),
        *widths(sheet_id, (LABEL, TEXT)),
        {"updateCells": {"start": {"sheetId": sheet_id}, "rows": rows, "fields": fields}},
        size(sheet_id, "ROWS", (0, 1), pixels(27)),
    ]
    for row, line in enumerate(guide, 1):
        height = HEIGHTS.get(line.kind) or 5 + 15 * math.ceil(len(line.text) / TEXT)
        requests.append(size(sheet_id, "ROWS", (row, row + 1), pixels(height)))
        if line.kind == "lead":
            requests.append({"mergeCells": {"range": grid(sheet_id, (row, row + 1), (0, 2)), "mergeType": "MERGE_ALL"}})
    return [*requests, warn(sheet_id, words("google.protected"))]


def _cell(text: str, look: Look, uri: str | None = None) -> Json:
    return cell(text, uri, look) | {"userEnteredFormat": cell_format(look)}


def _line(line: Line, gids: Gids, words: Words) -> list[Json]:
    if line.kind == "lead":
        return [_cell(line.label, Look(wrap=True, line=False))]
    if line.kind == "heading":
        return [_cell(line.label, Look(colour=TEAL, bold=True, size=13, line=False))]
    if line.kind == "step":
        fill = STEPS[line.step]
        return [_cell(line.label, Look(colour=text_on(fill), fill=fill, bold=True, line=False))]
    if line.link:
        label = _cell(line.label, LOOKS["link"], f"#gid={gids[words.tab(line.link)]}")
    else:
        label = _cell(line.label, LOOKS[line.tone or "bold"])
    return [label, _cell(line.text, LOOKS["text"])]
