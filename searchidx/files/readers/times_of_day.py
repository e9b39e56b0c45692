"""Times of day as pages and timestamps write them: `22:26`, `8h15`, `10:26:00 SA`, `T22:26:00.5+07:00`."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Final

from analyzers.fold import fold

_HOURS_OF: Final = {
    **dict.fromkeys(("am", "a.m.", "sa", "sang"), range(12)),
    **dict.fromkeys(("pm", "p.m.", "ch", "chieu"), range(12, 24)),
    "trua": range(10, 15),
    "toi": range(17, 24),
}
"""The folded words for a part of the day, and the hours of this part, which are at most twelve."""

_MAX_OFFSET_HOURS: Final = 14
"""The hours of the greatest offset of a time zone. `08:15-17:00` is no time with an offset, but two times."""


# Parts of the patterns below: "22"; ":26", " giờ 15 phút"; ":59"; "h", " giờ"; "+07:00".
_HOUR: Final = r"(?P<hour>\d{1,2})"
_MINUTE: Final = r" ?(?::|h|g|gio) ?(?P<minute>\d{2})(?: ?(?:phut|p|'))?"
_SECOND: Final = r":(?P<second>\d{2})"
_NO_MINUTE: Final = "h| gio"
_OFFSET: Final = r"(?P<sign>[+-]) ?(?P<offset_hours>\d{1,2})(?::?(?P<offset_minutes>\d{2}))?"


def at_time(day: datetime.date, text: str) -> datetime.date:
    """Return the day together with the time that the text names, or the day alone if it names no time."""
    time = parse_time(text)
    return day if time is None else datetime.datetime.combine(day, time)


def parse_time(text: str) -> datetime.time | None:
    """Return the time that a text names, or None for other texts and impossible times such as `25:00`.

    The text has hours and perhaps minutes, seconds, a part of the day and a time zone, in this order. The
    time zone is `Z`, `UTC`, `GMT` or an offset such as `GMT+7` or `+07:00`, which the time then has. `12:15
    SA` is 0:15, and `5 giờ chiều` is 17:00. An hour above 12 may have its part of the day: `22:26 PM`.
    Accents and case are ignored.
    """
    match = _time_pattern().fullmatch(" ".join(fold(text).lower().split()))
    if match is None:
        return None
    try:
        return datetime.time(
            _hour(int(match["hour"]), match["part"]),
            int(match["minute"] or 0),
            int(match["second"] or 0),
            int((match["fraction"] or "0")[:6].ljust(6, "0")),
            _zone(match),
        )
    except ValueError:
        return None


def _hour(hour: int, part: str | None) -> int:
    """Return the hour from 0 to 23. Raises ValueError if the hour is not in this part of the day."""
    if part is None:
        return hour
    hours = [hour, (hour + 12) % 24] if 1 <= hour <= 12 else [hour]
    for possible in hours:
        if possible in _HOURS_OF[part]:
            return possible
    raise ValueError(f"{hour} {part}")


def _zone(match: re.Match[str]) -> datetime.timezone | None:
    """Return the time zone of a time, or None if it has none. Raises ValueError for an impossible offset."""
    if match["zone"] is None:
        return None
    hours, minutes = int(match["offset_hours"] or 0), int(match["offset_minutes"] or 0)
    if hours > _MAX_OFFSET_HOURS or minutes >= 60:
        raise ValueError(match["zone"])
    offset = datetime.timedelta(hours=hours, minutes=minutes)
    return datetime.timezone(-offset if match["sign"] == "-" else offset)


@cache
def _time_pattern() -> re.Pattern[str]:
    """Return the pattern of a whole time that is folded, lower-cased and single-spaced."""
    # "22", "T22", "lúc 8"
    hour = rf"(?:t|luc )?{_HOUR}"
    # ":26:00.123", "h15", " giờ 15 phút", "h", " giờ"
    minute = rf"(?:{_MINUTE}(?:{_SECOND}(?:[.,](?P<fraction>\d+))?)?|{_NO_MINUTE})"
    # "Z", "+07:00", "UTC", "(GMT+7)", "+07:00[Asia/Ho_Chi_Minh]"
    zone = rf"(?P<zone>z|(?:gmt|utc|(?=[+-]\d\d))(?: ?{_OFFSET})?)"
    return re.compile(rf"{hour}{minute}(?: ?{_part_of_day()})?(?: ?\(?{zone}\)?)?(?:\[[^]]*\])?")


def time_in_line() -> str:
    """Return the pattern of a time in a line that is folded, lower-cased and single-spaced.

    Its groups capture nothing. Examples are `22:26`, `luc 8h15`, `10:26:00 sa` and `22:26 (gmt+7)`.
    """
    minute = rf"(?:{_MINUTE}(?:{_SECOND})?|{_NO_MINUTE})"
    zone = rf"\(?(?:gmt|utc) ?{_OFFSET}\)?"
    time = rf"(?:luc )?{_HOUR}{minute}(?: ?{_part_of_day()})?(?: ?{zone})?"
    return re.sub(r"\?P<\w+>", "?:", time)


def _part_of_day() -> str:
    return rf"(?P<part>{'|'.join(map(re.escape, _HOURS_OF))})"
