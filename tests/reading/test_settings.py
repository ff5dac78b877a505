"""Settings: found by label, bounded, with defaults."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from perdes_sheets.reading import reader
from perdes_sheets.reading.entries import Reading
from perdes_sheets.schema.entries import Settings
from perdes_sheets.workbooks.base import UNCACHED, Cell, ErrorValue, Sheet
from tests.reading.grids import read


def codes(found: Reading) -> list[tuple[str | None, str, str | None]]:
    return [(f.column, f.code, f.variant) for f in found.findings if f.tab == "settings"]


@pytest.mark.parametrize(
    ("id", "cell", "value"),
    [
        ("review_lead_days", 0.0, 0),
        ("agenda_days", 14, 14),
        ("renewal_notice_days", 60.0, 60),
        ("on_track_ratio", 1.0, 1.0),
        ("on_track_ratio", 0.8, 0.8),
        ("default_review_months", 6.0, 6),
        ("time_zone", "wita", "WITA"),
        ("rating_bands", "90,5; 80;70 ;60", (90.5, 80, 70, 60)),
        ("village_code", "34.04.01.2001", "34.04.01.2001"),
        ("village_code", " 3404012001 ", "34.04.01.2001"),
        ("village_code", 3404012001.0, "34.04.01.2001"),
        ("head_name", " Sri  W. ", " Sri  W. "),
        ("district", 5.0, "5"),
    ],
)
def test_what_can_be_read(id: str, cell: Cell, value: Any) -> None:
    found = read(settings=[(id, cell)])
    assert getattr(found.entries.settings, id) == value
    assert codes(found) == []


@pytest.mark.parametrize("id", [f.name for f in dataclasses.fields(Settings) if f.name != "village_name"])
@pytest.mark.parametrize("cell", [None, "", "-", " – "])
def test_empty_takes_the_default(id: str, cell: Cell) -> None:
    found = read(settings=[(id, cell)])
    assert getattr(found.entries.settings, id) == getattr(Settings(), id)
    assert codes(found) == []


@pytest.mark.parametrize(
    ("id", "cells", "variant"),
    [
        ("review_lead_days", [-1, 30.5, "tiga", True, "1.5", 1e9], "days"),
        ("contact_max_days", [0, -1, "0"], "days_from_1"),
        ("on_track_ratio", [0, 1.1, -0.5, "90%", "0.9"], "ratio"),
        ("default_review_months", [0, 2.5, "6 bulan"], "months"),
        ("time_zone", ["Jakarta", 7], "choice"),
        (
            "rating_bands",
            ["91;76", "91;76;66;66", "51;66;76;91", "91,76,66,51", "a;b;c;d", 91, "91;76;66;51;40"],
            "bands",
        ),
    ],
)
def test_what_is_refused_leaves_the_default(id: str, cells: list[Cell], variant: str) -> None:
    for cell in cells:
        found = read(settings=[(id, cell)])
        assert codes(found) == [(id, "bad_setting", variant)], cell
        assert getattr(found.entries.settings, id) == getattr(Settings(), id)


@pytest.mark.parametrize("cell", ["34.4.1.2001", "340401200", "34040120011", "3404.01.2001", "desa", True])
def test_village_code(cell: Cell) -> None:
    found = read(settings=[("village_code", cell)])
    assert codes(found) == [("village_code", "bad_village_code", None)]
    assert found.entries.settings.village_code is None


@pytest.mark.parametrize("cell", [ErrorValue("#REF!"), UNCACHED, "#N/A"])
@pytest.mark.parametrize("id", ["village_code", "agenda_days", "rating_bands", "time_zone", "district"])
def test_error_values(id: str, cell: Cell) -> None:
    found = read(settings=[(id, cell)])
    assert [code for _, code, _ in codes(found)] == ["formula_error"]
    assert getattr(found.entries.settings, id) == getattr(Settings(), id)


def test_a_number_as_text_is_used_and_reported() -> None:
    found = read(settings=[("renewal_notice_days", "60"), ("on_track_ratio", "0,8")])
    assert found.entries.settings.renewal_notice_days == 60
    assert found.entries.settings.on_track_ratio == 0.8
    assert codes(found) == [
        ("renewal_notice_days", "number_as_text", None),
        ("on_track_ratio", "number_as_text", None),
    ]


def test_at_risk_may_not_be_above_on_track() -> None:
    found = read(settings=[("on_track_ratio", 0.8), ("at_risk_ratio", 0.85)])
    assert codes(found) == [("at_risk_ratio", "bad_setting", "order")]
    assert found.entries.settings.at_risk_ratio == 0.7
    assert codes(read(settings=[("on_track_ratio", 0.8), ("at_risk_ratio", 0.8)])) == []
    unreadable = read(settings=[("on_track_ratio", 0.5), ("at_risk_ratio", "abc")])
    assert codes(unreadable) == [("at_risk_ratio", "bad_setting", "ratio")]


def test_required_name() -> None:
    found = reader.read({"Pengaturan": Sheet("Pengaturan", [["Nama desa", " "]])})
    assert codes(found) == [("village_name", "required", "setting")]


def test_labels_may_stand_further_right_and_down_in_either_language() -> None:
    rows: list[list[Cell]] = [
        ["Pengaturan"],
        [],
        ["Identitas"],
        [None, "Village name *", "Sukamaju"],
        [],
        [None, "Agenda ke depan (hari)", 30.0],
    ]
    found = reader.read({"Pengaturan": Sheet("Pengaturan", rows)})
    assert (found.entries.settings.village_name, found.entries.settings.agenda_days) == ("Sukamaju", 30)
    assert found.layouts["settings"].cell(6, "agenda_days") == "C6"
    assert codes(found) == []


def test_a_label_twice_the_first_counts() -> None:
    found = read(settings=[("agenda_days", 30), ("agenda_days", 60)])
    (finding,) = [f for f in found.findings if f.tab == "settings"]
    assert (finding.code, finding.row, finding.values["first"], finding.values["second"]) == (
        "duplicate_column",
        3,
        "A2",
        "A3",
    )
    assert found.entries.settings.agenda_days == 30


def test_a_settings_tab_without_labels() -> None:
    found = reader.read({"Pengaturan": Sheet("Pengaturan", [[], ["halo"]])})
    assert codes(found) == [("village_name", "column_missing", "setting")]
    assert found.entries.settings == Settings()
