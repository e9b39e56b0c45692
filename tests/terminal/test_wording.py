"""Counts, dates and messages."""

from __future__ import annotations

import datetime

import pytest

from searchidx.terminal.wording import count, format_date, message
from tests.support.datetimes import HANOI


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (2000, "2,000 articles")]
)
def test_a_count_has_the_right_noun(number: int, text: str) -> None:
    """Only one thing is singular, and thousands are separated."""
    assert count(number, "article") == text


@pytest.mark.parametrize(
    ("date", "text", "exact"),
    [
        (None, "", ""),
        (datetime.date(2021, 3, 1), "01/03/2021", "01/03/2021"),
        (datetime.datetime(2021, 3, 1), "01/03/2021 00:00", "01/03/2021 00:00"),
        (datetime.datetime(2021, 11, 24, 22, 26), "24/11/2021 22:26", "24/11/2021 22:26"),
        (datetime.datetime(2021, 11, 24, 8, 5, 9), "24/11/2021 08:05", "24/11/2021 08:05:09"),
        (
            datetime.datetime(2021, 11, 24, 22, 26, tzinfo=HANOI),
            "24/11/2021 22:26",
            "24/11/2021 22:26+07:00",
        ),
        (
            datetime.datetime(2021, 11, 24, 22, 26, 0, 5000, datetime.UTC),
            "24/11/2021 22:26",
            "24/11/2021 22:26:00.005000+00:00",
        ),
    ],
)
def test_dates(date: datetime.date | None, text: str, exact: str) -> None:
    """Day, month and year; a time in minutes, and exactly if wanted."""
    assert (format_date(date), format_date(date, exact=True)) == (text, exact)


def test_a_message_names_the_command_and_is_safe_to_print() -> None:
    """The lines of an error stay lines; whatever else commands a terminal becomes a blank."""
    assert message("a\x1b[31mb\nc\td") == "searchidx: a [31mb\nc d"
    assert message(ValueError("x")) == "searchidx: x"
