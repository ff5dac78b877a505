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

Due = tuple[dt.date | None, str, str, int, str | None, str | None]
"""Date, kind, tab, row, what, partner: what may become an item."""

_ORDER = {kind: place for place, kind in enumerate(CHOICES["agenda_kind"])}


def agenda(village: Village, results: Results) -> list[AgendaItem]:
    """The items in the order of dates, then kinds, then rows."""
    as_of, ahead = village.as_of, village.settings.agenda_days
    items = []
    for due in (_agreements, _obligations, _follow_ups, _actions, _kpis):
        for date, kind, tab, row, what, partner in due(village, results):
            if date is not None:
                days = (date - as_of).days
                if days <= ahead:
                    items.append(AgendaItem(date, kind, tab, row, what, partner, days, days < 0))
    items.sort(key=lambda item: (item.days, _ORDER[item.kind], item.row))
    return items


def _agreements(village: Village, results: Results) -> Iterator[Due]:
    for agreement, result in zip(village.entries.agreements, results.agreements, strict=True):
        where = ("agreements", agreement.row, agreement.title, _partners(agreement))
        yield result.review_due, "review", *where
        if result.status in IN_FORCE:
            yield agreement.end_date, "agreement_end", *where


def _obligations(village: Village, results: Results) -> Iterator[Due]:
    for obligation, result in zip(village.entries.obligations, results.obligations, strict=True):
        if result.due is not None and result.fulfilment_status not in ("fulfilled", "closed"):
            agreement = village.agreements.get(obligation.agreement or "")
            partner = own_partner(obligation, agreement) or _partners(agreement)
            yield result.due, "obligation", "obligations", obligation.row, obligation.obligation, partner


def _follow_ups(village: Village, results: Results) -> Iterator[Due]:
    for interaction, result in zip(village.entries.interactions, results.interactions, strict=True):
        if result.follow_up_flag != "done":
            what = interaction.follow_up or interaction.topic
            yield interaction.follow_up_due, "follow_up", "interactions", interaction.row, what, interaction.partner


def _actions(village: Village, results: Results) -> Iterator[Due]:
    for action, result in zip(village.entries.actions, results.actions, strict=True):
        if action.due_date is not None and result.action_flag != "done":
            partner = _partners(_concerned(village, action))
            yield action.due_date, "action", "actions", action.row, action.action, partner


def _kpis(village: Village, results: Results) -> Iterator[Due]:
    for kpi, result in zip(village.entries.kpis, results.kpis, strict=True):
        where = ("kpis", kpi.row, kpi.indicator, _partners(village.agreements.get(kpi.agreement or "")))
        if result.kpi_status not in ("closed", "invalid", "achieved"):
            yield kpi.target_date, "kpi_target", *where
        if result.data_flag is not None:
            yield result.next_expected, "measurement", *where


def _concerned(village: Village, action: Action) -> Agreement | None:
    """The agreement that an action is about: its own, or its KPI's."""
    if action.agreement is not None:
        return village.agreements.get(action.agreement)
    kpi = village.kpis.get(action.kpi or "")
    return village.agreements.get(kpi.agreement or "") if kpi is not None else None


def _partners(agreement: Agreement | None) -> str | None:
    return "; ".join(agreement.partners) or None if agreement is not None else None
