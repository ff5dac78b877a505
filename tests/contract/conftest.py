"""A small workbook of each kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.contract import small
from tests.contract.cases import CASES, Opened

Open = Callable[..., Opened]


@pytest.fixture(params=CASES, ids=lambda case: case.__name__)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """`opened()` opens the small workbook in the kind under test, `opened(without=…)` one that lost some tabs."""
    with ExitStack() as stack:

        def open_one(without: Collection[str] = ()) -> Opened:
            path = tmp_path / f"desa {len(list(tmp_path.iterdir()))}.xlsx"
            path.write_bytes(small.build(without))
            one: Opened = stack.enter_context(request.param(path, lambda language: small.build()))
            return one

        yield open_one
