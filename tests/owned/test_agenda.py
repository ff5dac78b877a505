"""The agenda: what is late first, data after duties, expired agreements last; each with a link to its row."""

from __future__ import annotations

from tests.owned.villages import Village, agreement, at, day, kpi, measured, partner, target, values

VILLAGE = Village({
    "partners": [partner()],
    "interactions": [{
        "no": "1", "date": day("2026-05-01"), "partner": "PT Maju", "topic": "Rapat", "follow_up": "Kirim surat",
        "follow_up_due": day("2026-06-17"), "owner": "Sekdes",
    }],
    "agreements": [
        agreement("001", review_months=29), agreement("002", end_date=day("2026-01-31")),
        agreement("003", start_date=day("2026-06-01"), end_date=day("2026-08-30"), review_months=36),
    ],
    "kpis": [kpi("K-1", target_date=day("2026-05-30"), owner="Kaur")],
    "measurements": [measured("K-1", 5)],
    "actions": [{
        "no": "7", "agreement": "001", "issue": "Macet", "action": "Rapat", "owner": "Kades",
        "due_date": day("2026-06-01"),
    }],
})  # fmt: skip


def test_parts_in_the_order_of_a_clerk() -> None:
    assert [row[:5] for row in values(VILLAGE.tab("agenda"), 5)] == [
        ["Terlambat"],
        [day("2026-06-01"), "■ Terlambat 16 hari", "Tindak lanjut", "Rapat", "001"],
        ["Data dan target KPI yang terlambat"],
        [day("2026-05-30"), "■ Terlambat 18 hari", "Batas target KPI", "Indikator K-1", "K-1"],
        ["Bulan ini (Juni 2026)"],
        [day("2026-06-17"), "▲ Hari ini", "Langkah berikut", "Kirim surat", None],
        ["Bulan depan"],
        [day("2026-07-01"), "▲ 14 hari lagi", "Tinjauan", "Kerja sama 001", "001"],
        ["Nanti"],
        [day("2026-08-08"), "● 52 hari lagi", "Tinjauan", "Kerja sama 003", "003"],
        [day("2026-08-30"), "● 74 hari lagi", "Perjanjian berakhir", "Kerja sama 003", "003"],
        ["Perjanjian yang sudah berakhir dan belum diputuskan"],
        [day("2025-11-02"), "■ Terlambat 227 hari", "Tinjauan", "Kerja sama 002", "002"],
    ]


def test_a_task_leads_to_its_cell_and_names_who_does_it() -> None:
    tab = VILLAGE.tab("agenda")
    assert target(at(tab, "D6")) == ("Tindak Lanjut", "E5")
    assert target(at(tab, "D8")) == ("KPI", "D5")
    assert target(at(tab, "D10")) == ("Komunikasi", "E5")
    assert [at(tab, f"G{row}").value for row in (6, 8, 10)] == ["Kades", "Kaur", "Sekdes"]


def test_all_of_the_agenda_is_there_once() -> None:
    dated = [row for row in values(VILLAGE.tab("agenda"), 5) if len(row) > 1]
    assert len(dated) == len(VILLAGE.computed()[1].agenda)


def test_filter_over_all_lines() -> None:
    tab = VILLAGE.tab("agenda")
    assert tab.filter == f"A4:G{len(tab.rows)}"


def test_nothing_to_do() -> None:
    rows = values(Village().tab("agenda"), 4)
    assert rows == [["✓ Tidak ada yang terlambat, dan tidak ada yang jatuh waktu dalam 90 hari ke depan."]]


def test_english() -> None:
    rows = values(Village(VILLAGE.tabs, language="en").tab("agenda"), 5)
    assert rows[1][1] == "■ 16 days late"
    assert rows[5][1] == "▲ Today"
