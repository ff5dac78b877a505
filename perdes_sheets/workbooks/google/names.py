"""The names that formulas look into: made where they are missing, set right where they mean something else.

Google moves names along with their cells, so a sync mostly finds them right and leaves them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perdes_sheets.workbooks.google.snapshot import Json, Name


def named(wanted: Mapping[str, Json], there: Mapping[str, Name], rows: Mapping[int, int]) -> Iterator[Json]:
    """The requests after which each name means its wanted GridRange; `rows` is how many each tab has, by id.

    A name that reaches to the last row reaches to the end, whether or not Google says so.
    """
    for name, cells in wanted.items():
        known = there.get(name.casefold())
        if known is None:
            yield {"addNamedRange": {"namedRange": {"name": name, "range": cells}}}
        elif _plain(known.range, rows) != _plain(cells, rows):
            changed = {"namedRangeId": known.id, "range": cells}
            yield {"updateNamedRange": {"namedRange": changed, "fields": "range"}}


def _plain(cells: Json | None, rows: Mapping[int, int]) -> tuple[int, ...] | None:
    if cells is None:
        return None
    tab = cells.get("sheetId", 0)
    last = rows.get(tab, 0)
    bottom = min(cells.get("endRowIndex", last), last)
    columns = (cells.get("startColumnIndex", 0), cells.get("endColumnIndex", -1))
    return tab, cells.get("startRowIndex", 0), bottom, *columns
