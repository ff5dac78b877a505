"""The jobs say the same of the sample village, whatever kind of workbook it is in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from perdes_sheets.jobs.look import look
from perdes_sheets.jobs.sync import sync
from perdes_sheets.outputs import document, sample
from perdes_sheets.outputs.template import build
from perdes_sheets.schema.words import words
from tests.contract.cases import CASES, Fresh, Opened, Seen, reaching

DAY = dt.date(2026, 6, 30)
Done = dict[str, tuple[dict[str, str], Seen, Opened]]
"""Kind -> the JSON of each job, how the synced workbook looks, and what kind it is."""


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build("id", sample.cells("id", DAY))


@pytest.fixture(scope="module")
def done(village: bytes, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """Kind -> the JSON of each job, and the synced workbook as it looks."""
    return {case.__name__: _run(case, tmp_path_factory.mktemp(case.__name__) / "desa.xlsx", village) for case in CASES}


def _run(
    case: Callable[[Path, Fresh], AbstractContextManager[Opened]], path: Path, content: bytes
) -> tuple[dict[str, str], Seen, Opened]:
    path.write_bytes(content)
    say, said = words("id"), {}
    with case(path, build) as opened:
        view = look(opened.workbook, DAY)
        said["check"] = document.text(document.document("x", view.reading, view.results, say, changed=False))
        for time in ("sync", "again"):
            synced = sync(opened.workbook, DAY)
            shown = document.document(
                "x", synced.view.reading, synced.view.results, say, changed=synced.written.changed
            )
            said[time] = document.text(shown)
        return said, opened.seen(), opened


@pytest.mark.parametrize("case", CASES[1:], ids=lambda case: case.__name__)
@pytest.mark.parametrize("job", ["check", "sync", "again"])
def test_the_same_json(done: Done, case: Callable[..., object], job: str) -> None:
    assert done[case.__name__][0][job] == done["memory"][0][job]


def test_only_the_first_sync_changes_anything(done: Done) -> None:
    changed = {job: json.loads(text)["changed"] for job, text in done["memory"][0].items()}
    assert changed == {"check": False, "sync": True, "again": False}


@pytest.mark.parametrize("case", CASES[1:], ids=lambda case: case.__name__)
def test_the_same_tabs(done: Done, case: Callable[..., object]) -> None:
    wanted, found = done["memory"][1], done[case.__name__][1]
    say = words("id")
    for tab in (
        "summary",
        "checks",
        "review_list",
        "kpi_status",
        "scorecards",
        "agenda",
        "history",
        "_charts",
        "_data",
    ):
        title = say.tab(tab)
        assert found.values[title] == {
            **wanted.values[title],
            **_dates_as_numbers(wanted.values[title], found.values[title]),
        }
        assert found.links[title] == wanted.links[title]
    opened = done[case.__name__][2]
    assert found.names.items() >= (reaching(wanted.names) if opened.reaches else wanted.names).items()
    assert found.print_areas.items() >= (wanted.print_areas if opened.prints else {}).items()


def _dates_as_numbers(wanted: dict[str, object], found: dict[str, object]) -> dict[str, object]:
    """Dates in cells without a date format, as in `_data`, are numbers to whoever reads the cell."""
    day_0 = dt.date(1899, 12, 30)
    return {
        at: float((value - day_0).days)
        for at, value in wanted.items()
        if isinstance(value, dt.date) and isinstance(found.get(at), float)
    }


@pytest.mark.parametrize("case", CASES[1:], ids=lambda case: case.__name__)
def test_the_same_automatic_columns(done: Done, case: Callable[..., object], village: bytes, tmp_path: Path) -> None:
    wanted, found = done["memory"][1], done[case.__name__][1]
    say, compared = words("id"), 0
    for tab in ("needs", "partners", "interactions", "agreements", "obligations", "kpis", "measurements", "actions"):
        title = say.tab(tab)
        for at, value in wanted.values[title].items():
            formula = wanted.formulas[title].get(at, "")
            if "pd_" in formula and "pd_in_" not in formula:  # `about` looks into entry tabs, too
                shown = found.values[title].get(at)
                assert shown == ({at: value} | _dates_as_numbers({at: value}, {at: shown}))[at], (title, at)
                compared += 1
    assert compared > 300
