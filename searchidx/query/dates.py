"""What stands after `date:`: a year, a month, a day, or a range of them with `..` between."""

from __future__ import annotations

import calendar
import datetime
import re

from searchidx.errors import QuerySyntaxError
from searchidx.query.tree import DateRange

_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?)?"
)
_YEAR_LAST = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?P<mark>[-/.]))?(?P<month>[0-9]{1,2})(?(mark)(?P=mark)|[-/.])(?P<year>[0-9]{4})"
)

_FORMS = "date:2021, date:2021-11, date:24/11/2021, or a range such as date:2020-07..2021-12"


def read_dates(query: str, start: int, end: int) -> DateRange:
    """The stretch of days that `query[start:end]` names, both ends included.

    Raises QuerySyntaxError where it is not a date, where no such day exists, or for a range that ends
    before it begins.
    """
    earlier, dots, later = query[start:end].partition("..")
    if not dots:
        return DateRange(*_days(query, start, end))
    if not earlier and not later:
        raise QuerySyntaxError(f"The range names no date; write {_FORMS}.", query, start)
    middle = start + len(earlier)
    first = _days(query, start, middle)[0] if earlier else None
    last = _days(query, middle + len(dots), end)[1] if later else None
    if first and last and first > last:
        raise QuerySyntaxError("The range ends before it begins; write the earlier date first.", query, start)
    return DateRange(first, last)


def _days(query: str, start: int, end: int) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of one date as typed."""
    text = query[start:end]
    match = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if match is None:
        raise QuerySyntaxError(f"This is not a date; write {_FORMS}.", query, start)
    year = int(match["year"])
    if year == 0:
        raise QuerySyntaxError("There is no year 0000; correct the year.", query, start + match.start("year"))
    if match["month"] is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    month = int(match["month"])
    if not 1 <= month <= 12:
        reason = f"There is no month {month}; give a month from 1 to 12 (a full date is day/month/year)."
        raise QuerySyntaxError(reason, query, start + match.start("month"))
    length = calendar.monthrange(year, month)[1]
    if match["day"] is None:
        return datetime.date(year, month, 1), datetime.date(year, month, length)
    day = int(match["day"])
    if not 1 <= day <= length:
        reason = f"There is no day {day} in {month}/{year}; give a day from 1 to {length}."
        raise QuerySyntaxError(reason, query, start + match.start("day"))
    return datetime.date(year, month, day), datetime.date(year, month, day)
