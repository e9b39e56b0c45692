"""Timelines as lines with bars."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.facets import timeline_of
from searchidx.terminal.display import BLOCKS, COLOR, PLAIN, SIGNS, Bars
from searchidx.terminal.timeline import MAX_LINES, Timeline, bar, format_unit, timeline_lines
from searchidx.terminal.wrap import width

if TYPE_CHECKING:
    from searchidx.model import Unit


def timeline(unit: Unit, **counts: int) -> Timeline:
    """A timeline of days that are written as `d20191231`."""
    days = ((f"{day[1:5]}-{day[5:7]}-{day[7:]}", number) for day, number in counts.items())
    return timeline_of(tuple(days), unit)


@pytest.mark.parametrize(
    ("share", "columns", "bars", "drawn"),
    [
        (0.0, 4, BLOCKS, ""),
        (1.0, 4, BLOCKS, "████"),
        (0.5, 4, BLOCKS, "██"),
        (0.5, 5, BLOCKS, "██▌"),
        (0.001, 4, BLOCKS, "▏"),
        (1.0, 4, SIGNS, "####"),
        (0.5, 5, SIGNS, "##"),
        (0.001, 4, SIGNS, "#"),
    ],
)
def test_bars(share: float, columns: int, bars: Bars, drawn: str) -> None:
    """A bar takes its share of the columns; only nothing has no bar."""
    assert bar(share, columns, bars) == drawn


@pytest.mark.parametrize(("unit", "text"), [("year", "2021"), ("month", "03/2021"), ("day", "01/03/2021")])
def test_units_are_written_as_dates(unit: Unit, text: str) -> None:
    assert format_unit(datetime.date(2021, 3, 1), unit) == text


@pytest.mark.parametrize(
    ("shown", "total", "unit", "lines"),
    [
        ((), 0, "month", []),
        ((), 2, "month", ["no date  2  ##########"]),
        (timeline("year", d20190101=5), 5, "year", ["2019  5  ###########"]),
        (
            timeline("month", d20190101=1, d20190320=2),
            1203,
            "month",
            ["01/2019      1  #", "02/2019      0", "03/2019      2  #", "no date  1,200  ##########"],
        ),
        (
            timeline("day", d20190101=1, d20190105=2),
            3,
            "day",
            ["01/01/2019  1  #####", "         …  3 days with none", "05/01/2019  2  ##########"],
        ),
        (
            timeline("day", d20190101=1, d20190104=2),
            3,
            "day",
            ["01/01/2019  1  #####", "02/01/2019  0", "03/01/2019  0", "04/01/2019  2  ##########"],
        ),
    ],
)
def test_lines(shown: Timeline, total: int, unit: Unit, lines: list[str]) -> None:
    """A line has a unit, its number and its bar; longer gaps are one line; the undated come last."""
    assert list(timeline_lines(shown, total, unit, PLAIN, 20, SIGNS)) == lines


@pytest.mark.parametrize(
    ("shown", "unit", "first"),
    [
        (
            tuple((datetime.date(2001 + n // 12, n % 12 + 1, 1), 1) for n in range(61)),
            "month",
            "By year, because there are 61 months:",
        ),
        (
            tuple((datetime.date.fromordinal(730_120 + n), 1) for n in range(5000)),
            "day",
            "By year, because there are 5,000 days:",
        ),
        (tuple((datetime.date(1900 + n, 1, 1), 1) for n in range(100)), "year", "1900  1  ##"),
    ],
)
def test_a_long_timeline_is_shown_by_a_longer_unit(shown: Timeline, unit: Unit, first: str) -> None:
    """If a longer unit says the same in fewer lines, there are no more than a screen has; nothing is lost."""
    lines = list(timeline_lines(shown, len(shown), unit, PLAIN, 12, SIGNS))
    assert lines[0].startswith(first)
    numbers = [int(match[1]) for line in lines if (match := re.search(r"  (\d+)  #", line))]
    assert sum(numbers) == len(shown)
    assert unit == "year" or len(lines) <= MAX_LINES + 1


@given(
    days=st.dictionaries(
        st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)), st.integers(1, 10**6), max_size=30
    ),
    undated=st.integers(0, 10**7),
    unit=st.sampled_from(["year", "month", "day"]),
    columns=st.integers(35, 100),
)
def test_every_article_is_counted_once(
    days: dict[datetime.date, int], undated: int, unit: Unit, columns: int
) -> None:
    """The numbers of all lines add up to the total, and no line is wider than the terminal."""
    counts = tuple((day.isoformat(), number) for day, number in sorted(days.items()))
    total = sum(days.values()) + undated
    lines = list(timeline_lines(timeline_of(counts, unit), total, unit, PLAIN, columns, SIGNS))
    assert all(width(line) <= columns for line in lines if "because" not in line)
    numbers = [
        match[1] for line in lines if (match := re.match(r" *[\w/]+(?: date)?  +([\d,]+)(?:  #|$)", line))
    ]
    assert sum(int(number.replace(",", "")) for number in numbers) == total
    colored = timeline_lines(timeline_of(counts, unit), total, unit, COLOR, columns, SIGNS)
    assert [re.sub(r"\x1b\[\d*m", "", line) for line in colored] == lines
