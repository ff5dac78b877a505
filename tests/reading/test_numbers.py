"""Numbers as text, in Indonesian and English workbooks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.reading import numbers
from perdes_sheets.reading.spelling import spelling

READ = [
    # text, Indonesian, English
    ("1500000", 1500000, 1500000),
    ("007", 7, 7),
    ("-12", -12, -12),
    ("\N{MINUS SIGN}12", -12, -12),
    ("- 12", -12, -12),
    ("(12)", -12, -12),
    ("( 12 )", -12, -12),
    ("Rp 500", 500, 500),
    ("rp500", 500, 500),
    ("Rp. 500", 500, 500),
    ("Rp -500", -500, -500),
    ("-Rp500", -500, -500),
    ("Rp (500)", -500, -500),
    ("(Rp 500)", -500, -500),
    ("1.500", 1500, 1.5),
    ("1,500", 1.5, 1500),
    ("Rp. 2.500.000", 2500000, "grouping"),
    ("Rp 2,500,000", "grouping", 2500000),
    ("1.500.000,50", 1500000.5, "grouping"),
    ("1,500,000.50", "grouping", 1500000.5),
    ("1500000,5", 1500000.5, "grouping"),
    ("1500000.5", "grouping", 1500000.5),
    ("0,75", 0.75, "grouping"),
    ("0.75", "grouping", 0.75),
    ("1.5", "grouping", 1.5),
    ("12.34", "grouping", 12.34),
    ("1.500.00", "grouping", "grouping"),
    ("1500.000", "grouping", 1500),
    ("0.500", "grouping", 0.5),
    ("0,500", 0.5, "grouping"),
    ("1.500,", "grouping", "grouping"),
    (",5", "grouping", "grouping"),
    ("Rp1.500.000,-", 1500000, "grouping"),
    ("Rp1.500.000,--", 1500000, "grouping"),
    ("1.500.000.-", "grouping", "grouping"),
    ("1,500,000.-", "grouping", 1500000),
    ("1,50,-", "grouping", "grouping"),
    ("Rp1,5 juta", 1500000, "bad"),
    ("1,5 jt", 1500000, "bad"),
    ("1,1 juta", 1100000, "bad"),
    ("750rb", 750000, "bad"),
    ("750 ribu", 750000, "bad"),
    ("25 JUTA", 25000000, "bad"),
    ("2 miliar", 2e9, "bad"),
    ("3 milyar", 3e9, "bad"),
    ("1,25 M", 1.25e9, "multiplier"),
    ("2 M", 2e9, "multiplier"),
    ("2m", 2e9, "multiplier"),
    ("Rp 2 T", 2e12, "bad"),
    ("1 triliun", 1e12, "bad"),
    ("1.500 juta", 1.5e9, "bad"),
    ("1.5 juta", "grouping", "bad"),
    ("1.5 million", "bad", 1500000),
    ("3 MILLION", "bad", 3000000),
    ("750 thousand", "bad", 750000),
    ("2 billion", "bad", 2e9),
    ("1,5 million", "bad", "grouping"),
    ("85%", "percent", "percent"),
    ("-5 %", "percent", "percent"),
    ("12,5%", "percent", "percent"),
]
BAD = [
    "lima",
    "sekitar 100",
    "10-20",
    "5 rumah",
    "1 2 3",
    "1 500",
    "--5",
    "(-5)",
    "(5",
    "5)",
    "-",
    ".",
    "+5",
    "IDR 500",
]
BAD += [
    "1e5",
    "Rp",
    "juta",
    "5 juta rupiah",
    "½",
    "٥",
    "1.500.000,- juta",
    "$5",
    "9" * 120,
    "0x10",
    "1_000",
    "inf",
    "nan",
]


@pytest.mark.parametrize(("text", "indonesian", "english"), READ)
def test_numbers_in_both_languages(text: str, indonesian: float | str, english: float | str) -> None:
    assert numbers.parse(text, spelling("id")) == indonesian
    assert numbers.parse(text, spelling("en")) == english


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("text", BAD)
def test_what_is_no_number_in_either(text: str, language: str) -> None:
    assert numbers.parse(text, spelling(language)) == "bad"


amounts = st.decimals(min_value=-(10**13), max_value=10**13, places=2)
forms = st.sampled_from(["{}", "Rp {}", "Rp. {}", "Rp{}", " {} ", "rp {}"])


@given(amounts, forms)
def test_indonesian_numbers_read_back(amount: Decimal, form: str) -> None:
    written = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert numbers.parse(form.format(written), spelling("id")) == float(amount)


@given(amounts, forms)
def test_english_numbers_read_back(amount: Decimal, form: str) -> None:
    assert numbers.parse(form.format(f"{amount:,.2f}"), spelling("en")) == float(amount)


@given(st.text(alphabet="0123456789.,-()% RpMjutaTb", max_size=20), st.sampled_from(["id", "en"]))
def test_nothing_raises_and_no_reading_is_infinite(text: str, language: str) -> None:
    value = numbers.parse(text, spelling(language))
    assert not isinstance(value, float) or abs(value) <= numbers.LARGEST


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=12))
def test_the_languages_never_agree_on_a_mark_that_means_two_things(text: str) -> None:
    """A text with marks that both languages accept is read by its own language's rule: as much, or as two values."""
    indonesian, english = (numbers.parse(text, spelling(language)) for language in ("id", "en"))
    if isinstance(indonesian, float) and isinstance(english, float) and not text.isdigit():
        assert len(text) - max(text.rfind("."), text.rfind(",")) == 4  # three digits after one mark: 1.500
        assert indonesian != english
