"""Numbers and money written as text (rules.md, Reading a cell): the workbook's language decides, nothing is guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.spelling import Spelling

Unreadable = Literal["bad", "grouping", "percent", "multiplier"]
"""Why a text is no number: `bad`, it doesn't look like one; else what about it can mean two things."""

LARGEST = 1e100
"""What is larger was never counted in a village, and would overflow in sums."""

_MINUS = "-\N{MINUS SIGN}"
_TEXT = re.compile(
    rf"(?P<before>[{_MINUS}(] ?)?(?:rp\.? ?)?(?P<after>[{_MINUS}(] ?)?"
    r"(?P<digits>[.,]*[0-9][0-9.,]*)(?P<dash>[.,][-–]{1,2})?(?: ?(?P<word>[^\W\d_]+))?(?P<close> ?\))?"
)


def parse(text: str, spelling: Spelling) -> float | Unreadable:
    """The number that `text` means in the workbook's language, or why it can't be read.

    `1.500.000,50`, `Rp1.500.000,-` and `1,5 juta` in Indonesian, `1,500,000.50` and `1.5 million` in English; a leading
    minus or brackets are negative.
    """
    text = key_of(text)
    if "%" in text:
        return "percent"
    match = _TEXT.fullmatch(text)
    if not match:
        return "bad"
    signs = [sign.strip() for sign in (match["before"], match["after"]) if sign]
    if len(signs) > 1 or ("(" in signs) != bool(match["close"]):
        return "bad"
    word, dash = match["word"], match["dash"]
    if word in spelling.unsure:
        return "multiplier"
    if word and (dash or word not in spelling.multipliers):
        return "bad"
    digits = match["digits"]
    if not spelling.amount.fullmatch(digits) or (dash and (dash[0] != spelling.decimal or spelling.decimal in digits)):
        return "grouping"
    amount = Decimal(digits.replace(spelling.group, "").replace(spelling.decimal, "."))
    value = float(amount * spelling.multipliers.get(word, 1))
    if value > LARGEST:
        return "bad"
    return -value if signs and value else value
