"""LibreOffice, made to calculate anew, gives what a sync cached: in every automatic column, whatever the key."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from perdes_sheets.outputs import sample, template
from tests.template import books
from tests.tools import libreoffice

LONG = "PKS/" + "sangat panjang " * 10
KEYS: tuple[Any, ...] = (
    "12*", "1?", "a~b", "a*", "12345", "=SUM(A1)", "+62", "@x", 17, 1.5, "1,7", "1.10", 0.25, "0812345678", 812345679,
    3201010101010001, 'kata "kutip"', "tanda 'satu'", LONG + "1", "X" + LONG, "Kode  dua   spasi", "  tepi  ",
    "baris\nbaru", "spasi\u00a0keras", dt.date(2024, 3, 12), "45000", "TRUE", "Ñandú é", "<b>&amp;", "-1", -2, "k1",
)  # fmt: skip
"""Each of these, as text, number or date, is a key of its own."""

SPELT = {"a~b": "A~B", "Kode  dua   spasi": "kode dua spasi", "  tepi  ": "Tepi", "baris\nbaru": "BARIS BARU", 17: "17"}
"""Keys that other tabs refer to in another spelling."""


def nasty() -> dict[str, Any]:
    """Every tab, each row under one of the keys; blank rows, dashes, missing and repeated keys in between."""
    day = dt.date(2025, 9, 1)
    partners = [
        {"name": key, "type": "business", "sectors": "economy", "stage": "active", "vision": i % 5 + 1, "values": 3}
        for i, key in enumerate(KEYS)
    ]
    agreements: list[dict[str, Any]] = [
        {"number": key, "title": f"Kerja sama {i}", "kind": "third_party", "partners": str(KEYS[0]), "signed_date": day,
         "start_date": day, "end_date": day + dt.timedelta(200 + 40 * i), "clause_scope": "Ya"}
        for i, key in enumerate(KEYS)
    ]  # fmt: skip
    agreements += [
        {},
        {"title": "-"},
        {"title": " ", "kind": "–"},
        {"title": "Tanpa nomor"},
        {"number": "ABC", "title": "x"},
    ]
    agreements += [{"number": " abc", "title": "kembar"}, {"number": "RUSAK", "title": "rusak"}]
    kpis = [
        {"code": key, "agreement": key, "benefit": "capacity", "indicator": f"Ukuran {i}",
         "unit": "orang" if i % 2 else None, "direction": "increase", "aggregation": "latest", "baseline": 0,
         "baseline_date": day, "target": 10, "target_date": dt.date(2027, 9, 1), "frequency": "monthly"}
        for i, key in enumerate(KEYS)
    ]  # fmt: skip
    measured = [{"kpi": SPELT.get(key, key), "date": dt.date(2026, 1, 5), "value": i / 3} for i, key in enumerate(KEYS)]
    measured += [{"kpi": "tidak ada", "date": day, "value": 1}, {}, {"kpi": "-"}, {"no": "A-1", "note": "tanpa KPI"}]
    measured += [{"no": "-", "kpi": "1?", "date": day, "value": 3}, {"no": 3, "kpi": "1?", "date": day, "value": 4}]
    return {
        "settings": {"village_name": "Sukamaju"},
        "needs": [
            {
                "code": key,
                "sector": "economy",
                "need": "x",
                "goal": "y",
                "urgency": 5,
                "seriousness": 4,
                "growth": i % 5 + 1,
            }
            for i, key in enumerate(KEYS)
        ],
        "partners": partners,
        "interactions": [
            {
                "date": dt.date(2026, 6, 1),
                "partner": SPELT.get(key, key),
                "topic": "x",
                "follow_up_due": dt.date(2026, 6, 1 + i % 28),
            }
            for i, key in enumerate(KEYS)
        ],
        "agreements": agreements,
        "obligations": [
            {
                "agreement": SPELT.get(key, key),
                "party": "village",
                "obligation": "x",
                "kind": "goods",
                "committed": 3,
                "delivered": 1,
            }
            for key in (*KEYS, "tidak ada", "ABC")
        ],
        "kpis": kpis,
        "measurements": measured,
        "reviews": [{"agreement": key, "date": dt.date(2026, 2, 1), "outcome": "continue"} for key in KEYS],
        "actions": [
            {
                "agreement": key if i % 3 else None,
                "kpi": key if i % 2 else None,
                "issue": "x",
                "action": "y",
                "owner": "z",
                "due_date": dt.date(2026, 7, 1),
            }
            for i, key in enumerate(KEYS)
        ],
    }


def compare(path: Path, language: str) -> dict[str, tuple[object, object]]:
    """Cell -> (cached, calculated), where they differ."""
    before = books.automatic(books.cached(path), language)
    after = books.automatic(libreoffice.recalculated(path), language)
    return {cell: (value, after[cell]) for cell, value in before.items() if not same(value, after[cell])}


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=1e-12)
    return one == other


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sample(tmp_path: Path, language: str) -> None:
    path = tmp_path / "sample.xlsx"
    books.synced(path, sample.cells(language, books.AS_OF), language)
    assert compare(path, language) == {}


def test_keys_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "kunci.xlsx"
    path.write_bytes(template.build("id", nasty()))
    after = len(KEYS)
    spoil(path, f"A{4 + len(nasty()['agreements'])}")
    books.sync_again(path)
    assert compare(path, "id") == {}
    grids = books.cached(path)
    for tab in ("needs", "partners", "agreements", "kpis"):
        checks = books.column(grids, tab, "check", after)
        assert not [text for text in checks if text in ("", "● Belum diperiksa")], tab
    assert books.column(grids, "agreements", "check", after + 7)[after:] == [
        "",
        "",
        "",
        "■ Isi Nomor",
        *['■ Nomor: "ABC" dipakai di baris 41, 42. Setiap baris perlu isian yang berbeda.'] * 2,
        "■ Isi Nomor",
    ]


def spoil(path: Path, cell: str) -> None:
    """Put the error value #REF! into a text cell of the tab Perjanjian."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    part = "xl/worksheets/sheet6.xml"
    parts[part], count = re.subn(
        rb'(<c r="%b" s="\d+") t="s"><v>\d+</v>' % cell.encode(), rb'\1 t="e"><v>#REF!</v>', parts[part]
    )
    assert count == 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
