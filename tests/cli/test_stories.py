"""What people do with the program, as they do it: the exit codes and promises of cli.md."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from perdes_sheets.cli.main import COMMANDS
from perdes_sheets.outputs.template import build
from perdes_sheets.schema.words import words
from tests.cli.conftest import DAY, Runner

AS_OF = f"--as-of={DAY}"


def test_a_new_village_begins(perdes: Runner, tmp_path: Path) -> None:
    workbook = tmp_path / "kemitraan.xlsx"
    made = perdes("init", workbook)
    assert made.code == 0
    assert workbook.exists()
    assert "Kebutuhan" in made.out, "it says which tabs to begin with"
    assert any(path.stem.startswith("Sinkronkan") for path in tmp_path.iterdir()), "something to double-click"
    # The village's name is all that an empty workbook lacks.
    synced = perdes("sync", workbook, "--json")
    assert [finding["code"] for finding in json.loads(synced.out)["findings"]] == ["required"]
    assert synced.code == 1


def test_init_replaces_nothing_unasked(perdes: Runner, tmp_path: Path) -> None:
    workbook = tmp_path / "kemitraan.xlsx"
    workbook.write_bytes(b"years of work")
    refused = perdes("init", workbook)
    assert refused.code == 2
    assert "kemitraan.xlsx" in refused.err
    assert "--force" in refused.err
    assert workbook.read_bytes() == b"years of work"
    assert perdes("init", workbook, "--force").code == 0
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert b"years of work" in kept, "what --force replaced lies in the backup folder"


def test_sync_twice(perdes: Runner, village: Path) -> None:
    first = perdes("sync", village, AS_OF)
    assert first.code == 1, "the sample has mistakes in it"
    assert "Buku kerja sudah diperbarui" in first.out
    content = village.read_bytes()
    second = perdes("sync", village, AS_OF)
    assert "Tidak ada yang berubah" in second.out
    assert village.read_bytes() == content


def test_a_dry_run_writes_nothing(perdes: Runner, village: Path) -> None:
    content, files = village.read_bytes(), set(village.parent.iterdir())
    ran = perdes("sync", village, AS_OF, "--dry-run")
    assert "Ringkasan" in ran.out, "it names the tabs that it would fill"
    assert village.read_bytes() == content
    assert set(village.parent.iterdir()) == files


def test_a_dry_run_names_only_what_would_change(perdes: Runner, village: Path) -> None:
    assert perdes("sync", village, AS_OF).code == 1
    again = perdes("sync", village, AS_OF, "--dry-run")
    assert "Tidak ada yang akan berubah" in again.out
    later = perdes("sync", village, "--as-of=2026-07-01", "--dry-run")
    [tabs] = [line for line in later.out.splitlines() if line.startswith("Tab yang akan berubah:")]
    assert "Riwayat" in tabs, "a line for the new day"
    assert "Pengaturan" not in tabs


@pytest.mark.parametrize("command", ["check", "status"])
def test_looking_writes_nothing(perdes: Runner, village: Path, command: str) -> None:
    content, files = village.read_bytes(), set(village.parent.iterdir())
    assert perdes(command, village, AS_OF).code == 1
    assert village.read_bytes() == content
    assert set(village.parent.iterdir()) == files


def test_the_three_commands_say_the_same_json(perdes: Runner, village: Path) -> None:
    shown = {command: json.loads(perdes(command, village, AS_OF, "--json").out) for command in ("check", "status")}
    synced = json.loads(perdes("sync", village, AS_OF, "--json").out)
    assert synced.pop("changed") is True
    for document in shown.values():
        assert document.pop("changed") is False
        assert document == synced


def test_the_process_says_it_all_before_it_ends(perdes: Runner, village: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "perdes_sheets", "check", village, AS_OF], capture_output=True, check=False
    )
    here = perdes("check", village, AS_OF)
    assert ran.returncode == here.code == 1
    assert ran.stdout.decode("utf-8").splitlines() == here.out.splitlines()


def test_json_is_all_there_is_on_standard_output(perdes: Runner, village: Path) -> None:
    ran = perdes("sync", village, AS_OF, "--json")
    document = json.loads(ran.out)
    assert list(document)[:6] == ["workbook", "as_of", "language", "changed", "village", "counts"]
    assert document["as_of"] == DAY.isoformat()
    assert perdes("check", village, AS_OF, "--json").out == perdes("check", village, AS_OF, "--json").out


def test_a_finding_says_where_what_and_what_to_do(perdes: Runner, village: Path) -> None:
    found = {f["code"]: f for f in json.loads(perdes("check", village, AS_OF, "--json").out)["findings"]}
    wrong = found["bad_date"]
    assert wrong["cell"]
    assert wrong["message"].startswith(words("id").column(wrong["tab"], wrong["column"]) + ": ")


def test_like_errors_are_one_line_after_a_sync(perdes: Runner, tmp_path: Path) -> None:
    register = tmp_path / "register.xlsx"
    agreements = [{"number": f"{i}/PKS", "title": "Kerja sama", "start_date": "07/31/2012"} for i in range(40)]
    register.write_bytes(build("id", {"settings": {"village_name": "Uji"}, "agreements": agreements}))
    shown = perdes("sync", register, AS_OF).out
    assert shown.count("07/31/2012") == 1
    assert "(dan 39 lagi yang sama)" in shown
    assert perdes("check", register, AS_OF).out.count("07/31/2012") == 40, "check lists each"


def test_a_sentence_in_the_language_asked_for(perdes: Runner, village: Path) -> None:
    assert "Errors to correct" in perdes("check", village, AS_OF, "--lang", "en").out
    assert "Kesalahan yang perlu dibetulkan" in perdes("check", village, AS_OF).out


def test_the_workbook_speaks_its_own_language(perdes: Runner, samples: dict[str, Path]) -> None:
    assert "What needs attention" in perdes("status", samples["en"], AS_OF).out


def test_a_date_as_a_clerk_writes_it(perdes: Runner, village: Path) -> None:
    ran = perdes("check", village, "--as-of", "31 Desember 2026", "--json")
    assert json.loads(ran.out)["as_of"] == "2026-12-31"
    refused = perdes("check", village, "--as-of", "kemarin")
    assert refused.code == 2
    assert "kemarin" in refused.err


def test_plain_text_in_a_pipe(perdes: Runner, village: Path) -> None:
    ran = perdes("status", village, AS_OF)
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) > 80, "no line is wrapped or cut"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sinc"], "sinc"),
        (["sync"], "WORKBOOK"),
        (["sync", "x.xlsx", "--dry"], "--dry-run"),
        (["check", "surat.docx"], "surat.docx"),
        (["init", "baru.xls"], ".xlsx"),
        (["check", "x.xlsx", "--lang", "de"], "“de” tidak bisa dipakai di --lang. Pilih salah satu: id, en."),
        (["excel", "hapus", "x.xlsx"], "“hapus”"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(perdes: Runner, arguments: list[str], said: str) -> None:
    ran = perdes(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not ran.out


@pytest.mark.parametrize("command", ["check", "status", "sync"])
def test_a_workbook_that_cannot_be_read(perdes: Runner, tmp_path: Path, command: str) -> None:
    broken = tmp_path / "rusak.xlsx"
    for content in (b"", b"PK\x03\x04 half a file", b"\xd0\xcf\x11\xe0 an old or locked one"):
        broken.write_bytes(content)
        ran = perdes(command, broken)
        assert ran.code == 3
        assert "rusak.xlsx" in ran.err
        assert "Traceback" not in ran.err
        assert broken.read_bytes() == content
    missing = perdes(command, tmp_path / "tidak-ada.xlsx")
    assert missing.code == 3
    assert "tidak-ada.xlsx" in missing.err


@pytest.mark.parametrize("command", ["check", "status", "sync"])
def test_a_strangers_workbook_is_left_alone(perdes: Runner, tmp_path: Path, command: str) -> None:
    path = tmp_path / "gaji.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("Gaji").write_row("A1", ["Nama", "Gaji"])
    content = path.read_bytes()
    ran = perdes(command, path)
    assert ran.code == 3
    assert "gaji.xlsx" in ran.err
    assert path.read_bytes() == content


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(perdes: Runner, command: str, language: str) -> None:
    shown = perdes(command, "--lang", language, "--help") if command == "schema" else perdes(command, "--help")
    assert shown.code == 0
    assert f"perdes-sheets {command}" in shown.out


def test_the_schema_is_all_there(perdes: Runner) -> None:
    tabs = {tab["id"]: tab for tab in json.loads(perdes("schema", "--json").out)["tabs"]}
    assert tabs["needs"]["owner"] == "people"
    assert tabs["agenda"]["owner"] == "sync"
    number = next(column for column in tabs["agreements"]["columns"] if column["id"] == "partners")
    assert number["type"] == "refs"
    assert number["ref"] == "partners"
    assert number["labels"] == {"id": "Mitra", "en": "Partners"}
