"""The charts, as neutral specs: what every kind of template draws. All read fixed ranges of the hidden tab `_charts`.

A sync only changes the values in `_charts` (`chart_data.py`), so a chart never needs new references. Titles are cells
too: each says what there is to see ("5 dari 12 KPI tertinggal dari rencana").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from perdes_sheets.outputs.looks import FINE, LATE, NOTE, OFF, SOON, WHITE, Tone
from perdes_sheets.outputs.owned.layouts import (
    CARDS,
    SUMMARY_BENEFITS,
    SUMMARY_CHARTS,
    SUMMARY_EXPIRED,
    SUMMARY_LAST,
    pixels_of,
)
from perdes_sheets.schema.choices import CHOICES

Kind = Literal["bar", "stacked_bar", "column", "line"]
"""`bar`: lying bars; `stacked_bar`: the same, stacked; `column`: standing; `line`: with markers."""

SHEET, BLACK = "_charts", "#000000"

COLOURS: dict[Tone, str] = {"fine": FINE, "soon": SOON, "late": LATE, "note": NOTE, "off": OFF}
"""The full colour of a tone (a tint would be too pale for a bar)."""

LABEL_ON: dict[Tone, str] = {"fine": BLACK, "soon": BLACK, "late": BLACK, "note": WHITE, "off": BLACK}
"""The colour of a number written on a bar of that tone: contrast at least 4.5 : 1."""

COVERAGES = ("met", "covered", "in_progress", "uncovered")
COMPARED = 6
"""KPIs in the chart of progress against expected."""
ROOM = 5
"""Whole steps that an axis of counts has at least."""
SYNCS = 12
"""Dates in the chart of the last syncs."""


@dataclass(frozen=True, slots=True)
class Range:
    """Cells of one column in `_charts`; rows count from 1, `column` from 0 (A)."""

    first_row: int
    last_row: int
    column: int

    @property
    def formula(self) -> str:
        """`_charts!$B$3:$B$11`, or one cell."""
        letter = chr(65 + self.column)
        first = f"{SHEET}!${letter}${self.first_row}"
        return first if self.first_row == self.last_row else f"{first}:${letter}${self.last_row}"


@dataclass(frozen=True, slots=True)
class Series:
    """One series: the cell of its name, its values, its tone.

    `marker` and `dash` tell lines apart in black and white.
    """

    name: Range
    values: Range
    tone: Tone
    marker: Literal["circle", "square", "triangle", "diamond"] = "circle"
    dash: Literal["solid", "dash", "round_dot", "long_dash"] = "solid"


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart: where it stands, what it reads, how it is drawn.

    `area` is the range it covers exactly, corner to corner; `cell` its anchor, `width` and `height` its pixels at
    100 %. `points` are the tones of single bars, by category. `category_title`, `value_title` and `alt` are message
    ids (None: no axis title). `reversed`: the first category on top (the value axis then crosses at the maximum, so
    that it stays below). `whole`: only whole numbers on the value axis; `room` is one more series that nobody
    sees, with a blank name: it keeps such an axis long enough for whole steps, which spreadsheets otherwise
    divide. `step` is the distance of the ticks. `labels`: data labels, `label_format` hiding zeros. `legend` is the
    legend's place. Gridlines are light (`looks.LINE`), along the value axis only.
    """

    id: str
    tab: str
    area: str
    kind: Kind
    title: Range
    categories: Range
    series: tuple[Series, ...]
    alt: str
    points: tuple[Tone, ...] = ()
    category_title: str | None = None
    value_title: str | None = None
    reversed: bool = False
    whole: bool = False
    labels: bool = True
    room: Series | None = None
    label_format: str = "0;-0;;"
    axis_format: str = "0"
    axis_min: float | None = 0
    axis_max: float | None = None
    step: float | None = None
    legend: Literal["none", "bottom", "right"] = "none"

    @property
    def cell(self) -> str:
        return self.area.split(":", maxsplit=1)[0]

    @property
    def width(self) -> int:
        return pixels_of(self.tab, self.area)[0]

    @property
    def height(self) -> int:
        return pixels_of(self.tab, self.area)[1]


@dataclass(frozen=True, slots=True)
class Block:
    """The place of one chart's figures in `_charts`: title, then series names, then `size` categories."""

    id: str
    row: int
    size: int

    @property
    def title(self) -> Range:
        return Range(self.row, self.row, 0)

    @property
    def categories(self) -> Range:
        return self.values(0)

    def name(self, column: int) -> Range:
        """The cell that names the series in `column`."""
        return Range(self.row + 1, self.row + 1, column)

    def values(self, column: int) -> Range:
        return Range(self.row + 2, self.row + 1 + self.size, column)


def _blocks(sizes: dict[str, int]) -> dict[str, Block]:
    blocks, row = {}, 1
    for id, size in sizes.items():
        blocks[id] = Block(id, row, size)
        row += size + 3
    return blocks


BLOCKS = _blocks({
    "kpi_status": len(CHOICES["kpi_status"]),
    "need_coverage": len(CHOICES["sector"]),
    "agreement_status": len(CHOICES["agreement_status"]),
    "progress": COMPARED,
    "trend": SYNCS,
})  # fmt: skip
"""Chart id -> where its figures stand. The order and the sizes are fixed: charts in old workbooks refer to them."""

KPI_ORDER = (
    "achieved", "on_track", "at_risk", "off_track", "missed", "no_data", "invalid", "not_started", "closed",
)  # fmt: skip
KPI_TONES: tuple[Tone, ...] = ("fine", "fine", "soon", "late", "late", "soon", "late", "off", "off")
AGREEMENT_ORDER = ("draft", "upcoming", "active", "expiring", "expired", "terminated")
AGREEMENT_TONES: tuple[Tone, ...] = ("off", "note", "fine", "soon", "late", "off")
COVERAGE_TONES: tuple[Tone, ...] = ("off", "fine", "note", "late")


def _series(chart: str, column: int, tone: Tone, **style: str) -> Series:
    block = BLOCKS[chart]
    return Series(block.name(column), block.values(column), tone, **style)  # type: ignore[arg-type]


def _spec(id: str, kind: Kind, area: str, series: tuple[Series, ...], **facts: object) -> ChartSpec:
    block = BLOCKS[id]
    alt = f"chart.{id}.alt"
    return ChartSpec(id, "summary", area, kind, block.title, block.categories, series, alt, **facts)  # type: ignore[arg-type]


TREND_AREA = f"G{SUMMARY_BENEFITS[-1] + 1}:J{SUMMARY_EXPIRED}"
QUARTERS = tuple(f"{first}{SUMMARY_CHARTS}:{last}{SUMMARY_LAST}" for first, last in CARDS)

CHARTS: tuple[ChartSpec, ...] = (
    _spec(
        "trend", "line", TREND_AREA,
        (
            _series("trend", 1, "late", marker="square"),
            _series("trend", 2, "soon", marker="triangle", dash="dash"),
            _series("trend", 3, "note", marker="circle", dash="long_dash"),
            _series("trend", 4, "off", marker="diamond", dash="round_dot"),
        ),
        value_title="chart.axis.count", whole=True, room=_series("trend", 5, "off"), labels=False, legend="right",
    ),
    _spec(
        "kpi_status", "bar", QUARTERS[0], (_series("kpi_status", 1, "fine"),),
        points=KPI_TONES, category_title="chart.axis.status", value_title="chart.axis.kpis", reversed=True, whole=True,
        room=_series("kpi_status", 2, "off"),
    ),
    _spec(
        "progress", "bar", QUARTERS[1], (_series("progress", 1, "note"), _series("progress", 2, "off")),
        category_title="chart.axis.kpi", value_title="chart.axis.progress", reversed=True, axis_format="0%",
        label_format="0%", step=0.5, axis_max=1.25, legend="bottom",
    ),
    _spec(
        "need_coverage", "stacked_bar", QUARTERS[2],
        tuple(_series("need_coverage", i, tone) for i, tone in enumerate(COVERAGE_TONES, 1)),
        category_title="chart.axis.sector", value_title="chart.axis.needs", reversed=True, whole=True,
        room=_series("need_coverage", 5, "off"), legend="bottom",
    ),
    _spec(
        "agreement_status", "bar", QUARTERS[3], (_series("agreement_status", 1, "fine"),),
        points=AGREEMENT_TONES, category_title="chart.axis.status", value_title="chart.axis.agreements", reversed=True,
        whole=True, room=_series("agreement_status", 2, "off"),
    ),
)  # fmt: skip
"""Every chart, in the order of reading. The list is fixed: a template draws each one whatever the data."""
