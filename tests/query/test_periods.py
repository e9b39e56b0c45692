"""The days that a period names, as people write it in Vietnamese and in English."""

from __future__ import annotations

import datetime
import re
import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyzers import fold
from searchidx.errors import PeriodError, QuerySyntaxError, SearchError
from searchidx.query.dates import read_dates
from searchidx.query.periods import read_period
from searchidx.query.tree import DateRange
from tests.support.texts import ANY, HOSTILE

TODAY = datetime.date(2021, 11, 24)
"""A Wednesday in the last quarter of a year."""

NUMERIC = [
    ("2021", "2021-01-01", "2021-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    ("2021-11", "2021-11-01", "2021-11-30"),
    ("11/2021", "2021-11-01", "2021-11-30"),
    ("2020-2", "2020-02-01", "2020-02-29"),
    ("24/11/2021", "2021-11-24", "2021-11-24"),
    ("24.11.2021", "2021-11-24", "2021-11-24"),
    ("2021-11-24", "2021-11-24", "2021-11-24"),
    ("24 / 11 / 2021", "2021-11-24", "2021-11-24"),
    ("ngày 24/11/2021", "2021-11-24", "2021-11-24"),
    ("ngày 2021-11-24", "2021-11-24", "2021-11-24"),
    ("２０２１", "2021-01-01", "2021-12-31"),
]
RELATIVE = [
    # one day
    ("hôm nay", "2021-11-24", "2021-11-24"),
    ("ngày hôm nay", "2021-11-24", "2021-11-24"),
    ("hôm qua", "2021-11-23", "2021-11-23"),
    ("ngày hôm qua", "2021-11-23", "2021-11-23"),
    ("hôm kia", "2021-11-22", "2021-11-22"),
    ("3 ngày trước", "2021-11-21", "2021-11-21"),
    ("3ngày trước", "2021-11-21", "2021-11-21"),
    ("ba ngày trước", "2021-11-21", "2021-11-21"),
    ("3 hôm trước", "2021-11-21", "2021-11-21"),
    ("cách đây 3 ngày", "2021-11-21", "2021-11-21"),
    ("năm ngày trước", "2021-11-19", "2021-11-19"),
    ("mười ngày trước", "2021-11-14", "2021-11-14"),
    ("24 ngày trước", "2021-10-31", "2021-10-31"),
    ("0 ngày trước", "2021-11-24", "2021-11-24"),
    ("today", "2021-11-24", "2021-11-24"),
    ("yesterday", "2021-11-23", "2021-11-23"),
    ("the day before yesterday", "2021-11-22", "2021-11-22"),
    ("3 days ago", "2021-11-21", "2021-11-21"),
    ("three days ago", "2021-11-21", "2021-11-21"),
    ("a day ago", "2021-11-23", "2021-11-23"),
    # the days of one week, month, quarter or year
    ("tuần này", "2021-11-22", "2021-11-28"),
    ("tuần trước", "2021-11-15", "2021-11-21"),
    ("tuần rồi", "2021-11-15", "2021-11-21"),
    ("tuần vừa rồi", "2021-11-15", "2021-11-21"),
    ("một tuần trước", "2021-11-15", "2021-11-21"),
    ("2 tuần trước", "2021-11-08", "2021-11-14"),
    ("this week", "2021-11-22", "2021-11-28"),
    ("last week", "2021-11-15", "2021-11-21"),
    ("previous week", "2021-11-15", "2021-11-21"),
    ("2 weeks ago", "2021-11-08", "2021-11-14"),
    ("tháng này", "2021-11-01", "2021-11-30"),
    ("tháng trước", "2021-10-01", "2021-10-31"),
    ("9 tháng trước", "2021-02-01", "2021-02-28"),
    ("mười một tháng trước", "2020-12-01", "2020-12-31"),
    ("this month", "2021-11-01", "2021-11-30"),
    ("last month", "2021-10-01", "2021-10-31"),
    ("quý này", "2021-10-01", "2021-12-31"),
    ("quý trước", "2021-07-01", "2021-09-30"),
    ("bốn quý trước", "2020-10-01", "2020-12-31"),
    ("last quarter", "2021-07-01", "2021-09-30"),
    ("năm nay", "2021-01-01", "2021-12-31"),
    ("năm ngoái", "2020-01-01", "2020-12-31"),
    ("năm trước", "2020-01-01", "2020-12-31"),
    ("năm kia", "2019-01-01", "2019-12-31"),
    ("5 năm trước", "2016-01-01", "2016-12-31"),
    ("năm năm trước", "2016-01-01", "2016-12-31"),
    ("cách đây năm năm", "2016-01-01", "2016-12-31"),
    ("2020 năm trước", "0001-01-01", "0001-12-31"),
    ("this year", "2021-01-01", "2021-12-31"),
    ("last year", "2020-01-01", "2020-12-31"),
    ("one year ago", "2020-01-01", "2020-12-31"),
    # the time until today
    ("tuần qua", "2021-11-18", "2021-11-24"),
    ("tuần vừa qua", "2021-11-18", "2021-11-24"),
    ("7 ngày qua", "2021-11-18", "2021-11-24"),
    ("1 ngày qua", "2021-11-24", "2021-11-24"),
    ("hai tuần qua", "2021-11-11", "2021-11-24"),
    ("tháng qua", "2021-10-25", "2021-11-24"),
    ("3 tháng nay", "2021-08-25", "2021-11-24"),
    ("hai quý qua", "2021-05-25", "2021-11-24"),
    ("năm qua", "2020-11-25", "2021-11-24"),
    ("năm năm qua", "2016-11-25", "2021-11-24"),
    ("last 7 days", "2021-11-18", "2021-11-24"),
    ("past week", "2021-11-18", "2021-11-24"),
    ("past three months", "2021-08-25", "2021-11-24"),
]
WORDED = [
    # with a year
    ("năm 2021", "2021-01-01", "2021-12-31"),
    ("year 2021", "2021-01-01", "2021-12-31"),
    ("tháng 9 năm 2019", "2019-09-01", "2019-09-30"),
    ("tháng 9/2019", "2019-09-01", "2019-09-30"),
    ("tháng 09-2019", "2019-09-01", "2019-09-30"),
    ("tháng 9, 2019", "2019-09-01", "2019-09-30"),
    ("T9/2019", "2019-09-01", "2019-09-30"),
    ("tháng chín năm 2019", "2019-09-01", "2019-09-30"),
    ("tháng tư năm 2019", "2019-04-01", "2019-04-30"),
    ("tháng năm năm 2019", "2019-05-01", "2019-05-31"),
    ("tháng năm 2019", "2019-05-01", "2019-05-31"),
    ("tháng mười năm 2019", "2019-10-01", "2019-10-31"),
    ("tháng Mười Hai năm 2019", "2019-12-01", "2019-12-31"),
    ("tháng 2 năm 2020", "2020-02-01", "2020-02-29"),
    ("quý 3/2020", "2020-07-01", "2020-09-30"),
    ("quý 3 năm 2020", "2020-07-01", "2020-09-30"),
    ("quý III/2020", "2020-07-01", "2020-09-30"),
    ("quý IV năm 2020", "2020-10-01", "2020-12-31"),
    ("quý một năm 2020", "2020-01-01", "2020-03-31"),
    ("quý tư năm 2020", "2020-10-01", "2020-12-31"),
    ("Q3 2020", "2020-07-01", "2020-09-30"),
    ("Q3/2020", "2020-07-01", "2020-09-30"),
    ("2020-Q3", "2020-07-01", "2020-09-30"),
    ("ngày 24 tháng 11 năm 2021", "2021-11-24", "2021-11-24"),
    ("24 tháng 11/2021", "2021-11-24", "2021-11-24"),
    ("ngày mùng 2 tháng chín năm 2019", "2019-09-02", "2019-09-02"),
    ("24/11 năm 2021", "2021-11-24", "2021-11-24"),
    ("september 2019", "2019-09-01", "2019-09-30"),
    ("Sep 2019", "2019-09-01", "2019-09-30"),
    ("Sept. 2019", "2019-09-01", "2019-09-30"),
    ("24 November 2021", "2021-11-24", "2021-11-24"),
    ("24th of November 2021", "2021-11-24", "2021-11-24"),
    ("24-Nov-2021", "2021-11-24", "2021-11-24"),
    ("November 24, 2021", "2021-11-24", "2021-11-24"),
    ("Nov. 1st, 2021", "2021-11-01", "2021-11-01"),
    # in this year, last year or the year before
    ("tháng 9 năm nay", "2021-09-01", "2021-09-30"),
    ("tháng năm năm nay", "2021-05-01", "2021-05-31"),
    ("tháng 12 năm nay", "2021-12-01", "2021-12-31"),
    ("tháng 9 năm ngoái", "2020-09-01", "2020-09-30"),
    ("tháng 9 năm kia", "2019-09-01", "2019-09-30"),
    ("quý 3 năm trước", "2020-07-01", "2020-09-30"),
    ("ngày 24/12 năm ngoái", "2020-12-24", "2020-12-24"),
    ("september last year", "2020-09-01", "2020-09-30"),
    # the latest that has begun
    ("tháng 9", "2021-09-01", "2021-09-30"),
    ("tháng 11", "2021-11-01", "2021-11-30"),
    ("tháng 12", "2020-12-01", "2020-12-31"),
    ("tháng năm", "2021-05-01", "2021-05-31"),
    ("quý 4", "2021-10-01", "2021-12-31"),
    ("Q1", "2021-01-01", "2021-03-31"),
    ("24/11", "2021-11-24", "2021-11-24"),
    ("ngày 25-11", "2020-11-25", "2020-11-25"),
    ("ngày 25 tháng 11", "2020-11-25", "2020-11-25"),
    ("mùng 2 tháng 9", "2021-09-02", "2021-09-02"),
    ("29/2", "2020-02-29", "2020-02-29"),
    ("May", "2021-05-01", "2021-05-31"),
    ("december", "2020-12-01", "2020-12-31"),
    ("25 nov", "2020-11-25", "2020-11-25"),
]
AT_BORDERS = [  # also the day that is today
    # 1 January 2021 was a Friday, and 31 December 2020 a Thursday
    ("2021-01-01", "hôm qua", "2020-12-31", "2020-12-31"),
    ("2021-01-01", "tuần này", "2020-12-28", "2021-01-03"),
    ("2021-01-01", "tuần trước", "2020-12-21", "2020-12-27"),
    ("2021-01-01", "tháng trước", "2020-12-01", "2020-12-31"),
    ("2021-01-01", "quý trước", "2020-10-01", "2020-12-31"),
    ("2021-01-01", "năm ngoái", "2020-01-01", "2020-12-31"),
    ("2021-01-01", "tháng qua", "2020-12-02", "2021-01-01"),
    ("2021-01-01", "tháng 1", "2021-01-01", "2021-01-31"),
    ("2021-01-01", "tháng 2", "2020-02-01", "2020-02-29"),
    ("2020-12-31", "tháng 12", "2020-12-01", "2020-12-31"),
    # a Monday and a Sunday
    ("2021-11-22", "tuần trước", "2021-11-15", "2021-11-21"),
    ("2021-11-21", "tuần trước", "2021-11-08", "2021-11-14"),
    # quarters
    ("2021-03-31", "quý này", "2021-01-01", "2021-03-31"),
    ("2021-04-01", "quý này", "2021-04-01", "2021-06-30"),
    ("2021-03-31", "quý 2", "2020-04-01", "2020-06-30"),
    ("2021-04-01", "quý 2", "2021-04-01", "2021-06-30"),
    ("2021-09-30", "2 quý trước", "2021-01-01", "2021-03-31"),
    # leap years
    ("2020-02-29", "năm ngoái", "2019-01-01", "2019-12-31"),
    ("2020-02-29", "năm qua", "2019-03-01", "2020-02-29"),
    ("2021-02-28", "năm qua", "2020-02-29", "2021-02-28"),
    ("2020-03-01", "hôm qua", "2020-02-29", "2020-02-29"),
    ("2021-03-31", "tháng qua", "2021-03-01", "2021-03-31"),
    ("2020-03-30", "tháng qua", "2020-03-01", "2020-03-30"),
    ("2020-02-28", "29/2", "2016-02-29", "2016-02-29"),
    ("2020-02-29", "29/2", "2020-02-29", "2020-02-29"),
    ("1904-01-01", "29 tháng 2", "1896-02-29", "1896-02-29"),
    # the first and the last day of the calendar
    ("0001-01-01", "tuần này", "0001-01-01", "0001-01-07"),
    ("0001-01-01", "hôm nay", "0001-01-01", "0001-01-01"),
    ("9999-12-31", "tuần này", "9999-12-27", "9999-12-31"),
    ("9999-12-31", "tuần trước", "9999-12-20", "9999-12-26"),
    ("9999-12-31", "năm nay", "9999-01-01", "9999-12-31"),
    ("9999-12-31", "2000 năm trước", "7999-01-01", "7999-12-31"),
]
READABLE = [text for text, _, _ in NUMERIC + RELATIVE + WORDED]


def days(text: str, today: datetime.date = TODAY) -> tuple[str, str]:
    first, last = read_period(text, today)
    return first.isoformat(), last.isoformat()


@pytest.mark.parametrize(("text", "first", "last"), NUMERIC + RELATIVE + WORDED)
def test_the_first_and_the_last_day(text: str, first: str, last: str) -> None:
    """Both days are part of the period."""
    assert days(text) == (first, last)


@pytest.mark.parametrize(("today", "text", "first", "last"), AT_BORDERS)
def test_the_first_and_the_last_day_at_a_border(today: str, text: str, first: str, last: str) -> None:
    """Today is the first or last day of a year, quarter, month, week or of the calendar."""
    assert days(text, datetime.date.fromisoformat(today)) == (first, last)


@pytest.mark.parametrize("text", ["hôm nay", "3 tháng qua", "tháng 9", "24/11"])
def test_today_may_be_a_moment(text: str) -> None:
    """Of a datetime, only the day counts, and the days of the period are plain dates."""
    period = read_period(text, datetime.datetime(2021, 11, 24, 23, 59, tzinfo=datetime.UTC))
    assert period == read_period(text, TODAY)
    assert [type(day) for day in period] == [datetime.date] * 2


@given(st.sampled_from(READABLE), st.data())
def test_accents_case_form_and_blanks_do_not_matter(text: str, data: st.DataObject) -> None:
    """The same period is read from each way to type its words."""
    blank = data.draw(st.text(" \t\n\u00a0\u3000\u2009", min_size=1, max_size=5))
    typed = blank + text.replace(" ", blank) + blank
    for change in data.draw(st.lists(st.sampled_from((fold, str.upper, str.title, str.lower)))):
        typed = change(typed)
    form = data.draw(st.sampled_from(("NFC", "NFD")))
    assert days(unicodedata.normalize(form, typed)) == days(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["\ufeffhôm nay", "hôm\u200b nay\u200b", "hôm nay\u200e", "h\u00adôm nay"])
def test_invisible_characters_of_pasted_text_are_ignored(text: str) -> None:
    assert days(text) == ("2021-11-24", "2021-11-24")


@given(st.dates(), st.dates())
def test_every_day_is_read_however_it_is_written(day: datetime.date, today: datetime.date) -> None:
    """A date with its year does not depend on today."""
    year = f"{day.year:04}"
    texts = [
        f"{day.day}/{day.month}/{year}",
        f"ngày {day.day:02} tháng {day.month:02} năm {year}",
        f"{day.day} tháng {day.month}/{year}",
        f"{day.day} {day:%B} {year}",
        f"{day:%b}. {day.day}, {year}",
    ]
    assert {read_period(text, today) for text in texts} == {(day, day)}


@given(st.dates(), st.dates(), st.sampled_from(["{day}/{month}", "{day} tháng {month}"]))
def test_a_day_without_a_year_is_the_latest(day: datetime.date, today: datetime.date, form: str) -> None:
    """No later day up to today has the same day and month."""
    text = form.format(day=day.day, month=day.month)
    try:
        first, last = read_period(text, today)
    except PeriodError:
        assert today.year < 5
        return
    assert first == last <= today
    assert (first.month, first.day) == (day.month, day.day)
    years = range(first.year + 1, today.year + 1)
    assert all(
        ((day.month, day.day) == (2, 29) and not is_leap(year)) or day.replace(year=year) > today
        for year in years
    )


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_NUMBERS = st.integers(0, 40).map(str) | st.integers(0, 2200).map("{:04}".format)


@given(st.lists(_NUMBERS, min_size=1, max_size=3), st.sampled_from("-/."))
def test_the_dates_in_numbers_are_those_of_a_query(numbers: list[str], sign: str) -> None:
    """A text that `date:` refuses for a reason is refused for the same reason."""
    text = sign.join(numbers)
    try:
        expected = read_dates(text, 0, len(text))
    except QuerySyntaxError as error:
        assume(error.reason.startswith("There is no"))
        with pytest.raises(PeriodError, match=re.escape(error.reason)):
            read_period(text, TODAY)
    else:
        assert DateRange(*read_period(text, TODAY)) == expected


REFUSED = [  # a text, and a part of the message
    # a day, month, quarter or year that does not exist
    ("31/2/2021", "There is no day 31 in 2/2021; give a day from 1 to 28."),
    ("2021-04-31", "There is no day 31 in 4/2021; give a day from 1 to 30."),
    ("ngày 29 tháng 2 năm 2021", "There is no day 29 in 2/2021; give a day from 1 to 28."),
    ("0 tháng 9 năm 2019", "There is no day 0 in 9/2019; give a day from 1 to 30."),
    ("31 November 2021", "There is no day 31 in 11/2021; give a day from 1 to 30."),
    ("31/11", "There is no day 31 in 11/2021; give a day from 1 to 30."),
    ("29/2 năm nay", "There is no day 29 in 2/2021; give a day from 1 to 28."),
    ("13/2021", "There is no month 13; give a month from 1 to 12"),
    ("tháng 13", "There is no month 13; give a month from 1 to 12"),
    ("tháng 0 năm 2019", "There is no month 0; give a month from 1 to 12"),
    ("quý 5/2020", "There is no quarter 5; give a quarter from 1 to 4."),
    ("Q0", "There is no quarter 0; give a quarter from 1 to 4."),
    ("0000", "There is no year 0000; correct the year."),
    ("năm 0000", "There is no year 0000; correct the year."),
    ("quý 3/0000", "There is no year 0000; correct the year."),
    # before the calendar begins
    ("100000000000 ngày trước", "before the year 1; give a smaller number, or a year."),
    ("1000000 tuần trước", "before the year 1"),
    ("24252 tháng trước", "before the year 1"),
    ("8084 quý trước", "before the year 1"),
    ("2021 năm trước", "before the year 1"),
    ("9" * 80 + " years ago", "before the year 1"),
    ("1000000 ngày qua", "before the year 1"),
    ("2021 năm qua", "before the year 1"),
    ("0 ngày qua", "There are no days in the last 0 days; give a number from 1."),
    # no period
    ("", "write 2021, 11/2021"),
    (" \t ", "write 2021, 11/2021"),
    ("x" * 10_000, "write 2021, 11/2021"),
    ("9" * 10_000, "write 2021, 11/2021"),
    ("9" * 10_000 + " ngày trước", "write 2021, 11/2021"),
    ("năm " * 2_500, "write 2021, 11/2021"),
    ("٢٠٢١", "write 2021, 11/2021"),
    ("२ ngày trước", "write 2021, 11/2021"),
    ("21", "write 2021, 11/2021"),
    ("năm 21", "write 2021, 11/2021"),
    ("năm 10000", "write 2021, 11/2021"),
    ("24/11/21", "write 2021, 11/2021"),
    ("24/11.2021", "write 2021, 11/2021"),
    ("2020..2021", "write 2021, 11/2021"),
    ("20 21", "write 2021, 11/2021"),
    ("ngày 2021", "write 2021, 11/2021"),
    ("tháng 2021", "write 2021, 11/2021"),
    ("ngày 11/2021", "write 2021, 11/2021"),
    ("-3 ngày trước", "write 2021, 11/2021"),
    ("1,5 tháng trước", "write 2021, 11/2021"),
    ("ngày trước", "write 2021, 11/2021"),
    ("ngày nay", "write 2021, 11/2021"),
    ("hôm trước", "write 2021, 11/2021"),
    ("hôm nọ", "write 2021, 11/2021"),
    ("vài ngày trước", "write 2021, 11/2021"),
    ("hai mươi ngày trước", "write 2021, 11/2021"),
    ("tháng ngoái", "write 2021, 11/2021"),
    ("tháng năm trước", "write 2021, 11/2021"),
    ("tuần trước tháng trước", "write 2021, 11/2021"),
    ("last 3 days ago", "write 2021, 11/2021"),
    ("week ago", "write 2021, 11/2021"),
    ("3 ngày", "write 2021, 11/2021"),
    ("hôm-nay", "write 2021, 11/2021"),
    ("hôm nay x", "write 2021, 11/2021"),
    ("tháng giêng", "write 2021, 11/2021"),
    ("T2", "write 2021, 11/2021"),
    ("quý V", "write 2021, 11/2021"),
    ("ngày mai", "write 2021, 11/2021"),
    ("đầu năm", "write 2021, 11/2021"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_is_no_period_is_refused(text: str, message: str) -> None:
    """The message begins with the text, cut if it is long, and says what to write."""
    with pytest.raises(PeriodError) as caught:
        read_period(text, TODAY)
    shown, rest = str(caught.value).split(" names no day or period", 1)
    assert shown == repr(text if len(text) <= 40 else f"{text[:40]}…")
    assert message in rest
    assert isinstance(caught.value, SearchError)


@pytest.mark.parametrize(
    "text", ["hôm qua", "tuần trước", "tháng trước", "năm ngoái", "tháng qua", "tháng 9"]
)
def test_nothing_is_before_the_first_day_of_the_calendar(text: str) -> None:
    with pytest.raises(PeriodError, match="before the year 1; give a smaller number, or a year"):
        read_period(text, datetime.date.min)


def test_a_message_has_no_control_characters() -> None:
    """A text that is shown cannot move the cursor of a terminal."""
    with pytest.raises(PeriodError) as caught:
        read_period("\x1b[2J\u202e\ud800", TODAY)
    assert str(caught.value).isprintable()


_PIECES = st.sampled_from([*" ".join(READABLE).split(), *"/-.,", "0", "5", "31", "10000", "9" * 90])


@given(
    st.one_of(st.text(), HOSTILE, st.lists(_PIECES, max_size=7).map(" ".join), st.text(ANY, max_size=9)),
    st.dates(),
)
def test_any_text_is_a_period_or_the_one_error(text: str, today: datetime.date) -> None:
    """Nothing but PeriodError is raised, and no period ends before it begins."""
    try:
        first, last = read_period(text, today)
    except PeriodError:
        return
    assert first <= last


@pytest.mark.parametrize("piece", ["9", "năm ", "/ ", "\u0323\u0301", "e\u0301", "½", "о", "1/", "\u200b"])
def test_a_long_text_is_refused_in_linear_time(piece: str) -> None:
    """Eight times the text takes far less than 64 times the time."""

    def seconds(length: int) -> float:
        began = time.process_time()
        with pytest.raises(PeriodError):
            read_period((piece * length)[:length], TODAY)
        return time.process_time() - began

    seconds(100)
    assert min(seconds(80_000) for _ in range(3)) < 30 * min(seconds(10_000) for _ in range(3)) + 0.05
