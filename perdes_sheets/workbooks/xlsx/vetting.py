"""What calamine may read: looked through before, so that no file makes it take memory that it doesn't deserve.

calamine allocates a tab's whole rectangle from its first to its last filled cell, believes what shared strings say
about their number, and copies a shared string into each cell that shows it. A file of 1 kB could so ask for terabytes,
and Rust ends the process then. So the bytes are searched before: by one regular expression that passes over what
office programs write (in a third of the time that calamine takes), and cell by cell only where something is unusual.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import xml
from perdes_sheets.workbooks.xlsx.limits import LIMITS, MAX_COLUMNS, MAX_ROWS, Limits

_PREFIX = rb"(?:[^\s<>/:]+:)?"
_CELL = re.compile(rb"<" + _PREFIX + rb"c[\s/>]")
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]{1,2})\d')
_LAST_ROW = re.compile(rb'<row r="(\d{1,6})"')
_ATTRIBUTES = rb"([^<>\"'/]*+(?:(?:\"[^\"]*+\"|'[^']*+'|/(?!>))[^<>\"'/]*+)*+)"
_TAG = re.compile(rb"<" + _PREFIX + rb"(c|row)(?=[\s/>])" + _ATTRIBUTES + rb"(/?)>(</)?")
_ROW_END = re.compile(rb"</" + _PREFIX + rb"row[\s>]")
_ATTRIBUTE = re.compile(rb"\s*([^=]*?)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ADDRESS = re.compile(rb"([A-Za-z]{0,4})([1-9]\d{0,7})")
_USUAL_ADDRESS = re.compile(rb' r="([A-Z]{0,3})([1-9]\d{0,6})"(?: [a-qs-z]+="[^"]*")*+\s*')
_UNIQUE = re.compile(rb"\suniqueCount\s*=\s*[\"'](\d+)")
_SHOWN = re.compile(rb'"s"(?:><v>([0-9]{1,9}+)</v></c>)?')


class Cells:
    """How many cells calamine may allocate (`count`): in each tab, from A1 to the last filled row and column.

    `texts` of them show a shared string; rather too many than too few.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.count = self.texts = 0
        self._unusual = 0
        self._limits = limits

    def check(self, data: bytes, tab: str) -> None:
        """Count in the worksheet part `data`; WorkbookError where its cells are too many, or lie outside a sheet."""
        unusual = self._unusual
        frame = (1, 1) if _PREFIXED.search(data) else _frame(data, self._limits.tab)
        try:
            rows, columns = self._rectangle(data, tab, *frame)
        except WorkbookError:  # perhaps only because of the empty part of the frame
            if frame == (1, 1) or data.count(b"<c") > self._limits.unusual:
                raise
            rows, columns = self._rectangle(data, tab, 1, 1)
        self.count += rows * columns
        self.texts += data.count(b'"s"')
        if self._unusual > unusual:
            self.texts += data.count(b"'s'")
        if self.count > self._limits.cells:
            raise WorkbookError("error.too_many_cells", tab=tab)

    def _rectangle(self, data: bytes, tab: str, rows: int, columns: int) -> tuple[int, int]:
        """The frame of `rows` and `columns`, in which cells need no look, or as much more as the others need."""
        usual = rb"<c(?:[>/\t\r\n]| (?!" + _usual(rows, columns) + rb"))"
        unusual = _CELL if rows == columns == 1 else re.compile(usual)
        for match in unusual.finditer(data):
            tag = _TAG.match(data, match.start())
            if not tag:
                raise WorkbookError("error.damaged", part=tab)
            address = _address(tag[2], tab)
            if not address:
                return self._walk(xml.well_formed(data, tab), tab)
            rows, columns = self._with(rows, columns, address, tag, tab)
        return rows, columns

    def _walk(self, data: bytes, tab: str) -> tuple[int, int]:
        """The rows and columns of well-formed XML that leaves addresses out: counted on as calamine does."""
        rows, columns, row = 1, 1, 0
        for line in _ROW_END.split(data):
            column = 0
            for tag in _TAG.finditer(line):
                address = _address(tag[2], tab)
                if tag[1] == b"row":
                    row, column = address[0] if address else row, 0
                    row += bool(tag[3])
                else:
                    at, column = address or (row, column)
                    rows, columns = self._with(rows, columns, (at, column), tag, tab)
                    column += 1
            row += 1
        return rows, columns

    def _with(
        self, rows: int, columns: int, address: tuple[int, int], tag: re.Match[bytes], tab: str
    ) -> tuple[int, int]:
        """`rows` and `columns`, or as many more as the cell at `address` needs, where it is filled."""
        self._unusual += 1
        if self._unusual > self._limits.unusual:
            raise WorkbookError("error.too_many_cells", tab=tab)
        row, column = address
        if not (tag[3] or tag[4]):
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        if rows * columns > self._limits.tab or not (0 <= row < MAX_ROWS and 0 <= column < MAX_COLUMNS):
            raise WorkbookError("error.far_cell", tab=tab, cell=f"{_letters(column)}{row + 1}")
        return rows, columns


def _frame(data: bytes, most: int) -> tuple[int, int]:
    """Rows and columns of a rectangle in which cells need no look: what the part says of itself, where it is modest."""
    last = _LAST_ROW.match(data, data.rfind(b"<row "))
    digits = last[1].lstrip(b"0").decode() if last else ""
    unit = 10 ** max(len(digits) - 2, 0)
    rows = max((int(digits or 0) // unit + 1) * unit - 1, 9)
    dimension = _DIMENSION.search(data, 0, 5000)
    columns = _column(dimension[1]) // 26 * 26 + 26 if dimension else 52
    return (rows, columns) if rows * columns <= most else (9_999, 52)


def _usual(rows: int, columns: int) -> bytes:
    """An expression for a cell's tag as all office programs write it, in a frame of `rows` and `columns`.

    The digits of `rows` after the second are nines, `columns` is a multiple of 26 up to 702. 20,999 rows are
    `[1-1][0-9]{0,4}|2(?:[0-0][0-9]{0,3}|[0-9]{0,3})|[3-9][0-9]{0,3}`: each choice shows in the first digit.
    """
    letters = f"[A-{chr(ord('A') + columns // 26 - 2)}]?[A-Z]" if columns > 26 else "[A-Z]"
    first, second, less = int(str(rows)[0]), str(rows)[1:2], len(str(rows)) - 2
    numbers = [f"[1-{first - 1}][0-9]{{0,{less + 1}}}"] if first > 1 else []
    numbers.append(f"{first}(?:[0-{second}][0-9]{{0,{less}}}|[0-9]{{0,{less}}})" if second else f"{first}")
    numbers += [f"[{first + 1}-9][0-9]{{0,{less}}}"] if first < 9 and second else []
    return f'r="{letters}(?:{"|".join(numbers)})"(?: s="[0-9]{{1,5}}+"|)(?: t="[a-zA-Z]{{1,9}}+"|) ?/?>'.encode()


def _address(attributes: bytes, tab: str) -> tuple[int, int] | None:
    """Row and column (-1 for a row) that a tag's attributes give, None where they leave them out.

    WorkbookError where that is no address, or given twice.
    """
    address = _USUAL_ADDRESS.fullmatch(attributes)
    if not address:
        given = [double or single for name, double, single in _ATTRIBUTE.findall(attributes) if name == b"r"]
        if not given:
            return None
        address = _ADDRESS.fullmatch(given[0])
        if not address or len(given) > 1:
            raise WorkbookError("error.damaged", part=tab)
    return int(address[2]) - 1, _column(address[1])


def _column(letters: bytes) -> int:
    """The index of a column: A is 0, and no letters are -1."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def _letters(column: int) -> str:
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first > 0 else "") + chr(ord("A") + last)


def check_strings(data: bytes, limits: Limits = LIMITS) -> list[int]:
    """The bytes that each shared string takes in its part, in calamine's order; at least as many as its text has.

    WorkbookError where they are more than `limits.strings`, or calamine would make room for more than there can be.
    """
    part = "sharedStrings.xml"
    unique = _UNIQUE.search(data, 0, 5000)
    if unique and int(unique[1][:18]) > len(data):
        raise WorkbookError("error.damaged", part=part)
    if data.count(b"<si") + data.count(b":si") > limits.strings:
        raise WorkbookError("error.too_many_cells", tab=part)
    if not data:
        return []
    data = xml.well_formed(data, part)
    strings = data.split(b"<si>")[1:]
    plain = data.count(b"<si") == len(strings) == data.count(b"</si>") and b":si" not in data
    if plain and all(b"</si>" in string for string in strings):
        return list(map(len, strings))
    root = xml.parse(data, part, limits.part)
    if root.xpath("boolean(//*[local-name()='si']//*[local-name()='si'])"):
        raise WorkbookError("error.damaged", part=part)
    return [len(etree.tostring(string)) for string in root.iter("{*}si")]


def shown(rows: bytes, lengths: Sequence[int]) -> int:
    """The bytes of shared strings that a worksheet part shows; at least as many as calamine copies.

    A cell that isn't written as all office programs do counts as the longest string.
    """
    longest, strings = max(lengths, default=0), len(lengths)
    indexes = [int(n or strings) for n in _SHOWN.findall(rows)]
    return sum(lengths[n] if n < strings else longest for n in indexes) + longest * rows.count(b"'s'")
