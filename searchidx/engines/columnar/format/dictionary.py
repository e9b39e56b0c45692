"""Reads the dictionary of a field: its terms in ascending order of their bytes, numbered from 0.

Example: the terms `an`, `bà` and `ca` of the field `f` are two arrays:

    f.text          616e 62c3a0 6361    the bytes of all terms, one after the other
    f.text_starts   0 2 5 7             where each term starts, and where the last one ends

A term is looked up by binary search over *blocks* of neighbouring terms; only the block itself is read.
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
"""A byte greater than any of UTF-8: `prefix + AFTER_ALL` comes after all terms with the prefix."""

BLOCK_TERMS = 16
"""Terms of a block."""

LOOK_UPS_BEFORE_CACHING = 32
"""The look-up that keeps the first terms of all blocks in memory: reading them does not pay for a few."""


def key_of(text: str) -> bytes:
    """Return the bytes of a term as the index has them."""
    return text.encode("utf-8", "surrogatepass")


def text_of(key: bytes) -> str:
    """Return the term that has these bytes in the index."""
    return key.decode("utf-8", "surrogatepass")


class LowerBound(NamedTuple):
    """How many terms are less than a key, and the next term (`b""` where there is none)."""

    number: int
    term: bytes


class Dictionary:
    """Reads and finds the terms of one field."""

    def __init__(self, container: Container, name: str) -> None:
        self._text = container.column(f"{name}.text")
        self._starts = container.column(f"{name}.text_starts")
        self._size = len(self._starts) - 1
        self._look_ups = 0
        # Filled by the look-up of number LOOK_UPS_BEFORE_CACHING: the first term of each block, where its
        # text starts, and where the text ends.
        self._first_terms: list[bytes] = []
        self._block_starts: array[int] = array("Q")

    def __len__(self) -> int:
        return self._size

    def term(self, number: int) -> bytes:
        """Return one term."""
        start, end = self._starts.range(number, number + 2).tolist()
        return self._text.bytes(start, end)

    def terms(self, first: int, last: int) -> list[bytes]:
        """Return the terms from `first` to the one before `last`."""
        if first >= last:
            return []
        bounds = self._starts.range(first, last + 1).tolist()
        base = bounds[0]
        text = self._text.bytes(base, bounds[-1])
        return [text[start - base : end - base] for start, end in pairwise(bounds)]

    def whole(self) -> tuple[bytes, NDArray[Any]]:
        """Return the bytes of all terms, and where each starts and the last one ends."""
        return self._text.whole().tobytes(), self._starts.whole()

    def lower_bound(self, key: bytes) -> int:
        """Return how many terms are less than the key."""
        return self._lower_bound(key).number

    def find(self, key: bytes) -> int:
        """Return the number of a term, -1 where the field does not have it."""
        block = self._block_of(key)
        first, last = block * BLOCK_TERMS, min(block * BLOCK_TERMS + BLOCK_TERMS, self._size)
        if self._first_terms:
            text_start, text_end = self._block_starts[block], self._block_starts[block + 1]
        else:
            text_start, text_end = self._starts.item(first), self._starts.item(last)
        text = self._text.bytes(text_start, text_end)
        offset = text.find(key)
        if offset < 0:  # most keys that the field lacks end here: where its terms start need not be known
            return -1
        bounds = self._starts.range(first, last + 1).tolist()
        while offset >= 0:  # the key may also stand within other terms, or across two
            start = text_start + offset
            index = bisect_left(bounds, start)
            if bounds[index : index + 2] == [start, start + len(key)]:
                return first + index
            offset = text.find(key, offset + 1)
        return -1

    def find_all(self, texts: Sequence[str]) -> list[int]:
        """Return the numbers of several terms, -1 for each that the field does not have."""
        find = self.find
        return [find(key_of(text)) for text in texts]

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Return the number of the first term that starts with the prefix, and one more than the last's.

        Both are the same where no term starts with it.
        """
        first, term = self._lower_bound(prefix)
        return first, self.lower_bound(prefix + AFTER_ALL) if term.startswith(prefix) else first

    def _lower_bound(self, key: bytes) -> LowerBound:
        first = self._block_of(key) * BLOCK_TERMS
        terms = self.terms(first, min(first + BLOCK_TERMS + 1, self._size))
        index = bisect_left(terms, key)
        return LowerBound(first + index, terms[index] if index < len(terms) else b"")

    def _block_of(self, key: bytes) -> int:
        """Return the last block whose first term is not greater than the key, or the first block."""
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
