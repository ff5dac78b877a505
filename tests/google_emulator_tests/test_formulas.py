"""What formulas give: a little is evaluated, the rest is stored exactly and shown as not computed yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.google_emulator import Emulator
from tests.google_emulator.evaluate import FormulaCell, Matrix, NotEvaluated, Scalar, evaluate
from tests.google_emulator.formulas import references
from tests.google_emulator_tests.conftest import Book, open_book

ARRAY = '=ARRAYFORMULA(IF(A2:A="";"";IFNA(VLOOKUP(A2:A;agr;2;FALSE);"● Belum diperiksa")))'


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", 7),
        ("= 1 / 1024", 1 / 1024),
        ("=-(2+3)^2", 25),
        ("=10%", 0.1),
        ('="a"&"b"&1', "ab1"),
        ('="dia ""x"""', 'dia "x"'),
        ("=A1+A2", 5),
        ("=SUM(A1:A3,4)", 9),
        ('=IF(A1=2;"dua";"lain")', "dua"),
        ("=IF(A1>2,1)", False),
        ('=ROW()&":"&COLUMN()', "5:2"),
        ('=HYPERLINK("https://desa.id","Desa")', "Desa"),
        ('=""', ""),
        ('=A3="TEKS"', True),
    ],
)
def test_what_is_evaluated(book: Book, formula: str, value: Any) -> None:
    book.write("A1", [[2], [3], ["teks"]])
    book.write("B5", [[formula]], "USER_ENTERED")
    assert book.values("B5", "UNFORMATTED_VALUE") == [[pytest.approx(value) if isinstance(value, float) else value]]
    assert book.formulas("B5") == [[formula]]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1/0", "#DIV/0!"),
        ("=A3+1", "#VALUE!"),
        ("=#REF!+1", "#REF!"),
        ("=Nowhere!A1", "#REF!"),
        ("=B5", "#REF!"),
    ],
)
def test_errors_are_values_too(book: Book, formula: str, shown: str) -> None:
    book.write("A3", [["teks"]])
    book.write("B5", [[formula]], "USER_ENTERED")
    assert book.values("B5") == book.values("B5", "UNFORMATTED_VALUE") == [[shown]]
    assert "errorValue" in book.cell("B5")["effectiveValue"]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=IF(A1=2;1;0)", "1"),
        ("=IF(A1=2,1,0)", "#ERROR!"),
        ('=IF(A1=2;"a,b";0)', "a,b"),
        ("='a,b'!A1", "#REF!"),
        ("=A1*1,5", "Loading..."),  # right, but the small evaluator reads no decimal commas
    ],
)
def test_a_comma_separates_nothing_where_it_is_the_decimal_sign(google: Emulator, formula: str, shown: str) -> None:
    """Semicolons are understood in every locale, commas only where they are no decimal sign."""
    book = open_book(google, "in_ID")
    book.write("A1", [[2]])
    book.write("B5", [[formula]], "USER_ENTERED")
    assert book.values("B5") == [[shown]]
    assert book.formulas("B5") == [[formula]]


@pytest.mark.parametrize("formula", [ARRAY, '=INDEX(agr_status,MATCH("k"&A1,agr_key,0))', "=SUM(B1)+MEDIAN(C1:C3)"])
def test_what_is_not_evaluated_says_so_and_stays_exact(book: Book, formula: str) -> None:
    cell = {"userEnteredValue": {"formulaValue": formula}}
    book.batch({"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}})
    book.write("A2", [['=A1&"x"']], "USER_ENTERED")
    assert book.cell("A1") == {
        "userEnteredValue": {"formulaValue": formula},
        "effectiveValue": {"errorValue": {"type": "LOADING", "message": "Loading..."}},
        "formattedValue": "Loading...",
        "effectiveFormat": book.cell("A1")["effectiveFormat"],
    }
    assert book.values("A2") == [["Loading..."]]  # nor is what depends on it


def test_an_own_evaluator_can_spill() -> None:
    """The hook: an ARRAYFORMULA under a header fills its column; a filled cell in the way blocks it all."""

    def evaluator(cell: FormulaCell) -> Scalar | Matrix:
        if not cell.formula.startswith("=ARRAYFORMULA"):
            return evaluate(cell)
        (reference, *_) = references(cell.formula)
        return [["" if key is None else f"✓ {key}"] for (key,) in cell.values(reference)]

    with Emulator(evaluate=evaluator) as google:
        book = open_book(google)
        book.write("A1", [["Nomor"], ["K-01"], ["K-02"]])
        book.write("B2", [["=ARRAYFORMULA(A2:A4)"]], "USER_ENTERED")
        assert book.values("B1:B9") == [[], ["✓ K-01"], ["✓ K-02"], [""]]
        assert book.formulas("B2:B4")[0] == ["=ARRAYFORMULA(A2:A4)"]
        assert "userEnteredValue" not in book.cell("B3")
        assert book.cell("B3")["effectiveValue"] == {"stringValue": "✓ K-02"}
        data = book.call("GET", "", ranges="B2:B4", fields="sheets.data.rowData.values.formattedValue").json()
        assert [row["values"][0]["formattedValue"] for row in data["sheets"][0]["data"][0]["rowData"]][:2] == [
            "✓ K-01",
            "✓ K-02",
        ]
        book.write("A9", [['=B3&"!"']], "USER_ENTERED")  # a formula that stands first and reads what spills
        assert book.values("A9") == [["✓ K-02!"]]
        google.editor(book.key).type("A2", "K-09")
        assert book.values("B2:B3") == [["✓ K-09"], ["✓ K-02"]]
        google.editor(book.key).type("B3", "di jalan")
        assert book.values("B2:B4") == [["#REF!"], ["di jalan"]]


@pytest.mark.parametrize(
    "evaluator", [lambda cell: cell.values(references(cell.formula)[0])[0][0], evaluate], ids=["own", "small"]
)
def test_an_evaluator_sees_what_is_not_known(evaluator: Callable[[FormulaCell], Any]) -> None:
    def careful(cell: FormulaCell) -> Scalar | Matrix:
        if cell.formula == "=TODAY()":
            raise NotEvaluated
        found: Scalar = evaluator(cell)
        return found

    with Emulator(evaluate=careful) as google:
        book = open_book(google)
        book.write("A1", [["=TODAY()", "=A1"]], "USER_ENTERED")
        assert book.values("A1:B1") == [["Loading...", "Loading..."]]
