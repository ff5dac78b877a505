"""One cell's value as a worksheet writes it, and back (ECMA-376 part 1, 18.3.1.4, 18.17.4, 22.9.2.19)."""

from __future__ import annotations

import datetime as dt
import math
import re

from perdes_sheets.workbooks.base import Cell, ErrorValue

LONGEST = 32_767
"""Characters that a cell can hold; Excel calls a file with more of them damaged."""

_DAY_0_1900, _DAY_0_1904 = dt.date(1899, 12, 30).toordinal(), dt.date(1904, 1, 1).toordinal()
_FIRST_OF_MARCH_1900 = 61  # before, the serial numbers of the 1900 system count a day that never was
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff&<>]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def content(text: str) -> str:
    """A text as the content of an XML element: control characters as `_xHHHH_`, cut to what a cell can hold."""
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text or "_x" in text or len(text) > LONGEST):
        return text  # a third of the time that the expression takes
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return _UNSAFE.sub(_spelt, text) if _UNSAFE.search(text) else text


def _spelt(found: re.Match[str]) -> str:
    character = found[0]
    return _XML.get(character) or f"_x{ord(character):04X}_"


def meant(text: str) -> str:
    """An unescaped XML text as the spreadsheet means it: `_x000D_` is a carriage return."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def serial(value: dt.date, *, date1904: bool) -> float:
    """A date as the number that a cell holds; a whole one where there is no time of day."""
    days: float = value.toordinal() - (_DAY_0_1904 if date1904 else _DAY_0_1900)
    if not date1904 and days < _FIRST_OF_MARCH_1900:
        days -= 1
    if isinstance(value, dt.datetime):
        days += (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400
    return days


def number(value: float) -> bytes:
    """A number as XML has it: the shortest text that means exactly this number."""
    return b"%d" % value if value.__class__ is int or (value.is_integer() and -1e15 < value < 1e15) else b"%a" % value


def typed(value: Cell, *, date1904: bool) -> tuple[str, bytes]:
    """The type attribute and the content of `<v>` for a formula's cached value; None is the text without characters."""
    if value.__class__ is float or value.__class__ is int:
        return ("n", number(value)) if math.isfinite(value) else ("e", b"#NUM!")
    if value is None:
        return "str", b""
    if isinstance(value, str):
        return "str", content(value).encode()
    if isinstance(value, bool):
        return "b", b"%d" % value
    if isinstance(value, dt.date):
        return "n", number(serial(value, date1904=date1904))
    if isinstance(value, ErrorValue):
        return "e", value.text.encode() or b"#N/A"
    return "n", number(value)


def same(a: str, b: str) -> bool:
    """Whether two written values that aren't texts mean the same: numbers to the 15 digits that LibreOffice writes."""
    if a == b:
        return True
    try:
        return math.isclose(float(a), float(b), rel_tol=1e-14, abs_tol=0)
    except ValueError:
        return False
