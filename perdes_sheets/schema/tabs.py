"""The tabs of a workbook: which people type in, which the sync fills, and their automatic columns (workbook.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from perdes_sheets.schema import entries
from perdes_sheets.schema.columns import Column, columns_of


@dataclass(frozen=True, slots=True)
class Auto:
    """An automatic column: a formula in an entry tab that looks its row's key up in an owned tab.

    `kind` is how its value is shown: `text`, `date`, `number`, `percent`, or the id of a choice list whose words it
    shows. `shared` says whether partners may see it (score, alignment and due diligence stay private whatever happens).
    """

    id: str
    kind: str
    shared: bool = False
    width: float = 14.0


@dataclass(frozen=True)
class EntryTab:
    """A tab in which people type; `step` is the step of the partnership it serves (0: none)."""

    id: str
    entry: type[entries.Entry]
    step: int
    autos: tuple[Auto, ...]
    about: str | None = None
    """Id of the ref column that `about` stands right of and explains."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The typing columns, in the order of workbook.md."""
        return columns_of(self.entry)

    @cached_property
    def key(self) -> Column:
        """The column that the row is looked up by: its own key or its running number."""
        return next(c for c in self.columns if c.key != "no")

    def column(self, id: str) -> Column:
        """The typing column `id`; KeyError where there is none."""
        for c in self.columns:
            if c.id == id:
                return c
        raise KeyError(f"{self.id}.{id}")


CHECK = Auto("check", "text", width=28)
ABOUT = Auto("about", "text", shared=True, width=32)

ENTRY_TABS: tuple[EntryTab, ...] = (
    EntryTab("needs", entries.Need, 1, (
        Auto("usg_score", "number", width=8), Auto("usg_rank", "number", width=11),
        Auto("coverage", "coverage", width=20), CHECK,
    )),
    EntryTab("partners", entries.Partner, 2, (
        Auto("alignment", "percent", width=12), Auto("due_diligence", "number", width=12),
        Auto("last_contact", "date", width=12), Auto("contact_flag", "contact_flag", width=17),
        Auto("active_agreements", "number", width=11), Auto("score", "percent", width=11), CHECK,
    )),
    EntryTab("interactions", entries.Interaction, 3, (
        Auto("follow_up_flag", "due_flag", shared=True, width=18), CHECK,
    )),
    EntryTab("agreements", entries.Agreement, 4, (
        Auto("status", "agreement_status", shared=True, width=17), Auto("review_due", "date", shared=True, width=12),
        Auto("review_flag", "due_flag", shared=True, width=18), Auto("days_to_review", "number", shared=True, width=8),
        Auto("clauses_complete", "percent", shared=True, width=12),
        Auto("fulfilment_village", "percent", shared=True, width=12),
        Auto("fulfilment_partner", "percent", shared=True, width=12), CHECK,
    )),
    EntryTab("obligations", entries.Obligation, 4, (
        ABOUT, Auto("fulfilment", "percent", shared=True, width=12),
        Auto("fulfilment_status", "fulfilment_status", shared=True, width=19), CHECK,
    ), about="agreement"),
    EntryTab("kpis", entries.Kpi, 5, (
        Auto("actual", "number", shared=True, width=10), Auto("progress", "percent", shared=True, width=12),
        Auto("expected", "percent", shared=True, width=12), Auto("achievement", "percent", shared=True, width=13),
        Auto("rating", "rating", shared=True, width=14), Auto("kpi_status", "kpi_status", shared=True, width=18),
        Auto("trend", "trend", shared=True, width=14), Auto("data_flag", "data_flag", shared=True, width=16), CHECK,
    )),
    EntryTab("measurements", entries.Measurement, 5, (ABOUT, CHECK), about="kpi"),
    EntryTab("reviews", entries.Review, 5, (ABOUT, CHECK), about="agreement"),
    EntryTab("actions", entries.Action, 5, (ABOUT, Auto("action_flag", "due_flag", shared=True, width=18), CHECK),
             about="agreement"),
)  # fmt: skip

SETTINGS_COLUMNS: tuple[Column, ...] = columns_of(entries.Settings)
"""The settings, as columns: label–value pairs in the tab `settings`."""

OWNED_TABS: tuple[str, ...] = (
    "summary", "checks", "review_list", "kpi_status", "scorecards", "need_coverage", "benefits", "agenda", "history",
)  # fmt: skip
"""The tabs that a sync fills. `guide` is static. Hidden: `_data` (what the automatic columns look up), `_charts` (what
the charts draw) and `_looks` (a specimen cell of each look, never rewritten)."""

TAB_ORDER: tuple[str, ...] = (
    "guide", "summary", *(t.id for t in ENTRY_TABS), *OWNED_TABS[1:], "settings", "_data", "_charts", "_looks",
)  # fmt: skip


def entry_tab(id: str) -> EntryTab:
    """The entry tab `id`; KeyError where there is none."""
    for tab in ENTRY_TABS:
        if tab.id == id:
            return tab
    raise KeyError(id)
