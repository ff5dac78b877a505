"""The native charts, drawn from their neutral specs (`owned.charts`)."""

from __future__ import annotations

from typing import Any

from perdes_sheets.outputs.looks import INK, LINE, MUTED, TEAL
from perdes_sheets.outputs.owned.charts import COLOURS, LABEL_ON, ChartSpec, Series
from perdes_sheets.outputs.template.book import Book

TYPES: dict[str, dict[str, str]] = {
    "bar": {"type": "bar"},
    "stacked_bar": {"type": "bar", "subtype": "stacked"},
    "column": {"type": "column"},
    "line": {"type": "line"},
}
SMALL = {"name": "Calibri", "size": 9, "color": INK}
AXIS_TITLE = {"name": "Calibri", "size": 9, "bold": False, "color": MUTED}


def insert(book: Book, sheet: Any, spec: ChartSpec) -> None:
    """Draw `spec` where it belongs. Titles and names are cells, so that a sync can change what they say."""
    chart = book.workbook.add_chart(TYPES[spec.kind])
    for series in spec.series:
        chart.add_series(_series(spec, series))
    if spec.room is not None:
        chart.add_series(_room(spec, spec.room))
    title = {"name": "Calibri", "size": 11, "bold": True, "color": TEAL}
    chart.set_title({"name": f"={spec.title.formula}", "name_font": title, "overlay": False})
    categories, values = _category_axis(book, spec), _value_axis(book, spec)
    lying = spec.kind in ("bar", "stacked_bar")
    chart.set_x_axis(values if lying else categories)
    chart.set_y_axis(categories if lying else values)
    chart.set_legend({"none": True} if spec.legend == "none" else {"position": spec.legend, "font": SMALL})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": "white"}})
    chart.set_size({"width": spec.width, "height": spec.height})
    chart.show_blanks_as("gap")
    # 1: the chart moves and grows with the cells it covers.
    sheet.insert_chart(spec.cell, chart, {"object_position": 1, "description": book.words(spec.alt)})


def _series(spec: ChartSpec, series: Series) -> dict[str, Any]:
    colour = COLOURS[series.tone]
    options: dict[str, Any] = {
        "name": f"={series.name.formula}",
        "categories": f"={spec.categories.formula}",
        "values": f"={series.values.formula}",
    }
    if spec.kind == "line":
        options["line"] = {"color": colour, "width": 2, "dash_type": series.dash}
        options["marker"] = {"type": series.marker, "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
    else:
        options["fill"] = {"color": colour}
        options["border"] = {"none": True}
        options["gap"] = 45
        if spec.kind == "stacked_bar" or spec.room is not None:
            options["overlap"] = 100
    if spec.points:
        options["points"] = [{"fill": {"color": COLOURS[tone]}, "border": {"none": True}} for tone in spec.points]
    if spec.labels:
        # On a stacked bar the number stands on its colour, else beside the bar on white.
        ink = LABEL_ON[series.tone] if spec.kind == "stacked_bar" else INK
        options["data_labels"] = {"value": True, "num_format": spec.label_format, "font": {**SMALL, "color": ink}}
    return options


def _room(spec: ChartSpec, room: Series) -> dict[str, Any]:
    """The series that nobody sees: it only keeps the axis long enough for whole steps."""
    unseen = {"none": True}
    drawn = {"line": unseen, "marker": {"type": "none"}} if spec.kind == "line" else {"fill": unseen, "border": unseen}
    return {
        "name": f"={room.name.formula}",
        "categories": f"={spec.categories.formula}",
        "values": f"={room.values.formula}",
        **drawn,
    }


def _category_axis(book: Book, spec: ChartSpec) -> dict[str, Any]:
    axis: dict[str, Any] = {"num_font": SMALL, "line": {"color": LINE}, "major_tick_mark": "none"}
    if spec.reversed:
        # It runs downwards, so the values would stand on top: their axis crosses at its far end.
        axis |= {"reverse": True, "crossing": "max"}
    if spec.category_title:
        axis |= {"name": book.words(spec.category_title), "name_font": AXIS_TITLE}
    return axis


def _value_axis(book: Book, spec: ChartSpec) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": SMALL,
        "num_format": spec.axis_format,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        "major_tick_mark": "none",
    }
    if spec.axis_min is not None:
        axis["min"] = spec.axis_min
    if spec.axis_max is not None:
        axis["max"] = spec.axis_max
    if spec.step is not None:
        axis["major_unit"] = spec.step
    if spec.value_title:
        axis |= {"name": book.words(spec.value_title), "name_font": AXIS_TITLE}
    return axis
