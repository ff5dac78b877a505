"""What is looked through before calamine reads: as large as calamine would find it, never smaller."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineError, CalamineWorkbook

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.limits import Limits
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.vetting import Cells, _usual, check_strings, shown

from .books import REAL, SHEET, STRINGS, WORKBOOK, WORKBOOK_RELS, book, parts, sheet, strings, zipped
from .reading import rows, tabs


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_workbooks_read_as_calamine_reads_them_alone(path: object) -> None:
    with CalamineWorkbook.from_path(str(path)) as workbook:
        package = Package.open(str(path))
        for title, found in rows(package).items():
            try:
                expected = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
            except CalamineError:
                continue
            assert found == expected
        assert list(tabs(package)) == [name for name in workbook.sheet_names if name in tabs(package)]


def test_parts_under_any_names_are_read() -> None:
    members = parts()
    members["xl/lembar.xml"], members["xl/teks.xml"] = members.pop(SHEET), members.pop(STRINGS)
    members["xl/buku.xml"] = members.pop(WORKBOOK)
    moved = (
        members.pop(WORKBOOK_RELS).replace(b"worksheets/sheet1", b"/xl/lembar").replace(b"sharedStrings.x", b"teks.x")
    )
    members["xl/_rels/buku.xml.rels"] = moved
    members = {
        name: data.replace(b"xl/workbook.xml", b"xl/buku.xml") if name.startswith(("[", "_")) else data
        for name, data in members.items()
    }
    assert rows(Package(zipped(members))) == {"Mitra": [["Yayasan Hijau", 7.0]]}


def test_dates_of_1904_stay_dates_of_1904() -> None:
    styles = parts()["xl/styles.xml"].replace(b'numFmtId="0"', b'numFmtId="14"')
    row = sheet('<row r="1"><c r="A1" s="0"><v>1</v></c></row>')
    workbook = parts()[WORKBOOK].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    [[date]] = rows(Package(book(styles=styles, sheet=row, workbook=workbook)))["Mitra"]
    assert str(date) == "1904-01-02"


MOST = 600_000
ROWS = st.one_of(st.integers(1, 30), st.integers(1, 3000), st.integers(1, 1_048_576))
COLUMNS = st.one_of(st.integers(0, 60), st.integers(0, 16_383))


def letters(column: int) -> str:
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(65 + last)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[bytes, int]:
    """A worksheet part written in any way that calamine takes, and the cells of its rectangle (-1 beyond a sheet)."""
    row, column, right, bottom, text, inside = 0, 0, -1, -1, [], True
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            row = draw(ROWS) - 1
            text.append(f'<row r="{row + 1}">')
        else:
            text.append("<row>")
        column = 0
        for _ in range(draw(st.integers(0, 4))):
            at, quote = row, draw(st.sampled_from("\"'"))
            address = ""
            if draw(st.integers(0, 3)):
                at, column = draw(st.one_of(st.just(row), ROWS.map(lambda n: n - 1))), draw(COLUMNS)
                blank = draw(st.sampled_from(("", " ", "\n")))
                address = f" r{blank}={blank}{quote}{letters(column)}{at + 1}{quote}"
            style = draw(st.sampled_from(("", ' s="1"', " t='n'", ' x=">"')))
            start = f"<c{style}{address}" if draw(st.booleans()) else f"<c{address}{style}"
            if draw(st.integers(0, 4)):
                text.append(f"{start}><v>1</v></c>")
                bottom, right = max(bottom, at), max(right, column)
            else:
                text.append(draw(st.sampled_from((f"{start}/>", f"{start}></c>"))))
            inside &= at < 1_048_576 and column < 16_384
            column += 1
        text.append("</row>")
        row += 1
    dimension = draw(st.sampled_from(("", '<dimension ref="A1:C3"/>', '<dimension ref="A1:XFD1048576"/>')))
    return sheet("".join(text), dimension), (bottom + 1) * (right + 1) if inside else -1


@given(sheets())
@settings(max_examples=150, deadline=None)
def test_no_tab_is_larger_than_it_counts(drawn: tuple[bytes, int]) -> None:
    data, largest = drawn
    cells = Cells(Limits(tab=MOST, cells=MOST))
    if not 0 <= largest <= MOST:
        with pytest.raises(WorkbookError):
            cells.check(data, "Mitra")
        return
    cells.check(data, "Mitra")
    with CalamineWorkbook.from_filelike(io.BytesIO(book(sheet=data))) as workbook:
        end = workbook.get_sheet_by_name("Mitra").end or (-1, -1)
    assert cells.count >= largest == (end[0] + 1) * (end[1] + 1)


@given(ROWS, COLUMNS.filter(lambda n: n < 702), ROWS, COLUMNS)
@settings(max_examples=300, deadline=None)
def test_the_usual_cells_are_those_in_the_frame(most_rows: int, most: int, row: int, column: int) -> None:
    unit = 10 ** max(len(str(most_rows)) - 2, 0)
    most_rows, columns = max((most_rows // unit + 1) * unit - 1, 9), most // 26 * 26 + 26
    found = re.compile(_usual(most_rows, columns)).match(f'r="{letters(column)}{row}" s="12" t="s">'.encode())
    assert bool(found) == (row <= most_rows and column < columns)


@pytest.mark.parametrize(
    "cell",
    [
        ' s="3" t="s"><v>0</v></c>',
        ' t="inlineStr"><is><t>Yayasan</t></is></c>',
        ' s="12"><f>1+1</f><v>2</v></c>',
        ' t="str"><f>A1</f><v>x</v></c>',
        ' s="1" />',
        "/>",
    ],
)
def test_large_tabs_as_office_programs_write_them_need_no_look(cell: str) -> None:
    """The fast way is taken where it matters: not one cell is looked at."""
    line = "".join(f'<c r="{letters(column)}%d"{cell}' for column in range(40))
    data = sheet(
        "".join(f'<row r="{n}">{line % ((n,) * 40)}</row>' for n in range(1, 2001)), '<dimension ref="A1:AN2000"/>'
    )
    cells = Cells(Limits(unusual=0))
    cells.check(data, "Mitra")
    assert 80_000 <= cells.count < 120_000


def test_the_far_cell_is_named() -> None:
    data = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="Q900000"><v>1</v></c></row>')
    with pytest.raises(WorkbookError) as error:
        Cells().check(data, "Mitra")
    assert (error.value.message, error.value.values) == ("error.far_cell", {"tab": "Mitra", "cell": "Q900000"})


def test_unusual_cells_are_limited() -> None:
    cells = Cells(Limits(unusual=30))
    for tab in ("Kebutuhan", "Mitra", "Komunikasi"):
        cells.check(sheet("<row>" + "<c><v>1</v></c>" * 10 + "</row>"), tab)
    with pytest.raises(WorkbookError) as error:
        cells.check(sheet("<row><c><v>1</v></c></row>"), "Perjanjian")
    assert (error.value.message, error.value.values) == ("error.too_many_cells", {"tab": "Perjanjian"})


def test_strings_are_limited() -> None:
    assert len(check_strings(strings("a", "b"), Limits(strings=2))) == 2
    with pytest.raises(WorkbookError) as error:
        check_strings(strings("a", "b", "c"), Limits(strings=2))
    assert error.value.message == "error.too_many_cells"


def test_all_tabs_count_together() -> None:
    cells = Cells(Limits(cells=3000))
    two = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="AZ9"><v>1</v></c></row>')
    for tab in ("Kebutuhan", "Mitra", "Komunikasi", "Perjanjian", "Kewajiban", "KPI"):
        cells.check(two, tab)
    with pytest.raises(WorkbookError) as error:
        cells.check(two, "Realisasi")
    assert error.value.message == "error.too_many_cells"


@given(st.lists(st.text("ab<&é\n", max_size=9), max_size=6), st.lists(st.integers(0, 5), max_size=8))
@settings(max_examples=200, deadline=None)
def test_no_more_text_is_shown_than_it_counts(texts: list[str], refs: list[int]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in texts]
    refs = [n for n in refs if n < len(texts)]
    cells = "".join(f'<c r="A{n}" t="s"><v>{ref}</v></c>' for n, ref in enumerate(refs, 1))
    lengths = check_strings(strings(*escaped))
    assert shown(sheet(cells), lengths) >= sum(len(texts[n].encode()) for n in refs)


def test_strings_in_every_form_are_counted() -> None:
    rich = b'<x:sst xmlns:x="x"><x:si><x:r><x:t>abc</x:t></x:r></x:si><!-- <si> --><x:si><x:t>d</x:t></x:si></x:sst>'
    first, second = check_strings(rich)
    assert first >= 3
    assert second >= 1
    assert check_strings(b"") == []
