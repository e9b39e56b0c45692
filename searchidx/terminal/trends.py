"""How are several queries shown over time?

Each query has a line with its total and standing bars:

    Articles by month, 07/2020 to 11/2021
    bão  12  ▁▃█▂             most: 5 (09/2020)
    lũ    3   ▄▄           █  most: 1 (08/2020)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.printable import blank_unprintable
from searchidx.terminal.timeline import format_unit
from searchidx.terminal.wording import count
from searchidx.terminal.wrap import MIN_COLUMNS, cut_text, fit_text, pad_text, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.model import Unit
    from searchidx.terminal.display import Bars
    from searchidx.terminal.timeline import Timeline

_BAR_COLUMNS: Final = 20
"""If less room is left for the bars, the lines do not say when there were the most articles."""


class Trend(NamedTuple):
    """A query, the number of articles that match it completely, and their timeline."""

    query: str
    total: int
    timeline: Timeline


def over_one_range(trends: Sequence[Trend], unit: Unit) -> list[Trend]:
    """Return the trends with timelines over the same range of time, the shortest that covers all of them."""
    from searchidx.facets import timeline_of

    everything = tuple([(day.isoformat(), number) for trend in trends for day, number in trend.timeline])
    units = [day for day, _ in timeline_of(everything, unit)]
    numbers = [dict(trend.timeline) for trend in trends]
    return [
        trend._replace(timeline=tuple([(day, number.get(day, 0)) for day in units]))
        for trend, number in zip(trends, numbers, strict=True)
    ]


def trend_lines(trends: Sequence[Trend], unit: Unit, columns: int, bars: Bars) -> Iterator[str]:
    """Yield a line that says what is counted, and a line for each trend. All have the same range of time.

    The bars of a line are scaled to the highest one in it. If there are more units of time than columns, a
    bar is for several units.
    """
    names = [cut_text(blank_unprintable(trend.query), max(columns // 3, MIN_COLUMNS)) for trend in trends]
    totals = [f"{trend.total:,}" for trend in trends]
    most = [_most(trend, unit) for trend in trends]
    name_columns, total_columns, most_columns = (max(map(width, texts)) for texts in (names, totals, most))
    timeline = trends[0].timeline
    bar_columns = columns - name_columns - total_columns - len("    ")
    has_most = bar_columns - most_columns - len("  ") >= min(len(timeline), _BAR_COLUMNS)
    bar_columns = max(bar_columns - has_most * (most_columns + len("  ")), MIN_COLUMNS)
    units_of_bar = -(-len(timeline) // bar_columns)
    yield from fit_text(_headline(timeline, unit, units_of_bar), columns)
    for trend, name, total, peak in zip(trends, names, totals, most, strict=True):
        line = f"{pad_text(name, name_columns)}  {total.rjust(total_columns)}"
        line = f"{line}  {_standing_bars(trend.timeline, units_of_bar, bars)}"
        yield (f"{line}  {peak}" if has_most else line).rstrip()


def _headline(timeline: Timeline, unit: Unit, units_of_bar: int) -> str:
    """Return what the bars count, or an empty string if there is no unit to count."""
    if not timeline:
        return ""
    first, last = (format_unit(day, unit) for day, _ in (timeline[0], timeline[-1]))
    several = f"; a bar is {count(units_of_bar, unit)}" if units_of_bar > 1 else ""
    return f"Articles by {unit}, {first} to {last}{several}"


def _most(trend: Trend, unit: Unit) -> str:
    """Return when there were the most articles, and how many: `most: 412 (10/2025)`."""
    day, number = max(trend.timeline, key=lambda counted: counted[1], default=(None, 0))
    return f"most: {number:,} ({format_unit(day, unit)})" if day is not None and number else ""


def _standing_bars(timeline: Timeline, units_of_bar: int, bars: Bars) -> str:
    """Return a bar for every so many units, or a blank if they have no article."""
    numbers = [number for _, number in timeline]
    sums = [sum(numbers[start : start + units_of_bar]) for start in range(0, len(numbers), units_of_bar or 1)]
    most, steps = max(sums, default=0), len(bars.heights)
    # The highest bar is the last character. A bar with any article is at least the first.
    return "".join([bars.heights[-(-number * steps // most) - 1] if number else " " for number in sums])
