"""References: which key is meant, and which was probably meant."""

from __future__ import annotations

from typing import Any

import pytest

from perdes_sheets.rules import references
from perdes_sheets.rules.results import Results
from tests.rules.villages import agreement, interaction, kpi, measurement, need, partner, run


def proposals(results: Results) -> list[tuple[Any, Any]]:
    return [(f.values["x"], f.values.get("near")) for f in results.findings if f.code == "unknown_reference"]


@pytest.mark.parametrize("typed", ["Mitra Uji", " mitra  UJI ", "MITRA UJI"])
def test_compared_folded_and_given_as_the_key_is_written(typed: str) -> None:
    results = run(partners=[partner("Mitra Uji")], agreements=[agreement(partners=(typed,))])
    assert results.agreements[0].partners == ("Mitra Uji",)
    assert not proposals(results)


def test_a_key_written_oddly_is_found_by_its_plain_form() -> None:
    results = run(partners=[partner(" mitra  uji ")], agreements=[], interactions=[interaction(partner="Mitra Uji")])
    assert not proposals(results)
    assert results.partners[0].last_contact is not None


def test_each_unknown_part_of_a_list_is_a_finding_and_the_good_parts_count() -> None:
    typed = ("Mitra", "Entah", "mitra", "Siapa")
    results = run(agreements=[agreement(partners=typed)])
    assert results.agreements[0].partners == ("Mitra",)
    assert proposals(results) == [("Entah", None), ("Siapa", None)]


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Mitra Ujii", "Mitra Uji"), ("mitra uji.", "Mitra Uji"), ("Entah Siapa", None), ("M", None)],
)
def test_the_nearest_key_is_proposed_where_one_is_near(typed: str, near: str | None) -> None:
    results = run(partners=[partner("Mitra Uji")], agreements=[], interactions=[interaction(partner=typed)])
    assert proposals(results) == [(typed, near)]


def test_a_code_without_its_zero_is_near() -> None:
    results = run(kpis=[kpi("K-07"), kpi("K-11")], measurements=[measurement(1, kpi="k-7")])
    assert proposals(results) == [("k-7", "K-07")]


def test_only_so_many_references_get_a_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "MOST_PROPOSALS", 1)
    rows = [interaction(partner="Mitrax"), interaction(partner="Mitray"), interaction(partner="MITRAX")]
    assert proposals(run(interactions=rows)) == [("Mitrax", "Mitra"), ("Mitray", None), ("MITRAX", "Mitra")]


def test_a_row_without_a_key_is_nobodys_reference() -> None:
    results = run(needs=[need(code=None, bad={"code"})], agreements=[agreement(needs=("N",))])
    assert proposals(results) == [("N", None)]
    assert results.needs[0].coverage == "uncovered"
