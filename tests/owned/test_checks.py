"""The checks tab: worst first, equal warnings under one line, each with its cell and what to do."""

from __future__ import annotations

import pytest

from perdes_sheets.findings import SEVERITY
from perdes_sheets.outputs import owned
from perdes_sheets.outputs.owned import checks
from perdes_sheets.outputs.owned import rows as table
from perdes_sheets.reading import reader
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import OwnedTab, Sheet
from tests.owned.villages import AS_OF, Village, agreement, at, day, measured, partner, target, values


def places(tab: OwnedTab) -> list[tuple[str, str, str | None]]:
    """(severity, tab, cell) of every line, as shown."""
    return [(row[0], row[1], row[2] if len(row) > 2 else None) for row in values(tab, 5)]


def test_every_error_has_a_line_the_worst_first() -> None:
    village = Village({
        "partners": [partner(email="bukan surel"), partner("PT Dua"), partner("pt dua")],
        "agreements": [agreement("001", end_date="31/02/2026", partners="PT Dau")],
    })  # fmt: skip
    tab = village.tab("checks")
    assert places(tab)[:4] == [
        ("■ Kesalahan", "Mitra", "A7"),  # a repeated key takes a whole row out
        ("■ Kesalahan", "Mitra", "G5"),
        ("■ Kesalahan", "Perjanjian", "F5"),
        ("■ Kesalahan", "Perjanjian", "O5"),
    ]
    assert target(at(tab, "C8")) == ("Perjanjian", "O5")
    assert at(tab, "D8").value == "001"
    what = at(tab, "E8").value
    assert isinstance(what, str)
    assert what.startswith("Tanggal berakhir: ")
    assert "31/02/2026" in what


def test_equal_warnings_stand_under_a_line_that_counts_them() -> None:
    clauses = dict.fromkeys(("clause_scope", "clause_field"), "Ya")
    village = Village({
        "partners": [partner()],
        "agreements": [agreement(f"00{i}", document="https://x.id", **clauses) for i in range(3)],
    })  # fmt: skip
    tab = village.tab("checks")
    rows = values(tab, 5)
    start = next(i for i, row in enumerate(rows) if row[-1] == "3 perjanjian: delapan isi belum dicentang")
    assert rows[start][:2] == ["▲ Peringatan", "Perjanjian"]
    assert [row[:4] for row in rows[start + 1 : start + 4]] == [
        ["Peringatan", "Perjanjian", f"X{row}", f"00{row - 5}"] for row in (5, 6, 7)
    ]


def test_a_single_warning_needs_no_line_above_it() -> None:
    rows = values(
        Village({"partners": [partner()], "agreements": [agreement("1", document="https://x.id")]}).tab("checks"), 5
    )
    assert all(row[0] == "▲ Peringatan" for row in rows)
    assert not any("delapan isi belum dicentang" in row[-1] for row in rows)


def test_an_unsigned_agreement_comes_before_other_warnings() -> None:
    village = Village({"partners": [partner()], "agreements": [agreement("1"), agreement("2", signed_date=None)]})
    assert places(village.tab("checks"))[0] == ("▲ Peringatan", "Perjanjian", "M6")


def test_a_row_named_by_a_number_also_says_what_it_belongs_to() -> None:
    village = Village({"measurements": [measured("K-99", 1.0)]})
    assert values(village.tab("checks"), 5)[0][:4] == ["■ Kesalahan", "Realisasi", "B5", "M-K-99-2026-06-01 · K-99"]


def test_links_follow_a_header_that_was_moved() -> None:
    sheets = Village({"partners": [partner(email="x")]}).sheets()
    rows = sheets["Mitra"].rows
    moved = [[], *([*row[5:], *row[:5]] for row in rows)]
    reading = reader.read(sheets | {"Mitra": Sheet("Mitra", moved)})
    tab = next(t for t in owned.tabs(reading, evaluate(reading, AS_OF), words("id"), []) if t.id == "checks")
    assert target(at(tab, "C5")) == ("Mitra", "B6")


def test_a_missing_tab_has_a_line_without_a_link() -> None:
    sheets = Village().sheets()
    del sheets["Mitra"]
    reading = reader.read(sheets)
    tab = next(t for t in owned.tabs(reading, evaluate(reading, AS_OF), words("id"), []) if t.id == "checks")
    assert values(tab, 5)[0][:2] == ["■ Kesalahan", "Mitra"]
    assert at(tab, "C5").link is None


def test_a_missing_column_leads_to_the_headers() -> None:
    sheets = Village({"partners": [partner()]}).sheets()
    without = [row[1:] for row in sheets["Mitra"].rows]
    reading = reader.read(sheets | {"Mitra": Sheet("Mitra", without)})
    tab = next(t for t in owned.tabs(reading, evaluate(reading, AS_OF), words("id"), []) if t.id == "checks")
    assert target(at(tab, "C5")) == ("Mitra", "A4")


def test_settings_are_linked_too() -> None:
    tab = Village(settings={"village_name": "Desa A", "review_lead_days": "banyak"}).tab("checks")
    assert target(at(tab, "C5")) == ("Pengaturan", "B3")


def test_nothing_to_correct() -> None:
    tab = Village().tab("checks")
    assert values(tab, 5) == []
    assert at(tab, "A2").value == "✓ Tidak ada yang perlu dibetulkan. Keadaan per 17 Jun 2026."
    assert tab.filter is None


def test_all_findings_are_listed_however_many() -> None:
    village = Village({"partners": [partner(f"Mitra {i}", email="x", stage="prospect") for i in range(2000)]})
    tab = village.tab("checks")
    assert sum(row[0] == "■ Kesalahan" for row in values(tab, 5)) == 2000
    assert tab.filter == "A4:E2004"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_warning_has_a_short_sentence(language: str) -> None:
    say = words(language)
    missing = [
        code for code, severity in SEVERITY.items() if severity == "warning" and f"checks.group.{code}" not in say
    ]
    assert not missing
    assert all(f"checks.rows.{tab}" in say for tab in (*checks.KEYS, "settings"))


def test_a_future_entry_is_a_warning_of_its_tab() -> None:
    village = Village({"partners": [partner()], "interactions": [
        {"no": str(i), "date": day("2026-07-01"), "partner": "PT Maju", "topic": "Rapat"} for i in (1, 2)
    ]})  # fmt: skip
    assert any(row[-1].startswith("2 komunikasi: ") for row in values(village.tab("checks"), 5))


def test_a_very_long_group_says_what_to_do_in_its_first_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "EXPLAINED", 2)
    village = Village({"partners": [partner(f"Mitra {i}") for i in range(5)]})
    rows = values(village.tab("checks"), 5)
    assert [len(row) for row in rows] == [5, 5, 5, 4, 4, 4]
    assert [row[2] for row in rows[1:]] == ["L5", "L6", "L7", "L8", "L9"]


def test_no_more_links_than_a_spreadsheet_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LINKS", 7)
    tab = Village({"partners": [partner(f"Mitra {i}", email="x", stage="prospect") for i in range(9)]}).tab("checks")
    cells = [row[2] for row in tab.rows[4:]]
    assert [cell.value for cell in cells if cell] == [f"G{row}" for row in range(5, 14)]
    assert sum(cell is not None and cell.link is not None for row in tab.rows for cell in row) == 7
    assert [cell.look for cell in cells if cell][-1] == "text"
