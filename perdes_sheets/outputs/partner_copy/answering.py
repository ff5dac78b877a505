"""The tabs of a copy in which the partner answers: grey what is given, white what to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from perdes_sheets.outputs.looks import GREY, LATE, TEAL, TINT, Look
from perdes_sheets.outputs.partner_copy.tables import head, height, protect, standing
from perdes_sheets.outputs.partner_copy.view import PartnerView
from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.cells import write
from perdes_sheets.outputs.template.columns import cell_look, header_look
from perdes_sheets.outputs.template.page import set_up
from perdes_sheets.outputs.template.validation import validation
from perdes_sheets.reading.layout import a1, letters
from perdes_sheets.schema.answers import asked
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import EntryTab

HEADER_ROW = 6
WHO_ROW, SENTENCE_ROW = 3, 4
"""The rows of "filled in by", whose white cell stands in `WHO_COLUMN`, and of what to do."""
WHO_COLUMN, WHO_END = 3, 7
SPARE = {"report": 0, "more_measurements": 15, "deliveries": 0, "comments": 15}
"""Empty rows below the prefilled ones."""
LISTED = {"kpi": "kpis", "about": "keys"}
"""Answer column -> the list of its dropdown (`lists`)."""
ENOUGH = {"report": "value", "more_measurements": "value", "deliveries": "delivered", "comments": "comment"}
"""What a row needs to count as an answer; a delivery may also have a date only."""
NEEDED = {"report": "date", "more_measurements": "date", "deliveries": "done_date", "comments": "comment"}

GIVEN = ("agreement", "obligation", "committed", "unit", "due_date")
"""What a row of deliveries tells of its obligation."""


@dataclass(frozen=True, slots=True)
class List:
    """The cells that hold a dropdown's texts: `_copy!$D$1:$D$9`."""

    reference: str


def prefilled(shown: PartnerView) -> dict[str, list[dict[str, Any]]]:
    """Answer tab -> the rows that a copy begins with."""
    open_ = [row for row in shown.own_obligations() if row["fulfilment_status"] not in ("fulfilled", "closed")]
    return {
        "report": [
            {
                "kpi": each.kpi, "indicator": each.indicator, "unit": each.unit, "last_value": each.last_value,
                "last_date": each.last_date, "due": each.due,
            }
            for each in shown.asked
        ],
        "deliveries": [
            {"number": row["no"], **{id: row[id] for id in GIVEN}}
            for row in open_
        ],
    }  # fmt: skip


def lists(shown: PartnerView) -> dict[str, list[str]]:
    """The texts of the dropdowns: the partner's own KPIs, and these with its agreements."""
    kpis = [row["code"] for row in shown.rows["kpis"]]
    agreements = [row["number"] for row in shown.rows["agreements"]]
    return {"kpis": kpis, "keys": agreements + kpis}


def white(tab: EntryTab, shown: PartnerView) -> list[str]:
    """The areas of an answer tab in which the partner types."""
    areas = [f"{a1(WHO_ROW, WHO_COLUMN)}:{a1(WHO_ROW, WHO_END)}"] if tab.id == "report" else []
    if count := len(prefilled(shown).get(tab.id, ())) + SPARE[tab.id]:
        first, last = len(tab.columns) - len(asked(tab)), len(tab.columns) - 1
        areas.append(f"{a1(HEADER_ROW + 1, first)}:{a1(HEADER_ROW + count, last)}")
    return areas


def draw(
    book: Book, tab: EntryTab, shown: PartnerView, rows: Sequence[Mapping[str, Any]], dropdowns: Mapping[str, List],
    use: str,
) -> None:  # fmt: skip
    """Draw an answer tab; the first asks who fills it in. `use` is as in `partner_copy.build`."""
    say = book.words
    sheet = book.sheet(tab.id, LATE if tab.id == "report" else TEAL)
    head(book, sheet, say.tab(tab.id), (standing(book, shown),))
    sheet.set_row(2, 24)
    if tab.id == "report":
        sheet.write_string(WHO_ROW - 1, 0, say("copy.who"), book.format(Look(bold=True, line=False)))
        look = Look(fill="#FFFFFF", bold=True)
        sheet.merge_range(WHO_ROW - 1, WHO_COLUMN, WHO_ROW - 1, WHO_END, "", book.unlocked(look))
        sheet.data_validation(
            WHO_ROW - 1, WHO_COLUMN, WHO_ROW - 1, WHO_COLUMN,
            {"validate": "any", "input_title": say("copy.who")[:32], "input_message": say("copy.who.hint")},
        )  # fmt: skip
    sheet.write_string(
        SENTENCE_ROW - 1, 0, say(f"copy.fill_in.{use}"), book.format(Look(bold=True, colour=TEAL, line=False))
    )
    sheet.write_string(SENTENCE_ROW, 0, say(f"copy.sentence.{tab.id}"), book.look("aside"))
    columns = tab.columns
    asks = frozenset(column.id for column in asked(tab))
    _headers(book, sheet, tab, asks)
    count = len(rows) + SPARE[tab.id]
    for n in range(count):
        _row(book, sheet, tab, n, rows[n] if n < len(rows) else {}, asks, use)
    last = HEADER_ROW + count
    if count:
        _help(book, sheet, tab, last, dropdowns)
    else:
        sheet.write_string(HEADER_ROW, 0, say(f"copy.none.{tab.id}"), book.look("aside"))
        last += 1
    sheet.freeze_panes(HEADER_ROW, 0)
    protect(sheet)
    set_up(book, sheet, header_rows=HEADER_ROW, area=f"A1:{a1(last, len(columns))}")


def _headers(book: Book, sheet: Any, tab: EntryTab, asks: frozenset[str]) -> None:
    before: Column | None = None
    sheet.set_row(HEADER_ROW - 1, 34)
    for i, column in enumerate(tab.columns):
        sheet.set_column(i, i, column.width)
        look = header_look(column, before)
        if column.id not in asks:
            look = replace(look, fill="#E3E6E8", colour="#5F6B76", bold=False)
        label = book.words.column(tab.id, column.id) + (" *" if column.required and column.id in asks else "")
        sheet.write_string(HEADER_ROW - 1, i, label, book.format(look))
        before = column
    sheet.set_column(len(tab.columns), len(tab.columns), 22)
    grey = replace(header_look(tab.columns[-1], None), fill="#E3E6E8", colour="#5F6B76", bold=False)
    grey = replace(grey, align="left", indent=1)
    sheet.write_string(HEADER_ROW - 1, len(tab.columns), book.words("share.state"), book.format(grey))


def _row(
    book: Book, sheet: Any, tab: EntryTab, n: int, values: Mapping[str, Any], asks: frozenset[str], use: str
) -> None:
    row = HEADER_ROW + n
    before: Column | None = None
    given = {"no": n + 1, **values}
    texts = [given.get(column.id) for column in tab.columns]
    sheet.set_row(row, max(24.0, height(texts, [column.width for column in tab.columns])))
    for c, column in enumerate(tab.columns):
        value = given.get(column.id)
        look = replace(cell_look(column, before), line=True)
        if isinstance(value, float) and not value.is_integer():
            look = replace(look, number="#,##0.##")
        format = book.unlocked(look) if column.id in asks else book.format(replace(look, fill=GREY))
        write(sheet, row, c, value, format)
        before = column
    sheet.write_formula(row, len(tab.columns), _state(book, tab, row + 1, use), book.format(Look(size=9, indent=1)), "")


def _state(book: Book, tab: EntryTab, row: int, use: str) -> str:
    """What is still missing in a row, or that it is ready: shown at once, while the partner types."""
    say, place = book.words, {column.id: f"{letters(i)}{row}" for i, column in enumerate(tab.columns)}
    enough, needed = place[ENOUGH[tab.id]], place[NEEDED[tab.id]]
    missing = say("copy.state.missing", column=say.column(tab.id, NEEDED[tab.id])).replace('"', '""')
    done = say("copy.state.ready" if use == "file" else "copy.state.saved")
    first = f'{enough}=""'
    if tab.id == "deliveries":
        first = f'AND({enough}="",{needed}="")'
        return f'=IF({first},"","{done}")'
    ready = f'IF({needed}="","{missing}","{done}")'
    if tab.id != "comments":
        ready = f'IF(ISNUMBER({enough}),{ready},"{say("copy.state.number")}")'
    return f'=IF({first},"",{ready})'


def _help(book: Book, sheet: Any, tab: EntryTab, last: int, dropdowns: Mapping[str, List]) -> None:
    """Dropdowns, hints and warnings on the white cells, and colour for what is still missing."""
    say = book.words
    for i, column in enumerate(tab.columns):
        if column not in asked(tab):
            continue
        rule = validation(book, tab, column)
        if column.id in LISTED:
            source = dropdowns[LISTED[column.id]].reference
            rule |= {"validate": "list", "source": f"={source}", "show_error": False}
        elif column.type == "number":
            rule |= {
                "validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15,
                "error_type": "warning", "error_title": say("copy.number.title"), "error_message": say("copy.number"),
            }  # fmt: skip
        sheet.data_validation(HEADER_ROW, i, last - 1, i, rule)
    letter = letters(len(tab.columns))
    for shape, tint in (("■", "late"), ("✓", "fine")):
        fill, colour = TINT["late" if tint == "late" else "fine"]
        sheet.conditional_format(
            f"{letter}{HEADER_ROW + 1}:{letter}{last}",
            {
                "type": "formula",
                "criteria": f'=LEFT(${letter}{HEADER_ROW + 1},1)="{shape}"',
                "format": book.workbook.add_format({"bg_color": fill, "font_color": colour}),
            },
        )
