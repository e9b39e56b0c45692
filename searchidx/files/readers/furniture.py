"""Single lines of page furniture: tails, counters, agency tags, closing bylines.

Every rule errs towards the article: a piece of furniture left in the body costs little, a sentence taken
out of it cannot be found any more.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from analyzers.fold import fold
from analyzers.normalize import normalize

_LONGEST: Final = 80
_TAILS: Final = (
    "thong ke|(?:len|ve|tro len|tro ve) dau trang|chia se|in bai(?: viet)?|goc|lien quan|dang lai|"
    r"doc tiep|xem them|(?:gui|viet) binh luan|"
    r"(?:\d+ )?(?:binh luan|y kien|luot (?:xem|doc))(?: ?[:(]? ?[\d.,]+ ?\)?)?"
)
_COLLECTED: Final = frozenset(("goc", "lien quan", "dang lai"))
_AGO: Final = r"\d{1,3} (?:giay|phut|gio|ngay|tuan|thang|nam) truoc"
_COUNTED: Final = frozenset(("lien quan", "dang lai", "binh luan"))

_ACRONYM: Final = r"[A-ZĐ][A-ZĐ.]{1,8}"
_PUBLISHERS: Final = r"Dân [tT]rí|VTC News|Kiến thức|Người Lao Động|[A-Z][a-z]+\.vn"
_PLACES: Final = frozenset(("HCM", "TP.HCM", "TPHCM", "TP. HCM", "HN"))

_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]./]*$")
_MAKERS: Final = "(?:bai|tin|anh|clip|video)"
_CREDIT: Final = re.compile(
    rf"(?:(?:{_MAKERS}(?: ?(?:,|-|&|\+|va) ?{_MAKERS})*(?: viet| bai)?|do hoa|thuc hien|trinh bay|noi dung|"
    r"tac gia|nguon(?: tin)?|bien (?:tap|soan|dich)|nguoi viet|ghi chep|theo) ?: ?|theo |nguon |"
    r"(?:ghi chep|bai|anh) cua )(\S.*)"
)
_CLOSING_WORDS: Final = re.compile(
    r" (?:thực hiện|lược thuật|tổng hợp|biên dịch|lược dịch|lược ghi|ghi|dịch)$", re.IGNORECASE
)
_NAME: Final = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*")
_DEPARTMENTS: Final = (  # what follows them is a name
    *("phòng", "ban", "cục", "vụ", "sở", "viện", "trung tâm", "văn phòng", "tạp chí", "đài", "báo", "nhóm"),
    "cổng thông tin",
)
_ROLES: Final = ("phóng viên", "cộng tác viên", "tòa soạn", "pv", "p.v", "ctv")
_VERBS: Final = (
    "đã",
    "đang",
    "sẽ",
    "là",
    "được",
    "bị",
    "cần",
    "có",
    "không",
    "phải",
    "vẫn",
    "cho",
    "gồm",
    "nói",
    "vào",
)


def is_rule(line: str) -> bool:
    """Whether the line draws without saying anything: `|`, `---`, `***`."""
    return not any(map(str.isalnum, line))


def is_tail(line: str) -> bool:
    """Whether the line is a button or counter of the page: `Bình luận (0)`, `Thống kê`, `Lên đầu trang`."""
    return len(line) <= _LONGEST and re.fullmatch(_TAILS, _plain(line)) is not None


def is_collected(line: str) -> bool:
    """Whether the line is what news collectors print under a title: `3 giờ trước`, `liên quan`, `Gốc`."""
    if len(line) > _LONGEST:
        return False
    plain = _plain(line)
    return plain in _COLLECTED or re.fullmatch(_AGO, plain) is not None


def is_count(line: str, following: str) -> bool:
    """Whether the line is the number that belongs to a counter on the next line: `75`, then `liên quan`."""
    return (
        line.isdecimal() and len(line) <= 6 and len(following) <= _LONGEST and _plain(following) in _COUNTED
    )


def agency_tag(line: str) -> str:
    """The agency tag that a lead begins with, empty when there is none: `(CAO)`, `(Dân trí) -`."""
    found = _agency().match(line)
    return "" if found is None or found[1] in _PLACES else found[0].strip()


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does; quotes and brackets may close after the full stop."""
    return _SENTENCE_END.search(line) is not None


def is_credit(line: str) -> bool:
    """Whether the line names the makers with a label: `Bài và ảnh: Hoài Nhơn`, `(Theo TTXVN)`."""
    line = unicodedata.normalize("NFC", line)
    if not _is_short(line) or (
        line.lower().startswith("anh:") and not line.isascii()
    ):  # "he says", not "photo"
        return False
    inner = line[1:-1].strip() if line.startswith("(") and line.endswith(")") else line
    found = _CREDIT.fullmatch(_plain(inner))
    if found is None:
        return False
    makers = inner.split()[-len(found[1].split()) :]
    return len(makers) <= 8 and _is_capital(makers[0])


def is_signature(line: str) -> bool:
    """Whether the line alone could be a name or a department: `Lâm Uyên - NGỌC DIỄM`, `Ban Bạn đọc`.

    So could a place or an item of a list: a caller looks at the line before.
    """
    line = unicodedata.normalize("NFC", line)
    return _is_short(line) and (_is_bracketed(line) or _is_names(line) or _is_department(line))


def _is_short(line: str) -> bool:
    return len(line) <= _LONGEST and len(line.split()) <= 12 and not _ends_as_text(line)


def _ends_as_text(line: str) -> bool:
    """A full stop after a lone capital (`P.V.`) is part of an abbreviation."""
    return (ends_sentence(line) and re.search(r"(?:^|\W)\w\.\)?$", line) is None) or line.endswith(
        (":", ";", ",")
    )


def _is_bracketed(line: str) -> bool:
    return re.fullmatch(r"\([^\W\d_a-z][^()]{1,40}\)", line) is not None


def _is_names(line: str) -> bool:
    """Names and initials, joined by dashes, commas or `và`; an outlet may follow a slash."""
    names = re.sub(r" ?\([^()]{1,45}\)$", "", line)
    names, slash, outlet = names.partition("/")
    names, closings = _CLOSING_WORDS.subn("", names.strip())
    words = [word for word in re.split(r"[\s,&+–—]+| - | và ", names) if word not in ("", "-", "và")]
    if not 1 <= len(words) <= 8 or not all(_NAME.fullmatch(word) and _is_capital(word) for word in words):
        return False
    alone = len(words) == 1 and not slash and not closings
    return (not alone or (line.isupper() and len(line) <= 8)) and (not slash or _is_capital(outlet.strip()))


def _is_department(line: str) -> bool:
    if "," in line or not _is_capital(line) or not set(normalize(line).lower().split()).isdisjoint(_VERBS):
        return False
    rest = _after(line, _DEPARTMENTS)
    return _is_capital(rest) if rest else _after(line, _ROLES) is not None


def _after(line: str, names: tuple[str, ...]) -> str | None:
    """What follows the name that the line begins with, None when it is none of them."""
    spell = fold if line.isascii() else normalize
    lowered = spell(line).lower()
    for name in map(spell, names):
        if lowered == name or lowered.startswith(f"{name} "):
            return spell(line)[len(name) :].strip()
    return None


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _plain(line: str) -> str:
    return " ".join(fold(line).lower().split())


@cache
def _agency() -> re.Pattern[str]:
    """An acronym alone is a tag; a publisher's name is one only before a dash."""
    names = f"{_PUBLISHERS}|{unicodedata.normalize('NFD', _PUBLISHERS)}"
    return re.compile(rf"\((?:({_ACRONYM})\)(?: ?[-–—:])?|(?:{names})\) ?[-–—:])\s*(?=\S)")
