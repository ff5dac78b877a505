"""The review list: sections, order, reasons, foot (workbook.md, Owned tabs)."""

from __future__ import annotations

from tests.owned.villages import Village, agreement, at, day, partner, target, values

REVIEWED = [{"no": "1", "agreement": number, "date": day(date), "outcome": "continue"} for number, date in (
    ("MEI", "2025-05-20"), ("JUNI", "2025-06-25"), ("JULI", "2025-07-03"), ("NANTI", "2025-11-30"),
)]  # fmt: skip

VILLAGE = Village({
    "partners": [partner()],
    "agreements": [
        agreement("NANTI"), agreement("JULI"), agreement("JUNI"), agreement("MEI"),
        agreement("APRIL", end_date=day("2026-07-20")),
        agreement("LEWAT", end_date=day("2025-12-31")),
        agreement("DRAF", signed_date=None),
    ],
    "reviews": [{**review, "no": str(i)} for i, review in enumerate(REVIEWED)],
})  # fmt: skip


def test_sections_in_the_order_of_a_clerk() -> None:
    assert values(VILLAGE.tab("review_list"), 4) == [
        ["Batas tinjau", "Nomor", "Judul", "Mitra", "Sebab", "Sisa hari"],
        ["Terlambat"],
        [day("2025-02-01"), "APRIL", "Kerja sama APRIL", "PT Maju", "Tinjauan berkala", -501],
        [day("2026-05-20"), "MEI", "Kerja sama MEI", "PT Maju", "Tinjauan berkala", -28],
        ["Bulan ini (Juni 2026)"],
        [day("2026-06-25"), "JUNI", "Kerja sama JUNI", "PT Maju", "Tinjauan berkala", 8],
        ["Bulan depan"],
        [day("2026-07-03"), "JULI", "Kerja sama JULI", "PT Maju", "Tinjauan berkala", 16],
        ["Nanti"],
        [day("2026-11-30"), "NANTI", "Kerja sama NANTI", "PT Maju", "Tinjauan berkala", 166],
        ["Sudah berakhir dan belum diputuskan"],
        [day("2025-10-02"), "LEWAT", "Kerja sama LEWAT", "PT Maju", "Menjelang berakhir 31 Des 2025", -258],
        [],
        ["1 perjanjian tidak ikut daftar ini karena belum bertanda tangan"],
    ]


def test_a_number_leads_to_its_row_wherever_the_column_is() -> None:
    tab = VILLAGE.tab("review_list")
    assert target(at(tab, "B6")) == ("Perjanjian", "A9")
    assert target(at(tab, "B7")) == ("Perjanjian", "A8")


def test_an_empty_section_says_so() -> None:
    tab = Village({"agreements": [agreement("1", start_date=day("2026-06-01"))]}).tab("review_list")
    assert values(tab, 5)[:4] == [["Terlambat"], ["– Tidak ada"], ["Bulan ini (Juni 2026)"], ["– Tidak ada"]]


def test_without_agreements_there_is_one_sentence_and_no_headers() -> None:
    assert len(values(Village().tab("review_list"), 4)) == 1


def test_english() -> None:
    rows = values(Village(VILLAGE.tabs, language="en").tab("review_list"), 5)
    assert [row[0] for row in rows if len(row) == 1] == [
        "Late", "This month (June 2026)", "Next month", "Later", "Expired and not decided",
        "1 agreement isn't on this list because it isn't signed yet",
    ]  # fmt: skip
