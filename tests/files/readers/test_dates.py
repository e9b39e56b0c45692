"""Date lines and the dates of fields."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.fold import fold
from searchidx.files.readers.dates import DateLine, date_line, parse_date
from tests.files.readers.test_times_of_day import WORDED_TIMES

DAY = datetime.date(2021, 11, 24)
MOMENT = datetime.datetime(2021, 11, 24, 22, 26)

DATE_LINES = [
    ("Thứ Tư, 24/11/2021 22:26", "2021-11-24T22:26:00"),
    ("Thứ tư, ngày 24/11/2021 - 22:26 (GMT+7)", "2021-11-24T22:26:00+07:00"),
    ("Đăng vào 31/07/2020", "2020-07-31"),
    ("31.7.2020", "2020-07-31"),
    ("Ngày 5 tháng 9 năm 2019", "2019-09-05"),
    ("5 tháng 9, 2019", "2019-09-05"),
    ("Tháng Mười Một 24, 2021", "2021-11-24"),
    ("24/11/2021 - 08:15", "2021-11-24T08:15:00"),
    ("24/11/2021 | 08h15", "2021-11-24T08:15:00"),
    ("Chủ Nhật, 3/4/2022", "2022-04-03"),
    ("CN, 3/4/2022", "2022-04-03"),
    ("2021-11-24", "2021-11-24"),
    ("2021-11-24T22:26:00+07:00", "2021-11-24T22:26:00+07:00"),
    ("Cập nhật lúc 22:26, 24/11/2021", "2021-11-24T22:26:00"),
    ("Cập nhật: 24-11-2021 10:26 PM", "2021-11-24T22:26:00"),
    ("24/11/2021 10:26:00 SA", "2021-11-24T10:26:00"),
    ("01/11/2025", "2025-11-01"),
    ("Hà Nội, ngày 5 tháng 9 năm 2019", "2019-09-05"),
    ("22:26 Thứ Tư, 24/11/2021", "2021-11-24T22:26:00"),
    ("29/2/2020", "2020-02-29"),
    ("Thứ Tư, 10:26 tối (UTC-05:30) ngày 24 tháng 11 năm 2021", "2021-11-24T22:26:00-05:30"),
    ("08:15, Thứ Tư, 24/11/2021 22:26", "2021-11-24T08:15:00"),
    ("24/11/2021 00:00", "2021-11-24T00:00:00"),
    ("24/11/2021 24:00", "2021-11-24"),
    ("24/11/2021 22:60", "2021-11-24"),
    ("25:26 Thứ Tư, 24/11/2021", "2021-11-24"),
    ("24/11/2021 22:26 AM", "2021-11-24"),
    ("24/11/2021 22:26 GMT+70", "2021-11-24"),
    ("2021-11-24T22:26:60Z", "2021-11-24"),
]
NO_DATE_LINES = [
    "30/2/2021",
    "29/2/2021",
    "24/13/2021",
    "0/1/2021",
    "31/07/20",
    "03/2019/NĐ-CP",
    "24/11",
    "Năm 2021",
    "24/11-2021",
    "2021-11/24",
    "24/11/0999",
    "24/11/3000",
    "Sáng 24/11/2021, mưa lớn",
    "Ngày 5 tháng 9 năm 2019, trường khai giảng",
    "24/11/2021 có 5 ca",
    "Hà Nội, 24/11/2021",
    "24 tháng mười ba, 2021",
    "Tháng 11 24 2021",
    "Thứ Tư",
    "22:26",
    "",
]


def from_iso(text: str) -> datetime.date:
    """A datetime if the text has a time, and a date if not."""
    return (datetime.datetime if "T" in text else datetime.date).fromisoformat(text)


@pytest.mark.parametrize(("line", "date"), DATE_LINES)
def test_a_date_line_is_read_in_every_spelling(line: str, date: str) -> None:
    """Accents, Unicode form and case do not matter to a date line. An impossible time leaves the day."""
    expected = from_iso(date)
    for spelling in (line, unicodedata.normalize("NFD", line), fold(line), line.upper(), f" {line} "):
        result = date_line(spelling)
        assert result is not None, spelling
        assert (result.date, type(result.date)) == (expected, type(expected)), spelling


@pytest.mark.parametrize("line", NO_DATE_LINES)
def test_other_lines_are_no_dates(line: str) -> None:
    """Days that no calendar has, parts of dates, and sentences with a date in them are left alone."""
    assert date_line(line) is None


WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Thứ 2", "Thứ 7", "T2", "T7"]
NO_TIMES = ["22", "22:2", "22:26:0", "222:26", "22:26 GMT", "22:26 GMT+77777", "8 h", "22:26 đêm"]


@pytest.mark.parametrize("weekday", [*WEEKDAYS, "Chủ Nhật", "CN", "Hôm nay"])
def test_weekdays(weekday: str) -> None:
    """A weekday may stand before the day, and before or after a time there."""
    for line, date in (
        (f"{weekday}, 24/11/2021", DAY),
        (f"{weekday} ngày 24/11/2021", DAY),
        (f"{weekday}, 22:26, 24/11/2021", MOMENT),
        (f"22:26 - {weekday}, 24/11/2021", MOMENT),
    ):
        assert date_line(line) == DateLine(date, labelled=False, updated=False)
    assert date_line(f"24/11/2021 {weekday}") is None


@pytest.mark.parametrize("weekday", ["Thứ 1", "Thứ 8", "Thứ", "T1", "T8"])
def test_what_is_no_weekday(weekday: str) -> None:
    """Days of the week have the numbers 2 to 7."""
    assert date_line(f"{weekday}, 24/11/2021") is None


@pytest.mark.parametrize(("text", "iso_time"), WORDED_TIMES)
def test_times(text: str, iso_time: str) -> None:
    """A time may stand before or after the day."""
    moment = from_iso(f"2021-11-24T{iso_time}")
    for line in (f"{text}, 24/11/2021", f"24/11/2021 - {text}", f"24 tháng 11 năm 2021 {text}"):
        assert date_line(line) == DateLine(moment, labelled=False, updated=False)


@pytest.mark.parametrize("moment", NO_TIMES)
def test_what_is_no_time(moment: str) -> None:
    """A number alone, too few or too many digits, and other words are no time."""
    assert date_line(f"{moment}, 24/11/2021") is None
    assert date_line(f"24/11/2021 - {moment}") is None


LABELS = [
    *("Đăng", "Đăng tại", "Đăng bài", "Đăng tin", "Đã đăng", "Ngày đăng", "Thời gian đăng", "Đăng vào lúc"),
    *("Xuất bản", "Phát hành", "Post", "Posted on", "Published", "Published at", "Ngày xuất bản"),
]
UPDATE_LABELS = [
    "Cập nhật",
    "Cập nhật lúc",
    "Cập nhật lần cuối",
    "Cập nhật mới nhất ngày",
    "Updated",
    "Sửa",
    "Sửa đổi",
]


@pytest.mark.parametrize("label", LABELS + UPDATE_LABELS)
@pytest.mark.parametrize("gap", [": ", " - ", " "])
def test_labels(label: str, gap: str) -> None:
    """A label says that the line is about the page; some say that the page was changed."""
    expected = DateLine(DAY, labelled=True, updated=label in UPDATE_LABELS)
    assert date_line(f"{label}{gap}24/11/2021") == expected
    with_time = replace(expected, date=MOMENT)
    assert date_line(f"{label}{gap}Thứ Tư, ngày 24/11/2021 22:26") == with_time


@pytest.mark.parametrize("label", ["Ngày", "Đã", "Vào", "Viết", "Đăng bài tin", "Nguồn"])
def test_what_is_no_label(label: str) -> None:
    """Other words before a date make no date line, and "ngày" alone says nothing of the page."""
    result = date_line(f"{label} 24/11/2021")
    assert result == (DateLine(DAY, labelled=False, updated=False) if label == "Ngày" else None)


MONTHS = ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"]


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS, 1)))
def test_months_in_words(number: int, month: str) -> None:
    """The month may be in words, after the day or before it."""
    expected = datetime.date(2021, number, 24)
    for line in (
        f"24 tháng {month}, 2021",
        f"Ngày 24 tháng {month} năm 2021",
        f"24 tháng {number} 2021",
        f"Tháng {month} 24, 2021",
        f"Tháng {number} 24, 2021",
    ):
        result = date_line(line)
        assert result is not None, line
        assert result.date == expected, line


@pytest.mark.parametrize(
    "line",
    [
        *(
            "24 / 11 / 2021",
            "24 - 11 - 2021",
            "2021/11/24",
            "2021.11.24",
            "Ngày: 24/11/2021",
            "| 24/11/2021 |",
        ),
        *("• 24/11/2021.", "- 24/11/2021 –", "24/11/2021,", "TP. Cần Thơ, ngày 24/11/2021"),
        *("Thứ Tư  ,  24/11/2021", "Thứ Tư - | 24/11/2021", "Thứ Tư•:–—·24/11/2021"),
    ],
)
def test_what_may_stand_around_a_date(line: str) -> None:
    """Bars, dots and dashes, and a place before "ngày" do not matter."""
    assert date_line(line) == DateLine(DAY, labelled=False, updated=False)


@pytest.mark.parametrize(
    "line",
    [
        *("2021 / 11 / 24", "|| 24/11/2021", "24/11/2021 ||||", "Thứ Tư ------ 24/11/2021", "#24/11/2021"),
        *("2021-11-24T22", "2021-11-24 T22:26", "A, ngày 24/11/2021", "Huế: ngày 24/11/2021"),
        "Thành phố Hồ Chí Minh và các tỉnh, ngày 24/11/2021",
    ],
)
def test_what_may_not_stand_around_a_date(line: str) -> None:
    """Other signs, more of them, and longer names of places make a line that is no date."""
    assert date_line(line) is None


def test_a_date_line_has_at_most_80_characters() -> None:
    """Blanks count, as they stand in the line."""
    line = "Thứ Tư,{}24/11/2021"
    assert date_line(line.format(" " * 63)) is not None
    assert len(line.format(" " * 63)) == 80
    assert date_line(line.format(" " * 64)) is None


@pytest.mark.parametrize("time", ["22:26", "22:26:00Z", "22:26:00.123+0700", "22:26-05:00"])
def test_a_timestamp_may_be_a_date_line(time: str) -> None:
    """With T in any case, as an ISO timestamp has it."""
    for line in (f"2021-11-24T{time}", f"2021-11-24t{time}"):
        expected = datetime.datetime.fromisoformat(line)
        assert date_line(line) == DateLine(expected, labelled=False, updated=False)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from("/.-"))
def test_every_day_is_read_back(day: datetime.date, separator: str) -> None:
    """Day, month, year is the only order for separated numbers, for every day of the calendar."""
    result = date_line(f"Thứ Năm, {day.day}{separator}{day.month:02}{separator}{day.year} 08:15")
    assert result is not None
    assert result.date == datetime.datetime.combine(day, datetime.time(8, 15))
    assert parse_date(day.isoformat()) == day
    assert type(parse_date(day.isoformat())) is datetime.date


OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: datetime.timedelta(minutes=minutes))


@given(st.datetimes(timezones=st.none() | st.builds(datetime.timezone, OFFSETS)), st.sampled_from("T "))
def test_every_iso_time_is_read_back(moment: datetime.datetime, separator: str) -> None:
    """All years, microseconds, and the offsets that are in use."""
    read = parse_date(moment.isoformat(separator))
    assert isinstance(read, datetime.datetime)
    assert (read.isoformat(), read.utcoffset()) == (moment.isoformat(), moment.utcoffset())


@pytest.mark.parametrize(
    "line",
    [
        "- - - - " * 10,
        "1" * 80,
        "ngay " * 16,
        "1/1/" * 20,
        "thu hai, " * 8 + "1",
        "12:12 " * 13,
        " ,|:" * 19 + "1",
    ],
)
def test_a_hostile_line_is_answered_at_once(line: str) -> None:
    """The test would not end if the pattern of date lines backtracked exponentially."""
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2021-11-24", DAY),
        ("2021-11-24T22:26:00+07:00", "2021-11-24T22:26:00+07:00"),
        ("2021-11-24T23:59:59-11:00", "2021-11-24T23:59:59-11:00"),
        ("2021-11-24 22:26", MOMENT),
        ("2021-11-24 22:26:00 +0700", "2021-11-24T22:26:00+07:00"),
        ("2021-11-24 22:26:00.1234567Z", "2021-11-24T22:26:00.123456+00:00"),
        ("2021-11-24 22:26:00 UTC", "2021-11-24T22:26:00+00:00"),
        ("2021-11-24 10:26 CH (GMT+7)", "2021-11-24T22:26:00+07:00"),
        ("2021-11-24T22:26:00+07:00[Asia/Ho_Chi_Minh]", "2021-11-24T22:26:00+07:00"),
        ("0001-01-01T00:00:00", datetime.datetime.min),
        ("2021-11-24 whatever follows", DAY),
        ("2021-11-24T", DAY),
        ("2021-11-24T24:00:00", DAY),
        ("2021-11-24T22:26:00+25:00", DAY),
        ("2021-11-24 08:15-17:00", DAY),
        ("2021-11-24 2226", DAY),
        ("2021-11-24T22:26:00+07:00" * 1000, DAY),
        ("2021-11-24 " + "1" * 100_000, DAY),
        ("2021-11-24 22:26:00." + "1" * 100_000, "2021-11-24T22:26:00.111111"),
        ("2021-11-24X22:26", None),
        ("Thứ Tư, 24/11/2021", DAY),
        ("2021-11-24, 22:26", MOMENT),
        ("2021-11-24x", None),
        ("2021-02-30", None),
        ("2021-02-30T22:26", None),
        ("hôm kia", None),
        ("", None),
    ],
)
def test_the_date_of_a_field(value: str, date: datetime.date | str | None) -> None:
    """An ISO date, alone or before a time, counts as it is written; all else must be a date line."""
    read, expected = parse_date(value), from_iso(date) if isinstance(date, str) else date
    assert (read, type(read)) == (expected, type(expected))
    assert read is None or str(read) == str(expected)
