"""The empty workbook: whole, the same each time, in both languages, and helpful in every cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from perdes_sheets.outputs import template
from perdes_sheets.outputs.guide import lines
from perdes_sheets.outputs.looks import TINT
from perdes_sheets.outputs.template.colours import LEAST, STEPS, contrast, text_on
from perdes_sheets.outputs.template.columns import in_sheet, places
from perdes_sheets.outputs.template.hints import MESSAGE, TITLE, hint
from perdes_sheets.outputs.template.room import HEADER_ROW, ROOM
from perdes_sheets.reading import reader
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import CHECK, ENTRY_TABS, TAB_ORDER, Auto, EntryTab
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Sheet
from tests.tools.ooxml_validator import Validate

LANGUAGES = ("id", "en")
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return {language: template.build(language) for language in LANGUAGES}


def part(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def sheet_xml(content: bytes, tab: str) -> Any:
    return part(content, f"xl/worksheets/sheet{TAB_ORDER.index(tab) + 1}.xml")


def columns() -> Iterator[tuple[EntryTab, Column | Auto]]:
    for tab in ENTRY_TABS:
        for column in in_sheet(tab):
            yield tab, column


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("version", ["Office2010", "Microsoft365"])
def test_excel_would_open_it(
    built: dict[str, bytes], tmp_path: Path, ooxml_validator: Validate, language: str, version: str
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(built[language])
    assert ooxml_validator(path, version) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_without_a_finding_but_the_village(built: dict[str, bytes], language: str) -> None:
    with CalamineWorkbook.from_filelike(io.BytesIO(built[language])) as workbook:
        assert workbook.sheet_names == [words(language).tab(id) for id in TAB_ORDER]
        sheets = {
            name: Sheet(name, [[cell if cell != "" else None for cell in row] for row in rows])
            for name in workbook.sheet_names
            for rows in [workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        }
    reading = reader.read(sheets)
    assert reading.language == language
    assert [(f.tab, f.column, f.code) for f in reading.findings] == [("settings", "village_name", "required")]
    for tab in ENTRY_TABS:
        layout = reading.layouts[tab.id]
        assert (layout.header_row, layout.columns) == (HEADER_ROW, places(tab))
        assert getattr(reading.entries, tab.id) == []


def test_the_same_each_time(built: dict[str, bytes]) -> None:
    assert template.build("id") == built["id"]


def test_nobody_is_named_in_it(built: dict[str, bytes]) -> None:
    core = part(built["id"], "docProps/core.xml")
    said = {etree.QName(each).localname: each.text for each in core}
    assert said["title"] == "Kemitraan Desa"
    assert not said.get("creator")
    assert not said.get("lastModifiedBy")


@pytest.mark.parametrize("tab", ENTRY_TABS, ids=lambda tab: tab.id)
def test_each_row_has_its_formulas_and_its_number(built: dict[str, bytes], tab: EntryTab) -> None:
    xml, place = sheet_xml(built["id"], tab.id), places(tab)
    formulas = xml.findall(f".//m:row[@r='{HEADER_ROW + ROOM}']/m:c/m:f", NS)
    assert len(formulas) == len(tab.autos)
    with CalamineWorkbook.from_filelike(io.BytesIO(built["id"])) as workbook:
        rows = workbook.get_sheet_by_name(words("id").tab(tab.id)).to_python(skip_empty_area=False)
    numbers = [row[place[tab.key.id]] for row in rows[HEADER_ROW:] if row[place[tab.key.id]] != ""]
    assert numbers == ([float(i) for i in range(1, ROOM + 1)] if tab.key.key == "running" else [])


@pytest.mark.parametrize("tab", ENTRY_TABS, ids=lambda tab: tab.id)
def test_key_and_check_stay_in_sight_and_the_paper_is_f4(built: dict[str, bytes], tab: EntryTab) -> None:
    xml = sheet_xml(built["id"], tab.id)
    pane = xml.find(".//m:pane", NS)
    assert (pane.get("topLeftCell"), pane.get("state")) == ("C5", "frozen")
    assert [column.id for column in in_sheet(tab)][:2] == [tab.key.id, CHECK.id]
    setup = xml.find("m:pageSetup", NS)
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("14", "landscape", "0")
    assert "Halaman &P dari &N" in xml.findtext("m:headerFooter/m:oddFooter", namespaces=NS)
    assert xml.find("m:autoFilter", NS).get("ref").startswith("A4:")


def test_one_laptop_screen_shows_an_agreement_from_key_to_status(built: dict[str, bytes]) -> None:
    xml = sheet_xml(built["id"], "agreements")
    shown = [each for each in xml.findall("m:cols/m:col", NS) if each.get("hidden") != "1"]
    last = places(next(tab for tab in ENTRY_TABS if tab.id == "agreements"))["status"] + 1
    pixels = sum(float(each.get("width")) * 7 for each in shown if int(each.get("min")) <= last)
    row_numbers_and_scroll_bar = 50
    assert pixels * int(xml.find(".//m:sheetView", NS).get("zoomScale")) / 100 + row_numbers_and_scroll_bar <= 1366


def test_a4_for_those_who_have_it() -> None:
    setup = sheet_xml(template.build("id", paper="a4"), "needs").find("m:pageSetup", NS)
    assert setup.get("paperSize") == "9"


def test_the_village_stands_in_the_footer() -> None:
    xml = sheet_xml(template.build("id", {"settings": {"village_name": "Nagari A & B"}}), "needs")
    assert xml.findtext("m:headerFooter/m:oddFooter", namespaces=NS).startswith("&L&9Nagari A && B&C")


@pytest.mark.parametrize("tab", ENTRY_TABS, ids=lambda tab: tab.id)
def test_only_automatic_columns_refuse_what_is_typed(built: dict[str, bytes], tab: EntryTab) -> None:
    xml = sheet_xml(built["id"], tab.id)
    assert xml.find("m:sheetProtection", NS) is None
    rules = {rule.get("sqref"): rule for rule in xml.findall(".//m:dataValidation", NS)}
    by_place = {re.match("[A-Z]+", area)[0]: rule for area, rule in rules.items()}  # type: ignore[index]
    for id, place in places(tab).items():
        rule = by_place[chr(65 + place) if place < 26 else "A" + chr(65 + place - 26)]
        refuses = rule.get("showErrorMessage") == "1" and rule.get("errorStyle", "stop") == "stop" and rule.get("type")
        assert bool(refuses) == (id in {auto.id for auto in tab.autos}), id
        assert rule.get("prompt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_a_whole_hint(language: str) -> None:
    for tab, column in columns():
        said = hint(words(language), tab, column)
        assert 10 < len(said) <= MESSAGE
        assert said.endswith((".", "?", ")", "/", "ta")), said
        assert len(words(language).column(tab.id, column.id)[:TITLE]) <= TITLE


def test_hints_of_weight() -> None:
    said = {f"{tab.id}.{column.id}": hint(words("id"), tab, column) for tab, column in columns()}
    assert said["agreements.number"].startswith(
        "Belum bernomor? Tulis nomor sementara, mis. DRAF-2026-01. Bila nomornya berubah, ganti juga di Kewajiban, "
        "KPI, Tinjauan, dan Tindak Lanjut."
    )
    assert said["agreements.partners"].startswith(
        "Lebih dari satu? Pisahkan dengan titik koma. Mitra baru: isi dulu di tab Mitra."
    )
    assert (
        "Pihak ketiga: Musyawarah Desa. Antar-desa: Musyawarah antar-Desa." in said["agreements.village_meeting_date"]
    )


def test_the_guide_has_its_recipes_and_every_tab() -> None:
    guide = list(lines(words("id")))
    texts = {line.text for line in guide}
    assert "Diperpanjang: catat di Tinjauan. Nomor baru = baris baru; adendum = ganti Tanggal berakhir." in texts
    assert (
        "Laporan kepada BPD, tembusan Bupati melalui Camat: catat di Kewajiban, pihak Desa, jenis Pelaporan." in texts
    )
    assert {line.link for line in guide if line.link} == {tab for tab in TAB_ORDER if tab[0] != "_"} - {"guide"}


def test_texts_are_legible_on_their_colours() -> None:
    assert all(contrast(fill, text) >= LEAST for fill, text in TINT.values())
    assert all(contrast(fill, text_on(fill)) >= LEAST for fill in STEPS.values())


def test_charts_say_in_words_what_they_show(built: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(built["en"])) as package:
        drawing = etree.fromstring(package.read("xl/drawings/drawing1.xml"))
    described = [each.get("descr") for each in drawing.iter("{*}cNvPr")]
    assert len(described) == 5
    assert all(described)
