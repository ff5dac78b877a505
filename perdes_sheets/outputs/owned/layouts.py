"""How each owned tab is laid out: all that stays the same whatever a sync fills in (look.md).

The template draws it once; a sync then replaces only rows, heights, links and the filter. Widths are in characters of
the workbook's font, as spreadsheets count them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from perdes_sheets.outputs.looks import NOTE, OFF, TEAL

HEADER_ROW = 4
"""The row of the headers in every list: row 1 title, row 2 sentence, row 3 the way back to the summary."""


@dataclass(frozen=True, slots=True)
class OwnedLayout:
    """The static part of one owned tab.

    `freeze` is the first cell below and right of the frozen panes; `header_row` is repeated on every printed page.
    `merges` are A1 ranges. `one_page` fits height as well as width; without it a tab fits the paper's width only.
    `print_area` is static where charts reach beyond the filled rows, else None: then the rows say where printing ends.
    """

    id: str
    widths: tuple[float, ...]
    freeze: str | None = f"A{HEADER_ROW + 1}"
    header_row: int | None = HEADER_ROW
    orientation: Literal["landscape", "portrait"] = "landscape"
    one_page: bool = False
    colour: str = NOTE
    merges: tuple[str, ...] = ()
    print_area: str | None = None
    heights: Mapping[int, float] = field(default_factory=dict)
    """Points by row, where they never change: charts are anchored to them."""
    gridlines: bool = False
    hidden: bool = False


SUMMARY_LINES = range(9, 19)
"""The rows of the summary's ten most urgent things."""

SUMMARY_BENEFITS = range(9, 14)
"""The rows of its five benefits, beside them."""

SUMMARY_EXPIRED = 19
SUMMARY_CHARTS = 21
SUMMARY_LAST = 33
SUMMARY_HEIGHTS = {
    **dict.fromkeys(range(SUMMARY_LINES[0], SUMMARY_EXPIRED + 1), 21.0),
    **dict.fromkeys(range(SUMMARY_CHARTS, SUMMARY_LAST + 1), 17.25),
    1: 26.0, 2: 18.0, 3: 6.0, 4: 38.0, 5: 20.0, 6: 18.0, 7: 8.0, 8: 22.0, SUMMARY_EXPIRED + 1: 8.0,
}  # fmt: skip

CARDS = (("A", "B"), ("D", "E"), ("G", "H"), ("J", "J"))
"""First and last column of the summary's four large figures."""


def _summary_merges() -> tuple[str, ...]:
    cards = [f"{first}{row}:{last}{row}" for row in (4, 5, 6) for first, last in CARDS if first != last]
    lines = [f"B{row}:D{row}" for row in SUMMARY_LINES]
    benefits = [f"H{row}:J{row}" for row in SUMMARY_BENEFITS]
    return ("A1:J1", "A2:J2", *cards, "A8:E8", "G8:J8", *lines, *benefits, f"A{SUMMARY_EXPIRED}:E{SUMMARY_EXPIRED}")


LAYOUTS: dict[str, OwnedLayout] = {
    layout.id: layout
    for layout in (
        OwnedLayout(
            "summary",
            # status, what …, gap, … what, date, gap, benefit, sentence …, gap, … sentence: the edges of four cards
            widths=(20, 22, 1.2, 30, 12, 1.2, 23, 19, 1.2, 42.7),
            freeze=None,
            header_row=None,
            one_page=True,
            colour=TEAL,
            merges=_summary_merges(),
            print_area=f"A1:J{SUMMARY_LAST}",
            heights=SUMMARY_HEIGHTS,
        ),
        OwnedLayout("checks", widths=(15, 16, 9, 24, 110)),
        OwnedLayout("review_list", widths=(15, 24, 48, 42, 34, 11)),
        OwnedLayout("kpi_status", widths=(10, 34, 21, 25, 11, 12, 10, 12, 13, 13, 16, 13, 17, 13, 18), freeze="C5"),
        OwnedLayout("scorecards", widths=(34, 21, 18, 12, 12, 12, 14, 20, 12, 17, 20, 18), freeze="B5"),
        OwnedLayout("need_coverage", widths=(10, 10, 38, 15, 9, 26, 28, 26, 26, 26)),
        OwnedLayout("benefits", widths=(34, 26, 72), freeze="A4", header_row=None, orientation="portrait"),
        OwnedLayout("agenda", widths=(15, 24, 21, 46, 22, 38, 22)),
        OwnedLayout("history", widths=(13, *(11,) * 22), freeze="B5", colour=OFF),
        OwnedLayout("_charts", widths=(40, *(14,) * 5), freeze=None, header_row=None, colour=OFF, hidden=True),
    )
}
"""Owned tab id -> its layout, in the order of the tabs."""


def pixels(width: float) -> int:
    """The pixels of a column so wide, at 100 %: seven a character and five of padding."""
    return int(width * 7 + 0.5) + 5


def pixels_of(tab: str, area: str) -> tuple[int, int]:
    """Width and height in pixels of an A1 range of one-letter columns, by the tab's static widths and heights."""
    layout = LAYOUTS[tab]
    (first, top), (last, bottom) = ((ord(cell[0]) - 65, int(cell[1:])) for cell in area.split(":"))
    height = sum(layout.heights[row] for row in range(top, bottom + 1))
    return sum(map(pixels, layout.widths[first : last + 1])), round(height * 4 / 3)
