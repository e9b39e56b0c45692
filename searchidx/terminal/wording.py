"""How are counts, dates and error messages worded?"""

from __future__ import annotations

import datetime

from searchidx.printable import blank_unprintable


def count(number: int, noun: str) -> str:
    """Return a number and a noun, which has an "s" unless the number is 1, such as `2,000 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def format_date(date: datetime.date | None, *, exact: bool = False) -> str:
    """Return a date as Vietnamese readers write it, such as 24/11/2021 or 24/11/2021 22:26, or "" for None.

    If `exact` is true, a time also has its seconds, unless they are 0, and the offset of its time zone:
    24/11/2021 22:26:05+07:00.
    """
    if date is None:
        return ""
    day = f"{date.day:02}/{date.month:02}/{date.year}"
    if not isinstance(date, datetime.datetime):
        return day
    if not exact:
        return f"{day} {date:%H:%M}"
    has_seconds = date.second or date.microsecond
    iso_date = date.isoformat(timespec="auto" if has_seconds else "minutes")
    return f"{day} {iso_date[len('2021-11-24T') :]}"


def message(error: Exception | str) -> str:
    """Return an error or a hint as a text that begins with the name of the command.

    The text may have several lines. Unprintable characters become blanks.
    """
    return "\n".join(map(blank_unprintable, f"searchidx: {error}".split("\n")))
