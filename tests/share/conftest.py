"""A small village that shares, and what is needed to play its partners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perdes_sheets.jobs.look import View, look
from perdes_sheets.outputs import template
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook

DAY = dt.date(2026, 6, 30)

VILLAGE: dict[str, Any] = {
    "settings": {"village_name": "Sukamaju", "village_code": "32.01.01.2001"},
    "partners": [
        {"name": "BUMDes Maju", "type": "business", "sectors": "economy", "stage": "active"},
        {"name": "Yayasan Hijau", "type": "nonprofit", "sectors": "environment", "stage": "active"},
        {"name": "CV Tanpa Perjanjian", "type": "business", "sectors": "economy", "stage": "prospect"},
    ],
    "agreements": [
        {"number": "001/PKS/2026", "title": "Pasar desa", "kind": "third_party", "partners": "BUMDes Maju",
         "signed_date": dt.date(2026, 1, 5), "start_date": dt.date(2026, 1, 5), "end_date": dt.date(2027, 1, 4)},
        {"number": "002/PKS/2026", "title": "Hutan desa", "kind": "third_party", "partners": "Yayasan Hijau",
         "signed_date": dt.date(2026, 1, 5), "start_date": dt.date(2026, 1, 5)},
        {"number": "003/PKS/2026", "title": "Wisata bersama", "kind": "third_party",
         "partners": "BUMDes Maju; Yayasan Hijau",
         "signed_date": dt.date(2026, 1, 5), "start_date": dt.date(2026, 1, 5)},
    ],
    "obligations": [
        {"agreement": "001/PKS/2026", "party": "partner", "obligation": "Modal kios", "kind": "funding",
         "committed": 100, "unit": "juta", "due_date": dt.date(2026, 8, 1)},
        {"agreement": "001/PKS/2026", "party": "village", "obligation": "Lahan pasar", "kind": "in_kind",
         "committed": 1, "unit": "bidang", "delivered": 1, "done_date": dt.date(2026, 2, 1)},
        {"agreement": "003/PKS/2026", "party": "partner", "partner": "Yayasan Hijau", "obligation": "Bibit pohon",
         "kind": "goods", "committed": 10, "unit": "bibit"},
        {"agreement": "003/PKS/2026", "party": "village", "obligation": "Jalan setapak", "kind": "in_kind",
         "committed": 1, "unit": "km"},
    ],
    "kpis": [
        {"code": "K-01", "agreement": "001/PKS/2026", "benefit": "resources", "indicator": "Kios terisi",
         "unit": "kios", "direction": "increase", "aggregation": "latest", "baseline": 0,
         "baseline_date": dt.date(2026, 1, 31), "target": 20, "target_date": dt.date(2026, 12, 31),
         "frequency": "monthly"},
        {"code": "K-02", "agreement": "002/PKS/2026", "benefit": "resources", "indicator": "Pohon hidup",
         "unit": "pohon", "direction": "increase", "aggregation": "latest", "baseline": 0,
         "baseline_date": dt.date(2026, 1, 31), "target": 20, "target_date": dt.date(2026, 12, 31),
         "frequency": "monthly"},
    ],
    "measurements": [
        {"kpi": "K-01", "date": dt.date(2026, 5, 31), "value": 8},
        {"kpi": "K-02", "date": dt.date(2026, 5, 31), "value": 9},
    ],
}  # fmt: skip
"""Two partners, an agreement of each, and one of both. Choices are ids: words are put in for a language."""

CHOICES = {"type": "partner_type", "sectors": "sector", "stage": "stage", "party": "party", "benefit": "benefit",
           "direction": "direction", "aggregation": "aggregation", "frequency": "frequency"}  # fmt: skip
KINDS = {"agreements": "agreement_kind", "obligations": "obligation_kind"}


def cells(language: str) -> dict[str, Any]:
    """The village as typed in a language."""
    say = words(language)

    def typed(tab: str, column: str, value: Any) -> Any:
        choices = KINDS[tab] if column == "kind" else CHOICES.get(column)
        return say.choice(choices, value) if choices else value

    return {
        tab: rows
        if isinstance(rows, dict)
        else [{column: typed(tab, column, value) for column, value in row.items()} for row in rows]
        for tab, rows in VILLAGE.items()
    }


Viewing = Callable[[Path], View]


@pytest.fixture
def viewing() -> Viewing:
    """The village's workbook as a job sees it on DAY."""
    return lambda path: look(XlsxWorkbook(path, fresh=template.build), DAY)


@pytest.fixture(scope="session")
def built() -> Mapping[str, bytes]:
    """The village's workbook, by language."""
    return {language: template.build(language, cells(language)) for language in ("id", "en")}


@pytest.fixture(params=["id", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture
def village(built: Mapping[str, bytes], tmp_path: Path) -> Path:
    """The Indonesian village's workbook, to be changed."""
    path = tmp_path / "kemitraan.xlsx"
    path.write_bytes(built["id"])
    return path


def fill(path: Path, target: Path, answers: Mapping[str, Mapping[str, Any]]) -> Path:
    """A partner fills in cells of its copy (`{tab title: {"H7": 12}}`) and saves it elsewhere, with another program."""
    workbook = openpyxl.load_workbook(path)
    for title, values in answers.items():
        for cell, value in values.items():
            workbook[title][cell] = value
            if isinstance(value, str):
                workbook[title][cell].data_type = "s"  # typed as a text, whatever it starts with
    target.parent.mkdir(exist_ok=True)
    workbook.save(target)
    return target


def values(path: Path, title: str) -> list[list[Any]]:
    """The rows of a tab, from A1 on, that hold anything."""
    workbook = openpyxl.load_workbook(path, data_only=True)
    return [list(row) for row in workbook[title].iter_rows(values_only=True) if any(v is not None for v in row)]
