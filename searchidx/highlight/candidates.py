"""The chunks of texts that may contain a word of the query, found before any text is analysed.

A chunk is the text between two blanks. An article has hundreds of chunks, and only a dozen of them contain a
word of the query. Only these candidates are then read by the analyzers. They are found in four steps:

1. The texts of a page of hits are joined with blanks and coded as bytes without case and accents
   (`letter_bytes.py`).
2. The terms of the query become *keys* in the same bytes. A key also has the byte that follows the term:
   `an` has the keys "an" + BLANK and "an" + SIGN, and the prefix `an*` has the key "an".
3. The first four bytes of every word, as one number, are compared with the first bytes of every key (numpy).
4. If they are equal, the whole key is compared.

A chunk in which a capital follows a small letter is always a candidate, because its pieces may be words
(`SốngXanh`, see `analyzers.camel_case`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from analyzers.fold import folded_term
from analyzers.scan import MAX_TERM
from searchidx.highlight.letter_bytes import (
    BLANK,
    DOUBT,
    MARK,
    SIGN,
    leading_letters,
    letter_bytes,
    without_case,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.plan import Pattern

Chunk = tuple[int, int]
"""(start, end): the chunk `text[start:end]`, in codepoints."""

_COMPARED_BYTES: Final = 4
"""The number of bytes that are compared at once: the width of the numbers of `_next_four_bytes`."""

_SEARCH_BLOCK_CHARACTERS: Final = 1 << 16
"""A longer text is searched in blocks of about this length, because its first blocks may be enough."""

_ANY_BLANK: Final = re.compile(r"\s")


class Candidates:
    """Finds the chunks that may contain a token of some patterns. No such chunk is missed."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        """Prepare to find the tokens of the patterns. Of a code, only the first part is looked for."""
        keys: set[bytes] = set()
        for pattern in patterns:
            last = len(pattern.tokens) - 1
            for token, alternatives in enumerate(pattern.tokens):
                for term in (*alternatives.exact, *alternatives.folded):
                    keys.update(_keys(term, prefix=pattern.prefix and token == last))
        self._keys = tuple(keys)
        self._key_starts = {_key_start(key) for key in keys}

    def chunks(self, text: str) -> Iterator[Chunk]:
        """Yield the chunks of a text that may match, in ascending order. A few of them do not match."""
        for block_start, block_end in _blocks(text):
            for start, end in self._search([text[block_start:block_end]])[0]:
                yield block_start + start, block_start + end

    def chunks_by_text(self, texts: Sequence[str]) -> list[Iterable[Chunk]]:
        """Return the chunks of each text, as `chunks` yields them, in less than half the time.

        The chunks of a text with more than 65,536 codepoints can be iterated over only once.
        """
        short = [text if len(text) <= _SEARCH_BLOCK_CHARACTERS else "" for text in texts]
        return [
            chunks if len(text) <= _SEARCH_BLOCK_CHARACTERS else self.chunks(text)
            for text, chunks in zip(texts, self._search(short), strict=True)
        ]

    def _search(self, texts: Sequence[str]) -> list[list[Chunk]]:
        """Return for each text the chunks that may match. All texts are searched as one array of bytes."""
        # A blank precedes the first word. The blanks after the last word allow comparing four bytes anywhere.
        cased = letter_bytes(" ".join(["", *texts, " " * _COMPARED_BYTES]))
        coded = without_case(cased)
        data = coded.tobytes()
        camel_case = _camel_case_offsets(cased, has_marks=MARK in data).tolist()
        offsets = iter([*sorted(self._offsets(coded, data) + camel_case), len(data)])
        offset = next(offsets)
        text_start = 1
        chunks_by_text: list[list[Chunk]] = []
        for text in texts:
            chunks: list[Chunk] = []
            chunk_end, text_end = text_start, text_start + len(text)
            while offset < text_end:
                if offset >= chunk_end:  # otherwise the offset lies in the last chunk
                    chunk_start = data.rfind(BLANK, 0, offset) + 1
                    chunk_end = data.find(BLANK, offset)
                    chunks.append((chunk_start - text_start, chunk_end - text_start))
                offset = next(offsets)
            chunks_by_text.append(chunks)
            text_start = text_end + 1
        return chunks_by_text

    def _offsets(self, coded: NDArray[np.uint8], data: bytes) -> list[int]:
        """Return offsets in each chunk that may have a key.

        `coded` are the bytes of the texts as an array, and `data` the same bytes.
        """
        word_ends = np.flatnonzero(coded <= SIGN)
        if MARK not in data:
            offsets = self._key_offsets(coded, data, word_ends)
        else:
            # The offsets in `coded` of all bytes except marks, and these bytes.
            kept = np.flatnonzero(coded != MARK)
            unmarked = coded[kept]
            unmarked_offsets = self._key_offsets(
                unmarked, unmarked.tobytes(), np.flatnonzero(unmarked <= SIGN)
            )
            offsets = kept[unmarked_offsets].tolist()
        # A word longer than a term is cut into several terms, so every such word is a candidate.
        long_words = word_ends[:-1][word_ends[1:] - word_ends[:-1] > MAX_TERM + 1] + 1
        if len(long_words) or DOUBT in data:
            offsets += long_words.tolist() + np.flatnonzero(coded == DOUBT).tolist()
        return offsets

    def _key_offsets(self, coded: NDArray[np.uint8], data: bytes, word_ends: NDArray[np.int64]) -> list[int]:
        """Return the offsets of the words that begin with a key.

        `word_ends` are the offsets of the bytes between words, BLANK and SIGN.
        """
        # No word follows the last ends, which are the blanks added after the texts.
        word_starts = word_ends[:-_COMPARED_BYTES] + 1
        # For each word, its first four bytes as a number, and whether a key has the same first bytes.
        first_bytes = _next_four_bytes(coded).take(word_starts)
        is_candidate = np.zeros(len(word_starts), np.bool_)
        for key_bytes, mask in self._key_starts:
            is_candidate |= (first_bytes & mask) == key_bytes
        return [
            offset for offset in word_starts[is_candidate].tolist() if data.startswith(self._keys, offset)
        ]


def _camel_case_offsets(cased: NDArray[np.uint8], *, has_marks: bool) -> NDArray[np.int64]:
    """Return the offset of each capital after a small letter, between which there may be marks."""
    if has_marks:
        kept = np.flatnonzero(cased != MARK)
        return kept[_camel_case_offsets(cased[kept], has_marks=False)]
    # With the bit `CAPITAL`, the bytes of capitals are negative as signed numbers.
    signed = cased.view(np.int8)
    return np.flatnonzero((signed[1:] < 0) & (signed[:-1] >= ord("a"))) + 1


@lru_cache(maxsize=1 << 12)
def _keys(term: str, *, prefix: bool) -> tuple[bytes, ...]:
    """Return the keys of a term: one for a prefix, otherwise one for each byte that may follow the term."""
    letters = leading_letters(term)
    if not letters:
        return ()  # the letters of other scripts are coded as DOUBT, and their chunks are always candidates
    if prefix and folded_term(term).isalnum():
        return (letters,)
    return letters + bytes([BLANK]), letters + bytes([SIGN])


def _key_start(key: bytes) -> tuple[int, int]:
    """Return the first four bytes of a key as one number, and the mask of the bits to compare.

    The mask is zero for bytes that a shorter key does not have. It also leaves out the bit in which BLANK and
    SIGN differ, so that the two keys of a short term share one number.
    """
    mask = bytes(0xFF if byte > SIGN else 0xFF ^ SIGN for byte in key[:_COMPARED_BYTES])
    mask_number = int.from_bytes(mask, "little")
    return int.from_bytes(key[:_COMPARED_BYTES], "little") & mask_number, mask_number


def _next_four_bytes(coded: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the four bytes from each offset as one number, for all offsets except the last three.

    The result has the dtype little-endian uint32 and the shape `(len(coded) - 3,)`.
    """
    return np.ndarray((len(coded) - 3,), "<u4", coded, strides=(1,)).copy()


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each block. A block ends at the first blank after `_SEARCH_BLOCK_CHARACTERS`."""
    start = 0
    while start < len(text):
        blank = _ANY_BLANK.search(text, start + _SEARCH_BLOCK_CHARACTERS)
        end = blank.start() if blank else len(text)
        yield start, end
        start = end
