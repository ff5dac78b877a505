"""What a user may write for a Google Sheet."""

from __future__ import annotations

import pytest

from perdes_sheets.workbooks.google.address import is_address, key_of, url

KEY = "1eP_0mb67k0MD9BBEZ5gv7jsyFzcTvMbrr3uGTG1GXZk"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"gsheet:{KEY}", KEY),
        (f" GSHEET: {KEY} ", KEY),
        ("gsheet:", ""),
        (f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0", KEY),
        (f"https://docs.google.com/spreadsheets/d/{KEY}", KEY),
        (f"https://docs.google.com/spreadsheets/u/1/d/{KEY}/edit?usp=sharing", KEY),
        (f"http://docs.google.com/spreadsheets/d/{KEY}/htmlview", KEY),
        (f"https://drive.google.com/file/d/{KEY}/view?usp=drive_link", KEY),
        (f"https://drive.google.com/open?id={KEY}", KEY),
        (f"https://docs.google.com/spreadsheets/ccc?key={KEY}#gid=0", KEY),
        (f"gsheet:https://docs.google.com/spreadsheets/d/{KEY}/edit", KEY),
        ("gsheet:ada spasi di sini", None),
        ("gsheet:../../etc/passwd", None),
        ("https://docs.google.com/spreadsheets/u/0/", None),
        ("https://drive.google.com/drive/folders", None),
        ("https://drive.google.com/open?id=../../x", None),
    ],
)
def test_addresses_of_google(text: str, key: str | None) -> None:
    assert is_address(text)
    assert key_of(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "kemitraan.xlsx",
        "C:\\desa\\kemitraan.xlsx",
        "/home/desa/gsheet.xlsx",
        "https://desa.id/spreadsheets/d/x",
        "",
        "-",
    ],
)
def test_everything_else_is_no_address(text: str) -> None:
    assert not is_address(text)


def test_what_a_click_opens_is_an_address() -> None:
    assert key_of(url(KEY)) == KEY
