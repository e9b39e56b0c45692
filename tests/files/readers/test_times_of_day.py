"""Times of day in all the ways in which pages and timestamps write them."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.fold import fold
from searchidx.files.readers.times_of_day import at_time, parse_time

WORDED_TIMES = [
    ("22:26", "22:26"),
    ("22 : 26", "22:26"),
    ("22h26", "22:26"),
    ("22g26", "22:26"),
    ("22 giờ 26", "22:26"),
    ("22 giờ 26 phút", "22:26"),
    ("22h26p", "22:26"),
    ("22h26'", "22:26"),
    ("8h", "08:00"),
    ("8 giờ", "08:00"),
    ("8h15", "08:15"),
    ("8 giờ 15 phút", "08:15"),
    ("10:26:07", "10:26:07"),
    ("lúc 22:26", "22:26"),
    ("10:26 AM", "10:26"),
    ("10:26 pm", "22:26"),
    ("10:26:00 SA", "10:26"),
    ("10:26CH", "22:26"),
    ("10:26 a.m.", "10:26"),
    ("10:26 p.m.", "22:26"),
    ("10:26 sáng", "10:26"),
    ("10:26 trưa", "10:26"),
    ("12:26 trưa", "12:26"),
    ("1:26 trưa", "13:26"),
    ("3:26 chiều", "15:26"),
    ("10:26 tối", "22:26"),
    ("12:26 AM", "00:26"),
    ("12:26 SA", "00:26"),
    ("12:26 PM", "12:26"),
    ("12:26 CH", "12:26"),
    ("22:26 PM", "22:26"),
    ("0:26 AM", "00:26"),
    ("22:26 GMT+7", "22:26+07:00"),
    ("22:26 (GMT + 07:00)", "22:26+07:00"),
    ("10:26 CH (GMT+7)", "22:26+07:00"),
    ("22:26 UTC-5", "22:26-05:00"),
    ("22:26 UTC-330", "22:26-03:30"),
    ("22:26(gmt+0700)", "22:26+07:00"),
    ("22:26 UTC+0", "22:26+00:00"),
]
"""Times that may stand in a date line, and their ISO texts."""

ISO_TIMES = [
    ("T22:26", "22:26"),
    ("t22:26:07.5", "22:26:07.500000"),
    ("T22:26:07,000001", "22:26:07.000001"),
    ("22:26:07.1234567", "22:26:07.123456"),
    ("T22:26Z", "22:26+00:00"),
    ("22:26:07 UTC", "22:26:07+00:00"),
    ("22:26:07 GMT", "22:26:07+00:00"),
    ("T22:26+07:00", "22:26+07:00"),
    ("T22:26+0700", "22:26+07:00"),
    ("T22:26+07", "22:26+07:00"),
    ("22:26:07 -03:30", "22:26:07-03:30"),
    ("T22:26+14:00", "22:26+14:00"),
    ("T22:26+07:00[Asia/Ho_Chi_Minh]", "22:26+07:00"),
]
NO_TIMES = [
    *("", "22", "T22", "T2226", "22:2", "222:26", "22:26:0", "22:26.5", "hôm nay", "sáng", "22:26 đêm"),
    *("24:00", "22:60", "22:26:60", "99:99", "25h", "22h60"),
    *("22:26 AM", "13:00 sáng", "0:26 PM", "3:26 trưa", "12:26 tối", "9:26 SA CH"),
    *("22:26 GMT+15", "22:26 GMT+7:60", "22:26+", "22:26 (", "22:26+7", "08:15-17:00", "08:15 - 09:30"),
    *("22:26 [", "22:26 [x", "22:26Z+07:00", "22:26 GMT+77777", "1" * 100_000, "22:26 " * 100),
]


@pytest.mark.parametrize(("text", "iso_time"), WORDED_TIMES + ISO_TIMES)
def test_a_time_is_read_in_every_spelling(text: str, iso_time: str) -> None:
    """Accents, Unicode form, case and further blanks do not matter. The offset is kept."""
    expected = datetime.time.fromisoformat(iso_time)
    for spelling in (text, unicodedata.normalize("NFD", text), fold(text), text.upper(), f" {text} "):
        time = parse_time(spelling)
        assert time is not None, spelling
        assert time.isoformat() == expected.isoformat(), spelling


@pytest.mark.parametrize("text", NO_TIMES)
def test_other_texts_and_impossible_times_are_no_times(text: str) -> None:
    """The day is then alone."""
    assert parse_time(text) is None
    day = datetime.date(2021, 11, 24)
    assert at_time(day, text) is day


@given(st.text("t0123456789:hg zgmt+-()[].,ap", max_size=20))
def test_any_text_has_an_answer(text: str) -> None:
    """A time or None, but never an error."""
    time = parse_time(text)
    assert time is None or at_time(datetime.date(1, 1, 1), text) == datetime.datetime.combine(
        datetime.date(1, 1, 1), time
    )
