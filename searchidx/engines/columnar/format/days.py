"""Dates as an index stores them: day numbers, times of day, and the terms of Whoosh's date field.

A day number is the number of days since 1970-01-01. It is 1 for 1970-01-02, negative for earlier dates, and
NO_DATE for a document without a date. The section `days` of a segment holds the day number of each document.

A time of day is the number of microseconds since midnight. It is 0 for a document without a time. The section
`times` of a segment holds the time of each document; if all times are 0, there is no such section. Day and
time are those that were written, in whatever time zone. For example, 1970-01-02T00:00:05+07:00 has the day
number 1 and the time 5,000,000.

A term of Whoosh's date field is a zero byte, followed by eight big-endian bytes: the microseconds from
0001-01-01 to the date, plus 2^63. The terms sort in the order of their dates.
"""

from __future__ import annotations

import datetime

NO_DATE = -(1 << 31)
"""The day number of a document without a date. It is less than the day number of any date."""

EPOCH = datetime.date(1970, 1, 1).toordinal()
"""The ordinal (`datetime.date.toordinal`) of the date with the day number 0."""

MICROSECONDS_PER_DAY = 86_400_000_000
"""The number of microseconds in a day. Every time of day is less."""


def day_number(date: datetime.date | None) -> int:
    """Return the day number of a date, or NO_DATE for None. A datetime has the day that was written."""
    return NO_DATE if date is None else date.toordinal() - EPOCH


def time_of_day(date: datetime.date | None) -> int:
    """Return the microseconds from midnight to the time of a datetime, or 0 for a plain date and for None."""
    if not isinstance(date, datetime.datetime):
        return 0
    return ((date.hour * 60 + date.minute) * 60 + date.second) * 1_000_000 + date.microsecond


def whoosh_microseconds(day: int) -> int:
    """Return the microseconds from 0001-01-01 to a day, as in Whoosh's date column.

    `day` is a day number other than NO_DATE.
    """
    return (day + EPOCH - 1) * MICROSECONDS_PER_DAY


def date_term(day: int) -> bytes:
    """Return the nine bytes of a day's term in Whoosh's date field, as Whoosh's DATETIME type writes it.

    `day` is a day number other than NO_DATE. For range queries, Whoosh also writes coarser copies of the
    term. An index of searchidx has no such copies.
    """
    return b"\0" + (whoosh_microseconds(day) + (1 << 63)).to_bytes(8, "big")
