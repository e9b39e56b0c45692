"""Periods named by their distance from today: `hôm qua`, `2 tuần trước`, `7 ngày qua`, `last month`.

Words such as `trước` name one whole day, week, month, quarter or year. Words such as `qua` name the time
until today. `2 tuần trước` is one week from Monday to Sunday, and `2 tuần qua` are the last fourteen days.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from searchidx.query.calendar_periods import Unit, period_before, period_until
from searchidx.query.period_words import NUMBER_WORD, read_number

if TYPE_CHECKING:
    import datetime

    from searchidx.query.calendar_periods import Period

_UNITS: Final = {
    **dict.fromkeys(("ngay", "hom", "day", "days"), Unit.DAY),
    **dict.fromkeys(("tuan", "week", "weeks"), Unit.WEEK),
    **dict.fromkeys(("thang", "month", "months"), Unit.MONTH),
    **dict.fromkeys(("quy", "quarter", "quarters"), Unit.QUARTER),
    **dict.fromkeys(("nam", "year", "years"), Unit.YEAR),
}

_DAYS_AGO: Final = {
    **dict.fromkeys(("hom nay", "ngay hom nay", "today"), 0),
    **dict.fromkeys(("hom qua", "ngay hom qua", "yesterday"), 1),
    **dict.fromkeys(("hom kia", "ngay hom kia", "day before yesterday", "the day before yesterday"), 2),
}
"""The days with a name, in number of days before today."""

YEARS_AGO: Final = {
    **dict.fromkeys(("nam nay", "this year"), 0),
    **dict.fromkeys(("nam ngoai", "nam truoc", "nam roi", "last year", "previous year"), 1),
    "nam kia": 2,
}
"""The years with a name, in number of years before this year."""

_UNITS_AGO: Final = {
    **dict.fromkeys(("nay", "this"), 0),
    **dict.fromkeys(("truoc", "roi", "vua roi", "last", "previous"), 1),
}
"""The words before or after a unit without a number that name a whole week, month, quarter or year."""

_AGO: Final = ("truoc", "ago", "cach day")
"""The words before or after a number and a unit that name one whole unit: `3 ngày trước`."""

_UNTIL_TODAY: Final = ("qua", "vua qua", "past")
"""The words before or after a unit, with or without a number, for the time until today: `tuần qua`."""

_NUMBERED_UNTIL_TODAY: Final = (*_UNTIL_TODAY, "nay", "last")
"""The words before or after a number and a unit for the time until today: `3 tháng nay`."""


def relative_period(words: str, today: datetime.date) -> Period | None:
    """Return the period that the result of `period_words` names, or None if it names no relative period.

    Raises NoSuchPeriodError for a period before the year 1.
    """
    if words in _DAYS_AGO:
        return period_before(today, Unit.DAY, _DAYS_AGO[words])
    if words in YEARS_AGO:
        return period_before(today, Unit.YEAR, YEARS_AGO[words])
    match = _pattern().fullmatch(words)
    if match is None or (match["before"] is None) == (match["after"] is None):
        return None
    side = match["before"] or match["after"]
    if match["count"] is None:
        return _single(side, _UNITS[match["unit"]], today)
    count = 1 if match["count"] == "a" else read_number(match["count"])
    return _counted(side, count, _UNITS[match["unit"]], today)


def _single(side: str, unit: Unit, today: datetime.date) -> Period | None:
    """Return the period of one unit without a number. `ngày trước` and `ngày nay` name no day."""
    if unit is Unit.DAY:
        return None
    if side in _UNITS_AGO:
        return period_before(today, unit, _UNITS_AGO[side])
    return period_until(today, unit, 1) if side in _UNTIL_TODAY else None


def _counted(side: str, count: int, unit: Unit, today: datetime.date) -> Period | None:
    if side in _AGO:
        return period_before(today, unit, count)
    return period_until(today, unit, count) if side in _NUMBERED_UNTIL_TODAY else None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<before>this|last|previous|past|cach day) )?"
        rf"(?:(?P<count>[0-9]+|a|{NUMBER_WORD}) )?(?P<unit>{'|'.join(_UNITS)})"
        r"(?: (?P<after>nay|truoc|roi|vua roi|qua|vua qua|ago))?"
    )
