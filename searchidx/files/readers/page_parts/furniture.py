"""Which lines of a page are furniture: rules, counters, buttons and the tag of an agency.

A line in doubt stays in the article. Furniture in the body does little harm, but a sentence that is removed
from the body cannot be found any more. Lines are compared folded, in lower case and with single
blanks, except the bar of an aggregator and the tag of an agency, which need their accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from analyzers.fold import fold

MAX_LINE_LENGTH: Final = 80
"""The length in codepoints of the longest line that may be furniture or a byline."""

_MAX_COUNT_DIGITS: Final = 6
"""The greatest number of digits of a counter."""

_FOOTER_LINE: Final = re.compile(
    "thong ke|(?:len|ve|tro len|tro ve) dau trang|chia se|in bai(?: viet)?|goc|lien quan|dang lai|"
    r"doc tiep|xem them|(?:gui|viet) binh luan|"
    r"(?:\d+ )?(?:binh luan|y kien|luot (?:xem|doc))(?: ?[:(]? ?[\d.,]+ ?\)?)?"
)
"""Buttons and counters below an article: `Lên đầu trang`, `Chia sẻ`, `Bình luận (0)`, `12 lượt xem`."""

_LINKS: Final = frozenset(("goc", "lien quan", "dang lai"))
"""Links below a title on a news aggregator: `Gốc` (original), `liên quan` (related), `đăng lại` (reposts)."""

_AGE_OR_COUNT: Final = re.compile(
    r"\d{1,3} (?:giay|phut|gio|ngay|tuan|thang|nam) truoc|\d{1,6} (?:lien quan|dang lai|binh luan)"
)
"""The age of an article, as `3 giờ trước` (3 hours ago), or a counter: `75 liên quan`."""

_COUNTED: Final = frozenset(("lien quan", "dang lai", "binh luan"))
"""Lines that name what the number on the line before counts: `75`, then `liên quan`."""

_BAR_WORDS: Final = tuple(
    unicodedata.normalize(form, word)
    for word in ("gốc", "liên quan", "đăng lại", "bình luận")
    for form in ("NFC", "NFD")
)
"""Words of which a bar has at least one, in both Unicode forms."""

_MAX_BAR_LENGTH: Final = 160
"""The length in codepoints of the longest bar."""

_MAX_PUBLISHER_LENGTH: Final = 40
"""The length in codepoints of the longest name of a publisher above the age of an article."""

_ACRONYM: Final = r"[A-ZĐ][A-ZĐ.]{1,8}"
"""An agency's name in capitals: `CAO`, `KTĐN`, `TTXVN`."""

_PUBLISHERS: Final = r"Dân [tT]rí|VTC News|Kiến thức|Người Lao Động|[A-Z][a-z]+\.vn"
"""Publishers whose tag is a name in words: `Dân trí`, `Chinhphu.vn`."""

_CITY_ABBREVIATIONS: Final = frozenset(("HCM", "TP.HCM", "TPHCM", "TP. HCM", "HN"))
"""Abbreviations of cities, which look like agencies: `(TP.HCM) Sáng nay`."""


def is_rule(line: str) -> bool:
    """Return whether a line has no letter or digit: `|`, `---`, `***`."""
    return not any(map(str.isalnum, line))


def is_footer_line(line: str) -> bool:
    """Return whether a line is a button or counter of a footer, such as `Bình luận (0)`.

    Rules and dates in a footer are recognised by `is_rule` and `date_line`.
    """
    return len(line) <= MAX_LINE_LENGTH and _FOOTER_LINE.fullmatch(_plain(line)) is not None


def is_age_or_link(line: str) -> bool:
    """Return whether a line is an age, a counter or a link of a news aggregator: `3 giờ trước`, `Gốc`."""
    if len(line) > MAX_LINE_LENGTH:
        return False
    return is_link(line) or _AGE_OR_COUNT.fullmatch(_plain(line)) is not None


def is_link(line: str) -> bool:
    """Return whether a line is a link of a news aggregator, such as `Gốc`, or its whole bar on one line."""
    return len(line) <= MAX_LINE_LENGTH and (_plain(line) in _LINKS or aggregator_bar(line) == line != "")


def may_be_publisher(line: str) -> bool:
    """Return whether a line is short enough for the name of a publisher, and ends no sentence."""
    return len(line) <= _MAX_PUBLISHER_LENGTH and not line.endswith((".", "!", "?", "…", ":", ",", ";"))


def is_count(line: str, following: str) -> bool:
    """Return whether a line is a number and the following line names what it counts: `75`, `liên quan`."""
    return (
        line.isdecimal()
        and len(line) <= _MAX_COUNT_DIGITS
        and len(following) <= MAX_LINE_LENGTH
        and _plain(following) in _COUNTED
    )


def aggregator_bar(text: str) -> str:
    """Return the bar of a news aggregator at the beginning of a text, or "": `7 giờ trước 38 liên quan Gốc`.

    On the page, each part of the bar is on a line of its own. Crawlers that join lines leave the bar in front
    of the first sentence, which begins with a capital, a digit or a sign.
    """
    beginning = text[:_MAX_BAR_LENGTH].lower()
    if not [word for word in _BAR_WORDS if word in beginning]:  # fast, because nearly all texts end here
        return ""
    match = _bar_pattern().match(text)
    if match is None or text[0].islower():
        return ""
    following = text[match.end() : match.end() + _MAX_BAR_LENGTH].lstrip()[:1]
    return "" if following.islower() else match[0]


def agency_tag(text: str) -> str:
    """Return the agency tag at the beginning of a text, such as `(CAO)` or `(Dân trí) -`, or ""."""
    match = _agency_pattern().match(text)
    return "" if match is None or match["acronym"] in _CITY_ABBREVIATIONS else match[0].strip()


def _plain(line: str) -> str:
    return " ".join(fold(line).lower().split())


@cache
def _agency_pattern() -> re.Pattern[str]:
    """Return the pattern of a tag in parentheses: an acronym, or a publisher before a dash or colon."""
    publishers = f"{_PUBLISHERS}|{unicodedata.normalize('NFD', _PUBLISHERS)}"
    return re.compile(rf"\((?:(?P<acronym>{_ACRONYM})\)(?: ?[-–—:])?|(?:{publishers})\) ?[-–—:])\s*(?=\S)")


@cache
def _bar_pattern() -> re.Pattern[str]:
    """Return the pattern of a bar: an age or date, counters, and `Gốc`, of which one may be missing."""
    age = r"\d{1,3} (?:giây|phút|giờ|ngày|tuần|tháng|năm) trước|\d{1,2}/\d{1,2}/\d{4}"
    gap = r"[\s|·•]{1,5}"
    counter = rf"\d{{1,{_MAX_COUNT_DIGITS}}}{gap}(?:đăng lại|liên quan|bình luận)"
    publisher = rf"[^\W\d_][^\n|·•]{{0,{_MAX_PUBLISHER_LENGTH - 1}}}?"
    counters = rf"(?:{counter})(?:{gap}{counter})*"
    bar = (
        rf"(?:{publisher}{gap})?(?:{age})(?:{gap}{counters})?{gap}Gốc|"
        rf"(?:{age}){gap}{counters}|{counters}{gap}Gốc"
    )
    spellings = "|".join((bar, unicodedata.normalize("NFD", bar)))
    return re.compile(rf"(?:{spellings})(?![^\s|·•])", re.IGNORECASE)
