"""Blocks of one look."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.workbooks.base import Out
from perdes_sheets.workbooks.excel import painting
from perdes_sheets.workbooks.excel.painting import Block, blocks

LOOKS = st.sampled_from(["text", "late", None])


def outs(looks: list[list[str | None]]) -> list[list[Out | None]]:
    return [[Out(None, look) if look else None for look in row] for row in looks]


@given(st.lists(st.lists(LOOKS, max_size=6), max_size=8))
def test_blocks_cover_each_cell_once_with_its_look(looks: list[list[str | None]]) -> None:
    covered: dict[tuple[int, int], str] = {}
    for block in blocks(outs(looks)):
        for row in range(block.row, block.row + block.rows):
            for column in range(block.column, block.column + block.columns):
                assert (row, column) not in covered
                covered[row, column] = block.look
    assert covered == {(r, c): look for r, row in enumerate(looks, 1) for c, look in enumerate(row, 1) if look}


def test_columns_of_one_look_are_one_block() -> None:
    looks: list[list[str | None]] = [["title", None, None], *[["text", "text", "date"]] * 50]
    assert sorted(blocks(outs(looks)), key=lambda block: block.look) == [
        Block("date", 2, 3, 50, 1),
        Block("text", 2, 1, 50, 2),
        Block("title", 1, 1, 1, 1),
    ]


def test_a_tab_of_endless_stripes_is_painted_in_its_commonest_look() -> None:
    stripes: list[list[str | None]] = [["fine" if row % 3 else "late", "text"] for row in range(20_000)]
    found = blocks(outs([["title", None], *stripes]))
    assert len(found) < 20
    assert found[-1] in (Block("text", 2, 2, 20_000, 1), Block("fine", painting.HEAD + 1, 1, 19_996, 1))
    assert sum(block.rows * block.columns for block in found) == 40_001
