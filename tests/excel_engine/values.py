"""Values on their way through COM, as the Windows engine of xlwings meets them.

Out (Range.Value): numbers are floats, also whole ones; a date-formatted number is a datetime in UTC; a
currency-formatted one is a Decimal of four places (xlwings' issue 640: Python sees VT_CY); errors are negative
integers; empty cells are None. Range.Value2 knows neither dates nor Decimals.
In: a text is entered as if typed; a date gives the cell a date format if it has none; a Decimal a currency format and
two places (issue 2634). Whole numbers beyond 32 bits are refused: macOS loses them (issue 227), and for Windows nothing
is promised; write them as floats.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from .cells import Cell, CellError, Look, Value
from .entry import enter
from .regions import Locale, Region

ComValue = None | str | float | int | bool | datetime | Decimal
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_LAST_SERIAL = 2_958_466  # 31 December 9999 is the last day
_CURRENCY_LIMIT = 922_337_203_685_477.0  # what VT_CY holds
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)


@lru_cache(maxsize=1024)
def kind(number_format: str, currency: str) -> Literal["plain", "date", "currency"]:
    """What Range.Value makes of a number with this format; `currency` is the region's sign.

    Which formats with a sign count as currency isn't documented; here all with the region's sign or a `[$..]` one do.
    """
    first = number_format.split(";", 1)[0]
    bare = _BRACKETS.sub("", re.sub(r"[_*].", "", _QUOTED.sub("", first)))
    if first != "General" and re.search(r"[dmyhs]", bare, re.IGNORECASE):
        return "date"
    spelt = _QUOTED.sub(lambda found: found[1] or found[2] or "", first)
    return "currency" if re.search(r"\[\$[^-\]]", first) or currency in spelt else "plain"


def outgoing(cell: Cell, currency: str) -> ComValue:
    """`Range.Value` of one cell."""
    value = cell.value
    if type(value) is float:
        number_format = cell.look.number_format
        if number_format == "General":
            return value
        what = kind(number_format, currency)
        if what == "date" and 0 <= value < _LAST_SERIAL:
            return to_datetime(value)
        if what == "currency" and abs(value) < _CURRENCY_LIMIT:
            return Decimal(round(value * 10_000)) / 10_000
        return value
    if isinstance(value, CellError):
        return value.com_code
    return value


def outgoing2(cell: Cell) -> ComValue:
    """`Range.Value2` of one cell."""
    return cell.value.com_code if isinstance(cell.value, CellError) else cell.value


def formula_text(cell: Cell) -> str:
    """`Range.Formula` of one cell: for a constant its text in English notation, so "=1" may also be a text cell."""
    if cell.formula is not None:
        return cell.formula
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return general(value) if isinstance(value, float) else value


def general(number: float) -> str:
    """A number with up to 15 digits, as the General format and Range.Formula spell it."""
    return f"{number:.15g}".replace("e+", "E+").replace("e-", "E-")


def incoming(value: object, look: Look, locale: Locale) -> Cell:
    """The cell after `Range.Value = value`. Raises ComError or, for what pywin32 can't pass on, TypeError."""
    if type(value) is float and look.number_format != "@":
        return Cell(value, None, look)
    if isinstance(value, str):
        return enter(value, look, locale.programs, locale)
    if value is None:
        return Cell(look=look)
    if isinstance(value, bool):
        return Cell(value, look=look)
    if isinstance(value, int) and not -(2**31) <= value < 2**31:
        raise OverflowError(f"{value} doesn't fit into 32 bits: write it as a float")
    if isinstance(value, float | int):
        number = float(value)
        return Cell(general(number) if look.number_format == "@" else number, look=look)
    if isinstance(value, CellError):
        return Cell(value, look=look)
    if isinstance(value, Decimal):
        return _currency(value, look, locale.region)
    if isinstance(value, date):
        return _moment(value, look, locale.region)
    raise TypeError(f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT")


def to_datetime(serial: float) -> datetime:
    return _EPOCH + timedelta(milliseconds=round(serial * 86_400_000))


def to_serial(moment: date) -> float:
    """Days since 1899-12-30; a time zone is cut off, as xlwings does."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return (moment.replace(tzinfo=UTC) - _EPOCH) / timedelta(days=1)


def _currency(value: Decimal, look: Look, region: Region) -> Cell:
    if look.number_format == "@":
        return Cell(general(float(value)), look=look)
    if kind(look.number_format, region.currency) != "currency":
        look = look._replace(number_format=region.currency_format)
    return Cell(float(round(value, 2)), look=look)


def _moment(value: date, look: Look, region: Region) -> Cell:
    serial = to_serial(value)
    if look.number_format == "@":
        pattern = "%m/%d/%Y" if region.order == "mdy" else "%d/%m/%Y"
        return Cell(value.strftime(pattern), look=look)
    if kind(look.number_format, region.currency) != "date":
        shape = region.short_date if serial.is_integer() else f"{region.short_date} h:mm"
        look = look._replace(number_format=shape)
    return Cell(serial, look=look)


def plain(value: Value, look: Look, currency: str = "Rp") -> object:
    """A cell's value as a test likes to compare it: dates as naive datetimes, errors by name."""
    if isinstance(value, CellError):
        return value.text
    if type(value) is float and kind(look.number_format, currency) == "date" and 0 <= value < _LAST_SERIAL:
        return to_datetime(value).replace(tzinfo=None)
    return value
