r"""The index tokens of a chunk: syllables, numbers, and codes both whole and by their parts.

A part is a maximal run of letters and digits with their combining marks (a Han character is one by itself).
Parts joined by `- / _ . , : & '` as in `03/2019/NĐ-CP`, `TP.HCM`, `1.000`, by an address or a URL are also a
whole, at the position of their first part, so that phrases over the parts still hold.
"""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analyzers.clean import HAN, MARKS, is_usual
from analyzers.normalize import term

if TYPE_CHECKING:
    from analyzers.tokens import Kind

MAX_TERM = 255
"""Longer runs of letters are cut into parts of this length; longer codes are kept by their parts only."""

_RUN = re.compile(r"[^\W_]++")
_FIRST_HAN = HAN[0]
_URL = r"(?:(?<!\w)\w{2,20}+://|(?<!\w)www\.)[^\s<>\"“”‘’]+"
_EMAIL_LOCAL = r"[a-zA-Z0-9_.+-]+"
_EMAIL_DOMAIN = r"@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9]+"
_DATE = r"\d{1,2}([/.-])\d{1,2}(?:\1(?:\d{4}|\d{2}))|\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2}"
_TRAILING = ".,;:!?)]}'…»_-/&=#"


class Span(NamedTuple):
    """A token of a clean chunk: where it is, its place among the parts, and what it is."""

    start: int
    end: int
    position: int
    kind: Kind


def tokens(text: str) -> list[Span]:
    """Return the parts and wholes of a clean chunk in the order of their positions."""
    if text.isalnum() and len(text) <= MAX_TERM and max(text) < _FIRST_HAN:  # one part, as most are
        return [Span(0, len(text), 0, _part_kind(text))]
    parts = [
        (start, min(start + MAX_TERM, match.end()))
        for match in _parts(text).finditer(text)
        for start in range(match.start(), match.end(), MAX_TERM)
    ]
    found = [Span(start, end, i, _part_kind(text[start:end])) for i, (start, end) in enumerate(parts)]
    if len(parts) > 1 or "%" in text:
        found += _wholes(text, parts)
        found.sort(key=lambda span: (span.position, span.end))
    return found


def exact_term(surface: str) -> str:
    """Return the exact index term of a clean surface; a hyphen is a hyphen whatever its width."""
    return term(surface.replace("\u2011", "-").replace("\u2010", "-").replace("’", "'"))


def _parts(text: str) -> re.Pattern[str]:
    if is_usual(text):
        return _RUN
    return _part() if max(text, default="") < _FIRST_HAN else _part_or_han()


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"[^\W_]++(?:[{MARKS}]++[^\W_]*+)*+")


@cache
def _part_or_han() -> re.Pattern[str]:
    """The pattern of a part where Han may occur; compiling its ranges takes 4 ms, which few texts need."""
    letter = rf"[^\W_{HAN}]"
    return re.compile(rf"[{HAN}][{MARKS}]*+|{letter}++(?:[{MARKS}]++{letter}*+)*+")


def _part_kind(part: str) -> Kind:
    if part.isdigit():
        return "number"
    return "code" if any(map(str.isdigit, part)) else "syllable"


def _wholes(text: str, parts: list[tuple[int, int]]) -> list[Span]:
    found: list[Span] = []
    first = 0
    addresses = deque(_addresses(text))
    while first < len(parts):
        start = parts[first][0]
        while addresses and addresses[0][1] <= start:
            addresses.popleft()
        if addresses and addresses[0][0] <= start:
            _, end, kind = addresses.popleft()
            last = first
            while last + 1 < len(parts) and parts[last + 1][0] < end:
                last += 1
            found.append(Span(start, max(end, parts[last][1]), first, kind))
        else:
            last = first
            while last + 1 < len(parts) and _joined(text, parts[last], parts[last + 1]):
                last += 1
            found += _group(text, parts[first][0], parts[last][1], first, last)
        first = last + 1
    return [span for span in found if span.end - span.start <= MAX_TERM]


def _group(text: str, start: int, end: int, first: int, last: int) -> list[Span]:
    found = []
    if last > first:
        found.append(Span(start, end, first, _whole_kind(text[start:end])))
    if text[end : end + 1] == "%" and text[end - 1].isdigit():
        found.append(Span(start, end + 1, first, "number"))
    return found


def _whole_kind(whole: str) -> Kind:
    if len(whole) <= 10 and re.fullmatch(_DATE, whole):
        return "date"
    return "number" if whole.replace(".", "").replace(",", "").isdigit() else "code"


def _joined(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    if right[0] - left[1] != 1:
        return False
    joint, before, after = text[left[1]], text[left[1] - 1], text[right[0]]
    if joint in "-/_\u2010\u2011":
        return True
    if joint in ",:":
        return before.isdigit() and after.isdigit()
    if joint == ".":
        return _dotted(text[left[0] : left[1]], text[right[0] : right[1]])
    if joint == "&":
        return text[left[0] : left[1]].isupper() and text[right[0] : right[1]].isupper()
    return joint in "'’" and before.isalpha() and after.isalpha()


def _dotted(left: str, right: str) -> bool:
    """`1.000`, `TP.HCM`, `Tp.HCM`, `bao.vn`; but not `họp.Ông`, where a sentence ends without a blank."""
    if left.isdigit() or right.isdigit():
        return left[-1].isdigit() == right[0].isdigit()
    if right[0].isupper():
        return left.isupper() or right.isupper()
    return left.isascii() and right.isascii()


def _addresses(text: str) -> list[tuple[int, int, Kind]]:
    """URLs and e-mail addresses in order, as (start, end, kind), without what only ends a sentence."""
    found: list[tuple[int, int, Kind]] = []
    if "://" in text or "www." in text:
        for match in re.finditer(_URL, text):
            found.append((match.start(), match.start() + len(match[0].rstrip(_TRAILING)), "url"))
    if "@" in text:
        at_domain = re.compile(_EMAIL_DOMAIN)
        for local in re.finditer(_EMAIL_LOCAL, text):
            domain = at_domain.match(text, local.end())
            if domain is not None:
                found.append((local.start(), domain.end(), "email"))
    found.sort()
    return [span for before, span in pairwise([(0, 0, "url"), *found]) if span[0] >= before[1]]
