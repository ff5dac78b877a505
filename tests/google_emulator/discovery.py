"""Google's own description of its interfaces: the discovery documents that google-api-python-client carries.

Everything that decides whether a request or an answer has the right shape comes from here, so that the emulator can't
drift away from Google by a mistake of its author.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import unquote

from .errors import Json

# The one method of Drive v2 that gspread still calls (`import_csv`); its id is the same as v3's, hence the alias.
DOCUMENTS = {"sheets.v4": "sheets", "drive.v3": "drive", "drive.v2": "drive2"}


@dataclass(frozen=True)
class Method:
    """One method of one service: `id` is Google's ("sheets.spreadsheets.get"), `service` the document's name."""

    id: str
    service: str
    http_method: str
    pattern: re.Pattern[str]
    parameters: Mapping[str, Json]
    request: str | None
    response: str | None
    scopes: tuple[str, ...]
    upload: bool = False

    @property
    def api(self) -> str:
        """ "sheets" or "drive"."""
        return self.service.split(".")[0]

    @property
    def writes(self) -> bool:
        """Whether Google counts it as a write; the POSTs that only read are the data-filter ones."""
        reads = self.http_method == "GET" or self.id.endswith(("getByDataFilter", "batchGetByDataFilter", ":search"))
        return not reads and not self.id.endswith("developerMetadata.search")


@cache
def document(name: str) -> Json:
    source = resources.files("googleapiclient") / "discovery_cache" / "documents" / f"{name}.json"
    loaded: Json = json.loads(source.read_text(encoding="utf-8"))
    return loaded


def schema(service: str, name: str) -> Json:
    found: Json = document(service)["schemas"][name]
    return found


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]*\})", path)
    regex = "".join(f"(?P<{part.strip('{+}')}>[^/]+?)" if part.startswith("{") else re.escape(part) for part in parts)
    return re.compile(f"/{regex}")


def _methods(service: str, node: Json) -> list[Method]:
    top = document(service)
    found = []
    for raw in node.get("methods", {}).values():
        common = {
            "id": DOCUMENTS[service] + raw["id"][raw["id"].index(".") :],
            "service": service,
            "http_method": raw["httpMethod"],
            "parameters": top["parameters"] | raw.get("parameters", {}),
            "request": raw.get("request", {}).get("$ref"),
            "response": raw.get("response", {}).get("$ref"),
            "scopes": tuple(raw.get("scopes", ())),
        }
        found.append(Method(pattern=_pattern(top["servicePath"] + raw["path"]), **common))
        simple = raw.get("mediaUpload", {}).get("protocols", {}).get("simple", {}).get("path")
        if simple:
            found.append(Method(pattern=_pattern(simple.lstrip("/")), upload=True, **common))
    for child in node.get("resources", {}).values():
        found += _methods(service, child)
    return found


@cache
def methods() -> tuple[Method, ...]:
    """All methods; those with more literal text first, so that `values:batchGet` isn't read as a spreadsheet's id."""
    found = [method for service in DOCUMENTS for method in _methods(service, document(service))]
    return tuple(sorted(found, key=lambda method: -len(re.sub(r"\(\?P<.*?>.*?\)", "", method.pattern.pattern))))


def match(http_method: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """The method that a path (still percent-encoded, no query) calls, and its path parameters."""
    for method in methods():
        if method.http_method == http_method and (hit := method.pattern.fullmatch(path)):
            return method, {name: unquote(text) for name, text in hit.groupdict().items()}
    return None


def property_schema(service: str, owner: Json, name: str) -> Json | None:
    """The schema of a property of `owner`, references followed one step; None when there is no such property."""
    found = owner.get("properties", {}).get(name) or owner.get("additionalProperties")
    return resolve(service, found) if found is not None else None


def resolve(service: str, node: Json) -> Json:
    return schema(service, node["$ref"]) if "$ref" in node else node


def element(service: str, node: Json) -> Json:
    """The schema of what a mask goes on into: a list's items, else the node itself."""
    node = resolve(service, node)
    while node.get("type") == "array":
        node = resolve(service, node["items"])
    return node


def names_any(node: Any) -> bool:
    return isinstance(node, dict) and node.get("type") == "any"
