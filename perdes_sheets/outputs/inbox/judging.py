"""What accepting each entry would change, and what is wrong with it, by the checks of the workbook itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.outputs.inbox.entry import InboxEntry, Judged, State
from perdes_sheets.outputs.messages import message
from perdes_sheets.outputs.partner_copy import PartnerView, view
from perdes_sheets.outputs.text import date_text, number_text
from perdes_sheets.reading.cell import Field, parse
from perdes_sheets.reading.entries import Reading, key_of
from perdes_sheets.reading.spelling import spelling
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.rules.results import Results
from perdes_sheets.rules.soundness import changed
from perdes_sheets.schema.entries import Measurement, Obligation
from perdes_sheets.schema.tabs import entry_tab
from perdes_sheets.schema.words import Words

BEYOND = 10_000_000
"""Row numbers of entries that stand in no sheet yet: beyond the last row of any."""

CELLS: Mapping[str, Mapping[str, str]] = {
    "measurements": {"date": "date", "value": "value", "evidence": "evidence"},
    "obligations": {"date": "done_date", "value": "delivered", "evidence": "evidence"},
    "interactions": {"date": "date"},
}
"""Target -> the entry's part -> the column that it is for."""
REQUIRED = {"measurements": ("date", "value"), "obligations": (), "interactions": ()}


def subject_of(obligation: Obligation) -> str:
    """How an obligation is named in the inbox: `3. Pelatihan kader`."""
    return ". ".join(part for part in (obligation.no, obligation.obligation) if part)


def judged(entries: Sequence[InboxEntry], reading: Reading, results: Results, words: Words) -> list[Judged]:
    """Each entry in the light of what the workbook holds, in their order."""
    judge = _Judge(reading, results, words)
    found = [judge.first(judge.parsed(entry)) for entry in entries]
    return judge.with_checks(found)


class _Judge:
    def __init__(self, reading: Reading, results: Results, words: Words) -> None:
        self._reading, self._results, self._words = reading, results, words
        self._names = {key_of(p.name): p.name for p in reading.entries.partners if p.name}
        self._views: dict[str, PartnerView] = {}
        self._spelling = spelling(reading.language)

    def parsed(self, entry: InboxEntry) -> InboxEntry:
        """The entry with its date and value as the rules take them, where they can be read."""
        tab = entry_tab(entry.target)
        sound: dict[str, Any] = {}
        for part in ("date", "value"):
            if part in CELLS[entry.target]:
                found = parse(getattr(entry, part), Field(tab.column(CELLS[entry.target][part]), self._spelling))
                if not found.bad:
                    sound[part] = found.value
        return replace(entry, **sound)

    def first(self, entry: InboxEntry) -> Judged:
        """All but what the workbook's own checks say."""
        name = self._names.get(key_of(entry.partner))
        if name is None:
            return Judged(entry, "refused", "", (self._words("inbox.no_partner", partner=entry.partner),))
        if name not in self._views:
            self._views[name] = view(self._reading, self._results, name)
        shown = self._views[name]
        match entry.target:
            case "measurements":
                return self._measurement(entry, shown)
            case "obligations":
                return self._delivery(entry, shown)
            case _:
                return self._comment(entry, shown)

    def _state(self, entry: InboxEntry, problems: Sequence[str]) -> State:
        return "refused" if problems else "changed" if entry.version > 1 else "new"

    def _measurement(self, entry: InboxEntry, shown: PartnerView) -> Judged:
        say = self._words
        kpi = next((row for row in shown.rows["kpis"] if key_of(row["code"]) == key_of(entry.ref)), None)
        if kpi is None:
            problem = say("inbox.not_theirs.kpi", ref=entry.ref or "–", partner=shown.partner)
            return Judged(entry, "refused", "", (problem,))
        problems = self._problems(entry)
        text = say(
            "inbox.change.measurement", kpi=kpi["code"], indicator=kpi["indicator"] or "", unit=kpi["unit"] or "",
            value=self._shown(entry.value), date=self._shown(entry.date),
        )  # fmt: skip
        there = self._measured(entry)
        if there is not None and there.value == entry.value:
            return Judged(entry, "accepted", text, (), there.row)
        if there is not None and not problems:
            other = say("inbox.other_value", value=self._shown(there.value), row=there.row)
            return Judged(entry, "changed", text, (other,), there.row)
        return Judged(entry, self._state(entry, problems), text, problems, None, not problems)

    def _measured(self, entry: InboxEntry) -> Measurement | None:
        return next(
            (
                m
                for m in self._reading.entries.measurements
                if m.kpi and key_of(m.kpi) == key_of(entry.ref) and m.date is not None and m.date == entry.date
            ),
            None,
        )

    def _delivery(self, entry: InboxEntry, shown: PartnerView) -> Judged:
        say = self._words
        own = {(key_of(o["agreement"]), key_of(subject_text(o))) for o in shown.own_obligations()}
        key = key_of(entry.ref), key_of(entry.subject)
        if key not in own:
            named = {"ref": entry.ref or "–", "subject": entry.subject, "partner": shown.partner}
            problem = say("inbox.not_theirs.obligation", **named)
            return Judged(entry, "refused", "", (problem,))
        there = next(
            o
            for o in self._reading.entries.obligations
            if o.agreement and (key_of(o.agreement), key_of(subject_of(o))) == key
        )
        problems = self._problems(entry)
        parts = [
            f"{say.column('obligations', column)} {self._shown(value)}"
            for column, value in (("delivered", entry.value), ("done_date", entry.date), ("evidence", entry.evidence))
            if value not in (None, "")
        ]
        text = say("inbox.change.obligation", row=there.row, what="; ".join(parts), n=there.row)
        given = [("delivered", entry.value), ("done_date", entry.date), ("evidence", entry.evidence)]
        same = all(getattr(there, column) == value for column, value in given if value not in (None, ""))
        state = "accepted" if same else self._state(entry, problems)
        return Judged(entry, state, text, () if same else problems, there.row)

    def _comment(self, entry: InboxEntry, shown: PartnerView) -> Judged:
        say = self._words
        theirs = {key_of(row["number"]) for row in shown.rows["agreements"]}
        theirs |= {key_of(row["code"]) for row in shown.rows["kpis"]}
        every = {key_of(a.number) for a in self._reading.entries.agreements if a.number}
        every |= {key_of(k.code) for k in self._reading.entries.kpis if k.code}
        if key_of(entry.ref) in every - theirs:
            problem = say("inbox.not_theirs.about", ref=entry.ref, partner=shown.partner)
            return Judged(entry, "refused", "", (problem,))
        text = say("inbox.change.comment", tab=say.tab("interactions"))
        told = (
            i
            for i in self._reading.entries.interactions
            if i.partner and key_of(i.partner) == key_of(shown.partner) and i.outcome
        )
        there = next((i for i in told if (i.outcome or "").strip() == entry.note.strip()), None)
        if there is not None:
            return Judged(entry, "accepted", text, (), there.row)
        problems = self._problems(entry)
        return Judged(entry, self._state(entry, problems), text, problems, None, not problems)

    def _problems(self, entry: InboxEntry) -> tuple[str, ...]:
        """What is wrong with the entry's own cells, and which of them are missing."""
        tab, found = entry_tab(entry.target), []
        for part, column in CELLS[entry.target].items():
            cell = getattr(entry, part)
            problems = parse(cell, Field(tab.column(column), self._spelling)).problems
            found += [Finding(tab.id, None, column, p.code, p.values, p.variant) for p in problems]
            if part in REQUIRED[entry.target] and cell in (None, ""):
                found.append(Finding(tab.id, None, column, "required", {}, "date" if part == "date" else None))
        if entry.target == "interactions" and not entry.note:
            found.append(Finding(tab.id, None, "outcome", "required"))
        return tuple(message(finding, self._words) for finding in found if finding.severity == "error")

    def _shown(self, value: Any) -> str:
        if isinstance(value, dt.date):
            return date_text(value, self._words.language)
        if isinstance(value, (int, float)):
            return number_text(value, self._words.language)
        return str(value) if value not in (None, "") else "–"

    def with_checks(self, found: Sequence[Judged]) -> list[Judged]:
        """The same with what the rules find once all that can be accepted is in the workbook."""
        measurements, obligations = list(self._reading.entries.measurements), list(self._reading.entries.obligations)
        rows: dict[int, int] = {}
        for i, each in enumerate(found):
            entry = each.entry
            if each.state in ("accepted", "refused"):
                continue
            if entry.target == "measurements" and each.appends:
                rows[i] = BEYOND + i
                measurements.append(
                    Measurement(BEYOND + i, kpi=entry.ref, date=entry.date, value=entry.value)  # type: ignore[arg-type]
                )
            elif entry.target == "obligations" and each.row is not None:
                rows[i] = each.row
                obligations = [_with(o, entry) if o.row == each.row else o for o in obligations]
        if not rows:
            return list(found)
        entries = replace(self._reading.entries, measurements=measurements, obligations=obligations)
        findings = evaluate(Reading(self._reading.language, entries, {}, []), self._results.as_of).findings
        return [self._checked(each, rows.get(i), findings) for i, each in enumerate(found)]

    def _checked(self, each: Judged, row: int | None, findings: Iterable[Finding]) -> Judged:
        if row is None:
            return each
        columns = set(CELLS[each.entry.target].values()) | {"kpi"}
        own = [f for f in findings if (f.tab, f.row) == (each.entry.target, row) and f.column in columns]
        texts = (*each.findings, *(self._told(finding) for finding in own if finding.severity != "info"))
        if any(finding.severity == "error" for finding in own):
            return replace(each, state="refused", findings=texts, appends=False)
        return replace(each, findings=texts)

    def _told(self, finding: Finding) -> str:
        """Its sentence; a value that two partners entered is in no row yet."""
        return self._words("inbox.twice") if finding.code == "duplicate_key" else message(finding, self._words)


def _with(obligation: Obligation, entry: InboxEntry) -> Obligation:
    values: dict[str, object] = {}
    if isinstance(entry.value, (int, float)):
        values["delivered"] = entry.value
    if isinstance(entry.date, dt.date):
        values["done_date"] = entry.date
    return changed(obligation, values)


def subject_text(row: Mapping[str, Any]) -> str:
    """`subject_of` for a row of a view."""
    return ". ".join(part for part in (row["no"], row["obligation"]) if part)
