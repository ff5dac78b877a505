"""What the owned tabs are made from: what people typed, what the rules made of it, the words, and links to both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from perdes_sheets.outputs.looks import marked, tone
from perdes_sheets.outputs.owned.timeline import HistoryLine
from perdes_sheets.outputs.sentences import after_title, village
from perdes_sheets.outputs.text import date_text
from perdes_sheets.reading.entries import Reading, key_of
from perdes_sheets.reading.layout import letters
from perdes_sheets.rules.results import Results
from perdes_sheets.schema.entries import Agreement, Entry, Partner
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
        home = village(self.reading.entries.settings.village_name, self.words)
        return self.words.tab(tab) + after_title(home)

    def link(self, tab: str, row: int | None, column: str | None = None) -> Link | None:
        """To a typed row: the cell of `column`, else its first; without a row to the headers; None without the tab."""
        title, name, header = self._place(tab, column)
        return None if title is None else Link(title, f"{name}{row or header}")

    @cached_property
    def _place(self) -> Callable[[str, str | None], tuple[str | None, str, int]]:
        """(tab, column) -> the title, the column's letters, the row that stands for all."""

        @cache
        def place(tab: str, column: str | None) -> tuple[str | None, str, int]:
            layout = self.reading.layouts.get(tab)
            if layout is None:
                return None, "", 0
            if column is not None and column in layout.rows:
                return layout.title, letters(layout.columns["value"]), layout.rows[column]
            return layout.title, letters(layout.columns.get(column or "", 0)), layout.header_row or 1

        return place

    def own(self, tab: str, cell: str = "A1") -> Link:
        """To a tab that the sync fills."""
        return Link(tab=self.words.tab(tab), cell=cell)

    @cached_property
    def status(self) -> Callable[[str, str | None], Out]:
        """(list, status) -> its shape and word on its tint; an empty cell where there is none."""
        return cache(self._status)

    @cached_property
    def status_after(self) -> Callable[[str, str | None], Out]:
        """The same with some air, after a right-aligned column."""
        return cache(lambda list_id, status: self._status(list_id, status, "_after"))

    def _status(self, list_id: str, status: str | None, place: str = "") -> Out:
        if status is None:
            return Out()
        return Out(marked(list_id, status, self.words.choice(list_id, status)), tone(list_id, status) + place)

    @cached_property
    def choice(self) -> Callable[[str, str | None], str | None]:
        """(list, choice) -> its word; None where there is none."""
        return cache(lambda list_id, choice: None if choice is None else self.words.choice(list_id, choice))

    @cached_property
    def key(self) -> Callable[[str | None], str]:
        """A reference or key -> as it is compared; nothing for none."""
        return cache(lambda text: key_of(text) if text else "")

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
    def partners(self) -> Mapping[str, Partner]:
        """By compared name, as references mean them."""
        return {self.key(partner.name): partner for partner in self.reading.entries.partners if partner.name}

    @cached_property
    def agreements(self) -> Mapping[str, Agreement]:
        """By compared number."""
        return {self.key(each.number): each for each in self.reading.entries.agreements if each.number}
