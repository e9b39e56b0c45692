"""Dates as day numbers and as Whoosh's terms."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.fields import DATETIME

from searchidx.engines.columnar.format.days import NO_DATE, date_term, day_number, whoosh_microseconds


@pytest.mark.parametrize(
    ("date", "number"),
    [
        (datetime.date(1970, 1, 1), 0),
        (datetime.date(1970, 1, 2), 1),
        (datetime.date(1969, 12, 31), -1),
        (datetime.date(2021, 1, 1), 18_628),
        (None, NO_DATE),
    ],
)
def test_days_are_counted_from_1970(date: datetime.date | None, number: int) -> None:
    """Dates before 1970 are negative; a document without a date is less than all."""
    assert day_number(date) == number


@given(st.dates())
def test_a_date_has_the_term_that_whoosh_gives_it(date: datetime.date) -> None:
    """The bytes are those of Whoosh's date field, and no date is as small as none."""
    day = day_number(date)
    assert day > NO_DATE
    field = DATETIME()
    moment = datetime.datetime.combine(date, datetime.time())
    assert date_term(day) == field.to_bytes(moment)
    assert whoosh_microseconds(day) == (moment - datetime.datetime.min) // datetime.timedelta(microseconds=1)
