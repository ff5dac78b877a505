"""One cell: from what was typed to a value or to what is wrong with it, never guessed (rules.md, Reading a cell)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from perdes_sheets.findings import SEVERITY
from perdes_sheets.reading import dates, numbers
from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.nearest import nearest
from perdes_sheets.reading.spelling import Spelling, choice_ids
from perdes_sheets.schema.columns import Column, ColumnType
from perdes_sheets.workbooks.base import UNCACHED, Cell, ErrorValue

BLANK = frozenset(("", "-", "–"))
"""What a trimmed text is that means "nothing": village registers print a blank as a dash."""

MOST_MONTHS = 12_000
"""A thousand years: more than any agreement lasts, and still within the calendar."""

MOST_PARTS = 20
"""Parts of a list cell that are reported one by one: no list of the schema is as long."""

LONGEST_QUOTE = 120
"""Characters of a typed text that a message quotes at most."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a cell is read as: a column, written in the workbook's language."""

    column: Column
    spelling: Spelling


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: a finding without its place. `values` and `variant` as in `Finding`."""

    code: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    variant: str | None = None


class Parsed(NamedTuple):
    """A cell that was read. `value` is None (a list: what could be read) where a problem is an error.

    `from_text` marks a number or date that was text: it is used, and reported once per column.
    """

    value: Any = None
    problems: tuple[Problem, ...] = ()
    from_text: bool = False

    @property
    def bad(self) -> bool:
        """Whether the cell isn't sound: what needs it is null."""
        return any(SEVERITY[problem.code] == "error" for problem in self.problems)


def parse(cell: Cell, field: Field) -> Parsed:
    """Read one cell. It never raises, whatever the cell holds."""
    if is_empty(cell):
        return Parsed(() if field.column.is_list else None)
    if error := _error(cell):
        variant = "uncached" if cell == UNCACHED else None
        return Parsed(() if field.column.is_list else None, (Problem("formula_error", {"x": error.text}, variant),))
    return PARSERS[field.column.type](cell, field)


def is_empty(cell: Cell) -> bool:
    """Nothing, white space, `-` or `–`: never zero and never today."""
    return cell is None or (isinstance(cell, str) and cell.strip() in BLANK)


def text_of(cell: Cell) -> str:
    """A cell as text, every character kept: a number without `.0` or as its shortest decimal, a date as ISO."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        if cell.is_integer():
            return f"{cell:.0f}"
        return format(Decimal(repr(cell)), "f") if math.isfinite(cell) else str(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, ErrorValue):
        return cell.text
    return str(cell)


def quoted(cell: Cell, spelling: Spelling) -> str:
    """A cell as a message quotes it: as it was typed, a very long text cut short."""
    text = text_of(cell)
    if isinstance(cell, float):
        return text.replace(".", spelling.decimal)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


def parts_of(text: str) -> list[str]:
    """The parts of a list cell, trimmed, each once: what stands between `;`."""
    parts: dict[str, str] = {}
    for part in text.split(";"):
        if part.strip() not in BLANK:
            parts.setdefault(key_of(part), part.strip())
    return list(parts.values())


ERROR_STARTS = ("#", "Err:")
"""How the text of every error value starts."""

_ERROR = re.compile(
    r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|ERROR!"
    r"|GETTING_DATA)|Err:[0-9]{3}"
)


def _error(cell: Cell) -> ErrorValue | None:
    # Google gives an error value as its text; a text that looks like one was pasted from a formula that failed.
    if isinstance(cell, str):
        text = cell.strip()
        return ErrorValue(text) if text.startswith(ERROR_STARTS) and _ERROR.fullmatch(text) else None
    return cell if isinstance(cell, ErrorValue) else None


def _problem(code: str, cell: Cell, field: Field, variant: str | None = None) -> Parsed:
    return Parsed(None, (Problem(code, {"x": quoted(cell, field.spelling)}, variant),))


def _text(cell: Cell, field: Field) -> Parsed:
    if not isinstance(cell, dt.date):
        return Parsed(text_of(cell))
    return Parsed(text_of(cell), (Problem("date_in_text", {"x": quoted(cell, field.spelling)}),))


def _refs(cell: Cell, field: Field) -> Parsed:
    parsed = _text(cell, field)
    return Parsed(tuple(parts_of(parsed.value)), parsed.problems)


def _date(cell: Cell, field: Field) -> Parsed:
    day: dt.date | dates.Unreadable = ""
    if isinstance(cell, dt.datetime):
        day = dates.checked(cell.date())
    elif isinstance(cell, dt.date):
        day = dates.checked(cell)
    elif isinstance(cell, str):
        day = dates.parse(cell)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        day = dates.from_serial(cell)
    if isinstance(day, dt.date):
        return Parsed(day, from_text=isinstance(cell, str))
    return _problem("bad_date", cell, field, day or None)


def _number(cell: Cell, field: Field) -> Parsed:
    value: float | numbers.Unreadable = "bad"
    if isinstance(cell, str):
        value = numbers.parse(cell, field.spelling)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) <= numbers.LARGEST:
        value = float(cell)
    if isinstance(value, float):
        return Parsed(value, from_text=isinstance(cell, str))
    if value == "bad":
        return _problem("bad_number", cell, field, "date" if isinstance(cell, dt.date) else None)
    return _problem("ambiguous_number", cell, field, value)


def _money(cell: Cell, field: Field) -> Parsed:
    parsed = _number(cell, field)
    value = parsed.value
    if value is None or not is_suspicious(value, from_text=parsed.from_text):
        return parsed
    variant = None if value.is_integer() else "fraction"
    return Parsed(value, (Problem("suspicious_money", {"x": quoted(cell, field.spelling)}, variant),), parsed.from_text)


def is_suspicious(amount: float, *, from_text: bool) -> bool:
    """A price that nobody pays, or cents in a number cell: an English Excel turns a typed `1.500` into 1.5."""
    return amount > 0 and (amount < 1000 or (not from_text and not amount.is_integer()))


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, str):
        text = cell.strip()
        return int(text) if re.fullmatch("[0-9]{1,9}", text) else None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell % 1 == 0:
        return int(cell)
    return None


def _score(cell: Cell, field: Field) -> Parsed:
    score = _whole(cell)
    if score is None or not 1 <= score <= 5:
        return _problem("bad_score", cell, field)
    return Parsed(score, from_text=isinstance(cell, str))


def _months(cell: Cell, field: Field) -> Parsed:
    months = _whole(cell)
    if months is None or not 1 <= months <= MOST_MONTHS:
        return _problem("bad_months", cell, field)
    return Parsed(months, from_text=isinstance(cell, str))


def _yesno(cell: Cell, field: Field) -> Parsed:
    # U+FE0F asks for the emoji form of a tick: phones add it.
    text = "" if isinstance(cell, dt.date) else key_of(text_of(cell)).replace("\ufe0f", "")
    if text in field.spelling.yesno:
        return Parsed(field.spelling.yesno[text])
    return _problem("bad_yesno", cell, field, "x" if text == "x" else None)


def _choice(cell: Cell, field: Field) -> Parsed:
    choice = choice_ids(_list_of(field)).get(key_of(cell)) if isinstance(cell, str) else None
    return Parsed(choice) if choice else Parsed(None, (_bad_choice(cell, field),))


def _choices(cell: Cell, field: Field) -> Parsed:
    ids = choice_ids(_list_of(field))
    parts = parts_of(cell) if isinstance(cell, str) else [text_of(cell)]
    good = dict.fromkeys(ids[key_of(part)] for part in parts if key_of(part) in ids)
    bad = [part for part in parts if key_of(part) not in ids]
    return Parsed(tuple(good), tuple(_bad_choice(part, field) for part in bad[:MOST_PARTS]))


def _list_of(field: Field) -> str:
    if field.column.choices is None:
        raise ValueError(f"the column {field.column.id} has choices but no list")
    return field.column.choices


def _bad_choice(cell: Cell, field: Field) -> Problem:
    labels = field.spelling.words.choices(_list_of(field))
    near = nearest(cell, labels) if isinstance(cell, str) else None
    values = {"x": quoted(cell, field.spelling), "choices": ", ".join(labels), "near": near}
    return Problem("bad_choice", values, "near" if near else None)


EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
PHONE = re.compile(r"(?:[+\-.() ]*[0-9]){6,15}[+\-.() ]*")
URL = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)


def _email(cell: Cell, field: Field) -> Parsed:
    return _matching(cell, EMAIL) or _problem("bad_email", cell, field)


def _phone(cell: Cell, field: Field) -> Parsed:
    return _matching(cell, PHONE) or _problem("bad_phone", cell, field)


def _url(cell: Cell, field: Field) -> Parsed:
    # Where the paper lies is often written where its link belongs: the message then names the right column.
    variant = "document" if field.column.id == "document" else None
    return _matching(cell, URL) or _problem("bad_url", cell, field, variant)


def _matching(cell: Cell, shape: re.Pattern[str]) -> Parsed | None:
    text = "" if isinstance(cell, (bool, dt.date)) else " ".join(text_of(cell).split())
    return Parsed(text) if shape.fullmatch(text) else None


PARSERS: dict[ColumnType, Callable[[Cell, Field], Parsed]] = {
    "text": _text,
    "long": _text,
    "ref": _text,
    "refs": _refs,
    "date": _date,
    "money": _money,
    "number": _number,
    "score": _score,
    "months": _months,
    "yesno": _yesno,
    "choice": _choice,
    "choices": _choices,
    "email": _email,
    "phone": _phone,
    "url": _url,
}
"""How each type is read: a cell that is neither empty nor an error value -> what it means."""
