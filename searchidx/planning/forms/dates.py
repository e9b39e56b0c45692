"""The other forms of a date in a query.

All signs between the numbers are alike, because a code is searched by its parts. A date has these forms:

    6/2/2017        06-02-2017 as well
    6 tháng 2 năm 2017, 6 tháng 2/2017
    2017-02-06
    28/4            28/04, 28 tháng 4
    2/2017          02/2017, tháng 2 năm 2017

`2-9` and `30.4` may be ranges, scores or decimals. They are dates only after a word that announces a day:
`ngày 2-9`, `tối qua 2-9`, `lễ 30.4 và 1.5`.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.forms.announced_days import is_counted, is_day_announced
from searchidx.planning.forms.form import StretchForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.planning.forms.form import Positions
    from searchidx.planning.stretches import Stretch

MAX_DAY: Final = 31
"""The greatest number of a day."""

MAX_MONTH: Final = 12
"""The greatest number of a month."""

_DAY_WORDS: Final = frozenset(("ngay", "mung", "mong"))
_DAY_NAMES: Final = ("ngày", "mùng", "mồng")
_MONTH_WORD: Final = "thang"
_YEAR_WORD: Final = "nam"
_DATE_SIGNS: Final = ("/", "-", ".")


class _Date(NamedTuple):
    """A date in `range(first, end)` of the parts of a stretch. Day or year may be missing (0)."""

    first: int
    end: int
    day: int
    month: int
    year: int


def date_forms(stretch: Stretch, separators: Sequence[str]) -> Iterator[StretchForm]:
    """Yield the other forms of each date in a stretch, in order.

    `separators[i]` is the text between the syllables i and i + 1.
    """
    parts = [syllable.folded for syllable in stretch.syllables]
    terms = [syllable.exact for syllable in stretch.syllables]
    first = follows = 0  # `follows` is the end of the last announced date
    while first < len(parts):
        date = _date_in_words(parts, first) or _date_after_word(parts, separators, first)
        if date is None:
            date = _announced_date(terms, parts, separators, first, follows)
            follows = date.end if date else follows
        if date is None:
            first += 1
            continue
        for positions in _forms(date):
            yield StretchForm(date.first, date.end, positions, opening=_DAY_NAMES if date.day else ())
        first = date.end


def _date_after_word(parts: Sequence[str], separators: Sequence[str], first: int) -> _Date | None:
    """Return the date in numbers that begins at `first`, with or without a word for the day before it."""
    if parts[first] not in _DAY_WORDS:
        return _date_in_numbers(parts, separators, first)
    date = _date_in_numbers(parts, separators, first + 1)
    return date._replace(first=first) if date and date.day else None


def _announced_date(
    terms: Sequence[str], parts: Sequence[str], separators: Sequence[str], first: int, follows: int
) -> _Date | None:
    """Return the date such as `2-9` or `30.4` that begins at `first`, if the text before it announces a day.

    `terms` are the exact terms of the parts, and `follows` is the end of an earlier announced date, or 0. A
    name of the day is part of the date, and any other word is not.
    """
    at = first + (parts[first] in _DAY_WORDS)
    if not _number(parts, at, MAX_DAY) or not is_day_announced(terms, at, follows):
        return None
    if is_counted(_part(terms, at + 2)):
        return None
    date = _date_in_numbers(parts, separators, at, short_signs=_DATE_SIGNS)
    return date._replace(first=first) if date else None


def _date_in_words(parts: Sequence[str], first: int) -> _Date | None:
    """Return the date that begins at `first`: `[ngày] 6 tháng 2 [năm 2017]` or `tháng 2 năm 2017`."""
    at = first + (parts[first] in _DAY_WORDS)
    day = _number(parts, at, MAX_DAY)
    if day:
        at += 1
    elif at > first:
        return None
    if _part(parts, at) != _MONTH_WORD or not (month := _number(parts, at + 1, MAX_MONTH)):
        return None
    end = at + 2
    has_word = _part(parts, end) == _YEAR_WORD
    year = _year(parts, end + has_word)
    if year:
        end += 1 + has_word
    return _Date(first, end, day, month, year) if day or year else None


def _date_in_numbers(
    parts: Sequence[str], separators: Sequence[str], first: int, short_signs: Sequence[str] = ("/",)
) -> _Date | None:
    """Return the date that begins at `first`: `6/2/2017`, `2017-02-06`, `28/4` or `2/2017`.

    A date without its year has one of the `short_signs`.
    """
    if separators[first - 1 : first] and separators[first - 1] in _DATE_SIGNS:
        return None  # the number is in the middle of a code
    match list(takewhile(_DATE_SIGNS.__contains__, separators[first : first + 3])):
        case [sign, same] if sign == same:
            year_first = bool(_year(parts, first))
            day, year = (first + 2, first) if year_first else (first, first + 2)
            date = _Date(
                first,
                first + 3,
                _number(parts, day, MAX_DAY),
                _number(parts, first + 1, MAX_MONTH),
                _year(parts, year),
            )
            return date if date.day and date.month and date.year else None
        case [sign]:
            month, year = _number(parts, first, MAX_MONTH), _year(parts, first + 1)
            if month and year and sign != ".":
                return _Date(first, first + 2, 0, month, year)
            date = _Date(
                first, first + 2, _number(parts, first, MAX_DAY), _number(parts, first + 1, MAX_MONTH), 0
            )
            return date if sign in short_signs and date.day and date.month else None
    return None


def _forms(date: _Date) -> list[Positions]:
    """Return all forms of a date, those with numbers alone first."""
    day, month, year = as_written(date.day), as_written(date.month), (str(date.year),)
    words, year_word = ("tháng",), ("năm",)
    if not date.year:
        return [(day, month), (day, words, month)]
    if not date.day:
        return [(month, year), (words, month, year_word, year), (words, month, year)]
    return [
        (day, month, year),
        (day, words, month, year_word, year),
        (day, words, month, year),
        (year, month, day),
    ]


def as_written(number: int) -> tuple[str, ...]:
    """Return the ways to write the number of a day, month or hour: `6 -> ("6", "06")`."""
    return (str(number), f"{number:02}") if number < 10 else (str(number),)


def _part(parts: Sequence[str], at: int) -> str:
    return parts[at] if at < len(parts) else ""


def _number(parts: Sequence[str], at: int, greatest: int) -> int:
    """Return the number of one or two digits at `at` if it is from 1 to `greatest`, else 0."""
    part = _part(parts, at)
    number = int(part) if len(part) <= 2 and part.isdecimal() else 0
    return number if number <= greatest else 0


def _year(parts: Sequence[str], at: int) -> int:
    """Return the year of four digits at `at`, or 0."""
    part = _part(parts, at)
    return int(part) if len(part) == 4 and part.isdecimal() and part[0] != "0" else 0
