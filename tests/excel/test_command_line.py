"""`--live` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlwings as xw

from tests.cli.conftest import Runner
from tests.excel.conftest import DAY
from tests.excel_engine import Excel

AS_OF = f"--as-of={DAY}"


def test_sync_of_the_workbook_in_front(excel: Excel, village: xw.Book, perdes: Runner) -> None:
    first = perdes("sync", "--live", AS_OF)
    assert first.code == 1, "the sample has mistakes in it"
    assert "kemitraan.xlsx" in first.out
    assert "Belum disimpan" in first.err
    assert excel.model(village).saves == []
    again = perdes("sync", "kemitraan", "--live", AS_OF)
    assert "Tidak ada yang berubah" in again.out
    assert "Belum disimpan" not in again.err


def test_save(excel: Excel, village: xw.Book, perdes: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.excel_engine.saving.save", lambda book, path: None)  # slow with so many formulas
    ran = perdes("sync", "--live", "--save", AS_OF)
    assert excel.model(village).saves == [village.fullname]
    assert "Cadangan" in ran.err
    assert "Belum disimpan" not in ran.err


@pytest.mark.parametrize("command", ["check", "status"])
def test_looking_writes_nothing(excel: Excel, village: xw.Book, perdes: Runner, command: str) -> None:
    excel.line.forget()
    assert perdes(command, "--live", AS_OF).code == 1
    assert excel.line.writes() == []


def test_a_dry_run_writes_nothing(excel: Excel, village: xw.Book, perdes: Runner) -> None:
    excel.line.forget()
    assert "Ringkasan" in perdes("sync", "--live", "--dry-run", AS_OF).out
    assert excel.line.writes() == []


def test_the_json_is_that_of_the_file(excel: Excel, village: xw.Book, perdes: Runner) -> None:
    path = village.fullname
    live = json.loads(perdes("check", "--live", "--json", AS_OF).out)
    closed = json.loads(perdes("check", path, "--json", AS_OF).out)
    assert live.pop("workbook") == "kemitraan.xlsx"
    assert closed.pop("workbook") == path
    assert live == closed


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["sync"], 2, "WORKBOOK"),
        (["check"], 2, "WORKBOOK"),
        (["sync", "x.xlsx", "--save"], 2, "--live"),
        (["sync", "--live", "--launcher"], 2, "excel install"),
        (["sync", "lain.xlsx", "--live"], 3, "kemitraan.xlsx"),
        (["status", "lain.xlsx", "--live", "--lang", "en"], 3, "isn't open in Excel"),
    ],
)
def test_wrong_use(excel: Excel, village: xw.Book, perdes: Runner, arguments: list[str], code: int, said: str) -> None:
    ran = perdes(*arguments)
    assert ran.code == code
    assert said in ran.err
    assert ran.out == ""


def test_a_busy_excel_is_a_sentence(
    excel: Excel, village: xw.Book, perdes: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("perdes_sheets.workbooks.excel.faults.Patience.__init__.__defaults__", ((0.0,), waited.append))
    excel.line.edit_mode = True
    ran = perdes("sync", "--live")
    assert ran.code == 3
    assert "Excel sedang sibuk" in ran.err


def test_a_file_that_excel_has_open_says_to_use_live(excel: Excel, village: xw.Book, perdes: Runner) -> None:
    path = Path(village.fullname)
    path.with_name(f"~${path.name}").write_bytes(b"\x04Wati" + b" " * 160)
    content = path.read_bytes()
    ran = perdes("sync", path, AS_OF)
    assert ran.code == 3
    assert "--live" in ran.err
    assert path.read_bytes() == content
