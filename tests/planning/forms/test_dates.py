"""The other forms of dates: in every order, with and without words, and what is no date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.planning.forms.dates import date_forms
from tests.support.planning import are_in_order, typed_stretches, written_form


def forms(query: str) -> list[str]:
    return [
        written_form(form, stretch)
        for stretch, separators in typed_stretches(query)
        for form in date_forms(stretch, separators)
    ]


def dated(query: str) -> list[str]:
    """Each date of a query, in its first form: the numbers alone."""
    first_forms: dict[str, str] = {}
    for form in forms(query):
        typed, numbers = form.split(" = ")
        first_forms.setdefault(typed, numbers)
    return list(first_forms.values())


FORMS = [
    (
        "6/2/2017",
        [
            "6 2 2017 = 6/06 2/02 2017",
            "6 2 2017 = 6/06 tháng 2/02 năm 2017",
            "6 2 2017 = 6/06 tháng 2/02 2017",
            "6 2 2017 = 2017 2/02 6/06",
        ],
    ),
    ("28/4", ["28 4 = 28 4/04", "28 4 = 28 tháng 4/04"]),
    (
        "11/2021",
        ["11 2021 = 11 2021", "11 2021 = tháng 11 năm 2021", "11 2021 = tháng 11 2021"],
    ),
]


@pytest.mark.parametrize(("query", "expected"), FORMS)
def test_the_forms_of_a_date(query: str, expected: list[str]) -> None:
    """First with numbers alone, then with words. The year may come first if there is a day."""
    assert forms(query) == expected


DATES = [
    # all signs, with and without zeros
    ("6/2/2017", "6/06 2/02 2017"),
    ("06/02/2017", "6/06 2/02 2017"),
    ("6-2-2017", "6/06 2/02 2017"),
    ("6.2.2017", "6/06 2/02 2017"),
    ("31/12/2019", "31 12 2019"),
    ("2017-02-06", "6/06 2/02 2017"),
    ("2017/2/6", "6/06 2/02 2017"),
    # words, with and without accents, in capitals
    ("ngày 6 tháng 2 năm 2017", "6/06 2/02 2017"),
    ("Ngày 06 Tháng 02 Năm 2017", "6/06 2/02 2017"),
    ("ngay 6 thang 2 nam 2017", "6/06 2/02 2017"),
    ("6 tháng 2 năm 2017", "6/06 2/02 2017"),
    ("6 tháng 2 2017", "6/06 2/02 2017"),
    ("6 tháng 2/2017", "6/06 2/02 2017"),
    ("ngày 6/2/2017", "6/06 2/02 2017"),
    ("mùng 6 tháng 2", "6/06 2/02"),
    ("mồng 6/2", "6/06 2/02"),
    # no year, no day
    ("28/4", "28 4/04"),
    ("28/04", "28 4/04"),
    ("28 tháng 4", "28 4/04"),
    ("ngày 28/4", "28 4/04"),
    ("2/2017", "2/02 2017"),
    ("02-2017", "2/02 2017"),
    ("tháng 2/2017", "2/02 2017"),
    ("tháng 2 năm 2017", "2/02 2017"),
    ("tháng 2-2017", "2/02 2017"),
    # at their borders; a month has up to 31 days
    ("1/1/1000", "1/01 1/01 1000"),
    ("31/12/9999", "31 12 9999"),
    ("31/2", "31 2/02"),
    # a hyphen or a point, after a word that announces a day
    ("ngày 28-4", "28 4/04"),
    ("ngày 28.4", "28 4/04"),
    ("ngày 02-09", "2/02 9/09"),
    ("ngay 28-4", "28 4/04"),
    ("mùng 2-9", "2/02 9/09"),
    ("mồng 2.9", "2/02 9/09"),
    ("hôm 28-4", "28 4/04"),
    ("hôm nay 28-4", "28 4/04"),
    ("tối qua 28.4", "28 4/04"),
    ("sáng nay, 28-4", "28 4/04"),
    ("sáng 28-4", "28 4/04"),
    ("trưa 28-4", "28 4/04"),
    ("chiều 28.4", "28 4/04"),
    ("chieu 28.4", "28 4/04"),
    ("đêm 28-4", "28 4/04"),
    ("dịp 28-4", "28 4/04"),
    ("DỊP LỄ 30.4", "30 4/04"),
    ("dip le 30-4", "30 4/04"),
    ("quốc khánh 2-9", "2/02 9/09"),
    ("tối 28-4 ở phố", "28 4/04"),
    # a fraction may be a date, and is one without a doubt only for the reader
    ("24/7", "24 7/07"),
    ("9/11", "9/09 11"),
]


@pytest.mark.parametrize(("query", "expected"), DATES)
def test_a_date_however_it_is_written(query: str, expected: str) -> None:
    assert dated(query) == [expected]
    assert dated(f"lũ {query} ở Huế") == [expected]


NOT_DATES = [
    # no day, no month, no year
    "0/5",
    "00/5/2017",
    "32/1/2019",
    "5/13/2019",
    "13/2019",
    "13/13",
    "32/4",
    "28/0",
    "6/2/17",
    "25/12/0019",
    "2017-13-06",
    "2017-02-32",
    "6/2/20170",
    # a number, or a number and a word, alone
    "2017",
    "năm 2017",
    "ngày 6",
    "tháng 2",
    "ngày tháng",
    "ngày tháng năm",
    "ngày 2017",
    "tháng 13 năm 2021",
    "ngày 6 tháng 13 năm 2017",
    # two signs
    "6/2-2017",
    "1-5/2020",
    # codes
    "03/2019/NĐ-CP",
    "5/2020/QĐ-TTg",
    "1/2/3/4",
    "v1.2/3",
    "192.168.1.1",
    "A-6/2",
    # scores, versions, decimals, ranges
    "2-1",
    "2-1 28-4",
    "1.5",
    "10.1",
    "28.4",
    "28/4-1/5",
    "thắng 2-1 ngày 28",
    "ngày 28 4",
    "ngày 28 - 4",
    "ngày 32-4",
    "ngày 28-13",
    "ngày 2-4/9/1",
    "ngày 2-3-4",
    "ngày 2-3 tháng",
    "ngày 2-3 lần",
    "ngày 2-3 giờ",
    "ngay 2-3 lit",
    "đêm 9-12 độ",
    "mỗi ngày 2-3 ly",
    "moi ngay 2-3",
    "5 ngày 2-3",
    "tôi 2-1",
    "mừng 2-9",
    "lê 2-9",
    "nay 2-9",
    "ngày mai 2-9",
    "lễ 1.5 tỷ",
    "dịp 2-9m",
    "1/2/2019-3/2/2019",
    # other signs, and a blank
    "6, 2, 2017",
    "6:2:2017",
    "28 / 4",
    "28 4",
    "6 2 2017",
    "28 – 4",
    # digits that are no numbers, and letters at numbers
    "6a/2/2017",
    "28/4b",
    "²⁄₃",
]


@pytest.mark.parametrize("query", NOT_DATES)
def test_what_is_no_date(query: str) -> None:
    assert forms(query) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lễ 30-4 và 1-5", ["30 4/04", "1/01 5/05"]),
        ("lễ 30.4, 1.5 ở phố", ["30 4/04", "1/01 5/05"]),
        ("từ ngày 2-9 đến 5-9 ở phố", ["2/02 9/09", "5/05 9/09"]),
        ("ngày 2-9 thắng Huế 2-1", ["2/02 9/09"]),
        ("hòa 1-1 tối 2-9", ["2/02 9/09"]),
        ("3-4 và 2-9", []),
    ],
)
def test_what_follows_an_announced_date(query: str, expected: list[str]) -> None:
    assert dated(query) == expected


def test_the_announcing_word_is_no_part_of_the_date() -> None:
    """An article with `28 tháng 4` must still have the word `chiều`, but not `ngày`."""
    assert forms("chiều 28-4")[1] == "28 4 = 28 tháng 4/04"
    assert forms("ngày 28-4")[1] == "ngày 28 4 = 28 tháng 4/04"


def test_dates_in_a_row_are_dates_of_their_own() -> None:
    assert dated("28/4 6/2/2017 tháng 2 năm 2017") == ["28 4/04", "6/06 2/02 2017", "2/02 2017"]
    assert dated("ngày ngày 28/4") == ["28 4/04"]
    assert dated("ngày tháng 2 năm 2017") == ["2/02 2017"]
    assert dated("ngày 2/2017") == ["2/02 2017"]


PARTS = [
    "lễ",
    "nay",
    "và",
    "6",
    "06",
    "28",
    "31",
    "2017",
    "ngày",
    "tháng",
    "năm",
    "nam",
    "0",
    "00",
    "٣",
    "²",
    "a",
    "9" * 30,
]
SIGNS = ["/", "-", ".", " ", ", "]
TEXTS = st.lists(st.sampled_from([*PARTS, *SIGNS, *SIGNS]), max_size=16).map("".join)


@given(TEXTS)
def test_dates_of_anything(text: str) -> None:
    """Never an error, and one date after the other."""
    for stretch, separators in typed_stretches(f"x {text}"):
        assert are_in_order(date_forms(stretch, separators), stretch)
