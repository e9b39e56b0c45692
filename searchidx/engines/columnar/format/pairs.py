"""A field of pairs of neighbouring terms of another field."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted
from searchidx.engines.columnar.format.document_lists import decode_list, decode_lists
from searchidx.engines.columnar.format.small_ints import SmallInts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container
    from searchidx.engines.columnar.format.dictionary import Dictionary

SEPARATOR = b" "
"""Between the two terms of a pair; less than any byte of a term, so that pairs sort like their terms."""


_KEPT = 256
"""First terms of pairs whose successors are kept unpacked."""


class Pairs:
    """A field of pairs of neighbouring terms of another.

    Kept are which pairs there are and in how many documents; in which ones is read off the positions.
    """

    def __init__(self, container: Container, name: str, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._starts = container.column(f"{name}.pair_starts", len(dictionary) + 1)
        self._coded_starts = container.column(f"{name}.successor_starts", len(dictionary) + 1)
        self._coded = container.column(f"{name}.successors")
        self._df = SmallInts(container, f"{name}.df", low=8, bits=0)
        # The pairs of a query, and of a walk through the field, share their first terms.
        self._successors = lru_cache(maxsize=_KEPT)(self._read)

    def __len__(self) -> int:
        return self._starts.item(len(self._starts) - 1)

    def _read(self, first: int) -> tuple[int, memoryview]:
        """(the first pair of a term, the ascending numbers of the terms that follow it)."""
        low, high = self._starts.range(first, first + 2).tolist()
        if low == high:
            return low, memoryview(array("I"))
        start, stop = self._coded_starts.range(first, first + 2).tolist()
        successors = decode_list(self._coded.range(start, stop), high - low, len(self._dictionary))
        return low, successors.data  # of which single values are read faster

    def find(self, key: bytes) -> int:
        """Return the index of the pair, -1 where there is none."""
        first, separator, second = key.partition(SEPARATOR)
        a = self._dictionary.find(first) if separator else -1
        return self.pair_number(a, self._dictionary.find(second)) if a >= 0 else -1

    def pair_number(self, first: int, second: int) -> int:
        """Return the index of the pair of two terms of the other field, -1 where there is none.

        A term that there is not has the number -1.
        """
        if first < 0 or second < 0:
            return -1
        low, successors = self._successors(first)
        at = bisect_left(successors, second)
        return low + at if at < len(successors) and successors[at] == second else -1

    def lower_bound(self, key: bytes) -> int:
        """Return the number of pairs that are less than the key."""
        first, separator, second = key.partition(SEPARATOR)
        a = self._dictionary.lower_bound(first)
        if a == len(self._dictionary):
            return len(self)
        low, successors = self._successors(a)
        if not separator or self._dictionary.term(a) != first:
            return low
        return low + bisect_left(successors, self._dictionary.lower_bound(second))

    def term_numbers(self, index: int) -> tuple[int, int]:
        """Return the numbers of the two terms in the other field."""
        first = int(search_sorted(self._starts.whole(), index, "right")) - 1
        low, successors = self._successors(first)
        return first, successors[index - low]

    def term(self, index: int) -> bytes:
        """Return one pair."""
        a, b = self.term_numbers(index)
        return self._dictionary.term(a) + SEPARATOR + self._dictionary.term(b)

    def running_totals(self) -> NDArray[np.int64]:
        """Return the running total of pairs over their first terms."""
        return self._starts.whole().astype(np.int64)

    def of_first_terms(
        self, first: int, last: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return the pairs whose first terms are from `first` to `last`: both terms, document frequency."""
        bounds = self._starts.range(first, last + 1).astype(np.int64)
        counts = np.diff(bounds)
        followed = np.flatnonzero(counts)
        if not len(followed):
            nothing = np.zeros(0, np.int64)
            return nothing, nothing, nothing
        places = self._coded_starts.range(first, last + 1)
        coded = self._coded.range(int(places[0]), int(places[-1]))
        places, starts = (np.append(a[followed], a[-1]) for a in (places, bounds))
        seconds = decode_lists(coded, places, starts, len(self._dictionary))
        firsts = np.repeat(np.arange(first, last), counts)
        return firsts, seconds.astype(np.int64), self.document_frequencies(int(bounds[0]), int(bounds[-1]))

    def document_frequencies(self, first: int, last: int) -> NDArray[np.int64]:
        """Return in how many documents each of the pairs from `first` to `last` stands."""
        return self._df.range(first, last).astype(np.int64)

    def document_frequency(self, index: int) -> int:
        """Return in how many documents one pair stands."""
        return self._df.item(index)
