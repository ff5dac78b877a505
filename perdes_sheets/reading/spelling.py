"""How a language writes numbers, dates, yes and no: its catalogue says so (`reading.*`), a new one needs no code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.words import Words, every, words

_YES = ("y", "✓", "✔", "v", "true", "1")
_NO = ("n", "false", "0")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One workbook language's way of writing.

    `amount` matches the digits of a well-written number. `multipliers` maps words to factors; the words in `unsure` are
    refused, because they mean one factor here and another abroad. `yesno` maps folded texts.
    """

    words: Words
    group: str
    decimal: str
    amount: re.Pattern[str]
    multipliers: Mapping[str, Decimal]
    unsure: frozenset[str]
    yesno: Mapping[str, bool]


@cache
def spelling(language: str) -> Spelling:
    """The spelling of `language`, made once."""
    say = words(language)
    group, decimal = say("reading.group"), say("reading.decimal")
    multipliers = dict(part.split("=") for part in say("reading.multipliers").split())
    return Spelling(
        words=say,
        group=group,
        decimal=decimal,
        amount=re.compile(
            rf"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+)(?:{re.escape(decimal)}[0-9]+)?"
        ),
        multipliers={word: Decimal(factor) for word, factor in multipliers.items()},
        unsure=frozenset(say("reading.unsure_multipliers").split()),
        yesno={**_ticks(), **dict.fromkeys(say("reading.short_no").split(), False)},
    )


@cache
def choice_ids(list_id: str) -> Mapping[str, str]:
    """Folded label in any language, or folded id -> the choice's id."""
    ids = {key_of(say.choice(list_id, choice)): choice for say in every() for choice in CHOICES[list_id]}
    return {**ids, **{key_of(choice): choice for choice in CHOICES[list_id]}}


@cache
def month_numbers() -> Mapping[str, int]:
    """Folded name or abbreviation of a month, in any language -> 1 to 12."""
    return {
        name: number
        for say in every()
        for number, names in enumerate(say("reading.months").split("|"), 1)
        for name in names.split()
    }


@cache
def day_names() -> frozenset[str]:
    """Folded names and abbreviations of the days of the week, in any language."""
    return frozenset(name for say in every() for name in say("reading.days").split())


def _ticks() -> dict[str, bool]:
    """Folded text -> what it means, in whatever language: labels, ids, and the marks that people tick with."""
    labels = {text: choice == "yes" for text, choice in choice_ids("yesno").items()}
    return {**labels, **dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}
