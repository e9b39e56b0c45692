"""Fields that are not stored as lists but read off another one: folded terms, and pairs of neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.whoosh.container import search
from searchidx.engines.whoosh.dictionary import Dictionary
from searchidx.engines.whoosh.packing import SmallInts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.whoosh.container import Container

SEPARATOR = b" "
"""Between the two terms of a pair; less than any byte of a term, so that pairs sort like their terms."""


class Folded:
    """A field each of whose terms stands for several terms of another field, at the same positions."""

    def __init__(self, container: Container, name: str) -> None:
        self.dictionary = Dictionary(container, name)
        self._starts = container.column(f"{name}.slot_starts")
        self._df = container.column(f"{name}.df")

    def __len__(self) -> int:
        return len(self.dictionary)

    def slots(self, first: int, last: int) -> tuple[int, int]:
        """Return the slots, in the other field, of the terms from `first` to `last`."""
        bounds = self._starts.range(first, last + 1)
        return int(bounds[0]), int(bounds[-1])

    def owners(self) -> NDArray[np.int64]:
        """Return for each slot of the other field the number of its fold."""
        bounds = self._starts.whole().astype(np.int64)
        return np.repeat(np.arange(len(bounds) - 1), bounds[1:] - bounds[:-1])

    def df(self, first: int, last: int) -> NDArray[np.int64]:
        """Return in how many documents each of the terms from `first` to `last` stands."""
        return self._df.range(first, last).astype(np.int64)


class Pairs:
    """A field of pairs of neighbouring terms of another.

    Kept are which pairs there are and in how many documents; in which ones is read off the positions.
    """

    def __init__(self, container: Container, name: str, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._starts = container.column(f"{name}.successor_starts")
        self._seconds = container.column(f"{name}.successors")
        self._df = SmallInts(container, f"{name}.df", low=8, bits=0)

    def __len__(self) -> int:
        return len(self._seconds)

    def find(self, key: bytes) -> int:
        """Return the index of the pair, -1 where there is none."""
        first, separator, second = key.partition(SEPARATOR)
        a = self._dictionary.find(first) if separator else -1
        b = self._dictionary.find(second) if a >= 0 else -1
        return self.pair(a, b) if b >= 0 else -1

    def pair(self, first: int, second: int) -> int:
        """Return the index of the pair of two terms of the other field, -1 where there is none."""
        low, high = self._starts.range(first, first + 2).tolist()
        found = int(search(self._seconds.range(low, high), second)) + low
        return found if found < high and self._seconds.item(found) == second else -1

    def lower_bound(self, key: bytes) -> int:
        """Return the number of pairs that are less than the key."""
        first, separator, second = key.partition(SEPARATOR)
        a = self._dictionary.lower_bound(first)
        if a == len(self._dictionary):
            return len(self)
        low, high = self._starts.range(a, a + 2).tolist()
        if not separator or self._dictionary.term(a) != first:
            return int(low)
        b = self._dictionary.lower_bound(second)
        return int(search(self._seconds.range(low, high), b)) + int(low)

    def parts(self, index: int) -> tuple[int, int]:
        """Return the numbers of the two terms in the other field."""
        first = int(search(self._starts.whole(), index, "right")) - 1
        return first, self._seconds.item(index)

    def term(self, index: int) -> bytes:
        """Return one pair."""
        a, b = self.parts(index)
        return self._dictionary.term(a) + SEPARATOR + self._dictionary.term(b)

    def all(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return all pairs: the numbers of both terms, and in how many documents they are neighbours."""
        bounds = self._starts.whole().astype(np.int64)
        seconds = self._seconds.whole().astype(np.int64)
        firsts = np.repeat(np.arange(len(bounds) - 1), bounds[1:] - bounds[:-1])
        return firsts, seconds, self.df(0, len(seconds))

    def df(self, first: int, last: int) -> NDArray[np.int64]:
        """Return in how many documents each of the pairs from `first` to `last` stands."""
        return self._df.range(first, last).astype(np.int64)
