"""The village as the rules see it: what is sound of what was typed, found by key, on one date."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property

from perdes_sheets.reading.entries import Entries
from perdes_sheets.schema.entries import Agreement, Interaction, Kpi, Measurement, Review


class Village:
    """Sound entries on the date `as_of`; references are written as the key that they mean.

    A row of another tab counts only where what is needed of it is sound: a measurement without a readable value, or a
    review without a readable date, counts for nothing.
    """

    def __init__(self, entries: Entries, as_of: dt.date) -> None:
        self.entries = entries
        self.settings = entries.settings
        self.as_of = as_of

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        """The agreements by number."""
        return {agreement.number: agreement for agreement in self.entries.agreements if agreement.number is not None}

    @cached_property
    def kpis(self) -> dict[str, Kpi]:
        """The KPIs by code."""
        return {kpi.code: kpi for kpi in self.entries.kpis if kpi.code is not None}

    @cached_property
    def reviews(self) -> dict[str, list[Review]]:
        """The reviews held by now, by agreement: the last one last (of two on one date the later row)."""
        found: defaultdict[str, list[Review]] = defaultdict(list)
        for review in self.entries.reviews:
            if review.agreement is not None and review.date is not None and review.date <= self.as_of:
                found[review.agreement].append(review)
        for reviews in found.values():
            reviews.sort(key=_date)
        return found

    @cached_property
    def measurements(self) -> dict[str, list[Measurement]]:
        """The measurements made by now that have a value, by KPI, in the order of dates."""
        found: defaultdict[str, list[Measurement]] = defaultdict(list)
        for measurement in self.entries.measurements:
            if (
                measurement.kpi is not None
                and measurement.value is not None
                and measurement.date is not None
                and measurement.date <= self.as_of
            ):
                found[measurement.kpi].append(measurement)
        for measurements in found.values():
            measurements.sort(key=_date)
        return found

    @cached_property
    def last_contacts(self) -> dict[str, dt.date]:
        """The date of the latest interaction by now, by partner."""
        found: dict[str, dt.date] = {}
        for interaction in self.entries.interactions:
            partner, date = interaction.partner, interaction.date
            if partner is not None and date is not None and date <= self.as_of:
                found[partner] = max(date, found.get(partner, date))
        return found


def _date(row: Interaction | Measurement | Review) -> dt.date:
    return row.date or dt.date.min
