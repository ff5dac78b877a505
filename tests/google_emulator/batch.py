"""spreadsheets.batchUpdate: one request after the other on one draft of the spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import edit_cells, edit_dimensions, edit_objects, edit_paste, edit_rules, edit_sheets
from .answers import without_zero_ids
from .context import Context, Handler
from .errors import Json, NotEmulatedError
from .evaluate import Evaluate, evaluate
from .model import Spreadsheet, without_nulls
from .protection import Protection

HANDLERS: dict[str, Handler] = {
    **edit_sheets.HANDLERS,
    **edit_cells.HANDLERS,
    **edit_paste.HANDLERS,
    **edit_dimensions.HANDLERS,
    **edit_rules.HANDLERS,
    **edit_objects.HANDLERS,
}


@dataclass(frozen=True)
class Settings:
    """What a batch needs to know beside the spreadsheet."""

    protection: Protection
    new_number: Callable[[], int]
    strict: bool = False
    evaluator: Evaluate = evaluate


def run(spreadsheet: Spreadsheet, requests: list[Json], settings: Settings) -> list[Json]:
    """Apply the requests to the draft; one reply each, {} for most."""
    replies = []
    for index, request in enumerate(requests):
        name, body = next((name, body) for name, body in request.items() if body is not None)
        handler = HANDLERS.get(name)
        if handler is None:
            raise NotEmulatedError(f"requests[{index}].{name} is not emulated")
        context = Context(
            spreadsheet,
            settings.protection,
            settings.new_number,
            settings.strict,
            settings.evaluator,
            f"Invalid requests[{index}].{name}: ",
        )
        reply = handler(context, without_nulls(body))
        replies.append({} if reply is None else {name: without_zero_ids(reply)})
        spreadsheet.renumber()
    return replies
