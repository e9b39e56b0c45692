"""Dates as Vietnamese pages write them: `Thứ Tư, 24/11/2021 22:26`, `Ngày 5 tháng 9 năm 2019`.

A date is a `datetime.datetime` if it is written with a time, and a `datetime.date` if not.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from analyzers.fold import fold
from searchidx.files.readers.times_of_day import at_time, time_in_line

_MAX_LINE_LENGTH: Final = 80
"""The length of the longest date line in codepoints. A longer line is text even if it begins with a date."""

_MONTHS: Final = (
    *("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"),
    *("muoi mot", "muoi hai"),
)
"""The folded names of the months from January, without `thang`: `tháng Mười Một` has `muoi mot`."""

_NOTATIONS: Final = ("numeric", "iso", "worded", "month_first")
"""The notations of a day. Each has three groups in the pattern: `day_iso`, `month_iso` and `year_iso`."""

_TIMES: Final = ("time_before_weekday", "time_after_weekday", "time_after_day", "iso_time")
"""The groups of the pattern for the places of a time, in the order of the line."""

_UPDATE_LABELS: Final = ("cap nhat", "updated", "sua")
"""The folded beginnings of labels for the time of an update, such as `Cập nhật lúc`."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """The date and time of a line that has no other text than a label, a weekday, a time and a place.

    `labelled` is True if there is a label, such as `Đăng vào`. `updated` is True if the label says that the
    page was changed, such as `Cập nhật`.
    """

    date: datetime.date
    labelled: bool
    updated: bool


def date_line(line: str) -> DateLine | None:
    """Return the `DateLine` of a line that is one, or None for other lines and impossible days.

    In addition to its date, the line may have only a label, a weekday, a time, and a place before `ngày`. It
    has at most `_MAX_LINE_LENGTH` codepoints. The order is day, month, year; or year, month, day; or, after
    `tháng`, month, day, year. After `tháng`, the month may be a word (`tháng Chín`). The year is from 1000 to
    2999. Accents and case are ignored. An impossible time is ignored, too. If there are two times, the first
    one counts.
    """
    if len(line) > _MAX_LINE_LENGTH or not any(map(str.isdigit, line)):
        return None
    match = _date_line_pattern().fullmatch(" ".join(fold(line).lower().split()))
    if match is None:
        return None
    try:
        day = datetime.date(
            int(_part(match, "year")), _month_number(_part(match, "month")), int(_part(match, "day"))
        )
    except ValueError:
        return None
    time = next(filter(None, map(match.group, _TIMES)), "")
    label = match["label"] or ""
    return DateLine(at_time(day, time), labelled=bool(label), updated=label.startswith(_UPDATE_LABELS))


def parse_date(value: str) -> datetime.date | None:
    """Return the date of an ISO date, an ISO timestamp or a date line, or None for any other value.

    Day and time are those that are written. A time zone does not change them. If the value begins with an ISO
    date and has no possible time behind it, it is the day alone.
    """
    try:
        if not value[10:] or value[10] in "T ":
            return at_time(datetime.date.fromisoformat(value[:10]), value[10:])
    except ValueError:
        pass  # The value is not in ISO form.
    line = date_line(value)
    return line.date if line else None


def _part(match: re.Match[str], name: str) -> str:
    """Return the text of the "day", "month" or "year" in the notation that matched."""
    return next(part for notation in _NOTATIONS if (part := match[f"{name}_{notation}"]))


def _month_number(month: str) -> int:
    return int(month) if month.isdigit() else _MONTHS.index(month) + 1


@cache
def _date_line_pattern() -> re.Pattern[str]:
    """Return the pattern of a whole date line that is folded, lower-cased and single-spaced.

    A line is [label] [place,] [weekday and time] day [time]: `cap nhat luc 22:26 thu tu, 24/11/2021`.
    """
    year = r"[12]\d{3}"
    month = "|".join((r"\d{1,2}", *_MONTHS))
    # "Đăng lúc", "Thời gian đăng", "Ngày cập nhật", "Published on"
    label = (
        r"(?:ngay |da |thoi gian )?(?:dang(?: tai| bai| tin)?|cap nhat(?: lan cuoi| moi nhat)?|xuat ban|"
        r"phat hanh|post(?:ed)?|published|updated|sua(?: doi)?)(?: vao| ngay| luc| on| at)*"
    )
    # "Thứ Tư", "Thứ 4", "T4", "Chủ Nhật", "CN", "Hôm nay"
    weekday = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7]|hom nay)"
    time = time_in_line()
    # "24/11/2021", "2021-11-24", "24 tháng 11 năm 2021", "Tháng Mười Một 24, 2021"
    numeric = (
        r"(?P<day_numeric>\d{1,2}) ?(?P<separator_numeric>[/.-]) ?"
        rf"(?P<month_numeric>\d{{1,2}}) ?(?P=separator_numeric) ?(?P<year_numeric>{year})"
    )
    iso = (
        rf"(?P<year_iso>{year})(?P<separator_iso>[/.-])"
        r"(?P<month_iso>\d{1,2})(?P=separator_iso)(?P<day_iso>\d{1,2})"
    )
    worded = rf"(?P<day_worded>\d{{1,2}}) thang (?P<month_worded>{month}),?(?: nam)? (?P<year_worded>{year})"
    month_first = (
        rf"thang (?P<month_month_first>{month}) (?P<day_month_first>\d{{1,2}}), "
        rf"(?P<year_month_first>{year})"
    )
    iso_time = r"(?P<iso_time>t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)"
    gap = r"[ ,|:–—•·-]{0,5}"
    # "Hà Nội, ngày 5 tháng 9 năm 2019"
    place = r"(?:[a-z][a-z .]{1,25}, ?(?=ngay ))?"
    before_day = (
        rf"(?:{weekday}{gap}(?:(?P<time_after_weekday>{time}){gap})?|"
        rf"(?P<time_before_weekday>{time}){gap}(?:{weekday}{gap})?)?"
    )
    day = rf"(?:ngay:? ?)?(?:{numeric}|{iso}|{worded}|{month_first})"
    after_day = rf"(?:{iso_time}|{gap}(?P<time_after_day>{time}))?"
    return re.compile(
        rf"[|•-]? ?(?:(?P<label>{label}){gap})?{place}{before_day}{day}{after_day}[ ,|.–—-]{{0,3}}"
    )
