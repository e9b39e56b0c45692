"""Where in some texts a few terms may stand: told of all at once, before anything of them is analysed.

An article has hundreds of chunks between blanks, of which a dozen hold a word of the query. The letters of a
page of hits are coded without case and accents, one byte each, and the first four of every word are compared
with those of the query's words in one go; only the chunks found are read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import combining, normalize

import numpy as np

from analyzers.fold import folded_term
from analyzers.scan import MAX_TERM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.plan import Pattern

Span = tuple[int, int]

# What articles are written in, and the marks of decomposed letters. Any other character is in doubt, and a
# chunk with a doubt is always read; so is one with an &, which may begin an HTML entity.
_CHARACTERS: Final = (
    "\0\t\n\r !\"#$%'()*+,-./0123456789:;<=>@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}"
    "~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộ"
    "ỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ\u00a0“”‘’–—…•°\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
)
_BLANK, _SIGN, _MARK, _DOUBT = range(4)
"""The bytes of what is no letter or digit; a word ends at one of the first two, which differ in one bit."""

_BLANKS: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""All of Unicode's; to ask every character takes a millisecond."""

_ASTRAL: Final = "[\U00010000-\U0010ffff]"
_ANY_BLANK: Final = re.compile(r"\s")
_LETTERS: Final = re.compile("[0-9a-z]*")
_AT_ONCE: Final = 4
"""Bytes compared at once: the width of `_fours`."""

_STRETCH: Final = 1 << 16
"""Characters of a book that are searched at once: its first matches may be enough."""


class Candidates:
    """Finds the chunks of texts in which a token may fill a slot of some patterns."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        """Take the patterns; a code is sought by its first part."""
        keys: set[bytes] = set()
        for pattern in patterns:
            for term in {term for slot in pattern.tokens for term in (*slot.exact, *slot.folded)}:
                first = _first_part(term)
                if first and pattern.prefix and folded_term(term).isalnum():
                    keys.add(first)
                elif first:
                    keys.update((first + b"%c" % _BLANK, first + b"%c" % _SIGN))
        self._keys = tuple(keys)
        self._starts = {_start(key) for key in keys}

    def chunks(self, text: str) -> Iterator[Span]:
        """Yield start and end of these chunks, and of some others, in order."""
        for begin, stop in _stretches(text):
            for start, end in self._found([text[begin:stop]])[0]:
                yield begin + start, begin + end

    def page(self, texts: Sequence[str]) -> list[list[Span] | None]:
        """Return the same of each text, found in less than half the time; None of a long one."""
        found = self._found([text if len(text) <= _STRETCH else "" for text in texts])
        return [spans if len(text) <= _STRETCH else None for text, spans in zip(texts, found, strict=True)]

    def _found(self, texts: Sequence[str]) -> list[list[Span]]:
        coded = _coded(" ".join(["", *texts, " " * _AT_ONCE]))
        data = coded.tobytes()
        places = iter([*self._places(coded, data), len(data)])
        place, begin = next(places), 1
        found: list[list[Span]] = []
        for text in texts:
            spans: list[Span] = []
            end, stop = begin, begin + len(text)
            while place < stop:
                if place >= end:
                    end = data.find(_BLANK, place)
                    spans.append((data.rfind(_BLANK, 0, place) + 1 - begin, end - begin))
                place = next(places)
            found.append(spans)
            begin = stop + 1
        return found

    def _places(self, coded: NDArray[np.uint8], data: bytes) -> list[int]:
        """Return a place in each of the chunks, in order."""
        ends = np.flatnonzero(coded <= _SIGN)
        long = ends[:-1][ends[1:] - ends[:-1] > MAX_TERM + 1] + 1  # words longer than a term are cut anywhere
        if _MARK not in data:
            places = self._sought(coded, data, ends)
        else:
            kept = np.flatnonzero(coded != _MARK)
            bare = coded[kept]
            places = kept[self._sought(bare, bare.tobytes(), np.flatnonzero(bare <= _SIGN))].tolist()
        if len(long) or _DOUBT in data:
            places += long.tolist() + np.flatnonzero(coded == _DOUBT).tolist()
        return sorted(places)

    def _sought(self, coded: NDArray[np.uint8], data: bytes, ends: NDArray[np.int64]) -> list[int]:
        """Return where, behind the end of one word, another one begins that is sought."""
        words = ends[:-_AT_ONCE] + 1
        begun = _fours(coded).take(words)
        among = np.zeros(len(words), np.bool_)
        for letters, mask in self._starts:
            among |= (begun & mask) == letters
        return [place for place in words[among].tolist() if data.startswith(self._keys, place)]


def _fours(coded: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return by place the next four bytes as one number, but for the last three."""
    return np.ndarray((len(coded) - 3,), "<u4", coded, strides=(1,)).copy()


def _start(key: bytes) -> tuple[int, int]:
    """Return the first bytes of a key as one number, and the mask of the bits to compare."""
    mask = bytes(0xFF if byte > _SIGN else 0xFF ^ _SIGN for byte in key[:_AT_ONCE])
    bits = int.from_bytes(mask, "little")
    return int.from_bytes(key[:_AT_ONCE], "little") & bits, bits


def _stretches(text: str) -> Iterator[Span]:
    """Yield start and end of the parts of a long text that are searched one by one; they end at blanks."""
    start = 0
    while start < len(text):
        blank = _ANY_BLANK.search(text, start + _STRETCH)
        end = blank.start() if blank else len(text)
        yield start, end
        start = end


def _coded(text: str) -> NDArray[np.uint8]:
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * len(text):
        units = re.sub(_ASTRAL, "\ufffd", text).encode("utf-16-le", "surrogatepass")
    return _table().take(np.frombuffer(units, "<u2"))


@cache
def _table() -> NDArray[np.uint8]:
    """The byte of each character of the Basic Multilingual Plane."""
    table = np.full(1 << 16, _DOUBT, np.uint8)
    table[list(map(ord, _CHARACTERS))] = _MARK
    composed = [one for one in _CHARACTERS if not combining(one)]
    bare = folded_term("".join(one for one in normalize("NFD", _CHARACTERS) if not combining(one)))
    for one, letter in zip(composed, bare, strict=True):
        table[ord(one)] = ord(letter) if _LETTERS.fullmatch(letter) else _SIGN
    table[list(map(ord, _BLANKS))] = _BLANK
    return table


def _first_part(term: str) -> bytes:
    """The letters and digits that a term begins with, folded; none where it begins with another script's."""
    match = _LETTERS.match(folded_term(term))
    return match[0].encode() if match else b""
