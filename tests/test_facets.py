"""Facets and timelines: values and units of time, counted."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.errors import SearchError
from searchidx.facets import facet_counts, facet_fields, timeline_of

if TYPE_CHECKING:
    from searchidx.model import Unit

DATE = datetime.date
DAYS = (
    ("0001-01-01", 2),
    ("2020-12-31", 1),
    ("2021-01-01", 3),
    ("2021-01-02", 4),
    ("2021-02-28", 1),
    ("9999-12-31", 5),
)


def test_the_fields_of_facets() -> None:
    """In the order of the facets, which may have one field in common."""
    names = ("year", "tags", "source", "day", "author")
    assert facet_fields(names, ("tags",)) == ("date", "tags_values", "source_values", "date", "author_values")
    assert facet_fields((), ("tags",)) == ()


@pytest.mark.parametrize("name", ["tag", "Source", "date", "week", "title", "source_values", "years", ""])
def test_other_facets_are_refused(name: str) -> None:
    with pytest.raises(SearchError) as caught:
        facet_fields(["source", name], ("tags", "thẻ"))
    assert str(caught.value) == (
        f"There is no facet {name!r} in this index. "
        "Name one of source, category, author, tags, thẻ, year, month, day."
    )


def test_values_are_in_the_order_of_their_counts() -> None:
    """Equally frequent values stay in ascending order."""
    counts = (("A", 1), ("B", 3), ("C", 1), ("D", 3), ("a", 2))
    assert facet_counts("source", counts) == (("B", 3), ("D", 3), ("a", 2), ("A", 1), ("C", 1))
    assert facet_counts("source", ()) == facet_counts("year", ()) == ()


UNITS: list[tuple[str, list[tuple[str, int]]]] = [
    ("year", [("0001", 2), ("2020", 1), ("2021", 8), ("9999", 5)]),
    ("month", [("0001-01", 2), ("2020-12", 1), ("2021-01", 7), ("2021-02", 1), ("9999-12", 5)]),
    ("day", list(DAYS)),
]


@pytest.mark.parametrize(("name", "expected"), UNITS)
def test_units_are_in_the_order_of_time(name: str, expected: list[tuple[str, int]]) -> None:
    assert list(facet_counts(name, DAYS)) == expected


TIMELINES: list[tuple[Unit, list[tuple[str, int]], list[tuple[str, int]]]] = [
    ("year", [], []),
    (
        "year",
        [("2020-05-05", 2), ("2022-01-01", 1)],
        [("2020-01-01", 2), ("2021-01-01", 0), ("2022-01-01", 1)],
    ),
    (
        "month",
        [("2020-11-30", 1), ("2021-01-31", 4)],
        [("2020-11-01", 1), ("2020-12-01", 0), ("2021-01-01", 4)],
    ),
    ("month", [("9999-12-31", 1)], [("9999-12-01", 1)]),
    (
        "day",
        [("2020-02-28", 1), ("2020-03-01", 2)],
        [("2020-02-28", 1), ("2020-02-29", 0), ("2020-03-01", 2)],
    ),
    ("day", [("9999-12-30", 1), ("9999-12-31", 2)], [("9999-12-30", 1), ("9999-12-31", 2)]),
    ("day", [("0001-01-01", 1)], [("0001-01-01", 1)]),
]


@pytest.mark.parametrize(("by", "counts", "expected"), TIMELINES)
def test_a_timeline_has_no_gaps(
    by: Unit, counts: list[tuple[str, int]], expected: list[tuple[str, int]]
) -> None:
    assert [(day.isoformat(), count) for day, count in timeline_of(tuple(counts), by)] == expected


def test_a_timeline_from_the_first_to_the_last_year() -> None:
    years, months = (timeline_of(DAYS, by) for by in ("year", "month"))
    assert [day.year for day, _ in years] == list(range(1, 10_000))
    assert len(months) == 9_999 * 12
    assert (months[0], months[-1]) == ((DATE(1, 1, 1), 2), (DATE(9999, 12, 1), 5))
    assert sum(count for _, count in years) == sum(count for _, count in months) == 16


@pytest.mark.parametrize("by", ["week", "", "Month", "years", None])
def test_other_units_are_refused(by: Any) -> None:
    with pytest.raises(SearchError) as caught:
        timeline_of(DAYS, by)
    assert str(caught.value) == f"There is no unit {by!r}. Count by year or month or day."


NEAR = DATE(2019, 12, 1)
DATES = st.dates(NEAR, NEAR + datetime.timedelta(days=800))


@given(st.lists(DATES, max_size=30), st.sampled_from(["year", "month", "day"]))
def test_a_timeline_counts_as_one_does_by_hand(dates: list[DATE], by: Unit) -> None:
    counts = tuple(sorted(Counter(date.isoformat() for date in dates).items()))
    firsts = {"year": {"month": 1, "day": 1}, "month": {"day": 1}, "day": {}}[by]
    by_hand = Counter(date.replace(**firsts) for date in dates)
    timeline = dict(timeline_of(counts, by))
    assert {day: count for day, count in timeline.items() if count} == by_hand
    expected, day = [], min(by_hand, default=DATE.max)
    while day <= max(by_hand, default=DATE.min):
        if day == day.replace(**firsts):
            expected.append(day)
        day += datetime.timedelta(days=1)
    assert list(timeline) == expected
    units = {str(day)[: {"year": 4, "month": 7, "day": 10}[by]]: count for day, count in by_hand.items()}
    assert list(facet_counts(by, counts)) == sorted(units.items())


def test_a_timeline_of_too_many_days_is_refused() -> None:
    """Two mistyped years would make millions of days."""
    counts = (("0001-01-01", 1), ("9999-12-31", 1))
    with pytest.raises(SearchError, match="A timeline by day from 01/01/1 to 31/12/9999 is too long"):
        timeline_of(counts, "day")
    assert len(timeline_of(counts, "month")) == 12 * 9999
