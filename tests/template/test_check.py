"""The text of `check`: the first error, how many more, or what to complete (workbook.md)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from perdes_sheets.findings import Finding
from perdes_sheets.outputs.check import LONGEST, check_text, repeated_text
from perdes_sheets.schema.tabs import entry_tab
from perdes_sheets.schema.words import words

ID = words("id")


def finding(code: str, column: str, **values: object) -> Finding:
    return Finding("agreements", 5, column, code, values)


BAD_DATE = finding("bad_date", "start_date", x="31/02/2024")
NEGATIVE = finding("negative_value", "value", x="-5")
NO_KIND = finding("required", "kind")


def test_nothing_found() -> None:
    assert check_text((), ID) == "✓"


def test_information_alone_is_fine() -> None:
    assert check_text([finding("date_as_text", "start_date", n=1, x="12 Maret 2024")], ID) == "✓"


def test_an_error_starts_with_its_header() -> None:
    text = check_text([BAD_DATE], ID)
    assert text.startswith("■ Tanggal mulai: ")
    assert "31/02/2024" in text
    assert "(+" not in text


def test_more_errors_are_counted_and_named() -> None:
    text = check_text([NO_KIND, BAD_DATE, NEGATIVE], ID)
    assert text.startswith("■ Jenis perjanjian: ")
    assert text.endswith(" (+2: ■ Tanggal mulai ■ Nilai perjanjian)")


def test_an_error_comes_before_warnings() -> None:
    assert check_text([finding("document_missing", "document"), BAD_DATE], ID).startswith("■ Tanggal mulai: ")


def test_warnings_say_what_to_complete() -> None:
    found = [finding("unsigned_active", "signed_date"), finding("missing_clause", "clause_scope"),
             finding("agreement_without_kpi", "number")]  # fmt: skip
    assert check_text(found, ID) == "▲ Lengkapi: Tanggal tanda tangan, Delapan isi, KPI"


def test_doubts_say_what_to_look_at_again() -> None:
    assert check_text([finding("suspicious_money", "value")], ID) == "▲ Periksa: Nilai perjanjian"


def test_both() -> None:
    found = [finding("kind_mismatch", "kind"), finding("document_missing", "document")]
    assert check_text(found, ID) == "▲ Lengkapi: Tautan dokumen; periksa: Jenis perjanjian"


def test_a_word_is_said_once() -> None:
    found = [finding("future_entry", "signed_date"), finding("future_entry", "signed_date")]
    assert check_text(found, ID) == "▲ Periksa: Tanggal tanda tangan"


@pytest.mark.parametrize(
    ("rows", "named"),
    [([5, 9, 12], "5, 9, 12"), (range(5, 15), "5, 6, 7, 8, 9, 10, 11, 12, 13, 14"),
     (range(5, 20_005), "5, 6, 7, 8, 9, 10, 11, 12, 13, 14, …")],
)  # fmt: skip
def test_a_repeated_key_names_its_rows_as_far_as_one_reads(rows: Sequence[int], named: str) -> None:
    text = repeated_text(entry_tab("agreements"), rows, "001/PKS", ID)
    assert text == f'■ Nomor: "001/PKS" dipakai di baris {named}. Setiap baris perlu isian yang berbeda.'


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_long_message_ends_where_a_sentence_does(language: str) -> None:
    say = words(language)
    values = {"x": "Yayasan Hijau Lestri", "near": "Yayasan Hijau Lestari"}
    found = Finding("interactions", 5, "partner", "unknown_reference", values, "partners.near")
    text = check_text([found], say)
    assert len(text) <= LONGEST + 2
    assert text[-1] in ".?!"
