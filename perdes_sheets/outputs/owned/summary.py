"""summary: the village at a glance, on one page (look.md, Summary). Everything has its fixed place."""

from __future__ import annotations

from perdes_sheets.outputs.looks import SHAPES
from perdes_sheets.outputs.owned import benefits
from perdes_sheets.outputs.owned.agenda import SUBJECT, key, urgent
from perdes_sheets.outputs.owned.figures import Figure, figures
from perdes_sheets.outputs.owned.layouts import (
    CARDS,
    LAYOUTS,
    SUMMARY_BENEFITS,
    SUMMARY_EXPIRED,
    SUMMARY_LAST,
    SUMMARY_LINES,
)
from perdes_sheets.outputs.owned.periods import when
from perdes_sheets.outputs.owned.review_list import undecided
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.rules.results import AgendaItem
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.workbooks.base import Out, OwnedTab

LONGEST, BENEFIT = 60, 76
"""Characters that fit on a line of either half; a name that is longer ends in `…` (its link shows all of it)."""


def tab(source: Source) -> OwnedTab:
    """Four figures; left the most urgent, right the five benefits; the charts are the template's."""
    width = len(LAYOUTS["summary"].widths)
    grid: dict[int, list[Out | None]] = {row: [None] * width for row in range(1, SUMMARY_LAST + 1)}
    words = source.words
    grid[1][0] = Out(source.title("summary"), "title")
    grid[2][0] = Out(source.sentence("summary.sentence"), "subtitle")
    for figure, columns in zip(figures(source), CARDS, strict=True):
        _card(grid, source, figure, [_index(column) for column in columns])
    _lines(grid, source)
    grid[8][6] = Out(words("summary.benefits"), "heading")
    for row, id in zip(SUMMARY_BENEFITS, CHOICES["benefit"], strict=True):
        grid[row][6] = Out(words.choice("benefit", id), "line_link", source.own("benefits"))
        grid[row][7:] = [Out(benefits.in_words(source, id, BENEFIT), "line"), Out(None, "line"), Out(None, "line")]
    return OwnedTab("summary", words.tab("summary"), list(grid.values()), LAYOUTS["summary"].heights)


def _index(column: str) -> int:
    return ord(column) - ord("A")


def _card(grid: dict[int, list[Out | None]], source: Source, figure: Figure, columns: list[int]) -> None:
    words, link = source.words, source.own(figure.tab)
    unused = figure.value is None
    label = f"{SHAPES[figure.tone]} {words(f'figure.{figure.id}')}"
    for column in range(columns[0], columns[-1] + 1):
        first = column == columns[0]
        number = words("figure.unused") if unused else figure.value
        looks = ("figure_unused" if unused else "figure", f"card_{figure.tone}", "figure_detail")
        for row, value, look in zip((4, 5, 6), (number, label, figure.detail or None), looks, strict=True):
            grid[row][column] = Out(value, look, link if row < 6 else None) if first else Out(None, look)


def _lines(grid: dict[int, list[Out | None]], source: Source) -> None:
    words, results = source.words, source.results
    lead = source.reading.entries.settings.review_lead_days
    items = urgent(results, lead)
    shown = items[: len(SUMMARY_LINES)]
    title = words("summary.urgent", shown=len(shown), n=len(items)) if items else words("summary.urgent.none")
    grid[8][0] = Out(title, "heading", source.own("agenda") if items else None)
    for row, item in zip(SUMMARY_LINES, shown, strict=False):
        what = Out(_sentence(source, item), "line_link", source.link(item.tab, item.row, SUBJECT[item.tab]))
        merged = [Out(None, "line"), Out(None, "line")]
        grid[row][:5] = [when(item.days, lead, words), what, *merged, Out(item.date, "date")]
    if not items:
        calm = words("summary.calm", n=lead) if source.synced else words("figure.unused")
        grid[SUMMARY_LINES[0]][0] = Out(calm, "plain")
    expired = sum(map(undecided, results.agreements))
    if expired:
        text = words("summary.expired", n=expired, tab=words.tab("reviews"))
        grid[SUMMARY_EXPIRED][0] = Out("■ " + text, "late", source.own("review_list"))
        grid[SUMMARY_EXPIRED][1:5] = [Out(None, "late")] * 4


def task(source: Source, item: AgendaItem) -> str:
    """`Tinjau 001/PKS/2024: Pengelolaan sampah (PT Maju Jaya)`."""
    named = _named(source, item)
    return f"{named} ({item.partner})" if item.partner else named


def _named(source: Source, item: AgendaItem) -> str:
    return source.words(f"urgent.{item.kind}", key=key(source, item) or "", what=item.what or "").strip(" :")


def _sentence(source: Source, item: AgendaItem) -> str:
    """The task on one line; the partner where there is room."""
    whole = task(source, item)
    return whole if len(whole) <= LONGEST and "\n" not in whole else shortened(_named(source, item), LONGEST)


def shortened(text: str, longest: int) -> str:
    """The text on one line: cut with `…` where it is longer."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
