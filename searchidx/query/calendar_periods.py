"""Periods of the calendar: a day, month, quarter or year, and the periods before the present ones."""

from __future__ import annotations

import calendar
import datetime
from enum import Enum
from typing import Final, Literal, NamedTuple

_MONTHS_OF_YEAR: Final = 12
_DAYS_OF_WEEK: Final = 7
_QUARTERS: Final = 4
_MONTHS_OF_QUARTER: Final = 3


class Period(NamedTuple):
    """The days from `first` to `last`, both inclusive. `first` is never after `last`."""

    first: datetime.date
    last: datetime.date


class Unit(Enum):
    """A unit of time. A week begins on Monday, and a quarter in January, April, July or October."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class NoSuchPeriodError(Exception):
    """There is no such period, such as the month 13. Whoever reads a period for a user converts this error.

    Attributes:
        reason: a sentence that says what does not exist and what to give instead.
        part: which number is wrong.
    """

    def __init__(self, part: Literal["day", "month", "quarter", "year", "count"], reason: str) -> None:
        super().__init__(part, reason)
        self.part = part
        self.reason = reason


def calendar_period(year: int, month: int | None = None, day: int | None = None) -> Period:
    """Return a year, or a month of the year, or a day of the month. The year has at most four digits.

    Raises NoSuchPeriodError if there is no such year, month or day.
    """
    _check_year(year)
    if month is None:
        return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if not 1 <= month <= _MONTHS_OF_YEAR:
        reason = f"There is no month {month}; give a month from 1 to 12 (a full date is day/month/year)."
        raise NoSuchPeriodError("month", reason)
    last_day = calendar.monthrange(year, month)[1]
    if day is None:
        return Period(datetime.date(year, month, 1), datetime.date(year, month, last_day))
    if not 1 <= day <= last_day:
        reason = f"There is no day {day} in {month}/{year}; give a day from 1 to {last_day}."
        raise NoSuchPeriodError("day", reason)
    return Period(datetime.date(year, month, day), datetime.date(year, month, day))


def calendar_quarter(year: int, quarter: int) -> Period:
    """Return a quarter of a year of at most four digits. Raises NoSuchPeriodError if it does not exist."""
    _check_year(year)
    if not 1 <= quarter <= _QUARTERS:
        reason = f"There is no quarter {quarter}; give a quarter from 1 to {_QUARTERS}."
        raise NoSuchPeriodError("quarter", reason)
    last_month = quarter * _MONTHS_OF_QUARTER
    first = datetime.date(year, last_month - _MONTHS_OF_QUARTER + 1, 1)
    return Period(first, calendar_period(year, last_month).last)


def period_before(today: datetime.date, unit: Unit, count: int) -> Period:
    """Return the whole day, week, month, quarter or year that is `count` units before that of `today`.

    On Wednesday, 24 November 2021, two weeks before are Monday, 8 November to Sunday, 14 November. A count of
    0 is the present unit with its days to come. Raises NoSuchPeriodError for a period before the year 1.
    """
    if unit is Unit.DAY:
        day = _day(today.toordinal() - count)
        return Period(day, day)
    if unit is Unit.WEEK:
        monday = today.toordinal() - today.weekday() - count * _DAYS_OF_WEEK
        # The calendar of Python ends on a Friday, in the middle of a week.
        sunday = min(monday + _DAYS_OF_WEEK - 1, datetime.date.max.toordinal())
        return Period(_day(monday), _day(sunday))
    months = _months(unit)
    first = ((_month_number(today) // months) - count) * months
    return Period(_month(first).first, _month(first + months - 1).last)


def period_until(today: datetime.date, unit: Unit, count: int) -> Period:
    """Return the last `count` units up to and including `today`. Raises NoSuchPeriodError.

    On 24 November 2021, three days are 22 to 24 November, and one month is 25 October to 24 November.
    """
    if count == 0:
        raise NoSuchPeriodError(
            "count", f"There are no days in the last 0 {unit.value}s; give a number from 1."
        )
    if unit in (Unit.DAY, Unit.WEEK):
        days = count * (_DAYS_OF_WEEK if unit is Unit.WEEK else 1)
        return Period(_day(today.toordinal() - days + 1), today)
    month = _month(_month_number(today) - count * _months(unit))
    # The period begins on the day after the same day of an earlier month, or after the end of that month.
    day_before = month.first.replace(day=min(today.day, month.last.day))
    return Period(_day(day_before.toordinal() + 1), today)


def _months(unit: Unit) -> int:
    return {Unit.MONTH: 1, Unit.QUARTER: _MONTHS_OF_QUARTER, Unit.YEAR: _MONTHS_OF_YEAR}[unit]


def _month_number(day: datetime.date) -> int:
    """Return the number of the month of a day, counted from 0 for January of the year 0."""
    return day.year * _MONTHS_OF_YEAR + day.month - 1


def _month(number: int) -> Period:
    """Return the month with a number as `_month_number` counts."""
    year, month = divmod(number, _MONTHS_OF_YEAR)
    if year < datetime.MINYEAR:
        raise before_calendar()
    return calendar_period(year, month + 1)


def _day(ordinal: int) -> datetime.date:
    if ordinal < datetime.date.min.toordinal():
        raise before_calendar()
    return datetime.date.fromordinal(ordinal)


def before_calendar() -> NoSuchPeriodError:
    """Return the error for a period before the first day of the calendar."""
    return NoSuchPeriodError("count", "That is before the year 1; give a smaller number, or a year.")


def _check_year(year: int) -> None:
    if year == 0:
        raise NoSuchPeriodError("year", "There is no year 0000; correct the year.")
