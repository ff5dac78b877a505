"""The formula of each automatic column: it looks its own row's key up in the hidden tab `_data` (design.md).

Plain functions only (every Excel since 2010, LibreOffice, Google Sheets). A formula reads its own row as
`INDEX($A:$A,ROW())`, so that cutting and deleting rows can't point it at another row, and names the lookup columns by
workbook-wide defined names, never a tab, so that deleting a tab can't break it for good.
"""

from __future__ import annotations

from collections.abc import Mapping

from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import ABOUT, CHECK, EntryTab, entry_tab
from perdes_sheets.schema.words import Words

LONGEST = 120
"""Characters of a key that are compared: MATCH takes at most 255, and escaping may double them."""

NBSP = "\u00a0"

ABOUT_PARTS: dict[str, tuple[str, ...]] = {"agreements": ("title",), "kpis": ("indicator", "unit")}
"""Tab referred to -> the columns that tell what its key is."""


def marker(tab: str, column: str) -> str:
    """The defined name of an automatic column's values in `_data`, by which its formulas are recognised."""
    return f"pd_{tab}_{column}"


def typed(tab: str, column: str) -> str:
    """The defined name of a typing column's cells in its own tab: for dropdowns, and for `about` before a sync."""
    return f"pd_in_{tab}_{column}"


def formulas(tab: EntryTab, columns: Mapping[str, int], words: Words) -> dict[str, str]:
    """Automatic column id -> its formula (without `=`), the same in every row.

    `columns` maps column ids to indexes (A = 0) as the sheet has them; nothing where the key column is missing.
    """
    if tab.key.id not in columns:
        return {}
    made = {}
    for auto in tab.autos:
        if auto.id not in columns:
            continue
        if auto is CHECK:
            made[auto.id] = _check(tab, columns, words)
        elif auto is ABOUT:
            made[auto.id] = _about(tab, columns)
        else:
            found = _found(tab.id, auto.id, _key(_own(columns[tab.key.id])))
            made[auto.id] = f'IFERROR({found},"")'
    return made


def about_refs(tab: EntryTab, columns: Mapping[str, int]) -> list[Column]:
    """The ref columns that `about` explains: an action may name an agreement, a KPI or both."""
    ids = ("agreement", "kpi") if tab.id == "actions" else (tab.about,)
    return [tab.column(id) for id in ids if id is not None and id in columns]


def _check(tab: EntryTab, columns: Mapping[str, int], words: Words) -> str:
    cell = _own(columns[tab.key.id])
    key = _key(cell)
    found = _found(tab.id, CHECK.id, key)
    missing = _text(words("check.no_key", key=words.column(tab.id, tab.key.id)))
    unchecked = _text(words("check.unchecked"))
    # The cells of the row put together, without the marks that mean an empty cell: what is left was typed.
    parts = [f'IFERROR({_own(columns[c.id])},"")' for c in tab.columns if c.id in columns and c.key == "no"]
    nothing = f'TRIM(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({"&".join(parts)},"-",""),"–",""),"{NBSP}",""))=""'
    if tab.key.key == "own":
        return (
            f'IFERROR({found},IF({_blank(key)},IF({nothing},"",{missing}),IF(ISERROR({cell}),{missing},{unchecked})))'
        )
    return f'IF({nothing},"",IFERROR({found},IF(OR({_blank(key)},ISERROR({cell})),{missing},{unchecked})))'


def _about(tab: EntryTab, columns: Mapping[str, int]) -> str:
    refs = about_refs(tab, columns)
    parts = [_about_one(tab, c, _own(columns[c.id])) for c in refs]
    if len(parts) == 1:
        return parts[0]
    empty = ",".join(_blank(_key(_own(columns[c.id]))) for c in refs)
    return f'{parts[0]}&IF(OR({empty}),""," · ")&{parts[1]}'


def _about_one(tab: EntryTab, ref: Column, cell: str) -> str:
    """First from the cells of the tab referred to, as they stand now; then from `_data`; else that it isn't there."""
    other = entry_tab(ref.ref or "")
    key = _key(cell)
    names = typed(other.id, other.key.id)
    row = f"IFERROR(MATCH({_escaped(key)},{names},0),IF(ISNUMBER({cell}),MATCH({cell},{names},0),NA()))"
    parts = [f"TRIM(INDEX({typed(other.id, id)},{row}))" for id in ABOUT_PARTS[other.id]]
    now = parts[0] if len(parts) == 1 else f'SUBSTITUTE({parts[0]}&" ("&{parts[1]}&")"," ()","")'
    last = f'&IFERROR({_found(other.id, "last", key)},"")' if other.id == "kpis" else ""
    known = f"IFERROR({now},{_found(other.id, ABOUT.id, key)}){last}"
    unknown = marker(tab.id, ABOUT.id)
    return f'IF({_blank(key)},"",IFERROR({known},{unknown}))'


def _found(tab: str, column: str, key: str) -> str:
    """The lookup column's value for `key`. Both sides are text: Excel never matches a number with its text."""
    return f'INDEX({marker(tab, column)},MATCH("k"&{_escaped(f"LEFT({key},{LONGEST})")},{marker(tab, "key")},0))'


def _own(column: int) -> str:
    """The cell of `column` in the formula's own row."""
    name = letters(column)
    return f"INDEX(${name}:${name},ROW())"


def _key(cell: str) -> str:
    """A key as text, white space collapsed."""
    return f'TRIM(SUBSTITUTE(SUBSTITUTE({cell},"{NBSP}"," "),CHAR(10)," "))'


def _escaped(text: str) -> str:
    """MATCH takes `*`, `?` and `~` as wildcards."""
    return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({text},"~","~~"),"*","~*"),"?","~?")'


def _blank(key: str) -> str:
    """Whether a key is empty: nothing, or one of the marks with which registers print a blank. False for an error."""
    return f'ISNUMBER(FIND("|"&{key}&"|","||-|–|"))'


def _text(text: str) -> str:
    """A string inside a formula."""
    return '"' + text.replace('"', '""') + '"'
