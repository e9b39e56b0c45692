"""The days that a date in a query names."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.errors import QuerySyntaxError
from searchidx.query.dates import read_dates
from searchidx.query.tree import DateRange

DATES = [
    # a year
    ("2021", "2021-01-01", "2021-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
    # a month, of 31, 30, 29 and 28 days
    ("2021-10", "2021-10-01", "2021-10-31"),
    ("11/2021", "2021-11-01", "2021-11-30"),
    ("2.2020", "2020-02-01", "2020-02-29"),
    ("2021/02", "2021-02-01", "2021-02-28"),
    ("1900-2", "1900-02-01", "1900-02-28"),
    ("2000-2", "2000-02-01", "2000-02-29"),
    ("01-2021", "2021-01-01", "2021-01-31"),
    ("12/2021", "2021-12-01", "2021-12-31"),
    # a day, with the year first or last
    ("2021-11-24", "2021-11-24", "2021-11-24"),
    ("2021.1.1", "2021-01-01", "2021-01-01"),
    ("31/12/2021", "2021-12-31", "2021-12-31"),
    ("1-2-2021", "2021-02-01", "2021-02-01"),
    # ranges: from the first day of the earlier to the last day of the later date
    ("2020..2021", "2020-01-01", "2021-12-31"),
    ("2020-07..2021-11", "2020-07-01", "2021-11-30"),
    ("24/11/2021..2021", "2021-11-24", "2021-12-31"),
    ("2021..24/11/2021", "2021-01-01", "2021-11-24"),
    ("24/11/2021..24/11/2021", "2021-11-24", "2021-11-24"),
    ("2020-07..", "2020-07-01", None),
    ("..2020-07", None, "2020-07-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), DATES)
def test_the_first_and_the_last_day(text: str, first: str | None, last: str | None) -> None:
    """Both days are part of the range; an end that is not named is open."""
    days = DateRange(*(None if day is None else datetime.date.fromisoformat(day) for day in (first, last)))
    assert read_dates(text, 0, len(text)) == days


REFUSED = [
    ("21", 0, "This is not a date"),
    ("20210", 0, "This is not a date"),
    ("2021-", 0, "This is not a date"),
    ("2021-11/24", 0, "This is not a date"),
    ("24/11.2021", 0, "This is not a date"),
    ("2021-111", 0, "This is not a date"),
    ("111/2021", 0, "This is not a date"),
    ("2021-11-24x", 0, "This is not a date"),
    ("2020..x", 6, "This is not a date"),
    ("x..2020", 0, "This is not a date"),
    ("..", 0, "The range names no date"),
    ("0000", 0, "There is no year 0000"),
    ("1/0000", 2, "There is no year 0000"),
    ("0/2021", 0, "There is no month 0"),
    ("13/2021", 0, "There is no month 13"),
    ("2021-13", 5, "There is no month 13"),
    ("24/13/2021", 3, "There is no month 13"),
    ("0/1/2021", 0, "There is no day 0 in 1/2021"),
    ("32/1/2021", 0, "There is no day 32 in 1/2021; give a day from 1 to 31."),
    ("2021-04-31", 8, "There is no day 31 in 4/2021; give a day from 1 to 30."),
    ("29/2/2021", 0, "There is no day 29 in 2/2021; give a day from 1 to 28."),
    ("2020..31/2/2021", 6, "There is no day 31 in 2/2021"),
    ("2021..2020", 0, "The range ends before it begins"),
    ("25/11/2021..24/11/2021", 0, "The range ends before it begins"),
]


@pytest.mark.parametrize("before", ["", "a -date:"])
@pytest.mark.parametrize(("text", "position", "reason"), REFUSED)
def test_what_is_no_date_is_refused_at_its_place(before: str, text: str, position: int, reason: str) -> None:
    """The place is that of the year, the month or the day in the whole query."""
    query = f"{before}{text} 1"
    with pytest.raises(QuerySyntaxError) as caught:
        read_dates(query, len(before), len(before) + len(text))
    assert caught.value.reason.startswith(reason)
    assert (caught.value.query, caught.value.position) == (query, len(before) + position)


@given(st.dates(), st.sampled_from("-/."))
def test_every_day_is_read_with_the_year_first_or_last(day: datetime.date, mark: str) -> None:
    """With or without leading zeros."""
    texts = [
        mark.join((f"{day.year:04}", str(day.month), str(day.day))),
        mark.join((f"{day.year:04}", f"{day.month:02}", f"{day.day:02}")),
        mark.join((str(day.day), str(day.month), f"{day.year:04}")),
        mark.join((f"{day.day:02}", f"{day.month:02}", f"{day.year:04}")),
    ]
    assert {read_dates(text, 0, len(text)) for text in texts} == {DateRange(day, day)}
