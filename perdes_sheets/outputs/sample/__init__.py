"""The sample village: invented, believable, and full of every status on whatever day it is made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from perdes_sheets.outputs.sample import agreements, kpis, needs, partners
from perdes_sheets.outputs.sample.story import Months, Row, Text, Typed
from perdes_sheets.rules.calendar import add_months
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import ENTRY_TABS, EntryTab
from perdes_sheets.schema.words import Words, words

SETTINGS = {
    "village_name": "Sukamaju",
    "village_code": "32.99.01.2007",
    "district": "Tirtasari",
    "regency": "Mandalajaya",
    "province": "Jawa Barat",
    "head_name": partners.HEAD,
    "time_zone": "WIB",
}
"""No such district or regency exists, nor a code with 99 in it."""


def cells(language: str, today: dt.date) -> dict[str, Any]:
    """Tab id -> rows of {column id: raw value}, dated around `today`; "settings" -> {setting id: raw value}."""
    story: dict[str, list[Row]] = {
        "needs": needs.NEEDS,
        "partners": partners.PARTNERS,
        "interactions": partners.INTERACTIONS,
        "agreements": agreements.AGREEMENTS,
        "obligations": agreements.OBLIGATIONS,
        "kpis": kpis.KPIS,
        "measurements": _measurements(today),
        "reviews": kpis.REVIEWS,
        "actions": kpis.ACTIONS,
    }
    teller = _Teller(words(language), today)
    filled: dict[str, Any] = {tab.id: [teller.row(tab, row) for row in story[tab.id]] for tab in ENTRY_TABS}
    return {**filled, "settings": dict(SETTINGS)}


class _Teller:
    """Turns the story's values into what somebody would have typed."""

    def __init__(self, say: Words, today: dt.date) -> None:
        self._say, self._today = say, today

    def row(self, tab: EntryTab, row: Row) -> dict[str, Any]:
        return {id: self._value(tab, tab.column(id), value) for id, value in row.items()}

    def _value(self, tab: EntryTab, column: Column, value: Any) -> Any:
        if isinstance(value, Typed):
            return value.in_language(self._say.language, self._today)
        if isinstance(value, Text):
            return value.in_language(self._say.language)
        if isinstance(value, tuple):
            return "; ".join(self._value(tab, column, part) for part in value)
        if column.ref or column.key == "own":
            return self._key(column.ref or tab.id, value)
        if column.choices:
            return self._say.choice(column.choices, value)
        if column.type == "yesno":
            return self._say.choice("yesno", "yes" if value else "no")
        if column.type == "date":
            return value.on(self._today) if isinstance(value, Months) else self._day(value)
        return value

    def _key(self, tab: str, value: Any) -> str:
        if tab == "needs":
            return f"{'B' if self._say.language == 'id' else 'N'}-{value:02d}"
        if tab == "agreements":
            number, days = agreements.NUMBERS[value]
            return number.format(year=self._day(days).year)
        return str(value)

    def _day(self, value: int | dt.date) -> dt.date:
        return value if isinstance(value, dt.date) else self._today + dt.timedelta(value)


def _measurements(today: dt.date) -> list[Row]:
    """All series in the order of their dates, as a clerk writes them down."""
    rows = []
    for code, (start, step, values) in kpis.SERIES.items():
        baseline = Months(start).on(today)
        for i, value in enumerate(values, 1):
            row: Row = {"kpi": code, "date": add_months(baseline, i * step), "value": value}
            if code in kpis.EVIDENCE:
                row["evidence"] = f"https://foto.example/{code.lower()}-{i:02d}"
            rows.append(row)
    return sorted(rows, key=lambda row: (row["date"], row["kpi"]))
