"""The looks of a range, and the sizes of its rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from xlwings import base_classes
from xlwings.utils import hex_to_rgb, int_to_rgb

from . import writing
from .boxes import BoxedRange
from .cells import Look, Rgb

_T = TypeVar("_T")


class LooksOfRange(BoxedRange):
    def look(self, member: str, pick: Callable[[Look], _T]) -> _T | None:
        """What all cells of the box have in common, or None."""
        with self.call("get", member):
            grid, box = self.worksheet.grid, self.box
            stored = list(grid.stored(box))
            kinds = {pick(cell.look) for _, _, cell in stored}
            if len(stored) < len(self):
                kinds |= {pick(grid.blank(column).look) for column in range(box.column, box.last_column + 1)}
            return kinds.pop() if len(kinds) == 1 else None

    def restyle(self, member: str, change: Callable[[Look], Look]) -> None:
        with self.call("set", member, writes=True):
            writing.restyle(self.worksheet, self.box, change)

    @property
    def number_format(self) -> str | None:
        return self.look("NumberFormat", lambda look: look.number_format)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.restyle("NumberFormat", lambda look: look._replace(number_format=value))

    @property
    def color(self) -> Rgb | None:
        return self.look("Interior.Color", lambda look: look.color)

    @color.setter
    def color(self, value: Rgb | int | str | None) -> None:
        rgb = None if value is None else as_rgb(value)
        self.restyle("Interior.Color", lambda look: look._replace(color=rgb))

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def wrap_text(self) -> bool | None:
        return self.look("WrapText", lambda look: look.wrap_text)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.restyle("WrapText", lambda look: look._replace(wrap_text=value))

    @property
    def horizontal_alignment(self) -> str | None:
        return self.look("HorizontalAlignment", lambda look: look.horizontal)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.restyle("HorizontalAlignment", lambda look: look._replace(horizontal=value))

    @property
    def vertical_alignment(self) -> str | None:
        return self.look("VerticalAlignment", lambda look: look.vertical)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.restyle("VerticalAlignment", lambda look: look._replace(vertical=value))


class RowsAndColumns(BoxedRange):
    def _common(self, member: str, values: Iterable[_T]) -> _T | None:
        with self.call("get", member):
            found = set(values)
            return found.pop() if len(found) == 1 else None

    @property
    def _row_numbers(self) -> range:
        return range(self.box.row, self.box.last_row + 1)

    @property
    def _column_numbers(self) -> range:
        return range(self.box.column, self.box.last_column + 1)

    @property
    def row_hidden(self) -> bool | None:
        return self._common("Hidden", (row in self.worksheet.hidden_rows for row in self._row_numbers))

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        with self.call("set", "Hidden", writes=True):
            rows = self.worksheet.hidden_rows
            (rows.update if value else rows.difference_update)(self._row_numbers)
            self.worksheet.changed()

    @property
    def column_hidden(self) -> bool | None:
        return self._common("Hidden", (column in self.worksheet.hidden_columns for column in self._column_numbers))

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        with self.call("set", "Hidden", writes=True):
            columns = self.worksheet.hidden_columns
            (columns.update if value else columns.difference_update)(self._column_numbers)
            self.worksheet.changed()

    @property
    def row_height(self) -> float | None:
        return self._common("RowHeight", (self.worksheet.row_heights.get(row, 15.0) for row in self._row_numbers))

    @row_height.setter
    def row_height(self, value: float) -> None:
        with self.call("set", "RowHeight", writes=True):
            self.worksheet.row_heights.update(dict.fromkeys(self._row_numbers, float(value)))
            self.worksheet.changed()

    @property
    def column_width(self) -> float | None:
        widths = self.worksheet.column_widths
        return self._common("ColumnWidth", (widths.get(column, 8.43) for column in self._column_numbers))

    @column_width.setter
    def column_width(self, value: float) -> None:
        with self.call("set", "ColumnWidth", writes=True):
            self.worksheet.column_widths.update(dict.fromkeys(self._column_numbers, float(value)))
            self.worksheet.changed()

    def autofit(self, axis: str | None = None) -> None:
        """Recorded only: the engine doesn't know how wide a text is."""
        with self.call("call", "AutoFit", writes=True):
            self.worksheet.changed()


class Font(base_classes.Font):
    def __init__(self, rng: LooksOfRange) -> None:
        self.range: LooksOfRange = rng

    @property
    def api(self) -> Font:
        return self

    @property
    def bold(self) -> bool | None:
        return self.range.look("Font.Bold", lambda look: look.bold)

    @bold.setter
    def bold(self, value: bool) -> None:
        self.range.restyle("Font.Bold", lambda look: look._replace(bold=value))

    @property
    def italic(self) -> bool | None:
        return self.range.look("Font.Italic", lambda look: look.italic)

    @italic.setter
    def italic(self, value: bool) -> None:
        self.range.restyle("Font.Italic", lambda look: look._replace(italic=value))

    @property
    def size(self) -> float | None:
        return self.range.look("Font.Size", lambda look: look.font_size)

    @size.setter
    def size(self, value: float) -> None:
        self.range.restyle("Font.Size", lambda look: look._replace(font_size=float(value)))

    @property
    def color(self) -> Rgb | None:
        return self.range.look("Font.Color", lambda look: look.font_color)

    @color.setter
    def color(self, value: Rgb | int | str) -> None:
        rgb = as_rgb(value)
        self.range.restyle("Font.Color", lambda look: look._replace(font_color=rgb))

    @property
    def name(self) -> str | None:
        return self.range.look("Font.Name", lambda look: look.font_name)

    @name.setter
    def name(self, value: str) -> None:
        self.range.restyle("Font.Name", lambda look: look._replace(font_name=value))


def as_rgb(value: Rgb | int | str) -> Rgb:
    red, green, blue = value if isinstance(value, tuple) else _spelt_rgb(value)
    return int(red), int(green), int(blue)


def _spelt_rgb(value: int | str) -> Rgb:
    rgb: Rgb = hex_to_rgb(value) if isinstance(value, str) else int_to_rgb(value)  # type: ignore[no-untyped-call]
    return rgb
