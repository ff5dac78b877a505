"""The partner's part of the summary: four figures, what comes next, two charts; on one page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from perdes_sheets.outputs.looks import SHAPES, TEAL, Tone
from perdes_sheets.outputs.owned.charts import KPI_ORDER, KPI_TONES, ChartSpec, Range, Series
from perdes_sheets.outputs.owned.layouts import pixels
from perdes_sheets.outputs.owned.periods import when
from perdes_sheets.outputs.owned.summary import shortened
from perdes_sheets.outputs.partner_copy.tables import head, protect, standing
from perdes_sheets.outputs.partner_copy.view import Due, PartnerView
from perdes_sheets.outputs.template import charts
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.cells import write
from perdes_sheets.outputs.template.page import set_up
from perdes_sheets.outputs.text import percent_text
from perdes_sheets.rules.agreements import IN_FORCE
from perdes_sheets.rules.kpis import ASSESSABLE

DATA = "_charts"
WIDTHS = (22, 17, 1.2, 22, 17, 1.2, 22, 17, 1.2, 22, 17)
CARDS = ((0, 1), (3, 4), (6, 7), (9, 10))
LINES, FIRST_LINE = 10, 8
CHARTS_ROW, LAST_ROW = 20, 34
HEIGHT = 18.0
COMPARED = 6
FEW = 10
"""KPIs up to which each has a tick of its own on the axis of counts."""
NAME, TASK = 24, 110
STATUS_ROW, PROGRESS_ROW = 0, 14
"""Where the charts' figures begin in the hidden tab, counted from 0: a title, the names, the categories."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure with its label, a line of detail, and its tone."""

    id: str
    value: int
    detail: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class CopyChart(ChartSpec):
    """A chart whose size comes from this tab's own columns."""

    @property
    def width(self) -> int:
        first, last = (ord(cell[0]) - ord("A") for cell in self.area.split(":"))
        return sum(map(pixels, WIDTHS[first : last + 1]))

    @property
    def height(self) -> int:
        return round((LAST_ROW - CHARTS_ROW + 1) * HEIGHT * 4 / 3)


def draw(book: Book, shown: PartnerView) -> None:
    """Draw the tab; the charts read `draw_data`'s cells."""
    say = book.words
    sheet = book.sheet("summary", TEAL)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    head(book, sheet, say.tab("summary"), (standing(book, shown), say("copy.read_only")))
    for figure, (first, last) in zip(figures(book, shown), CARDS, strict=True):
        _card(book, sheet, figure, first, last)
    _agenda(book, sheet, shown)
    for spec in specs(shown):
        charts.insert(book, sheet, spec)
    for row in range(CHARTS_ROW - 1, LAST_ROW):
        sheet.set_row(row, HEIGHT)
    protect(sheet)
    set_up(book, sheet, area=f"A1:K{LAST_ROW}", one_page=True)


def figures(book: Book, shown: PartnerView) -> list[Figure]:
    """Agreements in force, KPIs behind plan, values to report, own obligations late."""
    say, agreements, kpis = book.words, shown.rows["agreements"], shown.rows["kpis"]
    force = sum(row["status"] in IN_FORCE for row in agreements)
    status = Counter(row["kpi_status"] for row in kpis)
    late = sum(each.due < shown.as_of for each in shown.asked)
    own = shown.own_obligations()
    owed = sum(row["fulfilment_status"] == "late" for row in own)
    theirs = [row for row in shown.rows["obligations"] if row["party"] == "village"]
    theirs_late = sum(row["fulfilment_status"] == "late" for row in theirs)
    return [
        Figure("agreements", force, say("copy.figure.agreements.detail", n=len(agreements)), "note"),
        Figure(
            "kpis", status["off_track"], say("copy.figure.kpis.detail", n=len(kpis), risk=status["at_risk"]),
            "late" if status["off_track"] else "fine",
        ),
        Figure(
            "reports", len(shown.asked), say("copy.figure.reports.detail", late=late),
            "late" if late else "soon" if shown.asked else "fine",
        ),
        Figure(
            "obligations", owed, say("copy.figure.obligations.detail", n=len(own), village=theirs_late),
            "late" if owed else "fine",
        ),
    ]  # fmt: skip


def _card(book: Book, sheet: Any, figure: Figure, first: int, last: int) -> None:
    label = f"{SHAPES[figure.tone]} {book.words(f'copy.figure.{figure.id}')}"
    lines = ((figure.value, "figure", 38), (label, f"card_{figure.tone}", 20), (figure.detail, "figure_detail", 18))
    for row, (value, look, height) in enumerate(lines, 3):
        sheet.set_row(row, height)
        sheet.merge_range(row, first, row, last, "", book.look(look))
        write(sheet, row, first, value, book.look(look))


def _agenda(book: Book, sheet: Any, shown: PartnerView) -> None:
    say = book.words
    items = shown.agenda[:LINES]
    title = say("copy.next", shown=len(items), n=len(shown.agenda)) if items else say("copy.next.none")
    sheet.set_row(FIRST_LINE - 1, 26)
    sheet.write_string(FIRST_LINE - 1, 0, title, book.look("heading"))
    for row, due in enumerate(items, FIRST_LINE):
        sheet.set_row(row, 20)
        state = when(due.days, shown.lead_days, say)
        write(sheet, row, 0, state.value, book.look(state.look))
        sheet.merge_range(row, 1, row, 8, "", book.look("line"))
        sheet.write_string(row, 1, shortened(task(book, due), TASK), book.look("line"))
        write(sheet, row, 9, due.date, book.look("date"))
        write(sheet, row, 10, say.choice("party", due.party) if due.party else None, book.look("text_after"))


def task(book: Book, due: Due) -> str:
    """`Tinjau 001/PKS/2024: Pengelolaan sampah`."""
    return book.words(f"urgent.{due.kind}", key=due.key or "", what=due.what or "").strip(" :")


def specs(shown: PartnerView) -> tuple[CopyChart, ...]:
    """KPIs by status, and progress against what it should be by now; none without KPIs."""
    if not shown.rows["kpis"]:
        return ()
    lines = max(len(_compared(shown)), 1)
    status = CopyChart(
        "kpi_status", "summary", f"A{CHARTS_ROW}:E{LAST_ROW}", "bar",
        Range(STATUS_ROW + 1, STATUS_ROW + 1, 0),
        Range(STATUS_ROW + 3, STATUS_ROW + 2 + len(KPI_ORDER), 0),
        (
            Series(
                Range(STATUS_ROW + 2, STATUS_ROW + 2, 1),
                Range(STATUS_ROW + 3, STATUS_ROW + 2 + len(KPI_ORDER), 1),
                "fine",
            ),
        ),
        "chart.kpi_status.alt", points=KPI_TONES, value_title="chart.axis.kpis", reversed=True, whole=True,
        step=1 if len(shown.rows["kpis"]) <= FEW else None,
    )  # fmt: skip
    if not _compared(shown):
        return (status,)
    progress = CopyChart(
        "progress", "summary", f"G{CHARTS_ROW}:K{LAST_ROW}", "bar",
        Range(PROGRESS_ROW + 1, PROGRESS_ROW + 1, 0),
        Range(PROGRESS_ROW + 3, PROGRESS_ROW + 2 + lines, 0),
        (_progress(1, "note", lines), _progress(2, "off", lines)),
        "chart.progress.alt", value_title="chart.axis.progress", reversed=True, axis_format="0%", label_format="0%",
        step=0.5, axis_max=1.25, legend="bottom",
    )  # fmt: skip
    return status, progress


def _progress(column: int, tone: Tone, lines: int) -> Series:
    name = Range(PROGRESS_ROW + 2, PROGRESS_ROW + 2, column)
    return Series(name, Range(PROGRESS_ROW + 3, PROGRESS_ROW + 2 + lines, column), tone)


def _compared(shown: PartnerView) -> list[Any]:
    """The KPIs furthest behind what they should have reached by now."""
    known = [row for row in shown.rows["kpis"] if row["kpi_status"] in ASSESSABLE]
    return sorted(known, key=lambda row: (row["progress"] or 0) - (row["expected"] or 0))[:COMPARED]


def draw_data(book: Book, shown: PartnerView) -> None:
    """The hidden cells that the charts draw, titles too."""
    say = book.words
    sheet = book.sheet(DATA)
    sheet.hide()
    kpis = shown.rows["kpis"]
    status = Counter(row["kpi_status"] for row in kpis)
    sheet.write_string(STATUS_ROW, 0, _status_title(book, status, len(kpis)))
    sheet.write_string(STATUS_ROW + 1, 1, say.tab("kpis"))
    for row, id in enumerate(KPI_ORDER, STATUS_ROW + 2):
        sheet.write_string(row, 0, say.choice("kpi_status", id))
        if status[id]:
            sheet.write_number(row, 1, status[id])
    compared = _compared(shown)
    if not compared:
        return
    sheet.write_string(PROGRESS_ROW, 0, _progress_title(book, compared[0]))
    for column, name in enumerate((say("chart.progress"), say.column("kpis", "expected")), 1):
        sheet.write_string(PROGRESS_ROW + 1, column, name)
    for row, kpi in enumerate(compared, PROGRESS_ROW + 2):
        sheet.write_string(row, 0, _name(kpi))
        for column, id in enumerate(("progress", "expected"), 1):
            if kpi[id] is not None:
                sheet.write_number(row, column, kpi[id])


def _name(kpi: Any) -> str:
    return shortened(kpi["indicator"] or kpi["code"], NAME)


def _status_title(book: Book, status: Counter[str | None], n: int) -> str:
    worst = next((id for id in ("off_track", "missed", "at_risk") if status[id]), None)
    if worst:
        return book.words(f"chart.kpi_status.{worst}", part=status[worst], n=n)
    if status["achieved"] or status["on_track"]:
        return book.words("chart.kpi_status.fine", part=status["achieved"] + status["on_track"], n=n)
    return book.words("chart.kpi_status.waiting", n=n)


def _progress_title(book: Book, kpi: Any) -> str:
    progress, expected = kpi["progress"] or 0, kpi["expected"] or 0
    if expected - progress <= 1e-9:
        return book.words("chart.progress.fine")
    values = {"progress": percent_text(progress), "expected": percent_text(expected)}
    return book.words("chart.progress.behind", kpi=_name(kpi), **values)
