"""Which chunks of some texts may hold a word of the query, found before anything of them is analysed.

An article has hundreds of chunks (what stands between blanks), and only a dozen of them hold a word of
the query. The texts of a page of hits are joined with blanks and coded as bytes without case and accents
(`letter_bytes.py`). A *key* is a word of the query in these bytes, with the byte of what may follow it: the
term `an` is looked for as "an" + BLANK and as "an" + SIGN, the prefix `an*` as "an". The first four bytes of
every word are read as one number and compared with those of all keys in one go. Where they are equal, the
whole key is compared. The analyzers then read only the chunks found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from analyzers.fold import folded_term
from analyzers.scan import MAX_TERM
from searchidx.highlight.letter_bytes import BLANK, DOUBT, MARK, SIGN, leading_letters, letter_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.plan import Pattern

Chunk = tuple[int, int]
"""Start and end of a chunk in its text, in code points."""

_COMPARED_BYTES: Final = 4
"""The bytes of a word that are compared at once: the width of the numbers of `_next_four_bytes`."""

_MAX_BLOCK_CHARACTERS: Final = 1 << 16
"""A longer text is searched block by block, as its first matches may be enough."""

_ANY_BLANK: Final = re.compile(r"\s")


class Candidates:
    """Finds the chunks in which some token may match a token of some patterns."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        """Take the patterns; of a code only the first part is looked for."""
        keys: set[bytes] = set()
        for pattern in patterns:
            for alternatives in pattern.tokens:
                for term in (*alternatives.exact, *alternatives.folded):
                    keys.update(_keys(term, prefix=pattern.prefix))
        self._keys = tuple(keys)
        self._key_starts = {_key_start(key) for key in keys}

    def chunks(self, text: str) -> Iterator[Chunk]:
        """Yield the chunks of a text that may match, and some others, in order."""
        for block_start, block_end in _blocks(text):
            for start, end in self._search([text[block_start:block_end]])[0]:
                yield block_start + start, block_start + end

    def chunks_by_text(self, texts: Sequence[str]) -> list[Iterable[Chunk]]:
        """Return for each text what `chunks` yields, found in less than half the time.

        The chunks of a text of more than 65,536 characters can be iterated over only once.
        """
        short = [text if len(text) <= _MAX_BLOCK_CHARACTERS else "" for text in texts]
        return [
            chunks if len(text) <= _MAX_BLOCK_CHARACTERS else self.chunks(text)
            for text, chunks in zip(texts, self._search(short), strict=True)
        ]

    def _search(self, texts: Sequence[str]) -> list[list[Chunk]]:
        # A blank before the first word, and enough of them behind the last one to compare it.
        coded = letter_bytes(" ".join(["", *texts, " " * _COMPARED_BYTES]))
        data = coded.tobytes()
        offsets = iter([*self._offsets(coded, data), len(data)])
        offset = next(offsets)
        text_start = 1
        chunks_by_text: list[list[Chunk]] = []
        for text in texts:
            chunks: list[Chunk] = []
            chunk_end, text_end = text_start, text_start + len(text)
            while offset < text_end:
                if offset >= chunk_end:  # else it lies in the chunk that was found last
                    chunk_start = data.rfind(BLANK, 0, offset) + 1
                    chunk_end = data.find(BLANK, offset)
                    chunks.append((chunk_start - text_start, chunk_end - text_start))
                offset = next(offsets)
            chunks_by_text.append(chunks)
            text_start = text_end + 1
        return chunks_by_text

    def _offsets(self, coded: NDArray[np.uint8], data: bytes) -> list[int]:
        """Return an offset in each of the chunks, or several, in ascending order."""
        word_ends = np.flatnonzero(coded <= SIGN)
        if MARK not in data:
            offsets = self._key_offsets(coded, data, word_ends)
        else:
            # The bytes without the marks, and the offsets that they have in `coded`.
            kept = np.flatnonzero(coded != MARK)
            unmarked = coded[kept]
            unmarked_offsets = self._key_offsets(
                unmarked, unmarked.tobytes(), np.flatnonzero(unmarked <= SIGN)
            )
            offsets = kept[unmarked_offsets].tolist()
        # A word longer than a term is cut into terms, which may begin anywhere in it.
        long_words = word_ends[:-1][word_ends[1:] - word_ends[:-1] > MAX_TERM + 1] + 1
        if len(long_words) or DOUBT in data:
            offsets += long_words.tolist() + np.flatnonzero(coded == DOUBT).tolist()
        return sorted(offsets)

    def _key_offsets(self, coded: NDArray[np.uint8], data: bytes, word_ends: NDArray[np.int64]) -> list[int]:
        """Return the offsets at which a key stands behind the end of a word."""
        # The last ends are the blanks that were added, behind which there is no word.
        word_starts = word_ends[:-_COMPARED_BYTES] + 1
        first_bytes = _next_four_bytes(coded).take(word_starts)
        is_candidate = np.zeros(len(word_starts), np.bool_)
        for key_bytes, mask in self._key_starts:
            is_candidate |= (first_bytes & mask) == key_bytes
        return [
            offset for offset in word_starts[is_candidate].tolist() if data.startswith(self._keys, offset)
        ]


def _keys(term: str, *, prefix: bool) -> tuple[bytes, ...]:
    letters = leading_letters(term)
    if not letters:
        return ()  # its letters are in doubt, wherever they stand
    if prefix and folded_term(term).isalnum():
        return (letters,)
    return letters + bytes([BLANK]), letters + bytes([SIGN])


def _key_start(key: bytes) -> tuple[int, int]:
    """Return the first four bytes of a key as one number, and the mask of the bits to compare.

    The mask leaves out the bit in which BLANK and SIGN differ, so that both keys of a word have one start.
    """
    mask = bytes(0xFF if byte > SIGN else 0xFF ^ SIGN for byte in key[:_COMPARED_BYTES])
    mask_number = int.from_bytes(mask, "little")
    return int.from_bytes(key[:_COMPARED_BYTES], "little") & mask_number, mask_number


def _next_four_bytes(coded: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return for each offset but the last three the next four bytes as one number."""
    return np.ndarray((len(coded) - 3,), "<u4", coded, strides=(1,)).copy()


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the blocks of a text; each but the last ends at the first blank it can."""
    start = 0
    while start < len(text):
        blank = _ANY_BLANK.search(text, start + _MAX_BLOCK_CHARACTERS)
        end = blank.start() if blank else len(text)
        yield start, end
        start = end
