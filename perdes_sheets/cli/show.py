"""The parts of what a person reads after a command, in the order in which they matter."""

from __future__ import annotations

from perdes_sheets.cli.screen import Screen
from perdes_sheets.findings import Severity
from perdes_sheets.jobs.look import View
from perdes_sheets.jobs.sync import Synced
from perdes_sheets.outputs.looks import STATUS
from perdes_sheets.outputs.messages import message
from perdes_sheets.outputs.text import date_text
from perdes_sheets.schema.words import Words

URGENT = 10
BEHIND = ("at_risk", "off_track", "missed")
"""The KPI statuses that are behind plan."""


def exit_code(view: View) -> int:
    """0 without error findings, 1 with (cli.md)."""
    return int(view.results.counts["errors"] > 0)


def head(screen: Screen, view: View, say: Words) -> None:
    """Which village, as of when."""
    village = view.reading.entries.settings.village_name or say("show.no_village")
    screen.line(say("show.as_of", village=village, date=date_text(view.results.as_of, say.language)))


def overview(screen: Screen, view: View, say: Words) -> None:
    """The figures of the summary tab, a tab without rows being "not used yet" rather than 0."""
    entries, counts, none = view.reading.entries, view.results.counts, say("show.none")
    behind = sum(counts["kpis_by_status"][status] for status in BEHIND)
    due = {"overdue": counts["agreements_overdue"], "soon": counts["agreements_due"] - counts["agreements_overdue"]}
    rows = [
        ("show.reviews", say("show.reviews_value", **due) if entries.agreements else none),
        ("show.kpis", say("show.kpis_value", behind=behind, n=len(view.results.kpis)) if entries.kpis else none),
        ("show.needs", str(counts["needs_by_coverage"]["uncovered"]) if entries.needs else none),
        ("show.entries", say("show.entries_value", **{k: counts[k] for k in ("errors", "warnings", "infos")})),
    ]
    screen.table(say("show.attention"), ("", ""), [(say(label), value) for label, value in rows])


def urgent(screen: Screen, view: View, say: Words) -> None:
    """What is late, the longest first; then what comes next."""
    agenda = view.results.agenda
    if not agenda:
        screen.line(say("show.nothing_urgent"))
        return
    shown = agenda[:URGENT]
    rows = []
    for item in shown:
        shape = STATUS["due_flag"]["overdue" if item.late else "due_soon" if item.days <= 30 else "scheduled"][0]
        when = (
            say("show.days_late", n=-item.days)
            if item.late
            else say("show.days_left", n=item.days)
            if item.days
            else say("show.today")
        )
        rows.append((f"{shape} {when}", say.choice("agenda_kind", item.kind), item.what or "", item.partner or ""))
    title = say("show.urgent", shown=len(shown), n=len(agenda))
    screen.table(title, [say(f"show.{head}") for head in ("when", "kind", "subject", "partner")], rows)


def findings(screen: Screen, view: View, say: Words, limit: int | None = None) -> None:
    """The findings, worst first; with a limit, only errors and no more than so many."""
    kinds: tuple[tuple[Severity, str], ...] = (
        ("error", "show.errors"), ("warning", "show.warnings"), ("info", "show.infos"),
    )  # fmt: skip
    if not view.results.counts["errors"]:
        screen.line(say("show.no_findings"))
    for severity, title in kinds if limit is None else kinds[:1]:
        found = [finding for finding in view.results.findings if finding.severity == severity]
        if not found:
            continue
        rows = []
        for finding in found[:limit]:
            layout = view.reading.layouts.get(finding.tab)
            cell = (layout.cell(finding.row, finding.column) if layout else None) or ""
            shape = STATUS["severity"][severity][0]
            rows.append((f"{shape} {say.tab(finding.tab)} {cell}".rstrip(), message(finding, say)))
        screen.table(say(title), (say("show.where"), say("show.what")), rows)
        if limit is not None and len(found) > limit:
            screen.line(say("show.more", n=len(found) - limit, tab=say.tab("checks")))


def written(screen: Screen, synced: Synced, workbook: str, say: Words) -> None:
    """What the sync did, said only of what really happened; last, where to look."""
    done = synced.written
    if done is None:
        tabs = ", ".join(tab.title for tab in synced.plan.owned if not tab.title.startswith("_"))
        screen.line(say("show.dry_run", workbook=workbook))
        screen.line(say("show.would_fill", tabs=tabs))
        return
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
