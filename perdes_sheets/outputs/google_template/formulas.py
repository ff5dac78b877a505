"""The automatic columns in Google Sheets: one formula a column, in its header, that fills all rows below by itself.

It serves rows that people insert, sort, paste or add at the end, so a sync never has to write into an entry tab, where
a position may be another row's a moment later (design.md, Google Sheets). It stands in the header because sorting
leaves headers where they are, and because a range that begins in the header's own row (`$A$4:$A`) never slips when a
row is put in below it. Each row finds its values by its key, in the hidden tab `_data`, as in a file.

Arguments are parted by `;`, which every locale of Google Sheets takes. AND and OR would look at whole columns at once,
so conditions are added up instead. XLOOKUP takes `*`, `?` and `~` as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

from perdes_sheets.outputs.formulas import ABOUT_PARTS, LONGEST, NBSP, about_refs, marker, typed
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import ABOUT, CHECK, EntryTab, entry_tab
from perdes_sheets.schema.words import Words


def headers(tab: EntryTab, columns: Mapping[str, int], row: int, words: Words) -> dict[str, str]:
    """Automatic column id -> the formula (without `=`) for its header in spreadsheet row `row`.

    `columns` maps column ids to indexes (A = 0). The formula shows the column's label in its own row.
    """
    below = _Below(columns, row)
    made = {}
    for auto in tab.autos:
        if auto is CHECK:
            body = _check(tab, below, words)
        elif auto is ABOUT:
            body = _about(tab, below)
        else:
            body = f'IFERROR({_found(tab.id, auto.id, below.key(tab.key.id))};"")'
        own = below.cells(tab.key.id)
        made[auto.id] = f"ARRAYFORMULA(IF(ROW({own})=ROW();{text(words.column(tab.id, auto.id))};{body}))"
    return made


def text(string: str) -> str:
    """A string inside a formula."""
    return '"' + string.replace('"', '""') + '"'


def semicolons(formula: str) -> str:
    """A formula with `;` between its arguments instead of `,`; its strings stay as they are."""
    parts = formula.split('"')
    return '"'.join(part.replace(",", ";") if i % 2 == 0 else part for i, part in enumerate(parts))


class _Below:
    """The cells of columns from the header's row down: as long as the tab is, whatever people insert."""

    def __init__(self, columns: Mapping[str, int], row: int) -> None:
        self.columns, self._row = columns, row

    def cells(self, id: str) -> str:
        name = letters(self.columns[id])
        return f"${name}${self._row}:${name}"

    def key(self, id: str) -> str:
        """The cells as keys: text, white space collapsed."""
        return _key(self.cells(id))


def _key(cells: str) -> str:
    return f'TRIM(SUBSTITUTE(SUBSTITUTE({cells};"{NBSP}";" ");CHAR(10);" "))'


def _found(tab: str, column: str, key: str) -> str:
    """The lookup column's value for `key`; an error where it isn't there."""
    return f'XLOOKUP("k"&LEFT({key};{LONGEST});{marker(tab, "key")};{marker(tab, column)})'


def _blank(key: str) -> str:
    """Whether a key is empty: nothing, or one of the marks with which registers print a blank. False for an error."""
    return f'ISNUMBER(FIND("|"&{key}&"|";"||-|–|"))'


def _check(tab: EntryTab, below: _Below, words: Words) -> str:
    cells, key = below.cells(tab.key.id), below.key(tab.key.id)
    found = _found(tab.id, CHECK.id, key)
    missing = text(words("check.no_key", key=words.column(tab.id, tab.key.id)))
    unchecked = text(words("check.unchecked"))
    # The cells of a row put together, without the marks that mean an empty cell: what is left was typed.
    parts = "&".join(f'IFERROR({below.cells(c.id)};"")' for c in tab.columns if c.key == "no")
    nothing = f'TRIM(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({parts};"-";"");"–";"");"{NBSP}";""))=""'
    if tab.key.key == "own":
        return (
            f'IFERROR({found};IF({_blank(key)};IF({nothing};"";{missing});IF(ISERROR({cells});{missing};{unchecked})))'
        )
    return f'IF({nothing};"";IFERROR({found};IF({_blank(key)}+ISERROR({cells})>0;{missing};{unchecked})))'


def _about(tab: EntryTab, below: _Below) -> str:
    refs = about_refs(tab, below.columns)
    parts = [_about_one(tab, ref, below.key(ref.id)) for ref in refs]
    if len(parts) == 1:
        return parts[0]
    empty = "+".join(_blank(below.key(ref.id)) for ref in refs)
    return f'{parts[0]}&IF({empty}>0;"";" · ")&{parts[1]}'


def _about_one(tab: EntryTab, ref: Column, key: str) -> str:
    """First from the cells of the tab referred to, as they stand now; then from `_data`; else that it isn't there."""
    other = entry_tab(ref.ref or "")
    keys = f'IFERROR({_key(typed(other.id, other.key.id))};"")'
    shown = [f'TRIM(IFERROR({typed(other.id, id)};""))' for id in ABOUT_PARTS[other.id]]
    texts = shown[0] if len(shown) == 1 else f'SUBSTITUTE({shown[0]}&" ("&{shown[1]}&")";" ()";"")'
    last = f'&IFERROR({_found(other.id, "last", key)};"")' if other.id == "kpis" else ""
    known = f"IFERROR(XLOOKUP({key};{keys};{texts});{_found(other.id, ABOUT.id, key)}){last}"
    return f'IF({_blank(key)};"";IFERROR({known};{marker(tab.id, ABOUT.id)}))'
