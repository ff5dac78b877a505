"""A worksheet part: its rows as bytes, and what stands before and behind them cut at its children.

Rows are never a tree (a tree of 20,000 rows costs two seconds). They are *plain*: each row and cell starts
`<row r="5"` or `<c r="B5"`, as Excel, LibreOffice, Google Sheets, WPS Office, openpyxl and XlsxWriter write them, so
that short regular expressions can find cells. What is spelt otherwise (attributes in another order, addresses left out,
comments) is brought into this form, which says the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import xml
from perdes_sheets.workbooks.xlsx.pieces import Part, attributes_of, decoded, elements, escape, root, whole
from perdes_sheets.workbooks.xlsx.ranges import MAX_COLUMNS, MAX_ROWS, column_index, letters

ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
"""The children of `worksheet` in the order of the schema (ECMA-376 part 1, 18.3.1.99)."""

_NO_ELEMENT = re.compile(rb"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_LAST_ROW = re.compile(rb'[^"]*"(\d+)"')


class Worksheet:
    """One worksheet part. `data` is the whole; `rows`, what stands in its `sheetData`, lies at `start:end` of it.

    A `raw` one isn't known to be plain until `make_plain`; enough where its rows are only replaced.
    """

    def __init__(self, data: bytes, part: str, *, raw: bool = False) -> None:
        self.part = part
        self.data = data
        self.prefix = root(self.data)[0]
        self._locate()
        self._raw = True
        if not raw:
            self.make_plain()

    def make_plain(self) -> Worksheet:
        """This sheet, its rows made plain where they aren't."""
        if not self.plain_until(self.end):
            self.tidy()
        self._raw = False
        return self

    def plain_until(self, end: int) -> bool:
        """Whether the rows are plain, their cells as far as `end` in the data."""
        return not (self._raw and self._odd(end))

    def _locate(self) -> None:
        """Find the rows. `<sheetData/>` is opened, so that rows can be put in."""
        tag = b"%bsheetData" % self.prefix
        began = self.data.find(b"<" + tag)
        self.start = self.data.find(b">", began) + 1
        if began >= 0 and self.data[self.start - 2 : self.start - 1] == b"/":
            self.data = b"%b<%b></%b>%b" % (self.data[:began], tag, tag, self.data[self.start :])
            self.start = began + len(tag) + 2
        self.end = self.data.rfind(b"</" + tag)
        if not 0 <= began < self.start <= self.end:
            raise WorkbookError("error.damaged", part=self.part)

    @property
    def rows(self) -> bytes:
        """What stands in the sheet's `sheetData`."""
        return self.data[self.start : self.end]

    @rows.setter
    def rows(self, rows: bytes) -> None:
        self.data = b"".join((self.data[: self.start], rows, self.data[self.end :]))
        self.end = self.start + len(rows)

    def has_rows(self, rows: bytes) -> bool:
        """Whether the rows are exactly these bytes."""
        return len(rows) == self.end - self.start and self.data.startswith(rows, self.start)

    def with_rows(self, rows: bytes) -> Worksheet:
        """A sheet with other rows, which are plain, and nothing else: to compare."""
        tag = b"%bsheetData" % self.prefix
        xmlns = b":" + self.prefix[:-1] if self.prefix else b""
        data = b"<%bworksheet xmlns%b=''><%b>%b</%b></%bworksheet>" % (self.prefix, xmlns, tag, rows, tag, self.prefix)
        return Worksheet(data, self.part, raw=True)

    def replace(self, data: bytes) -> None:
        """Take over the whole part with other rows; what stands before and behind them is the same."""
        self.end += len(data) - len(self.data)
        self.data = data

    @property
    def last_row(self) -> int:
        """The number of the last row that stands in the sheet; 0 where there is none."""
        at = self.data.rfind(b"<%brow r=" % self.prefix, self.start, self.end)
        found = _LAST_ROW.match(self.data, at) if at >= 0 else None
        return whole(found[1]) if found else 0

    @property
    def has_formulas(self) -> bool:
        """Whether any cell has a formula."""
        tags = (b"<%bf>" % self.prefix, b"<%bf " % self.prefix)
        return any(self.data.find(tag, self.start, self.end) > 0 for tag in tags)

    def outline(self) -> Part:
        """All but the rows, cut at its children (`sheetData` is empty in it); WorkbookError where it isn't XML."""
        data = self.data[: self.start] + self.data[self.end :]
        xml.parse(data, self.part)
        return Part(data, ORDER)

    def put_outline(self, outline: Part) -> None:
        """Take over a changed outline."""
        rows = self.rows
        self.data = outline.bytes()
        self._locate()
        self.rows = rows

    def column_style(self, column: int) -> bytes:
        """The style attribute of a column (`<cols>`), as new cells of it have it; nothing where it has none."""
        data = self.outline().get("cols") or b""
        for columns in elements(data):
            for col in elements(data, *columns.inside):
                if whole(col.attributes.get("min", "")) <= column + 1 <= whole(col.attributes.get("max", "")):
                    return b' s="%b"' % col.attributes.get("style", "0").encode()
        return b""

    def tidy(self) -> None:
        """Make the rows plain: comments and CDATA sections resolved, an address in every row and cell."""
        rows = self.rows
        if b"<!" in rows or b"<?" in rows:
            xml.well_formed(self.data, self.part)
            rows = _NO_ELEMENT.sub(lambda found: escape(decoded(found[1] or b"")).encode(), rows)
        self.rows = _plain(rows, self.prefix, self.part)

    def _odd(self, end: int) -> bool:
        row, plain = b"<%brow" % self.prefix, b'<%brow r="' % self.prefix
        ends = (self.data.find(row, self.start, self.end), self.data.rfind(row, self.start, self.end))
        odd_row = any(at >= 0 and not self.data.startswith(plain, at) for at in ends)
        return odd_row or _odd_cell(self.prefix).search(self.data, self.start, end) is not None


@lru_cache
def _odd_cell(prefix: bytes) -> re.Pattern[bytes]:
    """A cell whose tag isn't plain. Columns of four letters are odd too."""
    return re.compile(rb'<%bc(?! r="[A-Z]{1,3}[0-9])[ />\t\r\n]' % re.escape(prefix))


def _plain(rows: bytes, prefix: bytes, part: str) -> bytes:
    """The same rows with plain tags: addresses counted where they are left out (18.3.1.4 and 18.3.1.73)."""
    row, column = 0, -1

    def tag(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        attributes = attributes_of(match[2])
        given = attributes.pop("r", None)
        if match[1] == b"row":
            row, column = (whole(given) if given else row + 1), -1
            place = str(row)
        else:
            column = column_index(given.rstrip("0123456789")) if given else column + 1
            place = given or f"{letters(column)}{row}"
        if column >= MAX_COLUMNS or row > MAX_ROWS:
            raise WorkbookError("error.far_cell", tab=part, cell=place)
        rest = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return b'<%b%b r="%b"%b%b>' % (prefix, match[1], place.encode(), rest.encode(), match[3])

    tags = rb"<%b(row|c)((?:\s+[\w:.]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*+)\s*(/?)>" % re.escape(prefix)
    return re.sub(tags, tag, rows)
