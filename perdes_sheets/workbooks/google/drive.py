"""Files of this program's own in a person's Drive: made and refreshed from an .xlsx file, and who may see them.

Only what the scope `drive.file` opens: files that this program made. Google turns the file into a Google Sheet; a
refreshed one keeps its address and its permissions.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perdes_sheets.errors import OutOfReach, ServiceError
from perdes_sheets.workbooks.google.client import Client, unknown

Json = dict[str, Any]
FILES = "https://www.googleapis.com/drive/v3/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
SHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIELDS = "id,name,trashed,appProperties,owners(emailAddress),permissions(id,type,role,emailAddress,domain,displayName)"
TOKEN = "perdes_made"  # noqa: S105 - the name of a note, no secret
"""The note by which a file is found whose making was never answered."""
LOOKS = 4
"""How often such a file is looked for: Drive may list a new one a little later."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do what with a file. `type` is user, group, domain or anyone; `who` an address or a domain ("")."""

    id: str
    type: str
    role: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A file as Drive has it now. `notes` are what this program keeps with it (appProperties)."""

    key: str
    name: str
    owner: str
    notes: Mapping[str, str]
    permissions: Sequence[Permission]

    @property
    def others(self) -> list[Permission]:
        """Who sees it besides the owner."""
        return [each for each in self.permissions if each.role != "owner"]


class Drive:
    """Calls Google Drive by `client`. Every method raises ServiceError where Google refuses or can't be reached."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def standing(self, key: str) -> Standing | None:
        """The file `key`; None where it is gone, in the bin, or none of this program's."""
        try:
            answer = self.client.call("get", f"{FILES}/{key}", key, params={"fields": FIELDS})
        except OutOfReach:
            return None
        return None if answer.get("trashed") else _standing(answer)

    def make(self, name: str, content: bytes, notes: Mapping[str, str]) -> Standing:
        """A new Google Sheet from an .xlsx file, which nobody but its owner sees, and which only the owner shares.

        `notes` are kept with it.

        Making is never done twice: where the answer got lost, the file is looked for. ServiceError
        (google_perhaps_copied) where it can't be found.
        """
        token = uuid.uuid4().hex
        kept = {**notes, TOKEN: token}
        metadata = {"name": name, "mimeType": SHEET, "writersCanShare": False, "appProperties": kept}
        # A domain may show new files to everybody in it: not this one.
        params = {"ignoreDefaultVisibility": "true", "fields": FIELDS}
        try:
            return _standing(self._upload("post", UPLOAD, "", metadata, content, params, landed=unknown))
        except ServiceError as error:
            if not self.client.in_doubt:
                raise
            if (found := self._found(token)) is None:
                raise ServiceError("error.google_perhaps_copied", title=name) from error
            return found

    def replace(self, key: str, content: bytes) -> None:
        """Put the content of an .xlsx file in the place of all that the Google Sheet `key` holds."""
        self._upload("patch", f"{UPLOAD}/{key}", key, {"mimeType": SHEET}, content, {"fields": "id"})

    def note(self, key: str, notes: Mapping[str, str]) -> None:
        """Keep `notes` with the file, besides those that are there."""
        self._change(key, {"appProperties": dict(notes)})

    def discard(self, key: str) -> None:
        """Put the file into the bin."""
        self._change(key, {"trashed": True})

    def grant(self, standing: Standing, address: str, role: str, message: str) -> str:
        """Let `address` see the file, and have Google send a mail with `message`; the permission's id.

        NotShared where Google doesn't let it be shared with that address.
        """
        before = {each.id for each in standing.permissions}

        def new() -> list[str]:
            now = self.standing(standing.key)
            return [each.id for each in now.permissions if each.id not in before] if now else []

        answer = self.client.call(
            "post", f"{FILES}/{standing.key}/permissions", standing.key, lambda: bool(new()),
            params={"sendNotificationEmail": "true", "emailMessage": message, "fields": "id"},
            json={"type": "user", "role": role, "emailAddress": address},
        )  # fmt: skip
        granted: str = answer["id"] if answer else new()[0]
        return granted

    def change_role(self, key: str, permission: str, role: str) -> None:
        self.client.call(
            "patch", f"{FILES}/{key}/permissions/{permission}", key, params={"fields": "id"}, json={"role": role}
        )

    def take_back(self, key: str, permission: str) -> None:
        """Take a permission away; nothing where it is gone already."""
        try:
            self.client.call("delete", f"{FILES}/{key}/permissions/{permission}", key)
        except OutOfReach:
            standing = self.standing(key)
            if standing and any(each.id == permission for each in standing.permissions):
                raise

    def _change(self, key: str, metadata: Json) -> None:
        self.client.call("patch", f"{FILES}/{key}", key, params={"fields": "id"}, json=metadata)

    def _upload(
        self, method: str, url: str, key: str, metadata: Json, content: bytes, params: Json, **landed: Any
    ) -> Json:
        boundary = uuid.uuid4().hex
        parts = (("application/json; charset=UTF-8", json.dumps(metadata).encode()), (XLSX, content))
        body = b"".join(
            f"--{boundary}\r\nContent-Type: {kind}\r\n\r\n".encode() + data + b"\r\n" for kind, data in parts
        )
        return self.client.call(
            method, url, key, params={"uploadType": "multipart", **params}, data=body + f"--{boundary}--".encode(),
            headers={"Content-Type": f"multipart/related; boundary={boundary}"}, **landed,
        )  # fmt: skip

    def _found(self, token: str) -> Standing | None:
        """The file that was made with `token`, if it was."""
        query = f"appProperties has {{ key='{TOKEN}' and value='{token}' }} and trashed = false"
        for tried in range(1, LOOKS + 1):
            with contextlib.suppress(ServiceError):
                answer = self.client.call("get", FILES, params={"q": query, "fields": f"files({FIELDS})"})
                if answer.get("files"):
                    return _standing(answer["files"][0])
            if tried < LOOKS:
                self.client.pace.sleep(self.client.pace.wait(tried, None))
        return None


def _standing(answer: Json) -> Standing:
    owner = next((each.get("emailAddress", "") for each in answer.get("owners", ())), "")
    permissions = [
        Permission(
            each["id"],
            each["type"],
            each["role"],
            each.get("emailAddress") or each.get("domain") or each.get("displayName", ""),
        )
        for each in answer.get("permissions", ())
    ]
    return Standing(answer["id"], answer.get("name", ""), owner, answer.get("appProperties", {}), permissions)
