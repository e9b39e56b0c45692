"""Date lines of Vietnamese pages: `Thứ Tư, 24/11/2021 22:26`, `Ngày 5 tháng 9 năm 2019`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from analyzers.fold import fold

LONGEST_LINE = 80  # code points; nothing longer is a date line, whatever it begins with

_MONTHS = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says nothing but when: `labelled` by words such as `Đăng vào`, `updated` by `Cập nhật`."""

    date: datetime.date
    labelled: bool
    updated: bool


def date_line(line: str) -> DateLine | None:
    """Read a line that consists of a date, None for any other line or for a day that no calendar has.

    Day, month, year in this order, or year first; a weekday, a time, a place before `ngày` and a label may
    stand with it; accents are not needed.
    """
    if len(line) > LONGEST_LINE or not any(map(str.isdigit, line)):
        return None
    found = _grammar().fullmatch(" ".join(fold(line).lower().split()))
    if found is None:
        return None
    numbers = {key[0]: value for key, value in found.groupdict().items() if value and key != "label"}
    try:
        date = datetime.date(int(numbers["y"]), _month(numbers["m"]), int(numbers["d"]))
    except ValueError:
        return None
    label = found["label"] or ""
    return DateLine(date, labelled=bool(label), updated=label.startswith(("cap nhat", "updated", "sua")))


def parse_date(value: str) -> datetime.date | None:
    """The date of a field: an ISO date or timestamp (its own local day), or anything `date_line` reads."""
    try:
        if not value[10:] or value[10] in "T ":
            return datetime.date.fromisoformat(value[:10])
    except ValueError:
        pass  # not ISO: the other forms follow
    found = date_line(value)
    return found.date if found else None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.index(word) + 1


@cache
def _grammar() -> re.Pattern[str]:
    """The whole line, folded, small, single-spaced; the first letter of a group's name tells d, m, y."""
    year = r"[12]\d{3}"
    month = "|".join((r"\d{1,2}", *sorted(_MONTHS, key=len, reverse=True)))
    label = (
        r"(?:ngay |da |thoi gian )?(?:dang(?: tai| bai| tin)?|cap nhat(?: lan cuoi| moi nhat)?|xuat ban|"
        r"phat hanh|post(?:ed)?|published|updated|sua(?: doi)?)(?: vao| ngay| luc| on| at)*"
    )
    weekday = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7]|hom nay)"
    zone = r"(?: ?\(?(?:gmt|utc) ?[+-] ?\d{1,2}(?::?\d{2})?\)?)?"
    half = r"(?: ?(?:am|pm|sa|ch|a\.m\.|p\.m\.|sang|trua|chieu|toi))?"
    clock = (
        rf"(?:luc )?\d{{1,2}}(?: ?(?::|h|g|gio) ?\d{{2}}(?: ?(?:phut|p|'))?(?::\d{{2}})?|h| gio){half}{zone}"
    )
    numeric = rf"(?P<d1>\d{{1,2}}) ?(?P<s1>[/.-]) ?(?P<m1>\d{{1,2}}) ?(?P=s1) ?(?P<y1>{year})"
    iso = rf"(?P<y2>{year})(?P<s2>[/.-])(?P<m2>\d{{1,2}})(?P=s2)(?P<d2>\d{{1,2}})"
    worded = rf"(?P<d3>\d{{1,2}}) thang (?P<m3>{month}),?(?: nam)? (?P<y3>{year})"
    month_first = rf"thang (?P<m4>{month}) (?P<d4>\d{{1,2}}), (?P<y4>{year})"
    iso_clock = r"t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?"
    gap = r"[ ,|:–—•·-]{0,5}"
    before = rf"(?:{weekday}{gap}(?:{clock}{gap})?|{clock}{gap}(?:{weekday}{gap})?)?"
    place = r"(?:[a-z][a-z .]{1,25}, ?(?=ngay ))?"
    day = rf"(?:ngay:? ?)?(?:{numeric}|{iso}|{worded}|{month_first})"
    after = rf"(?:{iso_clock}|{gap}{clock})?"
    return re.compile(rf"[|•-]? ?(?:(?P<label>{label}){gap})?{place}{before}{day}{after}[ ,|.–—-]{{0,3}}")
