"""Dates as day numbers, as times of day, and as Whoosh's terms."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.fields import DATETIME

from searchidx.engines.columnar.format.days import (
    MICROSECONDS_PER_DAY,
    NO_DATE,
    date_term,
    day_number,
    time_of_day,
    whoosh_microseconds,
)
from tests.support.datetimes import DATETIMES, HANOI


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


@pytest.mark.parametrize(
    ("date", "time"),
    [
        (None, 0),
        (datetime.date(2021, 11, 24), 0),
        (datetime.datetime(2021, 11, 24), 0),
        (datetime.datetime(1970, 1, 2, 0, 0, 5, tzinfo=HANOI), 5_000_000),
        (datetime.datetime(1, 1, 1, 0, 0, 0, 1), 1),
        (datetime.datetime(9999, 12, 31, 23, 59, 59, 999_999), MICROSECONDS_PER_DAY - 1),
    ],
)
def test_times_are_counted_from_midnight(date: datetime.date | None, time: int) -> None:
    """A date without a time has the time of its beginning."""
    assert time_of_day(date) == time


@given(DATETIMES)
def test_day_and_time_are_those_that_were_written(date: datetime.datetime) -> None:
    """A time zone changes neither."""
    assert day_number(date) == day_number(date.date())
    midnight = datetime.datetime.combine(date, datetime.time())
    since_midnight = date.replace(tzinfo=None) - midnight
    assert time_of_day(date) == since_midnight // datetime.timedelta(microseconds=1)


@given(st.dates())
def test_a_date_has_the_term_that_whoosh_gives_it(date: datetime.date) -> None:
    """The bytes are those of Whoosh's date field, and no date is as small as none."""
    day = day_number(date)
    assert day > NO_DATE
    field = DATETIME()
    moment = datetime.datetime.combine(date, datetime.time())
    assert date_term(day) == field.to_bytes(moment)
    assert whoosh_microseconds(day) == (moment - datetime.datetime.min) // datetime.timedelta(microseconds=1)
