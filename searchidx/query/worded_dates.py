"""Days, months, quarters and years whose date has words: `tháng 9 năm 2019`, `quý III/2020`, `Sep 2019`.

Without a year, the latest such period that has begun is meant: in March 2021, `tháng 9` is September 2020.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from searchidx.query.calendar_periods import (
    NoSuchPeriodError,
    Period,
    before_calendar,
    calendar_period,
    calendar_quarter,
)
from searchidx.query.period_words import NUMBER_WORD, read_number
from searchidx.query.relative_periods import YEARS_AGO

if TYPE_CHECKING:
    import datetime

_MONTH_NAMES: Final = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?"),
    *("aug(?:ust)?", "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
"""The regular expressions of the English names of the months and of their abbreviations."""

_MONTH_OF_NAME: Final = {name[:3]: month for month, name in enumerate(_MONTH_NAMES, 1)}
_ROMAN_NUMBERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_MAX_YEARS_TRIED: Final = 9
"""The number of years in which the latest 29 February may be: in January 1904, it is that of 1896."""


def worded_date(words: str, today: datetime.date) -> Period | None:
    """Return the period that the result of `period_words` names, or None if it is no date with words.

    Raises NoSuchPeriodError for a period that does not exist, such as `tháng 13`.
    """
    for pattern in _patterns():
        if (match := pattern.fullmatch(words)) is not None:
            return _period(match.groupdict(), today)
    return None


def _period(parts: dict[str, str | None], today: datetime.date) -> Period:
    """Return the period with the parts that the groups of a pattern matched."""
    if year := parts.get("year"):
        return _period_in(int(year), parts)
    if years_ago := parts.get("years_ago"):
        if (number := today.year - YEARS_AGO[years_ago]) < 1:
            raise before_calendar()
        return _period_in(number, parts)
    return _latest(parts, today)


def _latest(parts: dict[str, str | None], today: datetime.date) -> Period:
    """Return the latest period with these parts that has begun by today."""
    problem = None
    for year in range(today.year, max(0, today.year - _MAX_YEARS_TRIED), -1):
        try:
            period = _period_in(year, parts)
        except NoSuchPeriodError as error:  # 29 February, or a period that no year has
            problem = problem or error
        else:
            if period.first <= today:
                return period
    raise problem or before_calendar()


def _period_in(year: int, parts: dict[str, str | None]) -> Period:
    if quarter := parts.get("quarter"):
        return calendar_quarter(year, _ROMAN_NUMBERS.get(quarter) or read_number(quarter))
    if name := parts.get("name"):
        month = _MONTH_OF_NAME[name[:3]]
    elif number := parts.get("month"):
        month = read_number(number)
    else:
        return calendar_period(year)
    day = parts.get("day")
    return calendar_period(year, month, read_number(day) if day else None)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the results of `period_words` that are dates with words.

    Each pattern has some of the groups `year` or `years_ago`, `quarter`, `month` or `name`, and `day`.
    """
    number = rf"[0-9]{{1,2}}|{NUMBER_WORD}"
    quarter = rf"(?P<quarter>{'|'.join(_ROMAN_NUMBERS)}|{number})"
    month = rf"(?P<month>{number})"
    name = rf"(?P<name>{'|'.join(_MONTH_NAMES)})"
    day = rf"(?:ngay )?(?:mung |mong )?(?P<day>{number})"
    english_day = r"(?P<day>[0-9]{1,2})(?: (?:st|nd|rd|th))?"
    years_ago = rf" (?P<years_ago>{'|'.join(YEARS_AGO)})"
    worded_year = rf"(?:[ ,]nam (?P<year>[0-9]{{4}})|{years_ago})"
    year = rf"(?:(?:[ ,]nam |[ ,/.-])(?P<year>[0-9]{{4}})|{years_ago})"
    forms = (
        r"(?:nam|year) (?P<year>[0-9]{4})",
        rf"(?:quy|quarter|q)[ .]{quarter}{year}?",  # quý 3 năm 2020, quý III/2020, Q3 2020
        rf"(?P<year>[0-9]{{4}})[ /.-]q {quarter}",  # 2020-Q3
        rf"thang {month}{year}?",  # tháng 9 năm 2019, tháng 9/2019
        rf"t {month}{year}",  # T9/2019; without a year, T2 to T7 are days of the week
        rf"{day} thang {month}{year}?",  # ngày 24 tháng 11 năm 2021, mùng 2 tháng 9
        # A date in numbers without a year, or with its year in words: ngày 24/11, 24-11 năm 2021
        rf"(?:ngay )?(?P<day>[0-9]{{1,2}})[/.-](?P<month>[0-9]{{1,2}}){worded_year}?",
        rf"{name}{year}?",  # September 2019
        rf"{english_day}(?: of |[ -]){name}{year}?",  # 24 November 2021, 24-Nov-2021
        rf"{name}[ .]{english_day}{year}?",  # November 24, 2021
    )
    return tuple(map(re.compile, forms))
