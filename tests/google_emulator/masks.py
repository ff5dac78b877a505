"""Field masks: `sheets(properties.title,data/rowData)`, both to read with (`fields=` of a request) and to write with.

A parsed mask is a tree of names; an empty tree means "everything below". "*" stands for every name.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from . import discovery
from .errors import Json

Mask = dict[str, Any]


class MaskError(ValueError):
    """A mask that can't be read, or names a field that the schema lacks; `path` is the field."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def parse(text: str) -> Mask:
    """A mask's tree; raises MaskError."""
    tokens = re.findall(r"[(),./]|[^(),./\s]+", text)
    mask, rest = _parse_list(tokens, text)
    if rest:
        raise MaskError(text)
    return mask


def _parse_list(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while True:
        name, below, tokens = _parse_one(tokens, text)
        if name in mask and (not mask[name] or not below):
            mask[name] = {}
        else:
            mask[name] = mask.get(name, {}) | below
        if not tokens or tokens[0] != ",":
            return mask, tokens
        tokens = tokens[1:]


def _parse_one(tokens: list[str], text: str) -> tuple[str, Mask, list[str]]:
    if not tokens or tokens[0] in "(),./":
        raise MaskError(text)
    name, tokens = tokens[0], tokens[1:]
    if tokens and tokens[0] in "./":
        below_name, below, tokens = _parse_one(tokens[1:], text)
        return name, {below_name: below}, tokens
    if tokens and tokens[0] == "(":
        below, tokens = _parse_list(tokens[1:], text)
        if not tokens or tokens[0] != ")":
            raise MaskError(text)
        return name, below, tokens[1:]
    return name, {}, tokens


def merge(left: Mask, right: Mask) -> Mask:
    """The mask that covers what either covers."""
    if not left or not right:
        return {}
    return {
        name: merge(left[name], right[name]) if name in left and name in right else left.get(name, right.get(name))
        for name in left | right
    }


def check(mask: Mask, service: str, node: Json, path: str = "") -> None:
    """Raises MaskError for the first field that the schema does not have."""
    node = discovery.element(service, node)
    for name, below in mask.items():
        here = f"{path}.{name}" if path else name
        if name == "*":
            continue
        found = discovery.property_schema(service, node, name)
        if found is None:
            raise MaskError(here)
        check(below, service, found, here)


def child(mask: Mask | None, name: str) -> Mask | None:
    """What the mask says of a property: its own mask, or None when the property isn't wanted."""
    if mask is None:
        return None
    if not mask or "*" in mask:
        return mask.get(name) or {}
    return mask.get(name)


def select(value: Any, mask: Mask) -> Any:
    """`value` reduced to what the mask names; messages that are left empty stay, as Google's do."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [select(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: select(item, mask[name]) for name, item in value.items() if name in mask}


def apply(target: Json, source: Json, mask: Mask) -> Json:
    """A copy of `target` in which the fields of the mask are as in `source`: what `source` lacks is cleared."""
    if not mask or "*" in mask:
        return copy.deepcopy(source)
    result = dict(target)
    for name, below in mask.items():
        if name not in source or source[name] is None:
            if below and isinstance(result.get(name), dict):
                result[name] = apply(result[name], {}, below)
            else:
                result.pop(name, None)
        elif below and isinstance(source[name], dict):
            result[name] = apply(result.get(name) or {}, source[name], below)
        else:
            result[name] = copy.deepcopy(source[name])
    return {name: item for name, item in result.items() if item != {} or name in source}
