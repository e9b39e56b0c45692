"""Dates as the index keeps them.

A date is a day number: how many days it is after 1970-01-01 (negative before). 1970-01-02 is 1, and a
document without a date has NO_DATE. The section `days` of a segment holds the day number of each document.

Whoosh's date field has terms instead: a zero byte, then the microseconds from 0001-01-01 to the date, plus
2^63, as eight bytes with the highest first. So the terms sort as the dates do.
"""

from __future__ import annotations

import datetime

NO_DATE = -(1 << 31)
"""The day number of a document without a date: less than that of any date."""

EPOCH = datetime.date(1970, 1, 1).toordinal()
"""The ordinal (as `datetime.date.toordinal` counts) of the date whose day number is 0."""

MICROSECONDS_PER_DAY = 86_400_000_000
"""Whoosh counts dates in microseconds."""


def day_number(date: datetime.date | None) -> int:
    """Return the day number of a date, NO_DATE for None."""
    return NO_DATE if date is None else date.toordinal() - EPOCH


def whoosh_microseconds(day: int) -> int:
    """Return what Whoosh's date column holds for a day number (not NO_DATE): microseconds from 0001-01-01."""
    return (day + EPOCH - 1) * MICROSECONDS_PER_DAY


def date_term(day: int) -> bytes:
    """Return the term of a day number (not NO_DATE), as Whoosh's DATETIME field writes a time.

    Whoosh also writes coarser copies of it for range queries; these are left out.
    """
    return b"\0" + (whoosh_microseconds(day) + (1 << 63)).to_bytes(8, "big")
