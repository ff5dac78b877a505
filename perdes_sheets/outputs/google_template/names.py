"""The workbook-wide names that formulas look into, over whole columns: however many rows come, they are covered.

All names of a tab begin and end in the same rows, as XLOOKUP needs it. Those of typed columns begin in the header's
row, so that a row put in right below it is covered too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from perdes_sheets.outputs.automatic import typed_names
from perdes_sheets.outputs.formulas import marker
from perdes_sheets.outputs.google_template.cells import Gids
from perdes_sheets.outputs.google_template.requests import Json, grid, place
from perdes_sheets.outputs.sentences import NOTE, VILLAGE
from perdes_sheets.outputs.template.columns import places
from perdes_sheets.outputs.template.room import HEADER_ROW, ROOM
from perdes_sheets.reading.layout import Layout
from perdes_sheets.schema.tabs import ABOUT, ENTRY_TABS
from perdes_sheets.schema.words import Words

SINGLE = frozenset((NOTE, VILLAGE, *(marker(tab.id, ABOUT.id) for tab in ENTRY_TABS if tab.about)))
"""The names of one cell: a text that is the same for every row."""

REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$\d+)?")


def typed(words: Words) -> dict[str, str]:
    """The names of typed columns as the template has them, as in a write plan."""
    found: dict[str, str] = {}
    for tab in ENTRY_TABS:
        layout = Layout(tab.id, words.tab(tab.id), HEADER_ROW, places(tab), HEADER_ROW + ROOM)
        found |= typed_names(tab, layout)
    return found


def reaches(names: Mapping[str, str], gids: Gids) -> dict[str, Json]:
    """Name -> the GridRange that it should mean, for the references of a write plan (`_data!$C$2:$C$31`).

    Names of tabs that aren't there are left out.
    """
    found = {}
    for name, reference in names.items():
        parts = REFERENCE.fullmatch(reference)
        if parts is None:
            raise ValueError(f"no reference: {reference}")
        title = parts[1].replace("''", "'") if parts[1] else parts[2]
        if title in gids:
            column, top = place(f"{parts[3]}{parts[4]}")
            typed_column = name.startswith("pd_in_")
            rows = (top, top + 1) if name in SINGLE else (top - typed_column, None)
            found[name] = grid(gids[title], rows, (column, column + 1))
    return found
