"""Drive v3 as far as a program for one spreadsheet meets it: files, permissions, about, comments, export.

And the one call of Drive v2 that gspread still makes (`import_csv`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from . import imported
from .accounts import DRIVE_FILE, Account
from .drive_query import compile_query
from .errors import (
    Json,
    NotEmulatedError,
    drive_error,
    file_not_found,
    insufficient_permissions,
    storage_quota_exceeded,
)
from .model import DEFAULT_COLUMNS, DEFAULT_ROWS, Sheet
from .protection import Protection
from .store import ROLES, SPREADSHEET, File, Store
from .values import Render, Writer, read, write

DEFAULT_FIELDS: dict[str, str] = {
    "File": "kind,id,name,mimeType",
    "FileList": "kind,nextPageToken,incompleteSearch,files(kind,id,name,mimeType)",
    "Permission": "kind,id,type,role",
    "PermissionList": "kind,nextPageToken,permissions(kind,id,type,role)",
}


@dataclass(frozen=True)
class Mail:
    """A notification that Drive sent about a new permission."""

    to: str
    file_id: str
    message: str


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@dataclass
class Drive:
    """The service. `no_account`: addresses that no Google account goes with; `outbox`: the notifications sent.

    `uploads`: the files that were uploaded to be converted. `keeps_protection`: whether a conversion does.
    """

    store: Store
    person: Callable[[str], Account]
    no_account: set[str] = field(default_factory=set)
    outbox: list[Mail] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)
    keeps_protection: bool = False

    def file(self, file_id: str, account: Account, scopes: frozenset[str], role: str = "reader") -> File:
        """The file, if the account may see it (else 404, as Drive does not tell) and has the role (else 403)."""
        found = self.store.files.get(file_id)
        if found is None or found.role(account.email) is None or not opened(found, account, scopes):
            raise file_not_found(file_id)
        if not found.at_least(account.email, role):
            raise insufficient_permissions()
        return found

    def list_files(self, account: Account, scopes: frozenset[str], query: Json) -> Json:
        test = compile_query(query["q"]) if query.get("q") else None
        found = [
            file
            for file in self.store.files.values()
            if file.role(account.email) is not None and opened(file, account, scopes) and (test is None or test(file))
        ]
        found.sort(key=lambda file: file.modified, reverse=True)
        if query.get("orderBy"):
            found = _ordered(found, query["orderBy"])
        size, start = int(query.get("pageSize", 100)), int(query.get("pageToken") or 0)
        answer: Json = {"kind": "drive#fileList", "incompleteSearch": False}
        if start + size < len(found):
            answer["nextPageToken"] = str(start + size)
        return answer | {"files": [self.answer(file, account) for file in found[start : start + size]]}

    def answer(self, file: File, account: Account) -> Json:
        """A File message with everything that the emulator knows."""
        writer, shares = file.at_least(account.email, "writer"), file.may_share(account.email)
        # What an app noted for itself no other app gets to see: here an account has one app.
        hidden = () if file.created_by == account.email else ("appProperties",)
        return {
            "kind": "drive#file",
            "id": file.id,
            "name": file.spreadsheet.properties["title"],
            "mimeType": SPREADSHEET,
            "createdTime": stamp(file.created),
            "modifiedTime": stamp(file.modified),
            "version": str(file.version),
            "trashed": file.trashed,
            "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk",
            "ownedByMe": file.owner.lower() == account.email.lower(),
            "shared": len(file.permissions) > 1,
            "owners": [self.user(self.person(file.owner), account)],
            "lastModifyingUser": self.user(self.person(file.modified_by), account),
            "capabilities": {"canEdit": writer, "canShare": shares, "canCopy": True, "canComment": writer},
            "writersCanShare": file.writers_can_share,
            "permissions": [_permission(each) for each in file.permissions.values()] if shares else [],
        } | {name: item for name, item in file.properties.items() if name not in hidden}

    def user(self, who: Account, me: Account) -> Json:
        return {
            "kind": "drive#user",
            "displayName": who.name or who.email,
            "me": who.email.lower() == me.email.lower(),
            "permissionId": who.permission_id,
            "emailAddress": who.email,
        }

    def create(self, account: Account, body: Json, media: bytes | None = None) -> Json:
        """files.create; `media`, an .xlsx file, is converted where the body asks for a spreadsheet."""
        if not account.storage:
            raise storage_quota_exceeded()
        if body.get("mimeType") != SPREADSHEET:
            raise NotEmulatedError(f"a file of type {body.get('mimeType')}")
        tabs = None if media is None else self._converted(media, account)
        file = self.store.create(account, body.get("name") or "Untitled")
        if tabs:
            file.spreadsheet.sheets = tabs
        _note(file, body)
        return self.answer(file, account)

    def _converted(self, media: bytes, account: Account) -> list[Sheet]:
        self.uploads.append(media)
        return imported.sheets(media, self.store.new_number, account.email, protected=self.keeps_protection)

    def copy(self, file: File, account: Account, body: Json) -> Json:
        if not account.storage:
            raise storage_quota_exceeded()
        twin = file.spreadsheet.copy()
        twin.id = self.store.new_id()
        twin.properties["title"] = body.get("name") or f"Copy of {file.spreadsheet.properties['title']}"
        return self.answer(self.store.add(account, twin), account)

    def update(self, file: File, account: Account, body: Json, media: bytes | None = None) -> Json:
        """files.update; `media` takes the place of all that was in the spreadsheet, under the same id."""
        tabs = None if media is None else self._converted(media, account)
        with self.store.change(file, account.email) as draft:
            draft.properties["title"] = body.get("name") or draft.properties["title"]
            if tabs is not None:
                draft.sheets, draft.named_ranges, draft.metadata = tabs, [], []
        if "trashed" in body:
            if file.owner.lower() != account.email.lower():
                raise insufficient_permissions()
            file.trashed = body["trashed"]
        _note(file, body)
        return self.answer(file, account)

    def delete(self, file: File, account: Account) -> None:
        if file.owner.lower() != account.email.lower():
            raise insufficient_permissions()
        del self.store.files[file.id]

    def permissions(self, file: File) -> Json:
        return {
            "kind": "drive#permissionList",
            "permissions": [_permission(each) for each in file.permissions.values()],
        }

    def share(self, file: File, account: Account, query: Json, body: Json) -> Json:
        """permissions.create; a notification goes out unless it is switched off."""
        if not file.may_share(account.email):
            raise insufficient_permissions()
        kind, role = body.get("type", ""), body.get("role", "")
        address = _canonical(body.get("emailAddress", ""))
        if kind not in ("user", "group", "domain", "anyone") or role not in ROLES:
            raise drive_error(400, "required", "The permission type and role fields are required.")
        if kind in ("user", "group") and "@" not in address:
            raise drive_error(
                400,
                "invalid",
                "The specified emailAddress is invalid or not applicable for the given permission type.",
                location="permission.emailAddress",
            )
        if role == "owner":
            raise NotEmulatedError("transfer of ownership")
        notify = str(query.get("sendNotificationEmail", "true")).lower() != "false"
        if kind in ("user", "group") and not notify and address.lower() in self.no_account:
            raise drive_error(
                400,
                "invalidSharingRequest",
                f'Bad Request. User message: "You are trying to invite {address}. '
                "Since there is no Google account associated with this email address, you must check the "
                '"Notify people" box to invite this recipient."',
            )
        permission: Json = {"type": kind, "role": role}
        if kind in ("user", "group"):
            permission |= {"id": self.person(address).permission_id, "emailAddress": address}
        elif kind == "domain":
            permission |= {"id": f"{body['domain']}k", "domain": body["domain"]}
        else:
            permission |= {"id": "anyoneWithLink", "allowFileDiscovery": False}
        file.permissions[permission["id"]] = permission
        if notify and kind in ("user", "group"):
            self.outbox.append(Mail(address, file.id, query.get("emailMessage", "")))
        self.store.touch(file, account.email)
        return _permission(permission)

    def permission(self, file: File, permission_id: str) -> Json:
        if permission_id not in file.permissions:
            raise drive_error(404, "notFound", f"Permission not found: {permission_id}.", location="permissionId")
        return _permission(file.permissions[permission_id])

    def change_permission(self, file: File, account: Account, permission_id: str, body: Json) -> Json:
        self.permission(file, permission_id)
        self._not_the_owner(file, permission_id)
        if body.get("role") not in ROLES or body["role"] == "owner":
            raise drive_error(400, "invalid", "The specified role is invalid.", location="permission.role")
        file.permissions[permission_id]["role"] = body["role"]
        self.store.touch(file, account.email)
        return self.permission(file, permission_id)

    def unshare(self, file: File, account: Account, permission_id: str) -> None:
        self.permission(file, permission_id)
        self._not_the_owner(file, permission_id)
        del file.permissions[permission_id]
        self.store.touch(file, account.email)

    @staticmethod
    def _not_the_owner(file: File, permission_id: str) -> None:
        if file.permissions[permission_id]["role"] == "owner":
            raise insufficient_permissions()

    def about(self, account: Account) -> Json:
        quota = {"usage": "0", "usageInDrive": "0", "usageInDriveTrash": "0"}
        limit = "16106127360" if account.storage else "0"
        return {
            "kind": "drive#about",
            "user": self.user(account, account),
            "storageQuota": quota | {"limit": limit},
            "canCreateDrives": False,
        }

    def export(self, file: File, mime_type: str) -> bytes:
        if mime_type != "text/csv":
            raise NotEmulatedError(f"export as {mime_type}")
        sheet = file.spreadsheet.sheets[0]
        shown = read(self.store.calculation(file.spreadsheet), sheet, sheet.box, Render())
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(shown.get("values", []))
        return text.getvalue().removesuffix("\r\n").encode()

    def import_csv(self, file: File, account: Account, data: bytes) -> Json:
        """Drive v2: the file becomes one tab with the values of the CSV. Answers with the v2 File's main properties."""
        rows: list[list[Any]] = list(csv.reader(io.StringIO(data.decode("utf-8"))))
        with self.store.change(file, account.email) as draft:
            width = max((len(row) for row in rows), default=1)
            size = max(len(rows), DEFAULT_ROWS), max(width, DEFAULT_COLUMNS)
            sheet = Sheet.new(self.store.new_number(), draft.properties["title"], *size)
            draft.sheets = [sheet]
            draft.properties["timeZone"] = "America/Los_Angeles"  # recorded: the new file has Google's own
            write(draft, sheet, sheet.box, rows, Writer("USER_ENTERED", Protection(account.email, owner=True)))
        return {
            "kind": "drive#file",
            "id": file.id,
            "title": file.spreadsheet.properties["title"],
            "mimeType": SPREADSHEET,
            "createdDate": stamp(file.created),
            "modifiedDate": stamp(file.modified),
            "version": str(file.version),
        }

    def comments(self, file: File) -> Json:
        return {"kind": "drive#commentList", "comments": file.comments}


def opened(file: File, account: Account, scopes: frozenset[str]) -> bool:
    """Whether a token's scopes open a file: drive.file alone shows a program only the files that it made itself.

    `scopes` are those that the called method takes. So `spreadsheets` with `drive.file` reads a shared spreadsheet's
    cells, but finds no such file on Drive.
    """
    return bool(scopes - {DRIVE_FILE}) or file.created_by == account.email


def _note(file: File, body: Json) -> None:
    """What a program keeps with a file; an app's properties are added to those that are there."""
    file.properties |= {name: body[name] for name in ("properties", "description") if name in body}
    if "appProperties" in body:
        file.properties["appProperties"] = file.properties.get("appProperties", {}) | body["appProperties"]
    file.writers_can_share = body.get("writersCanShare", file.writers_can_share)


def _canonical(address: str) -> str:
    """The address that an account goes by: Gmail takes one with dots for the one without."""
    name, _, domain = address.partition("@")
    return f"{name.replace('.', '')}@{domain}" if domain.lower() == "gmail.com" else address


def _permission(permission: Json) -> Json:
    return {"kind": "drive#permission"} | permission


def _ordered(files: list[File], text: str) -> list[File]:
    for part in reversed(text.split(",")):
        name, _, direction = part.strip().partition(" ")
        keys: dict[str, Callable[[File], str]] = {
            "name": lambda file: str(file.spreadsheet.properties["title"]).lower(),
            "modifiedTime": lambda file: stamp(file.modified),
            "createdTime": lambda file: stamp(file.created),
        }
        if name not in keys:
            raise NotEmulatedError(f"orderBy={name}")
        files = sorted(files, key=keys[name], reverse=direction == "desc")
    return files
