"""Shared strings in every spelling: what office programs write is cut, the rest is read as XML."""

from __future__ import annotations

import pytest

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.package import Package
from perdes_sheets.workbooks.xlsx.strings import Strings
from tests.xlsx_package.books import MAIN, STRINGS, WORKBOOK, book, parts, zipped

RICH = '<r><rPr><b/></rPr><t>te</t></r><r><t>bal</t></r><rPh sb="0" eb="1"><t>x</t></rPh>'


def texts(items: str, count: int, prefix: str = "") -> list[str]:
    """The first `count` texts of a part with these items."""
    xmlns = f":{prefix}" if prefix else ""
    tag = f"{prefix}:sst" if prefix else "sst"
    strings = Strings(Package(book(strings=f'<{tag} xmlns{xmlns}="{MAIN}">{items}</{tag}>'.encode())), WORKBOOK)
    return [strings[index] for index in range(count)]


@pytest.mark.parametrize(
    "odd", ["", "<si/>", "<!-- <si> -->", '<si a="1"><t>x</t></si>', "<si><t><![CDATA[<si>&]]></t></si>"]
)
def test_texts(odd: str) -> None:
    """An item that no office program writes, behind the others, changes none of them."""
    items = (
        '<si><t>Air &amp; &lt;tanah&gt; &#233;</t></si>\n <si><t xml:space="preserve"> a\r\nb\rc </t></si>'
        f"<si>{RICH}</si><si><t/></si><si></si><si><t>a_x000D_b</t></si><si ><t>sela</t></si>"
    ).replace("<si >", "<si>" if not odd else "<si >")
    expected = ["Air & <tanah> é", " a\nb\nc ", "tebal", "", "", "a\rb", "sela"]
    assert texts(items + odd, len(expected)) == expected


def test_a_prefix() -> None:
    assert texts("<x:si><x:t>a</x:t></x:si><x:si><x:r><x:t>b</x:t></x:r></x:si>", 2, "x") == ["a", "b"]


def test_an_index_that_is_not_there_is_the_empty_text() -> None:
    assert texts("<si><t>a</t></si>", 3) == ["a", "", ""]


def test_no_shared_strings() -> None:
    members = {name: data for name, data in parts().items() if name != STRINGS}
    assert Strings(Package(zipped(members)), WORKBOOK)[0] == ""


@pytest.mark.parametrize("items", ["<si><t>a</si>", "<si><r><t>a</r></si>", "</si><si><b>"])
def test_what_is_no_xml_is_damaged(items: str) -> None:
    with pytest.raises(WorkbookError) as error:
        texts(items, 1)
    assert error.value.message == "error.damaged"
