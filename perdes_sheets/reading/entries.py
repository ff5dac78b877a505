"""All that people typed, read: the typed rows, where they stand, and what was wrong with single cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perdes_sheets.findings import Finding
from perdes_sheets.reading.layout import Layout
from perdes_sheets.schema.entries import (
    Action,
    Agreement,
    Entry,
    Interaction,
    Kpi,
    Measurement,
    Need,
    Obligation,
    Partner,
    Review,
    Settings,
)


@dataclass(slots=True)
class Entries:
    """The typed rows of every entry tab, in the order of the sheet, without blank rows.

    A row that repeats a key is not among them: it is in `repeated` (tab id -> rows) for the findings about its own
    cells, is not computed and counts for nothing. References are as they were typed; `key_of` folds them.
    """

    settings: Settings = field(default_factory=Settings)
    needs: list[Need] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    interactions: list[Interaction] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    kpis: list[Kpi] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    repeated: Mapping[str, Sequence[Entry]] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What reading a workbook gives. `findings` are those of single cells, headers, tabs, settings and keys."""

    language: str
    entries: Entries
    layouts: Mapping[str, Layout]
    findings: list[Finding]


def key_of(text: str) -> str:
    """A key as it is compared: trimming, case-folding, white space collapsed (rules.md, Reading a cell)."""
    return " ".join(text.split()).casefold()
