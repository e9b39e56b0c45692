"""Which days does `date:` name? The value is a year, a month, a day, or a range such as `2020..2021`.

The dates in numbers of `periods.py` are the same.
"""

from __future__ import annotations

import re

from searchidx.errors import QuerySyntaxError
from searchidx.query.calendar_periods import NoSuchPeriodError, Period, calendar_period
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


def match_numeric_date(text: str) -> re.Match[str] | None:
    """Return the match of a text that is a date in numbers: `2021`, `2021-11`, `11/2021`, `24/11/2021`.

    Its groups `year`, `month` and `day` have the digits. `month` and `day` may be None. There may be no such
    day: `31/2/2021`.
    """
    return _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)


def numeric_date(match: re.Match[str]) -> Period:
    """Return the period of a match of `match_numeric_date`. Raises NoSuchPeriodError if it does not exist."""
    return calendar_period(*(int(part) for part in match.group("year", "month", "day") if part))


def _read_date(query: str, start: int, end: int) -> Period:
    match = match_numeric_date(query[start:end])
    if match is None:
        raise QuerySyntaxError(f"This is not a date; write {_EXAMPLES}.", query, start)
    try:
        return numeric_date(match)
    except NoSuchPeriodError as error:
        raise QuerySyntaxError(error.reason, query, start + match.start(error.part)) from None
