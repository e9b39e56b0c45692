"""Which lines could name the author of an article: credits, signatures and departments.

A credit has a label, as in `Bài và ảnh: Hoài Nhơn`. A signature is only a name, such as `Lâm Uyên`. As in
`furniture`, a line in doubt stays in the article. `authors` takes the names out of a byline.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import fold
from analyzers.normalize import normalize
from searchidx.files.readers.furniture import MAX_LINE_LENGTH
from searchidx.files.readers.places import is_place

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_WORDS: Final = 12
"""The greatest number of words, divided by white space, in a byline."""

_MAX_NAME_WORDS: Final = 8
"""The greatest number of words in the names of a credit or signature: two full names of four words."""

_MAX_INITIALS_LENGTH: Final = 8
"""The greatest length, in codepoints, of a signature of one word in capitals: `P.V`, `H.TRÂM`."""

_LIST_LINES: Final = 3
"""The number of short lines that are a list, a poem or a table."""

_MIN_PARAGRAPH_LENGTH: Final = 50
"""The length in codepoints from which a line is running text, and not an item of a list or a verse."""

_MIN_QUESTION_LENGTH: Final = 120
"""The length in codepoints from which a line that ends with `?` is no question whose answer may follow."""

_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]./]*$")
"""A full stop, `!`, `?` or `…` at the end of a line. Closing quotes and brackets may follow it."""

_QUESTION_END: Final = re.compile(r"\?[\"'”’»)\]./!]*$")
"""A question mark at the end of a line. Closing quotes and brackets may follow it."""

_LIST_INTRODUCTION: Final = re.compile(r"(?:như sau|sau đây|dưới đây|gồm có|bao gồm)[.…]+$", re.IGNORECASE)
"""The end of a sentence that introduces a list, whose items may be names: `Danh sách như sau.`"""

_ABBREVIATION_END: Final = re.compile(r"(?:^|\W)\w\.\)?$")
"""A full stop after a single letter at the end of a line. It ends an abbreviation such as `P.V.`."""

_CREATION: Final = "(?:bai|tin|anh|clip|video)"
"""A work that a credit may be for, folded: article, news, photo, clip, video."""

_CREATIONS: Final = rf"{_CREATION}(?: ?(?:,|-|&|\+|va) ?{_CREATION})*(?: viet| bai)?"
"""All works of a label, folded: `bai va anh`, `tin, anh`, `bai viet`."""

_CREDIT: Final = re.compile(
    rf"(?:(?:(?P<picture>anh|clip|video)|{_CREATIONS}|do hoa|thuc hien|trinh bay|noi dung|tac gia|"
    r"bien (?:tap|soan|dich)|nguoi viet|ghi chep|(?P<source>nguon(?: tin)?|theo)) ?: ?|"
    r"(?P<bare_source>theo |nguon )|(?:ghi chep|bai|anh) cua )(?P<names>\S.*)"
)
"""A label and names, folded: `Bài và ảnh: Hoài Nhơn`, `Tác giả: ...`, `Theo TTXVN`, `Ghi chép của ...`."""

_INNER_LABEL: Final = re.compile(rf"{_CREATIONS} ?: ?")
"""The label of a further name in a credit, folded: `Bài: Hoài Nhơn - Ảnh: Lâm Uyên`."""

_PROFESSION: Final = re.compile(
    r"(?:(?:ca|nhạc|họa|hoạ|bác|tiến|thạc|nghệ) (?:sĩ|sỹ)|nhà (?:báo|văn|thơ)|phóng viên|luật sư|giáo sư) ",
    re.IGNORECASE,
)
"""The profession before a name in a credit: `Nhà báo Lâm Uyên`."""

_ANONYMOUS: Final = frozenset(
    (
        *("bạn đọc", "bạn đọc cung cấp", "cắt từ clip", "minh họa", "nhân vật cung cấp", "sưu tầm"),
        *("tác giả", "tổng hợp", "tư liệu"),
    )
)
"""What stands after a label instead of a name: `Ảnh: Tư liệu`."""

_CLOSING_VERBS: Final = re.compile(
    r" (?:thực hiện|lược thuật|tổng hợp|biên dịch|lược dịch|lược ghi|ghi|dịch|cung cấp)$", re.IGNORECASE
)
"""A verb after a name that says what the person did: `KHẢI HOÀN thực hiện`, `P.V tổng hợp`."""

_NAME: Final = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*")
"""One word of a name: letters, with full stops, apostrophes and hyphens between them, as in `H.TRÂM`."""

_NAME_SEPARATOR: Final = re.compile(r"\s*[,;&+–—]\s*|\s+-\s+|\s+và\s+|^-\s+|\s+-$")
"""The separators of names: `Cao Thị Hiếu – Đình Bá`, `Lâm Uyên và Đình Bá`."""

_BRACKETED_SOURCE: Final = re.compile(r"\([^\W\d_a-z][^()]{1,40}\)")
"""A source in parentheses whose first letter is not an ASCII small letter: `(TTXVN/Vietnam+)`."""

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


class Credit(NamedTuple):
    """The names of a credit, without its label. `is_source` is True if the label is that of a source."""

    names: str
    is_source: bool


def ends_sentence(line: str) -> bool:
    """Return whether a line ends a sentence. Closing quotes and brackets may follow the full stop."""
    return _SENTENCE_END.search(line) is not None


def may_be_signed(lines: Sequence[str]) -> bool:
    """Return whether a signature may follow the lines (one or more), of which the last is next to it.

    The last line must end a sentence that introduces no list. If it ends a short question, the name after it
    is the answer. Three short lines are a list, a poem or a table, and the name is one of its lines.
    """
    last = unicodedata.normalize("NFC", lines[-1])
    if not ends_sentence(last) or _LIST_INTRODUCTION.search(last):
        return False
    if _QUESTION_END.search(last):
        return len(last) >= _MIN_QUESTION_LENGTH
    closing = lines[-_LIST_LINES:]
    return len(closing) < _LIST_LINES or any(len(line) >= _MIN_PARAGRAPH_LENGTH for line in closing)


def is_credit(line: str) -> bool:
    """Return whether a line is a label and the name of an author: `Bài và ảnh: Hoài Nhơn`."""
    return read_credit(line) is not None


def read_credit(line: str) -> Credit | None:
    """Return the names of a line that is a label and the name of an author or a source, or else None.

    After the label of a source, the first word begins with a capital. After any other label, all words of
    the names do, because `Ảnh: Chợ nổi lúc sáng` is a caption. A place after the label of a picture is a
    caption, too.
    """
    line = unicodedata.normalize("NFC", line)
    if not _is_short(line) or _begins_as_speech(line):
        return None
    content = " ".join(without_brackets(line).split())
    match = _CREDIT.fullmatch(fold(content).lower())
    if match is None:
        return None
    names = _end_of(content, match["names"])
    if len(names.split()) > _MAX_NAME_WORDS or not _is_capital(names):
        return None
    if match["source"] or match["bare_source"]:
        return Credit(names, is_source=True)
    if normalize(names).lower() in _ANONYMOUS:
        return Credit("", is_source=False)
    people = people_of(names)
    if not people:
        return Credit(names, is_source=False) if is_department(names) else None
    if match["picture"] and any(map(is_place, people)):
        return None
    return Credit(", ".join(people), is_source=False)


def is_signature(line: str) -> bool:
    """Return whether a line could be a name or a department: `Lâm Uyên - NGỌC DIỄM`, `Ban Bạn đọc`.

    The result is also True for items of lists. The caller must check the lines before (`may_be_signed`).
    """
    line = unicodedata.normalize("NFC", line)
    if not _is_short(line) or is_place(without_brackets(line)):
        return False
    return _BRACKETED_SOURCE.fullmatch(line) is not None or _is_names(line) or is_department(line)


def people_of(text: str) -> list[str]:
    """Return the names that a text consists of, or an empty list if it has anything else.

    An outlet or a verb may follow the names, and a label or a profession may precede each of them: `Hoài Nhơn
    - Ảnh: Lâm Uyên (TTXVN)`. The outlet is in parentheses or after a slash.
    """
    if is_instalment(text):
        return []
    names, slash, outlet = _BRACKETED_OUTLET.sub("", text).partition("/")
    if slash and not (_is_capital(outlet.strip()) or _WEBSITE.fullmatch(outlet)):
        return []
    people = [
        _without_label(name)
        for name in _NAME_SEPARATOR.split(_CLOSING_VERBS.sub("", names.strip()))
        if name not in ("", "-")
    ]
    words = [word for name in people for word in name.split()]
    is_name = all(people) and all(_NAME.fullmatch(word) and _is_capital(word) for word in words)
    return people if is_name and len(words) <= _MAX_NAME_WORDS else []


def is_department(line: str) -> bool:
    """Return whether a line is the name of a department or paper, or a role: `Ban Bạn đọc`, `Toà soạn`."""
    if "," in line or not _is_capital(line) or not set(normalize(line).lower().split()).isdisjoint(_VERBS):
        return False
    department_name = _text_after(line, _DEPARTMENTS)
    return _is_capital(department_name) if department_name else _text_after(line, _ROLES) is not None


def is_instalment(text: str) -> bool:
    """Return whether a text numbers a part of an article: `Phần II`."""
    return _INSTALMENT.fullmatch(text) is not None


def without_brackets(line: str) -> str:
    """Return a line without the parentheses around all of it."""
    return line[1:-1].strip() if line.startswith("(") and line.endswith(")") else line


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
    """Return whether a line consists of names of people or initials.

    A single word must be in capitals, and no name may be a place, unless a verb or a slash follows.
    """
    people = people_of(line)
    if not people:
        return False
    if "/" in line or _CLOSING_VERBS.search(line):
        return True
    if len(people) == 1 and len(people[0].split()) == 1 and not _is_initials(line):
        return False
    return not any(map(is_place, people))


def _is_initials(line: str) -> bool:
    return line.isupper() and len(line) <= _MAX_INITIALS_LENGTH


def _without_label(name: str) -> str:
    label = _INNER_LABEL.match(fold(name).lower())
    name = _end_of(name, fold(name).lower()[label.end() :]) if label else name
    return _PROFESSION.sub("", name, count=1) if _PROFESSION.match(name) else name


def _end_of(text: str, folded_end: str) -> str:
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


def _is_capital(word: str) -> bool:
    return word[:1].isupper()
