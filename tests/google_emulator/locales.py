"""What a spreadsheet's locale decides: separators, the order of dates, the names of months, the currency sign."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol, get_territory_currencies

# Sheets still writes the language codes of old Java; "in_ID" is Indonesian.
OLD_CODES = {"in": "id", "iw": "he", "ji": "yi"}


@dataclass(frozen=True)
class Conventions:
    """`order` is the order of day, month and year ("dmy"); `currency` the sign of the country's own money."""

    decimal: str
    group: str
    order: str
    currency: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]


def known(code: str) -> bool:
    """Whether Sheets would take the code as a spreadsheet's locale."""
    try:
        _babel(code)
    except (UnknownLocaleError, ValueError):
        return False
    return code.partition("_")[0] not in OLD_CODES.values()


def known_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _babel(code: str) -> Locale:
    language, _, territory = code.partition("_")
    return Locale.parse("_".join(filter(None, (OLD_CODES.get(language, language), territory))))


@cache
def conventions(code: str) -> Conventions:
    locale = _babel(code)
    pattern = locale.date_formats["short"].pattern.lower()
    territory = locale.territory or "US"
    currencies = get_territory_currencies(territory)
    short = get_month_names("abbreviated", locale=locale)
    wide = get_month_names("wide", locale=locale)
    days, short_days = get_day_names("wide", locale=locale), get_day_names("abbreviated", locale=locale)
    return Conventions(
        decimal=get_decimal_symbol(locale),
        group=get_group_symbol(locale),
        order="".join(sorted("dmy", key=pattern.index)),
        currency=get_currency_symbol(currencies[-1], locale=locale) if currencies else "$",
        months=tuple(wide[number] for number in range(1, 13)),
        short_months=tuple(short[number] for number in range(1, 13)),
        days=tuple(days[number] for number in range(7)),
        short_days=tuple(short_days[number] for number in range(7)),
    )
