"""Periods as people write them for filters: `2021`, `24/11/2021`, `hôm qua`, `tháng 9 năm 2019`, `last week`.

| Written | The days of the period |
|---|---|
| `2021`, `11/2021`, `24/11/2021` | the year, month or day, as in `date:` |
| `hôm nay`, `hôm qua`, `hôm kia`, `3 ngày trước` | this one day |
| `tuần này`, `tháng này`, `quý này`, `năm nay` | the whole unit with its days to come |
| `tuần trước`, `2 tháng trước`, `năm ngoái` | the whole unit, from its first day to its last |
| `tuần qua`, `7 ngày qua`, `last 3 months` | this number of units up to and including today |
| `tháng 9 năm 2019`, `quý 3/2020`, `năm 2021` | the month, quarter or year |
| `tháng 9`, `quý 3`, `ngày 24/11` | the latest one that has begun |

A week begins on Monday. English forms have the same meanings. `calendar_periods.py` computes the days;
`relative_periods.py` and `worded_dates.py` read the words.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from searchidx.errors import PeriodError
from searchidx.query.calendar_periods import NoSuchPeriodError
from searchidx.query.dates import match_numeric_date, numeric_date
from searchidx.query.period_words import period_words
from searchidx.query.relative_periods import relative_period
from searchidx.query.worded_dates import worded_date

if TYPE_CHECKING:
    from searchidx.query.calendar_periods import Period

_MAX_LENGTH: Final = 100
"""The maximum number of characters of a period, without superfluous blanks. Python refuses longer numbers."""

_MAX_SHOWN: Final = 40
"""The number of characters of a text that an error message shows."""

_EXAMPLES: Final = (
    '2021, 11/2021, 24/11/2021, or words such as "hôm qua", "3 ngày trước", "tuần trước", '
    '"tháng 9 năm 2019", "quý 3/2020" or "last month"'
)


def read_period(text: str, today: datetime.date) -> Period:
    """Return the days that a text names, as the table above says. `today` is the day of `hôm nay`.

    Accents, case, Unicode form and the number of blanks do not matter. Raises PeriodError, and nothing else,
    for any other text, and for a day that does not exist or is before the year 1.
    """
    day = datetime.date(today.year, today.month, today.day)  # `today` may be a datetime
    words = period_words(text)
    try:
        period = _period(words, day) if len(words) <= _MAX_LENGTH else None
    except NoSuchPeriodError as error:
        raise PeriodError(f"{_shown(text)} names no day or period. {error.reason}") from None
    if period is None:
        raise PeriodError(f"{_shown(text)} names no day or period; write {_EXAMPLES}.")
    return period


def _period(words: str, today: datetime.date) -> Period | None:
    if (match := match_numeric_date(words)) is not None:
        return numeric_date(match)
    if (match := match_numeric_date(words.removeprefix("ngay "))) is not None and match["day"]:
        return numeric_date(match)
    return relative_period(words, today) or worded_date(words, today)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…")
