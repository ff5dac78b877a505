"""The native charts, from their neutral specs (`owned.charts`): the same as in a file, as far as Google draws it.

A chart's title is a text of its own here and can't be a cell, so a sync says it anew; nothing else of a chart changes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from perdes_sheets.outputs.google_template.requests import FONT, Json, area, colour, grid
from perdes_sheets.outputs.looks import INK, LINE, MUTED, TEAL
from perdes_sheets.outputs.owned.charts import CHARTS, COLOURS, LABEL_ON, ROOM, ChartSpec, Range, Series
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import OwnedTab

TYPES = {"bar": "BAR", "stacked_bar": "BAR", "column": "COLUMN", "line": "LINE"}
LEGENDS = {"none": "NO_LEGEND", "bottom": "BOTTOM_LEGEND", "right": "RIGHT_LEGEND"}
DASHES = {"solid": "SOLID", "dash": "MEDIUM_DASHED", "round_dot": "DOTTED", "long_dash": "LONG_DASHED"}
TITLE = {"fontFamily": FONT, "fontSize": 11, "bold": True, "foregroundColorStyle": colour(TEAL)}
SMALL = {"fontFamily": FONT, "fontSize": 9, "foregroundColorStyle": colour(INK)}
AXIS_TITLE = {"fontFamily": FONT, "fontSize": 9, "foregroundColorStyle": colour(MUTED)}


def insert(spec: ChartSpec, sheet_id: int, figures: OwnedTab, source: int, words: Words) -> Json:
    """The request that draws `spec` on the tab `sheet_id`, from `figures` (`_charts`), which is the tab `source`."""
    corner = area(sheet_id, spec.cell)
    anchor = {
        "sheetId": sheet_id,
        "rowIndex": corner.get("startRowIndex", 0),
        "columnIndex": corner.get("startColumnIndex", 0),
    }
    position = {"anchorCell": anchor, "widthPixels": spec.width, "heightPixels": spec.height}
    border = {"colorStyle": colour(LINE)}
    drawn = _said(_spec(spec, source, words), spec, figures)
    return {"addChart": {"chart": {"spec": drawn, "position": {"overlayPosition": position}, "border": border}}}


def retitled(figures: OwnedTab, source: int, found: Sequence[Json]) -> Iterator[Json]:
    """The requests that make the charts that are there say what `figures` (`_charts`, the tab `source`) says.

    However people moved or coloured a chart, it is known by the figures that it draws, and only its title and the
    length of its axis change. A chart whose figures are gone with a deleted tab is taken away: it is drawn anew.
    """
    for chart in found:
        sources = _sources(chart.get("spec", {}))
        spec = next((spec for spec in CHARTS if _draws(sources, spec, source)), None)
        if spec is not None:
            new = _said(chart["spec"], spec, figures)
            if new != chart["spec"]:
                yield {"updateChartSpec": {"chartId": chart["chartId"], "spec": new}}
        elif not sources and "basicChart" in chart.get("spec", {}):
            yield {"deleteEmbeddedObject": {"objectId": chart["chartId"]}}


def _said(drawn: Json, spec: ChartSpec, figures: OwnedTab) -> Json:
    """A ChartSpec with the title of `figures`; an axis of few counts is as long as whole steps take."""
    new = copy.deepcopy(drawn)
    new["title"] = str(_cell(figures, spec.title) or "")
    if spec.room is None:
        return new
    short = any(_column(figures, spec.room.values))
    for axis in new["basicChart"].get("axis", []):
        if axis.get("position") == _axis_of_values(spec):
            window = {**axis.get("viewWindowOptions", {})}
            window.pop("viewWindowMax", None)
            axis["viewWindowOptions"] = {**window, **({"viewWindowMax": ROOM} if short else {})}
    return new


def _sources(spec: Json) -> list[Json]:
    """The GridRanges that a chart takes its categories from."""
    domains = spec.get("basicChart", {}).get("domains", [])
    return [each for d in domains for each in d.get("domain", {}).get("sourceRange", {}).get("sources", [])]


def _draws(sources: Sequence[Json], spec: ChartSpec, source: int) -> bool:
    wanted = spec.categories.first_row - 2
    return any(each.get("sheetId", 0) == source and each.get("startRowIndex", 0) == wanted for each in sources)


def _cell(tab: OwnedTab, place: Range) -> object:
    row = tab.rows[place.first_row - 1] if place.first_row <= len(tab.rows) else ()
    out = row[place.column] if place.column < len(row) else None
    return out.value if out is not None else None


def _column(tab: OwnedTab, place: Range) -> list[object]:
    rows = range(place.first_row, place.last_row + 1)
    return [_cell(tab, Range(row, row, place.column)) for row in rows]


def _spec(spec: ChartSpec, source: int, words: Words) -> Json:
    chart: Json = {
        "chartType": TYPES[spec.kind],
        "legendPosition": LEGENDS[spec.legend],
        "headerCount": 1,
        "domains": [{"domain": _data(spec.categories, source)}],
        "series": [_series(spec, series, source) for series in spec.series],
        "axis": [_category_axis(spec, words), _value_axis(spec, words)],
    }
    if spec.kind == "stacked_bar":
        chart["stackedType"] = "STACKED"
    return {
        "titleTextFormat": TITLE,
        "altText": words(spec.alt),
        "fontName": FONT,
        # The figures stand in a hidden tab, and are to be drawn all the same.
        "hiddenDimensionStrategy": "SHOW_ALL",
        "basicChart": chart,
    }


def _data(cells: Range, source: int) -> Json:
    """Cells with the one above them, which is their name."""
    there = grid(source, (cells.first_row - 2, cells.last_row), (cells.column, cells.column + 1))
    return {"sourceRange": {"sources": [there]}}


def _series(spec: ChartSpec, series: Series, source: int) -> Json:
    ink = {"colorStyle": colour(COLOURS[series.tone])}
    made: Json = {"series": _data(series.values, source), "targetAxis": _axis_of_values(spec), **ink}
    if spec.kind == "line":
        made["lineStyle"] = {"type": DASHES[series.dash], "width": 2}
        made["pointStyle"] = {"shape": series.marker.upper(), "size": 6}
    if spec.points:
        made["styleOverrides"] = [
            {"index": i, "colorStyle": colour(COLOURS[tone])} for i, tone in enumerate(spec.points)
        ]
    if spec.labels:
        # On a stacked bar the number stands on its colour, else beside the bar on white.
        on = LABEL_ON[series.tone] if spec.kind == "stacked_bar" else INK
        made["dataLabel"] = {"type": "DATA", "textFormat": {**SMALL, "foregroundColorStyle": colour(on)}}
    return made


def _lying(spec: ChartSpec) -> bool:
    return spec.kind in ("bar", "stacked_bar")


def _axis_of_values(spec: ChartSpec) -> str:
    return "BOTTOM_AXIS" if _lying(spec) else "LEFT_AXIS"


def _category_axis(spec: ChartSpec, words: Words) -> Json:
    # Google takes no format of its own here.
    return {"position": "LEFT_AXIS" if _lying(spec) else "BOTTOM_AXIS", "title": _title(spec.category_title, words)}


def _value_axis(spec: ChartSpec, words: Words) -> Json:
    ends = {"viewWindowMin": spec.axis_min, "viewWindowMax": spec.axis_max}
    return {
        "position": _axis_of_values(spec),
        "title": _title(spec.value_title, words),
        "format": AXIS_TITLE,
        "viewWindowOptions": {name: end for name, end in ends.items() if end is not None},
    }


def _title(id: str | None, words: Words) -> str:
    """An axis's title; a blank where it has none, or it would take the name of its figures."""
    return words(id) if id else " "
