"""How is a timeline shown to people?

Each unit of time has a line with its number of articles and a bar:

    07/2020   3  █████▍
    08/2020  12  █████████████████████▋
          …  14 months with none
    11/2021   1  █▊
    no date   2  ███▋
"""

from __future__ import annotations

import datetime
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.terminal.wording import count
from searchidx.terminal.wrap import MIN_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.model import Unit
    from searchidx.terminal.display import Bars, Style

Timeline = tuple[tuple[datetime.date, int], ...]
"""The first day of each unit of time, without gaps, and the number of articles in the unit."""

MAX_LINES: Final = 60
"""A timeline that has more lines is shown by a longer unit."""

MIN_GAP: Final = 3
"""From this number on, units in a row that have no article are one line."""

_LONGER: Final[dict[Unit, Unit]] = {"day": "month", "month": "year"}


class _Row(NamedTuple):
    """One line: a unit with articles, or one or more units without any."""

    label: str
    number: int
    units: int = 1


def timeline_lines(
    timeline: Timeline, total: int, unit: Unit, style: Style, columns: int, bars: Bars
) -> Iterator[str]:
    """Yield the lines of a timeline. `total` counts the articles, including those without a date."""
    rows, shown_unit = _rows(timeline, unit)
    if shown_unit != unit:
        yield style.faint(f"By {shown_unit}, because there are {count(len(timeline), unit)}:")
    if without_date := total - sum(number for _, number in timeline):
        rows.append(_Row("no date", without_date))
    if not rows:
        return
    label_columns = max(len(row.label) for row in rows)
    number_columns = max(len(f"{row.number:,}") for row in rows)
    bar_columns = max(columns - label_columns - number_columns - len("    "), MIN_COLUMNS)
    most = max(row.number for row in rows)
    for row in rows:
        label = style.faint(row.label.rjust(label_columns))
        if row.units > 1:
            yield f"{label}  {style.faint(f'{count(row.units, shown_unit)} with none')}"
        else:
            number = f"{row.number:,}".rjust(number_columns)
            yield f"{label}  {number}  {bar(row.number / most, bar_columns, bars)}".rstrip()


def _rows(timeline: Timeline, unit: Unit) -> tuple[list[_Row], Unit]:
    """Return the rows of a timeline by the first unit that needs no more than MAX_LINES, and this unit."""
    rows = _fold_gaps(timeline, unit)
    if len(rows) <= MAX_LINES or unit not in _LONGER:
        return rows, unit
    longer = _LONGER[unit]
    sums: Counter[datetime.date] = Counter()
    for day, number in timeline:
        sums[day.replace(day=1) if longer == "month" else day.replace(month=1, day=1)] += number
    return _rows(tuple(sums.items()), longer)


def _fold_gaps(timeline: Timeline, unit: Unit) -> list[_Row]:
    """Return a row for each unit, but one row for MIN_GAP or more units in a row with none."""
    rows: list[_Row] = []
    for is_empty, group in groupby(timeline, lambda counted: not counted[1]):
        units = list(group)
        if is_empty and len(units) >= MIN_GAP:
            rows.append(_Row("…", 0, len(units)))
        else:
            rows += [_Row(format_unit(day, unit), number) for day, number in units]
    return rows


def format_unit(day: datetime.date, unit: Unit) -> str:
    """Return a unit of time as Vietnamese readers write it: `2021`, `11/2021` or `24/11/2021`."""
    written = f"{day.day:02}/{day.month:02}/{day.year}"
    return written[{"day": 0, "month": len("24/"), "year": len("24/11/")}[unit] :]


def bar(share: float, columns: int, bars: Bars) -> str:
    """Return a lying bar that takes a share of the columns. It is empty only if the share is 0."""
    if not share:
        return ""
    steps = len(bars.lengths)
    full, rest = divmod(max(round(share * columns * steps), 1), steps)
    return bars.lengths[-1] * full + (bars.lengths[rest - 1] if rest else "")
