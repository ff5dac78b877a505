"""What holds for every owned tab, whatever a village has typed."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from perdes_sheets.outputs import owned
from perdes_sheets.outputs.looks import LOOKS
from perdes_sheets.outputs.owned.layouts import LAYOUTS
from perdes_sheets.reading import reader
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.schema.tabs import OWNED_TABS
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import OwnedTab
from tests.owned.test_summary import FULL
from tests.owned.villages import Village, agreement, partner
from tests.rules_examples import NAMES, example

VILLAGES = {
    "empty-id": Village(), "empty-en": Village(language="en"),
    "full-id": FULL, "full-en": Village(FULL.tabs, language="en"),
    "two-tabs": Village({"partners": [partner()], "agreements": [agreement("001")]}),
    "no-settings": Village(settings={}),
}  # fmt: skip


@cache
def made(name: str) -> tuple[list[OwnedTab], frozenset[str]]:
    """The owned tabs of a village, and the titles of all its tabs."""
    sheets = VILLAGES[name].sheets() if name in VILLAGES else example(name).sheets()
    as_of = dt.date(2026, 6, 17) if name in VILLAGES else example(name).as_of
    reading = reader.read(sheets)
    tabs = owned.tabs(reading, evaluate(reading, as_of), words(reading.language), [])
    return tabs, frozenset({*sheets, *(tab.title for tab in tabs)})


every = pytest.mark.parametrize("name", [*VILLAGES, *NAMES])


@every
def test_all_tabs_in_order(name: str) -> None:
    assert [tab.id for tab in made(name)[0]] == [*OWNED_TABS, "_charts"] == list(LAYOUTS)


@every
def test_every_look_exists(name: str) -> None:
    looks = {cell.look for tab in made(name)[0] for row in tab.rows for cell in row if cell}
    assert looks <= LOOKS.keys()


@every
def test_every_link_leads_to_a_cell_of_the_workbook(name: str) -> None:
    tabs, titles = made(name)
    links = [cell.link for tab in tabs for row in tab.rows for cell in row if cell and cell.link]
    assert links
    for link in links:
        assert link.tab in titles
        assert link.cell[0].isalpha()
        assert link.cell[-1].isdigit()


@every
def test_rows_fit_the_columns_that_the_layout_has(name: str) -> None:
    for tab in made(name)[0]:
        assert max((len(row) for row in tab.rows), default=0) <= len(LAYOUTS[tab.id].widths), tab.id


@every
def test_every_row_has_a_height_that_a_spreadsheet_allows(name: str) -> None:
    for tab in made(name)[0]:
        if not LAYOUTS[tab.id].hidden:
            assert set(tab.heights) == set(range(1, len(tab.rows) + 1)), tab.id
            assert all(0 < height <= 409 for height in tab.heights.values()), tab.id


@every
def test_no_text_is_left_in_words_of_the_program(name: str) -> None:
    cells = [cell for tab in made(name)[0] for row in tab.rows for cell in row if cell]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if "None" in text or "{" in text]


@every
def test_only_the_first_cell_of_a_merged_range_has_a_value(name: str) -> None:
    summary = made(name)[0][0]
    for merged in LAYOUTS["summary"].merges:
        (first, row), (last, _) = ((cell[0], int(cell[1:])) for cell in merged.split(":"))
        for column in range(ord(first) - 64, ord(last) - 64):
            cell = summary.rows[row - 1][column]
            assert cell is None or cell.value is None, merged


@every
def test_the_same_input_gives_the_same_tabs(name: str) -> None:
    made.cache_clear()
    first = made(name)
    made.cache_clear()
    assert made(name) == first


def test_typed_text_stays_text() -> None:
    bad = '=HYPERLINK("http://x")'
    tabs = Village({"partners": [partner(bad)], "agreements": [agreement(bad, partners=bad, title=bad)]}).owned()
    cells = [cell for tab in tabs.values() for row in tab.rows for cell in row if cell and bad in str(cell.value)]
    assert cells
    assert all(isinstance(cell.value, str) and not cell.blank for cell in cells)
    assert all(cell.link is None or not cell.link.url for cell in cells)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_new_workbook_says_how_to_begin_and_names_no_date(language: str) -> None:
    tabs = {tab.id: tab for tab in owned.unsynced(words(language))}
    assert list(tabs) == list(LAYOUTS)
    for id in OWNED_TABS:
        second = tabs[id].rows[1][0]
        assert second is not None
        assert second.value == words(language)("unsynced")
    texts = [str(cell.value) for tab in tabs.values() for row in tab.rows for cell in row if cell]
    assert not [text for text in texts if "0001" in text]
    assert len(tabs["history"].rows) == 4
