"""Real workbooks full of features (tests/data/xlsx): a tab of each is filled, and nothing else is lost or touched."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perdes_sheets.workbooks.base import Link, Out, OwnedTab, WritePlan
from tests.xlsx import books
from tests.xlsx.books import parts

FILES = sorted((Path(__file__).parent.parent / "data" / "xlsx").glob("*.xlsx"))

ALLOWED = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml|xl/calcChain\.xml"
    r"|xl/charts/chart\d+\.xml|xl/tables/table\d+\.xml"
)
"""Parts that may change with an owned tab, besides its own: `_looks` is new in these workbooks."""

ROWS = re.compile(
    rb"<(\w+:)?sheetData>.*</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>"
    rb"|<(?:\w+:)?hyperlinks.*?</(?:\w+:)?hyperlinks>|<(?:\w+:)?dimension[^>]*>"
    rb"|<(?:\w+:)?autoFilter[^>]*/>|<(?:\w+:)?autoFilter[^>]*>.*?</(?:\w+:)?autoFilter>",
    re.DOTALL,
)


def tab(title: str) -> OwnedTab:
    """A tab of all kinds of cells."""
    return OwnedTab(
        "x", title,
        [
            [Out("=judul", "header"), Out("a & b", "text", Link(url="https://contoh.id/x y?a=1&b=2#t"))],
            [Out(dt.date(2026, 1, 2), "date"), Out(3.5, "late", Link(tab=title, cell="B2")), Out(blank=True)],
            [Out("+x\x01", "text"), Out(True, "text"), Out(None, "late")],
        ],
        {1: 30}, "A1:C3",
    )  # fmt: skip


def test_there_are_real_workbooks() -> None:
    assert len(FILES) == 27


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_tab_is_filled_and_nothing_else_is_touched(
    file: Path, tmp_path: Path, ooxml_validator: Callable[..., list[str]]
) -> None:
    path = Path(shutil.copy(file, tmp_path))
    path.chmod(0o644)
    workbook = books.opened(path)
    sheets = workbook.read()
    title = next(iter(sheets))
    others = {name: list(sheet.rows) for name, sheet in sheets.items() if name != title}
    plan = WritePlan("id", owned=[tab(title)], print_areas={title: "A1:C3"}, names={"pd_x": f"'{title}'!$A$1"})
    assert workbook.write(plan).changed

    before, after = parts(file), parts(path)
    sheet = next(n for n, data in after.items() if b"=judul" in data)
    rels = re.sub(r"(.*/)(.*)", r"\1_rels/\2.rels", sheet)
    for name, data in before.items():
        if name == sheet:
            assert ROWS.sub(b"", after[name]) == ROWS.sub(b"", data)
        elif name == rels:
            gone = set(re.findall(rb"<Relationship [^>]*>", data)) - set(
                re.findall(rb"<Relationship [^>]*>", after[name])
            )
            assert all(b"/hyperlink" in link for link in gone)
        elif not ALLOWED.fullmatch(name):
            assert after[name] == data, name
        elif name not in after:
            assert name.endswith("calcChain.xml")

    again = books.opened(path)
    found = again.read()
    assert [list(row[:3]) for row in found[title].rows] == [
        ["=judul", "a & b", ""], [dt.date(2026, 1, 2), 3.5, ""], ["+x\x01", True, ""],
    ]  # fmt: skip
    assert {name: list(found[name].rows) for name in others} == others
    assert not again.write(plan).changed
    if new := ooxml_validator(path):
        assert set(new) <= set(ooxml_validator(file))
