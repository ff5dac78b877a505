"""The button inside Excel: a sync of the workbook in whose window it was pressed, told in a message box."""

from __future__ import annotations

from collections.abc import Sequence

from perdes_sheets.errors import JobError
from perdes_sheets.findings import Finding
from perdes_sheets.jobs.look import Clock, View
from perdes_sheets.jobs.sync import Synced, sync
from perdes_sheets.outputs.looks import STATUS
from perdes_sheets.outputs.messages import message
from perdes_sheets.outputs.template import build
from perdes_sheets.outputs.text import date_text
from perdes_sheets.schema.words import DEFAULT, Words, words
from perdes_sheets.workbooks.excel import books
from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook

SHOWN = 3
"""Findings in the message box."""
LONGEST = 240
"""Characters of one finding there: a message box can't be scrolled."""


def press(clock: Clock) -> None:
    """Sync the workbook whose button was pressed, unsaved, and show what came of it in the workbook's language.

    What stops the sync is shown too. WorkbookError where not even a message box can be shown.
    """
    book = ExcelWorkbook(books.caller(), fresh=build)
    try:
        synced = sync(book, clock)
    except JobError as error:
        say = words(DEFAULT)
        book.show(say(error.message, **{"workbook": book.name, **error.values}), say("button.title"), trouble=True)
    except Exception as error:  # noqa: BLE001 - the last line of defence: guarantees.md, Bad input
        say = words(DEFAULT)
        book.show(say("error.unexpected", kind=type(error).__name__), say("button.title"), trouble=True)
    else:
        say = words(synced.view.reading.language)
        book.show(told(synced, say), say("button.title"), trouble=synced.view.results.counts["errors"] > 0)


def told(synced: Synced, say: Words) -> str:
    """What the message box says: whose workbook, what was done, how many findings, and the first of them."""
    view, changed = synced.view, synced.written.changed
    counts = view.results.counts
    village = view.reading.entries.settings.village_name or say("button.no_village")
    lines = [
        say("button.head", village=village, date=date_text(view.results.as_of, say.language)),
        "✓ " + say("button.synced" if changed else "button.unchanged"),
        say("button.counts", **{each: counts[each] for each in ("errors", "warnings", "infos", "agreements_overdue")}),
    ]
    findings = _worst_first(view.results.findings)
    if findings:
        lines += ["", *(_line(finding, view, say) for finding in findings[:SHOWN])]
    if len(findings) > SHOWN:
        lines.append(say("button.more", n=len(findings) - SHOWN, tab=say.tab("checks")))
    return "\n".join(lines)


def _worst_first(findings: Sequence[Finding]) -> list[Finding]:
    order = list(STATUS["severity"])
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def _line(finding: Finding, view: View, say: Words) -> str:
    layout = view.reading.layouts.get(finding.tab)
    cell = (layout.cell(finding.row, finding.column) if layout else None) or ""
    where = f"{STATUS['severity'][finding.severity][0]} {say.tab(finding.tab)} {cell}".rstrip()
    text = " ".join(f"{where}: {message(finding, say)}".split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
