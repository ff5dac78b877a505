"""Tabs by title, columns by label, the workbook's language: in any language, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perdes_sheets.reading import reader
from perdes_sheets.reading.entries import Reading
from perdes_sheets.schema.tabs import ENTRY_TABS, TAB_ORDER, entry_tab
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Cell, Sheet
from tests.reading.grids import read, sheet

NEEDS = [column.id for column in entry_tab("needs").columns]
NEED = ["K-1", "Kesehatan", "Posyandu", "Balita sehat", 5.0, 4.0, 3.0]


def reading(*sheets: Sheet) -> Reading:
    return reader.read({sheet.title: sheet for sheet in sheets})


def missing(read: Reading, tab: str, code: str) -> dict[str | None, str | None]:
    """Column -> variant of the findings `code` in a tab."""
    return {f.column: f.variant for f in read.findings if f.tab == tab and f.code == code}


def test_title_rows_above_and_any_order_of_columns() -> None:
    say = words("id")
    header = [say.column("needs", id) for id in reversed(NEEDS)]
    row = [*NEED, *[None] * (len(NEEDS) - len(NEED))][::-1]
    found = reading(Sheet("Kebutuhan", [["Kebutuhan — Desa Sukamaju"], [], ["siapa", None, "kapan"], header, row]))
    assert found.entries.needs[0].code == "K-1"
    assert found.entries.needs[0].row == 5
    layout = found.layouts["needs"]
    assert (layout.header_row, layout.last_row) == (4, 5)
    assert layout.cell(5, "code") == "L5"


@pytest.mark.parametrize(
    "dress", [str.upper, "  {}  ".format, "{} *".format, "{}*".format, lambda t: t.replace(" ", "\n")]
)
def test_labels_are_matched_folded(dress: Callable[[str], str]) -> None:
    plain = sheet(
        "partners",
        [["name", "type", "sectors", "stage", "legal_checked"], ["Mitra", "village", "health", "active", "Ya"]],
    )
    header = [dress(str(label)) for label in plain.rows[0]]
    found = reading(Sheet(" mitra ", [header, *plain.rows[1:]]))
    assert found.entries.partners[0].legal_checked is True
    assert missing(found, "partners", "column_missing") == {}


def test_extra_columns_are_ignored() -> None:
    say = words("id")
    header = ["Catatan saya", *(say.column("needs", id) for id in NEEDS[:7]), None, "Foto", 2024]
    found = reading(Sheet("Kebutuhan", [header, ["halo", *NEED, "x", "y", 3], ["hanya catatan"]]))
    assert [need.row for need in found.entries.needs] == [2]
    assert "needs" not in {f.tab for f in found.findings}


def test_english_labels_in_an_indonesian_workbook_are_matched_too() -> None:
    found = reading(
        sheet("partners", [[column.id for column in entry_tab("partners").columns]]),
        Sheet("Needs", [[words("en").column("needs", id) for id in NEEDS], NEED]),
    )
    assert found.language == "id"
    assert found.entries.needs[0].need == "Posyandu"


@pytest.mark.parametrize("language", ["id", "en"])
def test_language_is_recognised_from_labels(language: str) -> None:
    tabs = [sheet(tab.id, [[column.id for column in tab.columns]], language) for tab in ENTRY_TABS]
    assert reading(*tabs).language == language
    assert reading(tabs[1]).language == language


def test_language_without_any_label_is_the_default() -> None:
    assert reading(Sheet("Sheet1", [["halo"]])).language == "id"
    assert reading().language == "id"


def test_columns_decide_the_language_where_the_titles_were_translated() -> None:
    english = words("en")
    tabs = [Sheet(words("id").tab(tab.id), [[english.column(tab.id, c.id) for c in tab.columns]]) for tab in ENTRY_TABS]
    assert reading(*tabs).language == "en"


def test_every_tab_missing_is_reported_once_and_alone() -> None:
    found = reading(Sheet("Sheet1", []))
    assert [(f.tab, f.row, f.column, f.code) for f in found.findings] == [
        (tab, 1, None, "tab_missing") for tab in ("settings", *(tab.id for tab in ENTRY_TABS))
    ]


def test_misspelt_tab_gets_a_hint_and_owned_tabs_are_none() -> None:
    say = words("id")
    owned = [Sheet(say.tab(tab), []) for tab in TAB_ORDER if tab not in {t.id for t in ENTRY_TABS} | {"settings"}]
    found = reading(Sheet("Perjanjan", []), *owned)
    hints = {f.tab: f.values["near"] for f in found.findings if f.variant == "near"}
    assert hints == {"agreements": "Perjanjan"}


def test_missing_required_column_names_what_is_there() -> None:
    found = read(needs=[["code", "sector", "goal", "urgency", "seriousness", "growth"], ["K-1", "health"]])
    (finding,) = [f for f in found.findings if f.tab == "needs" and f.column == "need"]
    assert (finding.row, finding.code, finding.variant) == (1, "column_missing", None)
    assert finding.values["label"] == "Kebutuhan"
    assert finding.values["there"] == "Kode, Sektor, Tujuan, Mendesak (1–5), Keseriusan (1–5), Perkembangan (1–5)"
    assert found.layouts["needs"].cell(finding.row, finding.column) is None


def test_missing_optional_column_is_fine_and_gives_the_default() -> None:
    found = read(needs=[NEEDS[:7], NEED])
    assert missing(found, "needs", "column_missing") == {}
    assert (found.entries.needs[0].status, found.entries.needs[0].source) == ("open", None)


def test_misspelt_header_gets_a_hint() -> None:
    found = reading(Sheet("Mitra", [["Nama mitar", "Jenis mitra", "Sektor", "Tahap"]]))
    (finding,) = [f for f in found.findings if f.code == "column_missing"]
    assert (finding.column, finding.variant, finding.values["near"]) == ("name", "near", "Nama mitar")


@pytest.mark.parametrize("rows", [[], [["Mitra"]], [["Nama mitra"], ["CV Maju"]], [[None, 3.0, True]]])
def test_no_header_row_at_all(rows: list[list[Cell]]) -> None:
    found = reading(Sheet("Mitra", rows))
    assert missing(found, "partners", "column_missing") == dict.fromkeys(
        ("name", "type", "sectors", "stage"), "no_header"
    )
    assert "partners" not in found.layouts
    assert found.entries.partners == []


def test_two_headers_for_one_column_the_first_counts() -> None:
    found = read(needs=[[*NEEDS[:7], "need"], [*NEED, "Lain"]])
    (finding,) = [f for f in found.findings if f.code == "duplicate_column"]
    assert (finding.row, finding.column, finding.values["first"], finding.values["second"]) == (1, "need", "C1", "H1")
    assert found.entries.needs[0].need == "Posyandu"


def test_a_label_of_each_language_is_a_duplicate() -> None:
    found = reading(Sheet("Mitra", [["Nama mitra", "Jenis mitra", "Sektor", "Tahap", "Partner type"]]))
    assert missing(found, "partners", "duplicate_column") == {"type": None}


def test_automatic_columns_have_their_place() -> None:
    found = read(needs=[["code", "check", *NEEDS[1:7], "usg_score"], ["K-1", "✓", *NEED[1:], 12.0]])
    assert found.layouts["needs"].cell(2, "check") == "B2"
    assert found.layouts["needs"].cell(2, "usg_score") == "I2"
    assert found.entries.needs[0].sector == "health"
