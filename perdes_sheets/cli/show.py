"""The parts of what a person reads after a command, in the order in which they matter."""

from __future__ import annotations

from collections.abc import Sequence

from perdes_sheets.cli.screen import Screen
from perdes_sheets.findings import Finding, Severity
from perdes_sheets.jobs.look import View
from perdes_sheets.outputs.looks import SHAPES, STATUS
from perdes_sheets.outputs.messages import message
from perdes_sheets.outputs.owned import agenda
from perdes_sheets.outputs.owned.figures import figures
from perdes_sheets.outputs.owned.periods import when
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.outputs.owned.summary import task
from perdes_sheets.outputs.sentences import village
from perdes_sheets.outputs.text import date_text
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import Written

URGENT = 10


def exit_code(view: View) -> int:
    """0 without error findings, 1 with (cli.md)."""
    return int(view.results.counts["errors"] > 0)


def head(screen: Screen, view: View, say: Words) -> None:
    """Which village, as of when."""
    home = village(view.reading.entries.settings.village_name, say) or say("show.no_village")
    screen.line(say("show.as_of", village=home, date=date_text(view.results.as_of, say.language)))


def overview(screen: Screen, view: View, say: Words) -> None:
    """The four figures of the summary tab, so that terminal and workbook say the same."""
    rows = []
    for figure in figures(Source(view.reading, view.results, say)):
        shape = SHAPES[figure.tone]
        value = say("figure.unused") if figure.value is None else f"{shape} {figure.value}"
        rows.append((say(f"figure.{figure.id}"), value, figure.detail))
    screen.table(say("show.attention"), ("", "", ""), rows)


def urgent(screen: Screen, view: View, say: Words) -> None:
    """What presses most, in the order of the summary tab."""
    lead = view.reading.entries.settings.review_lead_days
    source = Source(view.reading, view.results, say)
    items = agenda.urgent(view.results, lead)
    if not items:
        screen.line(say("show.nothing_urgent"))
        return
    rows = [
        (str(when(item.days, lead, say).value), task(source, item), date_text(item.date, say.language))
        for item in items[:URGENT]
    ]
    title = say("summary.urgent", shown=len(rows), n=len(items))
    screen.table(title, [say(f"show.{head}") for head in ("when", "subject", "date")], rows)


def findings(screen: Screen, view: View, say: Words, limit: int | None = None) -> None:
    """The findings, worst first; with a limit, only errors, alike ones as one line, and no more lines than so many."""
    kinds: tuple[tuple[Severity, str], ...] = (
        ("error", "show.errors"), ("warning", "show.warnings"), ("info", "show.infos"),
    )  # fmt: skip
    if not view.results.counts["errors"]:
        screen.line(say("show.no_findings"))
    for severity, title in kinds if limit is None else kinds[:1]:
        found = [finding for finding in view.results.findings if finding.severity == severity]
        if not found:
            continue
        alike: dict[object, list[Finding]] = {}
        for finding in found:
            kind = (finding.tab, finding.column, finding.code) if limit is not None else id(finding)
            alike.setdefault(kind, []).append(finding)
        lines = list(alike.values())[:limit]
        screen.table(say(title), (say("show.where"), say("show.what")), [_line(view, same, say) for same in lines])
        hidden = len(found) - sum(map(len, lines))
        if limit is not None and (hidden or len(found) > len(lines)):
            screen.line(say("show.all", n=len(found), tab=say.tab("checks")))


def _line(view: View, alike: Sequence[Finding], say: Words) -> tuple[str, str]:
    """Where the first of some like findings is, and its sentence; then how many more there are."""
    first = alike[0]
    layout = view.reading.layouts.get(first.tab)
    cell = (layout.cell(first.row, first.column) if layout else None) or ""
    place = f"{STATUS['severity'][first.severity][0]} {say.tab(first.tab)} {cell}".rstrip()
    more = " " + say("show.alike", n=len(alike) - 1) if len(alike) > 1 else ""
    return place, message(first, say) + more


def tried(screen: Screen, done: Written, workbook: str, say: Words) -> None:
    """What a sync would have done."""
    screen.line(say("show.dry_run", workbook=workbook))
    tabs = ", ".join(title for title in done.tabs if not title.startswith("_"))
    if tabs:
        screen.line(say("show.would_fill", tabs=tabs))
    elif not done.changed:
        screen.line(say("show.would_change_nothing", workbook=workbook))


def written(screen: Screen, done: Written, workbook: str, say: Words) -> None:
    """What the sync did, said only of what really happened; last, where to look."""
    if not done.changed:
        screen.line("✓ " + say("show.unchanged", workbook=workbook))
    else:
        screen.line("✓ " + say("show.synced", workbook=workbook))
    if done.restored:
        screen.line(say("show.restored", tabs=", ".join(done.restored)))
    if done.filled:
        screen.line(say("show.filled", n=sum(done.filled.values())))
    if done.backup:
        screen.notice(say("show.backup", path=done.backup))
    screen.line(say("show.open", workbook=workbook, tab=say.tab("summary")))
