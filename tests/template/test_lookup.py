"""What automatic columns look up: one entry for each way in which a formula may see a key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.outputs import automatic
from perdes_sheets.outputs.automatic import AutomaticPlan
from perdes_sheets.outputs.formulas import LONGEST
from perdes_sheets.outputs.lookup import compact
from perdes_sheets.reading.layout import Layout
from perdes_sheets.schema.tabs import entry_tab
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import EMPTY, OURS, OVERWRITTEN, AutoColumn, Cell
from tests.owned.villages import Row, Village, agreement, kpi, measured, need


def planned(states: Mapping[str, bytes] | None = None, **tabs: Sequence[Row]) -> AutomaticPlan:
    """The plan for rows from 5 on; automatic columns stand after the typed ones. `states`: tab -> of its check."""
    reading, results = Village(tabs).computed()
    layouts = {id: _widened(layout) for id, layout in reading.layouts.items()}
    reading = replace(reading, layouts=layouts)
    known = {tab: {layouts[tab].columns["check"]: state} for tab, state in (states or {}).items()}
    return automatic.plan(reading, results, known, words("id"))


def _widened(layout: Layout) -> Layout:
    if layout.tab == "settings":
        return layout
    autos = entry_tab(layout.tab).autos
    places = {auto.id: len(layout.columns) + i for i, auto in enumerate(autos)}
    return replace(layout, columns={**layout.columns, **places})


def cells(plan: AutomaticPlan, tab: str, column: str) -> AutoColumn:
    """An automatic column of a tab (its id), as planned."""
    [found] = [c for c in plan.columns[words("id").tab(tab)] if c.marker == f"pd_{tab}_{column}"]
    return found


def looked_up(plan: AutomaticPlan, name: str) -> list[Cell]:
    """The values of a column of `_data`, by its name."""
    rows = plan.data_tab.rows
    place = next(i for i, cell in enumerate(rows[0]) if cell and cell.value == name)
    return [cell.value for row in rows[1:] if (cell := row[place]) is not None]


def keys(*codes: Cell) -> list[Cell]:
    return looked_up(planned(needs=[need("x") | {"code": code} for code in codes]), "pd_needs_key")


def test_a_key_is_text_with_a_letter_before_it() -> None:
    assert keys("001/PKS", 17.0) == ["k001/PKS", "k17"]


def test_white_space_is_one_space() -> None:
    assert keys("  B\u00a0 01 \n a ") == ["kB 01 a"]
    assert compact("a\tb") == "a\tb"


def test_a_long_key_is_cut() -> None:
    assert keys("x" * 300) == ["k" + "x" * LONGEST]


def test_a_decimal_number_is_written_as_any_system_writes_it() -> None:
    assert keys(1.5) == ["k1.5", "k1,5"]


def test_a_long_number_may_get_an_exponent() -> None:
    found = keys(3201010101010001.0)
    assert found[0] == "k3201010101010001"
    assert {"k3.20101010101E+15", "k3,20101010101E+15"} <= set(found)


def test_a_date_is_a_day_number_to_a_formula() -> None:
    assert keys(dt.date(2024, 3, 12)) == ["k2024-03-12", "k45363"]


def test_text_that_only_looks_like_a_number_keeps_its_own_key() -> None:
    assert keys("1.10", "0812345678") == ["k1.10", "k0812345678"]


def test_a_repeated_key_has_no_values_but_its_check() -> None:
    plan = planned(needs=[need("A"), need("B"), need(" a ")])
    assert looked_up(plan, "pd_needs_key") == ["kA", "kB"]
    assert looked_up(plan, "pd_needs_usg_score") == ["", 9]
    checks = cells(plan, "needs", "check").values
    assert checks[0] == checks[2]
    assert "baris 5, 7" in str(checks[0])


def test_keys_alike_in_all_that_is_compared_are_not_mixed_up() -> None:
    long = "x" * LONGEST
    plan = planned(needs=[need(long + "1"), need(long + "2")])
    assert looked_up(plan, "pd_needs_coverage") == [""]
    assert "baris 5, 6" in str(looked_up(plan, "pd_needs_check")[0])


def test_a_number_that_is_written_like_another_key_is_not_mixed_up() -> None:
    plan = planned(needs=[need("x") | {"code": 1.5}, need("1,5")])
    assert looked_up(plan, "pd_needs_key") == ["k1.5", "k1,5"]
    assert looked_up(plan, "pd_needs_coverage") == ["", ""]


def test_a_row_without_a_key_says_so() -> None:
    plan = planned(needs=[need("A") | {"code": None}])
    assert cells(plan, "needs", "check").values == ["■ Isi Kode"]
    assert cells(plan, "needs", "usg_score").values == [""]


def test_an_empty_result_is_a_cell_that_looks_empty() -> None:
    plan = planned(agreements=[agreement("001")])
    place = next(
        i for i, cell in enumerate(plan.data_tab.rows[0]) if cell and cell.value == "pd_agreements_review_flag"
    )
    [out] = [row[place] for row in plan.data_tab.rows[1:2]]
    assert out is not None
    assert (out.value, out.blank) == ("■ Terlambat", False)
    empty = planned(agreements=[agreement("001", signed_date=None)]).data_tab.rows[1][place]
    assert empty is not None
    assert empty.blank


def test_the_names_cover_all_that_is_looked_up() -> None:
    plan = planned(needs=[need("A"), need("B"), need("C")], partners=[])
    assert plan.names["pd_needs_key"] == "_data!$C$2:$C$4"
    assert plan.names["pd_needs_usg_score"] == "_data!$D$2:$D$4"
    assert plan.names["pd_partners_key"].count("$") == 2
    assert plan.names["pd_in_needs_code"] == "'Kebutuhan'!$A$5:$A$504"


def test_about_tells_the_last_value_and_its_date() -> None:
    plan = planned(
        agreements=[agreement("001")], kpis=[kpi("K-01"), kpi("K-02")],
        measurements=[
            measured("k-01 ", 40, "2026-05-01"), measured("K-01", 45.5), measured("K-02", 1, "2027-01-01"),
            measured("K-9", 1),
        ],
    )  # fmt: skip
    assert cells(plan, "measurements", "about").values == [
        "Indikator K-01 (rumah) · terakhir 45,5 (01 Jun 2026)",
        "Indikator K-01 (rumah) · terakhir 45,5 (01 Jun 2026)",
        "Indikator K-02 (rumah)",
        "■ Belum ada di tab KPI",
    ]


@given(
    st.lists(
        st.one_of(st.text("aA1.,- \u00a0", max_size=4), st.floats(-9, 9).map(lambda x: round(x, 1) + 0.0)), max_size=8
    )
)
def test_no_row_shows_what_belongs_to_another(codes: list[Cell]) -> None:
    plan = planned(
        needs=[need("x", growth=i % 5 + 1, urgency=i // 5 + 1) | {"code": code} for i, code in enumerate(codes)]
    )
    keys = [str(key).casefold() for key in looked_up(plan, "pd_needs_key")]
    scores = looked_up(plan, "pd_needs_usg_score")
    for shown, code in zip(cells(plan, "needs", "usg_score").values, codes, strict=True):
        for seen in as_seen(code):
            if seen not in ("", "-"):
                assert scores[keys.index("k" + seen.casefold())] == shown


def as_seen(code: Cell) -> list[str]:
    """What a formula makes of a key cell, on an English and on an Indonesian computer."""
    if isinstance(code, float):
        return [f"{code:.15G}", f"{code:.15G}".replace(".", ",")]
    return [compact(str(code))]


def test_formulas_go_into_empty_cells_of_filled_rows_only() -> None:
    plan = planned({"needs": bytes([OURS, EMPTY, EMPTY, OVERWRITTEN])}, needs=[need("A"), {}, need("B"), need("C")])
    column = cells(plan, "needs", "check")
    assert list(column.formulas) == [7]
    assert "pd_needs_check" in column.formulas[7]
    assert column.values == ["✓", "", "✓", "✓"]


def test_rows_beyond_the_formulas_get_theirs() -> None:
    plan = planned({"needs": bytes([OURS])}, needs=[need("A"), need("B")])
    assert list(cells(plan, "needs", "check").formulas) == [6]


def test_what_prints_ends_where_the_rows_end() -> None:
    plan = planned(needs=[need("A"), need("B")])
    assert plan.print_areas["Kebutuhan"].split(":")[1].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "6"
    assert plan.print_areas["Mitra"].split(":")[1].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "24"
