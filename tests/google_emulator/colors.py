"""Colours, which the interface keeps twice: `backgroundColor` (deprecated) and `backgroundColorStyle`, and so on.

Whoever writes one finds both when reading; channels of zero are left out.
"""

from __future__ import annotations

import math
import struct
from functools import cache
from typing import Any

from . import discovery
from .entered import whole
from .errors import Json
from .masks import Mask

SERVICE = "sheets.v4"


def _rgb(red: float, green: float, blue: float) -> Json:
    return {"red": red, "green": green, "blue": blue}


THEME: dict[str, Json] = {
    "TEXT": {},
    "BACKGROUND": _rgb(1, 1, 1),
    "ACCENT1": _rgb(0.25882354, 0.52156866, 0.95686275),
    "ACCENT2": _rgb(0.91764706, 0.2627451, 0.20784314),
    "ACCENT3": _rgb(0.9843137, 0.7372549, 0.015686275),
    "ACCENT4": _rgb(0.20392157, 0.65882355, 0.3254902),
    "ACCENT5": _rgb(1, 0.42745098, 0.003921569),
    "ACCENT6": _rgb(0.27450982, 0.7411765, 0.7764706),
    "LINK": _rgb(0.06666667, 0.33333334, 0.8),
}


def _channel(value: float) -> float:
    """A channel as it is kept: 256 steps, halves down, in single precision (recorded: 0.5 comes back as 0.49803922)."""
    kept = math.ceil(value * 255 - 0.5 - 1e-6) / 255
    single = struct.unpack("f", struct.pack("f", kept))[0]
    for digits in range(1, 10):
        short = float(f"{single:.{digits}g}")
        if struct.unpack("f", struct.pack("f", short))[0] == single:
            return whole(short)
    return kept


def _color(color: Json) -> Json:
    channels = {name: _channel(value) for name, value in color.items()}
    return {name: value for name, value in channels.items() if value}


def _style(style: Json) -> Json:
    return {"rgbColor": _color(style["rgbColor"])} if "rgbColor" in style else style


def _twins(node: Json) -> list[str]:
    """The names of a schema's properties that have a twin ending in "Style"."""
    properties = node.get("properties", {})
    return [
        name
        for name, item in properties.items()
        if item.get("$ref") == "Color" and properties.get(f"{name}Style", {}).get("$ref") == "ColorStyle"
    ]


@cache
def _colored(name: str, above: tuple[str, ...] = ()) -> bool:
    """Whether a message of that schema can hold a colour somewhere."""
    if name == "Color":
        return True
    properties = discovery.schema(SERVICE, name).get("properties", {}).values()
    below = {item.get("$ref") or item.get("items", {}).get("$ref") for item in properties} - {None, name, *above}
    return any(_colored(each, (*above, name)) for each in below)


def both(node: Json, value: Any) -> Any:
    """A copy of a message of that schema in which each colour stands twice; the newer name wins."""
    if "$ref" in node and not _colored(node["$ref"]):
        return value
    node = discovery.resolve(SERVICE, node)
    if node.get("type") == "array" and isinstance(value, list):
        return [both(node["items"], item) for item in value]
    if not isinstance(value, dict) or not node.get("properties"):
        return value
    if node.get("id") == "Color":
        return _color(value)
    result = {name: both(node["properties"].get(name, {}), item) for name, item in value.items()}
    for name in _twins(node):
        style = f"{name}Style"
        if style in result and not result[style]:
            del result[style]
            result.pop(name, None)
        elif style in result:
            result[style] = _style(result[style])
            result[name] = dict(result[style].get("rgbColor", THEME.get(result[style].get("themeColor", ""), {})))
        elif name in result:
            result[style] = {"rgbColor": dict(result[name])}
    return result


def both_in_mask(node: Json, mask: Mask) -> Mask:
    """The mask with the twin of each colour that it names, so that a stale twin can't survive."""
    node = discovery.element(SERVICE, node)
    twins = _twins(node)
    result = {
        name: both_in_mask(node.get("properties", {}).get(name, {}), below) if below else below
        for name, below in mask.items()
    }
    for name in twins:
        if name in mask or f"{name}Style" in mask:
            result[name] = result[f"{name}Style"] = {}
    return result
