"""The settings tab: label, value, and what the value does and is when left empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from perdes_sheets.outputs.google_template.cells import Gids, cell
from perdes_sheets.outputs.google_template.requests import Json, cell_format, grid, pixels, size
from perdes_sheets.outputs.google_template.tabs import add, widths
from perdes_sheets.outputs.google_template.validation import pick
from perdes_sheets.outputs.looks import GREY, LOOKS, OFF, WHITE, Look
from perdes_sheets.outputs.template.hints import meaning
from perdes_sheets.outputs.template.room import HEADER_ROW
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import SETTINGS_COLUMNS
from perdes_sheets.schema.words import Words

WIDTHS = (46, 26, 84)
LABEL = replace(LOOKS["text"], fill=GREY)
VALUE = Look(fill=WHITE, wrap=True)
CODE = replace(VALUE, number="@")
"""A value whose every character counts: `32.04.01.2005` is no number, and `91;76;66;51` no date."""
MEANING = replace(LOOKS["muted"], indent=1)


def draw(sheet_id: int, values: Mapping[str, Any], gids: Gids, words: Words) -> list[Json]:
    """The requests that draw the tab with the values given; a setting left empty takes its default."""
    links = [_cell("→ " + words.tab(id), LOOKS["back"], f"#gid={gids[words.tab(id)]}") for id in ("summary", "guide")]
    rows = [
        [_cell(words.tab("settings"), LOOKS["title"])],
        [_cell(words("page.sentence.settings"), LOOKS["subtitle"])],
        links,
        [_cell(words(f"settings.{id}"), LOOKS["header"]) for id in ("setting", "value", "meaning")],
        *(_setting(setting, values.get(setting.id), words) for setting in SETTINGS_COLUMNS),
    ]
    fields = "userEnteredValue,userEnteredFormat,textFormatRuns"
    lines = [{"values": row} for row in rows]
    zone = HEADER_ROW + [setting.id for setting in SETTINGS_COLUMNS].index("time_zone")
    rule = {"condition": pick(words.choices("time_zone")), "showCustomUi": True}
    return [
        add(sheet_id, words.tab("settings"), len(rows) + 20, len(WIDTHS), tint=OFF, freeze=f"A{HEADER_ROW + 1}"),
        *widths(sheet_id, WIDTHS),
        *(size(sheet_id, "ROWS", (i, i + 1), pixels(height)) for i, height in enumerate((27, 18, 18, 24))),
        size(sheet_id, "ROWS", (HEADER_ROW, len(rows)), pixels(24)),
        {"updateCells": {"start": {"sheetId": sheet_id}, "rows": lines, "fields": fields}},
        {"setDataValidation": {"range": grid(sheet_id, (zone, zone + 1), (1, 2)), "rule": rule}},
    ]


def _setting(setting: Column, value: Any, words: Words) -> list[Json]:
    label = words.column("settings", setting.id) + (" *" if setting.required else "")
    look = CODE if setting.type == "text" else VALUE
    return [_cell(label, LABEL), _cell(value, look), _cell(meaning(words, setting), MEANING)]


def _cell(value: Any, look: Look, uri: str | None = None) -> Json:
    return cell(value, uri, look) | {"userEnteredFormat": cell_format(look)}
