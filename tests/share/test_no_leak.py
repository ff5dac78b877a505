"""A partner's copy has nothing of another partner, no note and no score anywhere in the package (guarantees.md).

Every cell of a village's workbook carries a canary of its own that says where it comes from. Each one that is found in
any byte of any part of a copy must come from a column that partners may see, in a row that is the partner's.
"""

from __future__ import annotations

import importlib
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from perdes_sheets.outputs import sample, template
from perdes_sheets.outputs.partner_copy import build, view
from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.tabs import ENTRY_TABS, SETTINGS_COLUMNS
from perdes_sheets.schema.words import words
from tests.share.conftest import DAY, Viewing

SEEN = {
    "agreements": (
        "number partner_number title kind initiator partners needs field scope legal_basis village_meeting_date "
        "meeting_record signed_date start_date end_date review_months terminated_date termination_reason value "
        "document"
    ),
    "obligations": (
        "no agreement party partner role obligation kind committed unit due_date delivered done_date evidence"
    ),
    "kpis": (
        "code agreement benefit indicator unit direction aggregation baseline baseline_date target target_min "
        "target_max target_date frequency weight owner"
    ),
    "measurements": "no kpi date value evidence",
    "reviews": "no agreement date outcome next_review",
    "actions": "no agreement kpi issue action owner due_date done_date",
    "interactions": "no date partner channel topic outcome commitment follow_up follow_up_due done_date",
}
"""What partners may see, written down here once more: a column that someone shares by mistake is found."""

CANARY = re.compile(rb"KNR([a-z]+)Q(\d+)Q([a-z_]+)Z")
KEYS = {"partners": ("name",), "agreements": ("number",), "kpis": ("code",), "needs": ("code",)}
"""Cells that others refer to keep what they hold."""


def canary(tab: str, row: int, column: str) -> str:
    return f"KNR{tab}Q{row}Q{column}Z"


def marked(language: str) -> dict[str, Any]:
    """The sample village with a canary in every cell that can hold one and still mean something, or is private."""
    typed = sample.cells(language, DAY)
    for tab in ENTRY_TABS:
        for r, row in enumerate(typed[tab.id]):
            for column in tab.columns:
                id, token = column.id, canary(tab.id, r, column.id)
                if id in KEYS.get(tab.id, ()) or column.ref or column.key == "running":
                    continue
                private = id not in SEEN.get(tab.id, "").split()
                if column.type in ("text", "long"):
                    row[id] = f"{token} {row.get(id) or ''}"
                elif column.type == "url":
                    row[id] = f"https://contoh.id/{token}"
                elif private and id not in ("shareable", "type", "stage", "sectors"):
                    row[id] = token
    for column in SETTINGS_COLUMNS:
        if column.id not in ("village_name", "village_code"):
            typed["settings"][column.id] = canary("settings", 0, column.id)
    return typed


def hide(path: Path) -> None:
    """Canaries where no cell is: properties, names, comments, a hidden tab, a header."""
    workbook = openpyxl.load_workbook(path)
    workbook.properties.creator = workbook.properties.description = canary("file", 0, "properties")
    workbook.defined_names["KNRfileQ0QnameZ"] = DefinedName("KNRfileQ0QnameZ", attr_text="Mitra!$A$5")
    sheet = workbook[words("id").tab("agreements")]
    sheet["A5"].comment = Comment(canary("file", 0, "comment"), canary("file", 0, "author"))
    sheet.oddHeader.center.text = canary("file", 0, "header")
    hidden = workbook.create_sheet("rahasia")
    hidden.sheet_state = "hidden"
    hidden["A1"] = canary("file", 0, "hidden")
    workbook.save(path)


def owners(typed: dict[str, Any], say: Any) -> dict[str, list[set[str]]]:
    """Tab -> for each row, the partners whose it is; worked out from what was typed alone."""
    yes, partner_party = say.choice("yesno", "yes"), say.choice("party", "partner")
    signed = [{key_of(name) for name in row["partners"].split(";")} for row in typed["agreements"]]
    # of two agreements of one number the first counts; dict keeps the last
    agreements = {r["number"]: p for r, p in reversed(list(zip(typed["agreements"], signed, strict=True)))}
    kpis = {row["code"]: agreements.get(row["agreement"], set()) for row in typed["kpis"]}

    def obligation(row: dict[str, Any]) -> set[str]:
        of = agreements.get(row["agreement"], set())
        if row.get("partner"):
            return of & {key_of(row["partner"])}
        return of if row["party"] != partner_party or len(of) == 1 else set()

    def action(row: dict[str, Any]) -> set[str]:
        named = [agreements[row["agreement"]]] if row.get("agreement") else []
        named += [kpis[row["kpi"]]] if row.get("kpi") else []
        return set.intersection(*named) if named else set()

    rules: dict[str, Any] = {
        "obligations": obligation,
        "kpis": lambda row: kpis[row["code"]],
        "measurements": lambda row: kpis.get(row["kpi"], set()),
        "reviews": lambda row: agreements.get(row["agreement"], set()),
        "actions": action,
        "interactions": lambda row: {key_of(row["partner"])} if row.get("shareable") == yes else set(),
    }
    return {tab: [rule(row) for row in typed[tab]] for tab, rule in rules.items()} | {"agreements": signed}


def leaks(content: bytes, partner: str, whose: dict[str, list[set[str]]], folder: Path) -> tuple[set[str], int]:
    """The canaries in a copy that may not be there, and how many may."""
    path = folder / "copy.xlsx"
    path.write_bytes(content)
    found: set[tuple[str, int, str]] = set()
    with zipfile.ZipFile(path) as package:
        for info in package.infolist():
            data = package.read(info) + info.filename.encode() + info.comment + info.extra
            found |= {(m[1].decode(), int(m[2]), m[3].decode()) for m in CANARY.finditer(data)}
            assert b"KNR" not in CANARY.sub(b"", data), "a canary cut in two would be missed"
        assert b"KNR" not in package.comment
    allowed = {
        (tab, row, column)
        for tab, row, column in found
        if column in SEEN.get(tab, "").split() and key_of(partner) in whose[tab][row]
    }
    return {canary(*each) for each in found - allowed}, len(allowed)


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    typed = marked("id")
    path = tmp_path_factory.mktemp("canaries") / "desa.xlsx"
    path.write_bytes(template.build("id", typed))
    hide(path)
    return path, typed


def test_no_copy_holds_what_is_not_its_partners(
    canaries: tuple[Path, dict[str, Any]], viewing: Viewing, tmp_path: Path
) -> None:
    path, typed = canaries
    seen, say = viewing(path), words("id")
    whose = owners(typed, say)
    names = [partner.name for partner in seen.reading.entries.partners if partner.name]
    assert len(names) > 10
    shown = 0
    for name in names:
        own = view(seen.reading, seen.results, name)
        content = build(own, say)
        found, allowed = leaks(content, name, whose, tmp_path)
        assert not found, name
        shown += allowed
        others = {key_of(n) for n in names} - {key_of(name)}
        together = {key_of(n) for row in own.rows["agreements"] for n in row["partners"]}
        with zipfile.ZipFile(tmp_path / "copy.xlsx") as package:
            text = b"\n".join(map(package.read, package.namelist())).decode("utf-8", "replace").casefold()
        assert not [other for other in others - together if f">{other}<" in text], name
    assert shown > 300, "the copies hold what is the partners'"


def test_the_test_finds_a_column_that_leaks(
    canaries: tuple[Path, dict[str, Any]], viewing: Viewing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the allow-list broken, the canaries of private columns are found."""
    path, typed = canaries
    seen, say = viewing(path), words("id")
    name = next(p.name for p in seen.reading.entries.partners if p.name)
    for module in ("view", "tables"):
        broken = importlib.import_module(f"perdes_sheets.outputs.partner_copy.{module}")
        monkeypatch.setattr(broken, "is_shared", lambda tab, column: column.id != "check")
    found, _ = leaks(build(view(seen.reading, seen.results, name), say), name, owners(typed, say), tmp_path)
    assert {each.partition("Q")[0] for each in found} >= {"KNRagreements", "KNRmeasurements", "KNRreviews"}


def test_the_test_finds_a_row_that_leaks(
    canaries: tuple[Path, dict[str, Any]], viewing: Viewing, tmp_path: Path
) -> None:
    """One partner's copy, given to another, is full of what the other may not see."""
    path, typed = canaries
    seen, say = viewing(path), words("id")
    first, second, *_ = (p.name for p in seen.reading.entries.partners if p.name)
    found, _ = leaks(build(view(seen.reading, seen.results, first), say), second or "", owners(typed, say), tmp_path)
    assert found
