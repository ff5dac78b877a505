"""Each finding of reading is a sentence in both languages, which quotes what was typed."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from perdes_sheets.findings import Finding
from perdes_sheets.outputs.messages import message
from perdes_sheets.reading import reader
from perdes_sheets.schema.words import FOLDER, words
from perdes_sheets.workbooks.base import UNCACHED, Sheet
from tests.reading.grids import Grid, read
from tests.rules_examples import example

OF_THE_RULES = {"finding.duplicate_key.measurement"}
"""A variant of reading's codes that the rules give."""

ODD_NEEDS: Grid = [
    ["code", "code", "sector", "need", "urgency", "estimated_cost"],
    ["K-1", None, "Helth", UNCACHED, "6", dt.date(2024, 5, 1)],
    [None, None, "Kesehatn", "x", None, 15.5],
]
ODD_SETTINGS: Grid = [
    ("time_zone", "Bali"), ("expiring_days", -1), ("contact_max_days", 0), ("default_review_months", 0),
    ("on_track_ratio", 0.5), ("agenda_days", "x"), ("agenda_days", 1),
]  # fmt: skip


def everything(language: str) -> list[Finding]:
    """Findings of every code and variant that reading gives."""
    say = words(language)
    return [
        *reader.read(example(f"messy-{language}").sheets()).findings,
        *reader.read({"Perjanjan": Sheet("Perjanjan", []), "Mitra": Sheet("Mitra", [])}).findings,
        *reader.read({"Mitra": Sheet("Mitra", [["Nama mitar", "Jenis mitra", "Tahap"]])}).findings,
        *reader.read({say.tab("settings"): Sheet(say.tab("settings"), [])}).findings,
        *read(
            language, needs=ODD_NEEDS, settings=ODD_SETTINGS, reviews=[["agreement", "date"], ["1", "12/03"]]
        ).findings,
        *read(language, settings=[("on_track_ratio", "abc")]).findings,
        *reader.read({"Pengaturan": Sheet("Pengaturan", [[say.column("settings", "village_name")]])}).findings,
        *read("en", obligations=[["delivered", "committed"], ["5 M", "85%"]]).findings,
        *read(language, agreements=[["number", "title"], [None, "Air"]]).findings,
        *read(language, measurements=[["no", "evidence"], [1.0, "map biru"]]).findings,
        Finding("needs", 5, "coverage", "formulas_missing", {"n": 3}),
        Finding("needs", 5, "coverage", "formulas_missing", {"n": 3}, "in_headers"),
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_message_of_the_catalogue_is_used_and_filled(language: str) -> None:
    found = everything(language)
    used = {f"finding.{f.code}" + (f".{f.variant}" if f.variant else "") for f in found}
    codes = {finding.code for finding in found}
    known = re.findall(r'^msgid "(finding\.(\w+).*)"$', (FOLDER / f"{language}.po").read_text("utf-8"), re.MULTILINE)
    assert {id for id, code in known if code in codes} - OF_THE_RULES == used
    for finding in found:
        text = message(finding, words(language))
        assert "{" not in text
        assert text.endswith((".", "…"))
        if "x" in finding.values and finding.variant != "uncached":
            assert str(finding.values["x"]).replace(".", ",") in text.replace(".", ",")


def test_messages_start_with_the_header_that_colours_the_cell() -> None:
    (finding,) = read(measurements=[["no", "kpi", "date", "value"], [1.0, "IK-1", "31/02/2024", 5.0]]).findings[-1:]
    assert message(finding, words("id")) == "Tanggal: “31/02/2024” tidak ada dalam kalender. Periksa hari dan bulannya."


def test_plurals() -> None:
    one, two = (Finding("reviews", 5, "no", "running_number_missing", {"n": n}) for n in (1, 2))
    assert "1 row has" in message(one, words("en"))
    assert "2 rows have" in message(two, words("en"))
