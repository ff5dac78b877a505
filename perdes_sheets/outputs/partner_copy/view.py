"""What one partner may see of a workbook, as values: the only thing that a copy is drawn from.

Whose row is whose:
- an agreement is shown to every partner that it names. The names of the others are part of the agreement they signed
  together, so they are shown; nothing else of the others is.
- an obligation of a partner is shown to that partner only; one of the village to the partner that it names, or to all
  of the agreement's where it names none. One whose partner isn't known is shown to nobody.
- KPIs, measurements, reviews and actions belong to the agreement: they are shown to each of its partners. An action
  that names a KPI and an agreement is shown where both are.
- a communication is shown to its partner if the village marked it as shareable.
The fulfilment of an agreement is computed anew over the obligations that the partner sees: a mean over all would tell
how the others do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perdes_sheets.outputs.partner_copy.allowed import SHOWN, is_shared
from perdes_sheets.outputs.sentences import village as village_text
from perdes_sheets.reading.entries import Reading, key_of
from perdes_sheets.rules.agreements import enters_fulfilment
from perdes_sheets.rules.ratios import mean
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.entries import Obligation
from perdes_sheets.schema.tabs import ABOUT, EntryTab, entry_tab
from perdes_sheets.schema.words import words

Row = Mapping[str, Any]
"""One shown row: shared column id, typed or automatic -> its value (dates, numbers, choice ids, tuples of keys)."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something of the partner's part of the agenda; `party` is who has to do it, where that is known."""

    date: dt.date
    kind: str
    what: str | None
    key: str | None
    days: int
    party: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A KPI whose next value is due: what the report tab asks for."""

    kpi: str
    indicator: str | None
    unit: str | None
    last_value: float | None
    last_date: dt.date | None
    due: dt.date


@dataclass(frozen=True, slots=True)
class PartnerView:
    """One partner's part of a village's workbook as of one date.

    `village` is as titles show it (`Desa Sukamaju`), `village_name` as it was typed; `rows`: tab id -> rows, in the
    order of the sheet.
    """

    language: str
    village: str
    village_name: str
    village_code: str | None
    partner: str
    as_of: dt.date
    lead_days: int
    agenda_days: int
    rows: Mapping[str, Sequence[Row]]
    agenda: Sequence[Due]
    asked: Sequence[Asked]

    def own_obligations(self) -> list[Row]:
        """The partner's own obligations."""
        return [row for row in self.rows["obligations"] if row["party"] == "partner"]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(self.rows.values())


def view(reading: Reading, results: Results, partner: str) -> PartnerView:
    """The part of `partner`, a name as the tab of partners has it."""
    settings = reading.entries.settings
    chosen = _Choice(reading, results, partner)
    rows = {id: [values for _, values in chosen.rows[id]] for id in SHOWN}
    return PartnerView(
        language=reading.language,
        village=village_text(settings.village_name, words(reading.language)),
        village_name=settings.village_name or "",
        village_code=settings.village_code,
        partner=partner,
        as_of=results.as_of,
        lead_days=settings.review_lead_days,
        agenda_days=settings.agenda_days,
        rows=rows,
        agenda=list(chosen.agenda()),
        asked=list(chosen.asked()),
    )


class _Choice:
    """The rows of one partner: tab id -> (row number, shared values)."""

    def __init__(self, reading: Reading, results: Results, partner: str) -> None:
        self._entries, self._results, self._me = reading.entries, results, key_of(partner)
        self._days = reading.entries.settings.agenda_days
        self._agreements = {
            key_of(found.number): found
            for found in results.agreements
            if found.number and self._me in map(key_of, found.partners)
        }
        self.rows: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self.rows["obligations"] = self._take("obligations", filter(self._owed, self._entries.obligations))
        own = [each for each in self._entries.agreements if each.number and key_of(each.number) in self._agreements]
        self.rows["agreements"] = self._take("agreements", own)
        self._fulfilments()
        self.rows["kpis"] = self._take("kpis", (k for k in self._entries.kpis if self._in(k.agreement) and k.code))
        self._kpis = {key_of(row["code"]): row for _, row in self.rows["kpis"]}
        measured = (m for m in self._entries.measurements if self._of_kpi(m.kpi))
        self.rows["measurements"] = self._take("measurements", measured)
        self.rows["reviews"] = self._take("reviews", (r for r in self._entries.reviews if self._in(r.agreement)))
        agreed = (a for a in self._entries.actions if self._concerns(a.agreement, a.kpi, a.bad))
        self.rows["actions"] = self._take("actions", agreed)
        told = (i for i in self._entries.interactions if i.shareable is True and i.partner and self._is_me(i.partner))
        self.rows["interactions"] = self._take("interactions", told)

    def _is_me(self, name: str) -> bool:
        return key_of(name) == self._me

    def _in(self, agreement: str | None) -> bool:
        return agreement is not None and key_of(agreement) in self._agreements

    def _of_kpi(self, kpi: str | None) -> bool:
        return kpi is not None and key_of(kpi) in self._kpis

    def _concerns(self, agreement: str | None, kpi: str | None, bad: frozenset[str]) -> bool:
        named = [self._in(agreement)] * (agreement is not None) + [self._of_kpi(kpi)] * (kpi is not None)
        return bool(named) and all(named) and not bad & {"agreement", "kpi"}

    def _owed(self, obligation: Obligation) -> bool:
        if not self._in(obligation.agreement) or "partner" in obligation.bad:
            return False
        if obligation.partner is not None:
            return self._is_me(obligation.partner)
        alone = len(self._agreements[key_of(obligation.agreement or "")].partners) == 1
        return obligation.party == "village" or (obligation.party == "partner" and alone)

    def _take(self, id: str, entries: Iterable[Any]) -> list[tuple[int, dict[str, Any]]]:
        tab = entry_tab(id)
        computed = {result.row: result for result in getattr(self._results, id, ())}
        return [(entry.row, self._shared(tab, entry, computed.get(entry.row))) for entry in entries]

    def _shared(self, tab: EntryTab, entry: Any, computed: Any) -> dict[str, Any]:
        """The shared columns of a row, references written as the keys that they mean."""
        values = {column.id: getattr(entry, column.id) for column in tab.columns if is_shared(tab, column)}
        values |= {
            auto.id: getattr(computed, auto.id, None)
            for auto in tab.autos
            if is_shared(tab, auto) and auto is not ABOUT
        }
        if tab.id == "agreements":
            values["partners"] = self._agreements[key_of(entry.number)].partners
        elif values.get("agreement") is not None:
            values["agreement"] = self._agreements[key_of(values["agreement"])].number
        if values.get("kpi") is not None:
            values["kpi"] = self._kpis[key_of(values["kpi"])]["code"]
        if tab.about:
            values[ABOUT.id] = self._about(values)
        return values

    def _about(self, row: Row) -> str | None:
        """What the row's reference stands for: the KPI, or else the agreement's title."""
        if row.get("kpi") is not None:
            kpi = self._kpis[key_of(row["kpi"])]
            return f"{kpi['indicator'] or ''} ({kpi['unit'] or ''})".replace(" ()", "")
        wanted = key_of(row.get("agreement") or "")
        found = (a.title for a in self._entries.agreements if a.number and key_of(a.number) == wanted)
        return next(found, None)

    def _fulfilments(self) -> None:
        """Both parties' fulfilment over the obligations that are shown (rules.md, Obligations)."""
        results = {result.row: result for result in self._results.obligations}
        kept: dict[tuple[str, str], list[float]] = {}
        for row, shown in self.rows["obligations"]:
            result = results.get(row)
            if result is not None and enters_fulfilment(result):
                key = (key_of(shown["agreement"]), shown["party"] or "")
                kept.setdefault(key, []).append(result.fulfilment or 0.0)
        for _, shown in self.rows["agreements"]:
            for party in ("village", "partner"):
                shown[f"fulfilment_{party}"] = mean(kept.get((key_of(shown["number"]), party), ()))

    def agenda(self) -> Iterable[Due]:
        """The agenda's items about a row that is shown."""
        shown = {(id, row): values for id, found in self.rows.items() for row, values in found}
        for item in self._results.agenda:
            values = shown.get((item.tab, item.row))
            if values is not None:
                own = entry_tab(item.tab).key
                key = values[own.id] if own.key == "own" else values.get("agreement") or values.get("kpi")
                yield Due(item.date, item.kind, item.what, key, item.days, values.get("party"))

    def asked(self) -> Iterable[Asked]:
        """The KPIs whose next value is late or due within agenda_days, the earliest first, then by row."""
        last = self._results.as_of + dt.timedelta(days=self._days)
        mine = dict(self.rows["kpis"])
        due = [k for k in self._results.kpis if k.row in mine and k.data_flag and k.next_expected]
        for kpi in sorted(due, key=lambda k: (k.next_expected or last, k.row)):
            if kpi.next_expected and kpi.next_expected <= last:
                shown = mine[kpi.row]
                value = self._last_value(shown["code"], kpi.latest_date)
                day = kpi.latest_date if value is not None else None
                yield Asked(shown["code"], shown["indicator"], shown["unit"], value, day, kpi.next_expected)

    def _last_value(self, code: str, day: dt.date | None) -> float | None:
        """The first value typed for that day: a second one doesn't count (rules.md, duplicate_key)."""
        values = (row for _, row in self.rows["measurements"] if row["kpi"] == code and row["date"] == day)
        return next((row["value"] for row in values if row["value"] is not None), None)
