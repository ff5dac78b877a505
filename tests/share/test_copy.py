"""What a copy shows and asks, and that it is a sound workbook that says nothing of who made it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from perdes_sheets.outputs.partner_copy import PartnerView, Use, answering, build, view
from perdes_sheets.reading import reader
from perdes_sheets.rules.evaluate import evaluate
from perdes_sheets.schema.answers import ANSWER_TABS
from perdes_sheets.schema.tabs import entry_tab
from perdes_sheets.schema.words import words
from tests.rules_examples import NAMES, example
from tests.share.conftest import Viewing
from tests.tools.libreoffice import recalculated
from tests.tools.ooxml_validator import Validate, ooxml_validator

__all__ = ["ooxml_validator"]


@pytest.fixture
def shown(built: Mapping[str, bytes], language: str, viewing: Viewing, tmp_path: Path) -> PartnerView:
    """BUMDes Maju's part of the village."""
    path = tmp_path / "desa.xlsx"
    path.write_bytes(built[language])
    seen = viewing(path)
    return view(seen.reading, seen.results, "BUMDes Maju")


@pytest.fixture
def copy(shown: PartnerView, tmp_path: Path) -> Path:
    path = tmp_path / "salinan.xlsx"
    path.write_bytes(build(shown, words(shown.language)))
    return path


def test_whose_rows_are_shown(shown: PartnerView) -> None:
    assert [row["number"] for row in shown.rows["agreements"]] == ["001/PKS/2026", "003/PKS/2026"]
    # What the other partner of a joint agreement owes is its own; what the village owes to both is shown to both.
    assert [row["obligation"] for row in shown.rows["obligations"]] == ["Modal kios", "Lahan pasar", "Jalan setapak"]
    assert [row["code"] for row in shown.rows["kpis"]] == ["K-01"]
    assert [row["value"] for row in shown.rows["measurements"]] == [8]


def test_fulfilment_is_that_of_what_is_shown(shown: PartnerView) -> None:
    first, joint = shown.rows["agreements"]
    assert first["fulfilment_village"] == 1
    assert joint["fulfilment_partner"] is None, "the other partner's bears nothing on it"


def test_the_report_comes_first_and_asks_for_what_is_due(copy: Path, shown: PartnerView) -> None:
    say = words(shown.language)
    workbook = openpyxl.load_workbook(copy)
    assert workbook.sheetnames[0] == say.tab("report")
    sheet = workbook[say.tab("report")]
    assert sheet["A1"].value == f"{say.tab('report')} — {shown.village}"
    assert "BUMDes Maju" in sheet["A2"].value
    assert sheet["A3"].value == say("copy.who")
    assert sheet["A4"].value == say("copy.fill_in.file")
    assert [sheet.cell(7, c).value for c in (2, 3, 4, 5)] == ["K-01", "Kios terisi", "kios", 8]
    assert not sheet["H7"].protection.locked
    assert sheet["C7"].protection.locked


def test_every_tab_is_protected_and_only_white_cells_are_open(copy: Path, shown: PartnerView) -> None:
    workbook = openpyxl.load_workbook(copy)
    say = words(shown.language)
    answers = {say.tab(id) for id in ("report", "more_measurements", "deliveries", "comments")}
    for sheet in workbook:
        if sheet.sheet_state == "hidden":
            continue
        assert sheet.protection.sheet, sheet.title
        unlocked = [c for row in sheet.iter_rows() for c in row if not c.protection.locked]
        assert bool(unlocked) == (sheet.title in answers), sheet.title


def test_white_cells_are_those_that_a_google_sheet_leaves_open(copy: Path, shown: PartnerView) -> None:
    workbook, say = openpyxl.load_workbook(copy), words(shown.language)
    for tab in ANSWER_TABS:
        sheet = workbook[say.tab(tab.id)]
        unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
        white = {c.coordinate for area in answering.white(tab, shown) for row in sheet[area] for c in row}
        assert unlocked == white, tab.id
        assert white


@pytest.mark.parametrize("use", ["file", "online", "view"])
def test_a_copy_says_what_to_do_with_it(shown: PartnerView, use: Use, tmp_path: Path) -> None:
    say = words(shown.language)
    (tmp_path / "x.xlsx").write_bytes(build(shown, say, use=use))
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")[say.tab("report")]
    assert sheet["A4"].value == say(f"copy.fill_in.{use}")
    assert (say("copy.state.ready") in sheet["L7"].value) == (use == "file")


def test_private_columns_are_not_even_named(copy: Path, shown: PartnerView) -> None:
    say = words(shown.language)
    workbook = openpyxl.load_workbook(copy)
    for tab in ("agreements", "measurements", "reviews"):
        headers = {cell.value for cell in workbook[say.tab(tab)][4]}
        private = {say.column(tab, c.id) for c in entry_tab(tab).columns if not c.shared}
        assert private
        assert not headers & private


def test_the_charts_draw_the_partners_own(copy: Path) -> None:
    with zipfile.ZipFile(copy) as package:
        charts = [package.read(name).decode() for name in package.namelist() if "/charts/chart" in name]
    assert len(charts) == 2
    assert any("Kios terisi" in chart for chart in charts)
    assert not any("Pohon hidup" in chart for chart in charts)


def test_nothing_tells_who_made_it(copy: Path) -> None:
    properties = openpyxl.load_workbook(copy).properties
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_the_same_view_gives_the_same_bytes(copy: Path, shown: PartnerView) -> None:
    assert copy.read_bytes() == build(shown, words(shown.language))


def test_libreoffice_calculates_no_error_in_it(copy: Path) -> None:
    tabs = recalculated(copy)
    assert len(tabs) > 10
    assert not [cell for rows in tabs.values() for row in rows for cell in row if str(cell).startswith(("#", "Err:"))]


def test_microsofts_validator_finds_nothing(copy: Path, ooxml_validator: Validate) -> None:
    assert ooxml_validator(copy) == []


@pytest.mark.parametrize("text", ["=1+1", "+62 812", "-5", "@home", '=HYPERLINK("http://x.id")', "{=A1}"])
def test_a_typed_text_is_never_a_formula(
    built: Mapping[str, bytes], viewing: Viewing, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "desa.xlsx"
    path.write_bytes(built["id"])
    workbook = openpyxl.load_workbook(path)
    cell = workbook["Perjanjian"]["C5"]
    cell.value, cell.data_type = text, "s"
    workbook.save(path)
    seen = viewing(path)
    path.write_bytes(build(view(seen.reading, seen.results, "BUMDes Maju"), words("id")))
    found = openpyxl.load_workbook(path)["Perjanjian"]["B5"]
    assert (found.value, found.data_type) == (text, "s")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.id/a", "https://x.id/a"])
def test_only_web_addresses_are_links(
    built: Mapping[str, bytes], viewing: Viewing, tmp_path: Path, address: str
) -> None:
    path = tmp_path / "desa.xlsx"
    path.write_bytes(built["id"])
    workbook = openpyxl.load_workbook(path)
    headers = {cell.value: cell.column for cell in workbook["Perjanjian"][4]}
    workbook["Perjanjian"].cell(5, headers[words("id").column("agreements", "document")]).value = address
    workbook.save(path)
    seen = viewing(path)
    path.write_bytes(build(view(seen.reading, seen.results, "BUMDes Maju"), words("id")))
    with zipfile.ZipFile(path) as package:
        targets = b"".join(package.read(n) for n in package.namelist() if n.endswith(".rels"))
    assert (address.encode() in targets) == address.startswith("https")


@pytest.mark.parametrize("name", NAMES)
def test_whatever_was_typed_can_be_drawn(name: str) -> None:
    """Villages full of mistakes: unreadable cells, repeated keys, references to nothing."""
    village = example(name)
    reading = reader.read(village.sheets())
    results = evaluate(reading, village.as_of)
    partners = [partner.name for partner in reading.entries.partners if partner.name][:10]
    assert partners
    for partner in partners:
        content = build(view(reading, results, partner), words(reading.language))
        assert zipfile.is_zipfile(io.BytesIO(content))
