"""Which lines could name the author of an article: credits, signatures and departments.

A credit has a label, as in `Bài và ảnh: Hoài Nhơn`. A signature is only a name, such as `Lâm Uyên`. As in
`furniture`, a line in doubt stays in the article. `byline_names` recognises the names, `closing_lines`
decides whether a signature may follow the article, and `authors` takes the names out of a byline.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from analyzers.composition import nfc
from analyzers.fold import fold
from analyzers.normalize import normalize
from searchidx.files.readers.page_parts.byline_names import (
    CLOSING_VERBS,
    CREATIONS,
    MAX_NAME_WORDS,
    end_of,
    is_capital,
    is_department,
    people_of,
)
from searchidx.files.readers.page_parts.closing_lines import ends_sentence
from searchidx.files.readers.page_parts.furniture import MAX_LINE_LENGTH
from searchidx.files.readers.page_parts.places import is_place

_MAX_WORDS: Final = 12
"""The greatest number of words, divided by white space, in a byline."""

_MAX_INITIALS_LENGTH: Final = 8
"""The greatest length, in codepoints, of a signature of one word in capitals: `P.V`, `H.TRÂM`."""

_ABBREVIATION_END: Final = re.compile(r"(?:^|\W)\w\.\)?$")
"""A full stop after a single letter at the end of a line. It ends an abbreviation such as `P.V.`."""

_CREDIT: Final = re.compile(
    rf"(?:(?:(?P<picture>anh|clip|video)|{CREATIONS}|do hoa|thuc hien|trinh bay|noi dung|tac gia|"
    r"bien (?:tap|soan|dich)|nguoi viet|ghi chep|(?P<source>nguon(?: tin)?|theo)) ?: ?|"
    r"(?P<bare_source>theo |nguon )|(?:ghi chep|bai|anh) cua )(?P<names>\S.*)"
)
"""A label and names, folded: `Bài và ảnh: Hoài Nhơn`, `Tác giả: ...`, `Theo TTXVN`, `Ghi chép của ...`."""

_ANONYMOUS: Final = frozenset(
    (
        *("bạn đọc", "bạn đọc cung cấp", "cắt từ clip", "minh họa", "nhân vật cung cấp", "sưu tầm"),
        *("tác giả", "tổng hợp", "tư liệu"),
    )
)
"""What stands after a label instead of a name: `Ảnh: Tư liệu`."""

_BRACKETED_SOURCE: Final = re.compile(r"\([^\W\d_a-z][^()]{1,40}\)")
"""A source in parentheses whose first letter is not an ASCII small letter: `(TTXVN/Vietnam+)`."""


class Credit(NamedTuple):
    """The names of a credit, without its label. `is_source` is True if the label is that of a source."""

    names: str
    is_source: bool


def is_credit(line: str) -> bool:
    """Return whether a line is a label and the name of an author: `Bài và ảnh: Hoài Nhơn`."""
    return read_credit(line) is not None


def read_credit(line: str) -> Credit | None:
    """Return the names of a line that is a label and the name of an author or a source, or else None.

    After the label of a source, the first word begins with a capital. After any other label, all words of
    the names do, because `Ảnh: Chợ nổi lúc sáng` is a caption. A place after the label of a picture is a
    caption, too.
    """
    line = nfc(line)
    if not _is_short(line) or _begins_as_speech(line):
        return None
    content = " ".join(without_brackets(line).split())
    match = _CREDIT.fullmatch(fold(content).lower())
    if match is None:
        return None
    names = end_of(content, match["names"])
    if len(names.split()) > MAX_NAME_WORDS or not is_capital(names):
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
    line = nfc(line)
    if not _is_short(line) or is_place(without_brackets(line)):
        return False
    return _BRACKETED_SOURCE.fullmatch(line) is not None or _is_names(line) or is_department(line)


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
    if "/" in line or CLOSING_VERBS.search(line):
        return True
    if len(people) == 1 and len(people[0].split()) == 1 and not _is_initials(line):
        return False
    return not any(map(is_place, people))


def _is_initials(line: str) -> bool:
    return line.isupper() and len(line) <= _MAX_INITIALS_LENGTH
