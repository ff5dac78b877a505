"""collect: what partners entered in the copies that came back, into the inbox; and what staff accepted, out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from perdes_sheets.jobs.answers import Copy, Found, Source
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


@dataclass(frozen=True, slots=True)
class Returned:
    """One of them: whose copy it is and how many rows it brings, or the message id of why it brings none."""

    name: str
    partner: str = ""
    entries: int = 0
    refused: str | None = None
    village: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collect found: the copies, and the inbox as it is now. `added`: entries that weren't there before."""

    view: View
    files: Sequence[Returned]
    judged: Sequence[Judged]
    added: int
    changed: int
    written: Written


def collect(workbook: Workbook, source: Source, as_of: dt.date | Clock) -> Collected:
    """Fill the inbox of `workbook` with what the copies of `source` bring.

    WorkbookError or ServiceError where the workbook, or Google, can't be read or written. A file that can't be read, or
    is no copy of this village, is reported and stops nobody.
    """
    seen = look(workbook, as_of)
    files, brought = _returned(seen, source(seen))
    known = _standing(known_entries(seen), brought, files, seen)
    merged = inbox.merged(known, brought)
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
    read = {(key_of(file.partner), file.name) for file in files if file.refused is None}
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


def _returned(seen: View, found: Iterable[Found]) -> tuple[list[Returned], list[InboxEntry]]:
    """What came back, in its order, and the entries, those that count more behind."""
    files: list[Returned] = []
    brought: list[tuple[float, str, list[InboxEntry]]] = []
    for each in found:
        if each.copy is None:
            files.append(Returned(each.name, each.partner, refused=each.problem))
            continue
        mark = each.copy.mark
        if not _ours(each.copy, seen):
            files.append(Returned(each.name, mark.partner, refused="collect.other_village", village=mark.village))
        elif each.partner and key_of(mark.partner) != key_of(each.partner):
            files.append(Returned(each.name, each.partner, refused="collect.other_partner"))
        else:
            new = list(entries(each.copy, seen))
            files.append(Returned(each.name, mark.partner, len(new)))
            brought.append((each.saved, each.name, new))
    return files, [entry for _, _, new in sorted(brought, key=lambda each: each[:2]) for entry in new]


def is_collected(copy: Copy, seen: View) -> bool:
    """Whether all that the partner entered in `copy` is in the inbox, and none of it has to be corrected there."""
    known = known_entries(seen)
    judged = inbox.judged(known, seen.reading, seen.results, words(seen.reading.language))
    sound = {old.id: old.content for old, each in zip(known, judged, strict=True) if each.state != "refused"}
    return all(sound.get(entry.id) == entry.content for entry in entries(copy, seen))


def _ours(copy: Copy, seen: View) -> bool:
    """Whether the copy is of this village: by its code where both have one, else by its name."""
    settings = seen.reading.entries.settings
    if copy.mark.village_code and settings.village_code:
        return copy.mark.village_code == settings.village_code
    shown = view(seen.reading, seen.results, copy.mark.partner)
    return key_of(copy.mark.village) == key_of(shown.village)


def entries(copy: Copy, seen: View) -> Iterator[InboxEntry]:
    """What a copy brings."""
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
        "partner": copy.mark.partner, "who": who, "file": copy.name, "collected": seen.results.as_of,
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
