"""Where in a text some terms may stand: told on one byte a character, before anything of it is analysed.

An article has hundreds of chunks between blanks, of which a dozen hold a word of the query. Its letters
without case and accents, one byte each, are searched by `bytes.find`; only the chunks found are read.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unicodedata import combining

from analyzers.fold import folded_term
from analyzers.scan import MAX_TERM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What articles are written in, and the marks of decomposed letters. Any other character is coded as ?, and a
# chunk with a ? is always read; so is one with an &, which may begin an HTML entity.
_CHARACTERS: Final = (
    "\0\t\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}"
    "~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộ"
    "ỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ\u00a0“”‘’–—…•°\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
)
_MARK: Final = b"~"
_DOUBT: Final = b"?"
_DOUBTFUL: Final = "?&"
_BLANK: Final = re.compile(b" ")
_ANY_BLANK: Final = re.compile(r"\s")
_CHUNK: Final = re.compile(r"\S+")
_LETTERS: Final = re.compile("[0-9a-z]*")

_STRETCH: Final = 1 << 16
"""Characters of a book that are searched at once: its first matches may be enough."""

_FEW: Final = 8
"""Words sought one by one; of more, only those that the text has."""


class Candidates:
    """Finds the chunks of a text in which a token may have one of some terms, exact or folded."""

    def __init__(self, terms: Iterable[str], beginnings: Iterable[str]) -> None:
        """Take the terms and the beginnings of terms; a code is sought by its first part."""
        self._words = {word: b" %b " % word for word in map(_first_part, terms) if word}
        starts = ((_first_part(start), folded_term(start).isalnum()) for start in beginnings)
        others = (b" %b" % start if unended else b" %b " % start for start, unended in starts if start)
        self._others = (*others, _DOUBT)

    def chunks(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of these chunks, and of some others, in order."""
        for begin, stop in _stretches(text):
            for start, end in self._chunks(text[begin:stop]):
                yield begin + start, begin + end

    def _chunks(self, text: str) -> list[tuple[int, int]]:
        coded = _coded(text)
        spans = coded.around([*self._present(coded.words), *self._others])
        if _DOUBT not in coded.words:
            return spans
        # A blank that is not listed may part what was in doubt.
        return [chunk.span() for start, end in spans for chunk in _CHUNK.finditer(text, start, end)]

    def _present(self, words: bytes) -> Iterable[bytes]:
        if len(self._words) <= _FEW:
            return self._words.values()
        return map(self._words.__getitem__, self._words.keys() & words.translate(None, _MARK).split())


class _Coded(NamedTuple):
    """A text in one byte a character, a blank before it and one behind.

    In `words` all but folded letters, digits, marks and doubts are blanks; in `chunks` only blanks are.
    """

    words: bytes
    chunks: bytes

    def around(self, keys: Iterable[bytes]) -> list[tuple[int, int]]:
        """Return start and end, in the text, of the chunks with any of the keys, in order."""
        if _MARK not in self.words:
            return sorted({*chain.from_iterable(map(self._around, keys)), *self._long()})
        bare = _Coded(self.words.translate(None, _MARK), self.chunks.translate(None, _MARK))
        return sorted({*self._of_bare(bare, bare.around(keys)), *self._long()})

    def _around(self, key: bytes) -> Iterator[tuple[int, int]]:
        words, chunks = self
        at = words.find(key)
        while at >= 0:
            end = chunks.find(b" ", at + 1)
            yield chunks.rfind(b" ", 0, at + 1), end - 1
            at = words.find(key, end)

    def _of_bare(self, bare: _Coded, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield the spans of the chunks that have these spans without their marks: as many blanks before."""
        blanks = [blank.start() for blank in _BLANK.finditer(self.chunks)]
        counted = number = 0
        for start, _ in spans:
            number += bare.chunks.count(b" ", counted, start)
            counted = start
            yield blanks[number], blanks[number + 1] - 1

    def _long(self) -> Iterator[tuple[int, int]]:
        """Yield the same of chunks with words longer than a term: they are cut anywhere."""
        at = MAX_TERM
        while at < len(self.words):
            blank = self.words.rfind(b" ", at - MAX_TERM, at + 1)
            if blank < 0:
                start, blank = self.chunks.rfind(b" ", 0, at), self.chunks.find(b" ", at)
                yield start, blank - 1
            at = blank + MAX_TERM + 1


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the parts of a long text that are searched one by one; they end at blanks."""
    start = 0
    while start < len(text):
        blank = _ANY_BLANK.search(text, start + _STRETCH)
        end = blank.start() if blank else len(text)
        yield start, end
        start = end


def _coded(text: str) -> _Coded:
    coding, words, chunks = _tables()
    coded = codecs.charmap_encode(text, "replace", coding)[0]
    return _Coded(b" %b " % coded.translate(words), b" %b " % coded.translate(chunks))


@cache
def _tables() -> tuple[Any, bytes, bytes]:
    """The bytes of the characters; and of these bytes, how they stand in words and in chunks."""
    listed = [*_CHARACTERS, *_DOUBTFUL[:1] * (256 - len(_CHARACTERS))]
    words = [
        _DOUBT if one in _DOUBTFUL else _MARK if combining(one) else _first_part(one) or b" "
        for one in listed
    ]
    chunks = [b" " if one.isspace() else _MARK if combining(one) else b"." for one in listed]
    return codecs.charmap_build(_CHARACTERS.ljust(256, "\ufffe")), b"".join(words), b"".join(chunks)


def _first_part(term: str) -> bytes:
    """The letters and digits that a term begins with, folded; none where it begins with another script's."""
    match = _LETTERS.match(folded_term(term))
    return match[0].encode() if match else b""
