"""A number as its cell shows it: the patterns of Sheets' number formats (`#,##0.00`, `d mmmm yyyy`, `[$Rp]#,##0`)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from .errors import Json
from .locales import Conventions

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date has no time zone
DATE_TYPES = ("DATE", "TIME", "DATE_TIME")
DEFAULT_PATTERNS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "SCIENTIFIC": "0.00E+00",
    "TIME": "h:mm:ss",
    "TEXT": "@",
}
TOKEN = re.compile(
    r'"[^"]*"|\\.|\[\$[^\]]*\]|\[[^\]]*\]|_.|\*.|am/pm|a/p|y+|m+|d+|h+|s+(?:\.0+)?|[0#?,.]+(?:E[+-]0+)?%?|@|.',
    re.IGNORECASE | re.DOTALL,
)
PLACEHOLDERS = re.compile(r"[0#?]")


def is_date(number_format: Json | None) -> bool:
    return (number_format or {}).get("type") in DATE_TYPES


def general(number: float, decimal: str) -> str:
    """A number without a format: whole ones in full, others to ten decimals, very large and small ones by powers."""
    if number == 0:
        return "0"
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    if not 1e-9 <= abs(number) < 1e15:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        text = f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{int(exponent[1:]):02d}"
    else:
        text = f"{number:.10f}".rstrip("0").rstrip(".")
    return text.replace(".", decimal)


def show(number: float, number_format: Json | None, rules: Conventions) -> str:
    """A number in a cell of that format."""
    kind = (number_format or {}).get("type")
    pattern = (number_format or {}).get("pattern") or _default_pattern(kind, rules)
    if not pattern or pattern in ("@", "General"):
        return general(number, rules.decimal)
    sections = _sections(pattern)
    negative = number < 0
    section = sections[0]
    if negative and len(sections) > 1:
        section, negative = sections[1], False
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if kind in DATE_TYPES or (kind is None and re.search(r"[ymdhs]", _bare(section), re.IGNORECASE)):
        return show_date(number, section, rules)
    return ("-" if negative else "") + _show_number(abs(number), section, rules)


def _default_pattern(kind: str | None, rules: Conventions) -> str:
    if kind == "CURRENCY":
        return f'"{rules.currency}"#,##0.00'
    if kind in ("DATE", "DATE_TIME"):
        date = {"dmy": "dd/mm/yyyy", "mdy": "m/d/yyyy", "ymd": "yyyy-mm-dd"}[rules.order]
        return date if kind == "DATE" else f"{date} h:mm:ss"
    return DEFAULT_PATTERNS.get(kind or "", "")


def _bare(section: str) -> str:
    """The section without its literal texts."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", section)


def _sections(pattern: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|\\.|[^;])+', pattern)


def _literal(token: str) -> str | None:
    """The text of a token that stands for itself; None for a placeholder."""
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    if token.startswith("["):
        return ""  # a colour or a condition
    if token[0] == "_":
        return " "
    return "" if token[0] == "*" else None


def _show_number(number: float, section: str, rules: Conventions) -> str:
    tokens = TOKEN.findall(section)
    digits = "".join(token for token in tokens if _literal(token) is None and PLACEHOLDERS.search(token))
    if not digits:
        return "".join(_literal(token) if _literal(token) is not None else token for token in tokens)  # type: ignore[misc]
    body = _digits(number, digits, "%" in section, rules)
    shown, done = "", False
    for token in tokens:
        literal = _literal(token)
        if literal is not None:
            shown += literal
        elif PLACEHOLDERS.search(token):
            shown += "" if done else body
            shown += "%" if token.endswith("%") else ""
            done = True
        else:
            shown += token
    return shown


def _digits(number: float, digits: str, percent: bool, rules: Conventions) -> str:
    value = Decimal(repr(number)) * (100 if percent else 1)
    digits = digits.rstrip("%")
    exponent = re.search(r"E([+-])(0+)", digits, re.IGNORECASE)
    if exponent:
        decimals = len(digits[: exponent.start()].partition(".")[2])
        mantissa, _, power = f"{value:.{decimals}E}".partition("E")
        sign = "-" if power.startswith("-") else ("+" if exponent[1] == "+" else "")
        return f"{mantissa.replace('.', rules.decimal)}E{sign}{power.lstrip('+-').zfill(len(exponent[2]))}"
    whole_pattern, _, decimal_pattern = digits.partition(".")
    grouped = "," in whole_pattern
    decimal_pattern = decimal_pattern.replace(",", "")
    rounded = value.quantize(Decimal(1).scaleb(-len(decimal_pattern)), rounding=ROUND_HALF_UP)
    whole, _, decimals_text = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0").zfill(whole_pattern.count("0"))
    if grouped:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", rules.group, whole)
    optional = len(decimal_pattern) - len(decimal_pattern.rstrip("#?"))
    for _ in range(optional):
        if decimals_text.endswith("0"):
            decimals_text = decimals_text[:-1]
    return whole + (rules.decimal + decimals_text if decimals_text else "")


def show_date(serial: float, pattern: str, rules: Conventions) -> str:
    """A serial number (days since 1899-12-30) by a date pattern."""
    moment = EPOCH + timedelta(milliseconds=round(serial * 86_400_000))
    tokens = TOKEN.findall(pattern)
    half_day = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    shown = []
    for index, token in enumerate(tokens):
        literal = _literal(token)
        name = token.lower()
        if literal is not None:
            shown.append(literal)
        elif name[0] == "m" and _is_minute(tokens, index):
            shown.append(f"{moment.minute:0{min(len(name), 2)}d}")
        else:
            shown.append(_date_part(name, moment, half_day, rules) or token)
    return "".join(shown)


def _is_minute(tokens: list[str], index: int) -> bool:
    """An `m` means minutes next to hours or seconds."""
    parts = [token.lower() for token in tokens if re.match(r"[ymdhs]", token, re.IGNORECASE)]
    place = sum(1 for token in tokens[:index] if re.match(r"[ymdhs]", token, re.IGNORECASE))
    before = parts[place - 1] if place else ""
    after = parts[place + 1] if place + 1 < len(parts) else ""
    return before.startswith("h") or after.startswith("s")


def _date_part(name: str, moment: datetime, half_day: bool, rules: Conventions) -> str | None:
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    weekday = moment.weekday()
    length = len(name)
    match name[0]:
        case "y":
            return f"{moment.year % 100:02d}" if length < 3 else f"{moment.year:04d}"
        case "m":
            number = moment.month
            named = {3: rules.short_months[number - 1], 4: rules.months[number - 1], 5: rules.months[number - 1][0]}
            return named.get(length) or f"{number:0{length}d}"
        case "d":
            return {3: rules.short_days[weekday], 4: rules.days[weekday]}.get(length) or f"{moment.day:0{length}d}"
        case "h":
            return f"{hour:0{min(length, 2)}d}"
        case "s":
            whole, _, part = name.partition(".")
            fraction = f".{moment.microsecond:06d}"[: len(part) + 1] if part else ""
            return f"{moment.second:0{min(len(whole), 2)}d}" + fraction
        case "a":
            return "AM" if moment.hour < 12 else "PM"
    return None
