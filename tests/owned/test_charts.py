"""What the charts draw: fixed cells of `_charts`, titles that state the finding, nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from perdes_sheets.outputs.owned import CHARTS, LAYOUTS, HistoryLine
from perdes_sheets.outputs.owned.charts import BLOCKS, COLOURS, LABEL_ON, ChartSpec, Range
from perdes_sheets.outputs.owned.timeline import COUNTS
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import OwnedTab
from tests.owned.test_summary import FULL
from tests.owned.villages import Village, agreement, day, kpi, measured, need, partner

SPECS = {spec.id: spec for spec in CHARTS}


def seen(tab: OwnedTab, cells: Range) -> list[Any]:
    """The values that a chart reads."""
    found = []
    for row in range(cells.first_row, cells.last_row + 1):
        line = tab.rows[row - 1] if row <= len(tab.rows) else []
        cell = line[cells.column] if cells.column < len(line) else None
        found.append(cell.value if cell else None)
    return found


def drawn(village: Village, id: str) -> tuple[str, dict[str, list[Any]]]:
    """The chart's title, and category -> the values of its series; empty categories left out."""
    tab, spec = village.tab("_charts"), SPECS[id]
    series = [seen(tab, each.values) for each in spec.series]
    names = seen(tab, spec.categories)
    return seen(tab, spec.title)[0], {
        name: list(values) for name, *values in zip(names, *series, strict=True) if name is not None
    }


def test_kpis_by_status() -> None:
    title, bars = drawn(FULL, "kpi_status")
    assert title == "1 dari 4 KPI tertinggal dari rencana"
    assert {name: value for name, (value,) in bars.items() if value} == {
        "Sesuai rencana": 1, "Perlu perhatian": 1, "Tertinggal dari rencana": 1, "Tidak tercapai": 1,
    }  # fmt: skip
    assert len(bars) == 9


def test_needs_by_sector_and_coverage() -> None:
    title, bars = drawn(FULL, "need_coverage")
    assert title == "1 dari 3 kebutuhan belum ada mitra, terbanyak Ekonomi"
    assert bars["Ekonomi"] == [1, None, None, 1]
    assert bars["Kesehatan"] == [None, None, 1, None]
    assert len(bars) == 6


@pytest.mark.parametrize(
    ("id", "statuses", "room"),
    [
        ("agreement_status", 3, {"Aktif": 5}),
        ("agreement_status", 5, {}),
        ("need_coverage", 2, {"Ekonomi": 3}),
        ("need_coverage", 7, {}),
        ("kpi_status", 0, {}),
    ],
)
def test_an_axis_of_counts_has_room_for_whole_steps(id: str, statuses: int, room: dict[str, int]) -> None:
    village = Village({
        "agreements": [agreement(str(i)) for i in range(statuses)], "needs": [need(f"N-{i}") for i in range(statuses)],
    })  # fmt: skip
    tab, spec = village.tab("_charts"), SPECS[id]
    assert spec.room is not None
    rows = zip(seen(tab, spec.categories), seen(tab, spec.room.values), strict=True)
    assert {name: value for name, value in rows if value is not None} == room


def test_agreements_by_status() -> None:
    title, bars = drawn(FULL, "agreement_status")
    assert title == "2 dari 3 perjanjian berlaku"
    assert {name: value for name, (value,) in bars.items() if value} == {"Aktif": 2, "Berakhir": 1}


def test_progress_against_expected_the_furthest_behind_first() -> None:
    title, bars = drawn(FULL, "progress")
    assert title == "Indikator K-4: 50%, seharusnya 100%"
    assert list(bars) == ["Indikator K-4", "Indikator K-1", "Indikator K-3", "Indikator K-2"]
    assert bars["Indikator K-1"] == [0.05, 0.5]


def test_the_last_syncs() -> None:
    village = Village(FULL.tabs, history=[past("2026-05-01", errors=4), past("2026-07-01", errors=9)])
    title, points = drawn(village, "trend")
    assert title == "Sejak 01 Mei 2026: Isian perlu dibetulkan dari 4 menjadi 1"
    assert points == {"01 Mei": [None, None, None, 4], "17 Jun": [1, 1, 1, 1]}  # what lies after as_of isn't there


def test_at_most_twelve_syncs() -> None:
    village = Village(FULL.tabs, history=[past(f"2025-{month:02}-01", errors=1) for month in range(1, 13)])
    _, points = drawn(village, "trend")
    assert len(points) == 12
    assert list(points)[-1] == "17 Jun"
    assert "01 Jan" not in points


def past(date: str, **counts: int) -> HistoryLine:
    return HistoryLine(day(date), dict.fromkeys(COUNTS) | counts)


def test_the_first_sync_has_no_trend_yet() -> None:
    assert drawn(FULL, "trend")[0] == "Perkembangan terlihat mulai sinkronisasi berikutnya"


def test_no_change_since_the_last_sync() -> None:
    once = FULL.tab("history").rows[4]
    ids = dict(zip(COUNTS, (cell.value if cell else None for cell in once[1:]), strict=True))
    assert (
        drawn(Village(FULL.tabs, history=[past("2026-06-01", **ids)]), "trend")[0]
        == "Tidak ada perubahan sejak 01 Jun 2026"
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ({"kpis": [kpi("K")], "measurements": [measured("K", 40)]}, "1 dari 1 KPI perlu perhatian"),
        ({"kpis": [kpi("K")], "measurements": [measured("K", 60)]}, "1 dari 1 KPI tercapai atau sesuai rencana"),
        ({"kpis": [kpi("K")]}, "1 KPI belum bisa dinilai"),
        ({}, "KPI: belum dipakai"),
    ],
)
def test_the_title_says_the_worst_that_there_is(rows: dict[str, Sequence[Any]], title: str) -> None:
    assert drawn(Village({"agreements": [agreement("001")], **rows}), "kpi_status")[0] == title


def test_needs_that_all_have_a_partner() -> None:
    village = Village({"needs": [need("N")], "partners": [partner(stage="approached")]})
    assert drawn(village, "need_coverage")[0] == "Semua kebutuhan sudah ada mitra atau sedang dijajaki"


def test_expiring_agreements_are_named() -> None:
    village = Village({"agreements": [agreement("1"), agreement("2", end_date=day("2026-08-01"))]})
    assert drawn(village, "agreement_status")[0] == "2 dari 2 perjanjian berlaku, 1 segera berakhir"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("id", SPECS)
def test_an_empty_workbook_draws_nothing_but_says_why(id: str, language: str) -> None:
    title, bars = drawn(Village(language=language), id)
    assert title
    assert all(value is None for values in bars.values() for value in values[:3])


@pytest.mark.parametrize("spec", CHARTS, ids=SPECS)
def test_a_chart_reads_its_own_block_only(spec: ChartSpec) -> None:
    block = BLOCKS[spec.id]
    ranges = [spec.categories, *(each.values for each in spec.series), *([spec.room.values] if spec.room else [])]
    assert len({r.column for r in ranges}) == len(ranges)
    assert bool(spec.room) == spec.whole
    assert all((r.first_row, r.last_row) == (block.row + 2, block.row + 1 + block.size) for r in ranges)
    assert all(each.name.first_row == block.row + 1 for each in spec.series)
    assert spec.title.formula == f"_charts!$A${block.row}"
    assert not spec.points or len(spec.points) == block.size


def test_blocks_do_not_meet() -> None:
    ends = [(block.row, block.row + 1 + block.size) for block in BLOCKS.values()]
    assert all(last < first for (_, last), (first, _) in pairwise(ends))


def test_blocks_stay_where_charts_in_old_workbooks_look_for_them() -> None:
    assert {id: (block.row, block.size) for id, block in BLOCKS.items()} == {
        "kpi_status": (1, 9), "need_coverage": (13, 6), "agreement_status": (22, 6), "progress": (31, 6),
        "trend": (40, 12),
    }  # fmt: skip


def test_charts_cover_ranges_of_the_summary_without_meeting() -> None:
    covered: set[tuple[str, int]] = set()
    for spec in CHARTS:
        (first, top), (last, bottom) = ((cell[0], int(cell[1:])) for cell in spec.area.split(":"))
        cells = {(chr(c), r) for c in range(ord(first), ord(last) + 1) for r in range(top, bottom + 1)}
        assert not cells & covered
        covered |= cells
        assert spec.width > 280
        assert spec.height > 140
    assert max(row for _, row in covered) == max(LAYOUTS["summary"].heights)


@pytest.mark.parametrize("language", ["id", "en"])
def test_axes_and_alternative_texts_have_words(language: str) -> None:
    say = words(language)
    for spec in CHARTS:
        assert all(id in say for id in (spec.alt, spec.category_title, spec.value_title) if id)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tone", COLOURS)
def test_numbers_are_legible_on_their_bars(tone: str) -> None:
    light, dark = sorted((luminance(COLOURS[tone]), luminance(LABEL_ON[tone])), reverse=True)  # type: ignore[index]
    assert (light + 0.05) / (dark + 0.05) >= 4.5
