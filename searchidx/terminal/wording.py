"""How are counts, dates and error messages worded?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.printable import blank_unprintable

if TYPE_CHECKING:
    import datetime


def count(number: int, noun: str) -> str:
    """Return a number and a noun, which has an "s" unless the number is 1, such as `2,000 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def format_date(date: datetime.date | None) -> str:
    """Return a date as Vietnamese readers write it, such as 24/11/2021, or "" for None."""
    return f"{date.day:02}/{date.month:02}/{date.year}" if date else ""


def message(error: Exception | str) -> str:
    """Return an error or a hint as a text that begins with the name of the command.

    The text may have several lines. Unprintable characters become blanks.
    """
    return "\n".join(map(blank_unprintable, f"searchidx: {error}".split("\n")))
