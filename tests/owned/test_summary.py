"""The summary: four figures, the most urgent, five benefits; each a link, all on its place (look.md, Summary)."""

from __future__ import annotations

import pytest

from perdes_sheets.outputs.owned.layouts import CARDS, SUMMARY_BENEFITS, SUMMARY_EXPIRED, SUMMARY_LINES
from perdes_sheets.workbooks.base import OwnedTab
from tests.owned.villages import Village, agreement, at, day, kpi, measured, need, partner, target

FULL = Village({
    "needs": [need("N-1"), need("N-2", sector="health"), need("N-3", status="met")],
    "partners": [partner(sectors="health", stage="approached", email="bukan surel")],
    "agreements": [
        agreement("001", end_date=day("2027-12-31")),
        agreement("002", start_date=day("2026-02-01"), review_months=5),
        agreement("003", end_date=day("2026-01-31")),
    ],
    "kpis": [kpi("K-1"), kpi("K-2"), kpi("K-3"), kpi("K-4", target_date=day("2026-01-01"))],
    "measurements": [measured("K-1", 5), measured("K-2", 60), measured("K-3", 40), measured("K-4", 50, "2025-12-01")],
    "reviews": [{
        "no": "1", "agreement": "002", "date": day("2026-01-15"), "outcome": "continue",
        "next_review": day("2026-06-30"),
    }],
    "obligations": [{
        "no": "1", "agreement": "001", "party": "partner", "obligation": "Memberi bibit", "kind": "funding",
        "committed": 100000, "delivered": 75000, "unit": "Rp", "due_date": day("2026-06-10"),
    }],
})  # fmt: skip


def cards(tab: OwnedTab) -> list[object]:
    return [at(tab, f"{first}4").value for first, _ in CARDS]


def details(tab: OwnedTab) -> list[object]:
    return [at(tab, f"{first}6").value for first, _ in CARDS]


def lines(tab: OwnedTab) -> list[tuple[object, object]]:
    """(status, what) of the most urgent."""
    rows = [tab.rows[row - 1] for row in SUMMARY_LINES]
    return [(row[0].value, row[1].value) for row in rows if row[0] and row[1]]


def test_four_large_figures_lead_to_their_tabs() -> None:
    tab = FULL.tab("summary")
    assert cards(tab) == [2, 1, 1, 1]
    assert details(tab) == [
        "1 terlambat · 1 bulan ini", "dari 4 · 1 perlu perhatian · 1 tidak tercapai", "dari 3 · 1 sedang dijajaki",
        f"dan {FULL.computed()[1].counts['warnings']} peringatan",
    ]  # fmt: skip
    leads = [target(at(tab, f"{first}4")) for first, _ in CARDS]
    assert leads == [
        ("Perlu Ditinjau", "A1"),
        ("Status KPI", "A1"),
        ("Pemenuhan Kebutuhan", "A1"),
        ("Pemeriksaan", "A1"),
    ]


def test_a_figure_is_a_word_with_a_shape_before_its_colour() -> None:
    tab = FULL.tab("summary")
    assert [(at(tab, f"{first}5").value, at(tab, f"{first}5").look) for first, _ in CARDS] == [
        ("■ Perjanjian perlu ditinjau", "card_late"), ("■ KPI tertinggal dari rencana", "card_late"),
        ("■ Kebutuhan belum ada mitra", "card_late"), ("■ Isian perlu dibetulkan", "card_late"),
    ]  # fmt: skip


def test_the_most_urgent_lead_to_their_rows_and_expired_ones_are_one_last_line() -> None:
    tab = FULL.tab("summary")
    assert at(tab, "A8").value == "Paling mendesak (5 dari 5)"
    assert lines(tab) == [
        ("■ Terlambat 501 hari", "Tinjau 001: Kerja sama 001 (PT Maju)"),
        ("■ Terlambat 7 hari", "Kewajiban 001: Memberi bibit (PT Maju)"),
        ("▲ 13 hari lagi", "Tinjau 002: Kerja sama 002 (PT Maju)"),
        ("■ Terlambat 167 hari", "Target K-4: Indikator K-4 (PT Maju)"),
        ("■ Terlambat 167 hari", "Isi realisasi K-4: Indikator K-4 (PT Maju)"),
    ]
    assert target(at(tab, "B10")) == ("Kewajiban", "F5")
    assert at(tab, "E10").value == day("2026-06-10")
    last = at(tab, f"A{SUMMARY_EXPIRED}")
    assert last.value == "■ 1 perjanjian sudah berakhir: catat Diperpanjang atau Diakhiri di Tinjauan"
    assert target(last) == ("Perlu Ditinjau", "A1")


def test_five_benefits_one_line_each() -> None:
    tab = FULL.tab("summary")
    assert [at(tab, f"G{row}").value for row in SUMMARY_BENEFITS] == [
        "Akses sumber daya", "Peningkatan kapasitas", "Inovasi dan kreativitas", "Akuntabilitas", "Keberlanjutan",
    ]  # fmt: skip
    assert at(tab, "H9").value == "Rp75.000 diserahkan mitra · 1 dari 4 KPI sesuai rencana"
    assert at(tab, "H11").value == "– Belum dipakai"


def test_a_village_with_partners_and_agreements_only_is_not_nagged() -> None:
    tab = Village({"partners": [partner()], "agreements": [agreement("1", review_months=36)]}).tab("summary")
    assert cards(tab) == [0, "– Belum dipakai", "– Belum dipakai", 0]
    assert details(tab)[:3] == ["0 terlambat · 0 bulan ini", None, None]
    assert at(tab, "A4").look == "figure"
    assert at(tab, "D4").look == "figure_unused"
    assert at(tab, "A5").value == "✓ Perjanjian perlu ditinjau"
    assert at(tab, "D5").value == "– KPI tertinggal dari rencana"
    assert at(tab, "A9").value == "✓ Tidak ada yang terlambat atau jatuh waktu dalam 30 hari ini."


@pytest.mark.parametrize(("language", "unused"), [("id", "– Belum dipakai"), ("en", "– Not used yet")])
def test_an_empty_workbook_shows_no_zero(language: str, unused: str) -> None:
    tab = Village(language=language).tab("summary")
    assert cards(tab) == [unused] * 4
    assert all(at(tab, f"H{row}").value == unused for row in SUMMARY_BENEFITS)


def test_at_most_ten_lines_and_how_many_there_are() -> None:
    tab = Village({"agreements": [agreement(f"{i:03}") for i in range(30)]}).tab("summary")
    assert at(tab, "A8").value == "Paling mendesak (10 dari 30)"
    assert len(lines(tab)) == 10


def test_a_long_line_is_cut_on_its_own_line() -> None:
    tab = Village({"agreements": [agreement("1", title="Kerja sama\npengelolaan " + "sampah " * 30)]}).tab("summary")
    what = at(tab, "B9").value
    assert isinstance(what, str)
    assert len(what) <= 60
    assert what.startswith("Tinjau 1: Kerja sama pengelolaan sampah")
    assert what.endswith("…")


def test_english() -> None:
    tab = Village(FULL.tabs, language="en").tab("summary")
    assert at(tab, "A1").value == "Summary — Desa Sukamaju"
    assert at(tab, "A6").value == "1 late · 1 this month"
    assert at(tab, f"A{SUMMARY_EXPIRED}").value == "■ 1 agreement has expired: record Renew or End in Reviews"
