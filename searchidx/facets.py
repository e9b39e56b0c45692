"""How many of the complete matches have each value of a field, or are of each year, month or day?"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING, Final, get_args

from searchidx.errors import SearchError
from searchidx.keyword_values import KEYWORD_FIELDS, value_fields
from searchidx.model import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import ValueCounts

_ISO_LENGTHS: Final = {"year": 4, "month": 7, "day": 10}
"""For each unit, the number of characters that it has at the beginning of an ISO date."""

MAX_UNITS: Final = 120_000
"""The largest number of units of a timeline: all months of the calendar, or 328 years of days."""

_DATE: Final = "date"
"""The engine's field of the days of documents."""


def facet_fields(names: Sequence[str], keywords: Sequence[str]) -> tuple[str, ...]:
    """Return the engine's field for each facet. `keywords` are the index's own keyword fields.

    Raises SearchError for a name that is neither a keyword field nor a unit of time.
    """
    known = (*KEYWORD_FIELDS, *keywords, *get_args(Unit))
    for name in names:
        if name not in known:
            raise SearchError(f"There is no facet {name!r} in this index. Name one of {', '.join(known)}.")
    return tuple([_DATE if name in get_args(Unit) else value_fields(name).written for name in names])


def facet_counts(name: str, counts: ValueCounts) -> tuple[tuple[str, int], ...]:
    """Return the values of a facet, given those of the engine's field.

    The values of a keyword field come in descending order of their counts, and equally frequent values in
    ascending order. The units of time are in the order of time.
    """
    length = _ISO_LENGTHS.get(name)
    if length is None:
        return tuple(sorted(counts, key=lambda counted: -counted[1]))
    return tuple(_by_unit(counts, length).items())


def _by_unit(counts: ValueCounts, length: int) -> Counter[str]:
    """Return the counts of units of time, ascending, from the counts of days."""
    units: Counter[str] = Counter()
    for day, count in counts:
        units[day[:length]] += count
    return units


def timeline_of(counts: ValueCounts, by: Unit) -> tuple[tuple[datetime.date, int], ...]:
    """Return the first day of each unit of time and the number of documents in the unit, without gaps.

    The timeline begins with the first unit that has any document, and ends with the last one. Raises
    SearchError for an unknown unit, and for a timeline of more than `MAX_UNITS` days.
    """
    if by not in get_args(Unit):
        raise SearchError(f"There is no unit {by!r}. Count by {' or '.join(get_args(Unit))}.")
    units = _by_unit(counts, _ISO_LENGTHS[by])
    if not units:
        return ()
    first, last = _first_day(min(units)), _first_day(max(units))
    if by == "day" and (last - first).days >= MAX_UNITS:
        raise SearchError(
            f"A timeline by {by} from {first:%d/%m/%Y} to {last:%d/%m/%Y} is too long. Count by a longer "
            "unit, or narrow the time with since and until."
        )
    return tuple([(day, units[day.isoformat()[: _ISO_LENGTHS[by]]]) for day in _first_days(first, last, by)])


def _first_day(unit: str) -> datetime.date:
    return datetime.date.fromisoformat((unit + "-01-01")[: _ISO_LENGTHS["day"]])


def _first_days(first: datetime.date, last: datetime.date, by: Unit) -> Iterator[datetime.date]:
    """Yield the first day of each unit. The first and the last unit begin with `first` and with `last`."""
    match by:
        case "day":
            for ordinal in range(first.toordinal(), last.toordinal() + 1):
                yield datetime.date.fromordinal(ordinal)
        case "month":
            for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
                yield datetime.date(number // 12, number % 12 + 1, 1)
        case "year":
            for year in range(first.year, last.year + 1):
                yield datetime.date(year, 1, 1)
