"""One cell of each type, in tables: what was typed, what it is read as."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.findings import SEVERITY
from perdes_sheets.reading.cell import LONGEST_QUOTE, PARSERS, Field, Parsed, parse, parts_of, text_of
from perdes_sheets.reading.columns import parse_column
from perdes_sheets.reading.entries import key_of
from perdes_sheets.reading.spelling import spelling
from perdes_sheets.schema.columns import Column, ColumnType
from perdes_sheets.schema.tabs import ENTRY_TABS
from perdes_sheets.workbooks.base import UNCACHED, Cell, ErrorValue

DAY = dt.date(2024, 3, 12)
HALF_PAST_EIGHT = dt.datetime.combine(DAY, dt.time(8, 30))
CHOICES = {"choice": "stage", "choices": "sector"}


def field(type: ColumnType, language: str = "id", id: str = "x") -> Field:
    return Field(Column(id, type, choices=CHOICES.get(type)), spelling(language))


def read(type: ColumnType, cell: Cell, language: str = "id") -> Any:
    """The value that a cell is read as, or the code of its first problem where it isn't sound."""
    parsed = parse(cell, field(type, language))
    return parsed.problems[0].code if parsed.bad else parsed.value


@pytest.mark.parametrize("type", sorted(PARSERS))
@pytest.mark.parametrize("cell", [None, "", " ", "-", "–", " - ", "\t\n", "\u00a0"])
def test_blank_is_empty_in_every_type(type: ColumnType, cell: Cell) -> None:
    assert parse(cell, field(type)) == Parsed(() if type in ("choices", "refs") else None)


@pytest.mark.parametrize("type", sorted(PARSERS))
@pytest.mark.parametrize("cell", [ErrorValue("#REF!"), "#N/A", " #DIV/0! ", "#NAME?", "#ERROR!", "Err:508"])
def test_error_value_in_every_type(type: ColumnType, cell: Cell) -> None:
    parsed = parse(cell, field(type))
    assert [(p.code, p.variant) for p in parsed.problems] == [("formula_error", None)]
    assert not parsed.value


@pytest.mark.parametrize("type", sorted(PARSERS))
def test_formula_that_nobody_calculated_is_neither_blank_nor_a_value(type: ColumnType) -> None:
    problems = parse(UNCACHED, field(type)).problems
    assert [(p.code, p.variant) for p in problems] == [("formula_error", "uncached")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("0812345678", "0812345678"),
        ("1.10", "1.10"),
        ("001/PKS/2024", "001/PKS/2024"),
        (" two  spaces ", " two  spaces "),
        ("=A1", "=A1"),
        ("#1 prioritas", "#1 prioritas"),
        (7, "7"),
        (8.0, "8"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (812345678.0, "812345678"),
        (1e21, "1000000000000000000000"),
        (-3.0, "-3"),
        (True, "TRUE"),
        (math.inf, "inf"),
    ],
)
@pytest.mark.parametrize("type", ["text", "long", "ref"])
def test_text_and_keys_keep_every_character(type: ColumnType, cell: Cell, text: str) -> None:
    assert parse(cell, field(type)) == Parsed(text)


@pytest.mark.parametrize("cell", [DAY, HALF_PAST_EIGHT])
@pytest.mark.parametrize(("type", "value"), [("text", "2024-03-12"), ("ref", "2024-03-12"), ("refs", ("2024-03-12",))])
def test_date_in_text_is_used_and_warned_about(type: ColumnType, value: Any, cell: Cell) -> None:
    parsed = parse(cell, field(type))
    assert parsed.value == value
    assert [p.code for p in parsed.problems] == ["date_in_text"]
    assert not parsed.bad


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (DAY, DAY),
        (HALF_PAST_EIGHT, DAY),
        (45363, DAY),
        (45363.75, DAY),
        ("12/03/2024", DAY),
        (16438, dt.date(1945, 1, 1)),
        (73415.99, dt.date(2100, 12, 31)),
        (16437, "bad_date"),
        (73416, "bad_date"),
        (2024, "bad_date"),
        (-5, "bad_date"),
        (0, "bad_date"),
        (math.nan, "bad_date"),
        (math.inf, "bad_date"),
        (True, "bad_date"),
        ("45363", "bad_date"),
        (dt.date(1905, 7, 16), "bad_date"),
        (dt.datetime.combine(dt.date(2101, 1, 1), dt.time()), "bad_date"),
    ],
)
def test_dates(cell: Cell, value: Any) -> None:
    assert read("date", cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12, 12.0),
        (-0.5, -0.5),
        ("1.500", 1500.0),
        (True, "bad_number"),
        (DAY, "bad_number"),
        (math.nan, "bad_number"),
        (-math.inf, "bad_number"),
        (1e101, "bad_number"),
        (10**400, "bad_number"),
        ("lima", "bad_number"),
        ("1.5", "ambiguous_number"),
    ],
)
@pytest.mark.parametrize("type", ["number", "money"])
def test_numbers(type: ColumnType, cell: Cell, value: Any) -> None:
    assert read(type, cell) == value


@pytest.mark.parametrize(
    ("cell", "variant"),
    [(1.5, "fraction"), (1500.25, "fraction"), (999, None), (1, None), ("Rp 999", None), ("999,5", "fraction")],
)
def test_suspicious_money(cell: Cell, variant: str | None) -> None:
    parsed = parse(cell, field("money"))
    assert [(p.code, p.variant) for p in parsed.problems] == [("suspicious_money", variant)]
    assert not parsed.bad


@pytest.mark.parametrize("cell", [0, 1000, 1500000.0, "1.500,25", "Rp 1.500", -5, -1.5])
def test_money_beyond_suspicion(cell: Cell) -> None:
    assert parse(cell, field("money")).problems == ()


@pytest.mark.parametrize(
    ("cell", "value"),
    [(1, 1), (5.0, 5), ("4", 4), (" 2 ", 2)]
    + [
        (cell, "bad_score")
        for cell in (0, 6, 3.5, -1, True, "tiga", "3,5", "-1", "٤", DAY, math.nan, math.inf, "9" * 99)
    ],
)
def test_scores(cell: Cell, value: Any) -> None:
    assert read("score", cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [(6, 6), (12.0, 12), ("6", 6), (" 18 ", 18)]
    + [(cell, "bad_months") for cell in (0, -3, 6.5, "6 bulan", "enam", True, DAY, "6,0", math.inf, 1e300, "9" * 5000)],
)
def test_months(cell: Cell, value: Any) -> None:
    assert read("months", cell) == value


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("cell", "value"),
    [(c, True) for c in ("Ya", " ya ", "YA", "Yes", "y", "✓", "✔", "✔\ufe0f", "v", "V", "TRUE", True, 1, 1.0, "1")]
    + [(c, False) for c in ("Tidak", "tidak", "No", "N", "FALSE", "false", False, 0, 0.0, "0")]
    + [(c, "bad_yesno") for c in ("x", "X", "mungkin", "iya", "ok", 2, "ya/tidak", DAY, "√")],
)
def test_yes_and_no(cell: Cell, value: Any, language: str) -> None:
    assert read("yesno", cell, language) == value


def test_t_is_no_in_indonesian_only() -> None:
    assert read("yesno", "T", "id") is False
    assert read("yesno", "t", "id") is False
    assert read("yesno", "T", "en") == "bad_yesno"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Dijajaki", "approached"),
        ("Approached", "approached"),
        ("approached", "approached"),
        ("  TIDAK   dilanjutkan ", "declined"),
        ("sihir", "bad_choice"),
        (1, "bad_choice"),
        (True, "bad_choice"),
        (DAY, "bad_choice"),
    ],
)
def test_choice_by_label_of_either_language_or_id(cell: Cell, value: Any) -> None:
    assert read("choice", cell) == value


def test_choice_proposes_the_nearest_label() -> None:
    (problem,) = parse("Negoisasi", field("choice")).problems
    assert (problem.variant, problem.values["near"]) == ("near", "Negosiasi")
    (problem,) = parse("sihir", field("choice")).problems
    assert problem.variant is None


@pytest.mark.parametrize(
    ("cell", "good", "bad"),
    [
        ("Ekonomi; health", ("economy", "health"), []),
        ("health;;education;", ("health", "education"), []),
        ("health; HEALTH", ("health",), []),
        ("Kesehatan; Health", ("health",), []),
        ("health; -", ("health",), []),
        (";", (), []),
        ("health; sihir; Sulap; education", ("health", "education"), ["sihir", "Sulap"]),
        (3, (), ["3"]),
    ],
)
def test_lists_use_the_good_parts(cell: Cell, good: tuple[str, ...], bad: list[str]) -> None:
    parsed = parse(cell, field("choices"))
    assert parsed.value == good
    assert [(p.code, p.values["x"]) for p in parsed.problems] == [("bad_choice", part) for part in bad]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("K-01", ("K-01",)), (" A ;B; a ;", ("A", "B")), (7.0, ("7",)), ("CV Maju, Jaya", ("CV Maju, Jaya",)), (";;", ())],
)
def test_references_are_parted_and_trimmed(cell: Cell, parts: tuple[str, ...]) -> None:
    assert parse(cell, field("refs")).value == parts


@pytest.mark.parametrize(
    ("type", "cell", "value"),
    [
        ("email", "info@contoh.or.id", "info@contoh.or.id"),
        ("email", " a@b.id ", "a@b.id"),
        *(
            ("email", bad, "bad_email")
            for bad in ("a@desa", "@desa.id", "a@@b.id", "a b@desa.id", "bukan", "a@b..id", 5)
        ),
        *(("email", bad, "bad_email") for bad in ("a@b.id; c@d.id", "a@.id", "a@b.", True, DAY)),
        ("phone", "0812345678", "0812345678"),
        ("phone", "+62 812-3456-789", "+62 812-3456-789"),
        ("phone", "(0274) 123.456", "(0274) 123.456"),
        ("phone", " 0812\u00a03456 ", "0812 3456"),
        ("phone", 812345678.0, "812345678"),
        *(("phone", bad, "bad_phone") for bad in ("12345", "1" * 16, "08123 / 4567", "telepon kantor", True, DAY)),
        ("url", "https://desa.id", "https://desa.id"),
        ("url", " HTTP://desa.id/x?y=1#z ", "HTTP://desa.id/x?y=1#z"),
        *(
            ("url", bad, "bad_url")
            for bad in ("C:\\dok.pdf", "javascript:alert(1)", "desa.id", "https://", "https:///x")
        ),
        *(("url", bad, "bad_url") for bad in ("ftp://desa.id", "https://desa.id dan map biru", 5, True, DAY)),
    ],
)
def test_email_phone_url(type: ColumnType, cell: Cell, value: Any) -> None:
    assert read(type, cell) == value


def test_a_document_that_is_no_link_has_its_own_advice() -> None:
    assert parse("lemari 2", field("url", id="document")).problems[0].variant == "document"
    assert parse("lemari 2", field("url", id="evidence")).problems[0].variant is None


def test_messages_quote_what_was_typed() -> None:
    typed = {"date": "31/02/2024", "score": "tiga", "email": " a b@c ", "choice": "Sihir ", "yesno": "x"}
    for type, cell in typed.items():
        assert parse(cell, field(type)).problems[0].values["x"] == cell
    assert parse(3.5, field("score", "id")).problems[0].values["x"] == "3,5"
    assert parse(3.5, field("score", "en")).problems[0].values["x"] == "3.5"
    assert parse(2024, field("date")).problems[0].values["x"] == "2024"
    assert parse("y" * 5000, field("email")).problems[0].values["x"] == "y" * LONGEST_QUOTE + "…"


CELLS = st.one_of(
    st.none(),
    st.text(),
    st.text(alphabet="0123456789.,-/ ()%RpMjuta;ya✓#!TE:", max_size=24),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.builds(ErrorValue, st.sampled_from(["", "#REF!", "#N/A"])),
)
FIELDS = [
    Field(column, spelling(language)) for language in ("id", "en") for tab in ENTRY_TABS for column in tab.columns
]


@given(CELLS, st.sampled_from(FIELDS))
def test_no_cell_raises(cell: Cell, field: Field) -> None:
    parsed = parse(cell, field)
    assert all(problem.code in SEVERITY for problem in parsed.problems)
    if parsed.bad and not field.column.is_list:
        assert parsed.value is None


@given(st.lists(CELLS, max_size=12), st.sampled_from(FIELDS))
def test_a_column_reads_as_its_cells_do(cells: list[Cell], field: Field) -> None:
    column = parse_column(cells, field)
    one_by_one = [parse(cell, field) for cell in cells]
    assert [repr(value) for value in column.values] == [repr(parsed.value) for parsed in one_by_one]
    assert dict(column.notes) == {i: p for i, p in enumerate(one_by_one) if p.problems or p.from_text}


@given(st.lists(st.text(alphabet="abAB -–", max_size=3), max_size=6))
def test_parts_are_trimmed_and_occur_once(typed: list[str]) -> None:
    parts = parts_of(";".join(typed))
    assert set(map(key_of, parts)) == {key_of(part) for part in typed} - {"", "-", "–"}
    assert len(set(map(key_of, parts))) == len(parts)
    assert all(part == part.strip() for part in parts)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_as_text_reads_back(number: float) -> None:
    assert float(text_of(number)) == number
