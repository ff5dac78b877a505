"""What a text becomes when it is typed into a cell, or handed to Range.Value or Range.Formula by a program.

Excel treats both alike: a text that looks like a number, a date, a time, a truth value, an error or a formula becomes
one, unless the cell's number format is "@" or the text begins with an apostrophe. That is the trap in which document
numbers turn into dates. Followed here: the support articles on dates and numbers typed as text, xlwings' issues 36,
436, 1269, 1635 and 2247, and, for `=>` ending in error 1004, the usual answers. Digits group in threes only.
Left out: a date and a time in one text, dates before 1900, and languages other than English and Indonesian.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from .cells import ERRORS_BY_TEXT, Cell, Look, Value
from .errors import refused
from .regions import Locale, Region

MAX_TEXT = 32_767
MAX_FORMULA = 8_192
MAX_QUOTED = 255  # characters of a text inside a formula
_EPOCH = date(1899, 12, 30).toordinal()
# Only what starts like this can be anything but text: the quick way out for the words that fill most cells.
_MONTH = "jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec"
_SUSPECT = re.compile(rf"[\s\d=+\-@'#.,($]|true$|false$|rp|(?:{_MONTH})[a-z]*[\s\-.]*\d", re.IGNORECASE).match
_DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2}|\d{4}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/-](\d{1,2})(?:[/-](\d{1,2}))?")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[\s-]*([a-z]+)\.?(?:[\s-]*(\d{2}|\d{4}))?", re.IGNORECASE)
_MONTH_NAME_YEAR = re.compile(r"([a-z]+)\.?[\s-]*(\d{2}|\d{4})", re.IGNORECASE)
_MONTH_NAME_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2}),\s*(\d{4})", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\s*([ap])m?)?", re.IGNORECASE)
_FRACTION = re.compile(r"([+-]?)(\d+) (\d+)/([1-9]\d*)")


def enter(text: str, look: Look, reading: Region, locale: Locale) -> Cell:
    """The cell that `text`, read with the region `reading`, makes of one that looks like `look`.

    Raises ComError where Excel refuses the text: a formula that can't be one, or more characters than a cell holds.
    """
    if not text:
        return Cell(look=look)
    if len(text) > MAX_TEXT:
        raise refused("Application-defined or object-defined error")
    if not _SUSPECT(text):
        return Cell(text, None, look)
    if text[0] == "'":
        return Cell(text[1:], look=look, apostrophe=True)
    if look.number_format == "@":
        return Cell(text, look=look)
    if text[0] == "=" and len(text) > 1:
        return Cell(formula=checked_formula(text), look=look)
    value, number_format = read(text.strip(), reading, locale.today)
    if value is not None:
        if number_format == reading.short_date:
            number_format = locale.region.short_date
        if look.number_format == "General" and number_format != "General":
            look = look._replace(number_format=number_format)
        return Cell(value, look=look)
    if text[0] in "+-@" and len(text) > 1:
        return Cell(formula=checked_formula("=" + text.removeprefix("@")), look=look)
    return Cell(text, look=look)


def read(text: str, region: Region, today: date) -> tuple[Value, str]:
    """The value that `text` stands for and the number format that it brings along; (None, "General") for plain text."""
    word = text.upper()
    if word in ("TRUE", "FALSE"):
        return word == "TRUE", "General"
    if word in ERRORS_BY_TEXT:
        return ERRORS_BY_TEXT[word], "General"
    return _number(text, region) or _date(text, region, today) or _time(text) or (None, "General")


@lru_cache(maxsize=4096)
def checked_formula(formula: str) -> str:
    """`formula` as it is, or ComError 1004 where a tokenizer can see that it is none."""
    try:
        tokens = [token for token in Tokenizer(formula).items if token.type != Token.WSPACE]
    except (TokenizerError, IndexError):
        tokens = []
    ends = {Token.OPERAND, Token.FUNC, Token.PAREN, Token.ARRAY, Token.OP_POST}
    sound = bool(tokens) and len(formula) <= MAX_FORMULA
    sound = sound and tokens[0].type != Token.OP_IN and tokens[-1].type in ends
    subtypes = [token.subtype for token in tokens]
    sound = sound and subtypes.count(Token.OPEN) == subtypes.count(Token.CLOSE)
    sound = sound and all(len(t.value) - 2 <= MAX_QUOTED for t in tokens if t.subtype == Token.TEXT)
    for left, right in pairwise(tokens):
        operands = left.type == right.type == Token.OPERAND
        if (operands and Token.NUMBER in (left.subtype, right.subtype)) or left.type == right.type == Token.OP_IN:
            sound = False
    if not sound:
        raise refused("Application-defined or object-defined error")
    return formula


@lru_cache
def _number_pattern(decimal: str, thousands: str, currency: str) -> re.Pattern[str]:
    group, point, money = re.escape(thousands), re.escape(decimal), re.escape(currency)
    return re.compile(
        rf"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<money>{money})?\s*(?P<inner>[+-])?"
        rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d*)(?:{point}(?P<part>\d*))?(?:E(?P<power>[+-]?\d{{1,3}}))?"
        rf"\s*(?P<percent>%)?\s*(?P<close>\))?",
        re.IGNORECASE,
    )


def _number(text: str, region: Region) -> tuple[float, str] | None:
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        sign, whole, upper, lower = fraction.groups()
        value = int(whole) + int(upper) / int(lower)
        return (-value if sign == "-" else value), "# ?/?"
    found = _number_pattern(region.decimal, region.thousands, region.currency).fullmatch(text)
    if not found or not (found["whole"] or found["part"]):
        return None
    signs = [sign for sign in (found["sign"], found["inner"]) if sign]
    brackets = (found["open"] is not None) + (found["close"] is not None)
    if len(signs) > 1 or brackets == 1 or (brackets and signs):
        return None
    digits = (found["whole"] or "0").replace(region.thousands, "")
    value = float(f"{digits}.{found['part'] or 0}e{found['power'] or 0}")
    if value == float("inf"):
        return None
    if signs == ["-"] or brackets:
        value = -value
    places = ".00" if found["part"] else ""
    if found["percent"]:
        return value / 100, f"0{places}%"
    if found["money"]:
        return value, region.currency_format
    if found["power"]:
        return value, "0.00E+00"
    return value, f"#,##0{places}" if region.thousands in (found["whole"] or "") else "General"


def _date(text: str, region: Region, today: date) -> tuple[float, str] | None:
    if found := _DAY_FIRST.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), found[3]
        day, month = (second, first) if region.order == "mdy" else (first, second)
        if year:
            return _serial(_year(year), month, day, region.short_date)
        return _serial(today.year, month, day, "d-mmm") or _serial(_year(found[2]), first, 1, "mmm-yy")
    if found := _MONTH_YEAR.fullmatch(text):
        return _serial(int(found[2]), int(found[1]), 1, "mmm-yy")
    if found := _YEAR_FIRST.fullmatch(text):
        shape = region.short_date if found[3] else "mmm-yy"
        return _serial(int(found[1]), int(found[2]), int(found[3] or 1), shape)
    if found := _MONTH_NAME_DAY.fullmatch(text):
        return _serial(int(found[3]), region.months.get(found[1].lower(), 0), int(found[2]), "d-mmm-yy")
    if found := _DAY_MONTH_NAME.fullmatch(text):
        year = _year(found[3]) if found[3] else today.year
        return _serial(year, region.months.get(found[2].lower(), 0), int(found[1]), "d-mmm-yy" if found[3] else "d-mmm")
    if found := _MONTH_NAME_YEAR.fullmatch(text):
        return _serial(_year(found[2]), region.months.get(found[1].lower(), 0), 1, "mmm-yy")
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 30 else 1900)


def _serial(year: int, month: int, day: int, number_format: str) -> tuple[float, str] | None:
    if not 1900 <= year <= 9999:
        return None
    try:
        return float(date(year, month, day).toordinal() - _EPOCH), number_format
    except ValueError:
        return None


def _time(text: str) -> tuple[float, str] | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, half = int(found[1]), (found[4] or "").lower()
    if hour > (12 if half else 23):
        return None
    hour = hour % 12 + 12 * (half == "p") if half else hour
    seconds = hour * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    return seconds / 86_400, "h:mm AM/PM" if half else "h:mm"
