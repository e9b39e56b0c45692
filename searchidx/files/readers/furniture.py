"""Which lines of a page are furniture: rules, counters, buttons and the tag of an agency.

A line in doubt stays in the article. Furniture in the body does little harm, but a sentence that is removed
from the body cannot be found any more. Lines are compared folded, in lower case and with single blanks.
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

_AGE: Final = re.compile(r"\d{1,3} (?:giay|phut|gio|ngay|tuan|thang|nam) truoc")
"""The age of an article: `3 giờ trước` (3 hours ago)."""

_COUNTED: Final = frozenset(("lien quan", "dang lai", "binh luan"))
"""Lines that name what the number on the line before counts: `75`, then `liên quan`."""

_ACRONYM: Final = r"[A-ZĐ][A-ZĐ.]{1,8}"
"""An agency's name in capitals: `CAO`, `KTĐN`, `TTXVN`."""

_PUBLISHERS: Final = r"Dân [tT]rí|VTC News|Kiến thức|Người Lao Động|[A-Z][a-z]+\.vn"
"""Publishers whose tag is a name in words: `Dân trí`, `Chinhphu.vn`."""

_PLACES: Final = frozenset(("HCM", "TP.HCM", "TPHCM", "TP. HCM", "HN"))
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
    """Return whether a line is an age or a link of a news aggregator: `3 giờ trước`, `liên quan`, `Gốc`."""
    if len(line) > MAX_LINE_LENGTH:
        return False
    plain = _plain(line)
    return plain in _LINKS or _AGE.fullmatch(plain) is not None


def is_count(line: str, following: str) -> bool:
    """Return whether a line is a number and the following line names what it counts: `75`, `liên quan`."""
    return (
        line.isdecimal()
        and len(line) <= _MAX_COUNT_DIGITS
        and len(following) <= MAX_LINE_LENGTH
        and _plain(following) in _COUNTED
    )


def agency_tag(text: str) -> str:
    """Return the agency tag at the beginning of a text, such as `(CAO)` or `(Dân trí) -`, or ""."""
    match = _agency_pattern().match(text)
    return "" if match is None or match["acronym"] in _PLACES else match[0].strip()


def _plain(line: str) -> str:
    return " ".join(fold(line).lower().split())


@cache
def _agency_pattern() -> re.Pattern[str]:
    """Return the pattern of a tag in parentheses: an acronym, or a publisher before a dash or colon."""
    publishers = f"{_PUBLISHERS}|{unicodedata.normalize('NFD', _PUBLISHERS)}"
    return re.compile(rf"\((?:(?P<acronym>{_ACRONYM})\)(?: ?[-–—:])?|(?:{publishers})\) ?[-–—:])\s*(?=\S)")
