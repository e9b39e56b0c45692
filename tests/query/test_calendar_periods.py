"""The days of units of time before today."""

from __future__ import annotations

import datetime

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
    """More units begin earlier, and as many units have about as many days as whole units have."""
    first, last = period_until(today, unit, count)
    assert last == today
    assert period_until(today, unit, count + 1).first < first
    whole = today - period_before(today, unit, count).first
    assert period_before(today, unit, count).first < first <= today - whole + 366 * DAY
    lengths = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30.44, Unit.QUARTER: 91.31, Unit.YEAR: 365.25}
    assert abs((last - first).days + 1 - count * lengths[unit]) < 4


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
def test_no_number_overflows(today: datetime.date, unit: Unit, count: int, period: object) -> None:
    """A number that leads before the year 1 is refused, however large it is."""
    assume(count > 10**7 or unit is Unit.YEAR)
    with pytest.raises(NoSuchPeriodError) as caught:
        period(today, unit, count)  # type: ignore[operator]
    assert caught.value.part == "count"
