"""Contents on their way into a block of cells: all of them or, where Excel refuses one, none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import errors, references
from .addresses import spell
from .cells import Box, Cell, CellError, Look
from .process import Machine
from .values import incoming
from .workbook import Worksheet

_LINK_BLUE = (5, 99, 193)


def write(sheet: Worksheet, box: Box, data: object, machine: Machine) -> None:
    """Range.Value and Range.Formula: a scalar fills the box, its relative references moving along; of rows too few
    (or columns) a single one is repeated, and beyond several stands #N/A. Looks and links stay.

    Raises ComError: a locked cell on a protected sheet, a formula that is none.
    """
    sheet.check_writable(box)
    relative = isinstance(data, str) and data.startswith("=")
    origin = _cell_address(box.row, box.column)
    block = []
    for number, (old_cells, contents) in enumerate(zip(sheet.grid.block(box), _shaped(data, box), strict=True)):
        cells = []
        for place, (old, content) in enumerate(zip(old_cells, contents, strict=True)):
            cell = incoming(content, old.look, machine.locale)
            if cell.formula is not None:
                if relative:
                    target = _cell_address(box.row + number, box.column + place)
                    cell = cell._replace(formula=references.copied(cell.formula, origin, target))
                cell = evaluated(sheet, box.row + number, box.column + place, cell, machine)
            if sheet.merged and sheet.merge_area(box.row + number, box.column + place)[:2] != (
                box.row + number,
                box.column + place,
            ):
                cell = old  # behind the first of merged cells nothing is kept
            cells.append(cell if old.link is None else cell._replace(link=old.link))
        block.append(cells)
    sheet.grid.put_block(box.row, box.column, block)
    sheet.changed()


def restyle(sheet: Worksheet, box: Box, change: Callable[[Look], Look]) -> None:
    """Gives every cell of the box another look. Raises ComError on a protected sheet, unlocked cells or not."""
    if sheet.protected and not sheet.macros_may_write:
        raise errors.protected_sheet()
    sheet.grid.change(box, lambda cell: cell._replace(look=change(cell.look)), blanks=True)
    sheet.changed()


def add_link(sheet: Worksheet, box: Box, target: str, text: str | None) -> None:
    """A hyperlink on each cell of the box; `text` becomes the contents, which are the target where there are none.

    The cells take on the blue of links, as in Excel.
    """
    sheet.check_writable(box)

    def update(cell: Cell) -> Cell:
        blue = cell.look._replace(font_color=_LINK_BLUE)
        if text is not None:
            return Cell(text, None, blue, link=target)
        return cell._replace(look=blue, link=target) if cell.filled else Cell(target, None, blue, link=target)

    sheet.grid.change(box, update, blanks=True)
    sheet.changed()


def _shaped(data: object, box: Box) -> list[Sequence[object]]:
    """`data` as rows that fill the box exactly."""
    if not isinstance(data, list | tuple):
        return [[data] * box.columns] * box.rows
    rows = list(data) if data and isinstance(data[0], list | tuple) else [data]
    if len(rows) == 1:
        rows = rows * box.rows
    rows = rows[: box.rows] + [[CellError.NA]] * (box.rows - len(rows))
    return [row if len(row) == box.columns else _stretched(row, box.columns) for row in rows]


def _stretched(row: Sequence[object], columns: int) -> list[object]:
    if len(row) == 1:
        return list(row) * columns
    return [*row[:columns], *[CellError.NA] * (columns - len(row))]


def evaluated(sheet: Worksheet, row: int, column: int, cell: Cell, machine: Machine) -> Cell:
    """`cell` with the result of its formula, if the test supplies results."""
    if machine.evaluate is None or cell.formula is None:
        return cell
    return cell._replace(value=machine.evaluate(sheet, row, column, cell.formula))


def _cell_address(row: int, column: int) -> str:
    return spell(Box(row, column), row_absolute=False, column_absolute=False)
