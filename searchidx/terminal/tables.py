"""How is a table of names and values shown to people? `show`, `info` and `analyze` print such tables."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from searchidx.printable import blank_unprintable
from searchidx.terminal.json_text import printable_json
from searchidx.terminal.wording import format_date
from searchidx.terminal.wrap import fit_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchidx.terminal.display import Style


def table_lines(rows: Iterable[tuple[str, object]], style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of a table of names and values. All values begin in the same column.

    Rows with an empty value are left out. A value without a blank is never broken, so that it can be copied.
    """
    texts = [(blank_unprintable(name), blank_unprintable(format_value(value))) for name, value in rows]
    shown = [(name, value) for name, value in texts if value]
    width = max((len(name) for name, _ in shown), default=0) + 2
    for name, value in shown:
        line = f"{style.faint(name.ljust(width))}{value}"
        yield from fit_text(line, columns, hanging=" " * width) if " " in value else [line]


def format_value(value: object) -> str:
    """Return a value as text: a date as 24/11/2021, None as "", a list as its items with ` · ` between them.

    A date with a time is 24/11/2021 22:26, with seconds and time zone if there are any. Strings are returned
    unchanged, and all other values as JSON.
    """
    if isinstance(value, datetime.date):
        return format_date(value, exact=True)
    if isinstance(value, list | tuple):
        return " · ".join(map(format_value, value))
    if value is None or isinstance(value, str):
        return value or ""
    return printable_json(value)


def number_lines(rows: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield a line for each name with a number: the numbers below each other, then the names."""
    texts = [(f"{number:,}", blank_unprintable(name)) for name, number in rows]
    gutter = max((len(number) for number, _ in texts), default=0)
    for number, name in texts:
        yield f"{number.rjust(gutter)}  {name}"
