"""Requests and answers held against Google's schemas; unknown properties are refused.

A request is read as proto3 JSON is: null stands for "absent", whole numbers may come as strings. An answer has to be
exact.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from . import discovery
from .discovery import Method
from .errors import ApiError, EmulatorError, Json, bad_field, drive_error

# What Google takes although its own documents don't list it: recorded, or sent by every gspread user.
TOLERATED = {
    ("drive.files.get", "includeItemsFromAllDrives"): "recorded 165 times by gspread's tests, answered 200",
    ("drive.files.copy", "includeItemsFromAllDrives"): "the same parameter set as files.get",
    (
        "drive.permissions.create",
        "withLink",
    ): "a property of Drive v2 that gspread 6 sends with every share; v3 ignores it",
}

INTEGERS = {"int32": 2**31, "uint32": 2**32, "int64": 2**63}


class SchemaError(Exception):
    """One deviation from the schema: the path to it ("requests[0].addSheet") and Google's sentence about it."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


def _wrong(path: str, kind: str, value: Any) -> SchemaError:
    shown = json.dumps(value, ensure_ascii=False)
    # Google names the field in its protocol buffer's spelling.
    snake = re.sub(r"([a-z])([A-Z])", lambda hit: f"{hit[1]}_{hit[2].lower()}", path)
    return SchemaError(snake, f"Invalid value at '{snake}' ({kind}), {shown}")


class Checker:
    """Checks one JSON value against schemas of `service`; `exact` for answers (no nulls, no numbers in strings)."""

    def __init__(self, service: str, exact: bool, tolerated: frozenset[str] = frozenset()) -> None:
        self.service = service
        self.exact = exact
        self.tolerated = tolerated

    def check(self, node: Json, value: Any, path: str) -> Iterator[SchemaError]:
        if "$ref" in node:
            node = discovery.schema(self.service, node["$ref"])
        if value is None:
            # null in `values` means "skip this cell"; elsewhere proto3 JSON reads it as absent.
            if self.exact:
                yield SchemaError(path, "null in an answer")
            return
        kind = node.get("type")
        if kind == "any":
            return
        if kind == "array":
            yield from self._array(node, value, path)
        elif kind == "object" or "properties" in node:
            yield from self._object(node, value, path)
        else:
            yield from self._scalar(node, value, path)

    def _array(self, node: Json, value: Any, path: str) -> Iterator[SchemaError]:
        if not isinstance(value, list):
            inner = node["items"]
            listed = inner.get("type") == "array"
            yield _wrong(path, "type.googleapis.com/google.protobuf.ListValue" if listed else "list", value)
            return
        items = node["items"]
        if discovery.names_any(items):
            return
        for index, item in enumerate(value):
            if item is None and not self.exact:
                yield _wrong(f"{path}[{index}]", "list element", None)
            yield from self.check(items, item, f"{path}[{index}]")

    def _object(self, node: Json, value: Any, path: str) -> Iterator[SchemaError]:
        if not isinstance(value, dict):
            yield _wrong(path, f"type.googleapis.com/{node.get('id', 'object')}", value)
            return
        properties = node.get("properties", {})
        extra = node.get("additionalProperties")
        for name, item in value.items():
            below = f"{path}.{name}" if path else name
            if name in properties:
                yield from self.check(properties[name], item, below)
            elif extra is not None:
                yield from self.check(extra, item, below)
            elif name not in self.tolerated:
                where = f" at '{path}'" if path else ""
                yield SchemaError(
                    path, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
                )

    def _scalar(self, node: Json, value: Any, path: str) -> Iterator[SchemaError]:
        kind, layout = node.get("type"), node.get("format")
        if kind == "boolean":
            good = isinstance(value, bool)
            name = "TYPE_BOOL"
        elif kind in ("integer", "number") or (kind == "string" and layout in INTEGERS):
            good = self._number(kind, layout, value)
            name = f"TYPE_{(layout or 'double').upper()}"
        else:
            good, name = self._string(node, value)
        if not good:
            yield _wrong(path, name, value)

    def _number(self, kind: str, layout: str | None, value: Any) -> bool:
        if isinstance(value, bool):
            return False
        if isinstance(value, str):
            if self.exact and kind != "string":
                return False
            try:
                value = float(value) if kind == "number" else int(value)
            except ValueError:
                return False
        elif kind == "string" and self.exact:
            return False  # an int64 travels as a string
        if not isinstance(value, int | float):
            return False
        if kind == "number":
            return True
        return float(value).is_integer() and -INTEGERS[layout or "int32"] <= value < INTEGERS[layout or "int32"]

    def _string(self, node: Json, value: Any) -> tuple[bool, str]:
        if not isinstance(value, str):
            return False, "TYPE_STRING"
        if "enum" in node:
            return value in node["enum"], f"TYPE_ENUM of {', '.join(node['enum'][:2])}, …"
        if node.get("format") == "byte":
            try:
                base64.b64decode(value, validate=True)
            except binascii.Error:
                return False, "TYPE_BYTES"
        return True, "TYPE_STRING"


def check_parameters(method: Method, query: dict[str, list[str]]) -> Iterator[SchemaError]:
    """The query string: every name listed in the document, every value of its type."""
    for name, texts in query.items():
        node = method.parameters.get(name)
        if node is None:
            if (method.id, name) not in TOLERATED:
                yield SchemaError(
                    "",
                    f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                    f"Field '{name}' could not be found in request message.",
                )
            continue
        if len(texts) > 1 and not node.get("repeated"):
            yield SchemaError(name, f"Invalid value at '{name}': not a repeated parameter")
        for text in texts:
            if node["type"] == "boolean":
                good = text.lower() in ("true", "false", "")
            elif node["type"] == "integer":
                good = re.fullmatch(r"-?\d+", text) is not None
            else:
                good = text in node["enum"] if "enum" in node and text else True
            if not good:
                yield _wrong(name, f"TYPE_{node['type'].upper()}", text)
    for name, node in method.parameters.items():
        if node.get("required") and node.get("location") == "query" and name not in query:
            yield SchemaError(name, f"Missing required parameter: {name}")


def check_request(method: Method, query: dict[str, list[str]], body: Any) -> list[SchemaError]:
    """All that is wrong with a request; an empty list when Google's documents allow it."""
    found = list(check_parameters(method, query))
    if method.request is None or (method.upload and body is None):
        if body is not None:
            found.append(SchemaError("", "Invalid JSON payload received: this method takes no body"))
        return found
    tolerated = frozenset(name for id_, name in TOLERATED if id_ == method.id)
    # A ValueRange is bound to the field `data` of its request; other bodies are the request itself.
    path = "data" if method.request == "ValueRange" else ""
    checker = Checker(method.service, exact=False, tolerated=tolerated)
    found += checker.check({"$ref": method.request}, body if body is not None else {}, path)
    if method.id == "sheets.spreadsheets.batchUpdate" and not found:
        for index, request in enumerate((body or {}).get("requests") or ()):
            if sum(value is not None for value in request.values()) != 1:
                found.append(SchemaError(f"requests[{index}]", f"Invalid requests[{index}]: No request set."))
    return found


def refuse(method: Method, violation: SchemaError) -> ApiError:
    """The 400 that a violation of the client gets."""
    if method.api == "drive":
        return drive_error(400, "invalid", violation.message, location=violation.path or None)
    return bad_field(violation.path, violation.message)


def check_answer(method: Method, answer: Json) -> None:
    """An answer that Google's documents don't allow is the emulator's own fault: EmulatorError."""
    if method.response is None:
        raise EmulatorError(f"{method.id} answers nothing at Google's, here {answer!r}")
    found = list(Checker(method.service, exact=True).check({"$ref": method.response}, answer, ""))
    if found:
        raise EmulatorError(f"{method.id} would answer what its schema forbids: " + "; ".join(map(str, found[:5])))
