"""What nobody may lose or see when copies go through Google: leaks, lost answers, narrow scopes, secrets, refusals."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perdes_sheets.jobs.look import look
from perdes_sheets.outputs import template
from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.google.sign_in import SHARE, WRITE
from perdes_sheets.workbooks.xlsx.workbook import XlsxWorkbook
from tests.google.conftest import Runner
from tests.google_emulator import DropAfter, DropBefore, Emulator, Refusal
from tests.google_emulator.errors import drive_error, storage_quota_exceeded
from tests.share.conftest import DAY
from tests.share.online import (
    AS_OF,
    BUMDES,
    CLERK,
    CREATE,
    GRANT,
    HIJAU,
    REPORT,
    REVOKE,
    UPDATE,
    Office,
    google,
    office,
    opened,
    perdes,
    signed_in,
    small_room,
    typed,
)
from tests.share.test_no_leak import CANARY, SEEN, canary, hide, leaks, marked, owners
from tests.tools.browser import browser

__all__ = ["browser", "google", "office", "perdes", "small_room"]


@pytest.fixture
def desk(google: Emulator, perdes: Runner, tmp_path: Path) -> Iterator[Office]:
    """The office with its workbook as a file."""
    with opened("file", google, perdes, tmp_path, typed(bumdes=BUMDES, yayasan=HIJAU)) as made:
        yield made


# What others may not see


def test_nothing_leaks_by_way_of_google(google: Emulator, perdes: Runner, tmp_path: Path) -> None:
    """Not in the bytes that go up, not in what Google then holds, not in a mail."""
    cells = marked("id")
    partners = [row["name"] for row in cells["partners"]]
    for number, row in enumerate(cells["partners"]):
        row["share_email"] = f"mitra{number}@mitra.id"
    with opened("file", google, perdes, tmp_path, cells) as desk:
        assert isinstance(desk.workbook, Path)
        hide(desk.workbook)
        ran = desk.share("--all", "--yes")
        assert ran.code == 0, ran.err
        whose = owners(cells, words("id"))
        seen = look(XlsxWorkbook(desk.workbook, fresh=template.build), DAY)
        given = [name for name in partners if any(name in title for title in desk.copies)]
        assert len(given) > 5
        assert len(google.uploads) == len(desk.copies)
        for upload in google.uploads:
            (tmp_path / "up.xlsx").write_bytes(upload)
            with zipfile.ZipFile(tmp_path / "up.xlsx") as package:
                text = b"".join(map(package.read, package.namelist())).decode("utf-8", "replace")
            name = next(name for name in given if f"Salinan untuk {name}." in text)
            found, _ = leaks(upload, name, whose, tmp_path)
            assert not found, name
        shown = 0
        for title, key in desk.copies.items():
            name = next(name for name in given if title.endswith(f"– {name}"))
            held = json.dumps([google.snapshot(key), google.file(key).properties]).encode()
            for hit in CANARY.finditer(held):
                tab, row, column = hit[1].decode(), int(hit[2]), hit[3].decode()
                assert column in SEEN.get(tab, "").split(), canary(tab, row, column)
                assert key_of(name) in whose[tab][row], canary(tab, row, column)
                shown += 1
            assert set(desk.who(key)) == {CLERK, _address(seen, name)}
        assert shown > 300, "the copies hold what is the partners'"
        assert not CANARY.search(json.dumps([mail.message for mail in google.mails]).encode())


def _address(seen: Any, name: str) -> str:
    return next(row.share_email for row in seen.reading.entries.partners if row.name == name)


def test_only_the_owner_can_pass_it_on(desk: Office) -> None:
    desk.share("--partner", "BUMDes Maju", "--yes")
    assert not desk.google.file(desk.copy).writers_can_share
    [create] = desk.google.calls.of(CREATE)
    assert create.query["ignoreDefaultVisibility"] == ["true"], "a domain's default isn't let in"


def test_nobody_is_let_in_before_the_copy_is_protected_and_noted(desk: Office) -> None:
    def check() -> None:
        for sheet in desk.google.spreadsheets[desk.copy].sheets:
            assert sheet.objects["protectedRanges"]
        assert desk.read("_shares")[1][2] == desk.copy

    desk.google.faults.before(GRANT, check)
    assert desk.share("--partner", "BUMDes Maju", "--yes").code == 0
    assert not desk.google.faults.pending


def test_a_typed_text_stays_a_text(desk: Office) -> None:
    desk.type("Perjanjian!C5", "=1+1")
    import openpyxl

    assert isinstance(desk.workbook, Path)
    book = openpyxl.load_workbook(desk.workbook)
    book["Perjanjian"]["C5"].data_type = "s"
    book.save(desk.workbook)
    desk.share("--partner", "BUMDes Maju", "--yes")
    assert desk.google.cell(desk.copy, "Perjanjian!B5")["userEnteredValue"] == {"stringValue": "=1+1"}


def test_a_key_in_a_wrong_line_shows_nobody_anothers_copy(desk: Office) -> None:
    """Somebody sorted the hidden tab by one column: keys and partners don't go together any more."""
    desk.share("--all", "--yes")
    first, second = desk.copies["Sukamaju – BUMDes Maju"], desk.copies["Sukamaju – Yayasan Hijau"]
    desk.type("_shares!C2", second)
    desk.type("_shares!C3", first)
    desk.type("Perjanjian!C5", "Pasar desa baru")
    before = {key: desk.google.snapshot(key) for key in (first, second)}
    ran = desk.sync()
    assert ran.err.count("tidak ada di Drive") == 2
    assert {key: desk.google.snapshot(key) for key in (first, second)} == before
    assert desk.share("--all", "--yes").code == 0
    assert {key: desk.google.snapshot(key) for key in (first, second)} == before
    assert len(desk.read("_shares")) == 3


def test_any_other_file_of_this_programs_is_never_written_over(
    google: Emulator, perdes: Runner, tmp_path: Path
) -> None:
    with opened("google", google, perdes, tmp_path, typed(bumdes=BUMDES)) as made:
        made.share("--all", "--yes")
        workbook = str(made.workbook).removeprefix("gsheet:")
        made.type("_shares!C2", workbook)
        titles = [sheet.title for sheet in google.spreadsheets[workbook].sheets]
        made.sync()
        made.share("--list")
        made.share("--partner", "BUMDes Maju", "--revoke", "--yes")
        assert [sheet.title for sheet in google.spreadsheets[workbook].sheets] == titles
        assert made.who(workbook) == {CLERK: "owner"}


def test_the_owners_own_address(google: Emulator, perdes: Runner, tmp_path: Path) -> None:
    """A clerk tries it with her own address: she sees it already, and stays its owner."""
    with opened("file", google, perdes, tmp_path, typed(bumdes=CLERK)) as desk:
        assert desk.share("--all", "--yes").code == 0
        assert desk.who(desk.copy) == {CLERK: "owner"}
        assert "▲" not in desk.share("--list").out
        assert "sesuai" in desk.share("--all", "--yes").out
        assert not google.mails
        assert desk.share("--partner", "BUMDes Maju", "--revoke", "--yes").code == 0
        assert desk.who(desk.copy) == {CLERK: "owner"}


def test_another_clerk_sees_none_of_them(desk: Office, tmp_path: Path) -> None:
    """drive.file is for one account's own files: the other's sign-in is told so, and nothing is taken for done."""
    desk.share("--all", "--yes")
    keys = set(desk.copies.values())
    home = tmp_path / "home/.config/gspread/authorized_user.json"
    desk.google.authorized_user_file(home, desk.google.person("budi@desa.id"), (WRITE, SHARE))
    ran = desk.collect()
    assert ran.code == 0
    assert ran.out.count("■ tidak ada di Drive akun ini") == 2
    assert desk.share("--list").out.count("tidak ada di Drive akun ini") == 2
    assert desk.sync().err.count("tidak ada di Drive akun ini") == 2
    shown = desk.share("--all")
    assert "dibuat dengan akun Google lain" in shown.out
    assert set(desk.copies.values()) == keys


# Answers that get lost


def test_a_lost_answer_after_making_leaves_one_copy(desk: Office) -> None:
    desk.google.faults.on(CREATE, DropAfter())
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 0, ran.err
    assert len(desk.google.calls.of(CREATE)) == 1
    assert len(desk.copies) == 1
    assert desk.who(desk.copy) == {CLERK: "owner", BUMDES: "writer"}


def test_drive_may_list_a_new_file_a_little_later(desk: Office) -> None:
    store, hidden = desk.google.store.files, {}
    desk.google.faults.on(CREATE, DropAfter())
    desk.google.faults.before("drive.files.list", lambda: hidden.update(store) or store.clear())
    desk.google.faults.before("drive.files.list", lambda: store.update(hidden), skip=2)
    assert desk.share("--partner", "BUMDes Maju", "--yes").code == 0
    assert len(desk.google.calls.of("drive.files.list")) == 3
    assert len(desk.copies) == 1


def test_a_making_that_was_never_done_isnt_guessed(desk: Office) -> None:
    desk.google.faults.on(CREATE, DropBefore())
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 4
    assert "mungkin sudah terbuat" in ran.err
    assert len(desk.google.calls.of(CREATE)) == 1, "never repeated blindly"
    assert not desk.google.mails
    assert not desk.read("_shares")


def test_a_lost_answer_after_letting_in_sends_one_mail(desk: Office) -> None:
    desk.google.faults.on(GRANT, DropAfter())
    assert desk.share("--partner", "BUMDes Maju", "--yes").code == 0
    assert len(desk.google.mails) == 1
    assert "▲" not in desk.share("--list").out


def test_a_lost_answer_after_taking_back(desk: Office) -> None:
    desk.share("--partner", "BUMDes Maju", "--yes")
    desk.google.faults.on(REVOKE, DropAfter())
    assert desk.share("--partner", "BUMDes Maju", "--revoke", "--yes").code == 0
    assert desk.who(desk.copy) == {CLERK: "owner"}


def test_a_copy_that_was_not_finished_is_finished_the_next_time(desk: Office) -> None:
    """The upload went through and the rest didn't: the copy isn't taken for done."""
    desk.share("--partner", "BUMDes Maju", "--yes")
    desk.type("Perjanjian!C5", "Pasar desa baru")
    desk.google.faults.on("sheets.spreadsheets.batchUpdate", Refusal(drive_error(400, "invalid", "Tidak.")))
    assert desk.sync().code == 4
    assert not desk.google.spreadsheets[desk.copy].sheets[0].objects["protectedRanges"]
    desk.sync()
    assert desk.google.spreadsheets[desk.copy].sheets[0].objects["protectedRanges"]


# Refusals


def test_a_workbook_that_cant_be_written_gives_nothing(desk: Office) -> None:
    """It is open in Excel: the copies that were made go to the bin before anybody saw them."""
    assert isinstance(desk.workbook, Path)
    (desk.workbook.parent / f"~${desk.workbook.name}").write_bytes(b"\x04Sari" + b" " * 160)
    ran = desk.share("--all", "--yes")
    assert ran.code == 3
    assert not desk.copies
    assert not desk.google.mails
    assert all(set(desk.who(key)) == {CLERK} for key in desk.google.spreadsheets)


def test_an_address_that_google_refuses_stops_nobody_else(desk: Office) -> None:
    desk.google.faults.on(GRANT, Refusal(drive_error(400, "invalidSharingRequest", "No Google account.")))
    ran = desk.share("--all", "--yes")
    assert ran.code == 4
    assert "■ BUMDes Maju" in ran.out
    assert "No Google account" in ran.out
    assert desk.who(desk.copies["Sukamaju – Yayasan Hijau"]) == {CLERK: "owner", HIJAU: "writer"}
    assert "tidak dapat melihat" in desk.share("--list").out
    assert desk.share("--all", "--yes").code == 0
    assert BUMDES in desk.who(desk.copy)


def test_googles_limit_on_sharing_isnt_waited_for(desk: Office) -> None:
    limit = drive_error(403, "sharingRateLimitExceeded", "Rate limit exceeded.", domain="usageLimits")
    desk.google.faults.on(GRANT, Refusal(limit), times=9)
    assert desk.share("--partner", "BUMDes Maju", "--yes").code == 4
    assert len(desk.google.calls.of(GRANT)) == 1


def test_a_full_drive_says_so_once(desk: Office) -> None:
    desk.google.faults.on(CREATE, Refusal(storage_quota_exceeded()), times=9)
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 4
    assert "Penyimpanan Google Drive penuh" in ran.err
    assert len(desk.google.calls.of(CREATE)) == 1


def test_a_drive_that_isnt_switched_on(desk: Office) -> None:
    desk.google.disabled.add("drive.googleapis.com")
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 4
    assert "Google Drive API belum dinyalakan" in ran.err
    assert "drive.googleapis.com" in ran.err, "with the page where it is done"


def test_a_service_account_is_told_to_sign_in_as_a_person(desk: Office, tmp_path: Path) -> None:
    home = tmp_path / "home/.config/gspread"
    (home / "authorized_user.json").unlink()
    account = desk.google.service_account()
    desk.google.service_account_file(home / "service_account.json", account)
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 4
    assert account.email in ran.err
    assert "Dengan akun Google Anda sendiri" in ran.err
    assert not desk.google.calls.all
    page = Path(__file__).resolve().parents[2] / "docs/google.md"
    assert "## Dengan akun Google Anda sendiri" in page.read_text("utf-8"), "the page has what is named"
    signed_in(desk.google, tmp_path / "home")
    assert desk.share("--partner", "BUMDes Maju", "--yes").code == 0, "a person's sign-in beside it is found"
    named = ("--credentials", home / "service_account.json")
    assert desk.share("--partner", "Yayasan Hijau", "--yes", *named).code == 0, "also where the account is named"


def test_who_never_signed_in_is_told_how(desk: Office, tmp_path: Path) -> None:
    (tmp_path / "home/.config/gspread/authorized_user.json").unlink()
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 4
    assert "Dengan akun Google Anda sendiri" in ran.err
    assert "credentials.json" in ran.err


def test_a_sync_stands_though_the_copies_cant_be_refreshed(desk: Office) -> None:
    desk.share("--partner", "BUMDes Maju", "--yes")
    desk.type("Perjanjian!C5", "Pasar desa baru")
    desk.google.faults.on("drive.files.get", DropBefore(), times=99)
    ran = desk.sync()
    assert ran.code == 4
    assert "✓" in ran.out
    assert "Sinkronisasi sudah tersimpan" in ran.err
    desk.google.faults.clear()
    assert desk.read("Ringkasan")
    assert desk.google.values(desk.copy, "Perjanjian!B5") == [["Pasar desa"]]
    assert desk.sync().code in (0, 1)
    assert desk.google.values(desk.copy, "Perjanjian!B5") == [["Pasar desa baru"]]


def test_an_address_that_google_writes_otherwise_is_found_again(
    google: Emulator, perdes: Runner, tmp_path: Path
) -> None:
    with opened("file", google, perdes, tmp_path, typed(bumdes="bum.des.maju@gmail.com")) as desk:
        desk.share("--partner", "BUMDes Maju", "--yes")
        assert "bumdesmaju@gmail.com" in desk.who(desk.copy)
        assert "▲" not in desk.share("--list").out
        assert "sesuai" in desk.share("--partner", "BUMDes Maju", "--yes").out
        desk.share("--partner", "BUMDes Maju", "--revoke", "--yes")
        assert desk.who(desk.copy) == {CLERK: "owner"}


# Signing in


def scopes(google: Emulator) -> set[frozenset[str]]:
    return {token.scopes for token in google.accounts.tokens.values()}


def test_only_sharing_asks_for_drive(office: Office) -> None:
    office.google.accounts.tokens.clear()
    office.perdes("sync", office.workbook, AS_OF)
    office.perdes("sync", office.workbook, "--share", AS_OF)
    office.perdes("check", office.workbook, AS_OF)
    assert scopes(office.google) <= {frozenset({WRITE})}, "a sign-in that allows more is used for less"
    assert not [call for call in office.google.calls if call.id.startswith("drive")]
    office.share("--partner", "BUMDes Maju", "--yes")
    assert scopes(office.google) <= {frozenset({WRITE}), frozenset({WRITE, SHARE})}
    assert frozenset({WRITE, SHARE}) in scopes(office.google)


@pytest.mark.usefixtures("browser")
def test_who_signed_in_before_is_asked_once_more_and_told_why(desk: Office, tmp_path: Path) -> None:
    file = signed_in(desk.google, tmp_path / "home", (WRITE,))
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 4, "there is no OAuth client to ask with"
    assert "credentials.json" in ran.err
    desk.google.oauth_client_file(file.parent / "credentials.json")
    desk.google.accounts.at_the_browser = desk.google.person(CLERK)
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 0, ran.err
    assert "izin sekali lagi" in ran.err
    assert set(json.loads(file.read_text())["scopes"]) == {WRITE, SHARE}
    desk.google.accounts.at_the_browser = None
    assert desk.share("--list").code == 0, "nobody is asked twice"


@pytest.mark.usefixtures("browser")
def test_a_permission_that_wasnt_ticked(desk: Office, tmp_path: Path) -> None:
    file = signed_in(desk.google, tmp_path / "home", (WRITE,))
    desk.google.oauth_client_file(file.parent / "credentials.json")
    desk.google.accounts.at_the_browser = desk.google.person(CLERK)
    desk.google.accounts.unticked = frozenset({SHARE})
    ran = desk.share("--partner", "BUMDes Maju", "--yes")
    assert ran.code == 4
    assert "centang semua izin" in ran.err
    assert set(json.loads(file.read_text())["scopes"]) == {WRITE}, "what was allowed before stays"


def test_no_secret_gets_out(desk: Office, tmp_path: Path) -> None:
    said = [desk.share("--all", "--yes", "--debug"), desk.share("--list", "--debug"), desk.sync("--json")]
    assert "/upload/drive/v3/files: 200" in said[0].err
    kept = json.loads((tmp_path / "home/.config/gspread/authorized_user.json").read_text())
    secrets = [kept["refresh_token"], kept["client_secret"], *desk.google.accounts.tokens]
    held = [json.dumps(desk.google.snapshot(key)) for key in desk.copies.values()]
    held += [json.dumps(desk.google.file(key).properties) for key in desk.copies.values()]
    held += [part for upload in desk.google.uploads for part in _parts(upload, tmp_path)]
    for secret in secrets:
        assert not any(secret in text for ran in said for text in (ran.out, ran.err))
        assert not any(secret in text for text in held)


def _parts(content: bytes, folder: Path) -> list[str]:
    path = folder / "teil.xlsx"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as package:
        return [package.read(name).decode("utf-8", "replace") for name in package.namelist()]


def test_a_refresh_is_one_upload_and_one_batch(desk: Office) -> None:
    desk.share("--partner", "BUMDes Maju", "--yes")
    desk.type("Perjanjian!C5", "Pasar desa baru")
    desk.google.calls.clear()
    desk.sync()
    assert desk.writes == [UPDATE, "sheets.spreadsheets.batchUpdate"]
    assert desk.google.values(desk.copy, f"'{REPORT}'!A1") == [["Laporan Anda — Desa Sukamaju"]]
