"""share as Google Sheets, as people use it: shown first, given to whom it names, refreshed, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.share.online import (
    AS_OF,
    BUMDES,
    CLERK,
    GRANT,
    HIJAU,
    REPORT,
    Office,
    google,
    office,
    perdes,
    small_room,
)

__all__ = ["google", "office", "perdes", "small_room"]


def test_nothing_is_given_without_a_yes(office: Office) -> None:
    ran = office.share("--partner", "BUMDes Maju")
    assert BUMDES in ran.out, "to whom it would be given is shown first"
    assert "melihat dan mengisi" in ran.out
    assert "surel" in ran.out, "that Google will send a mail"
    assert "--yes" in ran.err
    assert ran.code == 2
    assert not office.copies
    assert not office.google.mails
    assert not office.read("_shares")
    assert not office.writes


def test_a_partner_is_given_a_sheet_of_its_own(office: Office) -> None:
    ran = office.share("--partner", "bumdes maju", "--yes")
    assert ran.code == 0, ran.err
    assert list(office.copies) == ["Sukamaju – BUMDes Maju"]
    assert f"https://docs.google.com/spreadsheets/d/{office.copy}/edit" in ran.out
    assert office.who(office.copy) == {CLERK: "owner", BUMDES: "writer"}
    [mail] = office.google.mails
    assert (mail.to, mail.file_id) == (BUMDES, office.copy)
    assert "Desa Sukamaju" in mail.message
    assert office.google.values(office.copy, f"'{REPORT}'!A4") == [
        ["Isi kolom putih saja. Tersimpan sendiri; tidak perlu dikirim."]
    ]
    line = ["BUMDes Maju", "google", office.copy, "writer", BUMDES]
    assert office.read("_shares")[1:] == [line]


def test_nobody_but_the_partner_is_let_in(office: Office) -> None:
    office.share("--all", "--yes")
    assert office.who(office.copy) == {CLERK: "owner", BUMDES: "writer"}
    assert office.who(office.copies["Sukamaju – Yayasan Hijau"]) == {CLERK: "owner", HIJAU: "writer"}
    if isinstance(office.workbook, str):
        assert office.who(office.workbook.removeprefix("gsheet:")) == {CLERK: "owner"}, "never the workbook itself"


def test_unchanged_copies_cost_no_write(office: Office) -> None:
    office.share("--all", "--yes")
    before = {key: office.google.snapshot(key) for key in office.copies.values()}
    assert office.writes
    again = office.share("--all", "--yes")
    assert "sesuai" in again.out
    assert not office.writes
    assert {key: office.google.snapshot(key) for key in office.copies.values()} == before
    assert len(office.google.mails) == 2


def test_a_sync_refreshes_what_was_given_and_nothing_else(office: Office) -> None:
    office.share("--partner", "BUMDes Maju", "--yes")
    key = office.copy
    office.sync()
    office.google.calls.clear()
    office.sync()
    assert not office.writes, "nothing changed"
    assert office.copy == key
    office.type("Perjanjian!C5", "Pasar desa baru")
    office.google.calls.clear()
    ran = office.sync()
    assert ran.code in (0, 1), ran.err
    assert list(office.copies.values()) == [key], "under the same address, and nobody new is given anything"
    assert office.google.values(key, "Perjanjian!B5") == [["Pasar desa baru"]]
    assert GRANT not in office.writes
    assert office.who(key) == {CLERK: "owner", BUMDES: "writer"}
    assert len(office.google.mails) == 1


@pytest.mark.parametrize("role", ["reader", "commenter"])
def test_another_role_is_shown_and_then_given(office: Office, role: str) -> None:
    office.share("--partner", "BUMDes Maju", "--yes")
    shown = office.share("--partner", "BUMDes Maju", "--role", role)
    assert "perannya berubah" in shown.out
    assert office.who(office.copy)[BUMDES] == "writer"
    assert office.share("--partner", "BUMDes Maju", "--role", role, "--yes").code == 0
    assert office.who(office.copy)[BUMDES] == role
    assert "untuk dilihat" in office.google.values(office.copy, f"'{REPORT}'!A4")[0][0]
    assert len(office.google.mails) == 1
    assert office.read("_shares")[1][3] == role
    assert office.share("--partner", "Yayasan Hijau", "--role", role, "--yes").code == 0
    assert "untuk dilihat" in office.google.mails[-1].message, "nobody is asked to fill in what it can't"


def test_another_address_takes_the_place_of_the_old_one(office: Office) -> None:
    office.share("--partner", "BUMDes Maju", "--yes")
    office.type(_address(office), "ketua@mitra.id")
    stale = office.sync()
    assert "Jalankan share" in stale.err
    assert office.who(office.copy) == {CLERK: "owner", BUMDES: "writer"}, "a sync changes nobody's access"
    shown = office.share("--partner", "BUMDes Maju")
    assert f"{BUMDES} tidak dapat melihat lagi, ketua@mitra.id dapat" in shown.out
    office.type("Perjanjian!C5", "Pasar desa baru")
    seen: list[str] = []
    office.google.faults.before("drive.files.update", lambda: seen.extend(office.who(office.copy)), times=9)
    office.share("--partner", "BUMDes Maju", "--yes")
    office.google.faults.clear()
    assert BUMDES not in seen, "what's new isn't shown to the old address"
    assert office.who(office.copy) == {CLERK: "owner", "ketua@mitra.id": "writer"}
    assert [mail.to for mail in office.google.mails] == [BUMDES, "ketua@mitra.id"]


def _address(office: Office) -> str:
    """The cell of BUMDes Maju's share_email."""
    from perdes_sheets.outputs.template.columns import places
    from perdes_sheets.reading.layout import letters
    from perdes_sheets.schema.tabs import entry_tab

    return f"Mitra!{letters(places(entry_tab('partners'))['share_email'])}5"


def test_without_an_address_it_says_which_cell_to_fill(office: Office) -> None:
    office.type(_address(office), "")
    ran = office.share("--all", "--yes")
    assert list(office.copies) == ["Sukamaju – Yayasan Hijau"]
    assert "BUMDes Maju tidak diberi" in ran.out
    assert f"tab Mitra, sel {_address(office).partition('!')[2]}" in ran.out
    assert "Surel untuk berbagi" in ran.out


def test_the_list_says_who_can_really_see_it(office: Office) -> None:
    office.share("--all", "--yes")
    calm = office.share("--list").out
    assert f"✓ {BUMDES}" in calm
    assert f"● {CLERK}" in calm
    assert "▲" not in calm
    office.google.share(office.copy, "tetangga@lain.id", "reader")
    office.google.file(office.copy).permissions["anyoneWithLink"] = {
        "id": "anyoneWithLink", "type": "anyone", "role": "reader",
    }  # fmt: skip
    loud = office.share("--list").out
    assert "▲ tetangga@lain.id" in loud
    assert "diberi dengan tangan" in loud
    assert loud.index("■ SIAPA SAJA") < loud.index("▲ tetangga@lain.id"), "the widest first"
    shown = office.share("--all", "--yes").out
    assert "BUMDes Maju juga dapat dilihat" in shown
    assert "SIAPA SAJA yang punya alamatnya, tetangga@lain.id" in shown
    assert "BUMDes Maju juga dapat dilihat" in office.sync().err
    assert f"https://docs.google.com/spreadsheets/d/{office.copy}/edit" in loud


def test_taking_it_back_says_who_still_sees_it(office: Office) -> None:
    office.share("--all", "--yes")
    key = office.copy
    office.google.share(key, "tetangga@lain.id", "writer")
    assert office.share("--partner", "BUMDes Maju", "--revoke").code == 2, "not without a yes"
    assert BUMDES in office.who(key)
    ran = office.share("--partner", "BUMDes Maju", "--revoke", "--yes")
    assert ran.code == 0, ran.err
    assert office.who(key) == {CLERK: "owner", "tetangga@lain.id": "writer"}
    assert "▲ tetangga@lain.id" in ran.out
    assert f"{BUMDES} tidak dapat melihat" in ran.out
    assert f"https://docs.google.com/spreadsheets/d/{key}/edit" in ran.out, "the sheet stays"
    assert [row[0] for row in office.read("_shares")[1:]] == ["Yayasan Hijau"]
    assert HIJAU in office.who(office.copies["Sukamaju – Yayasan Hijau"])
    held = office.google.snapshot(key)
    office.type("Perjanjian!C5", "Pasar desa baru")
    office.sync()
    assert office.google.snapshot(key) == held, "it is refreshed no more"


def test_a_copy_that_was_deleted_is_only_made_anew_after_a_yes(office: Office) -> None:
    office.share("--partner", "BUMDes Maju", "--yes")
    first = office.copy
    office.google.file(first).trashed = True
    assert "Jalankan share" in office.sync().err
    assert not office.copies
    assert "tidak ada di Drive" in office.share("--list").out
    assert "dibuat baru" in office.share("--partner", "BUMDes Maju").out
    assert not office.copies
    assert office.share("--partner", "BUMDes Maju", "--yes").code == 0
    assert office.copy != first
    assert office.read("_shares")[1][2] == office.copy


def test_files_all_the_same(office: Office, tmp_path: Path) -> None:
    """A workbook in Google Sheets can give files, too; a sync refreshes both kinds."""
    out = tmp_path / "kiriman"
    assert office.share("--partner", "BUMDes Maju", "--out", out, "--yes").code == 0
    assert not office.copies
    noted = Path(office.read("_shares")[1][2])
    assert noted.is_absolute() == isinstance(office.workbook, str), "what is in Google lies beside nothing"
    file = out / "Sukamaju – BUMDes Maju.xlsx"
    before = file.read_bytes()
    office.share("--partner", "Yayasan Hijau", "--yes")
    office.type("Perjanjian!C5", "Pasar desa baru")
    assert office.sync().code in (0, 1)
    assert file.read_bytes() != before
    listed = office.share("--list").out
    assert str(out) in listed
    assert f"✓ {HIJAU}" in listed
    assert office.share("--partner", "BUMDes Maju", "--revoke", "--yes").code == 0
    assert len(office.read("_shares")) == 2


def test_files_and_roles_dont_go_together(office: Office) -> None:
    ran = office.share("--all", "--role", "writer", "--out", "x", "--yes")
    assert ran.code == 2
    assert "--out" in ran.err


def test_a_google_workbook_gives_google_sheets_by_itself(office: Office) -> None:
    ran = office.perdes("share", office.workbook, "--partner", "BUMDes Maju", "--yes", AS_OF)
    assert ran.code == 0, ran.err
    assert bool(office.copies) == isinstance(office.workbook, str)
