"""Colours that follow what stands in a row: rules on automatic text of the same row (look.md).

They never look at another tab, so they work alike in Excel, LibreOffice and Google Sheets. They are neutral: each kind
of template draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perdes_sheets.outputs.looks import MUTED, STATUS, TINT, Tone, marked
from perdes_sheets.outputs.template.columns import SheetColumn
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import CHECK, Auto, EntryTab
from perdes_sheets.schema.words import Words

CHECK_TONES: dict[str, Tone] = {"✓": "fine", "■": "late", "▲": "soon", "●": "note"}
"""What a check's text begins with -> its tone."""

OVER: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "needs": ("coverage", "coverage", ("met", "dropped")),
    "interactions": ("follow_up_flag", "due_flag", ("done",)),
    "agreements": ("status", "agreement_status", ("terminated",)),
    "obligations": ("fulfilment_status", "fulfilment_status", ("fulfilled", "closed")),
    "kpis": ("kpi_status", "kpi_status", ("closed",)),
    "actions": ("action_flag", "due_flag", ("done",)),
}
"""Tab -> its status column, that column's list, and the statuses of rows that are over: they step back into grey."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `formula` (without `=`, written for the first row) is true, the look changes; of two rules the first wins.

    `columns` are the indexes of the first and the last column. What is None stays as it is; `number` is a format.
    """

    columns: tuple[int, int]
    formula: str
    colour: str | None = None
    fill: str | None = None
    number: str | None = None


def rules(tab: EntryTab, columns: Sequence[SheetColumn], first: int, words: Words) -> Iterator[Rule]:
    """The rules of `tab`, whose `columns` stand from A on and whose rows begin in spreadsheet row `first`."""
    place = {column.id: i for i, column in enumerate(columns)}
    check = f"${letters(place[CHECK.id])}{first}"
    for shape, tone in CHECK_TONES.items():
        for id in (CHECK.id, tab.key.id) if tone == "late" else (CHECK.id,):
            yield _tinted(place[id], f'LEFT({check},1)="{shape}"', tone, filled=tone != "fine")
    for i, column in enumerate(columns):
        cell = f"${letters(i)}{first}"
        if isinstance(column, Auto):
            for status, tone in _statuses(column, words).items():
                yield _tinted(i, f'{cell}="{status}"', tone)
        elif column is not tab.key:
            header = words.column(tab.id, column.id).replace('"', '""')
            yield _tinted(i, _names_error(header, check), "late")
            yield _tinted(i, _names_warning(header, check), "soon")
        if _may_have_decimals(column):
            decimals = f"AND(ISNUMBER({cell}),{cell}<>INT({cell}))"
            yield Rule((i, i), decimals, number=_with_decimals(column))
    if tab.id in OVER:
        yield _step_back(tab, columns, place, first, words)


def _tinted(column: int, formula: str, tone: Tone, *, filled: bool = True) -> Rule:
    fill, text = TINT[tone]
    return Rule((column, column), formula, colour=text, fill=fill if filled else None)


def _statuses(auto: Auto, words: Words) -> dict[str, Tone]:
    """Each status as the cell shows it -> its tone."""
    known = STATUS.get(auto.kind, {})
    return {marked(auto.kind, id, words.choice(auto.kind, id)): tone for id, (_, tone) in known.items()}


def _names_error(header: str, check: str) -> str:
    """Whether the check's text names the column as wrong (`check.check_text` says how)."""
    searches = (f'SEARCH("■ {header}{end}",{check})' for end in (":", " ■", ")"))
    return f"COUNT({','.join(searches)})>0"


def _names_warning(header: str, check: str) -> str:
    """Whether a check without errors names the column."""
    listed = f'SUBSTITUTE(SUBSTITUTE({check},";",","),", ",",: ")&","'
    return f'AND(LEFT({check},1)="▲",ISNUMBER(SEARCH(": {header},",{listed})))'


def _may_have_decimals(column: SheetColumn) -> bool:
    return column.kind == "number" if isinstance(column, Auto) else column.type in ("number", "money")


def _with_decimals(column: SheetColumn) -> str:
    return '"Rp"#,##0.00' if isinstance(column, Column) and column.type == "money" else "#,##0.##"


def _step_back(
    tab: EntryTab, columns: Sequence[SheetColumn], place: Mapping[str, int], first: int, words: Words
) -> Rule:
    """What people typed in a row that is over turns grey."""
    column, list_id, statuses = OVER[tab.id]
    cell = f"${letters(place[column])}{first}"
    tests = ",".join(f'{cell}="{marked(list_id, id, words.choice(list_id, id))}"' for id in statuses)
    typed = [i for i, c in enumerate(columns) if isinstance(c, Column) and c is not tab.key]
    return Rule((typed[0], typed[-1]), f"OR({tests})", colour=MUTED)
