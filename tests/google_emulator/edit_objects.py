"""Requests about what lies on or beside the grid: charts, bandings, filter views, developer metadata."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from . import colors, masks
from .context import Context, Handler
from .errors import Json, NotEmulatedError
from .model import Sheet
from .ranges import each, is_coordinate

CHART_TYPES = (
    "basicChart",
    "bubbleChart",
    "candlestickChart",
    "histogramChart",
    "orgChart",
    "pieChart",
    "scorecardChart",
    "treemapChart",
    "waterfallChart",
)


def find(context: Context, name: str, key: str, wanted: Any, kind: str) -> tuple[Sheet, int]:
    """The sheet and the place in its list of the object with that id."""
    for sheet in context.spreadsheet.sheets:
        for index, item in enumerate(sheet.objects[name]):
            if item[key] == wanted:
                return sheet, index
    raise context.refuse(f"No {kind} with id: {wanted}")


def new_id(context: Context, given: Json, key: str, taken: Callable[[Any], bool]) -> int:
    """The id that a client asked for, when it is free, or a new one."""
    wanted: int | None = given.get(key)
    if wanted is None:
        return context.new_number()
    if wanted <= 0 or taken(wanted):
        raise context.refuse(f"{key} {wanted} already exists. Please try a different ID.")
    return wanted


def _taken(context: Context, name: str, key: str) -> Callable[[Any], bool]:
    return lambda wanted: any(
        item[key] == wanted for sheet in context.spreadsheet.sheets for item in sheet.objects[name]
    )


def _on_grid(context: Context, found: Json) -> Json:
    """Ranges and places inside an object: on the grid, and with their sheet's id."""
    sheet = context.sheet(found.get("sheetId"))
    if is_coordinate(found):
        if found.get("rowIndex", 0) >= sheet.row_count or found.get("columnIndex", 0) >= sheet.column_count:
            raise context.refuse(f"The anchor cell lies outside the grid of {sheet.title}")
    else:
        context.grid(found)
    return found | {"sheetId": sheet.id}


def chart_spec(context: Context, spec: Json) -> Json:
    if sum(name in spec for name in CHART_TYPES) != 1:
        raise context.refuse("Exactly one chart type must be set on ChartSpec")
    for source in _sources(spec):
        _, box = context.grid(source)
        if len(box.rows) > 1 and len(box.columns) > 1:
            raise context.refuse("Each ChartData source range must be one row or one column wide")
    placed: Json = each(colors.both({"$ref": "ChartSpec"}, spec), lambda found: _on_grid(context, found))
    return placed


def _sources(value: Any) -> list[Json]:
    """The ranges that a chart draws, wherever they stand in its spec."""
    if isinstance(value, list):
        return [source for item in value for source in _sources(item)]
    if not isinstance(value, dict):
        return []
    below = [source for name, item in value.items() if name != "sources" for source in _sources(item)]
    return [*value.get("sources", ()), *below]


def add_chart(context: Context, body: Json) -> Json:
    given = body.get("chart", {})
    place = given.get("position", {})
    if "overlayPosition" not in place:
        raise NotEmulatedError("a chart on a sheet of its own")
    anchor = place["overlayPosition"].get("anchorCell", {})
    sheet = context.sheet(anchor.get("sheetId"))
    position = _position(context, place["overlayPosition"])
    chart: Json = {
        "chartId": new_id(context, given, "chartId", _taken(context, "charts", "chartId")),
        "spec": chart_spec(context, given.get("spec", {})),
        "position": {"overlayPosition": position},
    }
    if "border" in given:
        chart["border"] = colors.both({"$ref": "EmbeddedObjectBorder"}, given["border"])
    sheet.objects["charts"].append(chart)
    return {"chart": copy.deepcopy(chart)}


def _position(context: Context, given: Json) -> Json:
    anchor = given.get("anchorCell", {})
    corner = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0} | anchor
    return {"widthPixels": 600, "heightPixels": 371} | given | {"anchorCell": _on_grid(context, corner)}


def update_chart_spec(context: Context, body: Json) -> None:
    sheet, index = find(context, "charts", "chartId", body.get("chartId"), "chart")
    sheet.objects["charts"][index]["spec"] = chart_spec(context, body.get("spec", {}))


def update_position(context: Context, body: Json) -> Json:
    sheet, index = find(context, "charts", "chartId", body.get("objectId"), "embedded object")
    chart = sheet.objects["charts"].pop(index)
    given = body.get("newPosition", {})
    if "overlayPosition" not in given:
        raise NotEmulatedError("a chart on a sheet of its own")
    # The mask is relative to `newPosition.overlayPosition`.
    mask = context.mask(body, "OverlayPosition")
    position = _position(context, masks.apply(chart["position"]["overlayPosition"], given["overlayPosition"], mask))
    chart["position"] = {"overlayPosition": position}
    context.sheet(position["anchorCell"]["sheetId"]).objects["charts"].append(chart)
    return {"position": copy.deepcopy(chart["position"])}


def delete_embedded_object(context: Context, body: Json) -> None:
    sheet, index = find(context, "charts", "chartId", body.get("objectId"), "embedded object")
    del sheet.objects["charts"][index]


def _ranged(name: str, key: str, field: str, schema: str, kind: str) -> dict[str, Handler]:
    """add, update and delete for objects that are a range with an id and some looks."""

    def place(context: Context, given: Json) -> tuple[Sheet, Json]:
        sheet, box = context.grid(given.get("range", {}))
        item = colors.both({"$ref": schema}, given)
        item["range"] = box.grid_range(sheet.id)
        return sheet, item

    def add(context: Context, body: Json) -> Json:
        given = body.get(field, {})
        sheet, item = place(context, given)
        item[key] = new_id(context, given, key, _taken(context, name, key))
        sheet.objects[name].append(item)
        return {field: copy.deepcopy(item)}

    def update(context: Context, body: Json) -> None:
        given = body.get(field, {})
        sheet, index = find(context, name, key, given.get(key), kind)
        changed = masks.apply(sheet.objects[name].pop(index), given, context.mask(body, schema))
        new_sheet, item = place(context, changed)
        new_sheet.objects[name].insert(index, item)

    def delete(context: Context, body: Json) -> None:
        wanted = body.get(key, body.get("filterId"))
        sheet, index = find(context, name, key, wanted, kind)
        del sheet.objects[name][index]

    stem = "Banding" if schema == "BandedRange" else schema
    return {f"add{stem}": add, f"update{stem}": update, f"delete{stem}": delete}


def _location(context: Context, given: Json) -> Json:
    location = {name: item for name, item in given.items() if name != "locationType" and item is not False}
    if len(location) != 1:
        raise context.refuse("Exactly one of spreadsheet, sheetId and dimensionRange must be the location")
    if "spreadsheet" in location:
        return location | {"locationType": "SPREADSHEET"}
    if "sheetId" in location:
        return location | {"sheetId": context.sheet(location["sheetId"]).id, "locationType": "SHEET"}
    span = location["dimensionRange"]
    sheet = context.sheet(span.get("sheetId"))
    if span.get("endIndex", 0) - span.get("startIndex", 0) != 1:
        raise context.refuse("Developer metadata can only be on one row or one column")
    place = {"startIndex": 0} | span | {"sheetId": sheet.id}
    return {"dimensionRange": place, "locationType": "ROW" if span["dimension"] == "ROWS" else "COLUMN"}


def _check_metadata(context: Context, entry: Json) -> None:
    if not entry.get("metadataKey"):
        raise context.refuse("metadataKey is required")
    if entry.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise context.refuse("visibility is required")


def create_metadata(context: Context, body: Json) -> Json:
    given = body.get("developerMetadata", {})
    entry = given | {"location": _location(context, given.get("location", {}))}
    _check_metadata(context, entry)
    taken = [known["metadataId"] for known in context.spreadsheet.metadata]
    entry["metadataId"] = new_id(context, given, "metadataId", taken.__contains__)
    context.spreadsheet.metadata.append(entry)
    return {"developerMetadata": copy.deepcopy(entry)}


def matches(entry: Json, data_filter: Json) -> bool:
    """Whether developer metadata is what a DataFilter's lookup looks for."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None:
        raise NotEmulatedError("a DataFilter that is no developerMetadataLookup")
    place = lookup.get("metadataLocation")
    if place is not None and {**place, "locationType": ""} != {**entry["location"], "locationType": ""}:
        return False
    if lookup.get("locationType") not in (
        None,
        "DEVELOPER_METADATA_LOCATION_TYPE_UNSPECIFIED",
        entry["location"]["locationType"],
    ):
        return False
    return all(
        lookup[name] == entry.get(name)
        for name in ("metadataId", "metadataKey", "metadataValue", "visibility")
        if name in lookup
    )


def _matching(context: Context, body: Json) -> list[Json]:
    return [
        entry
        for entry in context.spreadsheet.metadata
        if any(matches(entry, one) for one in body.get("dataFilters", ()))
    ]


def update_metadata(context: Context, body: Json) -> Json:
    mask = context.mask(body, "DeveloperMetadata")
    changed = []
    for entry in _matching(context, body):
        new = masks.apply(entry, body.get("developerMetadata", {}), mask)
        new["location"] = _location(context, new["location"])
        _check_metadata(context, new)
        context.spreadsheet.metadata[context.spreadsheet.metadata.index(entry)] = new
        changed.append(copy.deepcopy(new))
    return {"developerMetadata": changed} if changed else {}


def delete_metadata(context: Context, body: Json) -> Json:
    gone = _matching(context, {"dataFilters": [body.get("dataFilter", {})]})
    context.spreadsheet.metadata = [entry for entry in context.spreadsheet.metadata if entry not in gone]
    return {"deletedDeveloperMetadata": gone} if gone else {}


HANDLERS: dict[str, Handler] = {
    "addChart": add_chart,
    "updateChartSpec": update_chart_spec,
    "updateEmbeddedObjectPosition": update_position,
    "deleteEmbeddedObject": delete_embedded_object,
    **_ranged("bandedRanges", "bandedRangeId", "bandedRange", "BandedRange", "banded range"),
    **_ranged("filterViews", "filterViewId", "filter", "FilterView", "filter view"),
    "createDeveloperMetadata": create_metadata,
    "updateDeveloperMetadata": update_metadata,
    "deleteDeveloperMetadata": delete_metadata,
}
