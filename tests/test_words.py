"""One catalogue a language, whole in each: no label, choice, finding or error without its words."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from perdes_sheets.findings import SEVERITY
from perdes_sheets.schema.choices import CHOICES
from perdes_sheets.schema.tabs import ENTRY_TABS, SETTINGS_COLUMNS, TAB_ORDER
from perdes_sheets.schema.words import FOLDER, languages, words

ROOT = Path(__file__).resolve().parent.parent


def catalogue(language: str) -> Catalog:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file)


def texts(language: str) -> dict[str, tuple[str, ...]]:
    """Message id -> its forms."""
    found = {}
    for message in catalogue(language):
        if message.id:
            id = message.id[0] if isinstance(message.id, tuple) else message.id
            found[id] = message.string if isinstance(message.string, tuple) else (message.string,)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_indonesian_first_english_second() -> None:
    assert languages()[:2] == ("id", "en")


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_has_every_id_that_the_default_has(language: str) -> None:
    assert texts(language).keys() == texts("id").keys()


@pytest.mark.parametrize("language", languages())
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    default = texts("id")
    for id, forms in texts(language).items():
        for form in forms:
            assert placeholders(form) <= placeholders(default[id][0]), id
        assert placeholders(forms[-1]) == placeholders(default[id][0]), id


@pytest.mark.parametrize("language", languages())
def test_everything_declared_has_its_words(language: str) -> None:
    say = words(language)
    for tab in TAB_ORDER:
        assert say.tab(tab)
    for entry in ENTRY_TABS:
        for column in (*entry.columns, *entry.autos):
            assert say.column(entry.id, column.id)
    for setting in SETTINGS_COLUMNS:
        assert say.column("settings", setting.id)
    for choices in CHOICES:
        assert all(say.choices(choices))
    known = texts(language)
    for code in SEVERITY:
        assert any(id == f"finding.{code}" or id.startswith(f"finding.{code}.") for id in known), code


def test_every_error_that_can_be_raised_has_its_words() -> None:
    raised = set()
    for path in (ROOT / "perdes_sheets").rglob("*.py"):
        raised |= set(re.findall(r"\b(?:Use|Workbook|Service)Error\(\s*\"([\w.]+)\"", path.read_text("utf-8")))
    assert raised
    missing = {id for id in raised if id not in texts("id")}
    assert not missing


@pytest.mark.parametrize("language", languages())
def test_labels_of_a_tab_differ_from_each_other(language: str) -> None:
    say = words(language)
    for tab in ENTRY_TABS:
        labels = [say.column(tab.id, column.id).casefold() for column in (*tab.columns, *tab.autos)]
        assert len(labels) == len(set(labels)), tab.id
    titles = [say.tab(tab).casefold() for tab in TAB_ORDER]
    assert len(titles) == len(set(titles))
    assert all(len(title) <= 31 for title in titles), "Excel allows 31 characters in a tab's name"


def test_the_compiled_catalogues_are_what_the_sources_say() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "scripts" / "words.py", "--check"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
