"""What every kind of workbook does alike: the tests run over all of CASES."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.base import EMPTY, OURS, OVERWRITTEN, ErrorValue, Link, Out, OwnedTab, WritePlan
from tests.contract import small
from tests.contract.cases import reaching
from tests.contract.conftest import Open
from tests.contract.small import CHECK, CHECKS, DATA, ENTRY, FIRST, KEYS, LOOKS, MARKER, NASTY, OWN, OWNED, ROWS

CHECK_CELLS = {f"B{row}" for row in range(FIRST, FIRST + len(ROWS))}


def test_it_reads_what_was_typed(opened: Open) -> None:
    sheet = opened().workbook.read()[ENTRY]
    assert sheet.title == ENTRY
    rows = [list(row) + [None] * (8 - len(row)) for row in sheet.rows]
    assert [cell or None for cell in rows[FIRST - 2]] == list(small.HEADERS)
    for number, (row, typed) in enumerate(zip(rows[FIRST - 1 :], ROWS, strict=True), FIRST):
        for column, (cell, wanted) in enumerate(zip(row, typed, strict=True)):
            if column != CHECK:
                assert (None if cell == "" else cell) == wanted, (number, column)
                assert isinstance(cell, bool) == isinstance(wanted, bool), (number, column)
    assert isinstance(rows[FIRST][6], ErrorValue)


def test_it_gives_every_tab_in_its_order(opened: Open) -> None:
    assert list(opened().workbook.read()) == [ENTRY, OWNED, OWN, DATA, LOOKS]


def test_it_tells_whose_automatic_cells_are(opened: Open) -> None:
    book = opened().workbook
    book.read()
    states = book.automatic(ENTRY, {CHECK: MARKER, 2: MARKER, 20: MARKER}, FIRST)
    assert list(states[CHECK][:4]) == [OURS, OURS, OVERWRITTEN, EMPTY]
    assert list(states[2][:4]) == [OVERWRITTEN, OVERWRITTEN, OVERWRITTEN, EMPTY]
    assert set(states[20]) <= {EMPTY}
    assert not set(states[CHECK][4:]) - {EMPTY}


def test_a_formula_that_only_quotes_the_marker_is_not_ours(opened: Open) -> None:
    book = opened().workbook
    assert list(book.automatic(ENTRY, {CHECK: "pd_partners_che"}, FIRST)[CHECK][:2]) == [OVERWRITTEN, OVERWRITTEN]


def test_a_plan_is_carried_out(opened: Open) -> None:
    one, plan = opened(), small.plan()
    one.workbook.read()
    one.workbook.automatic(ENTRY, {CHECK: MARKER}, FIRST)
    written = one.workbook.write(plan)
    assert written.changed
    seen, owned = one.seen(), plan.owned[0]
    for number, row in enumerate(owned.rows, 1):
        for column, out in enumerate(row):
            at = f"{'ABCDE'[column]}{number}"
            if out is None:
                assert at not in seen.values[OWNED]
                continue
            wanted = float(out.value) if type(out.value) is int else out.value
            assert seen.values[OWNED].get(at) == wanted, at
            assert type(seen.values[OWNED].get(at)) is type(wanted), at
            assert seen.looks[OWNED].get(at) == out.look, at
            assert seen.links[OWNED].get(at) == (f"{out.link.tab}!{out.link.cell}" if out.link else None), at
    assert len(seen.values[OWNED]) == 5 + len(NASTY) * 5, "nothing is left of the rows before"
    assert set(seen.links[OWNED]) == {f"B{row}" for row in range(4, 4 + len(NASTY))}


def test_automatic_cells_show_what_the_plan_says(opened: Open) -> None:
    one = opened()
    one.workbook.read()
    one.workbook.automatic(ENTRY, {CHECK: MARKER}, FIRST)
    written = one.workbook.write(small.plan())
    seen = one.seen()
    shown = [seen.values[ENTRY].get(f"B{row}") for row in range(FIRST, FIRST + 4)]
    fills = one.workbook.fills
    assert shown == [CHECKS[0], CHECKS[1], "diketik orang", CHECKS[3] if fills else None]
    assert seen.formulas[ENTRY].get("B8") == (small.FORMULA if fills else None), "put where nothing was"
    assert "B7" not in seen.formulas[ENTRY], "what somebody typed stays"
    assert set(written.filled) == ({ENTRY} if fills else set())
    assert seen.values[ENTRY]["A2"] == "Isi di sini. Diperiksa hari ini."


def test_entry_cells_and_tabs_of_the_users_own_stay(opened: Open) -> None:
    one = opened()
    before = one.seen()
    one.workbook.write(small.plan())
    after = one.seen()
    for title in (ENTRY, OWN, LOOKS):
        for part in ("values", "formulas", "links"):
            old, new = getattr(before, part)[title], getattr(after, part)[title]
            kept = {at: value for at, value in old.items() if title != ENTRY or at not in {*CHECK_CELLS, "A2"}}
            assert {at: new.get(at) for at in kept} == kept, (title, part)
            assert new.keys() - old.keys() <= CHECK_CELLS, (title, part)
    assert after.tabs == before.tabs


def test_names_and_print_areas_are_set(opened: Open) -> None:
    one = opened()
    one.workbook.write(small.plan())
    seen = one.seen()
    last = len(ROWS) + 1
    wanted = {
        "Milik_saya": f"{OWN}!A1", "pd_note": f"{DATA}!A2", KEYS: f"{DATA}!B2:B{last}", MARKER: f"{DATA}!C2:C{last}",
        "pd_in_partners_name": f"{ENTRY}!A5:A504",
    }  # fmt: skip
    assert seen.names | {"Milik_saya": f"{OWN}!A1"} == (reaching(wanted) if one.reaches else wanted)
    assert seen.print_areas == ({ENTRY: "A1:H8"} if one.prints else {})


def test_a_dry_run_tells_what_would_change_and_changes_nothing(opened: Open) -> None:
    one = opened()
    before = one.state()
    told = one.workbook.write(small.plan(), dry_run=True)
    assert one.state() == before
    done = one.workbook.write(small.plan())
    assert told.changed
    assert {OWNED, DATA} <= set(told.tabs)
    assert OWN not in told.tabs
    assert (sorted(told.tabs), told.filled, list(told.restored)) == (
        sorted(done.tabs),
        done.filled,
        list(done.restored),
    )
    told = one.workbook.write(small.plan(), dry_run=True)
    assert not told.changed
    assert not told.tabs


def test_the_same_plan_again_changes_nothing(opened: Open) -> None:
    one = opened()
    assert one.workbook.write(small.plan()).changed
    before = one.state()
    assert not one.workbook.write(small.plan()).changed
    assert one.state() == before
    one.workbook.read()
    one.workbook.automatic(ENTRY, {CHECK: MARKER}, FIRST)
    assert not one.workbook.write(small.plan()).changed
    assert one.state() == before


@pytest.mark.parametrize(
    "changed",
    [
        small.plan(names=[*NASTY[:-1], "lain"]),
        small.plan(names=NASTY[:3]),
        small.plan(names=[]),
        small.plan(note="Kemarin."),
    ],
    ids=["a text", "fewer rows", "no rows", "a note"],
)
def test_a_later_plan_is_carried_out(opened: Open, changed: WritePlan) -> None:
    one, other = opened(), opened()
    one.workbook.write(small.plan())
    assert one.workbook.write(changed).changed
    later = one.seen()
    other.workbook.write(changed)
    at_once = other.seen()
    for title in (OWNED, DATA):
        assert later.values[title] == at_once.values[title]
        assert later.looks[title] == at_once.looks[title]
        assert later.links[title] == at_once.links[title]
    assert later.values[ENTRY] == at_once.values[ENTRY]
    assert later.names == at_once.names


def test_a_look_alone_is_a_change(opened: Open) -> None:
    one = opened()
    looks = ("text", "late")
    plans = [WritePlan("id", owned=[OwnedTab("checks", OWNED, [[Out("sama", look)]])]) for look in looks]
    for plan, look in zip(plans, looks, strict=True):
        assert one.workbook.write(plan).changed
        assert one.seen().looks[OWNED]["A1"] == look
    assert not one.workbook.write(plans[-1]).changed


def test_strings_stay_strings(opened: Open) -> None:
    one = opened()
    one.workbook.write(small.plan())
    rows = one.workbook.read()[OWNED].rows
    read = [row[0] for row in rows[3:]]
    assert [cell.text if isinstance(cell, ErrorValue) else cell for cell in read] == list(NASTY)
    assert not any(at.startswith("A") for at in one.seen().formulas[OWNED])


@pytest.mark.parametrize("lost", [OWNED, DATA])
def test_a_missing_tab_comes_back(opened: Open, lost: str) -> None:
    one, whole = opened(without=[lost]), opened()
    assert list(one.workbook.write(small.plan()).restored) == [lost]
    whole.workbook.write(small.plan())
    back, wanted = one.seen(), whole.seen()
    assert sorted(back.tabs) == sorted(wanted.tabs)
    for part in ("values", "formulas", "looks", "links"):
        assert getattr(back, part)[lost] == getattr(wanted, part)[lost], part
    assert back.names == wanted.names
    assert back.values[ENTRY] == wanted.values[ENTRY]
    assert not one.workbook.write(small.plan()).changed


def test_looks_are_right_even_where_their_specimens_are_missing(opened: Open) -> None:
    one, whole = opened(without=[LOOKS]), opened()
    one.workbook.write(small.plan())
    whole.workbook.write(small.plan())
    assert one.seen().looks[OWNED] == whole.seen().looks[OWNED]
    assert not one.workbook.write(small.plan()).changed


def test_entries_are_added_where_cells_are_empty(opened: Open) -> None:
    one = opened()
    before = one.seen().values[ENTRY]
    new = {0: "007", 2: "=1+1", 3: dt.date(2024, 5, 17), 4: 12.5, 5: True}
    one.workbook.read()
    plan = WritePlan("id", appended={ENTRY: {9: new, 12: {7: "jauh"}}})
    assert one.workbook.write(plan).changed
    after = one.seen()
    added = {"A9": "007", "C9": "=1+1", "D9": dt.date(2024, 5, 17), "E9": 12.5, "F9": True, "H12": "jauh"}
    typed = {at: value for at, value in after.values[ENTRY].items() if at not in CHECK_CELLS}
    assert typed == {at: value for at, value in before.items() if at not in CHECK_CELLS} | added
    assert "C9" not in after.formulas[ENTRY]
    row = list(one.workbook.read()[ENTRY].rows[8])
    assert [row[column] for column in new] == list(new.values())


@pytest.mark.parametrize("column", [2, CHECK, 6])
def test_nothing_is_added_over_what_is_there(opened: Open, column: int) -> None:
    one = opened()
    before, values = one.state(), one.seen().values[ENTRY]
    plan = replace(small.plan(), appended={ENTRY: {9: {0: "baru"}, 6: {column: "lain"}}})
    if one.inserts:
        one.workbook.write(plan)
        now = {5: 5, 6: 7, 7: 8, 8: 10}
        typed = {f"{at[0]}{now[int(at[1:])]}": v for at, v in values.items() if at[0] != "B" and int(at[1:]) in now}
        assert typed.items() <= one.seen().values[ENTRY].items(), "rows 6 and 9 are new ones in between"
        return
    with pytest.raises(WorkbookError) as caught:
        one.workbook.write(plan)
    assert caught.value.message == "error.not_blank"
    assert caught.value.values == {"row": 6, "tab": ENTRY}
    assert one.state() == before


URLS = {
    "https://desa.id/a?b=1": True, "http://desa.id": True, "mailto:desa@desa.id": True,
    "javascript:alert(1)": False, "file:///etc/passwd": False, "data:text/html,x": False, "ftp://desa.id": False,
    "\\\\server\\share": False, "JaVaScRiPt:alert(1)": False, " javascript:alert(1)": False, "www.desa.id": False,
}  # fmt: skip


def test_only_web_and_mail_addresses_become_links(opened: Open) -> None:
    one = opened()
    rows = [[Out(f"alamat {number}", "link", Link(url=url))] for number, url in enumerate(URLS)]
    one.workbook.write(WritePlan("id", owned=[OwnedTab("checks", OWNED, rows)]))
    seen = one.seen()
    assert len(seen.values[OWNED]) == len(URLS)
    linked = {url: seen.links[OWNED].get(f"A{row}") for row, url in enumerate(URLS, 1)}
    assert linked == {url: url if safe else None for url, safe in URLS.items()}


def test_links_that_are_too_long_for_a_formula(opened: Open) -> None:
    one = opened()
    long_url, long_text = "https://desa.id/" + "a" * 400, "Perjanjian " + "b" * 400
    rows = [
        [Out("pendek", "link", Link(url=long_url))],
        [Out(long_text, "link", Link(tab=ENTRY, cell="A5"))],
        [Out('kata "dikutip"', "link", Link(tab=OWN, cell="A1"))],
        [Out(7, "number", Link(tab=OWN, cell="A2"))],
    ]
    plan = WritePlan("id", owned=[OwnedTab("checks", OWNED, rows)])
    one.workbook.write(plan)
    seen = one.seen()
    assert list(seen.values[OWNED].values()) == ["pendek", long_text, 'kata "dikutip"', 7.0]
    assert list(seen.links[OWNED].values()) == [long_url, f"{ENTRY}!A5", f"{OWN}!A1", f"{OWN}!A2"]
    assert not one.workbook.write(plan).changed
