"""The two services behind one door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import masks
from .drive import Drive
from .errors import Json, NotEmulatedError
from .request import Request, field_mask
from .sheets import Sheets
from .store import File


@dataclass
class Services:
    """What performs a call, found by the method's id."""

    sheets: Sheets
    drive: Drive

    def perform(self, request: Request) -> Json | bytes | None:
        """The answer, reduced by the field mask; None is an empty one."""
        handler = self.handlers().get(request.method.id)
        if handler is None:
            raise NotEmulatedError(f"{request.method.id} is not emulated")
        mask = field_mask(request)
        answer = handler(request)
        if not isinstance(answer, dict) or request.method.id == "sheets.spreadsheets.get":
            return answer  # spreadsheets.get has used the mask already, to build no more than is asked for
        reduced: Json = masks.select(answer, mask or {})
        return reduced

    def handlers(self) -> dict[str, Callable[[Request], Json | bytes | None]]:
        return {**self.sheets.handlers(), **self._drive_handlers()}

    def _drive_handlers(self) -> dict[str, Callable[[Request], Json | bytes | None]]:
        drive = self.drive

        def file(request: Request, role: str = "reader") -> File:
            return drive.file(request.path["fileId"], request.account, request.scopes, role)

        def permission_id(request: Request) -> str:
            return request.path["permissionId"]

        return {
            "drive.files.list": lambda r: drive.list_files(r.account, r.scopes, r.query),
            "drive.files.get": lambda r: drive.answer(file(r), r.account),
            "drive.files.create": lambda r: drive.create(r.account, r.body, r.raw if r.method.upload else None),
            "drive.files.copy": lambda r: drive.copy(file(r), r.account, r.body),
            "drive.files.update": lambda r: drive.update(
                file(r, "writer"), r.account, r.body, r.raw if r.method.upload else None
            ),
            "drive.files.delete": lambda r: drive.delete(file(r), r.account),
            "drive.files.export": lambda r: drive.export(file(r), r.query["mimeType"]),
            "drive.comments.list": lambda r: drive.comments(file(r)),
            "drive.about.get": lambda r: drive.about(r.account),
            "drive.permissions.list": lambda r: drive.permissions(file(r, "writer")),
            "drive.permissions.get": lambda r: drive.permission(file(r, "writer"), permission_id(r)),
            "drive.permissions.create": lambda r: drive.share(file(r, "writer"), r.account, r.query, r.body),
            "drive.permissions.update": lambda r: drive.change_permission(
                file(r, "writer"), r.account, permission_id(r), r.body
            ),
            "drive.permissions.delete": lambda r: drive.unshare(file(r, "writer"), r.account, permission_id(r)),
            "drive2.files.update": lambda r: drive.import_csv(file(r, "writer"), r.account, r.raw),
        }
