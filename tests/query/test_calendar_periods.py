"""The days of units of time before today."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from searchidx.query.calendar_periods import (
    NoSuchPeriodError,
    Unit,
    calendar_period,
    calendar_quarter,
    period_before,
    period_until,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchidx.query.calendar_periods import Period

DAY = datetime.timedelta(days=1)
UNITS = st.sampled_from(Unit)
DAYS = st.dates(datetime.date(100, 1, 1), datetime.date(9999, 12, 20))
COUNTS = st.integers(0, 80)


@given(DAYS, UNITS)
def test_the_present_unit_contains_today(today: datetime.date, unit: Unit) -> None:
    first, last = period_before(today, unit, 0)
    assert first <= today <= last


@given(DAYS, UNITS, COUNTS)
def test_units_follow_each_other_without_gaps(today: datetime.date, unit: Unit, count: int) -> None:
    """A unit ends on the day before the next one begins, and begins where the calendar says."""
    period, earlier = period_before(today, unit, count), period_before(today, unit, count + 1)
    assert earlier.last + DAY == period.first
    match unit:
        case Unit.DAY:
            assert period.first == period.last
        case Unit.WEEK:
            assert (period.first.weekday(), period.last - period.first) == (0, 6 * DAY)
        case Unit.MONTH:
            assert period == calendar_period(period.first.year, period.first.month)
        case Unit.QUARTER:
            assert period == calendar_quarter(period.first.year, (period.first.month + 2) // 3)
        case Unit.YEAR:
            assert period == calendar_period(period.first.year)


@given(DAYS, UNITS, st.integers(1, 80))
def test_the_last_units_end_today(today: datetime.date, unit: Unit, count: int) -> None:
    """More units begin earlier. Days and weeks have exactly their number of days."""
    first, last = period_until(today, unit, count)
    assert last == today
    assert period_until(today, unit, count + 1).first < first
    assert period_before(today, unit, count).first < first
    if unit in (Unit.DAY, Unit.WEEK):
        assert last - first + DAY == count * {Unit.DAY: 1, Unit.WEEK: 7}[unit] * DAY


@given(DAYS, st.integers(1, 80))
def test_the_last_months_begin_after_the_same_day(today: datetime.date, months: int) -> None:
    """If the earlier month is too short for the day, they begin with the month after it."""
    before = period_until(today, Unit.MONTH, months).first - DAY
    assert (today.year - before.year) * 12 + today.month - before.month == months
    assert before.day == today.day or (before.day < today.day and (before + DAY).day == 1)


@given(DAYS, st.integers(1, 80))
def test_quarters_and_years_are_months(today: datetime.date, count: int) -> None:
    assume(count < today.year)
    assert period_until(today, Unit.QUARTER, count) == period_until(today, Unit.MONTH, 3 * count)
    assert period_until(today, Unit.YEAR, count) == period_until(today, Unit.MONTH, 12 * count)


@given(st.dates(), UNITS, st.integers(10**4, 10**30), st.sampled_from([period_before, period_until]))
def test_no_number_overflows(
    today: datetime.date, unit: Unit, count: int, period: Callable[[datetime.date, Unit, int], Period]
) -> None:
    """A number that leads before the year 1 is refused, however large it is."""
    assume(count > 10**7 or unit is Unit.YEAR)
    with pytest.raises(NoSuchPeriodError) as caught:
        period(today, unit, count)
    assert caught.value.part == "count"


REFUSED: list[tuple[Callable[[], Period], str, str]] = [
    (lambda: calendar_period(0), "year", "There is no year 0000; correct the year."),
    (lambda: calendar_quarter(0, 1), "year", "There is no year 0000; correct the year."),
    (lambda: calendar_period(1, 0), "month", "There is no month 0; give a month from 1 to 12"),
    (lambda: calendar_period(1, 13), "month", "There is no month 13; give a month from 1 to 12"),
    (lambda: calendar_period(1, 4, 0), "day", "There is no day 0 in 4/1; give a day from 1 to 30."),
    (lambda: calendar_period(1, 4, 31), "day", "There is no day 31 in 4/1; give a day from 1 to 30."),
    (lambda: calendar_quarter(1, 0), "quarter", "There is no quarter 0; give a quarter from 1 to 4."),
    (lambda: calendar_quarter(1, 5), "quarter", "There is no quarter 5; give a quarter from 1 to 4."),
    (
        lambda: period_until(datetime.date.min, Unit.WEEK, 0),
        "count",
        "There are no days in the last 0",
    ),
    (lambda: period_before(datetime.date.min, Unit.DAY, 1), "count", "That is before the year 1; give"),
    (
        lambda: period_before(datetime.date(1, 12, 31), Unit.YEAR, 1),
        "count",
        "That is before the year 1; give",
    ),
]


@pytest.mark.parametrize(("period", "part", "reason"), REFUSED)
def test_a_period_that_does_not_exist(period: Callable[[], Period], part: str, reason: str) -> None:
    """The error says which number is wrong and what to give instead."""
    with pytest.raises(NoSuchPeriodError) as caught:
        period()
    assert caught.value.part == part
    assert caught.value.reason.startswith(reason)


def test_the_first_units_of_the_calendar() -> None:
    """The first day of the calendar is a Monday, and begins every unit."""
    first = datetime.date.min
    days = {unit: period_before(first, unit, 0) for unit in Unit}
    assert {period.first for period in days.values()} == {first}
    lasts = ("0001-01-01", "0001-01-07", "0001-01-31", "0001-03-31", "0001-12-31")
    assert tuple(str(period.last) for period in days.values()) == lasts
