"""collect from the Google Sheets that partners fill in, and --accept in a workbook that is one itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from perdes_sheets.outputs.inbox.tab import COLUMNS
from tests.google.conftest import Runner
from tests.google_emulator import Emulator
from tests.share.conftest import fill
from tests.share.online import (
    AS_OF,
    BUMDES,
    CLERK,
    HIJAU,
    REPORT,
    UPDATE,
    Office,
    google,
    office,
    opened,
    perdes,
    small_room,
    typed,
)

__all__ = ["google", "office", "perdes", "small_room"]

STATE, PARTNER, WHO, REF, SUBJECT, DATE, VALUE = (
    [id for id, _ in COLUMNS].index(id) for id in ("state", "partner", "who", "ref", "subject", "date", "value")
)
DAY = (dt.datetime(2026, 6, 29), 46202)  # noqa: DTZ001 - as a file and as Google shows it


@pytest.fixture
def given(office: Office) -> Office:
    """Both partners have their copies."""
    assert office.share("--all", "--yes").code == 0
    office.google.calls.clear()
    return office


def inbox(office: Office) -> list[list[object]]:
    """The entries in the inbox, as long as they are wide."""
    return [row + [None] * (len(COLUMNS) - len(row)) for row in office.read("Kotak Masuk")[4:]]


def test_what_partners_typed_comes_into_the_inbox(given: Office) -> None:
    given.answer()
    ran = given.collect()
    assert ran.code == 0, ran.err
    assert "Sukamaju – BUMDes Maju" in ran.out
    [entry] = inbox(given)
    titles = given.titles()
    assert titles.index("Kotak Masuk") == titles.index("Ringkasan") + 1
    assert entry[STATE] == "● Baru"
    assert entry[PARTNER : WHO + 1] == ["BUMDes Maju", "Sari, ketua"]
    assert (entry[REF], entry[SUBJECT], entry[VALUE]) == ("K-01", "Kios terisi", 12)
    assert entry[DATE] in DAY
    reads = [
        call for call in given.google.calls.of("sheets.spreadsheets.get") if call.path["spreadsheetId"] != _own(given)
    ]
    assert len(reads) == 2, "one read a copy"


def _own(office: Office) -> str:
    return str(office.workbook).removeprefix("gsheet:")


def test_the_partner_sees_that_it_is_saved(given: Office) -> None:
    given.answer(day="")
    state = f"'{REPORT}'!L7"
    assert given.google.values(given.copy, state) == [["■ Isi Tanggal nilai"]]
    given.answer()
    assert given.google.values(given.copy, state) == [["✓ Sudah tercatat"]]


def test_collecting_twice_adds_nothing(given: Office) -> None:
    given.answer()
    given.collect()
    before = inbox(given)
    given.google.calls.clear()
    assert "Tidak ada isian baru" in given.collect().out
    assert inbox(given) == before
    assert not given.writes


def test_answers_that_wait_are_never_written_over(given: Office) -> None:
    given.answer()
    given.type("Perjanjian!C5", "Pasar desa baru")
    ran = given.sync()
    assert "BUMDes Maju: isian mitra belum diambil" in ran.err
    assert given.google.values(given.copy, f"'{REPORT}'!H7") == [["12"]]
    shown = given.share("--all", "--yes")
    assert "Isi dibiarkan" in shown.out
    assert given.google.values(given.copy, f"'{REPORT}'!H7") == [["12"]]
    assert given.google.values(given.copy, "Perjanjian!B5") == [["Pasar desa"]]


def test_once_collected_the_partner_gets_a_fresh_form(given: Office) -> None:
    given.answer()
    given.collect()
    assert given.sync().code in (0, 1)
    assert given.google.values(given.copy, f"'{REPORT}'!H7") in ([], [[""]])
    assert [entry[VALUE] for entry in inbox(given)] == [12], "and the inbox keeps what was collected"
    given.collect()
    assert [entry[VALUE] for entry in inbox(given)] == [12]


def test_what_has_to_be_corrected_stays_with_the_partner(given: Office) -> None:
    """A value without its date is refused: the partner adds the date, and needn't type all again."""
    given.answer(day="")
    assert given.collect().code == 1
    given.sync()
    assert given.google.values(given.copy, f"'{REPORT}'!H7") == [["12"]]
    given.partner(given.copy).type(f"'{REPORT}'!I7", "29/06/2026")
    assert given.collect().code == 0
    assert [entry[STATE] for entry in inbox(given)] == ["● Baru"]


def test_typing_between_the_look_and_the_refresh_is_kept(given: Office) -> None:
    given.type("Perjanjian!C5", "Pasar desa baru")
    key = given.copy
    given.google.faults.before("drive.files.get", given.answer, skip=1)
    given.sync()
    assert not given.google.faults.pending
    assert given.google.values(key, f"'{REPORT}'!H7") == [["12"]]
    assert UPDATE not in [call.id for call in given.google.calls if call.path.get("fileId") == key]


def test_another_partners_kpi_is_refused(given: Office) -> None:
    partner = given.partner(given.copy)
    partner.type("'Realisasi Lain'!B7", [["K-02", "29/06/2026", "5"]])
    partner.type("Tanggapan!B7", [["002/PKS/2026", "Bagus"]])
    ran = given.collect()
    assert ran.code == 1
    entries = inbox(given)
    assert {entry[STATE] for entry in entries} == {"■ Ditolak"}
    assert len(entries) == 2
    assert "Pohon hidup" not in str(entries), "what the KPI is called isn't told either"


def test_a_copy_that_is_marked_as_anothers_is_refused(given: Office) -> None:
    given.answer()
    owner = given.google.editor(given.copy, CLERK)
    owner.type("_copy!B4", "Yayasan Hijau")
    ran = given.collect()
    assert "milik mitra lain" in ran.out
    assert not inbox(given)


def test_a_partner_can_only_type_in_white_cells(given: Office) -> None:
    partner = given.partner(given.copy)
    for where in (f"'{REPORT}'!B7", f"'{REPORT}'!A1", "Perjanjian!B5", "_copy!B4", f"'{REPORT}'!L7"):
        with pytest.raises(Exception, match="protected"):
            partner.type(where, "x")
    for where in (f"'{REPORT}'!D3", f"'{REPORT}'!H7", f"'{REPORT}'!K7", "'Realisasi Lain'!F21", "Tanggapan!D21"):
        partner.type(where, "1")


@pytest.mark.parametrize("kept", [True, False])
def test_protection_is_the_same_whatever_a_conversion_keeps(office: Office, kept: bool) -> None:
    office.google.drive.keeps_protection = kept
    office.share("--all", "--yes")
    office.type("Perjanjian!C5", "Pasar desa baru")
    office.sync()
    for sheet in office.google.spreadsheets[office.copy].sheets:
        [protected] = sheet.objects["protectedRanges"]
        assert protected["editors"]["users"] == [CLERK]
        assert bool(protected.get("unprotectedRanges")) == (sheet.title in ANSWERS)
        assert bool(sheet.properties.get("hidden")) == sheet.title.startswith("_")
    properties = office.google.spreadsheets[office.copy].properties
    assert (properties["locale"], properties["timeZone"]) == ("in_ID", "Asia/Jakarta")


ANSWERS = (REPORT, "Realisasi Lain", "Kewajiban Terlaksana", "Tanggapan")


def test_a_copy_that_is_gone_stops_nobody(given: Office) -> None:
    given.answer()
    del given.google.store.files[given.copies["Sukamaju – Yayasan Hijau"]]
    ran = given.collect()
    assert "■ tidak ada di Drive" in ran.out
    assert len(inbox(given)) == 1


def test_accepted_entries_become_rows(given: Office) -> None:
    given.answer()
    given.partner(given.copy).type("Tanggapan!C7", "terima kasih")
    given.collect()
    given.type("'Kotak Masuk'!A5", "Ya")
    given.type("'Kotak Masuk'!A6", "Ya")
    ran = given.collect("--accept")
    assert ran.code == 0, ran.err
    assert "2 isian" in ran.out
    _, new = [row for row in given.read("Realisasi") if "K-01" in row]
    assert new[1:3] == ["✓", "K-01"], "its check is there"
    assert new[3].startswith("Kios terisi")
    assert new[4] in DAY
    assert new[5:7] == [12, "Dari mitra BUMDes Maju (Sari, ketua)"]
    assert [row[-1] for row in given.read("Komunikasi") if "BUMDes Maju" in row]
    assert {entry[STATE] for entry in inbox(given)} == {"✓ Diterima"}
    again = given.read("Realisasi")
    given.collect("--accept")
    assert given.read("Realisasi") == again
    given.google.calls.clear()
    assert given.perdes("sync", given.workbook, "--as-of=2026-06-30").code in (0, 1)
    assert not given.writes, "nothing is left to do"


@pytest.mark.parametrize("edit", ["insert", "sort", "type", "delete"])
def test_rows_come_in_between_whatever_others_do_meanwhile(
    google: Emulator, perdes: Runner, tmp_path: Path, edit: str
) -> None:
    """Nothing is ever written over, and no status gets beside a wrong row."""
    with opened("google", google, perdes, tmp_path, typed(bumdes=BUMDES, yayasan=HIJAU)) as given:
        given.share("--all", "--yes")
        given.answer()
        given.collect()
        given.type("'Kotak Masuk'!A5", "Ya")
        editor = google.editor(_own(given))
        edits = {
            "insert": lambda: editor.insert_rows("Realisasi", 5, 3),
            "sort": lambda: editor.sort("Realisasi!A5:Z6", "E", descending=True),
            "type": lambda: (
                editor.type("Realisasi!C7", [["K-02"]]) or editor.type("Realisasi!E7", [["30/06/2026", 10]])
            ),
            "delete": lambda: editor.delete_rows("Realisasi", 8, 20),
        }
        google.faults.before("sheets.spreadsheets.batchUpdate", edits[edit])
        assert given.collect("--accept").code == 0
        rows = [row for row in given.read("Realisasi")[4:] if len(row) > 5]
        found = sorted((row[2], row[5]) for row in rows)
        assert found == sorted([("K-01", 8), ("K-01", 12), ("K-02", 9), *([("K-02", 10)] if edit == "type" else [])])
        assert given.perdes("sync", given.workbook, AS_OF).code == 0
        assert {row[1] for row in given.read("Realisasi")[4:] if len(row) > 5} == {"✓"}


def test_what_others_type_between_the_two_looks_counts_at_once(
    google: Emulator, perdes: Runner, tmp_path: Path
) -> None:
    """The row that was free at the first look is somebody's at the second: the new row comes before it."""
    with opened("google", google, perdes, tmp_path, typed(bumdes=BUMDES, yayasan=HIJAU)) as given:
        given.share("--all", "--yes")
        given.answer()
        given.collect()
        given.type("'Kotak Masuk'!A5", "Ya")
        editor = google.editor(_own(given))

        def somebody_types() -> None:
            editor.type("Realisasi!C7", "K-02")
            editor.type("Realisasi!E7", [["30/06/2026", 10]])

        google.faults.before("sheets.spreadsheets.get", somebody_types, skip=1)
        assert given.collect("--accept").code == 0
        rows = {(row[2], row[5]): row[1] for row in given.read("Realisasi")[4:] if len(row) > 5}
        assert rows == dict.fromkeys([("K-01", 8), ("K-01", 12), ("K-02", 9), ("K-02", 10)], "✓")


def test_files_that_come_back(office: Office, tmp_path: Path) -> None:
    """Whatever the workbook is: copies as files, filled in and sent back."""
    office.share("--partner", "BUMDes Maju", "--out", tmp_path / "kirim", "--yes")
    answers = {REPORT: {"D3": "Sari, ketua", "H7": 12, "I7": dt.date(2026, 6, 29)}}
    fill(tmp_path / "kirim/Sukamaju – BUMDes Maju.xlsx", tmp_path / "kembali/laporan.xlsx", answers)
    assert office.collect("--from", tmp_path / "kembali").code == 0
    [entry] = inbox(office)
    assert (entry[WHO], entry[REF], entry[VALUE]) == ("Sari, ketua", "K-01", 12)
    office.type("'Kotak Masuk'!A5", "Ya")
    assert office.collect("--accept").code == 0
    assert {row[5] for row in office.read("Realisasi") if "K-01" in row} == {8, 12}
    assert not [call for call in office.google.calls if call.id.startswith("drive")], "Drive isn't needed for that"


def test_without_any_copy_in_google_nobody_is_asked_to_sign_in(office: Office) -> None:
    ran = office.collect()
    assert ran.code == 2
    assert "--from" in ran.err
    assert not office.google.calls.of("drive.files.get")


def test_a_partner_who_left_the_sheet_sees_nothing_of_others(given: Office) -> None:
    """What one partner typed is in nobody else's copy, not after a refresh either."""
    given.answer()
    given.collect()
    given.sync()
    other = given.google.snapshot(given.copies["Sukamaju – Yayasan Hijau"])
    assert "Sari, ketua" not in str(other)
    assert "Kios terisi" not in str(other)
    assert BUMDES not in str(other)
