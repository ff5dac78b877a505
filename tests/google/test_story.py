"""The whole story on the command line: init, type, check, sync, edit, sync; over HTTP with the real sign-in."""

from __future__ import annotations

import json
from typing import Any

from perdes_sheets.outputs.template.columns import places
from perdes_sheets.reading.layout import letters
from perdes_sheets.schema.tabs import entry_tab
from perdes_sheets.schema.words import words
from tests.google.conftest import BATCH, DAY, GET, Desk, Runner

SAY = words("id")
AGREEMENTS, PARTNERS = SAY.tab("agreements"), SAY.tab("partners")
START, KIND = (letters(places(entry_tab("agreements"))[column]) for column in ("start_date", "kind"))
STAGE = letters(places(entry_tab("partners"))["stage"])


def test_a_village_begins_and_goes_on(desk: Desk, perdes: Runner) -> None:
    calls = desk.google.calls
    address = f"https://docs.google.com/spreadsheets/d/{desk.key}/edit#gid=0"

    made = perdes("init", address, "--credentials", desk.file)
    assert (made.code, calls.ids) == (0, [GET, BATCH]), made.err
    assert desk.key in made.out
    assert desk.values(f"'{PARTNERS}'!A4:C4") == [["Nama mitra *", "Pemeriksaan", "Jenis mitra *"]]
    again = perdes("init", f"gsheet:{desk.key}", "--credentials", desk.file)
    assert again.code == 2
    assert "--force" in again.err

    desk.editor.type("Pengaturan!B5", "Sukamaju")
    desk.editor.type(f"'{PARTNERS}'!A5", [["PT Maju"]])
    desk.editor.type(f"'{PARTNERS}'!C5", [["Badan usaha", "Ekonomi"]])
    _agreement(desk, 5, "007", "Bank sampah", "PT Maju", "31/02/2026")
    assert desk.values(f"'{AGREEMENTS}'!B5") == [["● Belum diperiksa"]]

    calls.clear()
    checked = perdes("check", address, "--credentials", desk.file, "--json", "--as-of", DAY)
    assert calls.ids == [GET]
    found = json.loads(checked.out)
    assert checked.code == 1
    assert {(f["tab"], f["cell"], f["code"]) for f in found["findings"] if f["severity"] == "error"} == {
        ("agreements", f"{START}5", "bad_date"),
        ("partners", f"{STAGE}5", "required"),
    }

    calls.clear()
    synced = _sync(desk, perdes)
    assert calls.ids == [GET, BATCH]
    assert (synced["changed"], synced["counts"]) == (True, found["counts"])
    assert desk.values(f"'{AGREEMENTS}'!A5:B5")[0][0] == "007"
    assert desk.values(f"'{AGREEMENTS}'!B5")[0][0].startswith("■ Tanggal mulai: “31/02/2026”")
    assert desk.values("Ringkasan!A1") == [["Ringkasan — Desa Sukamaju"]]
    assert desk.values(f"'{AGREEMENTS}'!A1") == [["Perjanjian — Desa Sukamaju"]]

    calls.clear()
    assert not _sync(desk, perdes)["changed"]
    assert calls.ids == [GET]

    desk.editor.type(f"'{AGREEMENTS}'!{START}5", "12/03/2026")
    desk.editor.type(f"'{PARTNERS}'!{STAGE}5", "Aktif")
    desk.insert_above(AGREEMENTS, 5)
    _agreement(desk, 5, "008", "Posyandu", "PT Maju", "01/04/2026")
    assert desk.values(f"'{AGREEMENTS}'!B5") == [["● Belum diperiksa"]]
    calls.clear()
    synced = _sync(desk, perdes)
    assert calls.ids == [GET, BATCH]
    assert synced["counts"]["errors"] == 0
    assert [a["number"] for a in synced["agreements"]] == ["008", "007"]
    assert desk.values(f"'{AGREEMENTS}'!A4:A6") == [["Nomor *"], ["008"], ["007"]]
    assert {row[0][:1] for row in desk.values(f"'{AGREEMENTS}'!B5:B6")} == {"▲"}


def _agreement(desk: Desk, row: int, number: str, title: str, partner: str, start: str) -> None:
    desk.editor.type(f"'{AGREEMENTS}'!A{row}", number)
    desk.editor.type(f"'{AGREEMENTS}'!C{row}", title)
    desk.editor.type(f"'{AGREEMENTS}'!{KIND}{row}", [[SAY.choice("agreement_kind", "third_party"), partner]])
    desk.editor.type(f"'{AGREEMENTS}'!{START}{row}", start)


def _sync(desk: Desk, perdes: Runner) -> Any:
    ran = perdes("sync", f"gsheet:{desk.key}", "--credentials", desk.file, "--json", "--as-of", DAY)
    assert ran.err == ""
    return json.loads(ran.out)
