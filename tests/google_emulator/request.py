"""A call whose shape is right, and the field mask that its answer is reduced by."""

from __future__ import annotations

from dataclasses import dataclass

from . import discovery, masks
from .accounts import Account
from .drive import DEFAULT_FIELDS
from .errors import Json, drive_error, sheets_error
from .masks import Mask, MaskError


@dataclass
class Request:
    """Path and query by name (`lists` has repeated parameters whole), the parsed body, the caller.

    `raw` is the body as it came; of an upload, the media. `scopes` are those of the caller's token that the method
    takes.
    """

    method: discovery.Method
    path: dict[str, str]
    lists: dict[str, list[str]]
    body: Json
    raw: bytes
    account: Account
    scopes: frozenset[str]

    @property
    def query(self) -> Json:
        return {name: texts[-1] for name, texts in self.lists.items()}

    def flag(self, name: str) -> bool:
        return str(self.query.get(name, "")).lower() == "true"


def field_mask(request: Request) -> Mask | None:
    """The field mask, checked against the answer's schema; Drive has one even when none is given."""
    method, text = request.method, request.query.get("fields")
    if not text:
        if method.id == "drive.about.get":
            raise drive_error(400, "required", "The 'fields' parameter is required for this method.", location="fields")
        default = DEFAULT_FIELDS.get(method.response or "") if method.service == "drive.v3" else None
        return masks.parse(default) if default else None
    if method.response is None:
        return None
    try:
        mask = masks.parse(text)
        masks.check(mask, method.service, discovery.schema(method.service, method.response))
    except MaskError as error:
        if method.api == "drive":
            message = f"Invalid field selection {error.path}"
            raise drive_error(400, "invalidParameter", message, location="fields") from error
        message = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{error.path}'."
        raise sheets_error(
            "INVALID_ARGUMENT",
            "Request contains an invalid argument.",
            [
                {
                    "@type": "type.googleapis.com/google.rpc.BadRequest",
                    "fieldViolations": [{"field": error.path, "description": message}],
                }
            ],
        ) from error
    return mask
