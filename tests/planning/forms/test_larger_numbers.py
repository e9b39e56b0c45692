"""The larger numbers that end with the number at the beginning of a phrase."""

from __future__ import annotations

import pytest

from searchidx.planning.forms.larger_numbers import larger_numbers

ENDINGS = [
    ("5 triệu", [".5", ",5"]),
    ("0 độ", [".0", ",0"]),
    ("500 người", [".500", ",500"]),
    ("500 000", [".500.000", ",500,000"]),
    ("500 000 đồng", [".500.000", ",500,000"]),
    ("500 000đ", [".500.000đ", ",500,000đ"]),
    ("500 000đ|000vnd", [".500.000đ", ",500,000đ", ".500.000vnd", ",500,000vnd"]),
    ("5 tháng", [".5", ",5"]),
    ("5kg", [".5kg", ",5kg"]),
    ("5kg|5kí", [".5kg", ",5kg", ".5kí", ",5kí"]),
    ("120km h", [".120km", ",120km"]),
    # a number of one part, names, and numbers that no sign precedes
    ("5", []),
    ("kg", []),
    ("an 5 triệu", []),
    ("5s", []),
    ("3g", [".3g", ",3g"]),
    ("1500 người", []),
    ("5 000 000", []),
    ("50 000 đồng", []),
    ("050 000", []),
    ("00 giờ", []),
    # decimals, codes and dates
    ("2 5 triệu", []),
    ("500 000 5", []),
    ("168 1 1", []),
    ("2 2017", []),
    ("28 tháng 4", []),
    ("28 tháng 4|04 năm 2017", []),
]


@pytest.mark.parametrize(("phrase", "expected"), ENDINGS)
def test_the_endings_of_larger_numbers(phrase: str, expected: list[str]) -> None:
    positions = tuple(tuple(terms.split("|")) for terms in phrase.split(" "))
    assert list(larger_numbers(positions)) == expected
