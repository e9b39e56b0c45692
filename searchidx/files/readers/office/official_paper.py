"""Official papers of Vietnam: their title and date stand below a head that all papers have.

The head has the issuing body, the national name and motto, the number, the place and the date, often as a
table of two columns. Below it are the kind of the paper and its subject:

    UBND TỈNH AN GIANG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
    Số: 12/TB-UBND | An Giang, ngày 3 tháng 8 năm 2022
    THÔNG BÁO
    Về việc cấm lưu thông xe tải

A letter has no kind. Its subject is below the number: `V/v cấm lưu thông xe tải`.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.composition import nfc
from analyzers.fold import fold
from searchidx.files.readers.dates import parse_date
from searchidx.files.readers.whitespace import CELL_SEPARATOR

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

_MAX_LINES: Final = 30
"""The number of lines and cells at the beginning of a document in which head, kind and subject are."""

_MAX_SUBJECT_DISTANCE: Final = 3
"""The number of lines below the kind among which a subject is that begins with `Về việc`."""

_MAX_TITLE_LENGTH: Final = 300
"""The length of the longest title in codepoints, as in a text file."""

_NATIONAL_NAME: Final = re.compile("CONG HOA XA HOI CHU NGHIA VIET NAM")
_MOTTO: Final = re.compile(r"doc lap\W+tu do\W+hanh phuc", re.IGNORECASE)
_PARTY: Final = re.compile("DANG CONG SAN VIET NAM")
"""What the heads of papers have, in folded text. Papers of the Party have its name only."""

_DATE: Final = re.compile(r"ngay \d{1,2}( thang |[/.-])\d{1,2}(,? nam |[/.-])\d{4}(?!\d)", re.IGNORECASE)

_KIND: Final = re.compile(
    r"(BAN (CAM KET|GHI NHO|THOA THUAN|TIN)|BAO CAO|BIEN BAN|CHI THI|CHUONG TRINH|CONG BO|CONG DIEN|CONG VAN"
    r"|DE AN|DE CUONG|DIEU LE|DON|DU AN|DU THAO|GIAY [A-Z]+( [A-Z]+)?|HIEN PHAP|HOP DONG|HUONG DAN"
    r"|KE HOACH|KET LUAN|LENH|LOI KEU GOI|LUAT|NGHI DINH|NGHI QUYET|NOI QUY|PHAP LENH|PHIEU [A-Z]+|PHUONG AN"
    r"|QUY CHE|QUY DINH|QUY TRINH|QUYET DINH|THONG BAO|THONG CAO|THONG TRI|THONG TU( LIEN TICH)?|THU MOI"
    r"|TO TRINH|TUYEN BO|VAN BAN HOP NHAT)\b"
)
"""The kinds of papers in folded capitals, at the beginning of a line."""

_BODY: Final = re.compile(r"(kinh gui|can cu)\b", re.IGNORECASE)
"""The folded beginning of the first line below the head of a letter."""

_SUBJECT: Final = re.compile(r"(V/v|Ve viec)\b", re.IGNORECASE)
_SUBJECT_IN_LINE: Final = re.compile(r"\bV/v\b", re.IGNORECASE)
_NO_SUBJECT: Final = re.compile(
    r"(can cu|kinh gui|theo|xet|thuc hien|dieu|chuong|phan|muc|cua|noi nhan|de nghi|so|hom nay)\b|\W"
    r"|(\d{1,2}|[ivx]{1,4}|[a-z])[.)]",
    re.IGNORECASE,
)
"""The folded beginnings of lines below the kind that are no subject."""

_ORNAMENT: Final = re.compile(r"[\W_]*")
_SENTENCE_END: Final = (".", ":", ";", ",", "!", "?")


class OfficialPaper(NamedTuple):
    """What an official paper tells at its beginning.

    Attributes:
        title: the kind and the subject, or "" if there is neither.
        date: the day of the line with place and date, or None.
        head: the lines above the title.
    """

    title: str
    date: datetime.date | None
    head: tuple[str, ...]

    def repeats(self, text: str) -> bool:
        """Return whether a text is a part of the head, or the beginning of the title."""
        key = _comparable(text)
        return key in _comparable("".join(self.head)) or _comparable(self.title).startswith(key)


class _Line(NamedTuple):
    """A line or cell as it is written, and folded. The letters of Vietnamese have the same places in both."""

    text: str
    folded: str


def read_official_paper(paragraphs: Sequence[str]) -> OfficialPaper | None:
    """Return what an official paper tells at its beginning, or None if the text is no official paper."""
    lines = list(_lines(paragraphs))
    end = _head_length(lines)
    head, below = lines[:end], lines[end:]
    date = next(filter(None, map(_date, head)), None)
    is_state_paper = any(_NATIONAL_NAME.search(line.folded) for line in head)
    is_party_paper = date is not None and any(_PARTY.search(line.folded) for line in head)
    if not is_state_paper and not is_party_paper:
        return None
    has_kind = bool(below) and _KIND.match(below[0].folded) is not None
    title = _title(below) if has_kind else _subject_of_letter(lines)
    return OfficialPaper(title[:_MAX_TITLE_LENGTH].rstrip(), date, tuple(line.text for line in head))


def _head_length(lines: Sequence[_Line]) -> int:
    """Return the number of lines of the head of an official paper, or 0 if there is no head.

    The head ends before the kind or before the body, or else with the date or with the motto.
    """
    numbers = range(len(lines))
    mottos = [n for n in numbers if _MOTTO.search(lines[n].folded)]
    mottos += [n for n in numbers if _PARTY.search(lines[n].folded)]
    if not mottos:
        return 0
    below = range(mottos[0] + 1, len(lines))
    ends = [n for n in below if _KIND.match(lines[n].folded) or _BODY.match(lines[n].folded)]
    dates = [n + 1 for n in below if _DATE.search(lines[n].folded)]
    return next(iter(ends or dates), mottos[0] + 1)


def _lines(paragraphs: Sequence[str]) -> Iterator[_Line]:
    """Yield the lines and cells at the beginning, except ornaments."""
    texts = (
        " ".join(cell.split())
        for paragraph in paragraphs[:_MAX_LINES]
        for line in paragraph.split("\n")[:_MAX_LINES]
        for cell in line.split(CELL_SEPARATOR)[:_MAX_LINES]
    )
    shown = [text for text in texts if not _ORNAMENT.fullmatch(text)]
    return (_Line(text, fold(text)) for text in map(nfc, shown[:_MAX_LINES]))


def _date(line: _Line) -> datetime.date | None:
    match = _DATE.search(line.folded)
    return parse_date(match[0]) if match else None


def _title(lines: Sequence[_Line]) -> str:
    """Return the kind of a paper, which the first line has, and the subject in the lines below."""
    kind, below = lines[0], lines[1:]
    for number, line in enumerate(below[:_MAX_SUBJECT_DISTANCE]):
        if _SUBJECT.match(line.folded):
            return f"{kind.text} {_with_continuation(below[number:])}"
    match = _KIND.match(kind.folded)
    is_bare = match is not None and match.end() == len(kind.folded.rstrip(" :"))
    if is_bare and below and _may_be_subject(below[0]):
        return f"{kind.text} {_with_continuation(below)}"
    return _with_continuation(lines) if not is_bare else kind.text.rstrip(" :")


def _may_be_subject(line: _Line) -> bool:
    return (
        len(line.text) <= _MAX_TITLE_LENGTH
        and not line.text.endswith(_SENTENCE_END)
        and _NO_SUBJECT.match(line.folded) is None
    )


def _with_continuation(lines: Sequence[_Line]) -> str:
    """Return the first line with the lines that continue it, which begin with small letters."""
    others = takewhile(lambda line: line.text[0].islower() and line.text[1:2] not in (".", ")"), lines[1:])
    return " ".join((lines[0].text, *(line.text for line in others)))


def _subject_of_letter(lines: Sequence[_Line]) -> str:
    """Return the subject of a letter, or "" if it has none."""
    for number, line in enumerate(lines):
        match = _SUBJECT_IN_LINE.search(line.folded) or _SUBJECT.match(line.folded)
        if match:
            text = line.text[match.start() :]
            return _with_continuation([_Line(text, text), *lines[number + 1 :]])
    return ""


def _comparable(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text).lower()))
