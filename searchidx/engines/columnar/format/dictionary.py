"""Reader of dictionaries: the sorted terms of a field F, numbered from 0 in ascending order of their bytes.

    F.text           bytes: all terms in UTF-8, one after the other
    F.text_starts    u32 (u64 from 4 GiB on): the offset of each term in F.text, followed by the size of
                     F.text

For example, the terms `an`, `bao` and `bé` are stored as:

    F.text           61 6e | 62 61 6f | 62 c3 a9    (the bars are not stored)
    F.text_starts    0 2 5 8

The term number of `bao` is 1, and its bytes are `text[2:5]`. A term is found by binary search over *blocks*
of BLOCK_TERMS neighbouring terms, of which only the first terms are compared. Then one block is read.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container

AFTER_ALL = b"\xff"
"""A byte greater than any byte of UTF-8, so `prefix + AFTER_ALL` sorts after all terms with the prefix."""

BLOCK_TERMS = 16
"""The number of terms in a block; the last block may have fewer."""

LOOK_UPS_BEFORE_CACHING = 32
"""At this look-up, the first terms of all blocks are read into memory. Fewer look-ups would not repay it."""


def key_of(text: str) -> bytes:
    """Return the bytes of a term in the index: UTF-8 in which surrogates are kept."""
    return text.encode("utf-8", "surrogatepass")


def text_of(key: bytes) -> str:
    """Return the term with these bytes in the index: the inverse of `key_of`."""
    return key.decode("utf-8", "surrogatepass")


class LowerBound(NamedTuple):
    """The number of terms less than a key, and the first term that is not less (`b""` if there is none)."""

    number: int
    term: bytes


class Dictionary:
    """Reads and looks up the terms of one field. Terms are bytes (`key_of`), except in `find_all`.

    Arguments named `number`, `first` and `end` are term numbers.
    """

    def __init__(self, container: Container, name: str) -> None:
        self._text = container.column(f"{name}.text")
        self._starts = container.column(f"{name}.text_starts")
        self._size = len(self._starts) - 1
        self._look_ups = 0
        # The first term of each block, and the byte offset of each block, followed by the number of all
        # bytes. Both stay empty until the look-up number LOOK_UPS_BEFORE_CACHING.
        self._first_terms: list[bytes] = []
        self._block_starts: array[int] = array("Q")

    def __len__(self) -> int:
        return self._size

    def term(self, number: int) -> bytes:
        """Return the bytes of term `number`."""
        start, end = self._starts.range(number, number + 2).tolist()
        return self._text.bytes(start, end)

    def terms(self, first: int, end: int) -> list[bytes]:
        """Return the bytes of each term with a number in `range(first, end)`, in ascending order."""
        if first >= end:
            return []
        bounds = self._starts.range(first, end + 1).tolist()
        base = bounds[0]
        text = self._text.bytes(base, bounds[-1])
        return [text[term_start - base : term_end - base] for term_start, term_end in pairwise(bounds)]

    def whole(self) -> tuple[bytes, NDArray[Any]]:
        """Return the bytes of all terms, and the offset of each term followed by the number of all bytes."""
        return self._text.whole().tobytes(), self._starts.whole()

    def lower_bound(self, key: bytes) -> int:
        """Return the number of terms less than `key`."""
        return self._lower_bound(key).number

    def find(self, key: bytes) -> int:
        """Return the term number of the term `key`, or -1 if the field does not have it."""
        block = self._block_of(key)
        first, end = block * BLOCK_TERMS, min(block * BLOCK_TERMS + BLOCK_TERMS, self._size)
        if self._first_terms:
            text_start, text_end = self._block_starts[block], self._block_starts[block + 1]
        else:
            text_start, text_end = self._starts.item(first), self._starts.item(end)
        text = self._text.bytes(text_start, text_end)
        offset = text.find(key)
        if offset < 0:  # most keys that the field lacks end here, which saves reading offsets
            return -1
        bounds = self._starts.range(first, end + 1).tolist()
        while offset >= 0:  # the bytes of the key may also occur within a longer term or across terms
            start = text_start + offset
            index = bisect_left(bounds, start)
            if bounds[index : index + 2] == [start, start + len(key)]:
                return first + index
            offset = text.find(key, offset + 1)
        return -1

    def find_all(self, texts: Sequence[str]) -> list[int]:
        """Return the term number of each of the terms, in their order, or -1 for an absent term."""
        find = self.find
        return [find(key_of(text)) for text in texts]

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Return (first, end): terms that start with `prefix` have the term numbers in `range(first, end)`.

        The range is empty if no term starts with `prefix`.
        """
        first, term = self._lower_bound(prefix)
        return first, self.lower_bound(prefix + AFTER_ALL) if term.startswith(prefix) else first

    def _lower_bound(self, key: bytes) -> LowerBound:
        first = self._block_of(key) * BLOCK_TERMS
        terms = self.terms(first, min(first + BLOCK_TERMS + 1, self._size))
        index = bisect_left(terms, key)
        return LowerBound(first + index, terms[index] if index < len(terms) else b"")

    def _block_of(self, key: bytes) -> int:
        """Return the number of the last block whose first term is at most `key`, or 0 if there is none."""
        self._look_ups += 1
        if self._look_ups == LOOK_UPS_BEFORE_CACHING:
            self._cache_blocks()
        if self._first_terms:
            return max(0, bisect_right(self._first_terms, key) - 1)
        low, high = 0, -(-self._size // BLOCK_TERMS)
        while high - low > 1:
            middle = (low + high) // 2
            if self.term(middle * BLOCK_TERMS) <= key:
                low = middle
            else:
                high = middle
        return low

    def _cache_blocks(self) -> None:
        text, starts = self.whole()
        firsts = range(0, self._size, BLOCK_TERMS)
        term_starts, term_ends = starts[firsts].tolist(), starts[1:][firsts].tolist()
        self._block_starts = array("Q", [*term_starts, len(text)])
        self._first_terms = [text[start:end] for start, end in zip(term_starts, term_ends, strict=True)]
