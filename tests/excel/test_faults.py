"""An Excel that is busy, closed, dead or says no: a sentence after a bounded time, and nothing half done in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import xlwings as xw

from perdes_sheets.errors import WorkbookError
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.excel import library
from perdes_sheets.workbooks.excel.faults import Patience, StillBusy, fault, words_of
from perdes_sheets.workbooks.excel.workbook import ExcelWorkbook
from tests.contract import small
from tests.contract.small import CHECK, ENTRY, FIRST, MARKER, OWNED
from tests.excel.conftest import Pauses
from tests.excel_engine import Excel, errors

TOTAL = sum(Patience().pauses)


def whole(excel: Excel, book: xw.Book) -> object:
    return (
        excel.model(book).values(),
        excel.model(book).formulas(),
        [name.refers_to for name in excel.model(book).names],
    )


def sentence(error: WorkbookError) -> str:
    """The error as people read it, in both languages; every placeholder is filled."""
    said = [words(language)(error.message, **error.values) for language in ("id", "en")]
    assert all("{" not in text for text in said)
    return said[1]


@pytest.mark.parametrize(
    "do", [lambda w: w.read(), lambda w: w.automatic(ENTRY, {CHECK: MARKER}, FIRST), lambda w: w.write(small.plan())]
)
@pytest.mark.parametrize("state", ["edit_mode", "dialog"])
def test_edit_mode_and_dialogs_end_in_a_sentence(
    excel: Excel,
    book: xw.Book,
    workbook: ExcelWorkbook,
    pauses: Pauses,
    do: Callable[[ExcelWorkbook], object],
    state: str,
) -> None:
    before = whole(excel, book)
    setattr(excel.line, state, True)
    with pytest.raises(WorkbookError) as caught:
        do(workbook)
    assert caught.value.message == "error.excel_busy"
    assert "desa.xlsx was not changed" in sentence(caught.value)
    assert 0 < sum(pauses) <= TOTAL
    setattr(excel.line, state, False)
    assert whole(excel, book) == before
    assert workbook.write(small.plan()).changed


@pytest.mark.parametrize("trouble", ["busy", "retry_later"])
@pytest.mark.parametrize("on", ["any", "read", "write", "Application.ScreenUpdating", "Range.Copy", "Names.Add"])
def test_an_excel_that_is_busy_for_a_moment_is_waited_for(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook, pauses: Pauses, trouble: str, on: str
) -> None:
    getattr(excel.line, trouble)(5, on)
    workbook.read()
    assert workbook.write(small.plan()).changed
    assert pauses
    assert excel.model(book).values()[OWNED]["A1"] == "Judul"
    excel.line.forget()
    assert not workbook.write(small.plan()).changed


@pytest.mark.parametrize("trouble", ["busy", "retry_later"])
def test_whichever_call_it_is_that_is_put_off(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook, trouble: str
) -> None:
    def sync(names: list[str]) -> None:
        workbook.read()
        workbook.automatic(ENTRY, {CHECK: MARKER}, FIRST)
        assert workbook.write(small.plan(names=names)).changed

    sync([])
    excel.line.forget()
    sync(["a", "b"])
    calls = len(excel.line.calls)
    assert calls > 100
    for number in range(0, calls, 2):
        getattr(excel.line, trouble)(library.ATTEMPTS + 1, skip=number)
        sync([f"baris {number}"] * (number % 4))


def test_looping_over_the_tabs_is_waited_for_too(excel: Excel, workbook: ExcelWorkbook) -> None:
    excel.line.busy(2, lambda call: call.kind == "iterate")
    assert ENTRY in workbook.read()


def test_xlwings_is_left_as_it_was(excel: Excel, workbook: ExcelWorkbook) -> None:
    module = xw._xlwindows  # type: ignore[attr-defined]
    during: list[int] = []
    excel.line.before("any", lambda call: during.append(module.N_COM_ATTEMPTS), times=1_000)
    module.N_COM_ATTEMPTS = 7
    workbook.write(small.plan())
    assert set(during) == {library.ATTEMPTS}
    assert module.N_COM_ATTEMPTS == 7
    excel.line.edit_mode = True
    with pytest.raises(WorkbookError):
        workbook.read()
    assert module.N_COM_ATTEMPTS == 7


def test_excel_stops_answering_halfway(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    typed = {at: value for at, value in excel.model(book).values()[ENTRY].items() if at[0] != "B"}
    excel.line.after("Range.Value", lambda call: setattr(excel.line, "dialog", True), skip=3)
    excel.line.after(
        lambda call: call.member == "Range.Value" and call.writes, lambda call: setattr(excel.line, "dialog", True)
    )
    with pytest.raises(WorkbookError) as caught:
        workbook.write(small.plan())
    assert caught.value.message == "error.excel_busy.halfway"
    assert "What you typed was not changed" in sentence(caught.value)
    excel.line.dialog = False
    now = excel.model(book).values()[ENTRY]
    assert {at: now[at] for at in typed if at != "A2"} == {at: typed[at] for at in typed if at != "A2"}
    assert workbook.write(small.plan()).changed, "the next sync finishes it"
    assert not workbook.write(small.plan()).changed


@pytest.mark.parametrize("at", [0, 3, 20, 60, 100])
def test_excel_dies(excel: Excel, workbook: ExcelWorkbook, at: int) -> None:
    excel.line.die(skip=at)

    def sync() -> None:
        workbook.read()
        workbook.write(small.plan())

    with pytest.raises(WorkbookError) as caught:
        sync()
    assert caught.value.message in ("error.excel_closed", "error.excel_closed.halfway")
    assert sentence(caught.value)


def test_the_workbook_is_closed_between_read_and_write(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    workbook.read()
    excel.user(book).close()
    with pytest.raises(WorkbookError, match="excel_closed"):
        workbook.write(small.plan())


@pytest.mark.parametrize("skip", range(0, 42, 5))
def test_switches_are_put_back_whatever_happens(excel: Excel, workbook: ExcelWorkbook, skip: int) -> None:
    before = excel.settings
    excel.line.fail(lambda: errors.refused("Tidak bisa."), "write", skip=skip, times=1)
    with pytest.raises(WorkbookError) as caught:
        workbook.write(small.plan())
    assert caught.value.message == "error.excel_refused.halfway"
    assert "Tidak bisa." in sentence(caught.value)
    assert excel.settings == before


def test_a_protected_tab_is_named_before_anything_is_written(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook
) -> None:
    excel.user(book).protect(OWNED, "rahasia")
    before = whole(excel, book)
    excel.line.forget()
    with pytest.raises(WorkbookError) as caught:
        workbook.write(small.plan())
    assert caught.value.message == "error.excel_protected"
    assert OWNED in sentence(caught.value)
    assert whole(excel, book) == before
    assert excel.line.writes() == []


def test_a_tab_that_programs_may_write_is_no_obstacle(excel: Excel, book: xw.Book, workbook: ExcelWorkbook) -> None:
    book.sheets[OWNED].api.Protect("rahasia", UserInterfaceOnly=True)
    assert workbook.write(small.plan()).changed


def test_a_protected_entry_tab_matters_only_where_a_formula_is_missing(
    excel: Excel, book: xw.Book, workbook: ExcelWorkbook
) -> None:
    user = excel.user(book)
    user.protect(ENTRY)
    with pytest.raises(WorkbookError, match="excel_protected"):
        workbook.write(small.plan())
    book.sheets[ENTRY].api.Unprotect()
    workbook.write(small.plan())
    user.protect(ENTRY)
    assert workbook.write(small.plan(names=["lain"])).changed


def test_an_error_that_is_not_excels_is_not_swallowed(workbook: ExcelWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perdes_sheets.workbooks.excel.tabs.Tab._read", lambda *any: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        workbook.read()


class CommandError(Exception):
    """As appscript's, on macOS."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(number, message)
        self.errornumber, self.errormessage = number, message


def test_faults_are_known_by_their_codes() -> None:
    missing = AttributeError("Excel.Application.ScreenUpdating")
    assert fault(missing) == "busy"
    with pytest.raises(AttributeError) as nothing_there:
        _ = None.Name  # type: ignore[attr-defined]
    assert fault(nothing_there.value) is None
    assert fault(errors.ExcelBusyError()) == "busy"
    assert fault(StillBusy()) == "busy"
    assert fault(errors.suspended()) == "busy"
    assert fault(errors.server_unavailable()) == "gone"
    assert fault(errors.disconnected()) == "gone"
    assert fault(errors.protected_sheet()) == "refused"
    assert fault(errors.bad_index()) == "refused"
    assert fault(ValueError()) is None
    assert [fault(CommandError(number, "x")) for number in (-1712, -600, -609, -50)] == [
        "busy",
        "gone",
        "gone",
        "refused",
    ]
    assert words_of(errors.refused("Tidak bisa.")) == "Tidak bisa."
    assert words_of(errors.call_rejected()) == "Call was rejected by callee."
    assert words_of(CommandError(-50, "Parameter error.")) == "Parameter error."


def test_patience_ends() -> None:
    waited: list[float] = []
    patience, tries = Patience(sleep=waited.append), []

    def busy() -> None:
        tries.append(1)
        raise errors.retry_later()

    with pytest.raises(StillBusy):
        patience(busy)
    assert len(tries) == len(waited) + 1
    assert sum(waited) == TOTAL <= 10
    with pytest.raises(StillBusy):
        patience(patience, busy)
    assert sum(waited) == 2 * TOTAL, "patience within patience waits once"
