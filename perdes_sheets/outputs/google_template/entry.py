"""An entry tab: headers with their hints, formats, formulas, running numbers, dropdowns, colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from perdes_sheets.outputs.google_template import validation
from perdes_sheets.outputs.google_template.cells import Gids, cell, formula
from perdes_sheets.outputs.google_template.formulas import headers, semicolons, text
from perdes_sheets.outputs.google_template.requests import Json, cell_format, colour, grid, pixels, repeat, size
from perdes_sheets.outputs.google_template.tabs import add, warn, widths
from perdes_sheets.outputs.looks import DATE, EDGE, LOOKS, MUTED, Look
from perdes_sheets.outputs.sentences import NOTE, VILLAGE, sentence
from perdes_sheets.outputs.template.colours import STEPS
from perdes_sheets.outputs.template.columns import SheetColumn, cell_look, edge, header_look, in_sheet, places
from perdes_sheets.outputs.template.hints import hint
from perdes_sheets.outputs.template.room import HEADER_ROW, rows_of
from perdes_sheets.outputs.template.rules import Rule, rules
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import Auto, EntryTab
from perdes_sheets.schema.words import Words

HEADS = (27, 18, 18, 48)
"""Points of the rows above the entries."""
ROW = 30
"""Points of an entry's row: two lines of text."""
BELOW = (HEADER_ROW, None)
"""The rows of entries, as indexes from 0."""
HEADING = Look(colour=MUTED, italic=True, size=9, line=False)

TYPED = {"date": DATE, "money": '"Rp"#,##0', "score": "0", "months": "0"} | dict.fromkeys(
    ("text", "long", "ref", "refs", "phone"), "@"
)
"""Column type -> number format. What is text stays as it is typed: `0812345678`, `1/2/2024`. Numbers show the decimals
that they have: Google can't make the format depend on the value, and never may 0.85 look like 1."""
SHOWN = {"date": DATE, "percent": "0%"}


def draw(tab: EntryTab, sheet_id: int, cells: Sequence[Mapping[str, Any]], gids: Gids, words: Words) -> list[Json]:
    """The requests that draw `tab` with what `cells` puts into it."""
    columns, bottom = in_sheet(tab), HEADER_ROW + rows_of(cells)
    return [
        add(sheet_id, words.tab(tab.id), bottom, len(columns), tint=STEPS[tab.step], freeze=f"C{HEADER_ROW + 1}"),
        *widths(sheet_id, [column.width for column in columns]),
        *(size(sheet_id, "ROWS", (i, i + 1), pixels(height)) for i, height in enumerate(HEADS)),
        size(sheet_id, "ROWS", (HEADER_ROW, bottom), pixels(ROW)),
        *_formats(sheet_id, columns),
        _heads(tab, sheet_id, columns, gids, words),
        _entries(tab, sheet_id, columns, cells),
        *_groups(sheet_id, columns),
        *_validations(tab, sheet_id, columns, words),
        *_colours(tab, sheet_id, columns, words),
        {"setBasicFilter": {"filter": {"range": grid(sheet_id, (HEADER_ROW - 1, None), (0, len(columns)))}}},
        *_protections(sheet_id, columns, words),
    ]


def _formats(sheet_id: int, columns: Sequence[SheetColumn]) -> Iterator[Json]:
    for i, column in enumerate(columns):
        look = replace(cell_look(column, columns[i - 1] if i else None), number=number(column), line=True)
        format = cell_format(look, _edge(columns, i))
        yield repeat(grid(sheet_id, BELOW, (i, i + 1)), {"userEnteredFormat": format}, "userEnteredFormat")


def number(column: SheetColumn) -> str:
    """The number format of a column's cells."""
    if isinstance(column, Auto):
        return SHOWN.get(column.kind, "General")
    return "General" if column.key == "running" else TYPED.get(column.type, "General")


def _edge(columns: Sequence[SheetColumn], i: int) -> str | None:
    """The colour of the thin line before the automatic columns at the right end."""
    return EDGE if i == edge(columns) else None


def _heads(tab: EntryTab, sheet_id: int, columns: Sequence[SheetColumn], gids: Gids, words: Words) -> Json:
    """Rows 1 to 4: the title with the village, what to type and how fresh the grey columns are, groups, headers."""
    title = formula(f"{text(words.tab(tab.id))}&{VILLAGE}") | _look(LOOKS["title"])
    says = formula(f"{text(sentence(tab.id, words))}&{NOTE}") | _look(LOOKS["subtitle"])
    third = [cell(heading) | _look(HEADING) if heading else {} for heading in _headings(tab, columns, words)]
    for place, id in ((1, "summary"), (2, "guide")):
        there = f"#gid={gids[words.tab(id)]}"
        third[place] = cell("→ " + words.tab(id), there, LOOKS["back"]) | _look(LOOKS["back"])
    rows = [{"values": row} for row in ([title], [says], third, _labels(tab, columns, words))]
    fields = "userEnteredValue,userEnteredFormat,textFormatRuns,note"
    return {"updateCells": {"start": {"sheetId": sheet_id}, "rows": rows, "fields": fields}}


def _look(look: Look, edge: str | None = None) -> Json:
    return {"userEnteredFormat": cell_format(look, edge)}


def _headings(tab: EntryTab, columns: Sequence[SheetColumn], words: Words) -> list[str]:
    """Above each outline group what is in it, and once more beside its `+`, which stands after it."""
    texts = [""] * len(columns)
    for group, (first, end) in _grouped(columns):
        texts[first] = words(f"group.{tab.id}.{group}")
        texts[end] = "+ " + texts[first]
    return texts


def _labels(tab: EntryTab, columns: Sequence[SheetColumn], words: Words) -> list[Json]:
    """The headers; what a column is for stands in its header's note."""
    made = headers(tab, places(tab), HEADER_ROW, words)
    row = []
    for i, column in enumerate(columns):
        if column.id in made:
            label = formula(made[column.id])
        else:
            required = isinstance(column, Column) and column.required
            label = cell(words.column(tab.id, column.id) + (" *" if required else ""))
        look = _look(header_look(column, columns[i - 1] if i else None), _edge(columns, i))
        row.append(label | look | {"note": note(tab, column, words)})
    return row


def note(tab: EntryTab, column: SheetColumn, words: Words) -> str:
    """The hint of a column; where a cell may hold several choices, which there are."""
    said = hint(words, tab, column)
    if isinstance(column, Column) and column.type == "choices":
        return f"{said}\n{'; '.join(words.choices(column.choices or ''))}"
    return said


def _entries(tab: EntryTab, sheet_id: int, columns: Sequence[SheetColumn], cells: Sequence[Mapping[str, Any]]) -> Json:
    running = tab.key.key == "running"
    rows = []
    for number in range(1, (rows_of(cells) if running else len(cells)) + 1):
        typed = {**({tab.key.id: number} if running else {}), **(cells[number - 1] if number <= len(cells) else {})}
        last = max((i for i, column in enumerate(columns) if column.id in typed), default=-1)
        rows.append({"values": [cell(typed.get(column.id)) for column in columns[: last + 1]]})
    start = {"sheetId": sheet_id, "rowIndex": HEADER_ROW}
    return {"updateCells": {"start": start, "rows": rows or [{}], "fields": "userEnteredValue"}}


def _grouped(columns: Sequence[SheetColumn]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The outline groups: name, and the indexes from and up to."""
    names = [column.group if isinstance(column, Column) else None for column in columns]
    first = 0
    for name, same in groupby(names):
        end = first + len(list(same))
        if name:
            yield name, (first, end)
        first = end


def _groups(sheet_id: int, columns: Sequence[SheetColumn]) -> Iterator[Json]:
    """Outline groups, closed at first: rarely needed columns out of sight, each a click away."""
    for _, (first, end) in _grouped(columns):
        there = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": first, "endIndex": end}
        yield {"addDimensionGroup": {"range": there}}
        group = {"range": there, "depth": 1, "collapsed": True}
        yield {"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}}


def _validations(tab: EntryTab, sheet_id: int, columns: Sequence[SheetColumn], words: Words) -> Iterator[Json]:
    for i, column in enumerate(columns):
        rule = validation.rule(tab, column, words) if isinstance(column, Column) else None
        if rule:
            yield {"setDataValidation": {"range": grid(sheet_id, BELOW, (i, i + 1)), "rule": rule}}


def _colours(tab: EntryTab, sheet_id: int, columns: Sequence[SheetColumn], words: Words) -> Iterator[Json]:
    """The conditional formats; the first that holds wins. What only changes a number's format Google can't have."""
    shown = [rule for rule in rules(tab, columns, HEADER_ROW + 1, words) if rule.number is None]
    for index, rule in enumerate(shown):
        yield {"addConditionalFormatRule": {"index": index, "rule": _conditional(sheet_id, rule)}}


def _conditional(sheet_id: int, rule: Rule) -> Json:
    format: Json = {}
    if rule.colour:
        format["textFormat"] = {"foregroundColorStyle": colour(rule.colour)}
    if rule.fill:
        format["backgroundColorStyle"] = colour(rule.fill)
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=" + semicolons(rule.formula)}]}
    there = grid(sheet_id, BELOW, (rule.columns[0], rule.columns[1] + 1))
    return {"ranges": [there], "booleanRule": {"condition": condition, "format": format}}


def _protections(sheet_id: int, columns: Sequence[SheetColumn], words: Words) -> Iterator[Json]:
    """Google asks before someone types over an automatic column, its header with the formula included."""
    first = 0
    for automatic, same in groupby(isinstance(column, Auto) for column in columns):
        end = first + len(list(same))
        if automatic:
            yield warn(sheet_id, words("google.protected.automatic"), HEADER_ROW - 1, (first, end))
        first = end
