"""The looks of cells, by name: what both kinds of template draw, and what a sync copies into tabs it fills (look.md).

A look is neutral: `outputs/template` turns it into an XlsxWriter format, the Google template into a cell format. In a
file, the hidden tab `_looks` keeps one specimen cell of each, whose style a sync copies: never a fixed style number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

TEAL, INK, MUTED, LINE, GREY, WHITE = "#0B4F4A", "#1F2933", "#5F6B76", "#D9DEE3", "#F2F2F2", "#FFFFFF"
EDGE = "#8A949D"
"""The thin line before the automatic columns of an entry tab."""
FINE, SOON, LATE, NOTE, OFF = "#009E73", "#E69F00", "#D55E00", "#0072B2", "#7F7F7F"
"""Okabe–Ito: fine bluish green, soon orange, late vermilion, information blue, off grey. Never red beside green."""

Tone = Literal["fine", "soon", "late", "note", "off"]

TINT: dict[Tone, tuple[str, str]] = {
    "fine": ("#D9F0E8", "#00523C"),
    "soon": ("#FBEFD5", "#6B4A00"),
    "late": ("#FADFCF", "#7A3300"),
    "note": ("#D6E8F5", "#003E66"),
    "off": ("#ECECEC", "#4A4A4A"),
}
"""Tone -> (light fill, dark text), each at a contrast of at least 4.5 : 1."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look. Sizes are points, `number` a spreadsheet number format."""

    colour: str = INK
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = 11
    align: Literal["left", "right", "center"] = "left"
    wrap: bool = False
    number: str = "General"
    line: bool = True
    """The thin light-grey line below the cell, between rows."""
    indent: int = 0


DATE = "dd mmm yyyy"
RUPIAH = '"Rp"#,##0'
"""Without decimals: `0.##` would leave a decimal sign behind a whole amount."""
TEXT = Look(wrap=True)

LOOKS: dict[str, Look] = {
    "title": Look(colour=TEAL, bold=True, size=16, line=False),
    "subtitle": Look(colour=MUTED, italic=True, line=False),
    "heading": Look(colour=TEAL, bold=True, size=12, line=False),
    "header": Look(colour=WHITE, fill=TEAL, bold=True, wrap=True, line=False),
    "header_right": Look(colour=WHITE, fill=TEAL, bold=True, wrap=True, align="right", line=False),
    "text": TEXT,
    "bold": replace(TEXT, bold=True),
    "muted": replace(TEXT, colour=MUTED),
    "plain": Look(line=False),
    "link": replace(TEXT, colour=NOTE, underline=True),
    "date": Look(number=DATE, align="right"),
    "integer": Look(number="#,##0", align="right"),
    "number": Look(number="#,##0.##", align="right"),
    "percent": Look(number="0%", align="right"),
    "rupiah": Look(number=RUPIAH, align="right"),
    "figure": Look(colour=TEAL, bold=True, size=24, align="center", fill="#EEF4F3", line=False),
    "figure_label": Look(colour=INK, align="center", fill="#EEF4F3", line=False),
    **{tone: replace(TEXT, fill=fill, colour=text) for tone, (fill, text) in TINT.items()},
    "hidden": Look(line=False),
    # the owned tabs' own
    "text_after": replace(TEXT, indent=1),
    "link_after": replace(TEXT, colour=NOTE, underline=True, indent=1),
    "text_right": Look(align="right"),
    "header_after": Look(colour=WHITE, fill=TEAL, bold=True, wrap=True, line=False, indent=1),
    "group": Look(colour=TEAL, bold=True, line=False),
    "back": Look(colour=NOTE, underline=True, line=False),
    "aside": Look(colour=MUTED, line=False),
    "line": Look(),
    "line_link": Look(colour=NOTE, underline=True),
    "figure_unused": Look(colour=MUTED, size=14, align="center", fill="#EEF4F3", line=False),
    "figure_detail": Look(colour=MUTED, size=10, align="center", fill="#EEF4F3", line=False),
    **{f"{tone}_after": replace(TEXT, fill=fill, colour=text, indent=1) for tone, (fill, text) in TINT.items()},
    **{
        f"card_{tone}": Look(bold=True, fill=fill, colour=text, align="center", line=False)
        for tone, (fill, text) in TINT.items()
    },
}
"""Look id -> look. `fine`, `soon`, `late`, `note`, `off` are the status words with their tinted fill."""

SHAPES: dict[Tone, str] = {"fine": "✓", "soon": "▲", "late": "■", "note": "●", "off": "–"}
"""The shape that says without colour what a tone says."""

STATUS: dict[str, dict[str, tuple[str, Tone]]] = {
    "agreement_status": {
        "active": ("✓", "fine"), "expiring": ("▲", "soon"), "expired": ("■", "late"),
        "upcoming": ("●", "note"), "draft": ("–", "off"), "terminated": ("–", "off"),
    },
    "due_flag": {
        "done": ("✓", "fine"), "overdue": ("■", "late"), "due_soon": ("▲", "soon"), "scheduled": ("●", "note"),
    },
    "fulfilment_status": {
        "fulfilled": ("✓", "fine"), "closed": ("–", "off"), "late": ("■", "late"), "due_soon": ("▲", "soon"),
        "partial": ("●", "note"), "pending": ("–", "off"),
    },
    "kpi_status": {
        "invalid": ("■", "late"), "closed": ("–", "off"), "not_started": ("–", "off"), "no_data": ("▲", "soon"),
        "achieved": ("✓", "fine"), "missed": ("■", "late"), "on_track": ("✓", "fine"), "at_risk": ("▲", "soon"),
        "off_track": ("■", "late"),
    },
    "rating": {
        "very_good": ("✓", "fine"), "good": ("✓", "fine"), "fair": ("▲", "soon"), "poor": ("■", "late"),
        "very_poor": ("■", "late"),
    },
    "trend": {"improving": ("▲", "fine"), "steady": ("●", "note"), "worsening": ("▼", "late")},
    "data_flag": {"complete": ("✓", "fine"), "overdue": ("■", "late"), "ok": ("✓", "fine")},
    "coverage": {
        "met": ("✓", "fine"), "dropped": ("–", "off"), "covered": ("✓", "fine"), "in_progress": ("●", "note"),
        "uncovered": ("■", "late"),
    },
    "contact_flag": {"never": ("■", "late"), "overdue": ("▲", "soon"), "ok": ("✓", "fine")},
    "severity": {"error": ("■", "late"), "warning": ("▲", "soon"), "info": ("●", "note")},
}  # fmt: skip
"""Status list -> status -> its shape and tone: words before colour, so that it survives black-and-white print."""


def marked(list_id: str, status: str, word: str) -> str:
    """The status word with its shape in front (`✓ Tercapai`)."""
    return f"{STATUS[list_id][status][0]} {word}"


def tone(list_id: str, status: str) -> Tone:
    """The look of a status word."""
    return STATUS[list_id][status][1]
