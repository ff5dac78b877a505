"""The workbooks in sheet_templates/ are what scripts/templates.py builds today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.tools.ooxml_validator import Validate

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = sorted((ROOT / "sheet_templates").glob("*.xlsx"))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("templates", ROOT / "scripts" / "templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_they_are_up_to_date(script: ModuleType) -> None:
    assert script.stale() == [], "run scripts/templates.py"


def test_there_are_two_a_language() -> None:
    assert [path.name for path in COMMITTED] == [
        "contoh-kemitraan-desa.xlsx",
        "kemitraan-desa.xlsx",
        "sample-village-partnerships.xlsx",
        "village-partnerships.xlsx",
    ]


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
def test_excel_would_open_them(path: Path, ooxml_validator: Validate) -> None:
    for version in ("Office2010", "Microsoft365"):
        assert ooxml_validator(path, version) == []
