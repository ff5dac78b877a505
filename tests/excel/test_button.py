"""The button inside Excel: its module beside the workbook, and what its message box says."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
import xlwings as xw

from perdes_sheets.cli import excel_button
from perdes_sheets.errors import UseError, WorkbookError
from perdes_sheets.jobs import excel_module
from perdes_sheets.jobs.excel_module import CONF, MARK, install, startup_folder, uninstall, usual_folder
from perdes_sheets.outputs.template import build
from perdes_sheets.schema.tabs import ENTRY_TABS
from perdes_sheets.schema.words import words
from tests.cli.conftest import Runner
from tests.excel_engine import Excel, running

PYTHON = r"C:\Python312\python.exe"


@pytest.fixture
def workbook_file(tmp_path: Path) -> Path:
    path = tmp_path / "kemitraan_desa.xlsx"
    path.write_bytes(b"")
    return path


def press(excel: Excel, book: xw.Book, folder: Path) -> list[str]:
    """What "Run main" does: the module of the workbook's name, its `main()`."""
    book.set_mock_caller()
    path = Path(book.fullname)
    module = install(path, folder, python=PYTHON, platform="win32").module
    runpy.run_path(str(module))["main"]()
    return excel.alerts[-1].prompt.split("\n")


def test_a_press_fills_the_workbook_and_tells_the_first_findings(
    excel: Excel, village: xw.Book, tmp_path: Path
) -> None:
    lines = press(excel, village, tmp_path)
    assert "Sukamaju" in lines[0]
    assert lines[1] == "✓ Buku kerja sudah diperbarui; belum disimpan."
    assert lines[2].split(" ")[1] == "kesalahan"
    shown = lines[4:7]
    assert all(line.startswith("■ ") for line in shown), shown
    assert shown[0].split(" ")[1] in {words("id").tab(tab.id).split()[0] for tab in ENTRY_TABS}
    assert lines[7].startswith("… dan ")
    assert excel.model(village).values()["Ringkasan"]["A4"] is not None
    assert excel.model(village).saves == []
    assert excel.alerts[-1].title == "Kemitraan desa"
    assert excel.alerts[-1].mode == "critical"
    assert press(excel, village, tmp_path)[1] == "✓ Tidak ada yang berubah: semuanya sudah sesuai."


def test_in_the_workbooks_language(excel: Excel, tmp_path: Path) -> None:
    path = tmp_path / "partnerships.xlsx"
    path.write_bytes(build("en"))
    lines = press(excel, excel.open(path), tmp_path)
    assert lines[1] == "✓ The workbook is up to date; it isn't saved yet."
    assert excel.alerts[-1].title == "Village partnerships"


def test_what_stops_a_press_is_shown_too(excel: Excel, village: xw.Book, tmp_path: Path) -> None:
    excel.user(village).protect("Ringkasan", "rahasia")
    lines = press(excel, village, tmp_path)
    assert "Tab ini dikunci di kemitraan.xlsx: Ringkasan" in lines[0]
    assert excel.alerts[-1].mode == "critical"


def test_no_press_ends_in_a_traceback(
    excel: Excel, village: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perdes_sheets.jobs.excel_button.sync", lambda *any: 1 / 0)
    assert "ZeroDivisionError" in press(excel, village, tmp_path)[0]


def test_the_module_only_calls_the_button(workbook_file: Path, tmp_path: Path) -> None:
    module = install(workbook_file, tmp_path).module
    assert module == tmp_path / "kemitraan_desa.py"
    assert runpy.run_path(str(module))["main"] is excel_button.main


def test_install_names_the_python_and_uninstall_leaves_nothing(workbook_file: Path, tmp_path: Path) -> None:
    install(workbook_file, tmp_path, python=PYTHON, platform="win32")
    assert (tmp_path / CONF).read_text("utf-8") == f'"INTERPRETER_WIN","{PYTHON}"\n'
    install(workbook_file, tmp_path, python=PYTHON, platform="win32")
    assert uninstall(workbook_file, python=PYTHON, platform="win32") == tmp_path / "kemitraan_desa.py"
    assert list(tmp_path.iterdir()) == [workbook_file]
    assert uninstall(workbook_file) is None


def test_a_folder_with_two_workbooks_keeps_its_python(workbook_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "kedua.xlsm"
    other.write_bytes(b"")
    for path in (workbook_file, other):
        install(path, tmp_path, python=PYTHON, platform="darwin")
    assert '"INTERPRETER_MAC"' in (tmp_path / CONF).read_text("utf-8")
    uninstall(workbook_file, python=PYTHON, platform="darwin")
    assert (tmp_path / CONF).exists()
    uninstall(other, python=PYTHON, platform="darwin")
    assert not (tmp_path / CONF).exists()


def test_what_others_wrote_is_left_alone(workbook_file: Path, tmp_path: Path) -> None:
    conf, module = tmp_path / CONF, tmp_path / "kemitraan_desa.py"
    conf.write_text('"INTERPRETER_WIN","D:\\lain\\python.exe"\n')
    module.write_text("def main(): ...\n")
    with pytest.raises(UseError, match="button_taken"):
        install(workbook_file, tmp_path)
    assert uninstall(workbook_file) is None
    assert module.read_text() == "def main(): ...\n"
    module.unlink()
    install(workbook_file, tmp_path)
    uninstall(workbook_file)
    assert "lain" in conf.read_text()


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Desa Sukamaju.xlsx", "Desa_Sukamaju.xlsx"), ("2024.xlsx", "desa_2024.xlsx"), ("json.xlsx", "desa_json.xlsx"),
        ("class.xlsx", "class.xlsx"), ("xlwings.xlsm", "desa_xlwings.xlsm"), ("désa.xlsx", "d_sa.xlsx"),
        ("---.xlsx", "kemitraan.xlsx"),
    ],
)  # fmt: skip
def test_names_that_no_module_can_have(tmp_path: Path, name: str, better: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    with pytest.raises(UseError) as caught:
        install(path, tmp_path)
    assert caught.value.message == "error.button_name"
    assert caught.value.values == {"workbook": name, "better": better}


@pytest.mark.parametrize("name", ["tidak_ada.xlsx", "catatan.txt"])
def test_only_a_workbook_gets_a_button(tmp_path: Path, name: str) -> None:
    (tmp_path / "catatan.txt").write_text("x")
    with pytest.raises(UseError, match="button_workbook"):
        install(tmp_path / name, tmp_path)


def test_a_folder_that_cannot_be_written(workbook_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*any: object, **named: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(WorkbookError, match="button_folder"):
        install(workbook_file, tmp_path)


def test_where_excel_loads_add_ins_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA", "/appdata")
    assert usual_folder("win32") == Path("/appdata/Microsoft/Excel/XLSTART")
    assert usual_folder("darwin").parts[-2:] == ("Startup.localized", "Excel")
    assert startup_folder() == usual_folder()
    with running() as excel:
        assert startup_folder() == Path(excel.app.startup_path)


def test_the_command(perdes: Runner, workbook_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_module, "startup_folder", lambda: tmp_path / "XLSTART")
    ran = perdes("excel", "install", workbook_file)
    assert ran.code == 0
    assert "Run main" in ran.out
    assert "xlwings addin install" in ran.err, "it says how the add-in is installed"
    assert (tmp_path / "kemitraan_desa.py").read_text("utf-8").startswith(MARK)
    (tmp_path / "XLSTART").mkdir()
    (tmp_path / "XLSTART" / "xlwings.xlam").write_bytes(b"")
    assert perdes("excel", "install", workbook_file).err == ""
    assert "dihapus" in perdes("excel", "uninstall", workbook_file).out
    assert "Tidak ada tombol" in perdes("excel", "uninstall", workbook_file).out
    assert perdes("excel", "pasang", workbook_file).code == 2
