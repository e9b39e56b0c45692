"""Several queries in the course of time."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.terminal.display import BLOCKS, SIGNS
from searchidx.terminal.trends import Trend, over_one_range, trend_lines
from searchidx.terminal.wrap import width


def years(first: int, *numbers: int) -> tuple[tuple[datetime.date, int], ...]:
    return tuple((datetime.date(first + place, 1, 1), number) for place, number in enumerate(numbers))


@pytest.mark.parametrize(
    ("timelines", "ranges"),
    [
        ([()], [()]),
        ([years(2019, 4)], [years(2019, 4)]),
        ([years(2019, 4), ()], [years(2019, 4), years(2019, 0)]),
        ([years(2019, 1, 0, 2), years(2021, 3, 4)], [years(2019, 1, 0, 2, 0), years(2019, 0, 0, 3, 4)]),
        ([years(2018, 1), years(2021, 2)], [years(2018, 1, 0, 0, 0), years(2018, 0, 0, 0, 2)]),
    ],
)
def test_all_trends_have_one_range(timelines: list[object], ranges: list[object]) -> None:
    """The range goes from the first to the last unit of all trends, without gaps."""
    trends = [Trend("lũ", 1, timeline) for timeline in timelines]  # type: ignore[arg-type]
    assert [trend.timeline for trend in over_one_range(trends, "year")] == ranges


@pytest.mark.parametrize(
    ("trends", "columns", "lines"),
    [
        ([Trend("lũ", 0, ())], 80, ["lũ  0"]),
        (
            [Trend("lũ", 1205, years(2018, 0, 5, 1200)), Trend("bão", 8, years(2018, 8, 0, 4))],
            80,
            [
                "Articles by year, 2018 to 2020",
                "lũ   1,205   ▁█  most: 1,200 (2020)",
                "bão      8  █ ▄  most: 8 (2018)",
            ],
        ),
        (
            [Trend("một câu dài hơn", 3, years(2018, 3)), Trend("日本\x1b日本日本", 0, years(2018, 0))],
            30,
            ["Articles by year, 2018 to 2018", "một câu d…  3  █", "日本 日本…  0"],
        ),
        (
            [Trend("lũ", 30, years(1990, *range(30)))],
            20,
            ["Articles by year,", "1990 to 2019; a bar", "is 3 years", "lũ  30  ▁▂▂▃▄▅▆▇██"],
        ),
    ],
)
def test_lines(trends: list[Trend], columns: int, lines: list[str]) -> None:
    """Names are cut and safe to print, bars are scaled by line, and a narrow line has no highest number."""
    assert list(trend_lines(trends, "year", columns, BLOCKS)) == lines


def test_the_lowest_bar_is_not_a_blank() -> None:
    """One article in a million is seen; no article is a blank, in ASCII too."""
    (*_, line) = trend_lines([Trend("lũ", 1, years(2018, 1, 0, 10**6))], "year", 20, SIGNS)
    assert line == "lũ  1  _ #"


@given(
    trends=st.lists(
        st.builds(
            Trend,
            st.text("aạ 日\u202e", max_size=50),
            st.integers(0, 10**6),
            st.lists(st.integers(0, 10**5), max_size=200).map(lambda numbers: years(1900, *numbers)),
        ),
        min_size=1,
        max_size=4,
    ),
    columns=st.integers(40, 100),
)
def test_lines_fit(trends: list[Trend], columns: int) -> None:
    """No line is wider than the terminal, whatever the queries and the range are."""
    for line in trend_lines(over_one_range(trends, "year"), "year", columns, SIGNS):
        assert width(line) <= columns
