"""collect: what partners entered in the copies that came back, into the inbox; and what staff accepted, out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perdes_sheets.errors import JobError, UseError
from perdes_sheets.jobs.answers import Copy, open_copy
from perdes_sheets.jobs.look import Clock, View, look
from perdes_sheets.outputs import inbox
from perdes_sheets.outputs.inbox import InboxEntry, Judged
from perdes_sheets.outputs.partner_copy import view
from perdes_sheets.reading.answers import Answer
from perdes_sheets.reading.cell import Field, is_empty, parse, text_of
from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.spelling import spelling
from perdes_sheets.schema.answers import answer_tab
from perdes_sheets.schema.words import languages, words
from perdes_sheets.workbooks.base import Cell, ErrorValue, Workbook, WritePlan, Written

SUFFIXES = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Returned:
    """One file of the folder: whose copy it is and how many rows it brings, or the message id of why it brings none."""

    path: Path
    partner: str = ""
    entries: int = 0
    refused: str | None = None
    village: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collect found: the files, and the inbox as it is now. `added`: entries that weren't there before."""

    view: View
    files: Sequence[Returned]
    judged: Sequence[Judged]
    added: int
    changed: int
    written: Written


def collect(workbook: Workbook, folder: Path, as_of: dt.date | Clock) -> Collected:
    """Fill the inbox of `workbook` with what the copies in `folder` bring.

    UseError where there is no such folder; WorkbookError where the workbook can't be read or written. A file that can't
    be read, or is no copy of this village, is reported and stops nobody.
    """
    if not folder.is_dir():
        raise UseError("error.collect_folder", folder=str(folder))
    seen = look(workbook, as_of)
    files, entries = _returned(seen, folder)
    known = _standing(known_entries(seen), entries, files, seen)
    merged = inbox.merged(known, entries)
    before = {entry.id: entry.version for entry in known}
    added = sum(entry.id not in before for entry in merged)
    changed = sum(before.get(entry.id, entry.version) != entry.version for entry in merged)
    judged, written = write_inbox(workbook, seen, merged)
    return Collected(seen, files, judged, added, changed, written)


def known_entries(seen: View) -> list[InboxEntry]:
    """The entries of the workbook's inbox."""
    return inbox.read(seen.sheets.get(words(seen.reading.language).tab(inbox.TAB)))


def write_inbox(workbook: Workbook, seen: View, entries: Sequence[InboxEntry]) -> tuple[list[Judged], Written]:
    """Judge the entries and write them down; an inbox without any is only made where there is one already."""
    say = words(seen.reading.language)
    judged = inbox.judged(entries, seen.reading, seen.results, say)
    if not entries and say.tab(inbox.TAB) not in seen.sheets:
        return judged, Written(False)
    # The date of the inbox is that of its newest entry: collecting the same again changes nothing.
    newest = max((entry.collected for entry in entries), default=seen.results.as_of)
    tab = inbox.tab(judged, say, newest, seen.reading.layouts)
    return judged, workbook.write(WritePlan(seen.reading.language, owned=[tab]))


def _standing(
    known: Sequence[InboxEntry], collected: Sequence[InboxEntry], files: Sequence[Returned], seen: View
) -> list[InboxEntry]:
    """The known entries without refused ones that the partner has corrected since in the same file."""
    read = {(key_of(file.partner), file.path.name) for file in files if file.refused is None}
    again = {entry.id for entry in collected}
    judged = inbox.judged(known, seen.reading, seen.results, words(seen.reading.language))
    return [
        each.entry
        for each in judged
        if each.state != "refused"
        or each.entry.id in again
        or not is_empty(each.entry.mark)
        or (key_of(each.entry.partner), each.entry.file) not in read
    ]


def _returned(seen: View, folder: Path) -> tuple[list[Returned], list[InboxEntry]]:
    """The files of the folder by name, and their entries: a file saved later counts more than one saved before."""
    files: list[Returned] = []
    found: list[tuple[float, str, list[InboxEntry]]] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith(("~$", ".")) or not path.is_file():
            continue
        try:
            copy = open_copy(path)
        except JobError as error:
            files.append(Returned(path, refused=error.message))
            continue
        if copy is None:
            files.append(Returned(path, refused="collect.no_copy"))
        elif not _ours(copy, seen):
            files.append(Returned(path, copy.mark.partner, refused="collect.other_village", village=copy.mark.village))
        else:
            entries = list(_entries(copy, seen))
            files.append(Returned(path, copy.mark.partner, len(entries)))
            found.append((path.stat().st_mtime, path.name, entries))
    return files, [entry for _, _, entries in sorted(found, key=lambda each: each[:2]) for entry in entries]


def _ours(copy: Copy, seen: View) -> bool:
    """Whether the copy is of this village: by its code where both have one, else by its name."""
    settings = seen.reading.entries.settings
    if copy.mark.village_code and settings.village_code:
        return copy.mark.village_code == settings.village_code
    shown = view(seen.reading, seen.results, copy.mark.partner)
    return key_of(copy.mark.village) == key_of(shown.village)


def _entries(copy: Copy, seen: View) -> Iterator[InboxEntry]:
    answers = copy.answers()
    for answer in answers.answers:
        yield _entry(copy, answers.who, answer, seen)


def _entry(copy: Copy, who: str, answer: Answer, seen: View) -> InboxEntry:
    entry: Any = answer.entry
    language = copy.mark.language if copy.mark.language in languages() else seen.reading.language

    def value(column: str) -> Cell:
        """The parsed value, or what was typed where it can't be read."""
        cell = answer.raw.get(column)
        parsed = parse(cell, Field(answer_tab(answer.tab).column(column), spelling(language)))
        return cell if parsed.bad else parsed.value

    def text(column: str) -> str:
        cell = answer.raw.get(column)
        return "" if is_empty(cell) or isinstance(cell, ErrorValue) else text_of(cell).strip()

    common: dict[str, Any] = {
        "partner": copy.mark.partner, "who": who, "file": copy.path.name, "collected": seen.results.as_of,
    }  # fmt: skip
    match answer.tab:
        case "report" | "more_measurements":
            indicator = _indicator(entry.kpi, copy, seen)
            return InboxEntry(
                **common, target="measurements", ref=entry.kpi or text("kpi"), subject=indicator,
                date=value("date"), value=value("value"), note=text("note"), evidence=text("evidence"),
            )  # fmt: skip
        case "deliveries":
            subject = ". ".join(part for part in (entry.number, entry.obligation) if part)
            return InboxEntry(
                **common, target="obligations", ref=entry.agreement or "", subject=subject, date=value("done_date"),
                value=value("delivered"), note=text("note"), evidence=text("evidence"),
            )  # fmt: skip
        case _:
            return InboxEntry(
                **common, target="interactions", ref=text("about"), subject="",
                date=value("date") or seen.results.as_of, value=None, note=text("comment"), evidence="",
            )  # fmt: skip


def _indicator(code: str | None, copy: Copy, seen: View) -> str:
    """The KPI's indicator, of the partner's own KPIs only."""
    shown = view(seen.reading, seen.results, copy.mark.partner)
    found = (row["indicator"] for row in shown.rows["kpis"] if code and key_of(row["code"]) == key_of(code))
    return next(found, None) or ""
