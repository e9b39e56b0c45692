"""Fields that are not stored as lists but read off another one: folded terms, and pairs of neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.whoosh.dictionary import Dictionary
from searchidx.engines.whoosh.packing import SmallInts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.whoosh.container import Container
    from searchidx.engines.whoosh.lists import Lists

SEPARATOR = b" "
"""Between the two terms of a pair; less than any byte of a term, so that pairs sort like their terms."""


class Folded:
    """A field each of whose terms stands for several terms (members) of another, at the same positions."""

    def __init__(self, container: Container, name: str, base: Lists, documents: int) -> None:
        self.dictionary = Dictionary(container, name)
        self._starts = container.column(f"{name}.member_starts")
        self._members = container.column(f"{name}.members")
        self._df = container.column(f"{name}.df")
        self._base, self._documents = base, documents

    def __len__(self) -> int:
        return len(self.dictionary)

    @property
    def bases(self) -> NDArray[np.int64]:
        """The place of each document's position 0."""
        return self._base.bases

    def members(self, index: int) -> list[int]:
        """Return the numbers of the terms in the other field that a term stands for."""
        first, last = self._starts.range(index, index + 2).tolist()
        members: list[int] = self._members.range(first, last).tolist()
        return members

    def owners(self) -> NDArray[np.int64]:
        """Return for each term of the other field the number of its fold."""
        sizes = np.diff(self._starts.whole().astype(np.int64))
        owners = np.empty(len(self._members), np.int64)
        owners[self._members.whole()] = np.repeat(np.arange(len(sizes)), sizes)
        return owners

    def df(self, first: int, last: int) -> NDArray[np.int64]:
        """Return in how many documents each of the terms from `first` to `last` stands."""
        return self._df.range(first, last).astype(np.int64)

    def postings(self, index: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Return the ascending documents of a term, and its frequency in each."""
        lists = [self._base.postings(member) for member in self.members(index)]
        if len(lists) == 1:
            return lists[0]
        if sum(len(documents) for documents, _ in lists) * 16 < self._documents:
            return _merged(lists)
        totals = np.zeros(self._documents, np.uint32)
        for documents, frequencies in lists:
            totals[documents] += frequencies
        found = np.flatnonzero(totals).astype(np.uint32)
        return found, totals[found]

    def united(self, first: int, last: int) -> NDArray[np.uint32]:
        """Return the documents of the terms from `first` to `last`; some may come several times."""
        low, high = self._starts.range(first, last + 1)[[0, -1]].tolist()
        return self._base.united(np.sort(self._members.range(low, high)).astype(np.int64))

    def occurrences(self, index: int, wanted: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Return the places of a term in ascending order, as `Lists.occurrences` does."""
        parts = [self._base.occurrences(member, wanted) for member in self.members(index)]
        return parts[0] if len(parts) == 1 else np.sort(np.concatenate(parts))


def _merged(
    lists: list[tuple[NDArray[np.uint32], NDArray[np.uint32]]],
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Unite short lists: sort documents and frequencies packed together, then add up equal documents."""
    packed = np.concatenate([documents.astype(np.uint64) << np.uint64(32) | f for documents, f in lists])
    packed.sort()
    documents = (packed >> np.uint64(32)).astype(np.uint32)
    heads = np.flatnonzero(np.diff(documents, prepend=np.uint32(0xFFFFFFFF)))
    frequencies = np.add.reduceat(packed.astype(np.uint32), heads, dtype=np.uint32)
    return documents[heads], frequencies


class Pairs:
    """A field of pairs of neighbouring terms of another: kept are which pairs there are and in how many documents.

    In which documents is read off the positions of the two terms.
    """

    def __init__(self, container: Container, name: str, base: Lists | Folded, documents: int) -> None:
        self._base, self._documents = base, documents
        self._starts = container.column(f"{name}.successor_starts")
        self._seconds = container.column(f"{name}.successors")
        self._df = SmallInts(container, f"{name}.df", low=8, bits=0)

    def __len__(self) -> int:
        return len(self._seconds)

    def find(self, key: bytes) -> int:
        """Return the index of the pair, -1 where there is none."""
        first, separator, second = key.partition(SEPARATOR)
        a = self._base.dictionary.find(first) if separator else -1
        b = self._base.dictionary.find(second) if a >= 0 else -1
        if b < 0:
            return -1
        low, high = self._starts.range(a, a + 2).tolist()
        found = int(np.searchsorted(self._seconds.range(low, high), b)) + low
        return found if found < high and self._seconds.item(found) == b else -1

    def lower_bound(self, key: bytes) -> int:
        """Return the number of pairs that are less than the key."""
        first, separator, second = key.partition(SEPARATOR)
        a = self._base.dictionary.lower_bound(first)
        if a == len(self._base.dictionary):
            return len(self)
        low, high = self._starts.range(a, a + 2).tolist()
        if not separator or self._base.dictionary.term(a) != first:
            return int(low)
        b = self._base.dictionary.lower_bound(second)
        return int(np.searchsorted(self._seconds.range(low, high), b)) + int(low)

    def parts(self, index: int) -> tuple[int, int]:
        """Return the numbers of the two terms in the other field."""
        first = int(np.searchsorted(self._starts.whole(), index, "right")) - 1
        return first, self._seconds.item(index)

    def all(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return all pairs: the numbers of both terms, and in how many documents they are neighbours."""
        sizes = np.diff(self._starts.whole().astype(np.int64))
        seconds = self._seconds.whole().astype(np.int64)
        return np.repeat(np.arange(len(sizes)), sizes), seconds, self.df(0, len(seconds))

    def term(self, index: int) -> bytes:
        """Return one pair."""
        a, b = self.parts(index)
        return self._base.dictionary.term(a) + SEPARATOR + self._base.dictionary.term(b)

    def df(self, first: int, last: int) -> NDArray[np.int64]:
        """Return in how many documents each of the pairs from `first` to `last` stands."""
        return self._df.range(first, last).astype(np.int64)

    def postings(
        self, index: int, wanted: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Return the ascending documents of a pair, and its frequency in each."""
        a, b = self.parts(index)
        both = np.zeros(self._documents, np.bool_)
        both[self._base.postings(a)[0]] = True
        if wanted is not None:
            both &= wanted
        other = np.zeros(self._documents, np.bool_)
        other[self._base.postings(b)[0]] = True
        both &= other
        places = side_by_side([self._base.occurrences(a, both), self._base.occurrences(b, both)])
        return documents_of(places, self._base.bases)


def side_by_side(slots: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the places of the first slot that are followed by one of the second, that by one of the third..."""
    order = sorted(range(len(slots)), key=lambda slot: len(slots[slot]))
    starts = slots[order[0]] - order[0]
    for slot in order[1:]:
        starts = starts[contains(slots[slot], starts + slot)]
    return starts[np.diff(starts, prepend=-len(slots) - 1) > 0]


def contains(places: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell for each wanted number whether it is among the ascending places."""
    if not len(places):
        return np.zeros(len(wanted), np.bool_)
    at = np.searchsorted(places, wanted)
    at[at == len(places)] = 0
    return places[at] == wanted


def documents_of(
    places: NDArray[np.int64], bases: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the documents of ascending places (equal places count once), and how many each has."""
    documents = np.searchsorted(bases, places, "right").astype(np.int64) - 1
    heads = np.flatnonzero(np.diff(documents, prepend=-1))
    return documents[heads].astype(np.uint32), np.diff(heads, append=len(documents)).astype(np.uint32)
