"""Dates as text: every form that rules.md lists, and what isn't one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.reading import dates

DAY = dt.date(2024, 3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-12",
        "2024-3-12",
        "2024/03/12",
        "12/03/2024",
        "12-03-2024",
        "12.03.2024",
        "12/3/24",
        "12 / 03 / 2024",
        " 12/03/2024 ",
        "12 Maret 2024",
        "12 maret 2024",
        "12 MARET 2024",
        "12 Mar 2024",
        "12 Mar. 2024",
        "12-Mar-24",
        "12-Maret-2024",
        "12/Mar/2024",
        "12 March 2024",
        "March 12, 2024",
        "Mar 12 2024",
        "Maret 12, 2024",
        "12 Maret, 2024",
        "Selasa, 12 Maret 2024",
        "Selasa 12 Maret 2024",
        "Selasa,12 Maret 2024",
        "Tue, 12 Mar 2024",
        "Tuesday, March 12, 2024",
        "Sel. 12/03/2024",
        "Minggu, 12/03/2024",  # the day's name isn't checked
        "2024-03-12T08:30:00",
        "2024-03-12T08:30:00.123Z",
        "2024-03-12T08:30:00+07:00",
        "2024-03-12 08:30",
        "12/03/2024 08.30",
        "12/03/2024 8:30 AM",
        "12/03/2024, 08:30 WIB",
        "12 Maret 2024 pukul 08.30 WITA",
        "Selasa, 12 Maret 2024, jam 8.30",
    ],
)
def test_forms_of_one_day(text: str) -> None:
    assert dates.parse(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24-03-12", dt.date(2012, 3, 24)),
        ("05/3/24", dt.date(2024, 3, 5)),
        ("01/02/03", dt.date(2003, 2, 1)),
        ("31/12/99", dt.date(2099, 12, 31)),
        ("29/02/2024", dt.date(2024, 2, 29)),
        ("Jum'at, 1 Maret 2024", dt.date(2024, 3, 1)),
        ("Jum’at, 1 Maret 2024", dt.date(2024, 3, 1)),
        ("Jumat 1 Maret 2024", dt.date(2024, 3, 1)),
        ("12 Agt 2023", dt.date(2023, 8, 12)),
        ("12 Agu 2023", dt.date(2023, 8, 12)),
        ("12 Ags 2023", dt.date(2023, 8, 12)),
        ("12 Nop 2023", dt.date(2023, 11, 12)),
        ("12 Pebruari 2023", dt.date(2023, 2, 12)),
        ("12 Sept 2023", dt.date(2023, 9, 12)),
        ("12 May 2023", dt.date(2023, 5, 12)),
        ("12 Mei 2023", dt.date(2023, 5, 12)),
        ("1 Januari 1945", dt.date(1945, 1, 1)),
        ("31 Desember 2100", dt.date(2100, 12, 31)),
    ],
)
def test_other_days(text: str, day: dt.date) -> None:
    assert dates.parse(text) == day


@pytest.mark.parametrize(
    ("why", "texts"),
    [
        ("", ["besok", "minggu depan", "12 Foo 2024", "12 - 14 Maret 2024", "45363", "20240312", "12032024", "Senin"]),
        (
            "",
            ["12/03-2024", "2024.03.12", "12//03/2024", "123/3/2024", "12/03/024", "12/03/2024 25:00", "12 Maret dan"],
        ),
        ("", ["12/03/2024 08.60", "sekitar 12 Maret 2024", "12 Maret 2024?", "١٢/٠٣/٢٠٢٤", "Mar 12-24"]),
        ("incomplete", ["2024", "03/2024", "12/03", "Maret 2024", "12 Maret", "Mar-24", "2024-03", "Maret"]),
        (
            "impossible",
            ["31/02/2024", "2024-02-30", "29/02/2023", "31 April 2024", "0/1/2024", "13/13/2024", "32/1/2024"],
        ),
        ("month_first", ["12/25/2023", "03-31-24"]),
        ("outside", ["31/12/1944", "1 Januari 2101", "01/01/2101", "1905-07-16", "12/03/0024"]),
    ],
)
def test_what_is_no_date_and_why(why: str, texts: list[str]) -> None:
    assert {text: dates.parse(text) for text in texts} == dict.fromkeys(texts, why)


ID_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
EN_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
ID_DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


@given(
    st.dates(dates.FIRST, dates.LAST),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}"])
    | st.sampled_from(["{d} {id} {y}", "{day}, {d} {id} {y}", "{d}-{en}-{y}", "{en} {d}, {y}", "{d:02} {en:.3} {y}"]),
    st.sampled_from(["", " 08:30", " 23.59", " 7:05:59", ", 08:30 WIB"]),
)
def test_every_form_reads_back(day: dt.date, form: str, time: str) -> None:
    month = day.month - 1
    parts = {"d": day.day, "m": day.month, "y": day.year, "id": ID_MONTHS[month], "en": EN_MONTHS[month]}
    assert dates.parse(form.format(**parts, day=ID_DAYS[day.weekday()]) + time) == day


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("/-."))
def test_two_digit_years_are_of_this_century(day: dt.date, mark: str) -> None:
    assert dates.parse(day.strftime(f"%d{mark}%m{mark}%y")) == day


@given(st.dates(dates.FIRST, dates.LAST), st.floats(0, 0.999))
def test_serials_read_back(day: dt.date, time: float) -> None:
    assert dates.from_serial((day - dates.EPOCH).days + time) == day


@given(st.text(alphabet="0123456789/-. ,:tTWIBMaretSn'", max_size=30))
def test_nothing_raises_and_no_date_leaves_the_range(text: str) -> None:
    day = dates.parse(text)
    assert not isinstance(day, dt.date) or dates.FIRST <= day <= dates.LAST
