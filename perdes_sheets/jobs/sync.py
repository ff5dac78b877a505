"""sync: read, check, compute, and fill what the tool owns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from perdes_sheets.errors import ChangedMeanwhile
from perdes_sheets.jobs import program
from perdes_sheets.jobs.look import Clock, View, look
from perdes_sheets.outputs import automatic, owned
from perdes_sheets.outputs.owned import history
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Sealed, Workbook, WritePlan, Written

RESTARTS = 2


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync found and did, or in a dry run would do.

    The plan is empty where the workbook is known to be what the same plan left.
    """

    view: View
    plan: WritePlan
    written: Written


def sync(workbook: Workbook, as_of: dt.date | Clock, *, dry_run: bool = False) -> Synced:
    """Fill the owned tabs and the automatic columns of `workbook` from what people typed.

    Where somebody changed it between read and write, the sync starts over, RESTARTS times at most (guarantees.md,
    Nothing lost 5). Raises WorkbookError or ServiceError where it can't be read or written; then nothing was changed.
    """
    for restarts_left in reversed(range(RESTARTS + 1)):
        view = look(workbook, as_of, filling=True)
        mark = f"{program.identity()} {view.results.as_of}"
        sealed = isinstance(workbook, Sealed) and workbook.stands(mark)
        plan = WritePlan(view.reading.language) if sealed else replace(plan_of(view), mark=mark)
        try:
            return Synced(view, plan, workbook.write(plan, dry_run=dry_run))
        except ChangedMeanwhile:
            if not restarts_left:
                raise
    raise AssertionError("the loop returns or raises")


def plan_of(view: View) -> WritePlan:
    """What the workbook should show for `view`."""
    reading, results = view.reading, view.results
    language = words(reading.language)
    lines = history.read(view.sheets.get(language.tab("history")), language)
    looked_up = automatic.plan(reading, results, view.states, language)
    return WritePlan(
        language=reading.language,
        owned=[*owned.tabs(reading, results, language, lines), looked_up.data_tab],
        automatic=looked_up.columns,
        sentences=looked_up.sentences,
        names=looked_up.names,
        print_areas=looked_up.print_areas,
    )
