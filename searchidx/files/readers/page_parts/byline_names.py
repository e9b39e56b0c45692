"""Which texts are names of people, departments or papers, as they stand in the byline of an article?"""

from __future__ import annotations

import re
from typing import Final

from analyzers.fold import fold
from analyzers.normalize import normalize

MAX_NAME_WORDS: Final = 8
"""The greatest number of words in the names of a credit or signature: two full names of four words."""

_CREATION: Final = "(?:bai|tin|anh|clip|video)"
"""A work that a credit may be for, folded: article, news, photo, clip, video."""

CREATIONS: Final = rf"{_CREATION}(?: ?(?:,|-|&|\+|va) ?{_CREATION})*(?: viet| bai)?"
"""All works of a label, folded: `bai va anh`, `tin, anh`, `bai viet`."""

_INNER_LABEL: Final = re.compile(rf"{CREATIONS} ?: ?")
"""The label of a further name in a credit, folded: `Bài: Hoài Nhơn - Ảnh: Lâm Uyên`."""

_PROFESSION: Final = re.compile(
    r"(?:(?:ca|nhạc|họa|hoạ|bác|tiến|thạc|nghệ) (?:sĩ|sỹ)|nhà (?:báo|văn|thơ)|phóng viên|luật sư|giáo sư) ",
    re.IGNORECASE,
)
"""The profession before a name in a credit: `Nhà báo Lâm Uyên`."""

CLOSING_VERBS: Final = re.compile(
    r" (?:thực hiện|lược thuật|tổng hợp|biên dịch|lược dịch|lược ghi|ghi|dịch|cung cấp)$", re.IGNORECASE
)
"""A verb after a name that says what the person did: `KHẢI HOÀN thực hiện`, `P.V tổng hợp`."""

_NAME: Final = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*")
"""One word of a name: letters, with full stops, apostrophes and hyphens between them, as in `H.TRÂM`."""

_NAME_SEPARATOR: Final = re.compile(r"\s*[,;&+–—]\s*|\s+-\s+|\s+và\s+|^-\s+|\s+-$")
"""The separators of names: `Cao Thị Hiếu – Đình Bá`, `Lâm Uyên và Đình Bá`."""

_BRACKETED_OUTLET: Final = re.compile(r" ?\([^()]{1,45}\)$")
"""An outlet in parentheses after a name: `Đài Trang (TTXVN)`."""

_WEBSITE: Final = re.compile(r"[\w./-]+\.[a-z]{2,4}")
"""The website of an outlet after a slash: `Hoài Nhơn/bnews/vnanet.vn`."""

_INSTALMENT: Final = re.compile(r"(?:phần|kỳ|tập|bài|chương|hồi|quyển) [IVXLC]+", re.IGNORECASE)
"""The number of a part of an article, which is written like a name: `Phần II`."""

_DEPARTMENTS: Final = (
    *("phòng", "ban", "cục", "vụ", "sở", "viện", "trung tâm", "văn phòng", "tạp chí", "đài", "báo", "nhóm"),
    "cổng thông tin",
)
"""The first words of names of departments and papers. A capital follows them: `Ban Bạn đọc`."""

_ROLES: Final = ("phóng viên", "cộng tác viên", "tòa soạn", "pv", "p.v", "ctv")
"""Roles that sign without a name: reporter, contributor, editorial office, and their abbreviations."""

_VERBS: Final = (
    *("đã", "đang", "sẽ", "là", "được", "bị", "cần", "có", "không", "phải", "vẫn", "cho", "gồm", "nói"),
    "vào",
)
"""Words that show that a line is a sentence and not a department: `Ban tổ chức đã nhận được ...`."""


def people_of(text: str) -> list[str]:
    """Return the names that a text consists of, or an empty list if it has anything else.

    An outlet or a verb may follow the names, and a label or a profession may precede each of them: `Hoài Nhơn
    - Ảnh: Lâm Uyên (TTXVN)`. The outlet is in parentheses or after a slash.
    """
    if is_instalment(text):
        return []
    names, slash, outlet = _BRACKETED_OUTLET.sub("", text).partition("/")
    if slash and not (is_capital(outlet.strip()) or _WEBSITE.fullmatch(outlet)):
        return []
    people = [
        _without_label(name)
        for name in _NAME_SEPARATOR.split(CLOSING_VERBS.sub("", names.strip()))
        if name not in ("", "-")
    ]
    words = [word for name in people for word in name.split()]
    is_name = all(people) and all(_NAME.fullmatch(word) and is_capital(word) for word in words)
    return people if is_name and len(words) <= MAX_NAME_WORDS else []


def is_department(line: str) -> bool:
    """Return whether a line is the name of a department or paper, or a role: `Ban Bạn đọc`, `Toà soạn`."""
    if "," in line or not is_capital(line) or not set(normalize(line).lower().split()).isdisjoint(_VERBS):
        return False
    department_name = _text_after(line, _DEPARTMENTS)
    return is_capital(department_name) if department_name else _text_after(line, _ROLES) is not None


def is_instalment(text: str) -> bool:
    """Return whether a text numbers a part of an article: `Phần II`."""
    return _INSTALMENT.fullmatch(text) is not None


def _without_label(name: str) -> str:
    label = _INNER_LABEL.match(fold(name).lower())
    name = end_of(name, fold(name).lower()[label.end() :]) if label else name
    return _PROFESSION.sub("", name, count=1) if _PROFESSION.match(name) else name


def end_of(text: str, folded_end: str) -> str:
    """Return the end of a text that folds to `folded_end`. Both have single blanks.

    Characters that fold to several letters, such as ligatures, are rare. The end is then found by its words.
    """
    if len(fold(text).lower()) == len(text):
        return text[len(text) - len(folded_end) :]
    return " ".join(text.split()[-len(folded_end.split()) :])


def _text_after(line: str, beginnings: tuple[str, ...]) -> str | None:
    """Return what follows the first of `beginnings` with which the line begins, or None.

    A line in ASCII may have been typed without accents, so the comparison then ignores accents.
    """
    transform = fold if line.isascii() else normalize
    text = transform(line)
    lower_text = text.lower()
    for beginning in map(transform, beginnings):
        if lower_text == beginning or lower_text.startswith(f"{beginning} "):
            return text[len(beginning) :].strip()
    return None


def is_capital(word: str) -> bool:
    """Return whether a word begins with a capital."""
    return word[:1].isupper()
