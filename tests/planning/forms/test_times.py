"""The other forms of times of day, and what is no time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.planning.forms.times import time_forms
from tests.support.planning import are_in_order, typed_stretches, written_form


def forms(query: str) -> list[str]:
    return [
        written_form(form, stretch)
        for stretch, separators in typed_stretches(query)
        for form in time_forms(stretch, separators)
    ]


HALF_PAST_THREE = ["15h30/15g30", "15h/15g 30", "15 giờ/h 30"]
FIVE_PAST_SEVEN = ["7h05/7g05/07h05/07g05", "7h/7g/07h/07g 05", "7/07 giờ/h 05"]

TIMES = [
    ("15h30", "15h30", HALF_PAST_THREE),
    ("15H30", "15h30", HALF_PAST_THREE),
    ("15g30", "15g30", HALF_PAST_THREE),
    ("15h 30", "15h 30", HALF_PAST_THREE),
    ("15 h 30", "15 h 30", HALF_PAST_THREE),
    ("15 giờ 30", "15 giờ 30", HALF_PAST_THREE),
    ("15 gio 30", "15 gio 30", HALF_PAST_THREE),
    ("7h05", "7h05", FIVE_PAST_SEVEN),
    ("07 giờ 05", "07 giờ 05", FIVE_PAST_SEVEN),
    ("0h00", "0h00", ["0h00/0g00/00h00/00g00", "0h/0g/00h/00g 00", "0/00 giờ/h 00"]),
    ("24h59", "24h59", ["24h59/24g59", "24h/24g 59", "24 giờ/h 59"]),
]


@pytest.mark.parametrize(("query", "typed", "expected"), TIMES)
def test_the_forms_of_a_time(query: str, typed: str, expected: list[str]) -> None:
    found = [f"{typed} = {form}" for form in expected]
    assert forms(query) == found
    assert forms(f"lúc {query} phút ngày 28/4") == found


NO_TIMES = ["15h", "15 giờ", "15 30", "15:30", "25h30", "15h60", "15h5", "15h305", "150h30", "h30"]
NO_TIMES += ["15 giờ, 30 người", "15h, 30", "15-h30", "15 giờ rưỡi", "15m30", "giờ 30", "15 giá 30"]


@pytest.mark.parametrize("query", NO_TIMES)
def test_what_is_no_time(query: str) -> None:
    assert forms(query) == []


PARTS = ["15", "7", "05", "30", "99", "h", "g", "giờ", "15h", "15h30", "²", "٣", "a", "9" * 30]


@given(st.lists(st.sampled_from([*PARTS, " ", " ", "-", ", "]), max_size=16).map("".join))
def test_times_of_anything(text: str) -> None:
    """Never an error, and one time after the other."""
    for stretch, separators in typed_stretches(f"x {text}"):
        assert are_in_order(time_forms(stretch, separators), stretch)
