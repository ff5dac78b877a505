"""KPI status: the worst first, progress and achievement side by side, percentages as percentages."""

from __future__ import annotations

import pytest

from tests.owned.villages import Village, agreement, at, day, kpi, measured, partner, target, values

VILLAGE = Village({
    "partners": [partner()],
    "agreements": [agreement("001")],
    "kpis": [
        kpi("BAIK"), kpi("KOSONG"), kpi("TINGGAL"),
        kpi("RENTANG", direction="range", target=None, target_min=12, target_max=20.5, baseline=None),
    ],
    "measurements": [
        measured("BAIK", 30, "2025-12-01"), measured("BAIK", 40, "2026-03-01"), measured("BAIK", 75.5),
        measured("TINGGAL", 10), measured("RENTANG", 15),
    ],
})  # fmt: skip


def test_the_worst_first() -> None:
    rows = values(VILLAGE.tab("kpi_status"), 5)
    assert [(row[0], row[3]) for row in rows] == [
        ("TINGGAL", "■ Tertinggal dari rencana"), ("KOSONG", "▲ Belum ada data"), ("BAIK", "✓ Sesuai rencana"),
        ("RENTANG", "✓ Tercapai"),
    ]  # fmt: skip


def test_values_are_typed() -> None:
    tab = VILLAGE.tab("kpi_status")
    row = tab.rows[6]
    assert [(cell.value, cell.look) for cell in row[4:10] if cell] == [
        (75.5, "number"), (100.0, "integer"), ("rumah", "text_after"), (0.755, "percent"), (0.5, "percent"),
        (0.755, "percent"),
    ]  # fmt: skip
    forecast, meets = row[13], row[14]
    assert forecast is not None
    assert forecast.value == pytest.approx(VILLAGE.computed()[1].kpis[0].forecast)
    assert meets is not None
    assert meets.value == "✓ Akan tercapai"


def test_a_band_is_written_out_in_the_language() -> None:
    assert at(VILLAGE.tab("kpi_status"), "F8").value == "12–20,5"
    assert at(Village(VILLAGE.tabs, language="en").tab("kpi_status"), "F8").value == "12–20.5"


def test_headers_say_which_ratio_is_which() -> None:
    headers = values(VILLAGE.tab("kpi_status"), 4)[0]
    assert headers[7:10] == ["Kemajuan (dari nilai awal)", "Seharusnya saat ini", "Capaian (terhadap target)"]


def test_links_to_the_kpi_and_its_agreement() -> None:
    tab = VILLAGE.tab("kpi_status")
    assert target(at(tab, "A5")) == ("KPI", "A7")
    assert target(at(tab, "C5")) == ("Perjanjian", "A5")


def test_an_unknown_agreement_has_no_link() -> None:
    tab = Village({"kpis": [kpi("K", agreement="999")]}).tab("kpi_status")
    assert at(tab, "C5").value == "999"
    assert at(tab, "C5").link is None


def test_the_order_is_by_row_within_a_status() -> None:
    tab = Village({"agreements": [agreement("001")], "kpis": [kpi("Z"), kpi("A")]}).tab("kpi_status")
    assert [row[0] for row in values(tab, 5)] == ["Z", "A"]


def test_without_kpis_there_is_one_sentence() -> None:
    assert len(values(Village().tab("kpi_status"), 4)) == 1


def test_a_target_date_that_is_past_is_missed() -> None:
    village = Village({
        "agreements": [agreement("001")], "kpis": [kpi("K", target_date=day("2026-01-01"))],
        "measurements": [measured("K", 50, "2025-12-30")],
    })  # fmt: skip
    assert values(village.tab("kpi_status"), 5)[0][3] == "■ Tidak tercapai"
