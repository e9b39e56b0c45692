"""Which days does `date:` name? The value is a year, a month, a day, or a range such as `2020..2021`."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from searchidx.errors import QuerySyntaxError
from searchidx.query.tree import DateRange

# This pattern matches 2021, 2021-11 and 2021-11-24, also with dots or slashes.
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?)?"
)

# This pattern matches 11/2021 and 24/11/2021, also with dots or hyphens.
_YEAR_LAST = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?P<mark>[-/.]))?(?P<month>[0-9]{1,2})(?(mark)(?P=mark)|[-/.])(?P<year>[0-9]{4})"
)

_EXAMPLES = "date:2021, date:2021-11, date:24/11/2021, or a range such as date:2020-07..2021-12"


class _Days(NamedTuple):
    """The first and the last day (inclusive) of a year, a month or a day."""

    first: datetime.date
    last: datetime.date


def read_dates(query: str, start: int, end: int) -> DateRange:
    """Return the range of days that `query[start:end]` names. An open end of the range is None.

    `2020..2021-06` is the range from 1 January 2020 to 30 June 2021. Raises QuerySyntaxError for a text that
    is not a date (or is empty), for a day, month or year that does not exist, and for a range that ends
    before it begins.
    """
    earlier, dots, later = query[start:end].partition("..")
    if not dots:
        return DateRange(*_read_date(query, start, end))
    if not earlier and not later:
        raise QuerySyntaxError(f"The range names no date; write {_EXAMPLES}.", query, start)
    middle = start + len(earlier)
    first = _read_date(query, start, middle).first if earlier else None
    last = _read_date(query, middle + len(dots), end).last if later else None
    if first and last and first > last:
        raise QuerySyntaxError("The range ends before it begins; write the earlier date first.", query, start)
    return DateRange(first, last)


def _read_date(query: str, start: int, end: int) -> _Days:
    text = query[start:end]
    match = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if match is None:
        raise QuerySyntaxError(f"This is not a date; write {_EXAMPLES}.", query, start)
    year = int(match["year"])
    if year == 0:
        raise QuerySyntaxError("There is no year 0000; correct the year.", query, start + match.start("year"))
    if match["month"] is None:
        return _Days(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    month = int(match["month"])
    if not 1 <= month <= 12:
        reason = f"There is no month {month}; give a month from 1 to 12 (a full date is day/month/year)."
        raise QuerySyntaxError(reason, query, start + match.start("month"))
    last_day = calendar.monthrange(year, month)[1]
    if match["day"] is None:
        return _Days(datetime.date(year, month, 1), datetime.date(year, month, last_day))
    day = int(match["day"])
    if not 1 <= day <= last_day:
        reason = f"There is no day {day} in {month}/{year}; give a day from 1 to {last_day}."
        raise QuerySyntaxError(reason, query, start + match.start("day"))
    return _Days(datetime.date(year, month, day), datetime.date(year, month, day))
