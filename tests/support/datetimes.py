"""Dates with times, for the tests that keep them or order by them."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

HANOI = datetime.timezone(datetime.timedelta(hours=7))
"""The time zone of Vietnam."""

_ALMOST_A_DAY = datetime.timedelta(hours=24) - datetime.timedelta(microseconds=1)

OFFSETS = st.timedeltas(-_ALMOST_A_DAY, _ALMOST_A_DAY)
"""All offsets that a time zone can have. Some have seconds and microseconds."""

DATETIMES = st.datetimes(
    timezones=st.none() | st.just(datetime.UTC) | st.just(HANOI) | st.builds(datetime.timezone, OFFSETS)
)
"""All datetimes from the year 1 to the year 9999, with and without an offset."""
