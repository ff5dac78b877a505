"""The workbook as it is drawn: the same tabs, columns, words and looks as the file's template."""

from __future__ import annotations

import json
from typing import Any

import pytest

from perdes_sheets.errors import UseError
from perdes_sheets.outputs import google_template, sample
from perdes_sheets.outputs.google_template.refill import Rectangle, rectangles, refill
from perdes_sheets.outputs.google_template.requests import area, cell_format, colour, grid
from perdes_sheets.outputs.looks import LOOKS, TINT
from perdes_sheets.outputs.owned import CHARTS, LAYOUTS
from perdes_sheets.outputs.owned.charts import COLOURS
from perdes_sheets.outputs.template.columns import in_sheet
from perdes_sheets.outputs.template.hints import hint
from perdes_sheets.outputs.template.rules import rules
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import ENTRY_TABS, SETTINGS_COLUMNS, TAB_ORDER, Auto, EntryTab
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Link, Out, OwnedTab
from perdes_sheets.workbooks.google import new
from tests.google.conftest import DAY, GET, Desk
from tests.google_emulator.model import Sheet, Spreadsheet

SAY = words("id")
HEADER = 3
"""The headers' row, from 0."""


@pytest.fixture
def book(drawn: dict[str, Spreadsheet]) -> Spreadsheet:
    return drawn["new"]


def of(book: Spreadsheet, tab: str) -> Sheet:
    return book.sheet(SAY.tab(tab))


def test_the_tabs_stand_in_their_order(book: Spreadsheet) -> None:
    wanted = [SAY.tab(tab) for tab in TAB_ORDER if tab != "_looks"]
    assert [sheet.title for sheet in book.sheets] == wanted
    assert [s.title for s in book.sheets if s.properties.get("hidden")] == ["_data", "_charts"]
    assert (book.properties["locale"], book.properties["timeZone"]) == ("in_ID", "Asia/Jakarta")


@pytest.mark.parametrize("tab", ENTRY_TABS, ids=lambda tab: tab.id)
def test_an_entry_tab_has_the_columns_of_the_file(book: Spreadsheet, tab: EntryTab) -> None:
    sheet, columns = of(book, tab.id), in_sheet(tab)
    assert sheet.column_count == len(columns)
    for i, column in enumerate(columns):
        cell, label = sheet.cell(HEADER, i), SAY.column(tab.id, column.id)
        assert cell.note is not None
        assert cell.note.startswith(hint(SAY, tab, column))
        if isinstance(column, Auto):
            assert f'"{label}"' in (cell.formula or "")
            assert f"pd_{tab.id}_{column.id}" in (cell.formula or "")
            assert "," not in "".join((cell.formula or "").split('"')[::2]), "a comma is the decimal sign in Indonesia"
        else:
            assert cell.value == {"stringValue": label + (" *" if column.required else "")}
    grid_ = sheet.properties["gridProperties"]
    assert (grid_["frozenRowCount"], grid_["frozenColumnCount"]) == (HEADER + 1, 2)
    assert grid_["hideGridlines"]
    assert sheet.properties["tabColorStyle"]
    assert sheet.basic_filter is not None
    assert sheet.basic_filter["range"]["startRowIndex"] == HEADER


@pytest.mark.parametrize("tab", ENTRY_TABS, ids=lambda tab: tab.id)
def test_rare_columns_are_folded_away(book: Spreadsheet, tab: EntryTab) -> None:
    sheet, columns = of(book, tab.id), in_sheet(tab)
    folded = {i for g in sheet.objects["columnGroups"] for i in range(g["range"]["startIndex"], g["range"]["endIndex"])}
    assert folded == {i for i, column in enumerate(columns) if isinstance(column, Column) and column.group}
    assert all(group["collapsed"] for group in sheet.objects["columnGroups"])


@pytest.mark.parametrize("tab", ENTRY_TABS, ids=lambda tab: tab.id)
def test_dropdowns_help_and_never_refuse(book: Spreadsheet, tab: EntryTab) -> None:
    sheet = of(book, tab.id)
    kinds = {
        "choice": "ONE_OF_LIST", "yesno": "ONE_OF_LIST", "score": "ONE_OF_LIST", "ref": "ONE_OF_RANGE",
        "refs": "ONE_OF_RANGE", "date": "DATE_IS_VALID",
    }  # fmt: skip
    for i, column in enumerate(in_sheet(tab)):
        rule = sheet.cell(HEADER + 2, i).validation
        wanted = kinds.get(column.type) if isinstance(column, Column) else None
        assert (rule["condition"]["type"] if rule else None) == wanted, column.id
        assert not (rule or {}).get("strict")
        assert sheet.cell(HEADER, i).validation is None
        if rule and isinstance(column, Column) and column.type == "choice":
            texts = [value["userEnteredValue"] for value in rule["condition"]["values"]]
            assert texts == SAY.choices(column.choices or "")
        if rule and isinstance(column, Column) and column.ref:
            (source,) = (value["userEnteredValue"] for value in rule["condition"]["values"])
            assert source == f"='{SAY.tab(column.ref)}'!$A$5:$A"


@pytest.mark.parametrize("tab", ENTRY_TABS, ids=lambda tab: tab.id)
def test_what_is_text_stays_as_it_is_typed(book: Spreadsheet, tab: EntryTab) -> None:
    sheet = of(book, tab.id)
    kinds = {"text": "TEXT", "long": "TEXT", "ref": "TEXT", "refs": "TEXT", "phone": "TEXT", "date": "DATE",
             "money": "NUMBER", "score": "NUMBER", "months": "NUMBER"}  # fmt: skip
    for i, column in enumerate(in_sheet(tab)):
        format = (sheet.cell(HEADER + 3, i).format or {}).get("numberFormat", {})
        if isinstance(column, Column):
            wanted = None if column.key == "running" else kinds.get(column.type)
            assert format.get("type", "").replace("CURRENCY", "NUMBER") == (wanted or ""), column.id
        else:
            assert format.get("type") == {"date": "DATE", "percent": "PERCENT"}.get(column.kind), column.id


@pytest.mark.parametrize("tab", ENTRY_TABS, ids=lambda tab: tab.id)
def test_colours_follow_the_automatic_text_of_the_same_row(book: Spreadsheet, tab: EntryTab) -> None:
    found = of(book, tab.id).objects["conditionalFormats"]
    wanted = [rule for rule in rules(tab, in_sheet(tab), HEADER + 2, SAY) if rule.number is None]
    assert len(found) == len(wanted) > 5
    for made, rule in zip(found, wanted, strict=True):
        (there,) = made["ranges"]
        assert (there["startRowIndex"], there.get("startColumnIndex", 0), there["endColumnIndex"]) == (
            HEADER + 1, rule.columns[0], rule.columns[1] + 1,
        )  # fmt: skip
        (condition,) = made["booleanRule"]["condition"]["values"]
        assert condition["userEnteredValue"].replace(";", ",") == "=" + rule.formula.replace(";", ",")
        text = made["booleanRule"]["format"].get("textFormat", {})
        assert text.get("foregroundColorStyle", {}) == (_stored(rule.colour) if rule.colour else {})


def _stored(text: str) -> Any:
    from tests.google_emulator import colors

    style: Any = colors.both({"$ref": "TextFormat"}, {"foregroundColorStyle": colour(text)})
    return style["foregroundColorStyle"]


def test_google_asks_before_someone_changes_what_the_program_fills(book: Spreadsheet) -> None:
    """Nobody is stopped, so that sorting works and who must repair something can."""
    for sheet in book.sheets:
        for item in sheet.objects["protectedRanges"]:
            assert item["warningOnly"]
            assert item["description"]
    for tab in (*LAYOUTS, "_data", "guide"):
        (item,) = of(book, tab).objects["protectedRanges"]
        assert item["range"].keys() <= {"sheetId"}
    for tab in ENTRY_TABS:
        sheet = of(book, tab.id)
        covered = set()
        for item in sheet.objects["protectedRanges"]:
            covered |= set(range(item["range"].get("startColumnIndex", 0), item["range"]["endColumnIndex"]))
            assert item["range"]["startRowIndex"] == HEADER
        assert covered == {i for i, column in enumerate(in_sheet(tab)) if isinstance(column, Auto)}
    assert not of(book, "settings").objects["protectedRanges"]


def test_names_of_a_tab_reach_equally_far(book: Spreadsheet) -> None:
    """XLOOKUP takes no ranges of different sizes."""
    names = {named["name"]: named["range"] for named in book.named_ranges}
    for tab in ENTRY_TABS:
        columns = [name for name in names if name.startswith(f"pd_{tab.id}_") and not _single(names[name])]
        assert f"pd_{tab.id}_key" in columns
        assert {(names[n]["startRowIndex"], names[n].get("endRowIndex")) for n in columns} == {(1, None)}
    assert _single(names["pd_note"])
    assert _single(names["pd_village"])
    for name in ("pd_in_agreements_number", "pd_in_agreements_title"):
        assert names[name]["startRowIndex"] == HEADER


def _single(there: Any) -> bool:
    return bool(there.get("endRowIndex", 9**9) - there["startRowIndex"] == 1)


def test_charts_are_googles_own(book: Spreadsheet) -> None:
    charts = of(book, "summary").objects["charts"]
    kinds = {"bar": "BAR", "stacked_bar": "BAR", "line": "LINE", "column": "COLUMN"}
    assert len(charts) == len(CHARTS)
    for chart, spec in zip(charts, CHARTS, strict=True):
        basic = chart["spec"]["basicChart"]
        assert basic["chartType"] == kinds[spec.kind]
        assert len(basic["series"]) == len(spec.series)
        assert chart["spec"]["altText"] == SAY(spec.alt)
        assert chart["spec"]["title"]
        position = chart["position"]["overlayPosition"]
        assert (position["widthPixels"], position["heightPixels"]) == (spec.width, spec.height)
        colours = [series["colorStyle"] for series in basic["series"]]
        assert colours == [_series_colour(COLOURS[series.tone]) for series in spec.series]


def _series_colour(text: str) -> Any:
    from tests.google_emulator import colors

    style: Any = colors.both({"$ref": "BasicChartSeries"}, {"colorStyle": colour(text)})
    return style["colorStyle"]


def test_settings_stand_beside_their_labels(book: Spreadsheet) -> None:
    sheet = of(book, "settings")
    for row, setting in enumerate(SETTINGS_COLUMNS, HEADER + 1):
        label = SAY.column("settings", setting.id) + (" *" if setting.required else "")
        assert sheet.cell(row, 0).value == {"stringValue": label}
        value = sample.SETTINGS.get(setting.id)
        assert sheet.cell(row, 1).value == ({"stringValue": value} if value else None)


def test_the_guide_leads_to_every_tab(book: Spreadsheet) -> None:
    sheet = of(book, "guide")
    gids = {f"#gid={other.id}": other.title for other in book.sheets}
    linked = [
        (gids[run["format"]["link"]["uri"]], cell.value)
        for _, _, cell in sheet.cells()
        for run in cell.runs or ()
        if "link" in run["format"]
    ]
    assert {title for title, _ in linked} == {s.title for s in book.sheets} - {"_data", "_charts", SAY.tab("guide")}
    assert all(value == {"stringValue": title} for title, value in linked)


@pytest.mark.parametrize("language", ["id", "en"])
def test_one_batch_of_a_reasonable_size(language: str) -> None:
    requests = google_template.draw(language, sample.cells(language, DAY), {0})
    assert len(json.dumps({"requests": requests})) < 2_000_000
    assert sum("addSheet" in request for request in requests) == len(TAB_ORDER) - 1


def test_an_english_workbook(desk: Desk) -> None:
    desk.init("en", {"settings": {"time_zone": "WIT"}})
    properties = desk.google.spreadsheets[desk.key].properties
    assert (properties["locale"], properties["timeZone"]) == ("en_US", "Asia/Jayapura")
    assert desk.values("Agreements!A4:B4") == [["Number *", "Check"]]


def test_what_was_there_goes_only_by_force(village: Desk) -> None:
    """One of our own workbooks is the hardest to replace: all titles, names and ids are taken."""
    draw = lambda taken: google_template.draw("id", {}, taken)  # noqa: E731
    with pytest.raises(UseError, match=r"error.google_not_empty"):
        new.fill(village.client(), village.key, draw)
    assert village.google.calls.ids == [GET]
    new.fill(village.client(), village.key, draw, force=True)
    titles = [sheet.title for sheet in village.google.spreadsheets[village.key].sheets]
    assert titles == [SAY.tab(tab) for tab in TAB_ORDER if tab != "_looks"]
    assert village.values("Perjanjian!A4:A9") == [["Nomor *"]]


# Single pieces


def test_ranges() -> None:
    assert area(7, "B4:D20") == {
        "sheetId": 7, "startRowIndex": 3, "endRowIndex": 20, "startColumnIndex": 1, "endColumnIndex": 4,
    }  # fmt: skip
    assert area(7, "AA10") == {
        "sheetId": 7, "startRowIndex": 9, "endRowIndex": 10, "startColumnIndex": 26, "endColumnIndex": 27,
    }  # fmt: skip
    assert grid(7) == {"sheetId": 7}
    assert grid(7, (4, None), (0, 2)) == {"sheetId": 7, "startRowIndex": 4, "endColumnIndex": 2}


def test_each_look_has_its_format() -> None:
    formats = {id: json.dumps(cell_format(look)) for id, look in LOOKS.items()}
    assert len(set(formats.values())) == len({json.dumps(str(look)) for look in LOOKS.values()})
    for tone, (fill, _) in TINT.items():
        assert cell_format(LOOKS[tone])["backgroundColorStyle"] == colour(fill)
    assert cell_format(LOOKS["date"])["numberFormat"] == {"type": "DATE", "pattern": "dd mmm yyyy"}


def test_looks_are_painted_in_few_rectangles() -> None:
    a, b = ("text", None), ("late", None)
    assert rectangles([[a, a, b], [a, a, a], [None, a]], 3) == [
        Rectangle((0, 2), (0, 1), a),
        Rectangle((0, 3), (1, 2), a),
        Rectangle((0, 1), (2, 3), b),
        Rectangle((1, 2), (2, 3), a),
    ]
    assert rectangles([[a] * 5] * 100, 5) == [Rectangle((0, 100), (0, 5), a)]
    assert rectangles([], 3) == []


@pytest.mark.parametrize(
    ("link", "uri"),
    [
        (Link(tab="Mitra", cell="A5"), "#gid=3&range=A5"),
        (Link(tab="Mitra"), "#gid=3"),
        (Link(tab="Tidak ada", cell="A5"), None),
        (Link(url="https://desa.id"), "https://desa.id"),
        (Link(url="mailto:a@desa.id"), "mailto:a@desa.id"),
        (Link(url="javascript:alert(1)"), None),
        (Link(url="file:///etc/passwd"), None),
    ],
)
def test_only_safe_links_can_be_clicked(link: Link, uri: str | None) -> None:
    requests = refill(OwnedTab("checks", "Pemeriksaan", [[Out("ke sana", "link", link)]]), 5, 200, 5, {"Mitra": 3})
    (cell,) = requests[0]["updateCells"]["rows"][0]["values"]
    runs = cell.get("textFormatRuns", [])
    assert [run["format"]["link"]["uri"] for run in runs] == ([uri] if uri else [])
    assert cell["userEnteredValue"] == {"stringValue": "ke sana"}
