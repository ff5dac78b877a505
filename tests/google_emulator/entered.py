"""What becomes of a value that is written: RAW keeps it, USER_ENTERED reads it as if someone had typed it.

Typed text turns into numbers, dates, percentages, money, booleans and formulas by the spreadsheet's locale, and the
cell takes a number format with it. A cell formatted as text takes text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .errors import Json, invalid
from .locales import Conventions
from .number_format import EPOCH

MAX_CELL_LENGTH = 50_000


@dataclass(frozen=True)
class Entry:
    """A cell's new content: an ExtendedValue (None clears it) and the number format that typing brought, if any."""

    value: Json | None
    number_format: Json | None = None


def raw(value: Any, where: str) -> Entry:
    """A JSON value as RAW stores it; `where` names it in an error ("values[0][2]")."""
    if isinstance(value, bool):
        return Entry({"boolValue": value})
    if isinstance(value, int | float):
        return Entry({"numberValue": whole(value)})
    if isinstance(value, str):
        check_length(value)
        return Entry({"stringValue": value} if value else None)
    kind = "list_value" if isinstance(value, list) else "struct_value"
    raise invalid(f"Invalid {where}: {kind} {{\n}}\n")


def typed(value: Any, where: str, rules: Conventions, cell_format: Json | None) -> Entry:
    """A JSON value as USER_ENTERED stores it."""
    if not isinstance(value, str):
        return raw(value, where)
    check_length(value)
    if value.startswith("=") and len(value) > 1:
        return Entry({"formulaValue": value})
    if value.startswith("'"):
        return Entry({"stringValue": value[1:]})
    if ((cell_format or {}).get("numberFormat") or {}).get("type") == "TEXT":
        return raw(value, where)
    text = value.strip()
    if text.upper() in ("TRUE", "FALSE"):
        return Entry({"boolValue": text.upper() == "TRUE"})
    return _number(text, rules) or _moment(text, rules) or raw(value, where)


def whole(number: float) -> float:
    """The number, without a decimal part that is zero: JSON then shows it as Google does."""
    return int(number) if float(number).is_integer() and abs(number) < 2**53 else number


def check_length(text: str) -> None:
    if len(text) > MAX_CELL_LENGTH:
        raise invalid("Your input contains more than the maximum of 50000 characters in a single cell.")


def _number(text: str, rules: Conventions) -> Entry | None:
    """ "1.500,25", "12%", "Rp1.500", "-3", "(5)", "1e5"."""
    decimal, group = re.escape(rules.decimal), re.escape(rules.group)
    money = re.escape(rules.currency)
    shape = re.compile(
        rf"(?P<sign>[+-]?)\s*(?P<money>{money}\s*)?(?P<sign2>[+-]?)"
        rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{decimal}(?P<part>\d*))?(?:[eE](?P<power>[+-]?\d+))?\s*(?P<percent>%)?"
    )
    hit = shape.fullmatch(text)
    if hit is None or not (hit["whole"] or hit["part"]):
        return None
    digits = (hit["whole"] or "0").replace(rules.group, "")
    value = float(f"{digits}.{hit['part'] or 0}e{hit['power'] or 0}")
    if "-" in (hit["sign"], hit["sign2"]):
        value = -value
    if hit["percent"]:
        value /= 100
    decimals = ".00" if hit["part"] else ""
    if hit["percent"]:
        shown: Json | None = {"type": "PERCENT", "pattern": f"0{decimals}%"}
    elif hit["money"]:
        shown = {"type": "CURRENCY", "pattern": f'"{rules.currency}"#,##0{decimals}'}
    elif hit["power"]:
        shown = {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    elif rules.group in (hit["whole"] or ""):
        shown = {"type": "NUMBER", "pattern": f"#,##0{decimals}"}
    else:
        shown = None
    return Entry({"numberValue": whole(value)}, shown)


def _moment(text: str, rules: Conventions) -> Entry | None:
    """A date, a time or both, as this locale types them; None for anything else."""
    date_text, time_text = text, ""
    hit = re.fullmatch(r"(.*?)[ T]?\s*(\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?)", text)
    if hit:
        date_text, time_text = hit[1].strip(), hit[2]
    day = _date(date_text, rules) if date_text else None
    if date_text and day is None:
        return None
    fraction, time_pattern = _time(time_text) if time_text else (0.0, "")
    if fraction is None or (day is None and not time_text):
        return None
    serial = (day[0] if day else 0) + fraction
    if day and time_text:
        shown = {"type": "DATE_TIME", "pattern": f"{day[1]} {time_pattern}"}
    elif day:
        shown = {"type": "DATE", "pattern": day[1]}
    else:
        shown = {"type": "TIME", "pattern": time_pattern}
    return Entry({"numberValue": whole(serial)}, shown)


def _time(text: str) -> tuple[float | None, str]:
    hit = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?", text)
    if hit is None:
        return None, ""
    hour, minute, second = int(hit[1]), int(hit[2]), int(hit[3] or 0)
    half = (hit[4] or "").upper()
    if half and not 1 <= hour <= 12:
        return None, ""
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    if minute > 59 or second > 59:
        return None, ""
    pattern = "h:mm" + (":ss" if hit[3] else "") + (" am/pm" if half else "")
    return (hour * 3600 + minute * 60 + second) / 86_400, pattern


def _date(text: str, rules: Conventions) -> tuple[int, str] | None:
    """The serial number and the pattern that shows the date as it was typed."""
    names = {name.lower(): place + 1 for place, name in enumerate(rules.months)}
    names |= {name.lower().rstrip("."): place + 1 for place, name in enumerate(rules.short_months)}
    numeric = re.fullmatch(r"(\d{1,4})([/\-.])(\d{1,2})\2(\d{1,4})", text)
    if numeric:
        if numeric[2] == "." and rules.decimal == ".":
            return None
        parts = (numeric[1], numeric[3], numeric[4])
        order = "ymd" if len(numeric[1]) == 4 else rules.order
        fields = dict(zip(order, parts, strict=True))
        spelled = {"d": "d" * min(len(fields["d"]), 2), "m": "m" * min(len(fields["m"]), 2), "y": "yyyy"}
        pattern = numeric[2].join(spelled[letter] for letter in order)
        return _serial(fields["y"], int(fields["m"]), int(fields["d"]), pattern)
    for shape, pattern in (
        (r"(?P<d>\d{1,2})[ \-](?P<m>[^\W\d]+)\.?[ \-](?P<y>\d{2,4})", "d mmmm yyyy"),
        (r"(?P<m>[^\W\d]+)\.? (?P<d>\d{1,2}),? (?P<y>\d{4})", "mmmm d, yyyy"),
    ):
        hit = re.fullmatch(shape, text)
        if hit and (month := names.get(hit["m"].lower())):
            return _serial(hit["y"], month, int(hit["d"]), pattern)
    return None


def _serial(year_text: str, month: int, day: int, pattern: str) -> tuple[int, str] | None:
    year = int(year_text)
    if len(year_text) <= 2:
        year += 2000 if year < 50 else 1900
    try:
        return (datetime(year, month, day) - EPOCH).days, pattern  # noqa: DTZ001 - a cell's date has no time zone
    except ValueError:
        return None
