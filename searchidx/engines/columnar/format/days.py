"""Dates as days since 1970-01-01, and as terms of Whoosh's date field."""

from __future__ import annotations

import datetime

NO_DATE = -(1 << 31)
"""Stands in the column of days (counted from 1970-01-01) for a document without a date."""


EPOCH = datetime.date(1970, 1, 1).toordinal()


def date_term(day: int) -> bytes:
    """Return the term of a day (counted from 1970-01-01): as Whoosh's DATETIME writes it, without tiers."""
    microseconds = (day + EPOCH - 1) * 86_400_000_000
    return b"\0" + (microseconds + (1 << 63)).to_bytes(8, "big")
