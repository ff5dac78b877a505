"""Which open workbook is meant, and what people read where none is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.jobs.opening import are_ours
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.excel import books, library
from tests.excel.conftest import Pauses
from tests.excel_engine import Excel, running

OURS = {"Pengaturan": [["Nama desa", "Sukamaju"]], "Mitra": [["Nama *"]]}
OTHER = {"Lembar1": [["x"]], "Mitra": [["x"]]}
A, B = "C:\\Desa\\kemitraan.xlsx", "D:\\Lama\\kemitraan.xlsx"

Find = Callable[..., str]


@pytest.fixture
def find(pauses: Pauses) -> Find:
    """The full name of the workbook that is found."""

    def found(name: str | None = None) -> str:
        return str(books.find(name, are_ours, pauses.patience).fullname)

    return found


def refusal(find: Find, name: str | None = None) -> tuple[str, str]:
    """The id of what stops a search, and its sentence."""
    with pytest.raises(WorkbookError) as caught:
        find(name)
    texts = [words(language)(caught.value.message, **caught.value.values) for language in ("id", "en")]
    return caught.value.message, texts[1]


@pytest.mark.parametrize(
    "name", ["kemitraan.xlsx", "KEMITRAAN.xlsx", "kemitraan", A, "C:/Desa/kemitraan.xlsx", "./kemitraan"]
)
def test_by_name_or_path(excel: Excel, find: Find, name: str) -> None:
    excel.add("C:\\Desa\\lain.xlsx", OTHER)
    excel.add(A, OURS)
    assert find(name) == A


def test_a_path_that_leads_to_a_file_means_that_file(excel: Excel, find: Find, tmp_path: Path) -> None:
    mine, other = tmp_path / "kemitraan.xlsx", tmp_path / "lama" / "kemitraan.xlsx"
    other.parent.mkdir()
    for path in (mine, other):
        path.write_bytes(b"")
    excel.add(str(other), OURS)
    assert refusal(find, str(mine))[0] == "error.excel_not_open"
    excel.add(str(mine), OURS)
    assert find(str(mine)) == str(mine)


def test_another_ending_is_another_workbook(excel: Excel, find: Find) -> None:
    excel.add("C:\\Desa\\kemitraan.xlsm", OURS)
    assert refusal(find, "kemitraan.xlsx")[0] == "error.excel_not_open"
    assert find("kemitraan") == "C:\\Desa\\kemitraan.xlsm"


def test_not_open_names_those_that_are(excel: Excel, find: Find) -> None:
    excel.add(A, OURS)
    excel.add("Book2", OTHER)
    id, text = refusal(find, "anggaran.xlsx")
    assert id == "error.excel_not_open"
    assert "Book2, kemitraan.xlsx" in text


def test_two_of_one_name(excel: Excel, find: Find) -> None:
    excel.add(A, OURS)
    excel.add(B, OURS, app=excel.start())
    id, text = refusal(find, "kemitraan.xlsx")
    assert id == "error.excel_two"
    assert A in text
    assert B in text


def test_the_one_in_front(excel: Excel, find: Find) -> None:
    excel.add(A, OURS)
    excel.add("C:\\Desa\\kedua.xlsx", OURS)
    assert find() == "C:\\Desa\\kedua.xlsx"
    excel.user(excel.app.books["kemitraan.xlsx"]).go("Mitra")
    assert find() == A


def test_the_only_one_of_ours_need_not_be_in_front(excel: Excel, find: Find) -> None:
    excel.add(A, OURS)
    excel.add("C:\\Desa\\lain.xlsx", OTHER)
    assert find() == A


def test_which_of_two_behind(excel: Excel, find: Find) -> None:
    excel.add(A, OURS)
    excel.add("C:\\Desa\\kedua.xlsx", OURS)
    excel.add("C:\\Desa\\lain.xlsx", OTHER)
    assert refusal(find)[0] == "error.excel_two"


def test_none_of_ours(excel: Excel, find: Find) -> None:
    excel.add("C:\\Desa\\lain.xlsx", OTHER)
    id, text = refusal(find)
    assert id == "error.excel_none_of_ours"
    assert "lain.xlsx" in text


def test_a_strangers_workbook_gets_no_tabs_of_ours(excel: Excel, find: Find) -> None:
    excel.add("C:\\Desa\\lain.xlsx", OTHER)
    id, text = refusal(find, "lain.xlsx")
    assert id == "error.excel_not_ours"
    assert "lain.xlsx" in text


def test_no_workbook_at_all(excel: Excel, find: Find) -> None:
    assert refusal(find)[0] == "error.excel_none_of_ours"


@pytest.mark.parametrize("installed", [True, False])
def test_excel_is_not_running_and_not_started(find: Find, installed: bool) -> None:
    with running(instances=0, installed=installed) as excel:
        assert refusal(find, "kemitraan.xlsx")[0] == "error.excel_not_running"
        assert excel.started == 0


def test_nothing_is_ever_started(excel: Excel, find: Find) -> None:
    refusal(find, "kemitraan.xlsx")
    assert excel.started == 0


def test_protected_view(excel: Excel, find: Find) -> None:
    excel.add("C:\\Desa\\lain.xlsx", OTHER)
    excel.open_protected(A)
    id, text = refusal(find, "kemitraan.xlsx")
    assert id == "error.excel_protected_view"
    assert "Enable Editing" in text


@pytest.mark.parametrize("state", ["edit_mode", "dialog"])
def test_one_busy_excel_does_not_hide_the_other(excel: Excel, find: Find, state: str) -> None:
    excel.add("C:\\Desa\\lain.xlsx", OTHER)
    setattr(excel.line, state, True)
    excel.add(A, OURS, app=excel.start())
    assert find("kemitraan.xlsx") == A
    assert refusal(find, "anggaran.xlsx")[0] == "error.excel_busy"


def test_a_workbook_on_onedrive_is_found_by_its_name(excel: Excel, find: Find, pauses: Pauses) -> None:
    excel.add("https://d.docs.live.net/1234/Desa/kemitraan.xlsx", OURS)
    assert books.find("kemitraan.xlsx", are_ours, pauses.patience).name == "kemitraan.xlsx"
    assert books.find(None, are_ours, pauses.patience).name == "kemitraan.xlsx"


def test_english_workbooks_are_ours_too() -> None:
    assert are_ours(["Settings", "Partners"])
    assert are_ours(["Partners", "Needs"]), "somebody lost the settings: that is a finding, not another workbook"
    assert not are_ours(["Settings", "Sheet1"])
    assert not are_ours(["Settings", "Mitra"]), "of two languages"


def test_linux_has_no_excel(find: Find) -> None:
    assert refusal(find)[0] == "error.excel_platform"


def test_xlwings_is_not_installed(find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlwings", None)
    id, text = refusal(find)
    assert id == "error.not_installed"
    assert 'pip install "perdes-sheets[excel]"' in text


def test_other_peoples_excel_is_not_ended_at_exit(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    """xlwings registers `cleanup` to run at exit, which ends every Excel in which it sees no workbook."""
    registered: list[object] = []
    monkeypatch.setattr("atexit.unregister", registered.append)
    module = sys.modules["xlwings._xlwindows"]
    monkeypatch.setattr(module, "cleanup", print, raising=False)
    library.library()
    assert registered == [print]


def test_where_add_ins_are_loaded_from(excel: Excel) -> None:
    assert str(books.startup_folder()).endswith("XLSTART")
    excel.line.edit_mode = True
    assert books.startup_folder() is None


def test_without_excel_nobody_says_where_add_ins_are() -> None:
    assert books.startup_folder() is None
