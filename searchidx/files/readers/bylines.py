"""Which lines could name the author of an article: credits, signatures and departments.

A credit has a label, as in `Bài và ảnh: Hoài Nhơn`. A signature is only a name, such as `Lâm Uyên`. As in
`furniture`, a line in doubt stays in the article.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from analyzers.fold import fold
from analyzers.normalize import normalize
from searchidx.files.readers.furniture import MAX_LINE_LENGTH

_MAX_WORDS: Final = 12
"""The greatest number of words, divided by white space, in a byline."""

_MAX_NAME_WORDS: Final = 8
"""The greatest number of words in the names of a credit or signature: two full names of four words."""

_MAX_INITIALS_LENGTH: Final = 8
"""The greatest length, in codepoints, of a signature of one word in capitals: `P.V`, `H.TRÂM`."""

_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]./]*$")
"""A full stop, `!`, `?` or `…` at the end of a line. Closing quotes and brackets may follow it."""

_ABBREVIATION_END: Final = re.compile(r"(?:^|\W)\w\.\)?$")
"""A full stop after a single letter at the end of a line. It ends an abbreviation such as `P.V.`."""

_CREATIONS: Final = "(?:bai|tin|anh|clip|video)"
"""The works that a credit may be for, folded: article, news, photo, clip, video."""

_CREDIT: Final = re.compile(
    rf"(?:(?:{_CREATIONS}(?: ?(?:,|-|&|\+|va) ?{_CREATIONS})*(?: viet| bai)?|"
    "do hoa|thuc hien|trinh bay|noi dung|"
    r"tac gia|nguon(?: tin)?|bien (?:tap|soan|dich)|nguoi viet|ghi chep|theo) ?: ?|theo |nguon |"
    r"(?:ghi chep|bai|anh) cua )(?P<names>\S.*)"
)
"""A label and names, folded: `Bài và ảnh: Hoài Nhơn`, `Tác giả: ...`, `Theo TTXVN`, `Ghi chép của ...`."""

_CLOSING_VERBS: Final = re.compile(
    r" (?:thực hiện|lược thuật|tổng hợp|biên dịch|lược dịch|lược ghi|ghi|dịch)$", re.IGNORECASE
)
"""A verb after a name that says what the person did: `KHẢI HOÀN thực hiện`, `P.V tổng hợp`."""

_NAME: Final = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*")
"""One word of a name: letters, with full stops, apostrophes and hyphens between them, as in `H.TRÂM`."""

_NAME_SEPARATOR: Final = re.compile(r"[\s,&+–—]+| - | và ")
"""The separators of names, and of the words of a name: `Cao Thị Hiếu – Đình Bá`."""

_BRACKETED_SOURCE: Final = re.compile(r"\([^\W\d_a-z][^()]{1,40}\)")
"""A source in parentheses whose first letter is not an ASCII small letter: `(TTXVN/Vietnam+)`."""

_BRACKETED_OUTLET: Final = re.compile(r" ?\([^()]{1,45}\)$")
"""An outlet in parentheses after a name: `Đài Trang (TTXVN)`."""

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


def ends_sentence(line: str) -> bool:
    """Return whether a line ends a sentence. Closing quotes and brackets may follow the full stop."""
    return _SENTENCE_END.search(line) is not None


def is_credit(line: str) -> bool:
    """Return whether a line is a label and the name of an author: `Bài và ảnh: Hoài Nhơn`."""
    line = unicodedata.normalize("NFC", line)
    if not _is_short(line) or _begins_as_speech(line):
        return False
    content = line[1:-1].strip() if line.startswith("(") and line.endswith(")") else line
    match = _CREDIT.fullmatch(" ".join(fold(content).lower().split()))
    if match is None:
        return False
    names = content.split()[-len(match["names"].split()) :]
    return len(names) <= _MAX_NAME_WORDS and _is_capital(names[0])


def is_signature(line: str) -> bool:
    """Return whether a line could be a name or a department: `Lâm Uyên - NGỌC DIỄM`, `Ban Bạn đọc`.

    The result is also True for some places and items of lists. The caller must check the line before.
    """
    line = unicodedata.normalize("NFC", line)
    return _is_short(line) and (
        _BRACKETED_SOURCE.fullmatch(line) is not None or _is_names(line) or _is_department(line)
    )


def _begins_as_speech(line: str) -> bool:
    """Return whether a line begins with `Anh:`, "he says".

    A line in ASCII was typed without accents, so its `Anh:` may be `Ảnh:`, the label of a photo.
    """
    return line.lower().startswith("anh:") and not line.isascii()


def _is_short(line: str) -> bool:
    return len(line) <= MAX_LINE_LENGTH and len(line.split()) <= _MAX_WORDS and not _ends_as_text(line)


def _ends_as_text(line: str) -> bool:
    is_sentence = ends_sentence(line) and _ABBREVIATION_END.search(line) is None
    return is_sentence or line.endswith((":", ";", ","))


def _is_names(line: str) -> bool:
    """Return whether a line consists of names or initials. An outlet or a verb may follow the names.

    The outlet is in parentheses or after a slash. A single word must be in capitals, unless a verb or a slash
    follows it.
    """
    people, slash, outlet = _BRACKETED_OUTLET.sub("", line).partition("/")
    people, verb_count = _CLOSING_VERBS.subn("", people.strip())
    words = [word for word in _NAME_SEPARATOR.split(people) if word not in ("", "-", "và")]
    if not 1 <= len(words) <= _MAX_NAME_WORDS:
        return False
    if not all(_NAME.fullmatch(word) and _is_capital(word) for word in words):
        return False
    if slash and not _is_capital(outlet.strip()):
        return False
    is_single_word = len(words) == 1 and not slash and not verb_count
    return not is_single_word or (line.isupper() and len(line) <= _MAX_INITIALS_LENGTH)


def _is_department(line: str) -> bool:
    if "," in line or not _is_capital(line) or not set(normalize(line).lower().split()).isdisjoint(_VERBS):
        return False
    department_name = _text_after(line, _DEPARTMENTS)
    return _is_capital(department_name) if department_name else _text_after(line, _ROLES) is not None


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


def _is_capital(word: str) -> bool:
    return word[:1].isupper()
