r"""The index tokens of a chunk: its syllables and numbers, and its codes both whole and in parts.

A **part** is a longest possible sequence of letters and digits with their combining marks. A Han character is
a part by itself. Parts joined by one of the signs `- / _ . , : & '`, as in `03/2019/NĐ-CP`, `TP.HCM` and
`1.000`, are also a token together, their **whole**. An e-mail address, a URL, and a number with its
per cent sign are wholes too. Only parts count positions. A whole has the position of its first part, so
phrases over the parts still match:

    position   0     0                1      2    3
    token      03    03/2019/NĐ-CP    2019   NĐ   CP

Syllables that were typed together with capitals, as in `#SốngXanh`, are parts, and a whole together (see
`camel_case`).

The rules are this project's own. They apply to a clean chunk (see `clean`).
"""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analyzers.camel_case import camel_case_spans, is_camel_case
from analyzers.clean import HAN, MARKS, is_common
from analyzers.normalize import term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.tokens import Kind

MAX_TERM = 255
"""The length of the longest term. Longer sequences of letters are cut; longer wholes are left out."""

_MAX_DATE = 10
"""The length of the longest date, such as 24/11/2021."""

_COMMON_PART = re.compile(r"[^\W_]++")
_FIRST_HAN = HAN[0]
_URL = r"(?:(?<!\w)\w{2,20}+://|(?<!\w)www\.)[^\s<>\"“”‘’]+"
_EMAIL_LOCAL = r"[a-zA-Z0-9_.+-]+"
_EMAIL_DOMAIN = r"@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9]+"
_DATE = r"\d{1,2}([/.-])\d{1,2}(?:\1(?:\d{4}|\d{2}))|\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2}"
_AFTER_URL = ".,;:!?)]}'…»_-/&=#"
"""The signs that are cut from the end of a URL, because they belong to the sentence around the URL."""


class CleanToken(NamedTuple):
    """A token of one clean chunk (see `clean`): a part or a whole.

    The token is `chunk[start:end]`. `position` is the number of parts of the chunk before the token. A whole
    has the position of its first part.
    """

    start: int
    end: int
    position: int
    kind: Kind


class _Address(NamedTuple):
    """A URL or an e-mail address, `chunk[start:end]`; its kind is `url` or `email`."""

    start: int
    end: int
    kind: Kind


def scan_chunk(text: str) -> list[CleanToken]:
    """Return the parts and wholes of a clean chunk in the order of their positions.

    A part precedes the wholes that have its position, and a shorter whole precedes a longer one.
    """
    if text.isalnum() and len(text) <= MAX_TERM and max(text) < _FIRST_HAN:  # one part, the usual case
        return _divided(text, [CleanToken(0, len(text), 0, _part_kind(text))])
    parts: list[CleanToken] = []
    for match in _part_pattern(text).finditer(text):
        for start in range(match.start(), match.end(), MAX_TERM):
            end = min(start + MAX_TERM, match.end())
            parts.append(CleanToken(start, end, len(parts), _part_kind(text[start:end])))
    if len(parts) <= 1 and "%" not in text:
        return _divided(text, parts)
    tokens = [*parts, *_wholes(text, parts)]
    tokens.sort(key=lambda token: (token.position, token.end))
    return _divided(text, tokens)


def exact_term(surface: str) -> str:
    """Return the exact index term of a part or whole, with every hyphen as `-` and `’` as `'`."""
    return term(surface.replace("\u2011", "-").replace("\u2010", "-").replace("’", "'"))


def _part_pattern(text: str) -> re.Pattern[str]:
    if is_common(text):
        return _COMMON_PART
    return _part() if max(text, default="") < _FIRST_HAN else _part_or_han()


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"[^\W_]++(?:[{MARKS}]++[^\W_]*+)*+")


@cache
def _part_or_han() -> re.Pattern[str]:
    """Return the pattern of a part for texts with Han characters. Compiling its ranges takes 4 ms."""
    letter = rf"[^\W_{HAN}]"
    return re.compile(rf"[{HAN}][{MARKS}]*+|{letter}++(?:[{MARKS}]++{letter}*+)*+")


def _part_kind(part: str) -> Kind:
    if part.isdigit():
        return "number"
    return "code" if any(map(str.isdigit, part)) else "syllable"


def _divided(text: str, tokens: list[CleanToken]) -> list[CleanToken]:
    """Return the tokens of a chunk with each part in camel case divided, except the parts of addresses.

    The part becomes a whole of the same kind, which follows its first piece.
    """
    if not is_camel_case(text):
        return tokens
    divided: list[CleanToken] = []
    # The number of pieces added before the token, and in the part at the position of the token.
    added = added_here = 0
    position = -1
    # The end of each address by its start, and the end of the last address that began.
    address_ends = {token.start: token.end for token in tokens if token.kind in ("email", "url")}
    address_end = 0
    for start, end, old_position, kind in tokens:
        spans: Sequence[tuple[int, int]] = ()
        if old_position > position:  # a part, which precedes the wholes at its position
            position, added = old_position, added + added_here
            address_end = address_ends.get(start, address_end)
            spans = camel_case_spans(text[start:end]) if start >= address_end else ()
            added_here = max(0, len(spans) - 1)
        for index, (piece_start, piece_end) in enumerate(spans):
            piece = start + piece_start, start + piece_end
            divided.append(CleanToken(*piece, position + added + index, _part_kind(text[slice(*piece)])))
        divided.append(CleanToken(start, end, position + added, kind))
    divided.sort(key=lambda token: (token.position, token.end))
    return divided


def _wholes(text: str, parts: list[CleanToken]) -> list[CleanToken]:
    """Return the wholes of a chunk in order, except those longer than `MAX_TERM`.

    From left to right, the parts of an address become one whole. Elsewhere the longest sequence of joined
    parts becomes one whole.
    """
    wholes: list[CleanToken] = []
    first = 0
    addresses = deque(_addresses(text))
    while first < len(parts):
        start = parts[first].start
        # Drop the addresses that end before this part.
        while addresses and addresses[0].end <= start:
            addresses.popleft()
        last = first
        if addresses and addresses[0].start <= start:
            # This part is in an address: the whole has all parts that start in the address.
            address = addresses.popleft()
            while last + 1 < len(parts) and parts[last + 1].start < address.end:
                last += 1
            wholes.append(CleanToken(start, max(address.end, parts[last].end), first, address.kind))
        else:
            # Extend the whole as long as the next part is joined.
            while last + 1 < len(parts) and _are_joined(text, parts[last], parts[last + 1]):
                last += 1
            wholes += _joined_wholes(text, parts[first], parts[last])
        first = last + 1
    return [whole for whole in wholes if whole.end - whole.start <= MAX_TERM]


def _joined_wholes(text: str, first: CleanToken, last: CleanToken) -> list[CleanToken]:
    """Return the whole that starts with the part `first` and ends with the part `last`, if they differ.

    If a per cent sign follows a final digit, return a whole with it too: `3,5%` gives `3,5` and `3,5%`.
    """
    wholes = []
    start, end = first.start, last.end
    if last is not first:
        wholes.append(CleanToken(start, end, first.position, _whole_kind(text[start:end])))
    if text[end : end + 1] == "%" and text[end - 1].isdigit():
        wholes.append(CleanToken(start, end + 1, first.position, "number"))
    return wholes


def _whole_kind(whole: str) -> Kind:
    if len(whole) <= _MAX_DATE and re.fullmatch(_DATE, whole):
        return "date"
    return "number" if whole.replace(".", "").replace(",", "").isdigit() else "code"


def _are_joined(text: str, left: CleanToken, right: CleanToken) -> bool:
    """Return whether exactly one sign separates two neighbouring parts and joins them to a code or number."""
    if right.start - left.end != 1:
        return False
    sign, before, after = text[left.end], text[left.end - 1], text[right.start]
    if sign in "-/_\u2010\u2011":
        return True
    if sign in ",:":
        return before.isdigit() and after.isdigit()
    if sign == ".":
        return _are_joined_by_point(text[left.start : left.end], text[right.start : right.end])
    if sign == "&":
        return text[left.start : left.end].isupper() and text[right.start : right.end].isupper()
    return sign in "'’" and before.isalpha() and after.isalpha()


def _are_joined_by_point(left: str, right: str) -> bool:
    """Return whether a point between two parts joins them, as in `1.000`, `TP.HCM`, `Tp.HCM` and `bao.vn`.

    In `họp.Ông` the point ends a sentence, and only the blank after it is missing.
    """
    if left.isdigit() or right.isdigit():
        return left[-1].isdigit() == right[0].isdigit()
    if right[0].isupper():
        return left.isupper() or right.isupper()
    return left.isascii() and right.isascii()


def _addresses(text: str) -> list[_Address]:
    """Return the URLs and e-mail addresses in order, without overlaps.

    Signs of the surrounding sentence at the end of a URL are left out.
    """
    addresses: list[_Address] = []
    if "://" in text or "www." in text:
        for match in re.finditer(_URL, text):
            length = len(match[0].rstrip(_AFTER_URL))
            addresses.append(_Address(match.start(), match.start() + length, "url"))
    if "@" in text:
        domain_pattern = re.compile(_EMAIL_DOMAIN)
        for local in re.finditer(_EMAIL_LOCAL, text):
            domain = domain_pattern.match(text, local.end())
            if domain is not None:
                addresses.append(_Address(local.start(), domain.end(), "email"))
    addresses.sort()
    nothing_before = _Address(0, 0, "url")
    return [
        address for before, address in pairwise([nothing_before, *addresses]) if address.start >= before.end
    ]
