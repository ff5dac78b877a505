"""Scorecards, need coverage and benefits: what partnerships bring, partner by partner and need by need."""

from __future__ import annotations

import pytest

from tests.owned.villages import Village, agreement, at, day, kpi, measured, need, partner, target, values

PROMISE = {
    "agreement": "001",
    "party": "partner",
    "obligation": "Dana",
    "kind": "funding",
    "committed": 100,
    "unit": "Rp",
}

VILLAGE = Village({
    "needs": [
        need("N-1", urgency=2), need("N-2", urgency=5), need("N-3", sector="health"),
        need("N-4", status="met"), need("N-5", sector="health"),
    ],
    "partners": [
        partner("PT Maju", vision=5, stage="active"), partner("Yayasan B", vision=3, stage="prospect"),
        partner("Yayasan A", stage="prospect"),
    ],
    "agreements": [agreement("001", needs="N-3"), agreement("002", partners="PT Maju; Yayasan B", needs="N-3; N-5")],
    "obligations": [
        {**PROMISE, "no": "1", "delivered": 100}, {**PROMISE, "no": "2", "due_date": day("2026-01-01")},
        {**PROMISE, "no": "3", "agreement": "002", "partner": "Yayasan B", "delivered": 50},
        {**PROMISE, "no": "4", "party": "village", "kind": "training", "done_date": day("2026-02-01")},
    ],
    "kpis": [kpi("K-1"), kpi("K-2"), kpi("K-3", benefit="innovation")],
    "measurements": [measured("K-1", 60), measured("K-2", 5)],
})  # fmt: skip


def test_scorecards_the_best_first_then_those_without_a_score_by_name() -> None:
    village, tab = VILLAGE, VILLAGE.tab("scorecards")
    scores = {p.name: p.score for p in village.computed()[1].partners}
    rows = values(tab, 5)
    assert [row[0] for row in rows] == ["PT Maju", "Yayasan B", "Yayasan A"]
    assert [row[3] if len(row) > 3 else None for row in rows] == [scores[row[0]] for row in rows]
    assert scores["Yayasan A"] is None


def test_a_scorecard_counts_the_partners_own_obligations_and_kpis() -> None:
    maju, yayasan, _ = values(VILLAGE.tab("scorecards"), 5)
    assert maju[8:] == [2, "1 dari 2", "1 dari 2", 100]
    assert yayasan[8:] == [1, "0 dari 1", None, 50]


def test_a_scorecard_leads_to_the_partner() -> None:
    assert target(at(VILLAGE.tab("scorecards"), "A6")) == ("Mitra", "A6")


def test_uncovered_needs_come_first_by_rank_with_partners_to_ask() -> None:
    tab = VILLAGE.tab("need_coverage")
    rows = values(tab, 5)
    assert [(row[0], row[1], row[5]) for row in rows] == [
        (1, "N-2", "■ Belum ada mitra"), (4, "N-1", "■ Belum ada mitra"), (2, "N-3", "✓ Sudah ada perjanjian"),
        (3, "N-5", "✓ Sudah ada perjanjian"), (None, "N-4", "✓ Terpenuhi"),
    ]  # fmt: skip
    assert rows[0][7:] == ["PT Maju", "Yayasan B", "Yayasan A"]
    assert target(at(tab, "I5")) == ("Mitra", "A6")
    assert rows[2][6:] == ["001; 002"]


FIVE = ["Akses sumber daya", "Peningkatan kapasitas", "Inovasi dan kreativitas", "Akuntabilitas", "Keberlanjutan"]


def test_five_benefits_with_figures_in_plain_words() -> None:
    rows = values(VILLAGE.tab("benefits"), 4)
    assert [row[0] for row in rows if row[0] in FIVE] == FIVE
    found = {row[0]: row[1] for row in rows if len(row) > 1}
    assert found["Dana yang diserahkan mitra"] == 150
    assert found["PT Maju"] == 100
    assert found["Pelatihan terlaksana"] == 1
    assert found["Perjanjian berlaku"] == 2
    assert ["KPI tercapai atau sesuai rencana", 0.5] in [row[:2] for row in rows]
    assert found["Indikator K-3"] == "▲ Belum ada data"


def test_a_kpi_says_what_it_reached() -> None:
    rows = values(VILLAGE.tab("benefits"), 4)
    assert ["Indikator K-2", "■ Tertinggal dari rencana", "Realisasi 5 rumah, target 100 rumah"] in rows


def test_figures_are_typed() -> None:
    cells = {row[0].value: row[1] for row in VILLAGE.tab("benefits").rows[3:] if len(row) > 1 and row[0] and row[1]}
    looks = {name: cell.look for name, cell in cells.items() if cell}
    assert looks["Dana yang diserahkan mitra"] == "rupiah"
    assert looks["Data KPI terkini"] == "percent"
    assert looks["Perjanjian berlaku"] == "integer"


@pytest.mark.parametrize("tab", ["scorecards", "need_coverage"])
def test_an_unused_tab_says_so_in_one_sentence(tab: str) -> None:
    rows = values(Village().tab(tab), 4)
    assert len(rows) == 1
    assert rows[0][0].startswith("Belum dipakai.")


def test_an_unused_benefit_says_so() -> None:
    rows = values(Village({"agreements": [agreement("1")]}).tab("benefits"), 4)
    assert rows[2] == ["– Belum dipakai"]
    assert ["Perjanjian berlaku", 1, "Aktif dan segera berakhir"] in rows


def test_a_long_list_at_a_benefit_leads_to_where_the_rest_stands() -> None:
    tab = Village({"agreements": [agreement("001")], "kpis": [kpi(f"K-{i:02}") for i in range(13)]}).tab("benefits")
    rest = next(row[0] for row in tab.rows if row and row[0] and row[0].value == "… dan 3 lagi di tab Status KPI")
    assert target(rest) == ("Status KPI", "A1")
    assert sum(str(row[0]).startswith("Indikator K-") for row in values(tab, 4) if row) == 10
