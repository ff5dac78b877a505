"""The agenda: all that is late, and all that falls due in the days ahead (rules.md, Agenda)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from perdes_sheets.rules.agreements import IN_FORCE
from perdes_sheets.rules.obligations import own_partner
from perdes_sheets.rules.results import AgendaItem, Results
from perdes_sheets.rules.village import Village
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.entries import Action, Agreement

Due = tuple[dt.date, str, str, int, str | None, str | None]
"""Date, kind, tab, row, what, partner: what becomes an item if it is late or near."""

_ORDER = {kind: place for place, kind in enumerate(CHOICES["agenda_kind"])}


def agenda(village: Village, results: Results) -> list[AgendaItem]:
    """The items in the order of dates, then kinds, then rows."""
    as_of = village.as_of
    last = as_of + dt.timedelta(days=min(village.settings.agenda_days, (dt.date.max - as_of).days))
    found = [
        due
        for source in (_agreements, _obligations, _follow_ups, _actions, _kpis)
        for due in source(village, results)
        if due[0] <= last
    ]
    found.sort(key=lambda due: (due[0], _ORDER[due[1]], due[3]))
    return [AgendaItem(*due, (due[0] - as_of).days, due[0] < as_of) for due in found]


def _agreements(village: Village, results: Results) -> Iterator[Due]:
    for agreement, result in zip(village.entries.agreements, results.agreements, strict=True):
        review, end = result.review_due, agreement.end_date
        if review is not None:
            yield review, "review", "agreements", agreement.row, agreement.title, _partners(agreement)
        if end is not None and result.status in IN_FORCE:
            yield end, "agreement_end", "agreements", agreement.row, agreement.title, _partners(agreement)


def _obligations(village: Village, results: Results) -> Iterator[Due]:
    for obligation, result in zip(village.entries.obligations, results.obligations, strict=True):
        if result.due is not None and result.fulfilment_status not in ("fulfilled", "closed"):
            agreement = village.agreements.get(obligation.agreement or "")
            partner = own_partner(obligation, agreement) or _partners(agreement)
            yield result.due, "obligation", "obligations", obligation.row, obligation.obligation, partner


def _follow_ups(village: Village, results: Results) -> Iterator[Due]:
    for interaction, result in zip(village.entries.interactions, results.interactions, strict=True):
        due = interaction.follow_up_due
        if due is not None and result.follow_up_flag != "done":
            what = interaction.follow_up or interaction.topic
            yield due, "follow_up", "interactions", interaction.row, what, interaction.partner


def _actions(village: Village, results: Results) -> Iterator[Due]:
    for action, result in zip(village.entries.actions, results.actions, strict=True):
        due = action.due_date
        if due is not None and result.action_flag != "done":
            yield due, "action", "actions", action.row, action.action, _partners(_concerned(village, action))


def _kpis(village: Village, results: Results) -> Iterator[Due]:
    for kpi, result in zip(village.entries.kpis, results.kpis, strict=True):
        target, measurement = kpi.target_date, result.next_expected
        partners = _partners(village.agreements.get(kpi.agreement or ""))
        if target is not None and result.kpi_status not in ("closed", "invalid", "achieved"):
            yield target, "kpi_target", "kpis", kpi.row, kpi.indicator, partners
        if measurement is not None and result.data_flag is not None:
            yield measurement, "measurement", "kpis", kpi.row, kpi.indicator, partners


def _concerned(village: Village, action: Action) -> Agreement | None:
    """The agreement that an action is about: its own, or its KPI's."""
    if action.agreement is not None:
        return village.agreements.get(action.agreement)
    kpi = village.kpis.get(action.kpi or "")
    return village.agreements.get(kpi.agreement or "") if kpi is not None else None


def _partners(agreement: Agreement | None) -> str | None:
    return "; ".join(agreement.partners) or None if agreement is not None else None
