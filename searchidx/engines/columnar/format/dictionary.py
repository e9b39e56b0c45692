"""The sorted terms of a field: their bytes one after the other, and where each starts."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container

AFTER_ALL = b"\xff"
"""Greater than any byte of UTF-8: `prefix + AFTER_ALL` comes after all terms with the prefix."""


def key_of(text: str) -> bytes:
    """Return the bytes of a term as the index has them."""
    return text.encode("utf-8", "surrogatepass")


_BLOCK = 16
"""Terms between two that are kept in memory, and searched term by term."""

_OFTEN = 32
"""Look-ups from which on terms are kept in memory: a single search does better without."""


class Dictionary:
    """Reads terms by binary search, touching only the pages on its way, or a few if it is asked often."""

    def __init__(self, container: Container, name: str) -> None:
        self._text = container.column(f"{name}.text")
        self._starts = container.column(f"{name}.text_starts")
        self._size = len(self._starts) - 1
        self._asked = 0
        self._firsts: list[bytes] = []
        """The first term of every block, once kept in memory, and where the blocks start."""
        self._places: array[int] = array("Q")

    def __len__(self) -> int:
        return self._size

    def term(self, index: int) -> bytes:
        """Return one term."""
        start, stop = self._starts.range(index, index + 2).tolist()
        return self._text.bytes(start, stop)

    def terms(self, first: int, last: int) -> list[bytes]:
        """Return the terms from `first` to `last`."""
        if first >= last:
            return []
        bounds = self._starts.range(first, last + 1).tolist()
        base = bounds[0]
        text = self._text.bytes(base, bounds[-1])
        return [text[a - base : b - base] for a, b in pairwise(bounds)]

    def whole(self) -> tuple[bytes, NDArray[Any]]:
        """Return the bytes of all terms, and where each starts and the last one ends."""
        return self._text.whole().tobytes(), self._starts.whole()

    def lower_bound(self, key: bytes) -> int:
        """Return the number of terms that are less than the key."""
        return self._search(key)[0]

    def find(self, key: bytes) -> int:
        """Return the index of the term, -1 where there is none."""
        block = self._block(key)
        first, last = block * _BLOCK, min(block * _BLOCK + _BLOCK, self._size)
        if self._firsts:
            base, end = self._places[block], self._places[block + 1]
        else:
            base, end = self._starts.item(first), self._starts.item(last)
        text = self._text.bytes(base, end)
        place = text.find(key)
        if place < 0:  # mostly so: no need to know where the terms start
            return -1
        bounds = self._starts.range(first, last + 1).tolist()
        while place >= 0:  # it may be found within other terms
            start = base + place
            at = bisect_left(bounds, start)
            if bounds[at : at + 2] == [start, start + len(key)]:
                return first + at
            place = text.find(key, place + 1)
        return -1

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Return the first and the one past the last index of the terms that start with the prefix."""
        first, term = self._search(prefix)
        return first, self.lower_bound(prefix + AFTER_ALL) if term.startswith(prefix) else first

    def _search(self, key: bytes) -> tuple[int, bytes]:
        """(the number of terms that are less than the key, the term of that number: b"" after all)."""
        first = self._block(key) * _BLOCK
        terms = self.terms(first, min(first + _BLOCK + 1, self._size))
        at = bisect_left(terms, key)
        return first + at, terms[at] if at < len(terms) else b""

    def _block(self, key: bytes) -> int:
        """Return the number of the last block that starts with the key or with less."""
        self._asked += 1
        if self._asked == _OFTEN:
            self._keep_blocks()
        if self._firsts:
            return max(0, bisect_right(self._firsts, key) - 1)
        low, high = 0, -(-self._size // _BLOCK)
        while high - low > 1:
            middle = (low + high) // 2
            if self.term(middle * _BLOCK) <= key:
                low = middle
            else:
                high = middle
        return low

    def _keep_blocks(self) -> None:
        text, starts = self.whole()
        firsts = range(0, self._size, _BLOCK)
        begins, ends = starts[firsts].tolist(), starts[1:][firsts].tolist()
        self._places = array("Q", [*begins, len(text)])
        self._firsts = [text[a:b] for a, b in zip(begins, ends, strict=True)]
