"""What the owned tabs are made from: what people typed, what the rules made of it, the words, and links to both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from perdes_sheets.outputs.looks import marked, tone
from perdes_sheets.outputs.owned.timeline import HistoryLine
from perdes_sheets.outputs.text import date_text
from perdes_sheets.reading.entries import Reading, key_of
from perdes_sheets.reading.layout import a1
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.entries import Agreement, Entry, Kpi, Need, Partner
from perdes_sheets.schema.words import Words
from perdes_sheets.workbooks.base import Link, Out


@dataclass(frozen=True)
class Source:
    """One village as of one date. `history` holds the lines up to and with this sync's own, oldest first.

    In a new workbook nothing was ever computed: there `synced` is False, and nothing is said of any date.
    """

    reading: Reading
    results: Results
    words: Words
    history: Sequence[HistoryLine] = ()
    synced: bool = True

    @property
    def as_of_text(self) -> str:
        return date_text(self.results.as_of, self.words.language)

    def sentence(self, id: str, **values: object) -> str:
        """The sentence under a title, with its date; in a new workbook how to begin."""
        return self.words(id, date=self.as_of_text, **values) if self.synced else self.words("unsynced")

    def title(self, tab: str) -> str:
        """`Agenda — Desa Sukamaju`; without a village the tab's title alone."""
        village = self.reading.entries.settings.village_name
        return f"{self.words.tab(tab)} — {village}" if village else self.words.tab(tab)

    def link(self, tab: str, row: int | None, column: str | None = None) -> Link | None:
        """To a typed row: the cell of `column`, else its first; without a row to the headers; None without the tab."""
        layout = self.reading.layouts.get(tab)
        if layout is None:
            return None
        return Link(tab=layout.title, cell=layout.cell(row, column) or a1(row or layout.header_row or 1, 0))

    def own(self, tab: str, cell: str = "A1") -> Link:
        """To a tab that the sync fills."""
        return Link(tab=self.words.tab(tab), cell=cell)

    def status(self, list_id: str, status: str | None, *, after: bool = False) -> Out:
        """A status as its shape and word on its tint, with some air `after` a right-aligned column; empty for none."""
        if status is None:
            return Out()
        look = tone(list_id, status)
        return Out(marked(list_id, status, self.words.choice(list_id, status)), f"{look}_after" if after else look)

    @staticmethod
    def key(text: str | None) -> str:
        """A reference or key as it is compared; `` for none."""
        return key_of(text) if text else ""

    def choice(self, list_id: str, choice: str | None) -> str | None:
        return None if choice is None else self.words.choice(list_id, choice)

    def used(self, tab: str) -> bool:
        """Whether anybody typed a row there."""
        entries = self.reading.entries
        return bool(getattr(entries, tab) or entries.repeated.get(tab))

    def rows(self, tab: str) -> Mapping[int, Any]:
        """The typed rows of an entry tab by row number, those with a repeated key too."""
        if tab not in self._rows:
            entries = self.reading.entries
            every: list[Any] = [*getattr(entries, tab), *entries.repeated.get(tab, ())]
            self._rows[tab] = {entry.row: entry for entry in every}
        return self._rows[tab]

    @cached_property
    def _rows(self) -> dict[str, Mapping[int, Entry]]:
        return {}

    @cached_property
    def needs(self) -> Mapping[str, Need]:
        """By folded key, as references mean them."""
        return {key_of(need.code): need for need in self.reading.entries.needs if need.code}

    @cached_property
    def partners(self) -> Mapping[str, Partner]:
        return {key_of(partner.name): partner for partner in self.reading.entries.partners if partner.name}

    @cached_property
    def agreements(self) -> Mapping[str, Agreement]:
        return {key_of(each.number): each for each in self.reading.entries.agreements if each.number}

    @cached_property
    def kpis(self) -> Mapping[str, Kpi]:
        return {key_of(kpi.code): kpi for kpi in self.reading.entries.kpis if kpi.code}
